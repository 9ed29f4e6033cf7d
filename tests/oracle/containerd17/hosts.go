package main

import (
	"bytes"
	"context"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/containerd/containerd/remotes/docker"
	"github.com/containerd/containerd/remotes/docker/config"
	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/pelletier/go-toml/v2"

	"oracle/verdict"
)

// known are the keys that this loader reads; any other it passes over in silence.
type known struct {
	Capabilities []string       `toml:"capabilities"`
	CA           any            `toml:"ca"`
	Client       any            `toml:"client"`
	SkipVerify   *bool          `toml:"skip_verify"`
	Header       map[string]any `toml:"header"`
	OverridePath bool           `toml:"override_path"`
	DialTimeout  string         `toml:"dial_timeout"`
}

type knownFile struct {
	known
	Server string           `toml:"server"`
	Host   map[string]known `toml:"host"`
}

// hosts lets containerd's own resolver ask for each image, with a transport that only notes down.
func hosts(job verdict.Job, roots string, images []string) (answer verdict.Verdict) {
	strictly(&answer, job.Root)
	answer.Upstreams = map[string]verdict.Upstream{}
	for _, image := range images {
		name, rest, _ := strings.Cut(image, "/")
		recorder := &recorder{}
		resolve := config.ConfigureHosts(context.Background(), config.HostOptions{
			HostDir: rooted(job, roots),
			UpdateClient: func(client *http.Client) error {
				// A host with settings of its own has a copy of a client that was already seen.
				if plain, ok := client.Transport.(*http.Transport); ok {
					client.Transport = &noted{plain, recorder}
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
			upstream.Asked = append(upstream.Asked, recorder.asked...)
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

func strictly(answer *verdict.Verdict, root string) {
	files, _ := filepath.Glob(filepath.Join(root, "*", "*", "hosts.toml"))
	deep, _ := filepath.Glob(filepath.Join(root, "*", "*", "*", "*", "hosts.toml"))
	middle, _ := filepath.Glob(filepath.Join(root, "*", "*", "*", "hosts.toml"))
	files = append(append(files, middle...), deep...)
	sort.Strings(files)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			answer.Fail("%v", err)
			continue
		}
		err = toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(&knownFile{})
		if strict, ok := err.(*toml.StrictMissingError); ok {
			for _, key := range strict.Errors {
				answer.Fail("%s: unknown key %s", file, strings.Join(key.Key(), "."))
			}
		}
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
	transport, ok := host.Client.Transport.(*noted)
	if !ok || transport.inner.TLSClientConfig == nil {
		return out
	}
	tls := transport.inner.TLSClientConfig
	out.SkipVerify = tls.InsecureSkipVerify
	out.CA = added(tls.RootCAs)
	for _, pair := range tls.Certificates {
		if leaf, err := x509.ParseCertificate(pair.Certificate[0]); err == nil {
			out.Client = append(out.Client, leaf.Subject.String())
		}
	}
	return out
}

// added are the subjects that a pool has beyond the machine's own.
func added(pool *x509.CertPool) (names []string) {
	if pool == nil {
		return nil
	}
	own := map[string]bool{}
	if system, err := x509.SystemCertPool(); err == nil {
		for _, subject := range system.Subjects() {
			own[string(subject)] = true
		}
	}
	for _, subject := range pool.Subjects() {
		var sequence pkix.RDNSequence
		if _, err := asn1.Unmarshal(subject, &sequence); err == nil && !own[string(subject)] {
			names = append(names, sequence.String())
		}
	}
	return names
}

// recorder answers each request with "not found", so that every host is asked in turn.
type recorder struct{ asked []string }

type noted struct {
	inner    *http.Transport
	recorder *recorder
}

func (n *noted) RoundTrip(request *http.Request) (*http.Response, error) {
	line := request.Method + " " + request.URL.String()
	if auth := request.Header.Get("Authorization"); auth != "" {
		line += " Authorization: " + auth
	}
	n.recorder.asked = append(n.recorder.asked, line)
	return &http.Response{
		StatusCode: http.StatusNotFound, Status: "404 Not Found", Request: request,
		Header: http.Header{}, Body: io.NopCloser(strings.NewReader("")),
	}, nil
}
