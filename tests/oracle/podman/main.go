// Command podman is the judge of registries.conf.d, as CRI-O, Podman and Skopeo read it: by the
// library that all three have in common.
//
// Asked with {"dir":"etc/containers/registries.conf.d","images":[…]}. A key that the library passes
// over is an error here.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/BurntSushi/toml"
	"go.podman.io/image/v5/docker/reference"
	"go.podman.io/image/v5/pkg/sysregistriesv2"
	"go.podman.io/image/v5/types"

	"oracle/verdict"
)

func main() { verdict.Main(verdict.Asking(judge)) }

type question struct {
	Dir    string
	Images []string
}

func judge(job verdict.Job, ask question, answer *verdict.Verdict) error {
	strictly(job, answer, ask.Dir)
	none := job.Path("none.conf")
	if err := os.WriteFile(none, nil, 0o600); err != nil {
		return err
	}
	system := &types.SystemContext{SystemRegistriesConfPath: none, SystemRegistriesConfDirPath: job.Path(ask.Dir)}
	sysregistriesv2.InvalidateCache()
	answer.Upstreams = map[string]verdict.Upstream{}
	for _, image := range ask.Images {
		name, upstream, err := understood(system, image)
		if err != nil {
			answer.Fail("%s: %v", image, err)
			continue
		}
		answer.Upstreams[name] = upstream
	}
	return nil
}

// understood is what is asked for an image, in order; the registry itself comes last by itself.
func understood(system *types.SystemContext, image string) (name string, out verdict.Upstream, err error) {
	named, err := reference.ParseNormalizedNamed(image)
	if err != nil {
		return "", out, err
	}
	name = reference.Domain(named)
	registry, err := sysregistriesv2.FindRegistry(system, named.String())
	if err != nil {
		return name, out, err
	}
	if registry == nil {
		return name, verdict.Upstream{Fallback: true}, nil
	}
	if registry.Blocked {
		// The library leaves it to its callers, and all of them ask nobody then.
		return name, out, fmt.Errorf("registry %s is blocked, and its mirrors with it", registry.Prefix)
	}
	sources, err := registry.PullSourcesFromReference(named)
	if err != nil {
		return name, out, err
	}
	version := "latest"
	if tagged, ok := named.(reference.Tagged); ok {
		version = tagged.Tag()
	}
	// CRI-O and Podman let the tag go where there is a digest: the transport takes one of the two.
	if digested, ok := named.(reference.Digested); ok {
		version = digested.Digest().String()
	}
	for _, source := range sources {
		scheme := "https://"
		host := reference.Domain(source.Reference)
		if source.Endpoint.Insecure {
			scheme = "http://"
		}
		_, prefix, _ := strings.Cut(source.Endpoint.Location, "/")
		url := scheme + api(host) + "/v2"
		if prefix != "" {
			url += "/" + prefix
		}
		out.Endpoints = append(out.Endpoints, verdict.Endpoint{URL: url})
		out.Asked = append(out.Asked, scheme+api(host)+"/v2/"+reference.Path(source.Reference)+"/manifests/"+version)
		out.Fallback = out.Fallback || host == name && prefix == ""
	}
	return name, out, nil
}

// api is the host that the library's transport speaks to.
func api(host string) string {
	if host == "docker.io" {
		return "registry-1.docker.io"
	}
	return host
}

func strictly(job verdict.Job, answer *verdict.Verdict, dir string) {
	files, _ := filepath.Glob(filepath.Join(job.Path(dir), "*.conf"))
	if len(files) == 0 {
		answer.Fail("there is no file in %s", dir)
	}
	for _, file := range files {
		read, err := toml.DecodeFile(file, &sysregistriesv2.V2RegistriesConf{})
		if err != nil {
			answer.Fail("%v", err)
			continue
		}
		for _, key := range read.Undecoded() {
			answer.Fail("%s: unknown key %s", file, key)
		}
	}
}
