#!/usr/bin/env python3
"""Makes this directory's tables from the public files named in ../SOURCES.md.

    make_tables.py SOURCES

SOURCES holds names/, linkage/names/, places/ and usps/ as ../SOURCES.md lists them. The tables written by hand (assumed, street_types, street_words, puerto_rico,
placeholders, clerk_terms, agreement_terms) and the published test keys (kit_keys) are not made here.
"""
import collections, csv, gzip, io, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
GROUPS = ["white", "black", "api", "aian", "2prace", "hispanic"]
SURNAMES, GIVEN = 20000, 10000
NOT_NAMES = {"BABY", "BOY", "GIRL", "INFANT", "MALE", "FEMALE", "UNKNOWN", "UNNAMED"}  # what a form says before a child is named


def rows(path):
    opener = gzip.open(path, "rt", encoding="utf-8", newline="") if path.endswith(".gz") else open(path, encoding="utf-8", newline="")
    with opener as f:
        return list(csv.DictReader(f))


def write(name, header, out):
    with open(os.path.join(HERE, name), "w", encoding="ascii", newline="") as f:
        f.write(",".join(header) + "\n")
        for row in out:
            f.write(",".join(str(x) for x in row) + "\n")


def per_mille(text):
    return int(float(text or 0) * 10 + 0.5)


def names(source):
    surnames = rows(source + "/names/us_census2020_surnames.csv.gz")
    given = [r for r in rows(source + "/names/us_census2020_first_names.csv.gz") if r["name"] not in NOT_NAMES]
    head = ["name", "count", "white", "black", "api", "native", "multiple", "hispanic"]
    write("surnames.csv", head, [[r["name"], r["count"]] + [per_mille(r["pct" + g]) for g in GROUPS] for r in surnames[:SURNAMES]])
    write("given_names.csv", head + ["male"],
          [[r["name"], r["count"]] + [per_mille(r["pct" + g]) for g in GROUPS] + [per_mille(r["pctmale"])] for r in given[:GIVEN]])
    return {r["name"]: (int(r["count"]), float(r["pctmale"] or 0)) for r in given}


def cohorts(source):
    """Of the births of a listed name, how many of 10,000 lie in each five years and sex: the first cohort that has any, then one after the other.
    Names that the births do not list are born as all are: the rows `*`, of 10,000 of a sex."""
    births, columns = {}, []
    for r in rows(source + "/names/ssa_given_names_by_5y_cohort.csv.gz"):
        columns = [c for c in r if c.startswith("b")]
        births[r["name"].upper(), r["sex"]] = [int(r[c]) for c in columns]
    births |= {("*", sex): [sum(n[i] for (_, s), n in births.items() if s == sex) for i in range(len(columns))] for sex in "fm"}
    out = []
    for name in ["*"] + [r["name"] for r in rows(os.path.join(HERE, "given_names.csv"))]:
        of_sex = {sex: births.get((name, sex), [0]) for sex in "fm"}
        whole = sum(map(sum, of_sex.values()))
        for sex, counts in of_sex.items():
            whole = sum(counts) if name == "*" else whole
            odds = [(n * 10000 + whole // 2) // whole for n in counts] if whole else [0]
            if any(odds):
                first = next(i for i, n in enumerate(odds) if n)
                last = max(i for i, n in enumerate(odds) if n)
                out.append([name, sex, columns[first][1:], "/".join(map(str, odds[first:last + 1]))])
    write("given_cohorts.csv", ["name", "sex", "from", "odds"], out)


def edges(source):
    """Every published link formal -> short form, of both lists, whatever its sex or length."""
    out = set()
    for r in rows(source + "/names/nicknames_carltonnorthern.csv.gz"):
        if r["relationship"] == "has_nickname":
            out.add((r["name1"].strip().upper(), r["name2"].strip().upper()))
    with open(source + "/linkage/names/nicknames.csv", encoding="utf-8", newline="") as f:
        for row in list(csv.reader(f))[1:]:
            out.update((row[0].strip().upper(), nick.strip().upper()) for nick in row[1:] if nick.strip())
    return {(formal, nick) for formal, nick in out if formal.isalpha() and nick.isalpha() and formal != nick}


def nicknames(source, given):
    """What is drawn, nicknames.csv: an edge crosses the sexes where the shares male lie over 30 points apart; those are left out, and so are
    the second list's, short forms of two letters and formal names that nobody bears. What is judged by, short_forms.csv: every edge. A
    name that is drawn stays drawable; a pair that anybody has published as one name never decides a line."""
    drawn = set()
    for r in rows(source + "/names/nicknames_carltonnorthern.csv.gz"):
        formal, nick = r["name1"].upper(), r["name2"].upper()
        if r["relationship"] != "has_nickname" or not (formal.isalpha() and nick.isalpha()) or len(nick) < 3:
            continue
        if formal not in given or nick in given and abs(given[formal][1] - given[nick][1]) > 30:
            continue
        drawn.add((formal, nick))
    write("nicknames.csv", ["formal", "nickname"], sorted(drawn))
    write("short_forms.csv", ["short", "formal"], sorted((nick, formal) for formal, nick in edges(source)))


MILITARY_STEP, MILITARY_PEOPLE = 10, 24000  # of 649 military ZIPs each tenth, so that they have 0.5 % of all people at any scale


def zips(source):
    """ZIPs with people; white = what the others leave. Nobody was counted at military ZIPs: their number is assumed, their shares are the nation's."""
    out, military, sums = [], [], [0] * 6
    for r in rows(source + "/places/us_zip_places.csv.gz"):
        if r["state"] in ("AA", "AE", "AP"):
            military.append(r)
        if not r["pop2010"] or int(r["pop2010"]) == 0 or not r["white_pm"]:
            continue
        city = re.sub(r"[^A-Z -]", " ", r["city"])
        shares = [int(r[g + "_pm"]) for g in ("black", "api", "native", "multiple", "hispanic")]
        out.append([r["zip"], " ".join(city.split()), r["state"], r["pop2010"]] + shares)
        sums = [x + int(r["pop2010"]) * y for x, y in zip(sums, [1] + shares)]
    military.sort(key=lambda r: (r["city"], r["zip"]))
    for r in military[::MILITARY_STEP]:
        out.append([r["zip"], r["city"], r["state"], MILITARY_PEOPLE] + [x // sums[0] for x in sums[1:]])
    out.sort()
    head = ["zip", "city", "state", "people", "black", "api", "native", "multiple", "hispanic"]
    write("zips_0_to_4.csv", head, [r for r in out if r[0] < "5"])
    write("zips_5_to_9.csv", head, [r for r in out if r[0] >= "5"])


ORDINAL = {"First": "1ST", "Second": "2ND", "Third": "3RD", "Fourth": "4TH", "Fifth": "5TH", "Sixth": "6TH", "Seventh": "7TH", "Eighth": "8TH",
           "Ninth": "9TH", "Tenth": "10TH", "Eleventh": "11TH", "Twelfth": "12TH", "Thirteenth": "13TH", "Fourteenth": "14TH",
           "Fifteenth": "15TH", "Sixteenth": "16TH", "Seventeenth": "17TH", "Eighteenth": "18TH", "Nineteenth": "19TH", "Twentieth": "20TH",
           "Twenty-first": "21ST", "Twenty-second": "22ND", "Twenty-third": "23RD", "Twenty-fourth": "24TH", "Twenty-fifth": "25TH",
           "Twenty-sixth": "26TH", "Twenty-seventh": "27TH"}


def streets(source):
    """Counts where TIGER's top 100 has them; below, the rank list carries on the last count as count x rank / rank."""
    out = {}
    for r in rows(source + "/places/street_names_tiger_top100.csv"):
        out[ORDINAL.get(r["name"], r["name"]).upper()] = int(r["segments"])
    for r in rows(source + "/places/street_names_census1993_rank.csv"):
        name = ORDINAL.get(r["name"], r["name"]).upper()
        out.setdefault(name, min(out.values()) * 100 // max(100, int(r["rank"])))
    write("street_names.csv", ["name", "weight"], sorted(out.items(), key=lambda p: (-p[1], p[0])))


def errors(source):
    """Neighboring keys, and one-character pairs that optical reading confuses; letters and digits only."""
    out, key = set(), None
    with open(source + "/names/pseudopeople_qwerty_errors.yaml", encoding="utf-8") as f:
        for line in f:
            head = re.match(r"^['\"]?([a-z])['\"]?:", line)
            item = re.match(r"^- ['\"]?([a-z])['\"]?\s*$", line)
            if head:
                key = head.group(1)
            elif item and key:
                out.add(("key", key.upper(), item.group(1).upper()))
    with open(source + "/names/pseudopeople_ocr_errors.csv", encoding="utf-8") as f:
        for line in f:
            pair = line.strip().upper().split(",")
            if len(pair) == 2 and len(pair[0]) == 1 and len(pair[1]) == 1 and pair[0].isalnum() and pair[1].isalnum() and pair[0] != pair[1]:
                out.add(("ocr", pair[1], pair[0]))
    write("typing_errors.csv", ["kind", "from", "to"], sorted(out))


# Surnames of 2,000 bearers each whose first letters look like a particle and are none.
PARTICLE_LIKE = [(longer, longer[cut:]) for cut, names in (
    (1, "ORANGE OSTEEN OSTROM OBERG"),
    (2, "ALFORD STEVENS STEWART STRONG STANTON STILES LEVINE DEVINE ALBRIGHT ELMORE STRINGER STRANGE ALCORN ALBRITTON ELWOOD LELAND LASHER DASHER "
        "LEVINSON STRAND STADLER STRICKER STALLARD ELSWICK ALBAUGH DAWOOD STRODE STARCHER STOLLER STANGER STAMEY LATHAN LAPHAM DURAND STEVENSON DANIELSON "
        "DELANEY DULANEY DELONG"),
    (3, "SANFORD BENFORD SANBORN BENFIELD DENMARK DENISON SANTORO SANTUCCI")) for longer in names.split()]
# Given names of one language that look alike and stand in forms.csv and native_names.csv, two edits apart or more.
NATIVE_PAIRS = [("HASAN", "HUSAYN"), ("AHMAD", "MAHMUD"), ("AHMAD", "HAMID"), ("RASHID", "WALID"), ("ALEKSEI", "ALEKSANDR"), ("ANDREI", "SERGEI"), ("MARIIA", "DARIA"),
                ("IAROSLAV", "VIACHESLAV"), ("EVGENIIA", "KSENIIA"), ("XIU YING", "GUI YING"), ("JIA WEI", "DA WEI"), ("HONG MEI", "XUE MEI"), ("LI NA", "LI HUA"),
                ("WEI", "LEI"), ("MING", "QIANG")]


def close_names():
    """Pairs of names that many bear, one edit apart, that no table of ours calls one name: the likeliest to be taken for each other."""
    one = collections.defaultdict(set)
    for table in ("short_forms.csv", "short_forms_by_hand.csv"):
        for r in rows(os.path.join(HERE, table)):
            one[r["short"]] |= {r["short"], r["formal"]}
            one[r["formal"]] |= {r["formal"]}
    for r in rows(os.path.join(HERE, "forms.csv")):
        forms = [f.replace(" ", "") for f in r["forms"].split("/")]
        for form in forms:
            one[form] |= {form, forms[0]}
    out = []
    for part, table, bearers, count in (("given", "given_names.csv", 5000, 1200), ("family", "surnames.csv", 2000, 2500)):
        names = [r["name"] for r in rows(os.path.join(HERE, table)) if int(r["count"]) >= bearers and len(r["name"]) >= 4][:count]
        by_hole = collections.defaultdict(set)  # one edit apart: equal with a letter left out, or one letter exchanged with the next
        for name in names:
            for key in {name} | {name[:i] + "." + name[i + 1:] for i in range(len(name))} | {name[:i] + name[i + 1:] for i in range(len(name))}:
                by_hole[key].add(name)
            for i in range(len(name) - 1):
                by_hole[name[:i] + name[i + 1] + name[i] + name[i + 2:]].add(name)
        pairs = {(a, b) for group in by_hole.values() for a in group for b in group if a != b and abs(len(a) - len(b)) <= 1 and one_edit(a, b)}
        out += [(part, a, b) for a, b in pairs if part == "family" or not (one[a] | {a}) & (one[b] | {b})]
    for a, b in (("HASAN", "HUSAYN"), ("AHMAD", "HAMID"), ("AHMAD", "MAHMUD"), ("JAMAL", "JAMIL"), ("KARIM", "KARAM"), ("SALIH", "SALIM"), ("SALIM", "SALAM"),
                 ("RASHID", "RASHAD"), ("SAID", "SAAD"), ("KHALID", "KHALIL"), ("AHMAD", "HAMAD"), ("MAJID", "MAJDI"), ("AMINAH", "AMIRAH"),
                 ("SAMIRAH", "SAMIHAH"), ("HUDA", "HADI"), ("NASIR", "NADIR"), ("HANAN", "HANA")):
        out += [("arabic", a, b), ("arabic", b, a)]  # one skeleton, two names
    for a, b in PARTICLE_LIKE + NATIVE_PAIRS:
        out += [("native" if (a, b) in NATIVE_PAIRS else "particle", *pair) for pair in ((a, b), (b, a))]
    write("close_names.csv", ["part", "name", "other"], sorted(out))


def one_edit(a, b):
    if len(a) == len(b):
        differ = [i for i in range(len(a)) if a[i] != b[i]]
        return len(differ) == 1 or len(differ) == 2 and differ[1] == differ[0] + 1 and a[differ[0]] == b[differ[1]] and a[differ[1]] == b[differ[0]]
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1:] == short for i in range(len(long)))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    nicknames(sys.argv[1], names(sys.argv[1]))
    cohorts(sys.argv[1])
    zips(sys.argv[1])
    streets(sys.argv[1])
    errors(sys.argv[1])
    close_names()
