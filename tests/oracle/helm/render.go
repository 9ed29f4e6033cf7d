package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"helm.sh/helm/v4/pkg/action"
	"helm.sh/helm/v4/pkg/chart"
	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/loader"
	"helm.sh/helm/v4/pkg/cli"
	"helm.sh/helm/v4/pkg/cli/values"
	helmcmd "helm.sh/helm/v4/pkg/cmd"
	"helm.sh/helm/v4/pkg/getter"
	release "helm.sh/helm/v4/pkg/release/v1"
	releaseutil "helm.sh/helm/v4/pkg/release/v1/util"
)

// A job is one `helm template`, given as one line of JSON.
type job struct {
	// Args follow `helm template`.
	Args []string `json:"args"`
	// Dir is the folder that the run starts in.
	Dir string `json:"dir"`
	// Stdin is what `-f -` reads.
	Stdin string `json:"stdin"`
	// Fixed puts the stand-ins of standins.go in place of what is random, timed or makes keys.
	Fixed bool `json:"fixed"`
}

// renderAll answers each job with a line `ok N` or `error N` and N bytes: the output, or the error.
func renderAll(in io.Reader, out io.Writer) error {
	jobs := bufio.NewReaderSize(in, 1<<20)
	for {
		line, err := jobs.ReadBytes('\n')
		if len(strings.TrimSpace(string(line))) > 0 {
			answer(line, out)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func answer(line []byte, out io.Writer) {
	var j job
	verdict := "ok"
	text := ""
	err := json.Unmarshal(line, &j)
	if err == nil {
		text, err = j.render()
	}
	if err != nil {
		verdict, text = "error", err.Error()
	}
	fmt.Fprintf(out, "%s %d\n%s", verdict, len(text), text)
}

func (j job) render() (string, error) {
	if j.Dir != "" {
		if err := os.Chdir(j.Dir); err != nil {
			return "", err
		}
	}
	restore, err := lendStdin(j.Stdin)
	if err != nil {
		return "", err
	}
	defer restore()
	command, flags, err := parse(j.Args)
	if err != nil {
		return "", err
	}
	rel, err := install(command, flags, j.Fixed)
	if err != nil {
		if rel != nil {
			err = fmt.Errorf("%w\n\nUse --debug flag to render out invalid YAML", err)
		}
		return "", err
	}
	return printed(rel, flags)
}

// lendStdin lets Helm read the job's own standard input.
func lendStdin(text string) (func(), error) {
	file, err := os.CreateTemp("", "stdin")
	if err != nil {
		return nil, err
	}
	if _, err = file.WriteString(text); err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	ours := os.Stdin
	os.Stdin = file
	return func() {
		os.Stdin = ours
		file.Close()
		os.Remove(file.Name())
	}, err
}

// templateCommand is Helm's own `helm template`, for its flags; it is never executed.
func templateCommand() (*cobra.Command, error) {
	quiet := func(bool) {}
	root, err := helmcmd.NewRootCmd(io.Discard, nil, quiet)
	if err != nil {
		return nil, err
	}
	command, _, err := root.Find([]string{"template"})
	return command, err
}

func parse(args []string) ([]string, *pflag.FlagSet, error) {
	command, err := templateCommand()
	if err != nil {
		return nil, nil, err
	}
	flags := command.Flags()
	flags.SetOutput(io.Discard)
	if err := command.ParseFlags(args); err != nil {
		return nil, nil, err
	}
	return flags.Args(), flags, nil
}

func text(flags *pflag.FlagSet, name string) string {
	if flag := flags.Lookup(name); flag != nil && flag.Changed {
		return flag.Value.String()
	}
	return ""
}

func yes(flags *pflag.FlagSet, name string) bool {
	return text(flags, name) == "true"
}

func texts(flags *pflag.FlagSet, name string) []string {
	flag := flags.Lookup(name)
	if list, ok := flag.Value.(pflag.SliceValue); ok && flag.Changed {
		return list.GetSlice()
	}
	return nil
}

// install takes the steps of Helm's template command over Helm's install action.
func install(args []string, flags *pflag.FlagSet, fixed bool) (*release.Release, error) {
	cfg := action.NewConfiguration(action.ConfigurationSetLogger(slog.DiscardHandler))
	if fixed {
		cfg.CustomTemplateFuncs = standIns()
	}
	client, err := configure(cfg, flags)
	if err != nil {
		return nil, err
	}
	name, ref, err := client.NameAndChart(args)
	if err != nil {
		return nil, err
	}
	client.ReleaseName = name
	settings := cli.New()
	path, err := client.LocateChart(ref, settings)
	if err != nil {
		return nil, err
	}
	vals, err := valueOptions(flags).MergeValues(getter.All(settings))
	if err != nil {
		return nil, err
	}
	loaded, err := load(path)
	if err != nil {
		return nil, err
	}
	rel, err := client.Run(loaded, vals)
	if rel, ok := rel.(*release.Release); ok {
		return rel, err
	}
	return nil, err
}

func configure(cfg *action.Configuration, flags *pflag.FlagSet) (*action.Install, error) {
	client := action.NewInstall(cfg)
	if version := text(flags, "kube-version"); version != "" {
		parsed, err := common.ParseKubeVersion(version)
		if err != nil {
			return nil, fmt.Errorf("invalid kube version '%s': %w", version, err)
		}
		client.KubeVersion = parsed
	}
	client.DryRunStrategy = action.DryRunClient
	client.ReleaseName = "release-name"
	client.Replace = true
	client.Namespace = "default"
	if namespace := text(flags, "namespace"); namespace != "" {
		client.Namespace = namespace
	}
	client.APIVersions = common.VersionSet(texts(flags, "api-versions"))
	client.IncludeCRDs = yes(flags, "include-crds")
	client.DisableHooks = yes(flags, "no-hooks")
	client.GenerateName = yes(flags, "generate-name")
	client.NameTemplate = text(flags, "name-template")
	client.IsUpgrade = yes(flags, "is-upgrade")
	client.SkipSchemaValidation = yes(flags, "skip-schema-validation")
	return client, nil
}

func valueOptions(flags *pflag.FlagSet) *values.Options {
	return &values.Options{
		ValueFiles:    texts(flags, "values"),
		Values:        texts(flags, "set"),
		StringValues:  texts(flags, "set-string"),
		FileValues:    texts(flags, "set-file"),
		JSONValues:    texts(flags, "set-json"),
		LiteralValues: texts(flags, "set-literal"),
	}
}

// load reads a chart and refuses it where Helm's command does, before the action sees it.
func load(path string) (chart.Charter, error) {
	loaded, err := loader.Load(path)
	if err != nil {
		return nil, err
	}
	accessor, err := chart.NewAccessor(loaded)
	if err != nil {
		return nil, err
	}
	if kind := accessor.MetadataAsMap()["Type"]; kind != "" && kind != "application" {
		return nil, fmt.Errorf("%s charts are not installable", kind)
	}
	required := accessor.MetaDependencies()
	if len(required) == 0 {
		return loaded, nil
	}
	if err := action.CheckDependencies(loaded, required); err != nil {
		return nil, fmt.Errorf("an error occurred while checking for chart dependencies. You may need to run 'helm dependency build' to fetch missing dependencies: %w", err)
	}
	return loaded, nil
}

// printed is what the command writes to standard output for a release.
func printed(rel *release.Release, flags *pflag.FlagSet) (string, error) {
	var out strings.Builder
	fmt.Fprintln(&out, strings.TrimSpace(rel.Manifest))
	for _, hook := range rel.Hooks {
		test := slices.Contains(hook.Events, release.HookTest)
		if yes(flags, "no-hooks") || (test && yes(flags, "skip-tests")) {
			continue
		}
		fmt.Fprintf(&out, "---\n# Source: %s\n%s\n", hook.Path, hook.Manifest)
	}
	if only := texts(flags, "show-only"); len(only) > 0 {
		return chosen(out.String(), only)
	}
	return out.String(), nil
}

var sourceLine = regexp.MustCompile("# Source: [^/]+/(.+)")

// chosen keeps the manifests that the patterns of `--show-only` name, in the patterns' order.
func chosen(all string, patterns []string) (string, error) {
	manifests := releaseutil.SplitManifests(all)
	var keys []string
	for key := range manifests {
		keys = append(keys, key)
	}
	sort.Sort(releaseutil.BySplitManifestsOrder(keys))
	var out strings.Builder
	for _, pattern := range patterns {
		found := false
		for _, key := range keys {
			source := sourceLine.FindStringSubmatch(manifests[key])
			if source == nil {
				continue
			}
			if matched, _ := filepath.Match(pattern, source[1]); matched {
				fmt.Fprintf(&out, "---\n%s\n", manifests[key])
				found = true
			}
		}
		if !found {
			return "", fmt.Errorf("could not find template %s in chart", pattern)
		}
	}
	return out.String(), nil
}
