"""flip_home: what it calls found, and that a bit that changes an answer is missed by nobody."""
import importlib.machinery
import importlib.util
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
LOADER = importlib.machinery.SourceFileLoader("flip_home", str(pathlib.Path(__file__).resolve().parent / "flip_home"))
flip_home = importlib.util.module_from_spec(importlib.util.spec_from_loader("flip_home", LOADER))
LOADER.exec_module(flip_home)

ANSWERED = [(1, "verified", ""), (2, "refused", "ORD-UNKNOWN")]


class FlipHome(unittest.TestCase):
    def test_the_same_answer_and_none_at_all_hold(self):
        self.assertEqual(flip_home.judged(0, list(ANSWERED), ANSWERED), "of no consequence")
        for status in (1, 2, 74, flip_home.NOT_OPENED):
            self.assertEqual(flip_home.judged(status, "", ANSWERED), "found")

    def test_another_answer_and_a_crash_do_not(self):
        for other in ([(1, "not_verified", ""), ANSWERED[1]], ANSWERED[:1], [ANSWERED[0], (2, "refused", "ORD-FINAL")]):
            self.assertNotIn(flip_home.judged(0, other, ANSWERED), flip_home.HELD)
        for status in (-6, -11, 139, 3):
            self.assertNotIn(flip_home.judged(status, "", ANSWERED), flip_home.HELD)

    def test_every_place_has_its_turn_and_a_seed_is_repeatable(self):
        places = {"register": [("a", range(5)), ("b", range(7))], "orders": [("c", [3, 9])]}
        flips = list(flip_home.drawn(places, 10, 1))
        self.assertEqual(flips, list(flip_home.drawn(places, 10, 1)))
        self.assertEqual([place for place, *_ in flips], ["orders", "register"] * 5)
        self.assertTrue(all(offset in (3, 9) for place, _, offset, _ in flips if place == "orders"))


if __name__ == "__main__":
    unittest.main()
