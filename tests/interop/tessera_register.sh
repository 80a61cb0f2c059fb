#!/usr/bin/env bash
# A world's orders, kept by Tessera instead of by us, and witnessed by `ledger witness serve`: play_story.sh's COMMAND.
#
#   PROGRAM=... TESSERA=... tests/interop/tessera_register.sh      in the folder of a world; TESSERA: tests/interop/tessera, built
#
# Tessera's log comes to stand at world/orders, and the agreement names its key, the witness, and the issuer's own cosigner without asking for
# it (it cosigns by the machine's clock, the story has its own). The log grows in two steps, so the witness checks Tessera's proof of
# consistency; between them a second history under the same key is shown to the witness, which refuses, so Tessera cannot publish it.
set -euo pipefail
readonly origin=court-a.test.invalid/orders agreement=world/kit/agreement.toml at=2026-09-01T09:00:00Z first=300

keys=$("$TESSERA" key $origin tessera.key)
vkey=$(head -n 1 <<<"$keys")
cosigner=$(tail -n 1 <<<"$keys")
printf 'log %s\nquorum none\n' "$vkey" >witness.policy
"$PROGRAM" ledger witness serve --policy witness.policy --listen 127.0.0.1:0 --state witness --name witness.test.invalid --clock $at >witness.log 2>&1 &
witness=$!
trap 'kill $witness' EXIT
for _ in $(seq 100); do grep -q '^listening' witness.log && break; sleep 0.1; done
witness_key=$(awk '$1 == "witness" { print $2 }' witness.log)
url=$(awk '$1 == "listening" { print $2 }' witness.log)
printf 'log %s\nwitness one %s %s\nwitness issuer %s\nquorum one\n' "$vkey" "$witness_key" "$url" "$cosigner" >register.policy
grep -v '^witness issuer' register.policy >tessera.policy  # Tessera wants an address for each

size=$(sed -n 2p world/orders/checkpoint)
mkdir tessera
"$TESSERA" grow -from world/orders -to tessera -key tessera.key -policy tessera.policy -size $first
cp tessera/checkpoint checkpoint-$first
"$TESSERA" grow -from world/orders -to fork -key tessera.key -size $((size - 8)) -skip 1
if "$TESSERA" grow -from world/orders -to fork -key tessera.key -policy tessera.policy -size $((size - 1)) -skip 1 -wait 5s 2>fork.log; then
  echo "Tessera could publish a second history"
  exit 1
fi
grep -q "$origin" witness/*.refused || { echo "the witness has not seen the second history"; exit 1; }
"$TESSERA" grow -from world/orders -to tessera -key tessera.key -policy tessera.policy -size "$size"
[[ $(sed -n 2p tessera/checkpoint) == "$size" ]]

mv world/orders world/orders-of-ours
cp -r tessera world/orders
cp world/orders-of-ours/openings.ndjson world/orders/
"$PROGRAM" orders verify world/orders --origin $origin --vkey "$vkey"
policy=$(awk '{ printf "%s\\\\n", $0 }' register.policy)
sed -i "/^\[\[issuers\]\]/,/^\[\[order_types\]\]/ { s|^vkey = .*|vkey = \"$vkey\"|; s|^policy = .*|policy = \"$policy\"| }" $agreement
echo "tessera: $size events, witnessed; a second history was refused"
