package main

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"strconv"
	"strings"
	"testing/fstest"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A tampering changes one thing in a copy of the log; it returns false where the log is too small to hold the thing.
type tampering struct {
	name  string
	apply func(*staticLog) bool
}

func (l *staticLog) lastBundle() (path string, width int64) {
	width = (l.size-1)%tileWidth + 1
	return bundlePath((l.size-1)/tileWidth, width), width
}

// The tile of a level that holds the level's last hash, at the width that the log's size gives it; false where the log is too small.
func (l *staticLog) lastTile(level int) (string, bool) {
	hashes := l.size >> (tileHeight * level)
	if hashes == 0 {
		return "", false
	}
	return hashTilePath(tlog.Tile{H: tileHeight, L: level, N: (hashes - 1) / tileWidth, W: int((hashes-1)%tileWidth) + 1}), true
}

func (l *staticLog) flip(path string, at int) bool {
	file, there := l.files[path]
	if !there || len(file.Data) == 0 {
		return false
	}
	if at < 0 {
		at += len(file.Data)
	}
	file.Data[at] ^= 1
	return true
}

func (l *staticLog) flipTile(level, at int) bool {
	path, there := l.lastTile(level)
	return there && l.flip(path, at)
}

func (l *staticLog) editCheckpoint(line int, edit func(string) string) bool {
	lines := strings.Split(string(l.files["checkpoint"].Data), "\n")
	lines[line] = edit(lines[line])
	l.files["checkpoint"] = &fstest.MapFile{Data: []byte(strings.Join(lines, "\n"))}
	return true
}

func (l *staticLog) editBundle(edit func([][]byte) [][]byte) bool {
	path, width := l.lastBundle()
	entries, err := splitBundle(l.files[path].Data, width)
	if err != nil {
		return false
	}
	var bundle []byte
	for _, entry := range edit(append([][]byte{}, entries...)) {
		bundle = binary.BigEndian.AppendUint16(bundle, uint16(len(entry)))
		bundle = append(bundle, entry...)
	}
	if bytes.Equal(bundle, l.files[path].Data) {
		return false
	}
	l.files[path] = &fstest.MapFile{Data: bundle}
	return true
}

func addToSize(by int64) func(string) string {
	return func(text string) string {
		size, _ := strconv.ParseInt(text, 10, 64)
		return strconv.FormatInt(size+by, 10)
	}
}

func flipBase64(at int) func(string) string {
	return func(text string) string {
		fields := strings.Fields(text)
		raw, _ := base64.StdEncoding.DecodeString(fields[len(fields)-1])
		raw[at] ^= 1
		fields[len(fields)-1] = base64.StdEncoding.EncodeToString(raw)
		return strings.Join(fields, " ")
	}
}

var tamperings = []tampering{
	{"a bit of the first entry", func(l *staticLog) bool { return l.flip(bundlePath(0, min(l.size, tileWidth)), 2) }},
	{"a bit of the last entry", func(l *staticLog) bool { path, _ := l.lastBundle(); return l.flip(path, -1) }},
	{"a bit of an entry's length", func(l *staticLog) bool { path, _ := l.lastBundle(); return l.flip(path, 1) }},
	{"a bit of a tile of the first level", func(l *staticLog) bool { return l.flipTile(0, 0) }},
	{"a bit of a tile of the second level", func(l *staticLog) bool { return l.flipTile(1, 0) }},
	{"a bit of a tile of the third level", func(l *staticLog) bool { return l.flipTile(2, 5) }},
	{"two entries exchanged", func(l *staticLog) bool {
		return l.editBundle(func(entries [][]byte) [][]byte {
			entries[0], entries[len(entries)-1] = entries[len(entries)-1], entries[0]
			return entries
		})
	}},
	{"the last entry cut away", func(l *staticLog) bool {
		return l.editBundle(func(entries [][]byte) [][]byte { return entries[:len(entries)-1] })
	}},
	{"an entry more in the bundle", func(l *staticLog) bool {
		return l.editBundle(func(entries [][]byte) [][]byte { return append(entries, entries[0]) })
	}},
	{"an entry emptied", func(l *staticLog) bool {
		return l.editBundle(func(entries [][]byte) [][]byte { entries[0] = nil; return entries })
	}},
	{"half a tile", func(l *staticLog) bool {
		path, _ := l.lastTile(0)
		l.files[path].Data = l.files[path].Data[:len(l.files[path].Data)/2]
		return true
	}},
	{"a hash more in a tile", func(l *staticLog) bool {
		path, _ := l.lastTile(0)
		l.files[path].Data = append(l.files[path].Data, make([]byte, tlog.HashSize)...)
		return true
	}},
	{"a tile taken away", func(l *staticLog) bool { path, _ := l.lastTile(0); delete(l.files, path); return true }},
	{"a bundle taken away", func(l *staticLog) bool { path, _ := l.lastBundle(); delete(l.files, path); return true }},
	{"no checkpoint", func(l *staticLog) bool { delete(l.files, "checkpoint"); return true }},
	{"an entry more in the checkpoint", func(l *staticLog) bool { return l.editCheckpoint(1, addToSize(1)) }},
	{"an entry fewer in the checkpoint", func(l *staticLog) bool { return l.editCheckpoint(1, addToSize(-1)) }},
	{"a size not in canonical form", func(l *staticLog) bool {
		return l.editCheckpoint(1, func(text string) string { return "0" + text })
	}},
	{"another origin", func(l *staticLog) bool {
		return l.editCheckpoint(0, func(text string) string { return "other." + text })
	}},
	{"a bit of the root", func(l *staticLog) bool { return l.editCheckpoint(2, flipBase64(7)) }},
	{"a bit of the signature", func(l *staticLog) bool { return l.editCheckpoint(4, flipBase64(20)) }},
	{"an unknown key's signature alone", func(l *staticLog) bool { return l.editCheckpoint(4, flipBase64(0)) }},
	{"a line after the root", func(l *staticLog) bool {
		return l.editCheckpoint(2, func(text string) string { return text + "\nextension" })
	}},
	{"another key of the same name", func(l *staticLog) bool { l.vkey = otherKey(l.vkey); return true }},
}

// A sound key of the same name that signed nothing here.
func otherKey(vkey string) string {
	name, _, _ := strings.Cut(vkey, "+")
	_, other, err := note.GenerateKey(rand.Reader, name)
	if err != nil {
		panic(err)
	}
	return other
}
