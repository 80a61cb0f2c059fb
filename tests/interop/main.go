package main

import (
	"fmt"
	"os"
	"path/filepath"
)

const usage = `usage: interop log DIR                 verify a directory of ` + "`countersign ledger export`" + `
       interop receipt LOG.VKEY FILE  verify a *.tlog-proof
       interop cosigned POLICY FILE   verify a *.tlog-proof or a checkpoint, and the quorum of witnesses under it`

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "interop:", err)
		os.Exit(1)
	}
}

func run(words []string) error {
	switch {
	case len(words) == 2 && words[0] == "log":
		vkey, err := os.ReadFile(filepath.Join(words[1], "log.vkey"))
		if err != nil {
			return err
		}
		report, err := Verify(os.DirFS(words[1]), string(vkey))
		if err != nil {
			return err
		}
		fmt.Printf("%s: %d entries in %s's tree of root %v, %d inclusion proofs, consistent, %d handovers of its key\n",
			words[1], report.Entries, report.Origin, report.Tree.Hash, report.Proofs, report.Handovers)
	case len(words) == 3 && words[0] == "receipt":
		vkey, err := os.ReadFile(words[1])
		if err != nil {
			return err
		}
		text, err := os.ReadFile(words[2])
		if err != nil {
			return err
		}
		index, err := VerifyReceipt(string(text), string(vkey))
		if err != nil {
			return err
		}
		fmt.Printf("%s: entry %d is in the log\n", words[2], index)
	case len(words) == 3 && words[0] == "cosigned":
		policy, err := os.ReadFile(words[1])
		if err != nil {
			return err
		}
		text, err := os.ReadFile(words[2])
		if err != nil {
			return err
		}
		found, err := VerifyCosigned(text, string(policy))
		if err != nil {
			return err
		}
		for _, cosigner := range found {
			fmt.Printf("%s: cosigned by %s at %s\n", words[2], cosigner.Name, cosigner.At.UTC().Format("2006-01-02T15:04:05Z"))
		}
	default:
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	}
	return nil
}
