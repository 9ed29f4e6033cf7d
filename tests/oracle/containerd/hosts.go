package containerd

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"sort"
	"strings"

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

// Strictly holds every hosts.toml below a folder against the keys that the loaders read.
func Strictly(answer *verdict.Verdict, root string) {
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

// Added are the subjects that a pool has beyond the machine's own.
func Added(pool *x509.CertPool) (names []string) {
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

// Recorder answers each request with "not found", so that every host is asked in turn.
type Recorder struct{ Asked []string }

// Noted is a client's transport, which is kept for its settings alone.
type Noted struct {
	Inner    *http.Transport
	Recorder *Recorder
}

// RoundTrip notes a request down and asks nobody.
func (n *Noted) RoundTrip(request *http.Request) (*http.Response, error) {
	line := request.Method + " " + request.URL.String()
	if auth := request.Header.Get("Authorization"); auth != "" {
		line += " Authorization: " + auth
	}
	n.Recorder.Asked = append(n.Recorder.Asked, line)
	return &http.Response{
		StatusCode: http.StatusNotFound, Status: "404 Not Found", Request: request,
		Header: http.Header{}, Body: io.NopCloser(strings.NewReader("")),
	}, nil
}
