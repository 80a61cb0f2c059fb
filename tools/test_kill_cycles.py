#!/usr/bin/env python3
"""kill_cycles finds each kind of damage: its checks on entries, receipts and answers that a stand-in program made, right and wrong."""
import base64
import collections
import hashlib
import importlib.machinery
import importlib.util
import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
PATH = pathlib.Path(__file__).resolve().parent / "kill_cycles"
LOADER = importlib.machinery.SourceFileLoader("kill_cycles", str(PATH))
kill_cycles = importlib.util.module_from_spec(importlib.util.spec_from_loader("kill_cycles", LOADER))
LOADER.exec_module(kill_cycles)
import play
from log_reader import cbor, receipt_parts

SEALED = b"sealed"
DIGEST = hashlib.sha256(SEALED)
LINE, DELIVERY, ADMISSION = {1: 15}, {1: 17}, {1: 14}
CLOSE = {1: 16, 5: 0, 9: DIGEST.digest()}
WHOLE = [{1: 3}, {1: 13}, ADMISSION, {1: 18}, LINE, LINE, LINE, CLOSE, DELIVERY]


def head(major, n):
    return bytes([major << 5 | n]) if n < 24 else bytes([major << 5 | 24, n])


def encoded(value):
    """The CBOR of a small map of numbers and bytes."""
    if isinstance(value, dict):
        return head(5, len(value)) + b"".join(encoded(part) for item in value.items() for part in item)
    return head(2, len(value)) + value if isinstance(value, bytes) else head(0, value)


def receipt(index, entry):
    return f"c2sp.org/tlog-proof@v1\nextra {base64.b64encode(encoded({1: entry})).decode()}\nindex {index}\nhash\n\norigin\n9\nroot\n\n- signature\n"


class StandIn:
    """A program that answers as told: `run` writes the answer of the day, the rest says yes."""

    def __init__(self, answers, log=WHOLE, opens=0, receipt_holds=0, entry=7, recomputed=3, agrees=True):
        self.recomputed, self.agrees = recomputed, agrees
        self.answers, self.log, self.opens, self.receipt_holds, self.entry_of_receipt = list(answers), log, opens, receipt_holds, entry

    def tried(self, *words):
        status, out = 0, ""
        if words[0] == "run":
            sealed = self.answers.pop(0)
            if sealed is None:
                return play.Outcome(74, "", "a write failed", 0, 0, 0)
            place = pathlib.Path(words[words.index("--out") + 1])
            place.mkdir(exist_ok=True)
            (place / "answer.p7m").write_bytes(sealed)
            (place / "receipt.tlog-proof").write_text(receipt(7, encoded(self.log[7])))
            out = play.json.dumps({"entry": self.entry_of_receipt})
        elif words[:2] == ("receipt", "verify"):
            status, out = self.receipt_holds, play.json.dumps({"entry": self.shown(7)})
        elif words[:2] == ("request", "open"):
            status, place = self.opens, pathlib.Path(words[-1])
            place.mkdir()
            (place / "answer.json").write_text('{"request": "R1"}')
            (place / "answers.txt").write_text("".join(f"{i:08} verified x\n" for i in (1, 2, 3)))
        elif words[:2] == ("ledger", "export"):
            self.export(words[2])
        elif words[0] == "audit":
            status, out = int(not self.agrees), play.json.dumps({"agrees": self.agrees, "lines": {"all": self.recomputed, "equal": self.recomputed}})
        return play.Outcome(status, out, "no" if status else "", 0, 0, 0)

    def shown(self, index):
        entry = self.log[index]
        return {"kind": kill_cycles.kind_of(entry), "response": entry[9].hex() if 9 in entry else None}

    def json(self, *words, statuses=(0,)):
        if words[:2] == ("ledger", "show"):
            return self.shown(words[2])
        return {"entries": len(self.log), "fault": None}

    def export(self, directory):
        bundle = directory / "tile" / "entries" / "000.p"
        bundle.mkdir(parents=True)
        (bundle / str(len(self.log))).write_bytes(b"".join(len(entry).to_bytes(2, "big") + entry for entry in map(encoded, self.log)))


def found(program, before=None, log_at_end=None):
    """The kinds of damage that are found when one request is played with the stand-in."""
    with tempfile.TemporaryDirectory() as place:
        work = pathlib.Path(place)
        home = play.Home(type("World", (), {"program": program, "kit": work})(), work / "home", "agreement.toml")
        request = play.Request(work / "request", "R1", 3)
        played = kill_cycles.Round(home, [request], [[]], 0.1, work)
        out = work / "out-0"
        if before is not None:
            out.mkdir()
            (out / "answer.p7m").write_bytes(before)
            played.check_delivered(request, out, 0, len(program.log))
        played.finish_one(request, home.run_words(request, out), out, 0)
        if log_at_end is not None:
            program.log = log_at_end
        played.read_log()
        return {kind for kind, what in played.tally.bad.items() if what}


class Finds(unittest.TestCase):
    def test_nothing_where_everything_is_right(self):
        self.assertEqual(found(StandIn([SEALED, SEALED])), set())
        self.assertEqual(found(StandIn([SEALED, SEALED]), before=SEALED), set())

    def test_an_answer_put_out_before_its_close(self):
        self.assertEqual(found(StandIn([SEALED, SEALED], log=WHOLE[:7] + [LINE, LINE]), before=SEALED) & {"early"}, {"early"})

    def test_an_answer_whose_receipt_does_not_hold(self):
        self.assertEqual(found(StandIn([SEALED, SEALED], receipt_holds=1)), {"early"})

    def test_an_answer_that_does_not_open(self):
        self.assertEqual(found(StandIn([SEALED, SEALED], opens=1)), {"early"})

    def test_an_answer_that_the_close_does_not_name(self):
        self.assertIn("early", found(StandIn([b"other", b"other"])))

    def test_other_bytes_when_the_command_is_given_again(self):
        self.assertIn("altered", found(StandIn([SEALED, b"other"])))

    def test_other_bytes_than_a_killed_run_had_put_out(self):
        self.assertIn("altered", found(StandIn([SEALED, SEALED]), before=b"other"))

    def test_a_request_that_cannot_be_brought_to_its_answer(self):
        self.assertEqual(found(StandIn([None])), {"lost"})

    def test_a_log_that_holds_something_else_at_the_receipts_index(self):
        self.assertIn("lost", found(StandIn([SEALED, SEALED]), log_at_end=WHOLE[:7] + [{1: 16, 5: 0, 7: 1, 9: DIGEST.digest()}, DELIVERY]))

    def test_a_log_that_a_replay_does_not_find_as_recorded(self):
        self.assertEqual(found(StandIn([SEALED, SEALED], agrees=False)), {"altered"})

    def test_a_replay_that_recomputed_too_little(self):
        self.assertEqual(found(StandIn([SEALED, SEALED], recomputed=2)), {"altered"})

    def test_a_second_close_admission_delivery_or_line(self):
        for entry in (CLOSE, ADMISSION, DELIVERY, LINE):
            self.assertEqual(found(StandIn([SEALED, SEALED], log=WHOLE + [entry])), {"duplicated"}, entry)

    def test_a_line_that_is_missing(self):
        self.assertIn("duplicated", found(StandIn([SEALED, SEALED], log=WHOLE[:4] + WHOLE[5:] + [{1: 18}], entry=6)))


class Plans(unittest.TestCase):
    def test_two_hundred_kills_strike_each_step_twenty_times_and_half_of_them_the_close(self):
        kills = [kill for kills in kill_cycles.plan(200, 1) for kill in kills]
        self.assertEqual(len(kills), 200)
        steps = collections.Counter(kill.step for kill in kills)
        self.assertEqual(steps.pop(""), 40)
        self.assertEqual(steps, {step: 20 for step in kill_cycles.STEPS})
        self.assertEqual(sum(kill.commit == 3 for kill in kills), 80)

    def test_a_request_is_struck_ever_further_on_its_way_and_never_after_its_close(self):
        for kills in kill_cycles.plan(500, 4):
            inside = [kill for kill in kills if kill.step]
            self.assertEqual([kill.commit for kill in inside], [1, 2, 3, 3][:len(inside)])
            self.assertFalse(any(kill.step in kill_cycles.DURABLE_STEPS for kill in inside[2:3]))
            self.assertFalse(any(kill.step for kill in kills[len(inside):]))

    def test_the_same_seed_gives_the_same_plan(self):
        self.assertEqual(kill_cycles.plan(50, 3), kill_cycles.plan(50, 3))
        self.assertNotEqual(kill_cycles.plan(50, 3), kill_cycles.plan(50, 4))


class Reads(unittest.TestCase):
    def test_the_receipt_of_the_format_page(self):
        page = (PATH.parent.parent / "docs" / "formats" / "receipt.md").read_text()
        text = page[page.index("c2sp.org/tlog-proof@v1\nextra"):]
        index, entry, checkpoint = receipt_parts(text[:text.index("```")])
        self.assertEqual(index, 2)
        self.assertEqual(cbor(entry)[0][1], 13)
        self.assertTrue(checkpoint.startswith("holder.test.invalid/countersign/main\n3\n"))


if __name__ == "__main__":
    unittest.main()
