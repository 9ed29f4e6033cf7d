// Command helm is the judge of our renderer: Helm's own packages behind three doors.
//
//	helm run ARGS...   Helm's command line, as `helm ARGS...`
//	helm render        many `helm template` runs in one process, optionally with fixed stand-ins
//	helm functions     the names of the functions that Helm puts into templates
//	helm flags         the flags of `helm template`
//
// It is a module of its own so that nothing moves the Kubernetes version that Helm requires. It
// may judge and list; nothing that a user runs may depend on it.
package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"

	helmcmd "helm.sh/helm/v4/pkg/cmd"
)

func main() {
	door, args := "", os.Args[1:]
	if len(args) > 0 {
		door, args = args[0], args[1:]
	}
	if err := enter(door, args); err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}

func enter(door string, args []string) error {
	switch door {
	case "run":
		return run(args)
	case "render":
		slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil)))
		return renderAll(os.Stdin, os.Stdout)
	case "functions":
		return listFunctions(os.Stdout)
	case "flags":
		return listFlags(os.Stdout)
	}
	return fmt.Errorf("unknown door %q: run, render, functions or flags", door)
}

// run is the real command; what it prints is what the goldens hold.
func run(args []string) error {
	// Helm looks at the process's own arguments in places.
	os.Args = append([]string{"helm"}, args...)
	command, err := helmcmd.NewRootCmd(os.Stdout, args, helmcmd.SetupLogging)
	if err != nil {
		return err
	}
	command.SilenceErrors = true
	command.SetArgs(args)
	return command.Execute()
}
