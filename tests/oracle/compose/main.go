// Command compose is the judge of a compose file of caches: loaded by compose's own code, and each
// service's settings read by the registry that it runs, over the configuration in the registry's image.
//
// Asked with {"path":…}; the result is, by service, what the cache stands for, where it listens and
// keeps, and what compose makes of it. A setting that the registry passes over is an error here.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/distribution/distribution/v3/configuration"
	"github.com/sirupsen/logrus"

	"oracle/verdict"
)

func main() {
	logrus.SetOutput(io.Discard)
	logrus.AddHook(said)
	verdict.Main(verdict.About(judge))
}

// hook keeps what either program warns of.
type hook struct{ lines []string }

var said = &hook{}

func (h *hook) Levels() []logrus.Level {
	return []logrus.Level{logrus.PanicLevel, logrus.FatalLevel, logrus.ErrorLevel, logrus.WarnLevel}
}

func (h *hook) Fire(entry *logrus.Entry) error {
	h.lines = append(h.lines, entry.Message)
	return nil
}

type cache struct {
	Image    string            `json:"image"`
	Remote   string            `json:"remote"`
	Listens  string            `json:"listens"`
	Keeps    string            `json:"keeps"`
	Restart  string            `json:"restart"`
	Networks map[string]string `json:"networks"`
	Volumes  map[string]string `json:"volumes"`
}

func judge(job verdict.Job, ask verdict.Path, text []byte, answer *verdict.Verdict) error {
	said.lines = nil
	details := types.ConfigDetails{
		WorkingDir:  job.Root,
		ConfigFiles: []types.ConfigFile{{Filename: job.Path(ask.Path), Content: text}},
		Environment: types.Mapping{},
	}
	project, err := loader.LoadWithContext(context.Background(), details, func(o *loader.Options) {
		o.SetProjectName("case", true)
	})
	if err != nil {
		return err
	}
	caches := map[string]cache{}
	for name, service := range project.Services {
		if caches[name], err = understood(project, service); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	for _, line := range said.lines {
		answer.Fail("logged: %s", line)
	}
	answer.Result = caches
	return nil
}

func understood(project *types.Project, service types.ServiceConfig) (out cache, err error) {
	out = cache{Image: service.Image, Restart: service.Restart, Networks: map[string]string{}, Volumes: map[string]string{}}
	for name := range service.Networks {
		network := project.Networks[name]
		out.Networks[name] = fmt.Sprintf("%s, external: %v", network.Name, network.External)
	}
	for _, volume := range service.Volumes {
		out.Volumes[volume.Target] = fmt.Sprintf("%s %s", volume.Type, volume.Source)
	}
	settings, err := running(service.Environment)
	if err != nil {
		return out, err
	}
	out.Remote, out.Listens = settings.Proxy.RemoteURL, settings.HTTP.Addr
	out.Keeps = fmt.Sprint(settings.Storage.Parameters()["rootdirectory"])
	return out, nil
}

// running is what the registry comes to with a service's environment.
func running(environment types.MappingWithEquals) (*configuration.Configuration, error) {
	for name, value := range environment {
		if value != nil {
			os.Setenv(name, *value)
			defer os.Unsetenv(name)
		}
	}
	given, err := os.Open(inImage())
	if err != nil {
		return nil, err
	}
	defer given.Close()
	return configuration.Parse(given)
}

// inImage is the configuration that the registry's own image has: it lies in its module.
func inImage() string {
	inside := runtime.FuncForPC(reflect.ValueOf(configuration.Parse).Pointer())
	file, _ := inside.FileLine(inside.Entry())
	root, _, _ := strings.Cut(filepath.ToSlash(file), "/configuration/")
	return filepath.Join(root, "cmd/registry/config-dev.yml")
}
