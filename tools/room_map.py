"""The rooms of the house as layers.txt states them: levels, arrows, forbidden reaches, third-party headers.

Shape    `level room : rooms` | `forbid room-or-path : rooms` | `party room... : header-prefixes` (the colon may be left out for one room).
Errors   faults of the file itself are sentences in `RoomMap.faults`; nothing is guessed about a line that cannot be read.
"""
import re
from dataclasses import dataclass, field

BASE = "base"


@dataclass
class RoomMap:
    level: dict = field(default_factory=dict)    # room -> level
    arrows: dict = field(default_factory=dict)   # room -> set of rooms, base included
    forbids: list = field(default_factory=list)  # (room or path prefix under src, room)
    parties: list = field(default_factory=list)  # (header prefix, set of rooms)
    faults: list = field(default_factory=list)

    def may_include(self, room, other):
        return other == room or other in self.arrows.get(room, ())

    def forbidden_to(self, path):
        """Rooms that a file under src must never reach; `forbid` names its room or a path prefix."""
        room = path.split("/")[0]
        return {other for subject, other in self.forbids if subject == room or ("/" in subject and path.startswith(subject))}

    def party_rooms(self, header):
        """Rooms that may include a third-party header; None when layers.txt does not know it."""
        found = [rooms for prefix, rooms in self.parties if header.startswith(prefix)]
        return set().union(*found) if found else None


def read_room_map(text):
    rooms = RoomMap()
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.split("#")[0].strip()
        if line:
            fault = _read_line(rooms, line)
            if fault:
                rooms.faults.append(f"layers.txt:{number}: {fault}")
    _check_arrows(rooms)
    return rooms


def _read_line(rooms, line):
    words = line.replace(":", " : ").split()
    if words[0] == "forbid":
        return _read_forbid(rooms, words[1:])
    if words[0] == "party":
        return _read_party(rooms, words[1:])
    matched = re.fullmatch(r"(\d+) +([a-z]+) *:([a-z ]*)", line)
    if not matched:
        return "cannot be read"
    level, room, arrows = int(matched[1]), matched[2], matched[3].split()
    if room in rooms.level:
        return f"room {room} stands twice"
    rooms.level[room] = level
    rooms.arrows[room] = set(arrows) | ({BASE} if room != BASE else set())
    return None


def _read_forbid(rooms, words):
    if len(words) < 3 or words[1] != ":":
        return "forbid needs `subject : rooms`"
    rooms.forbids += [(words[0], other) for other in words[2:]]
    return None


def _read_party(rooms, words):
    cut = words.index(":") if ":" in words else 1
    names, prefixes = words[:cut], [word for word in words[cut:] if word != ":"]
    if not names or not prefixes:
        return "party needs rooms and header prefixes"
    rooms.parties += [(prefix, set(names)) for prefix in prefixes]
    return None


def _check_arrows(rooms):
    for room, others in sorted(rooms.arrows.items()):
        for other in sorted(others):
            if other not in rooms.level:
                rooms.faults.append(f"layers.txt: {room} names the room {other}, which is not listed")
            elif rooms.level[other] > rooms.level[room]:
                rooms.faults.append(f"layers.txt: the arrow {room} -> {other} goes up ({rooms.level[room]} -> {rooms.level[other]})")
    named = {other for subject, other in rooms.forbids} | {subject for subject, _ in rooms.forbids if "/" not in subject}
    named |= set().union(*[names for _, names in rooms.parties]) if rooms.parties else set()
    for room in sorted(named - set(rooms.level)):
        rooms.faults.append(f"layers.txt: forbid or party names the room {room}, which is not listed")
    rooms.faults += [f"layers.txt: cycle {' -> '.join(cycle)}" for cycle in cycles(rooms.arrows)]


def cycles(graph):
    """Every cycle once, as a path that ends where it began. `graph`: node -> iterable of nodes."""
    found, done = [], set()

    def walk(node, path):
        if node in path:
            found.append(path[path.index(node):] + [node])
            return
        if node in done:
            return
        for other in sorted(graph.get(node, ())):
            walk(other, path + [node])
        done.add(node)

    for node in sorted(graph):
        walk(node, [])
    return found
