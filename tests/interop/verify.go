// Package main is the outside verifier: it reads what `countersign ledger export` and `countersign ledger prove` wrote, with the Go
// checksum database's own code (golang.org/x/mod/sumdb: note, tlog) and no Merkle code of its own.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8 // C2SP tlog-tiles fixes it
	tileWidth  = 1 << tileHeight
	// Every entry of a log up to this size is proven one by one; in a larger one the first and last of each bundle are, and every entry's
	// hash is read through tiles that are checked against the root.
	provenOneByOneMax = 4096
	entryBytesMax     = 4096
)

// Report says what was verified.
type Report struct {
	Tree    tlog.Tree
	Origin  string
	Entries int64
	Proofs  int64
	// Handovers counts the checkpoints that hand over from one key of the log to the next.
	Handovers int
}

// Verify checks a static log directory: the checkpoint's signature, every tile against its root, every entry of every bundle against the
// tiles, inclusion proofs, and consistency with smaller trees.
func Verify(log fs.FS, vkey string) (Report, error) {
	origin, tree, err := openCheckpoint(log, vkey)
	if err != nil {
		return Report{}, err
	}
	report := Report{Tree: tree, Origin: origin}
	if tree.N == 0 {
		empty, err := tlog.TreeHash(0, nil)
		if err != nil || empty != tree.Hash {
			return report, errors.New("the root of the empty log is wrong")
		}
		return report, nil
	}
	hashes := tlog.TileHashReader(tree, tiles{log})
	if root, err := tlog.TreeHash(tree.N, hashes); err != nil || root != tree.Hash {
		return report, fmt.Errorf("the tiles do not have the checkpoint's root: %v", err)
	}
	for first := int64(0); first < tree.N; first += tileWidth {
		if err := verifyBundle(log, tree, hashes, first, &report); err != nil {
			return report, err
		}
	}
	if err := verifyHandovers(log, vkey, tree, hashes, &report); err != nil {
		return report, err
	}
	return report, verifyConsistency(tree, hashes)
}

func openCheckpoint(log fs.FS, vkey string) (string, tlog.Tree, error) {
	bytes, err := fs.ReadFile(log, "checkpoint")
	if err != nil {
		return "", tlog.Tree{}, err
	}
	return openNote(bytes, vkey)
}

func openNote(bytes []byte, vkey string) (string, tlog.Tree, error) {
	keys, err := readKeys(vkey)
	if err != nil {
		return "", tlog.Tree{}, fmt.Errorf("log.vkey: %w", err)
	}
	opened, err := note.Open(bytes, note.VerifierList(keys.verifiers()...))
	if err != nil {
		return "", tlog.Tree{}, fmt.Errorf("checkpoint: %w", err)
	}
	tree, err := parseCheckpoint(opened.Text, keys.name())
	if err != nil {
		return "", tlog.Tree{}, err
	}
	return keys.name(), tree, keys.haveSigned(opened, tree.N)
}

// A checkpoint of this log has three lines: origin, size, root; no extension.
func parseCheckpoint(text, origin string) (tlog.Tree, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return tlog.Tree{}, errors.New("checkpoint: not three lines")
	}
	if lines[0] != origin {
		return tlog.Tree{}, fmt.Errorf("checkpoint: of another log, %q", lines[0])
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return tlog.Tree{}, errors.New("checkpoint: the size is not canonical")
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tlog.Tree{}, errors.New("checkpoint: the root is not 32 bytes")
	}
	return tlog.Tree{N: size, Hash: tlog.Hash(root)}, nil
}

func verifyBundle(log fs.FS, tree tlog.Tree, hashes tlog.HashReader, first int64, report *Report) error {
	width := min(tree.N-first, tileWidth)
	path := bundlePath(first/tileWidth, width)
	bytes, err := fs.ReadFile(log, path)
	if err != nil {
		return err
	}
	entries, err := splitBundle(bytes, width)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	indexes := make([]int64, width)
	for at := range indexes {
		indexes[at] = tlog.StoredHashIndex(0, first+int64(at))
	}
	stored, err := hashes.ReadHashes(indexes)
	if err != nil {
		return err
	}
	for at, entry := range entries {
		if tlog.RecordHash(entry) != stored[at] {
			return fmt.Errorf("%s: entry %d is not the one in the tree", path, first+int64(at))
		}
		if tree.N <= provenOneByOneMax || at == 0 || int64(at) == width-1 {
			if err := verifyEntry(tree, hashes, first+int64(at), entry); err != nil {
				return err
			}
			report.Proofs++
		}
	}
	report.Entries += width
	return nil
}

func verifyEntry(tree tlog.Tree, hashes tlog.HashReader, index int64, entry []byte) error {
	proof, err := tlog.ProveRecord(tree.N, index, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry))
}

func verifyConsistency(tree tlog.Tree, hashes tlog.HashReader) error {
	for _, size := range []int64{1, tree.N / 2, tree.N - 1} {
		if size < 1 {
			continue
		}
		old, err := tlog.TreeHash(size, hashes)
		if err != nil {
			return err
		}
		proof, err := tlog.ProveTree(tree.N, size, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, size, old); err != nil {
			return fmt.Errorf("not consistent with the tree of %d entries: %w", size, err)
		}
	}
	return nil
}

// splitBundle: each entry is a 2-byte big-endian length and its bytes; nothing follows the last.
func splitBundle(bytes []byte, width int64) ([][]byte, error) {
	entries := make([][]byte, 0, width)
	for range width {
		if len(bytes) < 2 {
			return nil, errors.New("the bundle ends early")
		}
		length := int(binary.BigEndian.Uint16(bytes))
		if length > entryBytesMax || len(bytes) < 2+length {
			return nil, errors.New("an entry's length does not fit")
		}
		entries = append(entries, bytes[2:2+length])
		bytes = bytes[2+length:]
	}
	if len(bytes) != 0 {
		return nil, errors.New("bytes after the last entry")
	}
	return entries, nil
}

// tiles reads C2SP paths for tlog.TileHashReader, which does the checking.
type tiles struct{ log fs.FS }

func (t tiles) Height() int                         { return tileHeight }
func (t tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (t tiles) ReadTiles(asked []tlog.Tile) ([][]byte, error) {
	read := make([][]byte, len(asked))
	for at, tile := range asked {
		bytes, err := fs.ReadFile(t.log, hashTilePath(tile))
		if err != nil {
			return nil, err
		}
		if len(bytes) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s: not %d hashes", hashTilePath(tile), tile.W)
		}
		read[at] = bytes
	}
	return read, nil
}

// x/mod writes tile/<height>/<level>/<N>[.p/<W>]; C2SP has no height in the path and says entries for data.
func hashTilePath(tile tlog.Tile) string {
	return "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/")
}

func bundlePath(number, width int64) string {
	path := tlog.Tile{H: tileHeight, L: -1, N: number, W: int(width)}.Path()
	return "tile/entries/" + strings.TrimPrefix(path, "tile/8/data/")
}
