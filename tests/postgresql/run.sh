#!/usr/bin/env bash
# The program over a real PostgreSQL: a home that keeps its ledger there, a second gate that shares it, a server whose power is cut.
#   tests/postgresql/run.sh BINARY        exit 77 where no server starts here
set -uo pipefail
cs=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
programs=$(find /usr/lib/postgresql -name initdb 2>/dev/null | sort -V | tail -1 | xargs -r dirname)
[[ -n $programs ]] || { echo "no PostgreSQL server is installed here"; exit 77; }
work=$(mktemp -d)
server=
trap '[[ -z $server ]] || { kill -INT $server; wait $server; } 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 1
passed=0 failed=0
is()   { if [[ $2 == "$3" ]]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $1: got $2, not $3"; cat last.log; fi; }
code() { "$@" >last.log 2>&1; echo $?; }
must() { "$@" >last.log 2>&1 || { cat last.log; echo "0 passed, 1 failed"; exit 1; }; }

# The server refuses root: it runs as nobody then.
as=()
mkdir pg && chmod 755 "$work"
if [[ $(id -u) -eq 0 ]]; then chown 65534:65534 pg; as=(setpriv --reuid=65534 --regid=65534 --clear-groups); fi
start() {
  (cd pg && exec "${as[@]}" "$programs/postgres" -D "$work/pg/data" -k "$work/pg" -c listen_addresses= -c shared_buffers=16MB) >server.log 2>&1 &
  server=$!
  for _ in $(seq 200); do "$programs/pg_isready" -q -h "$work/pg" && return 0; sleep 0.05; done
  cat server.log; return 1
}
(cd pg && "${as[@]}" "$programs/initdb" -D data -U countersign -A trust -E UTF8 --locale=C --no-sync) >last.log 2>&1 || { tail -1 last.log; exit 77; }
start || exit 77

init=(--database "postgresql:///postgres?host=$work/pg&user=countersign")
. "$here/../faults/home.sh"
is "the ledger is in no file of the home" "$(find home -name '*.db*' | wc -l)" 0
is "a second home is not founded over it" "$(code "$cs" init other --origin other.test.invalid/countersign/other --holder-signatory $kit/holder-signatory.cert.pem \
  --requester-signatory $kit/requester-signatory.cert.pem --clock 2026-07-30T08:00:00Z "${init[@]}")" 1
cp -a home second
rm -r second/keys && ln -s ../home/keys second/keys  # period keys are made as quarters come: both gates must have them
run() { "$cs" run --home "$1" --request r/request.json --client $kit/director-tls.cert.pem --out "$2" --clock "2026-09-01T08:01:00Z"; }
is "the first gate answers" "$(code run home out)" 0
is "the second gives the same answer" "$(code run second out-2)" 0
is "byte for byte" "$(code cmp out/answer.p7m out-2/answer.p7m)" 0
is "the receipt holds" "$(code "$cs" receipt verify out/receipt.tlog-proof --log-key out/log.vkey --response out/answer.p7m)" 0
is "the ledger verifies, openings too" "$(code "$cs" ledger verify --home home --openings)" 0
is "from the second gate" "$(code "$cs" ledger verify --home second --openings)" 0
must "$cs" ledger export log --home home

kill -QUIT $server; wait $server 2>/dev/null
is "without its database the gate leaves with 74" "$(code run home out-3)" 74
start || exit 1
is "after a power cut of the server it verifies" "$(code "$cs" ledger verify --home home --openings)" 0
is "and answers as before" "$(code run home out-3)" 0
is "byte for byte again" "$(code cmp out/answer.p7m out-3/answer.p7m)" 0
"$programs/psql" -X -q -h "$work/pg" -U countersign -d postgres -c "UPDATE countersign.ledger_record SET time_ms = time_ms + 1 WHERE first = 3" >last.log 2>&1
is "a row that a stranger changed is no start" "$(code run home out-4)" 1
is "and is named" "$(code "$cs" ledger verify --home home)" 1
echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
