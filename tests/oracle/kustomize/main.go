// Command kustomize is the judge of kustomizations and components: built by kustomize's own code.
//
// Asked with {"path":"overlay"}; the result is the objects that come out, in order.
package main

import (
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"oracle/verdict"
)

func main() { verdict.Main(verdict.Asking(judge)) }

func judge(job verdict.Job, ask verdict.Path, answer *verdict.Verdict) error {
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), job.Path(ask.Path))
	if err != nil {
		return err
	}
	objects := []any{}
	for _, resource := range built.Resources() {
		object, err := resource.Map()
		if err != nil {
			return err
		}
		objects = append(objects, object)
	}
	answer.Result = objects
	return nil
}
