#!/usr/bin/env python3
"""peers_cost WHAT PEOPLE LINES COUNT: CPU seconds that one peer takes to match COUNT lines of LINES against PEOPLE, its tables already in memory.
Run by bench/matching in the peers' own environment; prints one JSON object.

duckdb-join      the join on given name, family name, house, street and ZIP, all five equal after upper case; pairs go into a table. Run twice on
                 warm tables, the second is measured.
splink-predict   five comparisons, four blocking rules, `predict` alone, into a table: no training, as its cost does not hang on the weights.
One thread each, which costs a peer the least CPU.
"""
import json
import resource
import sys

SPLINK_REPEATS = 2


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def loaded(people, lines, count):
    """Two tables in memory, id and the fields of both; upper case, five digits of ZIP, house out of the street where it stands there."""
    import duckdb
    base = duckdb.connect()
    base.execute("SET threads = 1")
    base.execute("SET preserve_insertion_order = false")
    for name, path, limit in (("people", people, ""), ("lines", lines, f"LIMIT {count}")):
        base.execute(f"""CREATE TABLE {name} AS SELECT id, upper(first_name) AS given, upper(last_name) AS family,
                         upper(coalesce(house, '')) AS house, upper(coalesce(street, '')) AS street, left(zip, 5) AS zip
                         FROM read_csv('{path}', header = true, all_varchar = true) {limit}""")
    return base


def duckdb_join(people, lines, count):
    base = loaded(people, lines, count)
    for _ in range(2):
        base.execute("DROP TABLE IF EXISTS pairs")
        begun = cpu()
        base.execute("CREATE TABLE pairs AS SELECT l.id AS line, p.id AS person FROM lines l JOIN people p USING (given, family, house, street, zip)")
        took = cpu() - begun
    return took, base.execute("SELECT count(DISTINCT line) FROM pairs").fetchone()[0]


def splink_predict(people, lines, count):
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    base = loaded(people, lines, count)
    settings = SettingsCreator(
        link_type="link_only", unique_id_column_name="id",
        comparisons=[cl.JaroWinklerAtThresholds("given", [0.9, 0.8]), cl.JaroWinklerAtThresholds("family", [0.9, 0.8]), cl.ExactMatch("house"),
                     cl.JaroWinklerAtThresholds("street", [0.9]), cl.ExactMatch("zip")],
        blocking_rules_to_generate_predictions=[block_on("house", "street", "zip"), block_on("given", "family", "zip"), block_on("family", "house", "zip"),
                                                block_on("given", "family", "house")])
    api = DuckDBAPI(connection=base)
    frames = [api.register(base.execute(f"SELECT * FROM {name}").to_arrow_table(), dataset_display_name=f"splink_{name}") for name in ("lines", "people")]
    linker = Linker(frames, settings)
    took = []
    for _ in range(SPLINK_REPEATS):
        begun = cpu()
        pairs = linker.inference.predict()
        took.append(cpu() - begun)
        found = len(pairs.as_duckdbpyrelation())
        pairs.drop_table_from_database_and_remove_from_cache()
    return min(took), found


WHAT = {"duckdb-join": duckdb_join, "splink-predict": splink_predict}


def main():
    what, people, lines, count = sys.argv[1:]
    took, found = WHAT[what](people, lines, int(count))
    print(json.dumps({"cpu_s": took, "found": found}))


if __name__ == "__main__":
    main()
