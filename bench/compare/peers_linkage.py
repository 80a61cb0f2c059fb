#!/usr/bin/env python3
"""peers_linkage PEER REGISTER REQUEST OUT: one peer scores every line of REQUEST against the records of REGISTER, as well as we know how to set
it up, and writes the best score of each line: request_id,score. Run by bench/compare/run in the peers' own environment.

All peers are given the same preparation, which is no part of any of them: upper case without punctuation, standard forms of Publication 28 for
street types and directions, one string for the whole address, the house number out of the street line where the house is empty, the middle
initial out of the middle name. No peer sees the truth.
"""
import csv
import pathlib
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import address_score

COLUMNS = ("first", "middle", "last", "suffix", "house", "street", "unit", "box", "city", "state", "zip")


def unit_of(text):
    return re.sub(r"^(?:(?:APT|APARTMENT|UNIT|STE|SUITE|NO|LOT|TRLR|SPC)\b|[# ])+", "", address_score.clean(text)).lstrip("0")


def prepared(row):
    street, house = address_score.street(row.get("street")), address_score.clean(row.get("house"))
    if not house and re.match(r"\d", street):
        house, _, street = street.partition(" ")
    unit = unit_of(row.get("unit"))
    inside = re.search(r" (?:APT|UNIT|STE|LOT|#) ?([A-Z0-9-]+)$", street)
    if not unit and inside:
        unit, street = inside.group(1), street[:inside.start()]
    middle = address_score.clean(row.get("middle")) or address_score.clean(row.get("middle_initial"))
    box = re.sub(r"\D", "", row.get("po_box") or "")
    out = {"first": address_score.clean(row.get("first_name")), "middle": middle[:1], "last": address_score.clean(row.get("last_name")),
           "suffix": address_score.clean(row.get("suffix")), "house": house, "street": street, "unit": unit, "box": box,
           "city": address_score.clean(row.get("city")), "state": address_score.clean(row.get("state")), "zip": (row.get("zip") or "")[:5]}
    return {"id": row["id"], **out}


def people(path):
    return [prepared(row) for row in address_score.rows_of(path)]


def joined(row, *columns):
    return " ".join(row[column] for column in columns if row[column])


# ---- RapidFuzz: every line against every record, names and addresses apart, the weaker of the two --------------------------------------

def rapidfuzz(register, request):
    import numpy
    from rapidfuzz import fuzz, process
    name = ("first", "middle", "last", "suffix")
    place = ("house", "street", "unit", "box", "city", "zip")
    names, places = [joined(row, *name) for row in register], [joined(row, *place) for row in register]
    for begin in range(0, len(request), 500):
        lines = request[begin:begin + 500]
        by_name = process.cdist([joined(row, *name) for row in lines], names, scorer=fuzz.token_sort_ratio, dtype=numpy.float32, workers=-1)
        by_place = process.cdist([joined(row, *place) for row in lines], places, scorer=fuzz.token_sort_ratio, dtype=numpy.float32, workers=-1)
        for line, best in zip(lines, numpy.minimum(by_name, by_place).max(axis=1)):
            yield line["id"], float(best)


# ---- Splink: Fellegi and Sunter, trained on the two files, term frequencies of the names -----------------------------------------------

def splink_pairs(register, request):
    import duckdb
    import pyarrow
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    def table(rows):
        absent = {"suffix": "-", "unit": "-"}  # a suffix or unit on one side only speaks against; an empty field would say nothing
        columns = {column: [row[column] or absent.get(column) for row in rows] for column in ("id", *COLUMNS)}
        return pyarrow.table({**columns, "whole": [joined(row, "first", "last") or None for row in rows]})

    settings = SettingsCreator(
        link_type="link_only", unique_id_column_name="id", retain_intermediate_calculation_columns=True,
        comparisons=[cl.ForenameSurnameComparison("first", "last", forename_surname_concat_col_name="whole"),
                     cl.ExactMatch("middle"), cl.ExactMatch("suffix"), cl.ExactMatch("house"), cl.JaroWinklerAtThresholds("street", [0.95, 0.88]),
                     cl.ExactMatch("unit"), cl.ExactMatch("box"), cl.JaroWinklerAtThresholds("city", [0.9]), cl.LevenshteinAtThresholds("zip", [1, 2])],
        blocking_rules_to_generate_predictions=[block_on("house", "zip"), block_on("house", "last"), block_on("house", "street"), block_on("first", "last"),
                                                block_on("last", "zip", "substr(street,1,3)"), block_on("box", "zip"), block_on("first", "street")])
    api = DuckDBAPI(connection=duckdb.connect())
    frames = {"request": table(request), "register": table(register)}
    linker = Linker([api.register(frame, dataset_display_name=name) for name, frame in frames.items()], settings)
    linker.training.estimate_probability_two_random_records_match([block_on("first", "last", "house", "street")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    # A rule of house and street alone would train on households, whose members share all but the given name.
    for rule in (block_on("first", "last"), block_on("first", "house", "street"), block_on("last", "middle", "house")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    return linker.inference.predict().as_record_list()


def splink(register, request, weigh):
    names = ("first_last", "whole", "middle", "suffix")
    best = {}
    for pair in splink_pairs(register, request):
        line = pair["id_l"] if pair["id_l"] in wanted else pair["id_r"]
        bits = {True: 0.0, False: 0.0}
        for key, value in pair.items():
            if key.startswith("mw_") and value is not None:
                bits[key.removeprefix("mw_").removeprefix("tf_adj_") in names] += float(value)
        best[line] = max(best.get(line, float("-inf")), weigh(bits[True], bits[False]))
    return best.items()


# ---- GoldenMatch: weighted fields, several passes of blocking; names and addresses ------------------------------------------------------

def goldenmatch(register, request):
    import goldenmatch as golden
    import pyarrow

    def table(rows):
        return pyarrow.table({column: [row[column] or None for row in rows] for column in ("id", *COLUMNS)})  # an empty key blocks nothing

    def field(column, scorer, weight):
        return golden.MatchkeyField(field=column, scorer=scorer, weight=weight)

    fields = [field("first", "jaro_winkler", 2), field("last", "jaro_winkler", 2), field("middle", "exact", 0.5), field("suffix", "exact", 0.5), field("house", "exact", 2),
              field("street", "token_sort", 2), field("unit", "exact", 1), field("box", "exact", 0.5), field("zip", "levenshtein", 0.5)]
    passes = [["house", "zip"], ["house", "last"], ["house", "street"], ["first", "last"], ["box", "zip"]]
    config = golden.GoldenMatchConfig(
        matchkeys=[golden.MatchkeyConfig(name="person_at_address", type="weighted", fields=fields, threshold=0.5)],
        blocking=golden.BlockingConfig(strategy="multi_pass", keys=[golden.BlockingKeyConfig(fields=passes[0])], passes=[golden.BlockingKeyConfig(fields=each) for each in passes],
                                       max_block_size=20_000))
    result = golden.match_df(table(request), table(register), config=config)
    best = {}
    for row in rows_of_frame(result.matched):
        line = row.get("target_id") or row.get("__target_id__") or row.get("id")
        score = row.get("__match_score__", row.get("match_score", row.get("score")))
        best[line] = max(best.get(line, 0.0), float(score))
    return best.items()


def rows_of_frame(frame):
    return frame.to_pylist() if hasattr(frame, "to_pylist") else frame.to_dicts()


PEERS = {
    "rapidfuzz": rapidfuzz,
    "splink-weaker": lambda register, request: splink(register, request, min),
    "splink-sum": lambda register, request: splink(register, request, lambda name, place: name + place),
    "goldenmatch": goldenmatch,
}


def main():
    global wanted
    peer, register, request, out = sys.argv[1:]
    lines = people(request)
    wanted = {line["id"] for line in lines}
    with open(out, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["request_id", "score"])
        writer.writerows(PEERS[peer](people(register), lines))


if __name__ == "__main__":
    main()
