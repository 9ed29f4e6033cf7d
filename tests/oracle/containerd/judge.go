// Package containerd is what the judges of several containerds share: how they are asked, what a
// configuration comes to, and a transport that only notes down.
//
// It may not name a type of containerd's: those differ from version to version.
package containerd

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"sort"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/sirupsen/logrus"

	"oracle/verdict"
)

// clock is what a log line begins with, and no two runs share.
var clock = regexp.MustCompile(`(?m)^time="[^"]*" `)

const itself = "JUDGE_IS_CONTAINERD"

// Judge is one containerd.
type Judge struct {
	// Run is its own command line.
	Run func(arguments []string) error
	// Hosts is what its resolver makes of hosts directories.
	Hosts func(job verdict.Job, roots string, images []string) verdict.Verdict
	// Settings finds in its whole configuration what matters here.
	Settings func(tree map[string]any) Settings
}

// Settings are parts of a configuration, which lie elsewhere in every version.
type Settings struct{ Registry, Sandbox, Runtimes any }

// Main is the judge's command line, and containerd's own where the judge starts itself.
func (j Judge) Main() {
	if os.Getenv(itself) != "" {
		if err := j.Run(os.Args); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	logrus.SetOutput(io.Discard)
	logrus.AddHook(logged)
	verdict.Main(verdict.Asking(j.judge))
}

// hook keeps what containerd logs as a warning or worse.
type hook struct{ lines []string }

var logged = &hook{}

func (h *hook) Levels() []logrus.Level {
	return []logrus.Level{logrus.PanicLevel, logrus.FatalLevel, logrus.ErrorLevel, logrus.WarnLevel}
}

func (h *hook) Fire(entry *logrus.Entry) error {
	h.lines = append(h.lines, fmt.Sprintf("logged: %s: %v", entry.Message, entry.Data[logrus.ErrorKey]))
	return nil
}

type question struct {
	Kind, Roots, Path string
	Images            []string
	Whole             bool
}

func (j Judge) judge(job verdict.Job, ask question, answer *verdict.Verdict) error {
	logged.lines = nil
	switch ask.Kind {
	case "hosts":
		*answer = j.Hosts(job, ask.Roots, ask.Images)
	case "config":
		*answer = j.effective(job, ask.Path, ask.Whole)
	case "default":
		text, err := itselfRun("config", "default")
		if err != nil {
			return err
		}
		answer.Result = text
	default:
		return fmt.Errorf("unknown kind %q", ask.Kind)
	}
	for _, line := range logged.lines {
		if len(answer.Errors) == 0 || answer.Errors[len(answer.Errors)-1] != line {
			answer.Errors = append(answer.Errors, line)
		}
	}
	return nil
}

func itselfRun(arguments ...string) (string, error) {
	program, err := os.Executable()
	if err != nil {
		return "", err
	}
	child := exec.Command(program, arguments...)
	child.Env = append(os.Environ(), itself+"=1")
	var out, said bytes.Buffer
	child.Stdout, child.Stderr = &out, &said
	if err := child.Run(); err != nil {
		return "", fmt.Errorf("containerd: %s", clock.ReplaceAllString(strings.TrimSpace(said.String()), ""))
	}
	return out.String(), nil
}

// effective is the configuration that containerd comes to, with all its imports.
func (j Judge) effective(job verdict.Job, path string, whole bool) (answer verdict.Verdict) {
	if err := verdict.Imports(job); err != nil {
		answer.Fail("%v", err)
		return answer
	}
	text, err := itselfRun("--config", job.Path(path), "config", "dump")
	if err != nil {
		answer.Fail("%v", err)
		return answer
	}
	var tree map[string]any
	if err := toml.Unmarshal([]byte(text), &tree); err != nil {
		answer.Fail("%v", err)
		return answer
	}
	cri := j.Settings(tree)
	runtimes, _ := cri.Runtimes.(map[string]any)
	result := map[string]any{
		"config_path":    At(cri.Registry, "config_path"),
		"sandbox":        cri.Sandbox,
		"runtimes":       names(runtimes),
		"systemd_cgroup": At(runtimes, "runc", "options", "SystemdCgroup"),
	}
	mirrors, _ := At(cri.Registry, "mirrors").(map[string]any)
	if len(mirrors) > 0 && result["config_path"] != "" {
		answer.Fail("the CRI plugin refuses `mirrors` beside `config_path`")
	}
	if whole {
		delete(tree, "imports")
		result["whole"] = tree
	}
	answer.Result = result
	return answer
}

// At is what lies at a path of a tree; nothing where there is no such path.
func At(tree any, keys ...string) any {
	for _, key := range keys {
		table, _ := tree.(map[string]any)
		tree = table[key]
	}
	return tree
}

func names(table map[string]any) []string {
	out := []string{}
	for name := range table {
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}
