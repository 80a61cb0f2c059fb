package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// logKey signs heads of from to to entries.
type logKey struct {
	verifier note.Verifier
	from, to int64
}

type logKeys []logKey

// readKeys reads a log.vkey: one verifier key; or, of a log that has had others, the newest and then a line for each.
func readKeys(text string) (logKeys, error) {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	newest, err := note.NewVerifier(lines[0])
	if err != nil {
		return nil, err
	}
	if len(lines) == 1 {
		return logKeys{{newest, 0, math.MaxInt64}}, nil
	}
	var keys logKeys
	for _, line := range lines[1:] {
		key := logKey{to: math.MaxInt64}
		var vkey string
		if n, _ := fmt.Sscanf(line, "from %d to %d %s", &key.from, &key.to, &vkey); n != 3 {
			key.to = math.MaxInt64
			if n, _ := fmt.Sscanf(line, "from %d %s", &key.from, &vkey); n != 2 {
				return nil, errors.New("a line that is not `from SIZE [to SIZE] VKEY`")
			}
		}
		if key.verifier, err = note.NewVerifier(vkey); err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	if last := keys[len(keys)-1]; last.verifier.KeyHash() != newest.KeyHash() || last.verifier.Name() != newest.Name() {
		return nil, errors.New("the first line is not the newest key")
	}
	return keys, nil
}

func (keys logKeys) name() string { return keys[len(keys)-1].verifier.Name() }

func (keys logKeys) verifiers() []note.Verifier {
	var all []note.Verifier
	for _, key := range keys {
		all = append(all, key.verifier)
	}
	return all
}

// haveSigned: every key that signs heads of this size has; note.Open has verified the signatures themselves.
func (keys logKeys) haveSigned(opened *note.Note, size int64) error {
	signed := map[uint32]bool{}
	for _, one := range opened.Sigs {
		signed[one.Hash] = true
	}
	for _, key := range keys {
		if key.from <= size && size <= key.to && !signed[key.verifier.KeyHash()] {
			return fmt.Errorf("checkpoint: the key %08x has not signed a head of %d entries", key.verifier.KeyHash(), size)
		}
	}
	return nil
}

// verifyHandovers: each checkpoint.key-N is a head of this tree that holds entry N, signed by every key that signs heads of its size.
func verifyHandovers(log fs.FS, vkey string, tree tlog.Tree, hashes tlog.HashReader, report *Report) error {
	files, err := fs.Glob(log, "checkpoint.key-*")
	if err != nil {
		return err
	}
	for _, file := range files {
		bytes, err := fs.ReadFile(log, file)
		if err != nil {
			return err
		}
		var entry int64
		if n, _ := fmt.Sscanf(file, "checkpoint.key-%d", &entry); n != 1 {
			return fmt.Errorf("%s: of no entry", file)
		}
		_, head, err := openNote(bytes, vkey)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if head.N <= entry || head.N > tree.N {
			return fmt.Errorf("%s: a head of %d entries", file, head.N)
		}
		if root, err := tlog.TreeHash(head.N, hashes); err != nil || root != head.Hash {
			return fmt.Errorf("%s: of another tree: %v", file, err)
		}
		report.Handovers++
	}
	return nil
}
