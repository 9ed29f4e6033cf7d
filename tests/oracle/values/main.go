// A judge for values and names: reads questions, one JSON object a line, and answers each with
// what Helm's own packages say, one JSON object a line.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gobwas/glob"

	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/cli/values"
	"helm.sh/helm/v4/pkg/getter"
	"helm.sh/helm/v4/pkg/ignore"
	"helm.sh/helm/v4/pkg/release/v1/util"
)

type question struct {
	Op   string   `json:"op"`
	Args []string `json:"args"`
}

type answer struct {
	Out string `json:"out"`
	Err string `json:"err,omitempty"`
}

// The flags are given in pairs of a name and an argument.
func set(args []string) (any, error) {
	options := values.Options{}
	for i := 0; i+1 < len(args); i += 2 {
		list := map[string]*[]string{
			"--set": &options.Values, "--set-string": &options.StringValues,
			"--set-json": &options.JSONValues, "--set-literal": &options.LiteralValues,
			"--set-file": &options.FileValues, "--values": &options.ValueFiles,
		}[args[i]]
		*list = append(*list, args[i+1])
	}
	return options.MergeValues(getter.Providers{})
}

func ask(q question) (any, error) {
	switch q.Op {
	case "set":
		return set(q.Args)
	case "values":
		return loader.LoadValues(bytes.NewReader([]byte(q.Args[0])))
	case "glob":
		g, err := glob.Compile(q.Args[0], '/')
		if err != nil {
			return "malformed", nil
		}
		return g.Match(q.Args[1]), nil
	case "match":
		ok, err := filepath.Match(q.Args[0], q.Args[1])
		if err != nil {
			return "malformed", nil
		}
		return ok, nil
	case "ignore":
		rules, err := ignore.Parse(bytes.NewReader([]byte(q.Args[0])))
		if err != nil {
			return nil, err
		}
		rules.AddDefaults()
		return rules.Ignore(q.Args[1], entry{dir: q.Args[2] == "dir"}), nil
	case "split":
		documents := util.SplitManifests(q.Args[0])
		list := make([]string, len(documents))
		for i := range list {
			list[i] = documents[fmt.Sprintf("manifest-%d", i)]
		}
		return list, nil
	case "kube-version":
		return common.ParseKubeVersion(q.Args[0])
	case "api-versions":
		return common.DefaultVersionSet, nil
	}
	return nil, fmt.Errorf("unknown question %q", q.Op)
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for {
		line, err := in.ReadBytes('\n')
		if len(line) == 0 || err != nil {
			return
		}
		var q question
		var a answer
		if err := json.Unmarshal(line, &q); err != nil {
			a.Err = "judge: " + err.Error()
		} else if result, err := ask(q); err != nil {
			a.Err = err.Error()
		} else if text, err := json.Marshal(result); err != nil {
			a.Err = "judge: " + err.Error()
		} else {
			a.Out = string(text)
		}
		text, _ := json.Marshal(a)
		out.Write(append(text, '\n'))
	}
}
