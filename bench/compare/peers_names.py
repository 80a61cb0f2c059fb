#!/usr/bin/env python3
"""peers_names PEER PAIRS OUT: one peer scores every pair of PAIRS (id,left,right): id,score. Names are folded first (case, marks, punctuation), as
each peer's own documents advise. Run by bench/compare/run in the peers' own environment.
"""
import csv
import re
import sys
import unicodedata


def folded(text):
    text = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[\W_]+", " ", "".join(c for c in text if not unicodedata.combining(c))).strip()


def token_sort():
    from rapidfuzz import fuzz
    return lambda left, right: fuzz.token_sort_ratio(left, right)


def weighted():
    from rapidfuzz import fuzz
    return lambda left, right: fuzz.WRatio(left, right)


def sorted_jaro_winkler():
    from rapidfuzz.distance import JaroWinkler
    return lambda left, right: JaroWinkler.similarity(" ".join(sorted(left.split())), " ".join(sorted(right.split())))


def goldenmatch():
    import goldenmatch as golden
    return lambda left, right: golden.score_strings(left, right, "ensemble")


PEERS = {"rapidfuzz-token-sort": token_sort, "rapidfuzz-wratio": weighted, "rapidfuzz-jaro-winkler": sorted_jaro_winkler, "goldenmatch": goldenmatch}


def main():
    peer, pairs, out = sys.argv[1:]
    score = PEERS[peer]()
    with open(pairs, newline="", encoding="utf-8") as file, open(out, "w", newline="") as written:
        writer = csv.writer(written, lineterminator="\n")
        writer.writerow(["id", "score"])
        for row in csv.DictReader(file):
            writer.writerow([row["id"], score(folded(row["left"]), folded(row["right"])) or 0])


if __name__ == "__main__":
    main()
