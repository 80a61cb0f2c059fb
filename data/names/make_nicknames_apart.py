#!/usr/bin/env python3
"""Writes nicknames_apart.csv: links of the published lists that nicknames.csv leaves out, because they cross the sexes between two formal
names or were doubtful. What one list calls a short form and the Census a name of its own is for a clerk to judge.

usage: make_nicknames_apart.py PSEUDOPEOPLE_NICKNAMES_CSV CARLTONNORTHERN_CSV_GZ   (in this folder)
"""
import csv
import gzip
import sys


def links(path):
    if path.endswith(".gz"):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["relationship"] == "has_nickname":
                    yield row["name1"], row["name2"]
        return
    with open(path, encoding="utf-8") as file:
        for row in list(csv.reader(file))[1:]:
            for short in row[1:]:
                yield row[0], short


def main():
    kept = {(r["formal"], r["nickname"]) for r in csv.DictReader(open("nicknames.csv", encoding="utf-8"))}
    out = set()
    for path in sys.argv[1:]:
        for formal, short in links(path):
            pair = formal.strip().upper(), short.strip().upper()
            if min(map(len, pair)) < 2 or not all(word.isascii() and word.isalpha() for word in pair) or pair[0] == pair[1]:
                continue
            if pair not in kept and pair[::-1] not in kept:
                out.add(pair)
    with open("nicknames_apart.csv", "w", encoding="utf-8", newline="\n") as file:
        file.write("formal,nickname\n")
        file.writelines(f"{formal},{short}\n" for formal, short in sorted(out))


main()
