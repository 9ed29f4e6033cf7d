// Command k3d is the judge of k3d's configuration: held against the schema of its version, read by
// k3d's own code, and turned into nodes as `k3d cluster create` does it before it asks Docker.
//
// Asked with {"path":…}. The result is the registries.yaml that k3d writes into its nodes, the names
// of hosts, and for each role of nodes the arguments of K3s and the files; a configuration without
// agents is asked again with one, so that both roles are told.
package main

import (
	"context"
	"fmt"
	"io"

	"github.com/k3d-io/k3d/v5/pkg/config"
	"github.com/k3d-io/k3d/v5/pkg/config/v1alpha5"
	"github.com/k3d-io/k3d/v5/pkg/logger"
	"github.com/k3d-io/k3d/v5/pkg/runtimes"
	"github.com/k3d-io/k3d/v5/pkg/types"
	"github.com/spf13/viper"
	goyaml "gopkg.in/yaml.v2"
	"sigs.k8s.io/yaml"

	"oracle/verdict"
)

func main() {
	logger.Logger.SetOutput(io.Discard)
	verdict.Main(verdict.About(judge))
}

func judge(job verdict.Job, ask verdict.Path, text []byte, answer *verdict.Verdict) error {
	if err := yaml.UnmarshalStrict(text, &v1alpha5.SimpleConfig{}); err != nil {
		answer.Fail("strict reading: %v", err)
	}
	settings, err := read(job.Path(ask.Path))
	if err != nil {
		return err
	}
	made, err := cluster(settings)
	if err == nil && settings.Agents == 0 {
		settings.Agents = 1
		made, err = cluster(settings)
	}
	if err != nil {
		return err
	}
	registries := ""
	if given := made.ClusterCreateOpts.Registries.Config; given != nil {
		written, err := goyaml.Marshal(given)
		if err != nil {
			return err
		}
		registries = string(written)
	}
	answer.Result = map[string]any{
		"registries": registries, "hosts": made.ClusterCreateOpts.HostAliases, "nodes": told(made.Nodes),
	}
	return nil
}

// read is k3d's own way to a configuration: viper, the schema, and the defaults of its flags.
func read(path string) (settings v1alpha5.SimpleConfig, err error) {
	given := viper.New()
	given.SetConfigFile(path)
	given.SetDefault("servers", 1)
	if err := given.ReadInConfig(); err != nil {
		return settings, err
	}
	schema, err := config.GetSchemaByVersion(given.GetString("apiVersion"))
	if err != nil {
		return settings, err
	}
	if err := config.ValidateSchemaFile(path, schema); err != nil {
		return settings, fmt.Errorf("schema: %w", err)
	}
	if settings, err = config.SimpleConfigFromViper(given); err != nil {
		return settings, err
	}
	return settings, config.ProcessSimpleConfig(&settings)
}

func cluster(settings v1alpha5.SimpleConfig) (*v1alpha5.ClusterConfig, error) {
	made, err := config.TransformSimpleToClusterConfig(context.Background(), runtimes.Docker, settings, "")
	if err != nil {
		return nil, err
	}
	return config.ProcessClusterConfig(*made)
}

type node struct {
	Arguments []string          `json:"arguments"`
	Files     map[string]string `json:"files"`
	Volumes   []string          `json:"volumes"`
}

// told is one node of each role that runs K3s: all of a role are alike.
func told(nodes []*types.Node) map[string]node {
	roles := map[string]node{}
	for _, one := range nodes {
		if one.Role != types.ServerRole && one.Role != types.AgentRole {
			continue
		}
		files := map[string]string{}
		for _, file := range one.Files {
			files[file.Destination] = string(file.Content)
		}
		roles[string(one.Role)] = node{one.Args, files, one.Volumes}
	}
	return roles
}
