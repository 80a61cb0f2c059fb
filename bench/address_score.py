#!/usr/bin/env python3
"""address_score: how many lines of a labeled set an address parser got right, whoever wrote it.

Truth      CSV `id,raw,<components>`; an empty cell: the component is absent; a column that the truth lacks is not scored.
Parsed     CSV with `id` and any of the components; a missing line, or one whose `status` is refused, insufficient(..) or ambiguous, abstains.
Components house_number predir street_name suffix postdir street unit_type unit_id pobox rural_route box city state zip5 zip4 ...
           `street` is the unsplit street; where only its parts are given they are joined.
Compared   in upper case without punctuation, standard forms of Publication 28 on both sides (raw words and standardized ones score alike),
           FIFTH = 5TH = 5, no leading zeros in units and boxes, the tokens of a street in any order.
Exact      every scored component is right. Fatal: a wrong, not an empty, house, street, unit, box, route or ZIP: a letter goes to another
           door. An abstention is inexact and never fatal.
"""
import argparse
import csv
import pathlib
import re
import sys

TABLES = pathlib.Path(__file__).resolve().parent / "data" / "usps"
COMPONENTS = ("house_number", "predir", "street_name", "suffix", "postdir", "street", "unit_type", "unit_id", "building", "pobox", "rural_route", "box",
              "city", "state", "zip5", "zip4", "urbanization")
FATAL = ("house_number", "street", "unit_id", "pobox", "box", "rural_route", "zip5")
STREET_PARTS = ("predir", "street_name", "suffix", "postdir")
ABSTAINED = ("refused", "insufficient", "ambiguous")
ORDINALS = ("ZEROTH FIRST SECOND THIRD FOURTH FIFTH SIXTH SEVENTH EIGHTH NINTH TENTH ELEVENTH TWELFTH THIRTEENTH FOURTEENTH FIFTEENTH SIXTEENTH "
            "SEVENTEENTH EIGHTEENTH NINETEENTH TWENTIETH").split()


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def pairs(name, *columns):
    return {row[column]: row["standard"] for row in rows_of(TABLES / name) for column in columns}


SUFFIXES = pairs("c1_street_suffix.csv", "form")
UNITS = pairs("c2_secondary_unit.csv", "primary", "standard") | {"HANGER": "HNGR", "NO": "#", "NUMBER": "#", "UPPER": "UPPR", "TR": "TRLR", "FLR": "FL"}
DIRECTIONS = pairs("directionals.csv", "english", "standard")
STATES = pairs("b_states.csv", "name", "standard")
NUMBERS = {word: str(i) for i, word in enumerate(ORDINALS)}


def clean(text):
    text = (text or "").upper().replace("\u2019", "'")
    text = re.sub(r"(?<=\d)\.(?=\d)", "\0", text)  # 39.2 RD keeps its period
    text = re.sub(r"[.,;:'\"()]", "", text).replace("\0", ".")
    return re.sub(r"\s+", " ", text).strip(" -")


def street(text):
    words = [SUFFIXES.get(word, word) for word in (DIRECTIONS.get(word, word) for word in clean(text).split())]
    words = [re.sub(r"^(\d+)(ST|ND|RD|TH)$", r"\1", NUMBERS.get(word, word)) for word in words]
    text = " ".join(words)
    for two in ("N E", "N W", "S E", "S W"):
        text = re.sub(rf"(^| ){two}( |$)", rf"\1{two.replace(' ', '')}\2", text)
    return re.sub(r"\bU S\b", "US", text)


def value(component, text):
    text = clean(text)
    if not text:
        return ""
    if component in STREET_PARTS or component == "street":
        return street(text)
    if component == "unit_type":
        text = " ".join(UNITS.get(word, word) for word in text.split())
        return "#" if text == "# #" else text
    if component in ("unit_id", "building"):
        return re.sub(r"[^A-Z0-9/]", "", re.sub(r"^(#|NO|NUMBER)\s*", "", text)).lstrip("0") or "0"
    if component == "house_number":
        return re.sub(r"\s*-\s*", "-", text)
    if component in ("pobox", "box", "rural_route"):
        found = re.search(r"([A-Z]?\d[\dA-Z-]*|[A-Z])$", text)
        return (found.group(1) if found else text).lstrip("0")
    if component == "state":
        joined = text.replace(" ", "")
        return STATES.get(text, STATES.get(joined, joined if len(text) <= 4 else text))
    if component in ("zip5", "zip4"):
        digits = re.sub(r"\D", "", text)
        return digits[:5] if component == "zip5" else digits[-4:]
    return text


def components_of(row):
    out = {component: value(component, row.get(component, "")) for component in COMPONENTS}
    if not out["street"]:
        out["street"] = street(" ".join(row.get(part) or "" for part in STREET_PARTS))
    out["street"] = " ".join(sorted(out["street"].split()))  # how the parts are split is scored by their own columns
    return out


def wrong_components(truth_row, parsed_row, scored):
    want, got = components_of(truth_row), components_of(parsed_row)
    return [(component, want[component], got[component]) for component in scored if want[component] != got[component]]


def score(truth_path, parsed_rows, leave_out=()):
    """{"lines", "answered", "exact", "fatal"} as counts, and "wrong": (id, raw, what) of each answered line that is not exact."""
    truth = [row for row in rows_of(truth_path) if row["id"] not in leave_out]
    scored = [c for c in COMPONENTS if truth and (c in truth[0] or (c == "street" and "street_name" in truth[0]))]
    parsed = {row["id"]: row for row in parsed_rows}
    out = {"lines": len(truth), "answered": 0, "exact": 0, "fatal": 0, "wrong": []}
    for row in truth:
        got = parsed.get(row["id"])
        if got is None or (got.get("status") or "").split("(")[0] in ABSTAINED:
            continue
        out["answered"] += 1
        bad = wrong_components(row, got, scored)
        out["exact"] += not bad
        out["fatal"] += any(component in FATAL and given for component, _, given in bad)
        if bad:
            out["wrong"].append((row["id"], row["raw"], bad))
    return out


def main():
    lines = __doc__.strip().split("\n")
    parser = argparse.ArgumentParser(description=lines[0], epilog="\n".join(lines[1:]), formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truth")
    parser.add_argument("parsed")
    parser.add_argument("--errors", type=int, default=0, help="print the first N lines that are not exact")
    words = parser.parse_args()
    held = score(words.truth, rows_of(words.parsed))
    if not held["lines"]:
        sys.exit("address_score: no lines")
    for line_id, raw, bad in held["wrong"][:words.errors]:
        print(f"{line_id}: {raw}\n    " + "; ".join(f"{component}: want {want!r} got {got!r}" for component, want, got in bad))
    print(f"lines {held['lines']}  answered {held['answered']}  exact {held['exact'] / held['lines']:.4f}  fatal {held['fatal'] / held['lines']:.4f}")


if __name__ == "__main__":
    main()
