package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	_ "unsafe" // for go:linkname

	_ "github.com/Masterminds/sprig/v3" // the package that sprigFunctions reaches into
	"github.com/spf13/pflag"
	"helm.sh/helm/v3/pkg/action"
	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/cli"
	"helm.sh/helm/v3/pkg/cli/values"
	"helm.sh/helm/v3/pkg/getter"
	"helm.sh/helm/v3/pkg/release"
	"helm.sh/helm/v3/pkg/releaseutil"
)

// The version that the real binary is built for; a plain build would believe in 1.20.
const kubernetes = "v1.37.0"

// sprigFunctions is sprig's own table: Helm 3 takes no functions from others, so that the stand-ins
// have to go where it finds sprig's.
//
//go:linkname sprigFunctions github.com/Masterminds/sprig/v3.genericMap
var sprigFunctions map[string]any

// A job is one `helm template`, given as one line of JSON.
type job struct {
	Args  []string `json:"args"`
	Dir   string   `json:"dir"`
	Stdin string   `json:"stdin"`
	Fixed bool     `json:"fixed"`
}

// options are the flags of `helm template` that decide what is printed.
type options struct {
	values                                        values.Options
	namespace, kubeVersion, nameTemplate          string
	apiVersions, showOnly                         []string
	includeCRDs, noHooks, skipTests, generateName bool
	isUpgrade, skipSchema, skipCRDs               bool
}

// renderAll answers each job with a line `ok N` or `error N` and N bytes: the output, or the error.
func renderAll(in io.Reader, out io.Writer) error {
	real := maps.Clone(sprigFunctions)
	fixed := standIns()
	jobs := bufio.NewReaderSize(in, 1<<20)
	for {
		line, err := jobs.ReadBytes('\n')
		if len(strings.TrimSpace(string(line))) > 0 {
			var j job
			text := ""
			failure := json.Unmarshal(line, &j)
			if failure == nil {
				maps.Copy(sprigFunctions, real)
				if j.Fixed {
					maps.Copy(sprigFunctions, fixed)
				}
				text, failure = j.render()
			}
			verdict := "ok"
			if failure != nil {
				verdict, text = "error", failure.Error()
			}
			fmt.Fprintf(out, "%s %d\n%s", verdict, len(text), text)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
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
	args, o, err := parse(j.Args)
	if err != nil {
		return "", err
	}
	rel, err := o.install(args)
	if err != nil {
		if rel != nil {
			err = fmt.Errorf("%w\n\nUse --debug flag to render out invalid YAML", err)
		}
		return "", err
	}
	return o.printed(rel)
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

func parse(args []string) ([]string, *options, error) {
	o := &options{}
	flags := pflag.NewFlagSet("template", pflag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringSliceVarP(&o.values.ValueFiles, "values", "f", nil, "")
	flags.StringArrayVar(&o.values.Values, "set", nil, "")
	flags.StringArrayVar(&o.values.StringValues, "set-string", nil, "")
	flags.StringArrayVar(&o.values.FileValues, "set-file", nil, "")
	flags.StringArrayVar(&o.values.JSONValues, "set-json", nil, "")
	flags.StringArrayVar(&o.values.LiteralValues, "set-literal", nil, "")
	flags.StringVarP(&o.namespace, "namespace", "n", "default", "")
	flags.StringVar(&o.kubeVersion, "kube-version", "", "")
	flags.StringVar(&o.nameTemplate, "name-template", "", "")
	flags.StringSliceVarP(&o.apiVersions, "api-versions", "a", nil, "")
	flags.StringArrayVarP(&o.showOnly, "show-only", "s", nil, "")
	flags.BoolVar(&o.includeCRDs, "include-crds", false, "")
	flags.BoolVar(&o.skipCRDs, "skip-crds", false, "")
	flags.BoolVar(&o.noHooks, "no-hooks", false, "")
	flags.BoolVar(&o.skipTests, "skip-tests", false, "")
	flags.BoolVarP(&o.generateName, "generate-name", "g", false, "")
	flags.BoolVar(&o.isUpgrade, "is-upgrade", false, "")
	flags.BoolVar(&o.skipSchema, "skip-schema-validation", false, "")
	err := flags.Parse(args)
	return flags.Args(), o, err
}

// install takes the steps of Helm's template command over Helm's install action.
func (o *options) install(args []string) (*release.Release, error) {
	client := action.NewInstall(&action.Configuration{Log: func(string, ...any) {}})
	version := o.kubeVersion
	if version == "" {
		version = kubernetes
	}
	parsed, err := chartutil.ParseKubeVersion(version)
	if err != nil {
		return nil, fmt.Errorf("invalid kube version '%s': %s", version, err)
	}
	client.KubeVersion = parsed
	client.DryRunOption = "true"
	client.DryRun = true
	client.ReleaseName = "release-name"
	client.Replace = true
	client.ClientOnly = true
	client.Namespace = o.namespace
	client.APIVersions = o.apiVersions
	client.IncludeCRDs = o.includeCRDs
	client.SkipCRDs = o.skipCRDs
	client.DisableHooks = o.noHooks
	client.GenerateName = o.generateName
	client.NameTemplate = o.nameTemplate
	client.IsUpgrade = o.isUpgrade
	client.SkipSchemaValidation = o.skipSchema
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
	vals, err := o.values.MergeValues(getter.All(settings))
	if err != nil {
		return nil, err
	}
	loaded, err := load(path)
	if err != nil {
		return nil, err
	}
	return client.Run(loaded, vals)
}

// load reads a chart and refuses it where Helm's command does, before the action sees it.
func load(path string) (*chart.Chart, error) {
	loaded, err := loader.Load(path)
	if err != nil {
		return nil, err
	}
	if kind := loaded.Metadata.Type; kind != "" && kind != "application" {
		return nil, fmt.Errorf("%s charts are not installable", kind)
	}
	if required := loaded.Metadata.Dependencies; required != nil {
		if err := action.CheckDependencies(loaded, required); err != nil {
			return nil, fmt.Errorf("An error occurred while checking for chart dependencies. You may need to run `helm dependency build` to fetch missing dependencies: %w", err)
		}
	}
	return loaded, nil
}

// printed is what the command writes to standard output for a release.
func (o *options) printed(rel *release.Release) (string, error) {
	var out strings.Builder
	fmt.Fprintln(&out, strings.TrimSpace(rel.Manifest))
	for _, hook := range rel.Hooks {
		if o.noHooks || o.skipTests && slices.Contains(hook.Events, release.HookTest) {
			continue
		}
		fmt.Fprintf(&out, "---\n# Source: %s\n%s\n", hook.Path, hook.Manifest)
	}
	if len(o.showOnly) > 0 {
		return chosen(out.String(), o.showOnly)
	}
	return out.String(), nil
}

var sourceLine = regexp.MustCompile("# Source: [^/]+/(.+)")

// chosen keeps the manifests that the patterns of `--show-only` name, in the patterns' order.
func chosen(all string, patterns []string) (string, error) {
	manifests := releaseutil.SplitManifests(all)
	keys := slices.Collect(maps.Keys(manifests))
	sort.Sort(releaseutil.BySplitManifestsOrder(keys))
	var out strings.Builder
	for _, pattern := range patterns {
		before := out.Len()
		for _, key := range keys {
			source := sourceLine.FindStringSubmatch(manifests[key])
			if source == nil {
				continue
			}
			if matched, _ := filepath.Match(pattern, source[1]); matched {
				fmt.Fprintf(&out, "---\n%s\n", manifests[key])
			}
		}
		if out.Len() == before {
			return "", fmt.Errorf("could not find template %s in chart", pattern)
		}
	}
	return out.String(), nil
}
