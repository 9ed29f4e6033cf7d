// Command functions is the judge of our template functions: Helm's own table of them, run by Go's
// own text/template.
//
//	functions expect DIR           writes NAME.expected beside every NAME.tpl below DIR
//	functions answer               answers quoted templates, one a line, on standard input
//	functions generate SEED COUNT  prints random quoted templates, one a line
//
// A fixture has a template on every line that is not empty and does not begin with "//"; its
// answer is the output or, after the word error, the error, as a quoted Go string.
package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/template"
	_ "unsafe" // for linkname

	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/engine"
)

// Helm keeps its table to itself.
//
//go:linkname initFunMap helm.sh/helm/v4/pkg/engine.Engine.initFunMap
func initFunMap(e engine.Engine, ctx context.Context, t *template.Template)

func main() {
	if err := enter(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}

func enter(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "expect":
		return filepath.WalkDir(args[1], expect)
	case len(args) == 1 && args[0] == "answer":
		return answerLines(os.Stdin, os.Stdout)
	case len(args) == 3 && args[0] == "generate":
		return generate(args[1], args[2], os.Stdout)
	}
	return fmt.Errorf("expect DIR, answer, or generate SEED COUNT")
}

// expect writes what one fixture is expected to give.
func expect(path string, entry fs.DirEntry, err error) error {
	if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".tpl") {
		return err
	}
	source, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var expected strings.Builder
	for line := range strings.Lines(string(source)) {
		line = strings.TrimSuffix(line, "\n")
		if line != "" && !strings.HasPrefix(line, "//") {
			expected.WriteString(answer(line) + "\n")
		}
	}
	return os.WriteFile(strings.TrimSuffix(path, ".tpl")+".expected", []byte(expected.String()), 0o644)
}

func answerLines(in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<20), 1<<26)
	answers := bufio.NewWriter(out)
	defer answers.Flush()
	for lines.Scan() {
		source, err := strconv.Unquote(lines.Text())
		if err != nil {
			return fmt.Errorf("not a quoted template: %s", lines.Text())
		}
		fmt.Fprintln(answers, answer(source))
	}
	return lines.Err()
}

// answer is what a template gives, on one line.
func answer(source string) string {
	output, err := render(source)
	if err != nil {
		return "error " + strconv.Quote(err.Error())
	}
	return strconv.Quote(output)
}

// render runs one template as Helm's engine does, but keeps Go's own errors.
func render(source string) (string, error) {
	root := template.New("gotpl").Option("missingkey=zero")
	initFunMap(engine.Engine{}, context.Background(), root)
	if _, err := root.New("case").Parse(source); err != nil {
		return "", err
	}
	var out strings.Builder
	err := root.ExecuteTemplate(&out, "case", data())
	return out.String(), err
}

// data is the dot of every template; the test that walks the fixtures has the same.
func data() any {
	return map[string]any{
		"Values": common.Values{"a": map[string]any{"b": "c"}, "list": []any{"x", float64(1), nil, true}},
	}
}
