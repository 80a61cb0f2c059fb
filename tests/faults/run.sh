#!/usr/bin/env bash
# Faults of the disk under the real binary: no room, read-only, unreadable, interrupted, not a file. After each fault nothing is half done:
# the ledger verifies, and the same request is answered once the fault is gone.
#   tests/faults/run.sh BINARY
set -uo pipefail
cs=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
passed=0 failed=0
is()   { if [[ $2 == "$3" ]]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $1: got $2, not $3"; cat last.log; fi; }
code() { "$@" >last.log 2>&1; echo $?; }
must() { "$@" >last.log 2>&1 || { cat last.log; echo "0 passed, 1 failed"; exit 1; }; }
init=()
. "$here/home.sh"
cp -a home whole
again() { chmod -R u+w home; rm -rf home out; cp -a whole home; }
run() { "$cs" run --home home --request r/request.json --client $kit/director-tls.cert.pem --out out --clock 2026-09-01T08:01:00Z; }
sound() {  # the ledger verifies, and the request is answered once
  is "$1: the ledger verifies" "$(code "$cs" ledger verify --home home --openings)" 0
  is "$1: then it is answered" "$(code run)" 0
  is "$1: and answered as before when asked again" "$(code run)" 0
}

# No room: the process may write files of so many 512-byte blocks only; every size on the way is tried.
for blocks in 0 8 64 160 200 240 280 320 400 480; do
  again
  before=$(stat -c %s home/ledger/* 2>/dev/null | sort -n | tail -1)
  ( trap '' XFSZ; ulimit -f $((before / 512 + blocks)); run ) >last.log 2>&1
  status=$?
  case $status in 0|1|74) passed=$((passed + 1)) ;; *) failed=$((failed + 1)); echo "FAILED: $blocks blocks of room: exit $status"; cat last.log ;; esac
  [[ $status -eq 0 || ! -e out/answer.p7m ]] || { failed=$((failed + 1)); echo "FAILED: $blocks blocks of room: an answer left although the run failed"; }
  sound "$blocks blocks of room"
done

# Things that cannot be read or are something else.
again; : >r/empty.json
is "an empty manifest" "$(code "$cs" run --home home --request r/empty.json --client $kit/director-tls.cert.pem --out out --clock 2026-09-01T08:01:00Z)" 1
is "a directory for a manifest" "$(code "$cs" run --home home --request r --client $kit/director-tls.cert.pem --out out --clock 2026-09-01T08:01:00Z)" 1
is "a manifest that is not there" "$(code "$cs" run --home home --request r/none.json --client $kit/director-tls.cert.pem --out out --clock 2026-09-01T08:01:00Z)" 1
head -c 20000 /dev/zero >r/long.json
is "a manifest over its limit" "$(code "$cs" run --home home --request r/long.json --client $kit/director-tls.cert.pem --out out --clock 2026-09-01T08:01:00Z)" 1
is "a home that is none" "$(code "$cs" status --home nowhere)" 2
is "a given time for a real home" "$(sed -i 's/faults.test.invalid/faults.example/' home/home.toml; code run)" 2
again
is "no such option" "$(code "$cs" run --what)" 2
sound "after the unreadable"

# Lost or damaged parts of the home: no start, and nothing is made up.
again; rm home/keys/budget/removal-orders.key
is "a lost budget key" "$(code run)" 1
again; printf 'x' | dd of=home/ledger/store.db bs=1 seek=9000 conv=notrunc status=none
status=$(code run); case $status in 0|1|74) passed=$((passed + 1)) ;; *) failed=$((failed + 1)); echo "FAILED: a byte of the store: exit $status" ;; esac
again; manifest=$(find home/register -name manifest | head -1); chmod u+w "$manifest" "$(dirname "$manifest")"; printf 'x' >>"$manifest"
is "an altered generation is not opened" "$(code run)" 1
again; find home/orders -type f -name '*' | head -1 | while read -r f; do printf 'x' | dd of="$f" bs=1 seek=30 conv=notrunc status=none; done
is "an altered mirror is not believed" "$(code run)" 1

# Killed while it runs, from outside, at any time.
for delay in 0.01 0.02 0.03 0.05 0.08; do
  again
  ( exec "$cs" run --home home --request r/request.json --client $kit/director-tls.cert.pem --out out --clock 2026-09-01T08:01:00Z ) >last.log 2>&1 & process=$!
  sleep $delay; kill -9 $process 2>/dev/null; wait $process 2>/dev/null
  sound "killed after $delay s"
done
echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
