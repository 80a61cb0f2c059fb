package main

import (
	"bytes"
	"encoding/base64"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var cosigned = flag.String("cosigned", "", "a directory with `policy` and receipts of a ledger that our witness has cosigned")

// fenced is the block ```name of a page of docs/formats.
func fenced(t *testing.T, page, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../docs/formats", page))
	must(t, err)
	_, rest, found := strings.Cut(string(text), "\n```"+name+"\n")
	block, _, closed := strings.Cut(rest, "```")
	if !found || !closed {
		t.Fatalf("%s has no block %q", page, name)
	}
	return block
}

type cosignedCase struct {
	name, policy string
	text         []byte
	cosigners    int
}

func cosignedCases(t *testing.T) []cosignedCase {
	keys := strings.Fields(fenced(t, "checkpoint.md", "keys"))
	policy := "log " + keys[0] + "\nwitness one " + keys[1] + "\nquorum one\n"
	cases := []cosignedCase{{"docs/formats/checkpoint.md", policy, []byte(fenced(t, "checkpoint.md", "text")), 1}}
	const register = "../data/orders/tessera"
	both, err := os.ReadFile(filepath.Join(register, "policy"))
	must(t, err)
	for _, name := range []string{"checkpoint", "checkpoint-300"} {
		text, err := os.ReadFile(filepath.Join(register, name))
		must(t, err)
		cases = append(cases, cosignedCase{"Tessera's " + name + ", by our witness too", string(both), text, 2})
	}
	if *cosigned == "" {
		return cases
	}
	live, err := os.ReadFile(filepath.Join(*cosigned, "policy"))
	must(t, err)
	receipts, err := filepath.Glob(filepath.Join(*cosigned, "*.tlog-proof"))
	must(t, err)
	if len(receipts) == 0 {
		t.Fatalf("%s has no receipt", *cosigned)
	}
	for _, path := range receipts {
		text, err := os.ReadFile(path)
		must(t, err)
		cases = append(cases, cosignedCase{filepath.Base(path), string(live), text, 1})
	}
	return cases
}

func TestOurCosignaturesHoldForOthers(t *testing.T) {
	for _, one := range cosignedCases(t) {
		found, err := VerifyCosigned(one.text, one.policy)
		if err != nil || len(found) != one.cosigners {
			t.Errorf("%s: %d cosigners, %v", one.name, len(found), err)
		}
		for _, cosigner := range found {
			if cosigner.At.Before(time.Unix(1_700_000_000, 0)) {
				t.Errorf("%s: %s cosigned at %s", one.name, cosigner.Name, cosigner.At)
			}
		}
	}
}

// alteredLine gives the text with one bit of a signature line's bytes turned; past key id and name, so the key stays known.
func alteredLine(t *testing.T, text []byte, line []byte, at int) []byte {
	t.Helper()
	head, coded, found := bytes.Cut(bytes.TrimPrefix(line, []byte("— ")), []byte(" "))
	raw, err := base64.StdEncoding.DecodeString(string(coded))
	if !found || err != nil {
		t.Fatal("a signature line cannot be read")
	}
	raw[at] ^= 1
	altered := "— " + string(head) + " " + base64.StdEncoding.EncodeToString(raw)
	return bytes.Replace(text, line, []byte(altered), 1)
}

func TestAnAlteredCosignatureHoldsForNobody(t *testing.T) {
	tried := 0
	for _, one := range cosignedCases(t) {
		lines := bytes.Split(bytes.TrimSuffix(one.text, []byte("\n")), []byte("\n"))
		for _, line := range lines[len(lines)-one.cosigners:] {
			const keyID, signature = 4, 4 + 8 + 64
			for at := keyID; at < signature; at++ {
				if _, err := VerifyCosigned(alteredLine(t, one.text, line, at), one.policy); err == nil {
					t.Errorf("%s: byte %d of a cosignature changed, and accepted", one.name, at)
				}
				tried++
			}
			without := bytes.Replace(one.text, append(bytes.Clone(line), '\n'), nil, 1)
			if _, err := VerifyCosigned(without, one.policy); err == nil {
				t.Errorf("%s: accepted without a cosignature that the quorum asks for", one.name)
			}
		}
	}
	t.Logf("%d altered cosignatures rejected", tried)
}
