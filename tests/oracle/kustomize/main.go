// Command kustomize is the judge of kustomizations and components: built by kustomize's own code.
//
// Asked with {"path":"overlay"}; the result is the objects that come out, in order.
package main

import (
	"encoding/json"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"oracle/verdict"
)

func main() { verdict.Main(judge) }

func judge(job verdict.Job) (answer verdict.Verdict) {
	var ask struct{ Path string }
	if err := json.Unmarshal(job.Ask, &ask); err != nil {
		answer.Fail("%v", err)
		return answer
	}
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), job.Path(ask.Path))
	if err != nil {
		answer.Fail("%v", err)
		return answer
	}
	objects := []any{}
	for _, resource := range built.Resources() {
		object, err := resource.Map()
		if err != nil {
			answer.Fail("%v", err)
			continue
		}
		objects = append(objects, object)
	}
	answer.Result = objects
	return answer
}
