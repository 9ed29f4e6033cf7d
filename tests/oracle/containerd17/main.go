// Command containerd17 is the judge of what containerd 1.7 reads: the hosts directory, by its own
// resolver with a transport that only notes down, and config.toml, by its own command line.
//
// Asked with {"kind":"hosts","roots":"a:b","images":[…]}, {"kind":"config","path":…,"whole":bool}
// or {"kind":"default"}. What containerd logs and passes over is an error here.
package main

import (
	"github.com/containerd/containerd/cmd/containerd/command"
	_ "github.com/containerd/containerd/pkg/cri"

	"oracle/containerd"
)

func main() {
	containerd.Judge{
		Run:   func(arguments []string) error { return command.App().Run(arguments) },
		Hosts: hosts, Settings: settings,
	}.Main()
}

func settings(tree map[string]any) containerd.Settings {
	cri := containerd.At(tree, "plugins", "io.containerd.grpc.v1.cri")
	return containerd.Settings{
		Registry: containerd.At(cri, "registry"),
		Sandbox:  containerd.At(cri, "sandbox_image"),
		Runtimes: containerd.At(cri, "containerd", "runtimes"),
	}
}
