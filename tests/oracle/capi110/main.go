// Command capi110 is the judge of v1beta1 for who runs Cluster API 1.10, which knows no other version
// of it: objects of the kubeadm provider by the definitions and the types of that release, and by what
// its webhooks ask of a machine.
//
// Asked with {"object":…,"base":…}: an object, or a part that is laid over a whole one. The result is
// the paths of files and the commands, as that release reads them.
package main

import (
	"fmt"
	"sync"

	"k8s.io/apimachinery/pkg/util/validation/field"
	bootstrap "sigs.k8s.io/cluster-api/bootstrap/kubeadm/api/v1beta1"
	control "sigs.k8s.io/cluster-api/controlplane/kubeadm/api/v1beta1"
	"sigs.k8s.io/yaml"

	"oracle/definitions"
	"oracle/verdict"
)

func main() { verdict.Main(verdict.Asking(judge)) }

type question struct{ Object, Base string }

func judge(job verdict.Job, ask question, answer *verdict.Verdict) error {
	object, err := definitions.Whole(job, ask.Object, ask.Base)
	if err != nil {
		return err
	}
	known, err := released()
	if err != nil {
		return err
	}
	kind, _ := object["kind"].(string)
	known.Object(answer, kind, object)
	spec, err := machine(kind, object)
	if err != nil {
		return err
	}
	spec.Default()
	if faults := spec.Validate(field.NewPath(kind)); len(faults) > 0 {
		return faults.ToAggregate()
	}
	paths := []string{}
	for _, file := range spec.Files {
		paths = append(paths, file.Path)
	}
	answer.Result = map[string]any{"files": paths, "commands": spec.PreKubeadmCommands}
	return nil
}

// released are the definitions of the release that this judge is made of.
var released = sync.OnceValues(func() (definitions.Known, error) {
	return definitions.OfModule((*bootstrap.KubeadmConfigSpec).Default, "/bootstrap/kubeadm/",
		"bootstrap/kubeadm/config/crd/bases", "controlplane/kubeadm/config/crd/bases")
})

func machine(kind string, object map[string]any) (*bootstrap.KubeadmConfigSpec, error) {
	text, err := yaml.Marshal(object)
	if err != nil {
		return nil, err
	}
	switch kind {
	case "KubeadmControlPlane":
		var typed control.KubeadmControlPlane
		return &typed.Spec.KubeadmConfigSpec, yaml.UnmarshalStrict(text, &typed)
	case "KubeadmControlPlaneTemplate":
		var typed control.KubeadmControlPlaneTemplate
		return &typed.Spec.Template.Spec.KubeadmConfigSpec, yaml.UnmarshalStrict(text, &typed)
	case "KubeadmConfigTemplate":
		var typed bootstrap.KubeadmConfigTemplate
		return &typed.Spec.Template.Spec, yaml.UnmarshalStrict(text, &typed)
	}
	return nil, fmt.Errorf("there is no judge for %s", kind)
}
