#!/usr/bin/env python3
"""bench/counters: a count that rose is missed, a table of other bars is missed, and what no clock can repeat has its slack."""
import contextlib
import importlib.machinery
import importlib.util
import io
import json
import pathlib
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))
sys.dont_write_bytecode = True
LOADER = importlib.machinery.SourceFileLoader("counters", str(ROOT / "bench" / "counters"))
counters = importlib.util.module_from_spec(importlib.util.spec_from_loader("counters", LOADER))
LOADER.exec_module(counters)
COMMITTED = json.loads((ROOT / "bench" / "data" / "counters.json").read_text())


def missed(found, committed):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        count = counters.compared("run", found, committed)
    return count, out.getvalue()


class Counters(unittest.TestCase):
    def test_holds_the_counts_that_are_committed(self):
        for found in COMMITTED.values():
            self.assertEqual(missed(found, found)[0], 0)

    def test_misses_each_count_that_rose_by_two_in_a_hundred(self):
        for found in COMMITTED.values():
            for name in counters.NAMES:
                self.assertEqual(missed({**found, name: found[name] + found[name] // 50 + 1}, found)[0], 1, name)

    def test_misses_every_count_against_a_table_of_lower_bars(self):
        for found in COMMITTED.values():
            lower = {name: count - count // 40 - 1 for name, count in found.items()}
            self.assertEqual(missed(found, {**lower, "pages_faulted": found["pages_faulted"]})[0], len(found) - 1)

    def test_misses_a_count_that_nothing_was_committed_for(self):
        found = COMMITTED["run"]
        self.assertEqual(missed(found, {name: count for name, count in found.items() if name != "candidates"})[0], 1)

    def test_says_that_a_count_fell_and_holds(self):
        found = COMMITTED["run"]
        count, out = missed({**found, "candidates": found["candidates"] // 2}, found)
        self.assertEqual(count, 0)
        self.assertIn("--write", out)

    def test_gives_pages_twice_their_number_and_no_more(self):
        found = COMMITTED["run"]
        self.assertEqual(missed({**found, "pages_faulted": found["pages_faulted"] * 2}, found)[0], 0)
        self.assertEqual(missed({**found, "pages_faulted": found["pages_faulted"] * 2 + 1}, found)[0], 1)

    def test_counts_something_of_everything_where_lines_are_matched(self):
        self.assertEqual([name for name, count in COMMITTED["evaluate"].items() if count == 0], [])


if __name__ == "__main__":
    unittest.main()
