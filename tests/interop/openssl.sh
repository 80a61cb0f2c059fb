#!/usr/bin/env bash
# The openssl command as an outside witness: it verifies what people and the gate signed, and opens what was sealed for the requester.
#
#   tests/interop/openssl.sh PROGRAM
#
#   Exit   0 every good file is taken and every changed one refused; 1 not.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${1:?usage: tests/interop/openssl.sh PROGRAM}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tests/interop/play_story.sh "$program" "$scratch" >"$scratch/story.log" 2>&1 || { cat "$scratch/story.log"; exit 1; }
cd "$scratch"
readonly kit=world/kit
checked=0

verifies() { openssl cms -verify -binary -inform DER -CAfile $kit/anchor.cert.pem "$@" >/dev/null 2>&1; }
opens() { openssl cms -decrypt -binary -inform DER -recip $kit/recipient.cert.pem -inkey $kit/recipient.key.pem "$@" 2>/dev/null; }
holds() { local what=$1; shift; if "$@"; then checked=$((checked + 1)); else echo "openssl: does not hold: $what"; exit 1; fi; }
refuses() { local what=$1; shift; if "$@"; then echo "openssl: taken, but changed: $what"; exit 1; else checked=$((checked + 1)); fi; }
flipped() { python3 -c 'import sys; b = bytearray(open(sys.argv[1], "rb").read()); b[int(sys.argv[2])] ^= 1; sys.stdout.buffer.write(b)' "$1" "$2" >"$1.flipped"; }

for party in holder requester; do
  holds "the agreement's signature for the $party" verifies -in agreement.toml.$party.p7s -content $kit/agreement.toml \
    -certfile $kit/$party-signatory.cert.pem
done
holds "the official's signature" verifies -in request/request.json.p7s -content request/request.json -certfile $kit/director.cert.pem
flipped request/request.json 40
refuses "the request" verifies -in request/request.json.p7s -content request/request.json.flipped -certfile $kit/director.cert.pem

holds "the seal of the answer" opens -in answer/answer.p7m -out answer.der
holds "the gate's signature of the answer" verifies -in answer.der -certfile $kit/gate.cert.pem -out answer.document
lines=$(wc -l <request/lines.ndjson)
holds "the answer's size" test "$(stat -c %s answer.document)" -eq $((4096 + 64 * lines))
flipped answer/answer.p7m -40
refuses "the sealed answer" opens -in answer/answer.p7m.flipped -out nothing.der
flipped answer.der 5000
refuses "the signed answer" verifies -in answer.der.flipped -certfile $kit/gate.cert.pem -out /dev/null
refuses "the answer, opened with another's key" openssl cms -decrypt -binary -inform DER -in answer/answer.p7m -recip $kit/deputy.cert.pem \
  -inkey $kit/deputy.key.pem -out nothing.der 2>/dev/null
echo "openssl: $checked judgments, all as they should be, on a request of $lines lines"
