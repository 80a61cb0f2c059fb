#!/usr/bin/env python3
"""check_headers on a small fake tree."""
import json
import unittest

from fake_tree import run_on

COMMANDS = json.dumps([{"command": "ccache g++ -Isrc -std=c++20 -Wall -Werror -o x.o -c src/gate/x.cc", "file": "/a/src/gate/x.cc"}])
RIGHT = {"build/compile_commands.json": COMMANDS, "src/gate/x.h": "#pragma once\n#include <string>\nstd::string x();\n"}


def run(changes):
    return run_on("check_headers", {**RIGHT, **changes}, "ROOT/build")


class CheckHeaders(unittest.TestCase):
    def test_takes_a_header_that_compiles_alone(self):
        status, output = run({})
        self.assertEqual((status, "1 headers, 1 compiled, 0 faults" in output), (0, True), output)

    def test_refuses_a_header_that_leans_on_its_includer(self):
        status, output = run({"src/gate/x.h": "#pragma once\nstd::string x();\n"})
        self.assertEqual((status, "src/gate/x.h does not compile alone" in output), (1, True), output)

    def test_refuses_a_header_that_cannot_be_included_twice(self):
        self.assertEqual(run({"src/gate/x.h": "struct X {};\n"})[0], 1)

    def test_compiles_again_only_what_changed(self):
        first = run({})
        self.assertEqual(first[0], 0)
        status, output = run({"build/headers.stamp": "gate/x.h 00\n"})
        self.assertEqual((status, "1 compiled" in output), (0, True), output)


if __name__ == "__main__":
    unittest.main()
