#!/usr/bin/env python3
"""check_binary on small programs built wrong, one way each."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parent / "check_binary"
GOOD = ["-fPIE", "-pie", "-Wl,-z,relro", "-Wl,-z,now", "-Wl,-z,noexecstack"]


def run(flags, source="int main() {}\n"):
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder, "program")
        subprocess.run(["g++", "-x", "c++", "-", "-o", str(program), *flags], input=source, text=True, check=True)
        done = subprocess.run([sys.executable, str(TOOL), str(program)], capture_output=True, text=True)
        return done.returncode, done.stdout


class CheckBinary(unittest.TestCase):
    def refuses(self, flags, sentence, **more):
        status, output = run(flags, **more)
        self.assertEqual((status, sentence in output), (1, True), output)

    def test_takes_a_hardened_program(self):
        self.assertEqual(run(GOOD)[0], 0)

    def test_refuses_a_program_that_is_not_hardened(self):
        self.refuses(["-no-pie", *GOOD[2:]], "not position independent")
        self.refuses([*GOOD[:2], "-Wl,-z,lazy"], "binds lazily")
        self.refuses([*GOOD[:4], "-Wl,-z,execstack"], "its stack can be executed")
        self.refuses([*GOOD, "-Wl,-rpath,lib"], "carries a library path")

    def test_refuses_a_library_that_nobody_listed(self):
        self.refuses([*GOOD, "-Wl,--no-as-needed", "-lresolv"], "needs libresolv.so.2")

    def test_refuses_a_program_that_can_switch_a_defense_off(self):
        for room in ("crypto", "gate"):
            self.refuses(GOOD, "can switch a defense off", source=f"namespace cs::{room} {{ bool weaken(int) {{ return true; }} }}\nint main() {{}}\n")


if __name__ == "__main__":
    unittest.main()
