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
	"fmt"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"

	bootstrapconversion "sigs.k8s.io/cluster-api/bootstrap/kubeadm/webhooks/conversion"
	"sigs.k8s.io/cluster-api/feature"
	"sigs.k8s.io/yaml"

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
	object, err := whole(job, ask.Object, ask.Base)
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

func read(job verdict.Job, name string) (out map[string]any, err error) {
	text, err := job.Read(name)
	if err != nil {
		return nil, err
	}
	if err := yaml.UnmarshalStrict(text, &out); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return out, nil
}

func whole(job verdict.Job, name, base string) (map[string]any, error) {
	object, err := read(job, name)
	if err != nil || base == "" {
		return object, err
	}
	under, err := read(job, base)
	if err != nil {
		return nil, err
	}
	return verdict.Over(under, object), nil
}

// released are the definitions of the release that this judge is made of: they lie in its module.
var released = sync.OnceValues(func() (definitions.Known, error) {
	inside := runtime.FuncForPC(reflect.ValueOf(bootstrapconversion.ConvertKubeadmConfigTemplateV1Beta1ToHub).Pointer())
	file, _ := inside.FileLine(inside.Entry())
	root, _, ok := strings.Cut(filepath.ToSlash(file), "/bootstrap/kubeadm/")
	if !ok {
		return nil, fmt.Errorf("the module of Cluster API is not where %s was built from", file)
	}
	known := definitions.Known{}
	for _, group := range []string{"bootstrap/kubeadm", "controlplane/kubeadm", "core"} {
		if err := known.Add(filepath.Join(root, group, "config/crd/bases")); err != nil {
			return nil, err
		}
	}
	return known, nil
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
