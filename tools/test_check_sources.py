#!/usr/bin/env python3
"""check_sources on small fake trees."""
import unittest

from fake_tree import run_on

TABLE = "word\nunknown\n"
DATA = "| file | what it is | from | licence | sha256 |\n|---|---|---|---|---|\n| `names/p.csv` | words | here | CC0 | 7881e7aadd8943b6 |\n"
TEST = "| file or folder | what | from | licence |\n|---|---|---|---|\n| `hostile` | lines | here | CC0 |\n"
FUZZ = "| target | what | from | licence |\n|---|---|---|---|\n| `name` | names | here | CC0 |\n"
RIGHT = {"data/SOURCES.md": DATA, "data/names/p.csv": TABLE, "tests/data/SOURCES.md": TEST, "tests/data/hostile/a.txt": "x",
         "fuzz/SOURCES.md": FUZZ, "fuzz/name.cc": "", "fuzz/replay_main.cc": "", "fuzz/corpus/name/1": "x"}


def run(changes, *words):
    return run_on("check_sources", {**RIGHT, **changes}, *words)


class CheckSources(unittest.TestCase):
    def refuses(self, changes, sentence):
        status, output = run(changes)
        self.assertEqual(status, 1, output)
        self.assertIn(sentence, output)

    def test_takes_a_tree_that_says_where_everything_comes_from(self):
        status, output = run({})
        self.assertEqual(status, 0, output)

    def test_refuses_a_table_without_a_row_and_a_row_without_a_table(self):
        self.refuses({"data/names/q.csv": "x\n"}, "data/names/q.csv: no row")
        self.refuses({"data/names/p.csv": None}, "names nothing: names/p.csv")

    def test_refuses_a_table_that_changed_unseen(self):
        changed = {"data/names/p.csv": TABLE + "x\n"}
        self.refuses(changed, "the digest of names/p.csv is")
        self.assertEqual(run(changed, "--write")[0], 0)

    def test_refuses_test_data_without_a_row(self):
        self.refuses({"tests/data/other.csv": "x"}, "tests/data/other.csv: no row")

    def test_refuses_a_hostile_set_that_no_test_opens(self):
        index = {"tests/data/hostile-index.tsv": "set\trule\tdata\trun by\nlines\tout\ttests/data/hostile/a.txt\tsrc/a_test.cc\n",
                 "tests/data/SOURCES.md": TEST + "| `hostile-index.tsv` | index | here | CC0 |\n"}
        self.assertEqual(run({**index, "src/a_test.cc": 'open("hostile/a.txt");\n'})[0], 0)
        self.refuses({**index, "src/a_test.cc": "\n"}, "lines: not there, or not opened: tests/data/hostile/a.txt")
        self.refuses(index, "not there, or not opened: src/a_test.cc")

    def test_refuses_a_target_without_seeds_or_row_and_seeds_without_a_target(self):
        self.refuses({"fuzz/corpus/name/1": None}, "fuzz/name.cc: no seeds")
        self.refuses({"fuzz/more.cc": "", "fuzz/corpus/more/1": "x"}, "fuzz/corpus/more: no row")
        self.refuses({"fuzz/corpus/stray/1": "x"}, "fuzz/corpus/stray: seeds without a target")


if __name__ == "__main__":
    unittest.main()
