#!/usr/bin/env bash
# The outside verifier on logs made here, and on a ledger that the program itself wrote.
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
(cd tests/interop && "$go" mod download >"$scratch/download" 2>&1) || skip "golang.org/x/mod could not be had: $(tail -n 1 "$scratch/download")"
if [[ -z $export_dir ]]; then
  tests/interop/play_story.sh "$program" "$scratch/story" >"$scratch/story.log" 2>&1 || { cat "$scratch/story.log"; exit 1; }
  export_dir=$scratch/story/export
fi
export_dir=$(realpath "$export_dir")
cd tests/interop
"$go" vet .
"$go" test -count=1 -v . -export "$export_dir"
"$go" run . log "$export_dir"
if [[ -d $scratch/story ]]; then
  for receipt in "$scratch/story/answer/receipt.tlog-proof" "$scratch/story/entry-7.tlog-proof"; do
    "$go" run . receipt "$export_dir/log.vkey" "$receipt"
  done
fi
