// Package verdict is what all judges of node configuration share: how they are asked, the one form
// in which they say what a program understood, and the walk over their cases.
//
// It may not judge, and depends on nothing but Go's own library.
package verdict

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Endpoint is one place that a node asks, as the program resolved it.
type Endpoint struct {
	URL          string              `json:"url"`
	Override     bool                `json:"override,omitempty"`
	Capabilities []string            `json:"capabilities,omitempty"`
	CA           []string            `json:"ca,omitempty"`
	Client       []string            `json:"client,omitempty"`
	SkipVerify   bool                `json:"skip_verify,omitempty"`
	Headers      map[string][]string `json:"headers,omitempty"`
	Auth         string              `json:"auth,omitempty"`
	Rewrite      map[string]string   `json:"rewrite,omitempty"`
}

// Upstream is what was understood for one registry.
type Upstream struct {
	Endpoints []Endpoint `json:"endpoints"`
	// Fallback says that the registry itself is asked when the others have failed.
	Fallback bool `json:"fallback"`
	// Asked are the requests for one image, in order, where the judge makes them.
	Asked []string `json:"asked,omitempty"`
}

// Verdict is the whole answer; input that is broken or ignored is in Errors.
type Verdict struct {
	Upstreams map[string]Upstream `json:"upstreams,omitempty"`
	Errors    []string            `json:"errors,omitempty"`
	// Result is a configuration or an object as it came out, where that is what was asked.
	Result any `json:"result,omitempty"`
}

// Fail adds an error.
func (v *Verdict) Fail(format string, args ...any) {
	v.Errors = append(v.Errors, fmt.Sprintf(format, args...))
}

// Job is one question: files laid under Root, and what is asked about them.
type Job struct {
	Root string
	Ask  json.RawMessage
}

// Path is a file of the job.
func (j Job) Path(name string) string { return filepath.Join(j.Root, filepath.FromSlash(name)) }

// Read is a file's bytes.
func (j Job) Read(name string) ([]byte, error) { return os.ReadFile(j.Path(name)) }

// Judge answers a job.
type Judge func(Job) Verdict

// Asking is a judge that is asked with a Q. A word that Q has no place for is an error, and so is
// what the function ends with.
func Asking[Q any](judge func(Job, Q, *Verdict) error) Judge {
	return func(job Job) (answer Verdict) {
		var ask Q
		words := json.NewDecoder(bytes.NewReader(job.Ask))
		words.DisallowUnknownFields()
		err := words.Decode(&ask)
		if err == nil {
			err = judge(job, ask, &answer)
		}
		if err != nil {
			answer.Fail("%v", err)
		}
		return answer
	}
}

// About is a judge that is asked about one file, whose path is a word of Q.
func About[Q interface{ File() string }](judge func(Job, Q, []byte, *Verdict) error) Judge {
	return Asking(func(job Job, ask Q, answer *Verdict) error {
		text, err := job.Read(ask.File())
		if err != nil {
			return err
		}
		return judge(job, ask, text, answer)
	})
}

// Path is a question that names its file and nothing else.
type Path struct{ Path string }

// File is the path that was asked about.
func (p Path) File() string { return p.Path }

// Main is a judge's command line: `cases DIR [--bless]`, or lines of JSON with "files" (or "dir")
// and "ask" on standard input, each answered with a line.
func Main(judge Judge) {
	var err error
	if len(os.Args) > 2 && os.Args[1] == "cases" {
		err = cases(judge, os.Args[2], len(os.Args) > 3 && os.Args[3] == "--bless")
	} else {
		err = lines(judge)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}

func lines(judge Judge) error {
	in := bufio.NewReader(os.Stdin)
	decoder, out := json.NewDecoder(in), json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for decoder.More() {
		var line struct {
			Files map[string]string
			Dir   string
			Ask   json.RawMessage
		}
		if err := decoder.Decode(&line); err != nil {
			return err
		}
		answer, err := laid(judge, line.Files, line.Dir, line.Ask)
		if err != nil {
			return err
		}
		if err := out.Encode(answer); err != nil {
			return err
		}
	}
	return nil
}

// laid copies the files to a place of their own, which no answer names, and asks there.
func laid(judge Judge, files map[string]string, dir string, ask json.RawMessage) (Verdict, error) {
	root, err := os.MkdirTemp("", "judge")
	if err != nil {
		return Verdict{}, err
	}
	defer os.RemoveAll(root)
	if dir != "" {
		if err := os.CopyFS(root, os.DirFS(dir)); err != nil {
			return Verdict{}, err
		}
	}
	for name, text := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return Verdict{}, err
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return Verdict{}, err
		}
	}
	answer := asked(judge, Job{Root: root, Ask: ask})
	for i, text := range answer.Errors {
		answer.Errors[i] = strings.ReplaceAll(text, root, "")
	}
	return answer, nil
}

// asked turns a judge's panic into an error: it is the parser's, and a finding.
func asked(judge Judge, job Job) (answer Verdict) {
	defer func() {
		if r := recover(); r != nil {
			answer = Verdict{Errors: []string{fmt.Sprint("panic: ", r)}}
		}
	}()
	return judge(job)
}

// cases asks about each folder below dir that holds ask.json, with the files in its folder files,
// and compares with (or writes) its verdict.json.
func cases(judge Judge, dir string, bless bool) error {
	same, all := 0, 0
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Name() != "ask.json" {
			return err
		}
		folder := filepath.Dir(path)
		given, err := answerOf(judge, folder)
		if err != nil {
			return fmt.Errorf("%s: %w", folder, err)
		}
		golden := filepath.Join(folder, "verdict.json")
		if bless {
			return os.WriteFile(golden, given, 0o644)
		}
		wanted, err := os.ReadFile(golden)
		all++
		if err == nil && bytes.Equal(given, wanted) {
			same++
			return nil
		}
		fmt.Printf("%s differs; now:\n%s", folder, given)
		return nil
	})
	if err == nil && !bless {
		fmt.Printf("%d of %d cases as before\n", same, all)
	}
	if err == nil && same != all {
		err = fmt.Errorf("%d cases differ", all-same)
	}
	return err
}

func answerOf(judge Judge, folder string) ([]byte, error) {
	ask, err := os.ReadFile(filepath.Join(folder, "ask.json"))
	if err != nil {
		return nil, err
	}
	files := filepath.Join(folder, "files")
	if _, err := os.Stat(files); err != nil {
		files = ""
	}
	answer, err := laid(judge, nil, files, ask)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err = encoder.Encode(answer)
	return out.Bytes(), err
}

// Imports makes the absolute imports of each TOML file of a job point into the job.
func Imports(job Job) error {
	return filepath.WalkDir(job.Root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".toml" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		lines := strings.SplitAfter(string(text), "\n")
		for i, line := range lines {
			if strings.HasPrefix(strings.TrimSpace(line), "imports") {
				for _, quote := range []string{`"`, `'`} {
					lines[i] = strings.ReplaceAll(lines[i], quote+"/", quote+job.Root+"/")
				}
			}
		}
		return os.WriteFile(path, []byte(strings.Join(lines, "")), 0o600)
	})
}
