#!/usr/bin/env python3
"""check_flags on made-up compile commands."""
import json
import unittest

from fake_tree import run_on

GOOD = "g++ -std=c++20 -ffp-contract=off -fstack-protector-strong -fstack-clash-protection -fcf-protection -D_GLIBCXX_ASSERTIONS -O1 -c x.cc"


def run(command, file="/a/src/gate/x.cc"):
    return run_on("check_flags", {"compile_commands.json": json.dumps([{"command": command, "file": file}])}, root_flag=False)


class CheckFlags(unittest.TestCase):
    def test_takes_the_flags_of_the_house(self):
        self.assertEqual(run(GOOD)[0], 0)

    def test_refuses_flags_that_let_two_machines_disagree(self):
        for flag in ("-ffast-math", "-Ofast", "-funsafe-math-optimizations", "-ffp-contract=fast", "-march=native", "-mtune=native", "-mavx2",
                     "-mavx512f", "-msse4.2", "-mfma", "-fno-stack-protector"):
            status, output = run(f"{GOOD} {flag}")
            self.assertEqual((status, flag in output), (1, True), output)

    def test_refuses_a_source_without_a_hardening_flag(self):
        for flag in GOOD.split()[2:7]:
            status, output = run(GOOD.replace(flag + " ", ""))
            self.assertEqual((status, f"{flag} is missing" in output), (1, True), output)

    def test_refuses_a_build_that_compiled_nothing(self):
        self.assertEqual(run_on("check_flags", {"compile_commands.json": "[]"}, root_flag=False)[0], 1)
        self.assertEqual(run_on("check_flags", {}, root_flag=False)[0], 2)


if __name__ == "__main__":
    unittest.main()
