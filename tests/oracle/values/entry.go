package main

import (
	"io/fs"
	"time"
)

// entry is as much of a file's description as `.helmignore` asks for.
type entry struct{ dir bool }

func (e entry) Name() string       { return "" }
func (e entry) Size() int64        { return 0 }
func (e entry) Mode() fs.FileMode  { return 0 }
func (e entry) ModTime() time.Time { return time.Time{} }
func (e entry) IsDir() bool        { return e.dir }
func (e entry) Sys() any           { return nil }
