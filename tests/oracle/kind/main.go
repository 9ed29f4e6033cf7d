// Command kind is the judge of kind's cluster configuration: read and validated by kind's own code,
// and its containerd patches laid over the file that kind's node has.
//
// Asked with {"path":…,"node":…}; the node's file is among the job's files. The result is the nodes
// with their mounts, and the text that containerd's file becomes.
package main

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/pelletier/go-toml/v2"
	"sigs.k8s.io/kind/pkg/cluster"

	"oracle/verdict"
)

func main() { verdict.Main(verdict.About(judge)) }

type question struct {
	verdict.Path
	Node string
}

func judge(job verdict.Job, ask question, text []byte, answer *verdict.Verdict) error {
	config, err := understood(text)
	if err != nil {
		return err
	}
	result := map[string]any{"nodes": config.Nodes}
	answer.Result = result
	if ask.Node == "" {
		return nil
	}
	node, err := job.Read(ask.Node)
	if err != nil {
		return err
	}
	result["containerd"], err = patched(node, config.ContainerdConfigPatches)
	return err
}

type mount struct {
	HostPath, ContainerPath string
	Readonly                bool
}

type understanding struct {
	Nodes []struct {
		Role        string
		ExtraMounts []mount
	}
	ContainerdConfigPatches []string
}

// understood goes through kind's public option, whose type is its own: the option is a function
// that reads the text into options that hold the configuration.
func understood(text []byte) (out understanding, err error) {
	option := reflect.ValueOf(cluster.CreateWithRawConfig(text))
	options := reflect.New(option.Type().In(0).Elem())
	if failed := option.Call([]reflect.Value{options})[0]; !failed.IsNil() {
		return out, failed.Interface().(error)
	}
	config := options.Elem().FieldByName("Config")
	// kind names a cluster that has no name before it looks.
	if name := config.Elem().FieldByName("Name"); name.String() == "" {
		name.SetString(cluster.DefaultName)
	}
	if failed := config.MethodByName("Validate").Call(nil)[0]; !failed.IsNil() {
		return out, failed.Interface().(error)
	}
	raw, err := json.Marshal(config.Interface())
	if err != nil {
		return out, err
	}
	return out, json.Unmarshal(raw, &out)
}

// patched merges tables and replaces the rest, which is how kind takes patches that are no lists.
func patched(node []byte, patches []string) (string, error) {
	var tree map[string]any
	if err := toml.Unmarshal(node, &tree); err != nil {
		return "", err
	}
	for _, patch := range patches {
		var more map[string]any
		if err := toml.Unmarshal([]byte(patch), &more); err != nil {
			return "", fmt.Errorf("patch: %w", err)
		}
		merge(tree, more)
	}
	out, err := toml.Marshal(tree)
	return string(out), err
}

func merge(into, from map[string]any) {
	for key, value := range from {
		there, whole := into[key].(map[string]any)
		table, part := value.(map[string]any)
		if whole && part {
			merge(there, table)
		} else {
			into[key] = value
		}
	}
}
