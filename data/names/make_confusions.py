#!/usr/bin/env python3
"""Writes confusions.csv: letters that the eye, the hand or the ear takes for one another, in quarters of an edit.

usage: make_confusions.py DIRECTORY    where pseudopeople_ocr_errors.csv and pseudopeople_qwerty_errors.yaml lie (pseudopeople 1.3.1)

eye   a digit read for a letter costs 1, letters read for letters 2 (of the table's rows, those that are letters and digits in upper case)
ear   spellings of one sound cost 2, by hand after the pattern table of pseudopeople (Agus Pudjijono, ANU 2008); vowels are left out, because
      names differ by them
hand  neighbors on the keyboard cost 3
"""
import pathlib
import re
import sys

EAR = """PH F|CK K|C K|Z S|IE Y|EY Y|EY IE|I Y|EI IE|TH T|DT T|KS X|QU KW|SCH SH|TZ Z|TS Z|V F|OU U|OO U|EE I|EA EE|AE E|OE O|J Y|GH G|WR R|KN N|MB M|CH K|C S
GN N|RH R|AU AW|AY AI|EY EI|AH A|EH E|OH O|LE EL|ER RE|AUGH AW|QUE K|PF F|DJ J|TCH CH|CZ CH|DG J|OW OU|SZ S|W V""".replace("\n", "|").split("|")


def main():
    source, here = pathlib.Path(sys.argv[1]), pathlib.Path(__file__).parent
    cost = {}

    def add(one, other, quarters, kind):
        key = tuple(sorted((one.upper(), other.upper()), key=lambda p: (len(p), p)))
        if key[0] != key[1] and key not in cost and all(re.fullmatch("[A-Z0-9]{1,4}", p) for p in key):
            cost[key] = (quarters, kind)

    for line in (source / "pseudopeople_ocr_errors.csv").read_text(encoding="utf-8").splitlines():
        pair = line.split(",")
        if len(pair) == 2 and not line.startswith("#"):
            add(*pair, 1 if any(p.isdigit() for p in pair) else 2, "eye")
    for one, other in (("1", "I"), ("1", "L"), ("0", "O"), ("5", "S"), ("8", "B")):
        add(one, other, 1, "eye")
    for pair in EAR:
        add(*pair.split(), 2, "ear")
    key = ""
    for line in (source / "pseudopeople_qwerty_errors.yaml").read_text(encoding="utf-8").splitlines():
        letter = line.strip("-: '\n")
        if line.startswith("-"):
            if key.isupper() and letter.isupper():
                add(key, letter, 3, "hand")
        else:
            key = letter
    with open(here / "confusions.csv", "w", encoding="ascii", newline="\n") as f:
        f.write("one,other,quarters,kind\n")
        for (one, other), (quarters, kind) in sorted(cost.items(), key=lambda row: (row[1][1], row[0])):
            f.write(f"{one},{other},{quarters},{kind}\n")


if __name__ == "__main__":
    main()
