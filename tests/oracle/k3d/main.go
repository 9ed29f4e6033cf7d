// Command k3d is the judge of k3d's configuration: held against the schema of its version and read,
// strictly, by k3d's own types.
//
// Asked with {"path":…}; the result is the registries.yaml that k3d puts into its nodes, and the
// arguments that it hands to K3s.
package main

import (
	"encoding/json"

	"github.com/k3d-io/k3d/v5/pkg/config"
	"github.com/k3d-io/k3d/v5/pkg/config/v1alpha5"
	"sigs.k8s.io/yaml"

	"oracle/verdict"
)

func main() { verdict.Main(judge) }

func judge(job verdict.Job) (answer verdict.Verdict) {
	var ask struct{ Path string }
	if err := json.Unmarshal(job.Ask, &ask); err != nil {
		answer.Fail("%v", err)
		return answer
	}
	text, err := job.Read(ask.Path)
	if err != nil {
		answer.Fail("%v", err)
		return answer
	}
	var head struct{ APIVersion string }
	if err := yaml.Unmarshal(text, &head); err != nil {
		answer.Fail("%v", err)
		return answer
	}
	schema, err := config.GetSchemaByVersion(head.APIVersion)
	if err == nil {
		err = config.ValidateSchemaFile(job.Path(ask.Path), schema)
	}
	if err != nil {
		answer.Fail("schema: %v", err)
	}
	var settings v1alpha5.SimpleConfig
	raw, err := yaml.YAMLToJSONStrict(text)
	if err == nil {
		err = json.Unmarshal(raw, &settings)
	}
	if err != nil {
		answer.Fail("%v", err)
		return answer
	}
	arguments := []string{}
	for _, one := range settings.Options.K3sOptions.ExtraArgs {
		arguments = append(arguments, one.Arg)
	}
	answer.Result = map[string]any{
		"servers": settings.Servers, "agents": settings.Agents, "volumes": settings.Volumes,
		"registries": settings.Registries.Config, "arguments": arguments,
	}
	return answer
}
