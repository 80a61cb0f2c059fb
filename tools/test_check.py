#!/usr/bin/env python3
"""./check itself, in a tree whose tools and compilers are stand-ins: what it says and how it exits when a leg passes, fails or is skipped."""
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOOLS = ["install-packages", "check_layers", "check_docs", "refusals", "check_sources", "check_invariants", "check_flags", "check_headers", "check_binary",
         "format_check", "ratchet", "kill_cycles", "fault_matrix", "flip_home"]
BUILT = ["dev/store_test", "dev/ledger_test", "weaken/crypto_test", "weaken/tests_cases"]
RUN = ["tests/interop/run.sh", "tests/interop/openssl.sh", "tests/interop/receipt_page", "tests/faults/run.sh", "tests/postgresql/run.sh",
       "bench/placeholders", "bench/noninterference", "bench/counters", "bench/accuracy"]
STANDS_IN = [*[f"tools/{tool}" for tool in TOOLS], *RUN, *[f"build/{name}" for name in BUILT], "bin/cmake", "bin/ctest"]
A_TEST = "import unittest\nclass One(unittest.TestCase):\n    def test_one(self): pass\n"


def run(wrong=None, words=()):
    """`wrong`: stand-in -> script, where it does something else than say `fine` and exit 0. No variable of the environment but a short PATH."""
    with tempfile.TemporaryDirectory() as root:
        for name in STANDS_IN:
            path = pathlib.Path(root, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"#!/bin/bash\n{(wrong or {}).get(name, 'echo fine')}\n")
            path.chmod(0o755)
        pathlib.Path(root, "tools/test_one.py").write_text(A_TEST)
        shutil.copy(ROOT / "check", root)
        done = subprocess.run(["env", "-i", f"PATH={root}/bin:/usr/bin:/bin", f"{root}/check", *words], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, cwd="/")
        return done.returncode, done.stdout + done.stderr


def legs(output):
    return int(re.search(r"^(\d+) passed", output, re.M)[1])


class Check(unittest.TestCase):
    def test_passes_when_every_leg_passes_and_closes_with_one_line(self):
        status, output = run()
        self.assertEqual(status, 0, output)
        self.assertRegex(output.splitlines()[-1], r"^\d+ passed, 0 failed, 0 skipped$")
        self.assertGreaterEqual(legs(output), 12)

    def test_fails_when_one_leg_fails_and_names_it_and_shows_its_output(self):
        for stands_in, leg in (("tools/check_layers", "layers"), ("bin/ctest", "tests"), ("tools/check_invariants", "documents"),
                               ("build/weaken/crypto_test", "weaken"), ("build/weaken/tests_cases", "weaken"), ("tests/faults/run.sh", "faults"), ("tools/kill_cycles", "kills"), ("tools/flip_home", "flips"), ("bench/accuracy", "figures"), ("bench/counters", "figures"), ("tests/interop/run.sh", "interop")):
            status, output = run({stands_in: "echo the reason; exit 3"})
            self.assertEqual(status, 1, output)
            self.assertIn("the reason", output)
            self.assertRegex(output, rf"FAILED   {leg}: build/check/{leg}.log")
            self.assertRegex(output.splitlines()[-1], r"^\d+ passed, 1 failed, 0 skipped$")

    def test_lists_a_skipped_leg_again_with_its_reason_and_does_not_count_it_as_passed(self):
        whole = legs(run()[1])
        status, output = run({"tests/interop/run.sh": "echo no Go; exit 77"})
        self.assertEqual(status, 0, output)
        self.assertEqual(output.splitlines()[-2:], ["SKIPPED  interop: no Go", f"{whole - 1} passed, 0 failed, 1 skipped"])

    def test_runs_no_leg_that_needs_a_build_when_the_build_fails(self):
        status, output = run({"bin/cmake": "exit 1", "bin/ctest": "echo ctest ran"})
        self.assertEqual(status, 1, output)
        self.assertNotIn("ctest ran", output)
        self.assertIn("SKIPPED  tests: the build failed", output)

    def test_stops_at_once_when_packages_cannot_be_installed(self):
        status, output = run({"tools/install-packages": "exit 1"})
        self.assertEqual((status, output.splitlines()[-1]), (1, "0 passed, 1 failed"))

    def test_refuses_an_unknown_word(self):
        self.assertEqual(run(words=["--fast"])[0], 2)


if __name__ == "__main__":
    unittest.main()
