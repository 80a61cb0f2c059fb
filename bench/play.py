"""play: what every figure here needs: the program as a process, an invented world, and a gate's home that is in force.

Times are given, so that a figure is the same on any day: the world is as of DAY, the agreement in force since August, its officials in
office, and requests come from MORNING on. Everything lies in one directory that the caller chose; nothing outside it is touched.
"""
import argparse
import contextlib
import csv
import dataclasses
import datetime
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "build" / "release" / "countersign"
DAY = "2026-09-01"
AS_OF = DAY + "T00:00:00Z"
MORNING = datetime.datetime(2026, 9, 1, 7, 0, 0)
AGREEMENT = "removal-orders"
OFFICERS_PER_ACT = 500  # an act holds at most 16 KiB of JSON
REASON = "Confirm the addresses of people under final orders before a visit"


def at(minutes=0):
    """That many minutes after MORNING, as the program reads it."""
    return (MORNING + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


class Missed(Exception):
    """A bar was missed, or a step did not do what the figure needs."""


@dataclasses.dataclass
class Outcome:
    status: int       # exit status; negative: the signal that ended it
    out: str
    error: str
    cpu_s: float      # user and system
    rss_bytes: int    # peak
    wall_s: float


class Program:
    def __init__(self, path):
        self.path = pathlib.Path(path).resolve()
        if not self.path.is_file():
            raise Missed(f"{path}: no such program; build it: cmake --preset release && cmake --build --preset release --target countersign")

    def start(self, *words):
        return subprocess.Popen([str(self.path), *map(str, words)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def tried(self, *words):
        """Runs it to its end, whatever that is; the process's own CPU and memory come with it."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as error:
            begun = time.monotonic()
            process = subprocess.Popen([str(self.path), *map(str, words)], stdin=subprocess.DEVNULL, stdout=out, stderr=error)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            wall = time.monotonic() - begun
            texts = []
            for file in (out, error):
                file.seek(0)
                texts.append(file.read().decode(errors="replace"))
        return Outcome(process.returncode, *texts, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, wall)

    def done(self, *words, statuses=(0,)):
        outcome = self.tried(*words)
        if outcome.status not in statuses:
            raise Missed(f"countersign {' '.join(map(str, words[:2]))}: exit {outcome.status}: {outcome.error.strip() or outcome.out.strip()}")
        return outcome

    def json(self, *words, statuses=(0,)):
        return json.loads(self.done(*words, statuses=statuses).out)


class World:
    """What `population make` wrote: people, lines with their truth, orders, keys."""

    def __init__(self, program, directory):
        self.program = program
        self.directory = pathlib.Path(directory)
        self.kit = self.directory / "kit"
        self.openings = self.directory / "orders" / "openings.ndjson"

    @classmethod
    def made(cls, program, directory, people, lines, seed=7):
        program.done("population", "make", "--people", people, "--lines", lines, "--seed", seed, "--as-of", AS_OF, "--out", directory,
                     "--progress", "none")
        return cls(program, directory)

    def keys(self, *people):
        return [word for person in people for word in ("--cert", self.kit / f"{person}.cert.pem", "--key", self.kit / f"{person}.key.pem")]

    def terms(self, out, **values):
        """The kit's agreement with some of its numbers changed; a name that stands nowhere in it is a mistake of ours."""
        text = (self.kit / "agreement.toml").read_text()
        for name, value in values.items():
            lines = text.split("\n")
            places = [i for i, line in enumerate(lines) if line.startswith(name + " = ")]
            if len(places) != 1:
                raise Missed(f"agreement.toml: {name} stands there {len(places)} times")
            lines[places[0]] = f"{name} = {value}"
            text = "\n".join(lines)
        pathlib.Path(out).write_text(text)
        return pathlib.Path(out)

    def requests(self):
        with open(self.directory / "requests.csv", newline="") as file:
            return list(csv.DictReader(file))


def write_rows(path, rows):
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return pathlib.Path(path)


@dataclasses.dataclass
class Request:
    directory: pathlib.Path
    id: str
    lines: int

    @property
    def manifest(self):
        return self.directory / "request.json"


class Home:
    def __init__(self, world, directory, terms):
        self.world = world
        self.program = world.program
        self.directory = pathlib.Path(directory)
        self.terms = pathlib.Path(terms)

    @classmethod
    def founded(cls, world, directory, terms, officers):
        """A gate in force since August, with both offices filled, `officers` enrolled and the orders mirrored. Its register is empty yet."""
        home = cls(world, directory, terms)
        kit, done = world.kit, world.program.done
        done("init", directory, "--origin", "holder.test.invalid/countersign/bench", "--holder-signatory", kit / "holder-signatory.cert.pem",
             "--requester-signatory", kit / "requester-signatory.cert.pem", "--gate-cert", kit / "gate.cert.pem", "--gate-key", kit / "gate.key.pem",
             "--clock", "2026-07-01T00:00:00Z")
        done("trust", "import", "--home", directory, "--ca", kit / "anchor.cert.pem", "--crl", kit / "anchor.crl.pem", "--clock", "2026-07-01T00:10:00Z")
        for party in ("holder", "requester"):
            done("agreement", "sign", terms, *world.keys(f"{party}-signatory"), "--out", f"{terms}.{party}.p7s", "--home", directory,
                 "--with", kit / "recipient.cert.pem", "--clock", "2026-07-01T01:00:00Z")
        home.act("publish", "2026-07-01T02:00:00Z", ["holder-signatory"], url="https://holder.test.invalid/agreements")
        home.act("safeguard", "2026-07-02T00:00:00Z", ["holder-signatory"], certificate=f"digest:@{kit / 'README'}", valid_to="2027-07-01T00:00:00Z")
        for office in ("director", "deputy"):
            home.act("designate", "2026-07-03T00:00:00Z", ["holder-signatory", "requester-signatory"], office=office,
                     certificate=f"@{kit / office}.cert.pem", client=f"fingerprint:@{kit / office}-tls.cert.pem", authority="letter",
                     until="2027-07-01T00:00:00Z")
        home.act("designate", "2026-07-03T00:00:00Z", ["holder-signatory"], office="counsel", certificate=f"@{kit / 'counsel'}.cert.pem",
                 client=f"fingerprint:@{kit / 'counsel-tls'}.cert.pem", authority="letter", until="2027-07-01T00:00:00Z")
        names = [f"officer-{i + 1}" for i in range(officers)]
        for first in range(0, officers, OFFICERS_PER_ACT):
            home.act("enroll", "2026-08-31T00:00:00Z", ["director"], officers=json.dumps(names[first:first + OFFICERS_PER_ACT]))
        done("orders", "mirror", "--home", directory, "--issuer", "court-a", "--from", world.directory / "orders", "--clock", at())
        return home

    def act(self, verb, clock, signers, **details):
        sets = [word for key, value in details.items() for word in ("--set", f"{key}={value}")]
        self.program.done(verb, "--home", self.directory, "--agreement", AGREEMENT, "--clock", clock, "--ground", "the figure needs it", *sets,
                          *self.world.keys(*signers))

    def build_register(self, people):
        return self.program.done("register", "build", "--from", people, "--out", self.directory / "register", "--as-of", DAY, "--progress", "none")

    def request(self, rows, directory, minutes=0):
        """Made of a clerk's list and signed by the director."""
        made = self.program.json("request", "make", "--from", rows, "--openings", self.world.openings, "--agreement", self.terms, "--out", directory,
                                 "--reason", REASON, "--contact", "duty desk", "--as-of", "2026-08-30", "--at", at(minutes), "--json")
        request = Request(pathlib.Path(directory), made["request"], made["lines"])
        self.program.done("request", "sign", request.manifest, *self.world.keys("director"), "--at", at(minutes))
        return request

    def run_words(self, request, out, minutes=0):
        return ["run", "--home", self.directory, "--request", request.manifest, "--client", self.world.kit / "director-tls.cert.pem", "--out", out,
                "--clock", at(minutes), "--json"]

    def open_words(self, answered, out):
        kit = self.world.kit
        return ["request", "open", "--from", answered, "--cert", kit / "recipient.cert.pem", "--key", kit / "recipient.key.pem", "--gate",
                kit / "gate.cert.pem", "--log-key", pathlib.Path(answered) / "log.vkey", "--out", out]

    def audited(self, work, minutes, lines):
        """Gives an auditor the log, openings and context, and replays them; what is wrong with that, empty where nothing is. `lines`: so many at least."""
        work.mkdir(exist_ok=True)
        log, openings, context = work / "log", work / "openings.db", work / "context"
        given = self.program.tried("ledger", "export", log, "--home", self.directory, "--openings", openings, "--context", context, "--clock", at(minutes))
        if given.status != 0:
            return f"ledger export: exit {given.status}: {given.error.strip()[-200:]}"
        replay = self.program.tried("audit", "--replay", "--ledger", log, "--openings", openings, "--context", context, "--json")
        shutil.rmtree(context, ignore_errors=True)
        if replay.status not in (0, 1):
            return f"audit: exit {replay.status}: {replay.error.strip()[-200:]}"
        report = json.loads(replay.out)
        if replay.status != 0 or not report["agrees"]:
            return f"audit --replay differs: {json.dumps(report.get('findings', []))[:300]}"
        counted = report["lines"]
        if counted["equal"] != counted["all"] or counted["all"] < lines:
            return f"audit --replay recomputed {counted['equal']} of {counted['all']} lines, not all of {lines} or more"
        return ""

    def copied(self, directory):
        shutil.copytree(self.directory, directory)
        return Home(self.world, directory, self.terms)


def answers_of(opened):
    """(line number, verdict, code) of each record of an opened answer, and the records as bytes."""
    blob = (pathlib.Path(opened) / "answers.txt").read_bytes()
    size = blob.index(b"\n") + 1
    if len(blob) % size:
        raise Missed("answers.txt: its records differ in size")
    records = [blob[i:i + size] for i in range(0, len(blob), size)]
    read = []
    for record in records:
        words = record.decode("ascii").split()
        read.append((int(words[0]), words[1], words[2] if words[1] == "refused" else ""))
    return read, records


# ---- command lines ----------------------------------------------------------------------------------------------------------------------

def arguments(text):
    """The words that every figure takes; the caller adds its own."""
    lines = text.strip().split("\n")
    parser = argparse.ArgumentParser(description=lines[0], epilog="\n".join(lines[1:]), formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=PROGRAM, help="the program (default: build/release/countersign)")
    parser.add_argument("--work", help="work in this directory, empty or new, and leave everything there (default: a temporary one, removed)")
    return parser


@contextlib.contextmanager
def workplace(chosen):
    if chosen:
        directory = pathlib.Path(chosen).resolve()
        directory.mkdir(parents=True, exist_ok=True)
        if any(directory.iterdir()):
            raise Missed(f"{directory}: is not empty")
        yield directory
        return
    with tempfile.TemporaryDirectory(prefix="countersign-") as directory:
        yield pathlib.Path(directory)


def finish(main):
    """Exit 0 when every bar held, 1 when one was missed. Whoever ends it early finds the temporary directory gone all the same."""
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        sys.exit(main() or 0)
    except Missed as missed:
        print(f"missed    {missed}", file=sys.stderr)
        sys.exit(1)
