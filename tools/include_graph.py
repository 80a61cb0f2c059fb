"""What the files of a source tree include: quoted and angled, seen as the compiler's preprocessor would find them.

Shape    a file is named by its path under src ("gate/corridor.cc"); an include is an Include.
Errors   an include that cannot be read (a macro, a computed name) has target None and is a fault for the caller to report.
"""
import re
from dataclasses import dataclass

SUFFIXES = (".h", ".cc")
_LINE = re.compile(r"^[ \t]*#[ \t]*(?:include|include_next|import)\b[ \t]*(.*)$", re.M)
_NAME = re.compile(r'^(?:"([^"]+)"|<([^>]+)>)')
_COMMENT = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.S)


@dataclass(frozen=True)
class Include:
    line: int
    name: str      # as written
    target: str    # the file under src that it names; "" for a header that is not ours; None when it cannot be read


def without_comments(text):
    """Comments become spaces, lines stay where they are, strings stay as they are."""
    text = text.replace("\\\n", "  ")
    return _COMMENT.sub(lambda found: found[0] if found[0][0] == '"' else re.sub(r"[^\n]", " ", found[0]), text)


def read_includes(path, text, ours):
    """`ours`: the set of all files under src. A quoted name is looked for beside the file, then under src."""
    text = without_comments(text)
    found = []
    for matched in _LINE.finditer(text):
        line = text.count("\n", 0, matched.start()) + 1
        name = _NAME.match(matched[1].strip())
        if not name:
            found.append(Include(line, matched[1].strip(), None))
            continue
        written = name[1] or name[2]
        beside = path.rsplit("/", 1)[0] + "/" + written if "/" in path else written
        target = next((one for one in (written, beside) if one in ours), "")
        found.append(Include(line, written, target if name[2] or target else None))
    return found


def reach(start, graph):
    """Every file reached from `start`, each with the path that leads to it (shortest first)."""
    paths, queue = {start: [start]}, [start]
    for node in queue:
        for include in graph.get(node, ()):
            if include.target and include.target not in paths:
                paths[include.target] = paths[node] + [include.target]
                queue.append(include.target)
    return paths
