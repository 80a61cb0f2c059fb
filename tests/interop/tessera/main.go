// tessera keeps an issuer's order register with Tessera's POSIX driver: a log that no code of ours has written, for our reader to take. The
// issuer cosigns with the code of transparency-dev/formats, and Tessera asks the witnesses of a policy before it publishes a head.
//
//	tessera key ORIGIN FILE                                             makes a key; prints two verifier keys: the log's, its cosigner's
//	tessera grow -from LOG -to DIR -key FILE -size N [-policy FILE] [-skip K] [-wait 20s]
//
// grow: the first N entries of the static log directory LOG become those of DIR, in order; those that DIR has already stay. -skip leaves out
// the first K, which makes another history. Exit 1: no head of that size was published in time, because the witnesses did not sign it.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	f_log "github.com/transparency-dev/formats/log"
	f_note "github.com/transparency-dev/formats/note"
	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/api/layout"
	"github.com/transparency-dev/tessera/storage/posix"
	"golang.org/x/mod/sumdb/note"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "tessera:", err)
		os.Exit(1)
	}
}

func run(words []string) error {
	if len(words) == 3 && words[0] == "key" {
		return makeKey(words[1], words[2])
	}
	if len(words) == 0 || words[0] != "grow" {
		return errors.New("key ORIGIN FILE, or grow; see the comment on top of main.go")
	}
	var asked growth
	flags := flag.NewFlagSet("grow", flag.ExitOnError)
	flags.StringVar(&asked.from, "from", "", "the log whose entries are taken")
	flags.StringVar(&asked.to, "to", "", "Tessera's log")
	flags.StringVar(&asked.key, "key", "", "what `key` made")
	flags.StringVar(&asked.policy, "policy", "", "a tlog-policy: whom to ask")
	flags.IntVar(&asked.size, "size", 0, "entries of the new head")
	flags.IntVar(&asked.skip, "skip", 0, "entries left out at the beginning")
	flags.DurationVar(&asked.wait, "wait", 20*time.Second, "how long a head may take to be published")
	if err := flags.Parse(words[1:]); err != nil {
		return err
	}
	return asked.run()
}

func makeKey(origin, file string) error {
	skey, vkey, err := note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return err
	}
	cosigner, err := f_note.VKeyToCosignatureV1(vkey)
	if err != nil {
		return err
	}
	fmt.Printf("%s\n%s\n", vkey, cosigner)
	return os.WriteFile(file, []byte(skey+"\n"), 0o600)
}

type growth struct {
	from, to, key, policy string
	size, skip            int
	wait                  time.Duration
}

func (g growth) run() error {
	entries, err := readEntries(g.from, g.size+g.skip)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(context.Background(), g.wait)
	defer stop()
	options, err := g.options()
	if err != nil {
		return err
	}
	driver, err := posix.New(ctx, posix.Config{Path: g.to})
	if err != nil {
		return err
	}
	appender, shutdown, reader, err := tessera.NewAppender(ctx, driver, options)
	if err != nil {
		return err
	}
	there, err := sizeOf(filepath.Join(g.to, "checkpoint"))
	if err != nil {
		return err
	}
	futures := make([]tessera.IndexFuture, 0, g.size)
	for _, entry := range entries[g.skip+there:] {
		futures = append(futures, appender.Add(ctx, tessera.NewEntry(entry)))
	}
	awaiter := tessera.NewPublicationAwaiter(ctx, reader.ReadCheckpoint, 50*time.Millisecond)
	for at, future := range futures {
		index, _, err := awaiter.Await(ctx, future)
		if err != nil {
			return fmt.Errorf("entry %d was not published: %w", there+at, err)
		}
		if index.Index != uint64(there+at) {
			return fmt.Errorf("entry %d became entry %d", there+at, index.Index)
		}
	}
	return shutdown(ctx)
}

func (g growth) options() (*tessera.AppendOptions, error) {
	text, err := os.ReadFile(g.key)
	if err != nil {
		return nil, err
	}
	skey := strings.TrimSpace(string(text))
	signer, err := note.NewSigner(skey)
	if err != nil {
		return nil, err
	}
	cosigner, err := f_note.NewSignerForCosignatureV1(skey)
	if err != nil {
		return nil, err
	}
	options := tessera.NewAppendOptions().WithCheckpointSigner(signer, cosigner).WithBatching(uint(g.size), 200*time.Millisecond).
		WithCheckpointInterval(200 * time.Millisecond).WithCheckpointRepublishInterval(0)
	if g.policy == "" {
		return options, nil
	}
	policy, err := os.ReadFile(g.policy)
	if err != nil {
		return nil, err
	}
	witnesses, err := tessera.NewWitnessGroupFromPolicy(policy)
	if err != nil {
		return nil, err
	}
	return options.WithWitnesses(witnesses, nil), nil
}

// readEntries takes the bundles apart with Tessera's own code.
func readEntries(log string, count int) ([][]byte, error) {
	size, err := sizeOf(filepath.Join(log, "checkpoint"))
	if err != nil {
		return nil, err
	}
	if count > size {
		return nil, fmt.Errorf("%s: has %d entries, not %d", log, size, count)
	}
	var entries [][]byte
	for bundle := uint64(0); len(entries) < count; bundle++ {
		bytes, err := os.ReadFile(filepath.Join(log, layout.EntriesPath(bundle, layout.PartialTileSize(0, bundle, uint64(size)))))
		if err != nil {
			return nil, err
		}
		var read api.EntryBundle
		if err := read.UnmarshalText(bytes); err != nil {
			return nil, err
		}
		entries = append(entries, read.Entries...)
	}
	return entries[:count], nil
}

// sizeOf believes the checkpoint: this program checks nothing, our reader does.
func sizeOf(checkpoint string) (int, error) {
	bytes, err := os.ReadFile(checkpoint)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	var head f_log.Checkpoint
	if _, err := head.Unmarshal(bytes); err != nil {
		return 0, err
	}
	return int(head.Size), nil
}
