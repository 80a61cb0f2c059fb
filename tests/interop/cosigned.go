package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"time"

	f_log "github.com/transparency-dev/formats/log"
	f_note "github.com/transparency-dev/formats/note"
	f_proof "github.com/transparency-dev/formats/proof"
	f_witness "github.com/transparency-dev/formats/witness"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Cosigner says who of a policy has cosigned, and when.
type Cosigner struct {
	Name string
	At   time.Time
}

// VerifyCosigned checks a checkpoint, or the receipt that carries one, under a tlog-policy: log, cosignatures and quorum are judged by the code of
// transparency-dev/formats, which reads the receipt's text too.
func VerifyCosigned(text []byte, policy string) ([]Cosigner, error) {
	known, err := readPolicy(policy)
	if err != nil {
		return nil, err
	}
	var inside f_proof.TLogProof
	if bytes.HasPrefix(text, []byte(proofHeader)) {
		if err := inside.Unmarshal(text); err != nil {
			return nil, err
		}
		if !bytes.Equal(inside.Marshal(), text) {
			return nil, errors.New("the receipt is not written as formats/proof writes it")
		}
		text = inside.Checkpoint
	}
	head, _, opened, err := f_log.ParseCheckpoint(text, known.log.Name(), known.log, known.witnesses...)
	if err != nil {
		return nil, err
	}
	if !known.quorum.Satisfied(text) {
		return nil, errors.New("the policy's quorum has not cosigned")
	}
	if inside.Checkpoint != nil {
		if err := included(inside, head); err != nil {
			return nil, err
		}
	}
	return cosigners(opened)
}

func cosigners(opened *note.Note) ([]Cosigner, error) {
	var found []Cosigner
	for _, signature := range opened.Sigs[1:] { // the first is the log's
		at, err := f_note.CoSigV1Timestamp(signature)
		if err != nil {
			return nil, err
		}
		found = append(found, Cosigner{signature.Name, at})
	}
	return found, nil
}

func included(receipt f_proof.TLogProof, head *f_log.Checkpoint) error {
	entry, err := entryOf(receipt.ExtraData)
	if err != nil {
		return err
	}
	if len(head.Hash) != sha256.Size {
		return errors.New("checkpoint: the root is not 32 bytes")
	}
	path := make(tlog.RecordProof, len(receipt.Hashes))
	for at, hash := range receipt.Hashes {
		path[at] = tlog.Hash(hash)
	}
	return tlog.CheckRecord(path, int64(head.Size), tlog.Hash(head.Hash), int64(receipt.Index), tlog.RecordHash(entry))
}

type knownKeys struct {
	log       note.Verifier
	witnesses []note.Verifier
	quorum    f_witness.Group
}

// readPolicy: formats/witness judges the quorum. It wants an address of each witness, which C2SP lets a reader's policy leave out.
func readPolicy(policy string) (knownKeys, error) {
	var known knownKeys
	lines := strings.Split(policy, "\n")
	for at, line := range lines {
		words := strings.Fields(line)
		switch {
		case len(words) >= 2 && words[0] == "log":
			verifier, err := note.NewVerifier(words[1])
			if err != nil {
				return known, err
			}
			known.log = verifier
		case len(words) >= 3 && words[0] == "witness":
			verifier, err := f_note.NewVerifierForCosignatureV1(words[2])
			if err != nil {
				return known, err
			}
			known.witnesses = append(known.witnesses, verifier)
			if len(words) == 3 {
				lines[at] = fmt.Sprintf("%s http://%s.unused.test.invalid", line, words[1])
			}
		}
	}
	if known.log == nil {
		return known, errors.New("the policy names no log")
	}
	quorum, err := f_witness.ParsePolicy([]byte(strings.Join(lines, "\n")))
	known.quorum = quorum
	return known, err
}
