"""log_reader: entries of an exported log, receipts and their CBOR, read by code that shares nothing with the program (docs/formats/)."""
import base64

KINDS = {1: "genesis", 2: "key", 3: "software", 4: "trust", 5: "agreement", 6: "designation", 10: "register", 11: "orders", 13: "request",
         14: "admission", 15: "line", 16: "close", 17: "delivery", 18: "desk", 32: "signatory", 33: "officer", 34: "countersign"}
ANSWERED = 0  # outcome of a close


def cbor(data, i=0):
    """One item of the CBOR that entries are made of, and where the next begins."""
    major, small = data[i] >> 5, data[i] & 31
    i += 1
    if major == 7:
        return {20: False, 21: True, 22: None}[small], i
    if small >= 24:
        size = 1 << (small - 24)
        small, i = int.from_bytes(data[i:i + size], "big"), i + size
    if major == 0:
        return small, i
    if major in (2, 3):
        return data[i:i + small], i + small
    items = []
    for _ in range(small * (2 if major == 5 else 1)):
        item, i = cbor(data, i)
        items.append(item)
    return (dict(zip(items[::2], items[1::2])) if major == 5 else items), i


def kind_of(entry):
    return KINDS.get(entry[1], entry[1])


def exported_entries(directory):
    """Every entry's bytes, from the entry bundles in their order. For logs below 256,000 entries: there names sort as numbers do."""
    entries = []
    for bundle in sorted(path for path in (directory / "tile" / "entries").rglob("*") if path.is_file()):
        data, i = bundle.read_bytes(), 0
        while i < len(data):
            size = int.from_bytes(data[i:i + 2], "big")
            entries.append(data[i + 2:i + 2 + size])
            i += 2 + size
    return entries


def receipt_parts(text):
    """Index, entry bytes and checkpoint of a receipt."""
    head, checkpoint = text.split("\n\n", 1)
    words = dict(line.split(" ", 1) for line in head.split("\n")[1:] if line.startswith(("extra ", "index ")))
    return int(words["index"]), cbor(base64.b64decode(words["extra"]))[0][1], checkpoint
