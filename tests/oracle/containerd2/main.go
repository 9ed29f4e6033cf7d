// Command containerd2 is the judge of what containerd 2 reads: the hosts directory, by its own
// resolver with a transport that only notes down, and config.toml, by its own command line.
//
// Asked with {"kind":"hosts","roots":"a:b","images":[…]}, {"kind":"config","path":…,"whole":bool}
// or {"kind":"default"}. What containerd logs and passes over is an error here.
package main

import (
	"context"

	"github.com/containerd/containerd/v2/cmd/containerd/command"
	_ "github.com/containerd/containerd/v2/plugins/cri"
	_ "github.com/containerd/containerd/v2/plugins/cri/images"
	_ "github.com/containerd/containerd/v2/plugins/cri/runtime"

	"oracle/containerd"
)

func main() {
	containerd.Judge{
		Run:   func(arguments []string) error { return command.App().Run(context.Background(), arguments) },
		Hosts: hosts, Settings: settings,
	}.Main()
}

func settings(tree map[string]any) containerd.Settings {
	plugins := containerd.At(tree, "plugins")
	images := containerd.At(plugins, "io.containerd.cri.v1.images")
	return containerd.Settings{
		Registry: containerd.At(images, "registry"),
		Sandbox:  containerd.At(images, "pinned_images", "sandbox"),
		Runtimes: containerd.At(plugins, "io.containerd.cri.v1.runtime", "containerd", "runtimes"),
	}
}
