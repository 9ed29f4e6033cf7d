// Command capi is the judge of what Cluster API's kubeadm provider reads: objects of both versions by
// the definitions, the types and the webhooks of one release, and patches of a ClusterClass by its
// own engine.
//
// Asked with {"object":…,"base":…}: an object, or a part that is laid over a whole one. The result is
// what a node gets: files, with what they hold or where from, and the commands before kubeadm.
// Asked with {"class":…,"base":…,"templates":[…],"variables":{…}}: a ClusterClass, or a part, and the
// templates that it is used with. The result is the same for each template as it is patched.
package main

import (
	"sync"

	bootstrapconversion "sigs.k8s.io/cluster-api/bootstrap/kubeadm/webhooks/conversion"
	"sigs.k8s.io/cluster-api/feature"

	"oracle/definitions"
	"oracle/verdict"
)

func main() {
	// ClusterClasses are behind a gate that every release's manifests open.
	if err := feature.MutableGates.Set("ClusterTopology=true"); err != nil {
		panic(err)
	}
	verdict.Main(verdict.Asking(judge))
}

type question struct {
	Object, Base, Class string
	Templates           []string
	Variables           map[string]any
}

func judge(job verdict.Job, ask question, answer *verdict.Verdict) error {
	if ask.Class != "" {
		return class(job, ask, answer)
	}
	object, err := definitions.Whole(job, ask.Object, ask.Base)
	if err != nil {
		return err
	}
	machine, err := understood(answer, object)
	if err != nil {
		return err
	}
	answer.Result = machine
	return nil
}

// released are the definitions of the release that this judge is made of: they lie in its module.
var released = sync.OnceValues(func() (definitions.Known, error) {
	inside := bootstrapconversion.ConvertKubeadmConfigTemplateV1Beta1ToHub
	return definitions.OfModule(inside, "/bootstrap/kubeadm/", "bootstrap/kubeadm/config/crd/bases",
		"controlplane/kubeadm/config/crd/bases", "core/config/crd/bases")
})

// defined holds an object against its definition.
func defined(answer *verdict.Verdict, object map[string]any) error {
	known, err := released()
	if err != nil {
		return err
	}
	kind, _ := object["kind"].(string)
	known.Object(answer, kind, object)
	return nil
}
