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
		if ask.Base == "" {
			text, err := job.Read(name)
			if err != nil {
				return err
			}
			known.Documents(answer, name, text)
			continue
		}
		object, err := definitions.Whole(job, name, ask.Base)
		if err != nil {
			return err
		}
		known.Object(answer, name, object)
	}
	return nil
}
