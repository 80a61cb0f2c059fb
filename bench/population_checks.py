"""population_checks: what the generator promises of its worlds, looked at from the outside: from its files and the tables, by a program of its own.

Shape      each function yields rows (statistic, expected, got, limit); a row holds where got lies within limit of expected. Shares are in percent.
           Where expected is 0 and the statistic a chi-square, the limit is what one of 10,000 fair worlds exceeds.
Source     the tables of data/population; docs/decisions/population-self-checks.md tells where a figure differs from the design's, and why.
"""
import collections
import csv
import hashlib
import math
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLES = ROOT / "data/population"
AS_OF = "2026-09-01"
PLAIN_GROUPS = ("black", "native", "multiple", "hispanic")  # no household of theirs bears another language's names
CHI_SQUARE_20, CHI_SQUARE_30 = 52.39, 67.63
COHORTS, FIRST_YEAR = 19, 1925
PEOPLE_OF_ALL = 160_000_000


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def make(binary, out, people, lines=0, threads=1, zips=None, scale=None, mix="natural"):
    words = [binary, "population", "make", "--people", people, "--lines", lines, "--seed", 1, "--as-of", AS_OF + "T00:00:00Z", "--out", out, "--kit", "no",
             "--mix", mix, "--threads", threads, "--progress", "none", *(["--zips", zips] if zips else []), *(["--error-scale", scale] if scale else [])]
    subprocess.run([str(word) for word in words], check=True, stdout=subprocess.DEVNULL)
    return out


def is_current(row):
    return row["name_kind"] == "current" and not row["to"] and row["from"] <= AS_OF


def chi_square(expected, got):
    """Of counts against shares of their sum."""
    total, whole = sum(got), sum(expected)
    return sum((g - total * e / whole) ** 2 / (total * e / whole) for e, g in zip(expected, got))


def largest_remainder(total, weights):
    """{key: share of total}: whole shares first, then one each to the largest rests; ties go to the smaller key."""
    whole = sum(weights.values())
    shares = {key: total * weight // whole for key, weight in weights.items()}
    rest = sorted(weights, key=lambda key: (-(total * weights[key] % whole), key))
    for key in rest[:total - sum(shares.values())]:
        shares[key] += 1
    return shares


def people_of_zips(states=None):
    return {row["zip"]: int(row["people"]) for part in ("zips_0_to_4.csv", "zips_5_to_9.csv") for row in rows(TABLES / part) if not states or row["state"] in states}


def quotas(world):
    people = people_of_zips()
    counted = collections.Counter(row["zip"] for row in rows(world / "people.csv") if is_current(row))
    wanted = largest_remainder(sum(counted.values()), {zip: people[zip] for zip in counted})
    yield "ZIPs whose people are not their quota", 0, sum(counted[zip] != wanted[zip] for zip in wanted), 0
    military = people_of_zips(("AA", "AE", "AP"))
    for what, chosen, mean, median, largest in (("where people were counted", people.keys() - military.keys(), 4852, 1455, 58332), ("all of the generator", people.keys(), 4842, 1454, 58042)):
        of_all = sorted(largest_remainder(PEOPLE_OF_ALL, {zip: people[zip] for zip in chosen}).values())
        yield f"records per ZIP at 160,000,000, ZIPs {what}: mean", mean, sum(of_all) / len(of_all), 1
        yield f"records per ZIP at 160,000,000, ZIPs {what}: median", median, of_all[len(of_all) // 2], 1
        yield f"records per ZIP at 160,000,000, ZIPs {what}: largest", largest, of_all[-1], 1


def households(world):
    """{household: its rows}, without the last household of each ZIP, which the quota may cut."""
    out, last, of = collections.defaultdict(list), {}, {}
    for row in rows(world / "people-truth.csv"):
        of[row["id"]] = row["household"]
        zip, number = row["household"].split("-")
        last[zip] = max(last.get(zip, -1), int(number))
    for row in rows(world / "people.csv"):
        if row["id"] in of:
            out[of[row["id"]]].append(tuple(row.values()))
    return {key: value for key, value in out.items() if int(key.split("-")[1]) < last[key.split("-")[0]] - 1}


def scales(binary, work):
    """One household is the same bytes in every file of its seed that has it whole; a ZIP is the same among 40 as among 400."""
    alone, small, large = (households(make(binary, work / name, people, zips=zips))
                           for name, people, zips in (("alone", 10_000, 40), ("small", 100_000, 400), ("large", 1_000_000, 400)))
    for name, one in (("of 100,000 people and 1,000,000", small), ("of 40 ZIPs and of 400", alone)):
        both = [key for key in one if key in (large if one is small else small)]
        other = large if one is small else small
        yield f"households in worlds {name} that differ", 0, sum(one[key] != other[key] for key in both), 0
        yield f"  households of the smaller one that the larger has, of {len(one)}", len(one), len(both), 0.3 * len(one)


def digests(world):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in world.iterdir() if path.is_file()}


def threads(binary, work):
    made = [digests(make(binary, work / f"threads-{count}", 100_000, lines=20_000, threads=count)) for count in (1, 2, 7)]
    yield "files that differ for 1, 2 and 7 threads", 0, sum(len({each[name] for each in made}) != 1 for name in made[0]), 0


class GivenTable:
    """P(name | group, sex, cohort) of the listed names."""

    def __init__(self):
        table = list(rows(TABLES / "given_names.csv"))
        odds, everybody = collections.defaultdict(dict), {}
        for row in rows(TABLES / "given_cohorts.csv"):
            first = (int(row["from"]) - FIRST_YEAR) // 5
            listed = [0] * first + [int(n) for n in row["odds"].split("/")]
            odds[row["name"]][row["sex"]] = listed + [0] * (COHORTS - len(listed))
        everybody = odds.pop("*")
        self.weights = collections.defaultdict(dict)
        for row in table:
            of = odds.get(row["name"]) or {sex: [n * share // 1000 for n in everybody[sex]] for sex, share in (("m", int(row["male"])), ("f", 1000 - int(row["male"])))}
            for sex, cohorts in of.items():
                for cohort, n in enumerate(cohorts):
                    if n:
                        self.weights[sex, cohort][row["name"]] = {group: int(row["count"]) * int(row[group]) * n for group in PLAIN_GROUPS}

    def mixture(self, sex, cohort, groups):
        """{name: probability} for people of a cell, with so many of each group."""
        weights, whole = self.weights[sex, cohort], sum(groups.values())
        sums = {group: sum(each[group] for each in weights.values()) for group in groups}
        return {name: sum(groups[group] * each[group] / sums[group] for group in groups) / whole for name, each in weights.items()}


def compared(name, mixture, seen):
    """Top 1,000, information and letters of what was seen, against what the mixture says; information is the mean of -log2 of a name's probability."""
    top = set(sorted(mixture, key=mixture.get, reverse=True)[:1000])
    total = sum(seen[each] for each in mixture)
    figures = (("share of the 1,000 commonest", 100 * sum(p for each, p in mixture.items() if each in top), 100 * sum(n for each, n in seen.items() if each in top) / total),
               ("bits", -sum(p * math.log2(p) for p in mixture.values() if p), -sum(seen[each] * math.log2(p) for each, p in mixture.items() if p) / total),
               ("letters", sum(p * len(each) for each, p in mixture.items()), sum(seen[each] * len(each) for each in mixture) / total))
    for what, expected, got in figures:
        yield f"{name}: {what}", expected, got, expected / 100


def names(world):
    given, cells, groups_of = GivenTable(), collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    surnames, heads = collections.Counter(), collections.Counter()
    seen_homes = set()
    current = (row for row in rows(world / "people.csv") if is_current(row))
    for row, truth in zip(current, rows(world / "people-truth.csv"), strict=True):
        if truth["household"] in seen_homes:
            continue
        seen_homes.add(truth["household"])
        group, events = truth["origin_group"], truth["events"]
        if group not in PLAIN_GROUPS or "filed:" in events:
            continue
        surname = row["last_name"].upper().split()[0]
        surnames[surname] += 1
        heads[group, surname] += 1
        if not row["suffix"] and "twin" not in events:
            cell = truth["sex"], min(max((int(truth["birth_year"]) - FIRST_YEAR) // 5, 0), COHORTS - 1)
            name = row["first_name"].upper()
            if name in given.weights[cell]:
                cells[cell][name] += 1
                groups_of[cell][group] += 1
    all_expected, all_seen = collections.Counter(), collections.Counter()
    largest = sorted(cells, key=lambda cell: -sum(cells[cell].values()))[:20]
    for cell in sorted(largest):
        mixture = given.mixture(*cell, groups_of[cell])
        count = sum(cells[cell].values())
        top = sorted(mixture, key=mixture.get, reverse=True)[:20]
        got = [cells[cell][name] for name in top]
        expected = [mixture[name] for name in top]
        yield (f"given names of {'men' if cell[0] == 'm' else 'women'} born {FIRST_YEAR + 5 * cell[1]} to {FIRST_YEAR + 5 * cell[1] + 4}, chi-square of {count}",
               0, chi_square([*expected, 1 - sum(expected)], [*got, count - sum(got)]), CHI_SQUARE_20)
        for name, p in mixture.items():
            all_expected[name] += p * count
        all_seen += cells[cell]
    whole = sum(all_expected.values())
    yield from compared("given names of heads", {name: n / whole for name, n in all_expected.items()}, all_seen)
    yield from compared("surnames of heads", surname_mixture(heads), surnames)


def surname_mixture(heads):
    table = list(rows(TABLES / "surnames.csv"))
    share = {group: {row["name"]: int(row["count"]) * int(row[group]) for row in table} for group in PLAIN_GROUPS}
    listed = {group: sum(n for (of, name), n in heads.items() if of == group and name in share[group]) for group in PLAIN_GROUPS}
    sums = {group: sum(share[group].values()) for group in PLAIN_GROUPS}
    return {row["name"]: sum(listed[group] * share[group][row["name"]] / sums[group] for group in PLAIN_GROUPS) / sum(listed.values()) for row in table}


def lists():
    """For the reader: what the tables say by themselves, whoever bears the names."""
    for name, table in (("surnames", "surnames.csv"), ("given names", "given_names.csv")):
        counts = {row["name"]: int(row["count"]) for row in rows(TABLES / table)}
        whole = sum(counts.values())
        top = 100 * sum(sorted(counts.values(), reverse=True)[:1000]) / whole
        bits = -sum(n / whole * math.log2(n / whole) for n in counts.values())
        letters = sum(n * len(each) for each, n in counts.items()) / whole
        print(f"  the list of {name} itself: {len(counts):,} names, the 1,000 commonest {top:.1f} % of it, {bits:.2f} bits, {letters:.2f} letters")


def namesakes(binary, work, zips):
    """At the density of 160,000,000: a ZIP is drawn as often as it has people, so the mean over ZIPs is that over records."""
    people = people_of_zips()
    chosen = {row["zip"] for row in rows(make(binary, work / "chosen", 100_000, zips=zips) / "people.csv")}
    count = round(PEOPLE_OF_ALL * sum(people[zip] for zip in chosen) / sum(people.values()))
    named = collections.defaultdict(collections.Counter)
    for row in rows(make(binary, work / "dense", count, zips=zips) / "people.csv"):
        if is_current(row):
            named[row["zip"]][row["first_name"].upper(), row["last_name"].upper()] += 1
    shares = [sum(n for n in of.values() if n > 1) / sum(of.values()) for of in named.values()]
    yield f"records with a namesake in their ZIP at 160,000,000, {len(shares)} ZIPs, percent", 2.15, 100 * sum(shares) / len(shares), 0.85


def errors(binary, work, lines):
    """Of kinds that can happen to any line with an address; most others hang on what the line says, and are set against each other by the room's test."""
    assumed = {row["name"]: int(row["value"]) for row in rows(TABLES / "assumed.csv")}
    for scale in ("0.5", "1", "2"):
        world = make(binary, work / f"scale-{scale}", max(20_000, lines // 4), lines=lines, scale=scale)
        edits = collections.Counter()
        looked = 0
        for row in rows(world / "truth.csv"):
            if row["class"].startswith("x_"):
                continue
            looked += 1
            edits.update(re.findall(r"(?:^|;)([a-z_]+:[a-z_0-9]+):", row["edits"]))
        for kind, number in (("city:dropped", "error_city_dropped"), ("zip:dropped", "error_zip_dropped")):
            mean = looked * assumed[number] * float(scale) / 10_000
            yield f"{kind} at {scale}x, of {looked} lines", mean, edits[kind], 5 * math.sqrt(mean)


def rank_correlation(xs, ys):
    """Spearman's; ties get the mean of their ranks."""
    def ranks(values):
        order = sorted(range(len(values)), key=values.__getitem__)
        out, at = [0.0] * len(values), 0
        while at < len(order):
            to = at
            while to < len(order) and values[order[to]] == values[order[at]]:
                to += 1
            for index in order[at:to]:
                out[index] = (at + to - 1) / 2
            at = to
        return out
    a, b = ranks(xs), ranks(ys)
    mean = (len(a) - 1) / 2
    return sum((x - mean) * (y - mean) for x, y in zip(a, b)) / math.sqrt(sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b))


def lines_of(binary, world, work):
    truth = list(rows(world / "truth.csv"))
    ids = [row["request_id"] for row in truth]
    limit = 5 / math.sqrt(len(ids))
    for what in ("class", "expected"):
        yield f"rank correlation of a line's id and its {what}", 0, rank_correlation(ids, [row[what] for row in truth]), limit
        yield f"rank correlation of a line's place and its {what}", 0, rank_correlation(list(range(len(ids))), [row[what] for row in truth]), limit
    known = {row["request_id"] for row in truth}
    yield "undecidable lines without their twin", 0, sum(row["class"].startswith("u_") and row["twin_of"] not in known for row in truth), 0
    told = subprocess.run([str(binary), "register", "build", "--from", str(world / "people.csv"), "--out", str(work / "register"), "--as-of", AS_OF, "--progress", "none", "--json"],
                          check=True, capture_output=True, text=True).stdout
    yield "rows that a register rejects", 0, int(re.search(r'"(?:rows_)?rejected":(\d+)', told.replace(" ", "")).group(1)), 0


def of_the_tests(program):
    """What only the room's own tests can see: they run here too, by name."""
    for name in ("zips.*", "world.*", "names.*", "truth.*", "mixes.*", "errors.*"):
        done = subprocess.run([str(program), f"--gtest_filter={name}"], capture_output=True, text=True)
        passed = re.search(r"\[  PASSED  \] (\d+) test", done.stdout)
        failed = len(re.findall(r"\[  FAILED  \] \S+ \(", done.stdout))
        yield f"population_test {name}: tests that fail, of {passed.group(1) if passed else 0}", 0, failed if passed and passed.group(1) != "0" else 1, 0
