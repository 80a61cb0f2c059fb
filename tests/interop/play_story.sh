#!/usr/bin/env bash
# Plays one request through the program's own verbs, so that outside tools have real files to judge.
#
#   tests/interop/play_story.sh PROGRAM DIR [COMMAND]     DIR: empty or new; afterwards world/ home/ request/ answer/ export/ entry-7.tlog-proof in it
#
#   COMMAND runs in DIR when the world is made and nobody has signed anything: it may change the world.
#   The world is synthetic; the home lies under test.invalid, so it runs on the times given here.
set -euo pipefail
program=$(realpath "$1")
mkdir -p "$2"
cd "$2"
readonly kit=world/kit home=home now=2026-09-01T10:00:00Z later=2026-09-02T10:00:00Z

countersign() { "$program" "$@"; }
signed_by() { local name; for name; do printf -- '--cert %s/%s.cert.pem --key %s/%s.key.pem ' "$kit" "$name" "$kit" "$name"; done; }
# enter VERB TIME DETAILS... -- SIGNER...
enter() {
  local verb=$1 at=$2 words=()
  shift 2
  while [[ $1 != -- ]]; do words+=("$1"); shift; done
  shift
  # shellcheck disable=SC2046  # the words of signed_by are meant to be split
  countersign "$verb" --home $home --clock "$at" --agreement "$agreement" --ground "the story says so" "${words[@]}" $(signed_by "$@")
}

countersign population make --people 1000 --lines 300 --seed 7 --as-of 2026-09-01T00:00:00Z --out world --progress none
[[ $# -lt 3 ]] || "$3"
agreement=$(sed -n 's/^id = "\(.*\)"/\1/p' $kit/agreement.toml | head -n 1)

countersign init $home --origin holder.test.invalid/countersign/main --holder-signatory $kit/holder-signatory.cert.pem \
  --requester-signatory $kit/requester-signatory.cert.pem --gate-cert $kit/gate.cert.pem --gate-key $kit/gate.key.pem --clock 2026-07-01T00:00:00Z
countersign trust import --home $home --ca $kit/anchor.cert.pem --crl $kit/anchor.crl.pem --clock 2026-07-01T00:30:00Z
for party in holder requester; do
  # shellcheck disable=SC2046
  countersign agreement sign $kit/agreement.toml $(signed_by $party-signatory) --out agreement.toml.$party.p7s --home $home \
    --with $kit/recipient.cert.pem --at 2026-07-01T01:00:00Z --clock 2026-07-01T01:00:00Z
done
enter publish 2026-07-01T02:00:00Z --set url=https://holder.test.invalid/agreements -- holder-signatory
enter safeguard 2026-07-02T00:00:00Z --set certificate=digest:@$kit/README --set valid_to=2027-07-01T00:00:00Z --set 'findings=[]' -- holder-signatory
for office in director deputy; do
  enter designate 2026-07-03T00:00:00Z --set office=$office --set certificate=@$kit/$office.cert.pem --set client=fingerprint:@$kit/$office-tls.cert.pem \
    --set authority=letter --set until=2027-07-01T00:00:00Z -- holder-signatory requester-signatory
done
enter enroll 2026-08-31T00:00:00Z --set 'officers=["officer-1"]' -- director

countersign register build --from world/people.csv --out $home/register --as-of 2026-09-01 --progress none
countersign orders mirror --home $home --issuer court-a --from world/orders --clock $now
countersign request make --from world/requests.csv --openings world/orders/openings.ndjson --agreement $kit/agreement.toml --out request \
  --reason "Confirm the addresses of people under final orders before a visit" --contact "duty desk" --as-of 2026-08-30 --at $now \
  --not-after 2026-09-02T10:00:00Z
countersign request sign request/request.json --cert $kit/director.cert.pem --key $kit/director.key.pem --at $now
countersign run --home $home --request request/request.json --client $kit/director-tls.cert.pem --out answer --clock $now
countersign ledger prove --home $home --index 7 --out entry-7.tlog-proof

# The log's key is replaced: what was proven before is proven still, and the head that is exported is one of the new key's alone.
countersign ledger next-key --home $home >next-key
printf 'quorum none\n' >no-witness
countersign act make rotate-key --ground "the story says so" --set "vkeys=[\"$(awk '/^next key/ { print $3 }' next-key)\"]" --set policy=@no-witness --set mode=none --set previous=asked \
  --at $later --out rotate.json
# shellcheck disable=SC2046
countersign act sign rotate.json $(signed_by holder-signatory) --at $later
countersign ledger rotate-key --home $home --act rotate.json --clock $later
countersign orders mirror --home $home --issuer court-a --from world/orders --clock 2026-10-03T10:00:00Z
countersign ledger export export --home $home
