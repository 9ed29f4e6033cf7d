package main

import (
	"context"
	"crypto/x509"
	"io"
	"net/http"
	"path/filepath"
	"strings"

	"github.com/containerd/containerd/v2/core/remotes/docker"
	"github.com/containerd/containerd/v2/core/remotes/docker/config"
	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"oracle/containerd"
	"oracle/verdict"
)

// hosts lets containerd's own resolver ask for each image, with a transport that only notes down.
func hosts(job verdict.Job, roots string, images []string) (answer verdict.Verdict) {
	containerd.Strictly(&answer, job.Root)
	answer.Upstreams = map[string]verdict.Upstream{}
	for _, image := range images {
		name, rest, _ := strings.Cut(image, "/")
		recorder := &containerd.Recorder{}
		resolve := config.ConfigureHosts(context.Background(), config.HostOptions{
			HostDir: rooted(job, roots),
			UpdateClient: func(client *http.Client) error {
				// A host with settings of its own has a copy of a client that was already seen.
				if plain, ok := client.Transport.(*http.Transport); ok {
					client.Transport = &containerd.Noted{Inner: plain, Recorder: recorder}
				}
				return nil
			},
		})
		list, err := resolve(name)
		if err != nil {
			answer.Fail("%s: %v", name, err)
			continue
		}
		upstream := answer.Upstreams[name]
		upstream.Endpoints = nil
		for _, host := range list {
			upstream.Endpoints = append(upstream.Endpoints, endpoint(host))
			own := host.Host == name || name == "docker.io" && host.Host == "registry-1.docker.io"
			upstream.Fallback = upstream.Fallback || own
		}
		if rest != "" {
			ask(image, resolve)
			upstream.Asked = append(upstream.Asked, recorder.Asked...)
		}
		answer.Upstreams[name] = upstream
	}
	return answer
}

// ask resolves the tag, then fetches by digest, which needs no host that resolves.
func ask(image string, resolve docker.RegistryHosts) {
	resolver := docker.NewResolver(docker.ResolverOptions{Hosts: resolve})
	_, _, _ = resolver.Resolve(context.Background(), image)
	if strings.Contains(image, "@") {
		return
	}
	fetcher, err := resolver.Fetcher(context.Background(), image)
	if err != nil {
		return
	}
	manifest := ocispec.Descriptor{MediaType: ocispec.MediaTypeImageManifest, Digest: digest.FromString("")}
	if body, err := fetcher.Fetch(context.Background(), manifest); err == nil {
		_, _ = io.ReadAll(body) // which is when the request is made
		body.Close()
	}
}

// rooted looks through several roots as the CRI plugin does: the first that has a directory wins.
func rooted(job verdict.Job, roots string) func(string) (string, error) {
	return func(host string) (dir string, err error) {
		for _, root := range filepath.SplitList(roots) {
			if dir, err = config.HostDirFromRoot(job.Path(root))(host); err == nil {
				return dir, nil
			}
		}
		return "", err
	}
}

func endpoint(host docker.RegistryHost) verdict.Endpoint {
	out := verdict.Endpoint{URL: host.Scheme + "://" + host.Host + host.Path, Headers: host.Header}
	for _, one := range []struct {
		bit  docker.HostCapabilities
		name string
	}{{docker.HostCapabilityPull, "pull"}, {docker.HostCapabilityResolve, "resolve"}} {
		if host.Capabilities.Has(one.bit) {
			out.Capabilities = append(out.Capabilities, one.name)
		}
	}
	transport, ok := host.Client.Transport.(*containerd.Noted)
	if !ok || transport.Inner.TLSClientConfig == nil {
		return out
	}
	tls := transport.Inner.TLSClientConfig
	out.SkipVerify = tls.InsecureSkipVerify
	out.CA = containerd.Added(tls.RootCAs)
	for _, pair := range tls.Certificates {
		if leaf, err := x509.ParseCertificate(pair.Certificate[0]); err == nil {
			out.Client = append(out.Client, leaf.Subject.String())
		}
	}
	return out
}
