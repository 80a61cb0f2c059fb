#!/usr/bin/env python3
"""check_invariants on small fake trees."""
import unittest

from fake_tree import run_on

HEAD = "| id | promise | state | assertion | test | checker |\n|---|---|---|---|---|---|\n"
L1 = "| L1 | an answer leaves only after its entry | now | `src/gate/corridor.cc`: the type Recorded | `gate.L1_no_answer` | – |\n"
L9 = "| L9 | comes later | issue 6 | – | – | – |\n"
RIGHT = {
    "docs/invariants.md": HEAD + L1 + L9,
    "src/gate/corridor.cc": 'CS_CHECK(durable,\n  "L1 an answer leaves only after its entry");\n',
    "src/gate/corridor_test.cc": "TEST(gate, L1_no_answer) {}\n",
}


def run(document, changes=None):
    return run_on("check_invariants", {**RIGHT, "docs/invariants.md": document, **(changes or {})})


class CheckInvariants(unittest.TestCase):
    def refuses(self, document, sentence, changes=None):
        status, output = run(document, changes)
        self.assertEqual(status, 1, output)
        self.assertIn(sentence, output)

    def test_takes_promises_whose_tests_are_there(self):
        status, output = run(HEAD + L1 + L9)
        self.assertEqual(status, 0, output)
        self.assertIn("2 promises, 1 of them now, 1 tests in the tree, 0 faults", output)

    def test_refuses_a_promise_of_now_without_a_test(self):
        self.refuses(HEAD + L1.replace("`gate.L1_no_answer`", "–"), "L1 holds now and names no test")

    def test_refuses_a_test_that_is_not_in_the_tree(self):
        self.refuses(HEAD + L1.replace("L1_no_answer", "L1_nothing"), "no such test in the tree: gate.L1_nothing")
        self.refuses(HEAD + L1.replace("gate.L1_no_answer", "tests/cases/draft.case"), "no such test in the tree: tests/cases/draft.case")

    def test_takes_a_file_or_a_test_inside_a_file(self):
        for test in ("tests/cases/draft.case", "tests/x.py: test_that"):
            status, output = run(HEAD + L1.replace("gate.L1_no_answer", test), {test.split(":")[0]: "def test_that(self): pass\n"})
            self.assertEqual(status, 0, output)

    def test_refuses_a_later_promise_that_claims_a_test(self):
        self.refuses(HEAD + L1 + L9.replace("| – | – | – |", "| – | `gate.L1_no_answer` | – |"), "L9 is a later promise and claims a test")

    def test_refuses_an_assertion_that_names_a_missing_file(self):
        self.refuses(HEAD + L1.replace("src/gate/corridor.cc", "src/gate/gone.cc"), "no such file: src/gate/gone.cc")

    def test_refuses_an_id_twice_and_a_state_that_is_neither(self):
        self.refuses(HEAD + L1 + L1, "L1 stands twice")
        self.refuses(HEAD + L1.replace("| now |", "| soon |"), "neither now nor an issue: soon")

    def test_refuses_an_assertion_in_the_code_that_the_document_does_not_know(self):
        self.refuses(HEAD + L1, "src/gate/more.cc names L7", {"src/gate/more.cc": 'CS_CHECK(x, "L7 nothing");\n'})
        self.refuses(HEAD + L1, "src/gate/door.h names T2", {"src/gate/door.h": "//   Holds    T2 a checkpoint never shrinks.\n"})
        self.refuses(HEAD + L1, "src/gate/door.h names T4", {"src/gate/door.h": "//   Holds    L1 so; T4 b.\n//            T3 a\n//   Errors   T5 x\n"})
        self.refuses(HEAD + L1, "src/gate/door.h names T3", {"src/gate/door.h": "//   Holds    L1 so; T4 b.\n//            T3 a\n//   Errors   T5 x\n"})


if __name__ == "__main__":
    unittest.main()
