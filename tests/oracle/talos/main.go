// Command talos is the judge of Talos machine configurations: patches are applied to a base by
// Talos's own machinery, the result is read back, validated, and its registries are told.
//
// Asked with {"base":…,"patches":[…],"times":n,"contract":"v1.9"}; a base may be left out. Where a
// contract older than 1.12 is named, the documents that came with 1.12 are errors.
package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/siderolabs/talos/pkg/machinery/config"
	"github.com/siderolabs/talos/pkg/machinery/config/configloader"
	"github.com/siderolabs/talos/pkg/machinery/config/configpatcher"
	"github.com/siderolabs/talos/pkg/machinery/config/generate"
	"github.com/siderolabs/talos/pkg/machinery/config/machine"

	"oracle/verdict"
)

func main() { verdict.Main(verdict.Asking(judge)) }

// mode is a machine on metal, which is what the validation asks about.
type mode struct{}

func (mode) String() string        { return "metal" }
func (mode) RequiresInstall() bool { return true }
func (mode) InContainer() bool     { return false }

var newer = regexp.MustCompile(`(?m)^kind: *["']?(RegistryMirrorConfig|RegistryAuthConfig|RegistryTLSConfig|StaticHostConfig)\b`)

type question struct {
	Base, Contract string
	Patches        []string
	Times          int
}

func judge(job verdict.Job, ask question, answer *verdict.Verdict) error {
	text, err := base(job, ask.Base, ask.Contract)
	if err != nil {
		return fmt.Errorf("base: %w", err)
	}
	patches := []string{}
	for _, name := range ask.Patches {
		patch, err := job.Read(name)
		if err != nil {
			return err
		}
		if found := newer.FindSubmatch(patch); found != nil && old(ask.Contract) {
			answer.Fail("%s: %s is unknown before 1.12", name, found[1])
		}
		patches = append(patches, string(patch))
	}
	for range max(ask.Times, 1) {
		if text, err = applied(text, patches); err != nil {
			return err
		}
	}
	tell(answer, text)
	return nil
}

func old(contract string) bool {
	return slices.Contains([]string{"v1.9", "v1.10", "v1.11"}, contract)
}

// made are the control planes that Talos generated, by contract: their keys take seconds each.
var made = map[string][]byte{}

// base is the file that is named, or a control plane as Talos itself generates it.
func base(job verdict.Job, name, contract string) ([]byte, error) {
	if contract == "" {
		contract = "v1.13"
	}
	if made[contract] == nil {
		text, err := generated(contract)
		if err != nil {
			return nil, err
		}
		made[contract] = text
	}
	if name == "" {
		return made[contract], nil
	}
	// A named base is itself laid over what Talos generates, which a real node always has.
	more, err := job.Read(name)
	if err != nil {
		return nil, err
	}
	return applied(made[contract], []string{string(more)})
}

func generated(contract string) ([]byte, error) {
	version, err := config.ParseContractFromVersion(contract)
	if err != nil {
		return nil, err
	}
	input, err := generate.NewInput("case", "https://10.0.0.1:6443", "1.32.0",
		generate.WithVersionContract(version), generate.WithInstallDisk("/dev/sda"))
	if err != nil {
		return nil, err
	}
	whole, err := input.Config(machine.TypeControlPlane)
	if err != nil {
		return nil, err
	}
	return whole.Bytes()
}

func applied(text []byte, patches []string) ([]byte, error) {
	loaded, err := configpatcher.LoadPatches(patches)
	if err != nil {
		return nil, fmt.Errorf("patch: %w", err)
	}
	out, err := configpatcher.Apply(configpatcher.WithBytes(text), loaded)
	if err != nil {
		return nil, fmt.Errorf("applying: %w", err)
	}
	return out.Bytes()
}

// tell reads the result as a node would, and puts its registries into the common form.
func tell(answer *verdict.Verdict, text []byte) {
	read, err := configloader.NewFromBytes(text)
	if err != nil {
		answer.Fail("reading the result: %v", err)
		return
	}
	warnings, err := read.Validate(mode{})
	if err != nil {
		answer.Fail("validation: %v", err)
	}
	for _, warning := range warnings {
		if strings.Contains(warning, "regist") {
			answer.Fail("warning: %s", warning)
		}
	}
	tellHosts(answer, read)
	auths, tls := read.RegistryAuthConfigs(), read.RegistryTLSConfigs()
	answer.Upstreams = map[string]verdict.Upstream{}
	for name, mirror := range read.RegistryMirrorConfigs() {
		upstream := verdict.Upstream{Fallback: !mirror.SkipFallback()}
		seen := map[string]bool{}
		for _, given := range mirror.Endpoints() {
			one := verdict.Endpoint{URL: given.Endpoint(), Override: given.OverridePath()}
			_, host, _ := strings.Cut(one.URL, "://")
			host, _, _ = strings.Cut(host, "/")
			if seen[one.URL] {
				answer.Fail("%s: %s is there twice", name, one.URL)
			}
			seen[one.URL] = true
			if auth, ok := auths[host]; ok {
				one.Auth = authorized(auth)
			}
			if settings, ok := tls[host]; ok {
				one.SkipVerify = settings.InsecureSkipVerify()
				if ca := settings.CA(); len(ca) > 0 {
					one.CA = []string{string(ca)}
				}
				if identity := settings.ClientIdentity(); identity != nil {
					one.Client = []string{string(identity.Crt)}
				}
				if strings.HasPrefix(one.URL, "http://") {
					answer.Fail("%s: TLS settings for a plain endpoint fail in Talos's own puller", host)
				}
			}
			upstream.Endpoints = append(upstream.Endpoints, one)
		}
		answer.Upstreams[name] = upstream
	}
	if _, catch := answer.Upstreams["*"]; !catch && tls["*"] != nil {
		answer.Fail("TLS settings for * without a mirror for *")
	}
}

// tellHosts gives the names that a node is taught, by address, as they stand.
func tellHosts(answer *verdict.Verdict, read config.Provider) {
	hosts := map[string][]string{}
	for _, host := range read.NetworkStaticHostConfig() {
		hosts[host.IP()] = append(hosts[host.IP()], host.Aliases()...)
	}
	if len(hosts) > 0 {
		answer.Result = map[string]any{"hosts": hosts}
	}
}

func authorized(auth interface {
	Username() string
	Password() string
	Auth() string
	IdentityToken() string
}) string {
	switch {
	case auth.IdentityToken() != "":
		return "identity token " + auth.IdentityToken()
	case auth.Auth() != "":
		return "auth " + auth.Auth()
	}
	return "basic " + auth.Username() + ":" + auth.Password()
}
