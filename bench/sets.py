"""sets: the published sets, wherever they lie, and what is counted on them.

Shape      DIR/linkage/NAME/{register*.csv,request.csv,expected.csv}, DIR/linkage/namepairs/person_pairs.csv, DIR/address/NAME/*.csv. Without --data
           they are those of tests/data and bench/data.
"""
import collections
import csv
import dataclasses
import math
import pathlib

import play

OWN = (play.ROOT / "tests" / "data", play.ROOT / "bench" / "data")
ANSWERS = ("verified", "not_verified", "review", "insufficient")


def roots(data):
    return (pathlib.Path(data).resolve(),) if data else OWN


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def found(data, *parts):
    for root in roots(data):
        if root.joinpath(*parts).exists():
            return root.joinpath(*parts)
    raise play.Missed(f"{'/'.join(parts)}: not among the sets")


@dataclasses.dataclass
class Linkage:
    name: str
    register: object   # one CSV
    request: object
    expected: object

    @classmethod
    def of(cls, data, name, work):
        folder = found(data, "linkage", name)
        parts = sorted(folder.glob("register*.csv"))
        whole = work / f"{name}-register.csv"
        with open(whole, "w", encoding="utf-8") as file:
            for i, part in enumerate(parts):
                text = part.read_text(encoding="utf-8")
                file.write(text if i == 0 else text[text.index("\n") + 1:])
        return cls(name, whole, folder / "request.csv", folder / "expected.csv")


def address_sets(data):
    """(name, truth, ids to leave out because a peer was trained on them), by name."""
    out = {}
    for root in roots(data):
        flat = root / "address" / "openaddresses-lines.csv"
        if flat.exists():
            out["openaddresses-lines"] = (flat, frozenset())
        for path in sorted((root / "address").glob("*/*.csv")):
            trained = path.with_name(path.stem + ".in-usaddress-training.txt")
            out[path.parent.name] = (path, frozenset(trained.read_text().split()) if trained.exists() else frozenset())
    return sorted((name, *rest) for name, rest in out.items())


class Verified:
    """Answers of `evaluate` counted against the truth, class by class, by this program and not by countersign."""

    def __init__(self, answers, expected):
        self.classes = collections.defaultdict(collections.Counter)
        self.of_truth = collections.defaultdict(collections.Counter)  # undecidable lines apart, as "undecidable"
        self.groups = collections.defaultdict(collections.Counter)
        self.wrong = []
        with open(answers, newline="", encoding="utf-8") as file:
            said = {row["request_id"]: row["answer"] for row in csv.DictReader(file)}
        with open(expected, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                self._count(row, said.pop(row["request_id"], None))
        if said:
            raise play.Missed(f"{answers}: {len(said)} answers that nothing was expected of")

    def _count(self, row, answer):
        if answer not in ANSWERS:
            raise play.Missed(f"line {row['request_id']}: has no answer")
        self.classes[row["class"]][answer] += 1
        if row["expected"] not in ANSWERS:
            raise play.Missed(f"line {row['request_id']}: expects no answer")
        self.of_truth["undecidable" if row["class"].startswith("u_") else row["expected"]][answer] += 1
        if row["expected"] == "verified" and row.get("origin_group"):
            self.groups[row["origin_group"]][answer] += 1
        if row["expected"] != "verified" and answer == "verified" and not row["class"].startswith("u_"):
            self.wrong.append((row["request_id"], row["class"]))

    def total(self, *expected):
        """By the truth of each line: a class may hold several."""
        return sum((self.of_truth[each] for each in expected), collections.Counter())

    def true(self):
        return self.total("verified")

    def others(self):
        """Lines of which none may be verified: false ones, a clerk's, and those that say too little; undecidable ones apart."""
        return self.total("not_verified", "review", "insufficient")


def upper_bound(k, n, confidence=0.95):
    """Clopper and Pearson's one-sided limit, by halving on the binomial sum."""
    if n == 0 or k >= n:
        return 1.0
    left_over = 1 - confidence
    low, high = k / n, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        terms = (math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) + i * math.log(middle) + (n - i) * math.log1p(-middle) for i in range(k + 1))
        tail = sum(math.exp(term) for term in terms) if 0 < middle < 1 else 0.0
        low, high = (middle, high) if tail > left_over else (low, middle)
    return high


def f1_of(scores, truth, cut):
    """Precision and recall in one, with every pair at or above the cut taken for one person."""
    taken = [is_one for score, is_one in zip(scores, truth) if score >= cut]
    return 2 * sum(taken) / (len(taken) + sum(truth)) if taken else 0.0


def best_f1(scores, truth):
    return max((f1_of(scores, truth, cut), cut) for cut in set(scores))


def verify_curve(score_of, expected):
    """For a scorer of pairs: FVR and FNVR at its best F1, and FNVR at the lowest threshold without a false verification. Gray lines: left out."""
    true = [score_of.get(row["request_id"], -math.inf) for row in expected if row["expected"] == "verified"]
    false = [score_of.get(row["request_id"], -math.inf) for row in expected if row["expected"] == "not_verified"]
    at_zero = 1 - sum(score > max(false, default=-math.inf) for score in true) / len(true)
    best = (0.0, 0.0, 1.0)
    steps = sorted([(score, True) for score in true] + [(score, False) for score in false], reverse=True)
    taken_true = taken_false = 0
    for i, (score, is_true) in enumerate(steps):
        if score == -math.inf:
            break
        taken_true, taken_false = taken_true + is_true, taken_false + (not is_true)
        if i + 1 < len(steps) and steps[i + 1][0] == score:
            continue
        f1 = 2 * taken_true / (taken_true + taken_false + len(true))
        best = max(best, (f1, taken_false / len(false), 1 - taken_true / len(true)), key=lambda step: step[0])
    return {"f1": best[0], "fvr": best[1], "fnvr": best[2], "fnvr_at_zero": at_zero}
