"""The project's own documents and what can be read out of Markdown without rendering it: headings, links, tables, fences, paths."""
import os
import pathlib
import re

SKIPPED = ("build", ".git", "demo-home", "node_modules", "__pycache__")
_FENCE = re.compile(r"^```[ ]*(.*)$")


def markdown_files(root):
    for folder, below, files in os.walk(root):
        below[:] = sorted(one for one in below if one not in SKIPPED and not one.startswith("build-"))
        inside = pathlib.Path(folder).relative_to(root)
        if inside.as_posix().startswith("tests/data/") or inside.as_posix().startswith("fuzz/corpus"):
            continue
        yield from (inside / name for name in sorted(files) if name.endswith(".md"))


def fences(text):
    """(kind, first line number, body) of each fenced block; an open one at the end has kind None."""
    found, kind, start, body = [], None, 0, []
    for number, line in enumerate(text.splitlines(), 1):
        matched = _FENCE.match(line)
        if matched and kind is None:
            kind, start, body = matched[1].strip(), number, []
        elif matched:
            found.append((kind, start, "\n".join(body) + "\n"))
            kind = None
        elif kind is not None:
            body.append(line)
    if kind is not None:
        found.append((None, start, ""))
    return found


def prose(text):
    """(line number, line) outside fences."""
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if _FENCE.match(line):
            inside = not inside
        elif not inside:
            yield number, line


def anchors(text):
    """The names that `#name` can point to, as the usual renderers make them from headings."""
    found = set()
    for _, line in prose(text):
        if line.startswith("#"):
            words = re.sub(r"[^\w\- ]", "", line.lstrip("#").strip().lower())
            found.add(words.replace(" ", "-"))
    return found


def tables(text):
    """Each table as a list of (line number, cells); the first row is the header, the rule below it is left out."""
    found, rows = [], []
    for number, line in [*prose(text), (0, "")]:
        if line.startswith("|"):
            rows.append((number, [cell.strip() for cell in line.strip().strip("|").split("|")]))
        elif rows:
            found.append([row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row[1])])
            rows = []
    return found


def ticked(text):
    return re.findall(r"`([^`]+)`", text)
