// The judge of values against schemas: Helm's own check, with its reasons put into one order.
//
// With a folder it writes `expected` into each case that holds schema.json and values.json.
// Without one it reads lines of JSON with "schema" and "values" and answers each with a line.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"helm.sh/helm/v4/pkg/chart/common/util"
	chart "helm.sh/helm/v4/pkg/chart/v2"
)

func verdict(schema []byte, values map[string]any) string {
	c := &chart.Chart{Metadata: &chart.Metadata{Name: "case"}, Schema: schema}
	if err := util.ValidateAgainstSchema(c, values); err != nil {
		return ordered(err.Error())
	}
	return "valid\n"
}

// node is a line of a report and the lines below it, which Go's maps give in any order.
type node struct {
	text string
	sub  []*node
}

func ordered(report string) string {
	root := &node{}
	path := []*node{root}
	for _, line := range strings.SplitAfter(report, "\n") {
		body := strings.TrimLeft(line, " ")
		depth := (len(line) - len(body)) / 2
		if !strings.HasPrefix(body, "- at ") {
			path[len(path)-1].text += line
			continue
		}
		if depth+1 < len(path) {
			path = path[:depth+1]
		}
		child := &node{text: names(strings.TrimSuffix(line, "\n")) + "\n"}
		path[len(path)-1].sub = append(path[len(path)-1].sub, child)
		path = append(path, child)
	}
	var out strings.Builder
	root.write(&out)
	return out.String()
}

// names sorts the properties in a line that lists what may come in any order.
func names(line string) string {
	const before, after = "additional properties ", " not allowed"
	start := strings.Index(line, before)
	if start < 0 || !strings.HasSuffix(line, after) {
		return line
	}
	start += len(before)
	list := strings.Split(line[start:len(line)-len(after)], ", ")
	sort.Strings(list)
	return line[:start] + strings.Join(list, ", ") + after
}

func (n *node) write(out *strings.Builder) {
	out.WriteString(n.text)
	var parts []string
	for _, sub := range n.sub {
		var part strings.Builder
		sub.write(&part)
		parts = append(parts, part.String())
	}
	sort.Strings(parts)
	for _, part := range parts {
		out.WriteString(part)
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func folder(dir string) {
	schemas, err := filepath.Glob(filepath.Join(dir, "*", "schema.json"))
	must(err)
	for _, path := range schemas {
		schema, err := os.ReadFile(path)
		must(err)
		text, err := os.ReadFile(filepath.Join(filepath.Dir(path), "values.json"))
		must(err)
		values := map[string]any{}
		must(json.Unmarshal(text, &values))
		must(os.WriteFile(filepath.Join(filepath.Dir(path), "expected"), []byte(verdict(schema, values)), 0o644))
	}
}

func main() {
	if len(os.Args) > 1 {
		folder(os.Args[1])
		return
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var question struct {
			Schema string
			Values map[string]any
		}
		must(json.Unmarshal(lines.Bytes(), &question))
		answer, err := json.Marshal(verdict([]byte(question.Schema), question.Values))
		must(err)
		fmt.Println(string(answer))
	}
}
