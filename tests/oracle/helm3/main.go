// Command helm3 is the judge of `--compat helm3`: Helm 3's own packages behind two doors.
// Helm's command line itself is a tool of this module, because its package cannot be imported.
//
//	helm3 render       many `helm template` runs in one process, optionally with fixed stand-ins
//	helm3 functions    the names of the functions that Helm 3 puts into templates
//
// Jobs and answers are those of the judge in ../helm, whose stand-ins it uses. It is a module of
// its own so that nothing moves the Kubernetes version that Helm requires. It may judge and list;
// nothing that a user runs may depend on it.
package main

import (
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"slices"
	"text/template"
	_ "unsafe" // for go:linkname

	_ "helm.sh/helm/v3/pkg/engine" // the package that engineFunctions reaches into
)

func main() {
	log.SetOutput(io.Discard)
	door := ""
	if len(os.Args) > 1 {
		door = os.Args[1]
	}
	if err := enter(door); err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}

func enter(door string) error {
	switch door {
	case "render":
		return renderAll(os.Stdin, os.Stdout)
	case "functions":
		for _, name := range slices.Sorted(maps.Keys(engineFunctions())) {
			fmt.Println(name)
		}
		return nil
	}
	return fmt.Errorf("unknown door %q: render or functions", door)
}

// engineFunctions is Helm's table itself, which its package does not export.
//
//go:linkname engineFunctions helm.sh/helm/v3/pkg/engine.funcMap
func engineFunctions() template.FuncMap
