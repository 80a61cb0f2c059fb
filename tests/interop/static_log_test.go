package main

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const testOrigin = "holder.test.invalid/countersign/main"

// A log as files in memory, with its verifier key; mutations work on a copy.
type staticLog struct {
	files fstest.MapFS
	vkey  string
	size  int64
}

func (l staticLog) copy() staticLog {
	files := fstest.MapFS{}
	for name, file := range l.files {
		files[name] = &fstest.MapFile{Data: bytes.Clone(file.Data)}
	}
	return staticLog{files, l.vkey, l.size}
}

// readLog takes a directory of `ledger export`.
func readLog(directory string) (staticLog, error) {
	files := fstest.MapFS{}
	root := os.DirFS(directory)
	err := fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, path)
		files[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		return staticLog{}, err
	}
	vkey, there := files["log.vkey"]
	if !there {
		return staticLog{}, fmt.Errorf("%s has no log.vkey", directory)
	}
	_, tree, err := openCheckpoint(files, string(vkey.Data))
	return staticLog{files, string(vkey.Data), tree.N}, err
}

// makeLog writes a log of `size` small entries with x/mod's own hashes and tiles.
func makeLog(t testing.TB, size int64) staticLog {
	t.Helper()
	skey, vkey, err := note.GenerateKey(rand.Reader, testOrigin)
	must(t, err)
	signer, err := note.NewSigner(skey)
	must(t, err)
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		read := make([]tlog.Hash, len(indexes))
		for at, index := range indexes {
			read[at] = stored[index]
		}
		return read, nil
	})
	files := fstest.MapFS{}
	bundles := map[int64]*bytes.Buffer{}
	for index := range size {
		entry := []byte(fmt.Sprintf("entry %d of a synthetic log", index))
		hashes, err := tlog.StoredHashes(index, entry, reader)
		must(t, err)
		stored = append(stored, hashes...)
		bundle := bundles[index/tileWidth]
		if bundle == nil {
			bundle = &bytes.Buffer{}
			bundles[index/tileWidth] = bundle
		}
		must(t, binary.Write(bundle, binary.BigEndian, uint16(len(entry))))
		bundle.Write(entry)
	}
	for number, bundle := range bundles {
		files[bundlePath(number, min(size-number*tileWidth, tileWidth))] = &fstest.MapFile{Data: bundle.Bytes()}
	}
	for _, tile := range tlog.NewTiles(tileHeight, 0, size) {
		data, err := tlog.ReadTileData(tile, reader)
		must(t, err)
		files[hashTilePath(tile)] = &fstest.MapFile{Data: data}
	}
	root, err := tlog.TreeHash(size, reader)
	must(t, err)
	files["checkpoint"] = &fstest.MapFile{Data: signed(t, signer, testOrigin, size, root)}
	return staticLog{files, vkey, size}
}

func signed(t testing.TB, signer note.Signer, origin string, size int64, root tlog.Hash) []byte {
	t.Helper()
	text := fmt.Sprintf("%s\n%d\n%s\n", origin, size, base64.StdEncoding.EncodeToString(root[:]))
	checkpoint, err := note.Sign(&note.Note{Text: text}, signer)
	must(t, err)
	return checkpoint
}

// makeProof is the receipt that `ledger prove` would write for one entry.
func makeProof(t testing.TB, log staticLog, index int64) string {
	t.Helper()
	_, tree, err := openCheckpoint(log.files, log.vkey)
	must(t, err)
	proof, err := tlog.ProveRecord(tree.N, index, tlog.TileHashReader(tree, tiles{log.files}))
	must(t, err)
	bundle, err := fs.ReadFile(log.files, bundlePath(index/tileWidth, min(tree.N-index/tileWidth*tileWidth, tileWidth)))
	must(t, err)
	entries, err := splitBundle(bundle, min(tree.N-index/tileWidth*tileWidth, tileWidth))
	must(t, err)
	entry := entries[index%tileWidth]
	extra := append([]byte{0xa1, 0x01, 0x59, byte(len(entry) >> 8), byte(len(entry))}, entry...)
	var text strings.Builder
	fmt.Fprintf(&text, "%s\nextra %s\nindex %d\n", proofHeader, base64.StdEncoding.EncodeToString(extra), index)
	for _, hash := range proof {
		fmt.Fprintf(&text, "%s\n", base64.StdEncoding.EncodeToString(hash[:]))
	}
	return text.String() + "\n" + string(log.files["checkpoint"].Data)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
