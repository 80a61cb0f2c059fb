#!/usr/bin/env python3
"""refusals on a small table."""
import unittest

from fake_tree import run_on

ROW = '    {Reason::kOrdUnknown, "ORD-UNKNOWN", L, AR, Q, l, "no such order"},\n'


class Refusals(unittest.TestCase):
    def test_writes_a_page_and_then_finds_it_equal(self):
        status, output = run_on("refusals", {"src/base/verdict.cc": ROW}, "--write")
        self.assertEqual((status, "1 codes" in output), (0, True), output)

    def test_refuses_a_page_that_is_not_the_table(self):
        status, output = run_on("refusals", {"src/base/verdict.cc": ROW, "docs/reference/refusals.md": "# Refusals\n"})
        self.assertEqual((status, "is not what the table says" in output), (1, True), output)

    def test_refuses_a_row_that_it_cannot_read(self):
        for bad in (ROW.replace("L, AR", "Z, AR"), ROW.replace("ORD-UNKNOWN", "ord")):
            self.assertEqual(run_on("refusals", {"src/base/verdict.cc": bad}, "--write")[0], 1)


if __name__ == "__main__":
    unittest.main()
