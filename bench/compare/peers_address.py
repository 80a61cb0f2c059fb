#!/usr/bin/env python3
"""peers_address PEER LINES OUT: one peer parses every line of LINES (id,raw) into the components that bench/address_score.py scores; a line that it
refuses has the status `refused`. Run by bench/compare/run in the peers' own environment. Labels of usaddress are put where the components are;
nothing else is done to what a peer said.
"""
import csv
import re
import sys

LABELS = {
    "AddressNumber": "house_number", "AddressNumberPrefix": "house_number", "AddressNumberSuffix": "house_number",
    "StreetNamePreDirectional": "predir", "StreetNamePreModifier": "street_name", "StreetNamePreType": "street_name", "StreetName": "street_name",
    "StreetNamePostModifier": "street_name", "StreetNamePostType": "suffix", "StreetNamePostDirectional": "postdir",
    "OccupancyType": "unit_type", "OccupancyIdentifier": "unit_id", "SubaddressType": "unit_type", "SubaddressIdentifier": "unit_id",
    "BuildingName": "building", "USPSBoxID": "box", "USPSBoxGroupID": "rural_route", "PlaceName": "city", "StateName": "state", "Recipient": "recipient",
}
COLUMNS = ("id", "house_number", "predir", "street_name", "suffix", "postdir", "street", "unit_type", "unit_id", "building", "pobox", "rural_route", "box", "city",
           "state", "zip5", "zip4", "recipient", "status")


def of_labels(tagged):
    out = {}
    for label, text in tagged.items():
        component = LABELS.get(label)
        if label == "ZipCode":
            out["zip5"], _, out["zip4"] = text.partition("-")
        elif label == "ZipPlus4":
            out["zip4"] = text
        elif component:
            out[component] = (out.get(component, "") + " " + text).strip()
    if "box" in out and "rural_route" not in out:
        out["pobox"] = out.pop("box")
    return out


def tagger(peer):
    def parsed(raw):
        try:
            return of_labels(peer.tag(raw)[0])
        except peer.RepeatedLabelError:
            return {"status": "refused"}
    return parsed


def usaddress():
    import usaddress as peer
    return tagger(peer)


def fastaddress():
    import fastaddress as peer
    return tagger(peer)


def scourgify():
    """It standardizes into lines; its lines are read by the parser that it is made of, usaddress."""
    import usaddress as reader
    from scourgify import normalize_address_record
    from scourgify.exceptions import AddressNormalizationError

    def parsed(raw):
        try:
            record = normalize_address_record(raw)
        except AddressNormalizationError:
            return {"status": "refused"}
        try:
            out = of_labels(reader.tag(" ".join(filter(None, (record["address_line_1"], record["address_line_2"]))))[0])
        except reader.RepeatedLabelError:
            return {"status": "refused"}
        found = re.match(r"(\d{5})(?:-(\d{4}))?", record["postal_code"] or "")
        out.update(city=record["city"] or "", state=record["state"] or "", zip5=found.group(1) if found else "", zip4=(found.group(2) or "") if found else "")
        return out
    return parsed


PEERS = {"usaddress": usaddress, "usaddress-scourgify": scourgify, "fastaddress": fastaddress}


def main():
    peer, lines, out = sys.argv[1:]
    parsed = PEERS[peer]()
    with open(lines, newline="", encoding="utf-8") as file, open(out, "w", newline="", encoding="utf-8") as written:
        writer = csv.DictWriter(written, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for row in csv.DictReader(file):
            writer.writerow({"id": row["id"], **parsed(row["raw"])})


if __name__ == "__main__":
    main()
