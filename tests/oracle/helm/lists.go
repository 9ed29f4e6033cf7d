package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/template"
	_ "unsafe" // for go:linkname

	"github.com/spf13/pflag"
	_ "helm.sh/helm/v4/pkg/engine" // the package that engineFunctions reaches into
)

// listFlags prints each flag of `helm template`: name, shorthand, type, the value it has without
// one, and whether help hides it.
func listFlags(out io.Writer) error {
	command, err := templateCommand()
	if err != nil {
		return err
	}
	var lines []string
	add := func(flag *pflag.Flag) {
		hidden := ""
		if flag.Hidden {
			hidden = "hidden"
		}
		lines = append(lines, strings.Join([]string{flag.Name, flag.Shorthand, flag.Value.Type(), flag.NoOptDefVal, hidden}, "\t"))
	}
	command.InitDefaultHelpFlag()
	command.LocalFlags().VisitAll(add)
	command.InheritedFlags().VisitAll(add)
	slices.Sort(lines)
	for _, line := range slices.Compact(lines) {
		fmt.Fprintln(out, line)
	}
	return nil
}

// listFunctions prints the names that Helm puts into templates, Go's own built-in ones left out.
func listFunctions(out io.Writer) error {
	for _, name := range slices.Sorted(maps.Keys(engineFunctions())) {
		fmt.Fprintln(out, name)
	}
	return nil
}

// engineFunctions is Helm's table itself, which its package does not export.
//
//go:linkname engineFunctions helm.sh/helm/v4/pkg/engine.funcMap
func engineFunctions() template.FuncMap
