package main

import (
	"encoding/base64"
	"errors"
	"strconv"
	"strings"
	"testing/fstest"

	"golang.org/x/mod/sumdb/tlog"
)

const proofHeader = "c2sp.org/tlog-proof@v1"

// VerifyReceipt checks a *.tlog-proof: the entry that its `extra` carries is in the checkpoint that it carries, which the log signed.
func VerifyReceipt(text, vkey string) (int64, error) {
	head, checkpoint, found := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 3 || lines[0] != proofHeader {
		return 0, errors.New("no tlog-proof")
	}
	extra, err := base64.StdEncoding.Strict().DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil || !strings.HasPrefix(lines[1], "extra ") {
		return 0, errors.New("the extra line cannot be read")
	}
	entry, err := entryOf(extra)
	if err != nil {
		return 0, err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil || lines[2] != "index "+strconv.FormatInt(index, 10) {
		return 0, errors.New("the index line cannot be read")
	}
	proof := make(tlog.RecordProof, 0, len(lines)-3)
	for _, line := range lines[3:] {
		hash, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(hash) != tlog.HashSize {
			return 0, errors.New("a hash of the proof cannot be read")
		}
		proof = append(proof, tlog.Hash(hash))
	}
	_, tree, err := openCheckpoint(fstest.MapFS{"checkpoint": &fstest.MapFile{Data: []byte(checkpoint)}}, vkey)
	if err != nil {
		return 0, err
	}
	return index, tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry))
}

// entryOf reads the byte string under key 1 of the CBOR map that `extra` is; what follows it is not this verifier's business.
func entryOf(extra []byte) ([]byte, error) {
	bad := errors.New("the extra line holds no entry")
	if len(extra) < 3 || extra[0] < 0xa1 || extra[0] > 0xa3 || extra[1] != 1 {
		return nil, bad
	}
	length, rest := -1, extra[3:]
	switch head := extra[2]; {
	case head >= 0x40 && head < 0x58:
		length = int(head - 0x40)
	case head == 0x58 && len(rest) >= 1:
		length, rest = int(rest[0]), rest[1:]
	case head == 0x59 && len(rest) >= 2:
		length, rest = int(rest[0])<<8|int(rest[1]), rest[2:]
	}
	if length < 0 || length > len(rest) {
		return nil, bad
	}
	return rest[:length], nil
}
