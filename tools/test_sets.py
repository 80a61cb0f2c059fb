#!/usr/bin/env python3
"""bench/sets.py: a line counts by its own truth, whatever its class; an answer too many or too few is missed."""
import pathlib
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))
sys.dont_write_bytecode = True
import play
import sets


def counted(answers, truth):
    with tempfile.TemporaryDirectory() as work:
        said, expected = pathlib.Path(work, "answers.csv"), pathlib.Path(work, "truth.csv")
        said.write_text("request_id,answer\n" + "".join(f"{line}\n" for line in answers))
        expected.write_text("request_id,expected,class,origin_group\n" + "".join(f"{line}\n" for line in truth))
        return sets.Verified(said, expected)


class Sets(unittest.TestCase):
    MIXED = ["a,verified,v_exact,white", "b,not_verified,v_exact,white", "c,review,v_exact,", "d,not_verified,u_twin,", "e,insufficient,x_range,"]

    def test_a_false_line_in_a_class_of_true_ones_is_wrong_when_verified(self):
        held = counted(["a,verified", "b,verified", "c,not_verified", "d,verified", "e,not_verified"], self.MIXED)
        self.assertEqual(held.wrong, [("b", "v_exact")])
        self.assertEqual(held.true()["verified"], 1)
        self.assertEqual(held.others()["verified"], 1)
        self.assertEqual(sum(held.others().values()), 3)

    def test_undecidable_lines_are_counted_apart(self):
        held = counted(["a,verified", "b,review", "c,review", "d,verified", "e,insufficient"], self.MIXED)
        self.assertEqual(held.total("undecidable")["verified"], 1)
        self.assertEqual(held.others()["verified"], 0)
        self.assertEqual(held.wrong, [])

    def test_groups_hold_true_lines_alone(self):
        held = counted(["a,review", "b,verified", "c,review", "d,review", "e,review"], self.MIXED)
        self.assertEqual(dict(held.groups["white"]), {"review": 1})

    def test_an_answer_too_many_or_too_few_is_missed(self):
        with self.assertRaises(play.Missed):
            counted(["a,verified"], self.MIXED)
        with self.assertRaises(play.Missed):
            counted(["a,verified", "z,verified"], self.MIXED[:1])
        with self.assertRaises(play.Missed):
            counted(["a,perhaps"], self.MIXED[:1])

    def test_the_upper_bound_is_that_of_clopper_and_pearson(self):
        self.assertAlmostEqual(sets.upper_bound(0, 2_991_028), 1 - 0.05 ** (1 / 2_991_028), delta=1e-12)
        self.assertEqual(sets.upper_bound(3, 3), 1.0)


if __name__ == "__main__":
    unittest.main()
