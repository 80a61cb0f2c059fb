#!/usr/bin/env bash
# A ledger under our own witness, for others to judge its cosignatures and receipts.
#
#   tests/interop/witnessed.sh PROGRAM KIT DIR     KIT: a world's kit; DIR: new; afterwards policy, checkpoint and *.tlog-proof in it
set -euo pipefail
program=$(realpath "$1")
kit=$(realpath "$2")
mkdir "$3"
cd "$3"
readonly at=2026-09-01T10:00:00Z
countersign() { "$program" "$@"; }

witness_key=$(countersign ledger witness key --state witness --name witness.test.invalid)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
printf 'witness one %s http://127.0.0.1:%s/\nquorum one\n' "$witness_key" "$port" >asked.policy
countersign init home --origin holder.test.invalid/countersign/witnessed --holder-signatory "$kit/holder-signatory.cert.pem" \
  --requester-signatory "$kit/requester-signatory.cert.pem" --gate-cert "$kit/gate.cert.pem" --gate-key "$kit/gate.key.pem" \
  --witness-policy asked.policy --witness-mode strict --clock 2026-07-01T00:00:00Z >init.log
log_key=$(awk '/^log key/ { print $3 }' init.log)
{ echo "log $log_key"; cat asked.policy; } >policy
"$program" ledger witness serve --policy policy --listen "127.0.0.1:$port" --state witness --clock $at >witness.log 2>&1 &
witnesses=$!
trap 'kill $witnesses' EXIT
for _ in $(seq 100); do grep -q '^listening' witness.log && break; sleep 0.1; done
countersign ledger export before --home home | grep '^cosigned  by no quorum'
countersign ledger witness push --home home --clock $at
countersign ledger prove --home home --index 0 --out genesis.tlog-proof
countersign trust import --home home --ca "$kit/anchor.cert.pem" --crl "$kit/anchor.crl.pem" --clock $at
countersign ledger witness push --home home --clock $at
countersign ledger prove --home home --index 4 --out trust.tlog-proof
countersign ledger export export --home home | grep '^cosigned  by a quorum'
cp export/checkpoint checkpoint
# What an auditor is given is cosigned to its last entry, the one that says so.
countersign ledger export given --home home --openings given.db --context context --clock $at | grep '^cosigned  by a quorum'
countersign ledger verify --dir given --log-key given/log.vkey --policy asked.policy --clock $at | grep '^cosigned'

# One that claims to have seen more and shows nothing: also beside a quorum the push says so and fails.
readonly liar='from http.server import *
class Liar(BaseHTTPRequestHandler):
    def answer(self, status, body):
        self.send_response(status); self.send_header("Content-Type", "text/x.tlog.size"); self.send_header("Content-Length", str(len(body)))
        self.end_headers(); self.wfile.write(body)
    def do_POST(self): self.rfile.read(int(self.headers["Content-Length"])); self.answer(409, b"999\n")
    def do_GET(self): self.answer(404, b"")
server = HTTPServer(("127.0.0.1", 0), Liar); print(server.server_port, flush=True); server.serve_forever()'
python3 -c "$liar" >liar.port 2>/dev/null &
witnesses+=" $!"
for _ in $(seq 100); do [[ -s liar.port ]] && break; sleep 0.1; done
calm_port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
printf 'witness calm %s http://127.0.0.1:%s/\nwitness liar %s http://127.0.0.1:%s/\ngroup either any calm liar\nquorum either\n' \
  "$(countersign ledger witness key --state calm --name calm.test.invalid)" "$calm_port" \
  "$(countersign ledger witness key --state liar --name liar.test.invalid)" "$(cat liar.port)" >doubted.policy
countersign init doubted --origin holder.test.invalid/countersign/doubted --holder-signatory "$kit/holder-signatory.cert.pem" \
  --requester-signatory "$kit/requester-signatory.cert.pem" --gate-cert "$kit/gate.cert.pem" --gate-key "$kit/gate.key.pem" \
  --witness-policy doubted.policy --witness-mode strict --clock 2026-07-01T00:00:00Z >doubted-init.log
printf 'log %s\nquorum none\n' "$(awk '/^log key/ { print $3 }' doubted-init.log)" >calm.policy
"$program" ledger witness serve --policy calm.policy --listen "127.0.0.1:$calm_port" --state calm --clock $at >calm.log 2>&1 &
witnesses+=" $!"
for _ in $(seq 100); do grep -q '^listening' calm.log && break; sleep 0.1; done
if countersign ledger witness push --home doubted --clock $at >doubted.log; then echo "a witness that claims more was passed over"; exit 1; fi
grep '^quorum    has cosigned' doubted.log
grep '^doubt' doubted.log

# Another witness takes its place, once it has seen that: a copy of the home from before finds it there.
cp -r home older
"$program" ledger witness serve --policy policy --listen 127.0.0.1:0 --state other-witness --name other.test.invalid --clock $at >other.log 2>&1 &
witnesses+=" $!"
for _ in $(seq 100); do grep -q '^listening' other.log && break; sleep 0.1; done
printf 'witness other %s %s\nquorum other\n' "$(awk '$1 == "witness" { print $2 }' other.log)" "$(awk '$1 == "listening" { print $2 }' other.log)" >other.policy
countersign act make rotate-key --ground "the story says so" --set "vkeys=[\"$log_key\"]" --set policy=@other.policy --set mode=strict --set previous=asked --at $at --out other.json
countersign act sign other.json --cert "$kit/holder-signatory.cert.pem" --key "$kit/holder-signatory.key.pem" --at $at
countersign ledger rotate-key --home home --act other.json --clock $at
ls home/ledger/handover-*
countersign ledger verify --home home
countersign status --home home --clock $at
if countersign trust import --home older --ca "$kit/anchor.cert.pem" --crl "$kit/anchor.crl.pem" --clock $at >older.log 2>&1; then echo "an older copy has started"; exit 1; fi
grep '^countersign: ROLLBACK' older.log
if countersign ledger export given-by-older --home older 2>older-export.log; then echo "a home that is contradicted was exported"; exit 1; fi
grep 'nothing of this home is handed out' older-export.log
