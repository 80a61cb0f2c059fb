#!/usr/bin/env bash
# The outside verifier on logs made here, and on a ledger that the program itself wrote; Tessera's log as the register of orders.
#
#   tests/interop/run.sh PROGRAM [EXPORT_DIR]     EXPORT_DIR: a directory of `ledger export`, instead of a home made here
#
#   Exit   0 verified and every tampering rejected; 1 not; 77 skipped: no Go that is new enough can be had here (the last line says why).
set -euo pipefail
cd "$(dirname "$0")/../.."
readonly kSkip=77
program=$(realpath "${1:?usage: tests/interop/run.sh PROGRAM [EXPORT_DIR]}")
export_dir=${2:-}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

export GOTOOLCHAIN=local GOFLAGS="-mod=readonly -modcacherw" CGO_ENABLED=0 GOTELEMETRY=off
export GOCACHE=${GOCACHE:-$PWD/build/go/cache} GOMODCACHE=${GOMODCACHE:-$PWD/build/go/modules}

skip() { echo "$*"; exit "$kSkip"; }

# A Go that may build this module: `go list` fails with an older one, or without the module.
fits() { [[ -x $(command -v "$1") ]] && (cd tests/interop && "$1" list -m >/dev/null 2>&1); }

find_go() {
  if fits go; then command -v go; return; fi
  [[ $(uname -m) == x86_64 ]] || return 1
  tools/install-packages INTEROP || return 1
  local go=build/venv/interop/bin/go
  fits "$PWD/$go" && echo "$PWD/$go"
}

go=$(find_go) || skip "no Go that is new enough, and none could be installed"
(cd tests/interop && "$go" mod download >"$scratch/download" 2>&1) || skip "the modules could not be had: $(tail -n 1 "$scratch/download")"
if [[ -z $export_dir ]]; then
  tests/interop/play_story.sh "$program" "$scratch/story" >"$scratch/story.log" 2>&1 || { cat "$scratch/story.log"; exit 1; }
  export_dir=$scratch/story/export
fi
export_dir=$(realpath "$export_dir")
cosigned=()
if [[ -d $scratch/story ]]; then
  tests/interop/witnessed.sh "$program" "$scratch/story/world/kit" "$scratch/witnessed" >"$scratch/witnessed.log" 2>&1 || { cat "$scratch/witnessed.log"; exit 1; }
  cosigned=(-cosigned "$scratch/witnessed")
fi

# The same requests, once with a register of orders of ours and once with Tessera's: every line is answered the same.
tessera_story() {
  (cd tests/interop/tessera && "$go" mod download >"$scratch/download" 2>&1) || skip "Tessera could not be had: $(tail -n 1 "$scratch/download")"
  (cd tests/interop/tessera && "$go" vet . && "$go" build -o "$scratch/tessera" .)
  PROGRAM=$program TESSERA=$scratch/tessera tests/interop/play_story.sh "$program" "$scratch/with-tessera" "$PWD/tests/interop/tessera_register.sh" \
    >"$scratch/tessera.log" 2>&1 || { cat "$scratch/tessera.log"; exit 1; }
  for story in story with-tessera; do
    (cd "$scratch/$story" && "$program" request open --from answer --cert world/kit/recipient.cert.pem --key world/kit/recipient.key.pem \
      --gate world/kit/gate.cert.pem --log-key export/log.vkey --out opened >/dev/null)
    awk '{ print $1, $2, $3 }' "$scratch/$story/opened/answers.txt" >"$scratch/$story.verdicts"
  done
  cmp "$scratch/story.verdicts" "$scratch/with-tessera.verdicts"
  grep '^tessera:' "$scratch/tessera.log"
  echo "tessera: $(grep -c ' verified ' "$scratch/with-tessera.verdicts") of $(wc -l <"$scratch/with-tessera.verdicts") lines verified by its register, as by ours"
}

cd tests/interop
"$go" vet .
"$go" test -count=1 -v . -export "$export_dir" "${cosigned[@]}"
"$go" run . log "$export_dir"
if [[ -d $scratch/story ]]; then
  for receipt in "$scratch/story/answer/"{receipt,intake}.tlog-proof "$scratch/story/entry-7.tlog-proof"; do
    "$go" run . receipt "$export_dir/log.vkey" "$receipt"
  done
  intake() { "$program" receipt verify "$scratch/story/answer/intake.tlog-proof" --log-key "$export_dir/log.vkey" --request "$scratch/story/request/request.json" "$@"; }
  intake
  if intake --lines /dev/null >/dev/null 2>&1; then echo "an intake's receipt holds for other lines than were sent"; exit 1; fi
  for text in trust.tlog-proof checkpoint; do "$go" run . cosigned "$scratch/witnessed/policy" "$scratch/witnessed/$text"; done
fi
cd ../..
[[ ! -d $scratch/story ]] || tessera_story
