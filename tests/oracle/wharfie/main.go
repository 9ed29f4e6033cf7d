// Command wharfie is the judge of registries.yaml, as K3s and RKE2 read it.
//
// Asked with {"path":…,"images":[…],"no_default":bool}. A key that the parser drops in silence is
// an error here. Nothing leaves the machine: requests go to a proxy in this process.
package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"sort"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/rancher/wharfie/pkg/registries"
	"github.com/sirupsen/logrus"
	"gopkg.in/yaml.v2"

	"oracle/verdict"
)

func main() {
	proxy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
	go func() {
		_ = http.Serve(proxy, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusBadGateway)
		}))
	}()
	for _, variable := range []string{"HTTP_PROXY", "HTTPS_PROXY"} {
		os.Setenv(variable, "http://"+proxy.Addr().String())
	}
	logrus.SetOutput(io.Discard)
	logrus.SetLevel(logrus.DebugLevel)
	logrus.AddHook(said)
	verdict.Main(verdict.About(judge))
}

// hook keeps the endpoints that the parser tries, which it tells nowhere else, and its warnings.
type hook struct{ tried, warned []string }

var said = &hook{}

func (h *hook) Levels() []logrus.Level { return logrus.AllLevels }

func (h *hook) Fire(entry *logrus.Entry) error {
	if url, ok := strings.CutPrefix(entry.Message, "Trying endpoint "); ok {
		h.tried = append(h.tried, url)
	} else if entry.Level <= logrus.WarnLevel && !strings.HasPrefix(entry.Message, "Failed to get image from") {
		h.warned = append(h.warned, entry.Message)
	}
	return nil
}

type question struct {
	verdict.Path
	Images    []string
	NoDefault bool `json:"no_default"`
}

func judge(job verdict.Job, ask question, text []byte, answer *verdict.Verdict) error {
	if err := yaml.UnmarshalStrict(text, &registries.Registry{}); err != nil {
		answer.Fail("strict reading: %v", err)
	}
	if err := placed(job, ask.File(), text); err != nil {
		answer.Fail("%v", err)
	}
	private, err := registries.GetPrivateRegistries(job.Path(ask.File()))
	if err != nil {
		return err
	}
	answer.Upstreams = map[string]verdict.Upstream{}
	for _, image := range ask.Images {
		reference, err := name.ParseReference(image)
		if err != nil {
			answer.Fail("%v", err)
			continue
		}
		said.tried, said.warned = nil, nil
		_, _ = private.Image(reference)
		for _, line := range said.warned {
			answer.Fail("logged: %s", line)
		}
		host, _, _ := strings.Cut(image, "/")
		answer.Upstreams[host] = understood(job, answer, private.Registry, reference, host, ask.NoDefault)
	}
	return nil
}

// placed makes the TLS files that the job holds lie where the settings look for them.
func placed(job verdict.Job, path string, text []byte) error {
	var settings registries.Registry
	if err := yaml.Unmarshal(text, &settings); err != nil {
		return err
	}
	now := string(text)
	done := map[string]bool{"": true}
	for _, config := range settings.Configs {
		if config.TLS == nil {
			continue
		}
		for _, file := range []string{config.TLS.CAFile, config.TLS.CertFile, config.TLS.KeyFile} {
			if _, err := os.Stat(job.Path(file)); err == nil && !done[file] {
				done[file] = true
				now = strings.ReplaceAll(now, file, job.Path(file))
			}
		}
	}
	return os.WriteFile(job.Path(path), []byte(now), 0o600)
}

// understood puts the parser's endpoints and its settings into the common form. The last endpoint
// is the registry itself; that a flag takes it away is K3s's own rule, not the parser's.
func understood(job verdict.Job, answer *verdict.Verdict, settings *registries.Registry,
	reference name.Reference, host string, noDefault bool) (out verdict.Upstream) {
	tried := said.tried
	mirror, named := settings.Mirrors[host]
	if !named {
		mirror, named = settings.Mirrors["*"]
	}
	_, exempt := settings.Configs[host]
	out.Fallback = true
	if noDefault && named && len(tried) > 0 {
		if exempt {
			answer.Fail("configs names %s itself: K3s keeps its default endpoint whatever the flag says", host)
		} else {
			tried, out.Fallback = tried[:len(tried)-1], false
		}
	}
	for i, url := range tried {
		one := verdict.Endpoint{URL: url}
		repository := reference.Context().RepositoryStr()
		if i+1 < len(said.tried) {
			one.Rewrite = mirror.Rewrites
			repository = rewritten(answer, mirror.Rewrites, repository)
		}
		secured(job, answer, settings, url, &one)
		out.Endpoints = append(out.Endpoints, one)
		out.Asked = append(out.Asked, url+"/"+repository+"/manifests/"+reference.Identifier())
	}
	return out
}

func rewritten(answer *verdict.Verdict, rules map[string]string, repository string) string {
	patterns := []string{}
	for pattern := range rules {
		patterns = append(patterns, pattern)
	}
	sort.Strings(patterns)
	if len(patterns) > 1 {
		answer.Fail("several rewrites, and the parser takes them in any order")
	}
	for _, pattern := range patterns {
		if compiled, err := regexp.Compile(pattern); err == nil {
			if now := compiled.ReplaceAllString(repository, rules[pattern]); now != repository {
				return now
			}
		}
	}
	return repository
}

func secured(job verdict.Job, answer *verdict.Verdict, settings *registries.Registry, url string, one *verdict.Endpoint) {
	_, rest, _ := strings.Cut(url, "://")
	host, _, _ := strings.Cut(rest, "/")
	config, ok := settings.Configs[host]
	if !ok {
		config = settings.Configs["*"]
	}
	if auth := config.Auth; auth != nil {
		switch {
		case auth.IdentityToken != "":
			one.Auth = "identity token " + auth.IdentityToken
		case auth.Auth != "":
			one.Auth = "auth " + auth.Auth
		case auth.Username != "":
			one.Auth = "basic " + auth.Username + ":" + auth.Password
		default:
			answer.Fail("auth for %s is empty", host)
		}
	}
	if tls := config.TLS; tls != nil {
		one.SkipVerify = tls.InsecureSkipVerify
		if tls.CAFile != "" {
			one.CA = []string{strings.TrimPrefix(tls.CAFile, job.Root)}
		}
		if tls.CertFile != "" || tls.KeyFile != "" {
			one.Client = []string{strings.TrimPrefix(tls.CertFile, job.Root), strings.TrimPrefix(tls.KeyFile, job.Root)}
		}
		for _, file := range []string{tls.CAFile, tls.CertFile, tls.KeyFile} {
			if _, err := os.Stat(file); file != "" && err != nil {
				answer.Fail("%s is not among the files", file)
			}
		}
	}
}
