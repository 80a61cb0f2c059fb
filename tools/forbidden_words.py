"""Words that may not stand in the tree: law in code, paths of a machine, work put off.

Law is data: statutes, agencies and courts are named in docs/ and in signed agreements, never in src/ (comments count too).
"""
import re

LAW = [re.compile(word, re.I) for word in ("removal", "deport", "immigration", "taxpayer")]
LAW += [re.compile(rf"(?<![A-Za-z]){word}(?![A-Za-z])") for word in ("IRS", "ICE")]
LAW += [re.compile(r"(?<![0-9A-Za-z])6103(?![0-9A-Za-z])")]
MACHINE_PATH = re.compile(r"(?<![\w.$}/~-])/(?:work|farm|root|home|Users|tmp)/\w")
PUT_OFF = re.compile(r"(?<!\w)(?:TO" r"DO|FIX" r"ME|X" r"XX)(?!\w)")


def words_in(text, law):
    """(line, what) for each forbidden word; `law` asks for the words of law too."""
    for number, line in enumerate(text.splitlines(), 1):
        if law:
            for word in LAW:
                found = word.search(line)
                if found:
                    yield number, f'"{found[0]}" is law, which is data: it belongs in docs/ or an agreement'
        if MACHINE_PATH.search(line):
            yield number, "a path of one machine"
        if PUT_OFF.search(line):
            yield number, "work put off: open an issue and point to the code"
