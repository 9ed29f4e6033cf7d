// Command crds is the judge of objects against CustomResourceDefinitions, as an API server takes
// them with strict field validation.
//
// Asked with {"objects":["a.yaml"]}, or {"objects":["part.yaml"],"base":"whole.yaml"} for a part that
// is laid over a whole object; the definitions lie in the folder that the environment variable
// AIRLOCK_CRDS names, or in the job's folder crds. An unknown field is an error.
package main

import (
	"errors"
	"maps"
	"os"
	"sync"

	"sigs.k8s.io/yaml"

	"oracle/definitions"
	"oracle/verdict"
)

func main() { verdict.Main(verdict.Asking(judge)) }

// everywhere are the definitions that every job has: many, and read once.
var everywhere = sync.OnceValues(func() (definitions.Known, error) {
	known := definitions.Known{}
	return known, known.Add(os.Getenv("AIRLOCK_CRDS"))
})

type question struct {
	Objects []string
	Base    string
}

func judge(job verdict.Job, ask question, answer *verdict.Verdict) error {
	shared, err := everywhere()
	if err != nil {
		return err
	}
	known := maps.Clone(shared)
	if err := known.Add(job.Path("crds")); err != nil {
		return err
	}
	if len(known) == 0 {
		return errors.New("no definitions: name their folder in AIRLOCK_CRDS")
	}
	for _, name := range ask.Objects {
		text, err := whole(job, name, ask.Base)
		if err != nil {
			return err
		}
		known.Documents(answer, name, text)
	}
	return nil
}

// whole is an object, or a part of one laid over the base.
func whole(job verdict.Job, name, base string) ([]byte, error) {
	text, err := job.Read(name)
	if err != nil || base == "" {
		return text, err
	}
	under, err := job.Read(base)
	if err != nil {
		return nil, err
	}
	var part, object map[string]any
	if err := errors.Join(yaml.UnmarshalStrict(text, &part), yaml.UnmarshalStrict(under, &object)); err != nil {
		return nil, err
	}
	return yaml.Marshal(verdict.Over(object, part))
}
