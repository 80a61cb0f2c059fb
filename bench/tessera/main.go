// tessera makes a log with Tessera's POSIX driver and prints, as JSON, what that cost: the rival of bench/ledger, and the maker of logs that
// the interop tests read.
//
//	tessera -dir DIR -entries N [-bytes 134] [-adders 16384] [-origin NAME]
package main

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/storage/posix"
	"golang.org/x/mod/sumdb/note"
)

func cpuSeconds() float64 {
	var usage syscall.Rusage
	must(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	seconds := func(t syscall.Timeval) float64 { return float64(t.Sec) + float64(t.Usec)/1e6 }
	return seconds(usage.Utime) + seconds(usage.Stime)
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "tessera:", err)
		os.Exit(74)
	}
}

func main() {
	dir := flag.String("dir", "", "an empty directory for the log")
	entries := flag.Int("entries", 1000, "how many entries")
	size := flag.Int("bytes", 134, "bytes of each entry")
	adders := flag.Int("adders", 16384, "how many add at the same time; the batch is as large")
	origin := flag.String("origin", "log.test.invalid/tessera", "the log's name")
	flag.Parse()
	ctx := context.Background()
	skey, vkey, err := note.GenerateKey(rand.Reader, *origin)
	must(err)
	signer, err := note.NewSigner(skey)
	must(err)
	driver, err := posix.New(ctx, posix.Config{Path: *dir})
	must(err)
	options := tessera.NewAppendOptions().WithCheckpointSigner(signer).WithBatching(uint(*adders), 100*time.Millisecond).
		WithCheckpointInterval(time.Second).WithPushback(uint(2 * *adders))
	appender, shutdown, reader, err := tessera.NewAppender(ctx, driver, options)
	must(err)
	awaiter := tessera.NewPublicationAwaiter(ctx, reader.ReadCheckpoint, 50*time.Millisecond)

	cpu, began := cpuSeconds(), time.Now()
	work := make(chan int, *adders)
	var group sync.WaitGroup
	for range min(*adders, *entries) {
		group.Go(func() {
			for number := range work {
				data := make([]byte, *size)
				binary.BigEndian.PutUint64(data, uint64(number))
				_, err := appender.Add(ctx, tessera.NewEntry(data))()
				must(err)
			}
		})
	}
	for number := range *entries {
		work <- number
	}
	close(work)
	group.Wait()
	last := make([]byte, *size)
	binary.BigEndian.PutUint64(last, uint64(*entries))
	_, _, err = awaiter.Await(ctx, appender.Add(ctx, tessera.NewEntry(last)))
	must(err)
	cpu, wall := cpuSeconds()-cpu, time.Since(began).Seconds()
	must(shutdown(ctx))
	must(os.WriteFile(filepath.Join(*dir, "log.vkey"), []byte(vkey+"\n"), 0o644))
	must(json.NewEncoder(os.Stdout).Encode(map[string]any{"entries": *entries + 1, "cpu": cpu, "wall": wall}))
}
