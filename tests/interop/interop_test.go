package main

import (
	"flag"
	"fmt"
	"strings"
	"testing"
)

var export = flag.String("export", "", "a directory of `countersign ledger export`, besides the logs made here")

var sizes = []int64{1, 2, 255, 256, 257, 511, 65_535, 65_536, 65_537}

func logs(t *testing.T, sizes []int64) map[string]staticLog {
	found := map[string]staticLog{}
	for _, size := range sizes {
		found[fmt.Sprintf("%d entries", size)] = makeLog(t, size)
	}
	if *export != "" {
		log, err := readLog(*export)
		must(t, err)
		found["the exported ledger"] = log
	}
	return found
}

func TestVerifiesAWholeLog(t *testing.T) {
	for name, log := range logs(t, append([]int64{0}, sizes...)) {
		report, err := Verify(log.files, log.vkey)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if report.Entries != log.size {
			t.Errorf("%s: %d of %d entries read", name, report.Entries, log.size)
		}
	}
}

func TestRejectsEveryTampering(t *testing.T) {
	rejected, met := 0, map[string]bool{}
	for name, log := range logs(t, []int64{1, 2, 300, 66_000}) {
		for _, one := range tamperings {
			changed := log.copy()
			if !one.apply(&changed) {
				continue
			}
			if _, err := Verify(changed.files, changed.vkey); err == nil {
				t.Errorf("%s, %s: accepted", name, one.name)
			}
			rejected++
			met[one.name] = true
		}
	}
	if len(met) != len(tamperings) {
		t.Errorf("only %d of %d tamperings were tried", len(met), len(tamperings))
	}
	t.Logf("%d tamperings of %d kinds rejected", rejected, len(met))
}

func TestVerifiesAReceiptAndRejectsAnAlteredOne(t *testing.T) {
	for _, size := range []int64{1, 2, 257, 66_000} {
		log := makeLog(t, size)
		for _, index := range []int64{0, size / 2, size - 1} {
			text := makeProof(t, log, index)
			found, err := VerifyReceipt(text, log.vkey)
			if err != nil || found != index {
				t.Errorf("entry %d of %d: %v", index, size, err)
			}
			altered := []string{
				strings.Replace(text, fmt.Sprintf("index %d\n", index), fmt.Sprintf("index %d\n", index+1), 1),
				strings.Replace(text, proofHeader, "c2sp.org/tlog-proof@v2", 1),
				strings.Replace(text, "extra oQ", "extra og", 1) + "A",
				strings.Replace(text, testOrigin+"\n", "other\n", 1),
				strings.Replace(text, fmt.Sprintf("\n%d\n", size), fmt.Sprintf("\n%d\n", size+1), 1),
			}
			for at, one := range altered {
				if one == text {
					t.Errorf("alteration %d changes nothing", at)
				} else if _, err := VerifyReceipt(one, log.vkey); err == nil {
					t.Errorf("entry %d of %d: alteration %d accepted", index, size, at)
				}
			}
		}
	}
}
