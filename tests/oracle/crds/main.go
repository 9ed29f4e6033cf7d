// Command crds is the judge of objects against CustomResourceDefinitions, as an API server takes
// them with strict field validation.
//
// Asked with {"objects":["a.yaml"]}, or {"objects":["part.yaml"],"base":"whole.yaml"} for a part that
// is laid over a whole object; the definitions lie in the folder that the environment variable
// AIRLOCK_CRDS names, or in the job's folder crds. An unknown field is an error.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	v1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	apiservercel "k8s.io/apiserver/pkg/apis/cel"
	"sigs.k8s.io/yaml"

	yamlutil "k8s.io/apimachinery/pkg/util/yaml"

	"oracle/verdict"
)

func main() { verdict.Main(judge) }

type kind struct{ group, version, kind string }

type rules struct {
	validator validation.SchemaValidator
	structure *schema.Structural
}

// everywhere are the definitions that every job has: many, and read once.
var everywhere = sync.OnceValues(func() (map[kind]rules, error) {
	known := map[kind]rules{}
	return known, define(known, os.Getenv("AIRLOCK_CRDS"))
})

func judge(job verdict.Job) (answer verdict.Verdict) {
	var ask struct {
		Objects []string
		Base    string
	}
	if err := json.Unmarshal(job.Ask, &ask); err != nil {
		answer.Fail("%v", err)
		return answer
	}
	shared, err := everywhere()
	known := maps.Clone(shared)
	if err == nil {
		err = define(known, job.Path("crds"))
	}
	if err != nil {
		answer.Fail("%v", err)
		return answer
	}
	if len(known) == 0 {
		answer.Fail("no definitions: name their folder in AIRLOCK_CRDS")
		return answer
	}
	for _, name := range ask.Objects {
		text, err := whole(job, name, ask.Base)
		if err != nil {
			answer.Fail("%v", err)
			continue
		}
		reader := yamlutil.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
		for {
			document, err := reader.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				answer.Fail("%s: %v", name, err)
				break
			}
			if len(bytes.TrimSpace(document)) > 0 {
				check(&answer, known, name, document)
			}
		}
	}
	return answer
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

func check(answer *verdict.Verdict, known map[kind]rules, name string, document []byte) {
	var object map[string]any
	if err := yaml.UnmarshalStrict(document, &object); err != nil {
		answer.Fail("%s: %v", name, err)
		return
	}
	version, _ := object["apiVersion"].(string)
	of, _ := object["kind"].(string)
	group, version, _ := strings.Cut(version, "/")
	rule, ok := known[kind{group, version, of}]
	if !ok {
		answer.Fail("%s: no definition of %s/%s %s", name, group, version, of)
		return
	}
	for _, fault := range validation.ValidateCustomResource(nil, object, rule.validator) {
		answer.Fail("%s: %v", name, fault)
	}
	if checker := cel.NewValidator(rule.structure, true, apiservercel.PerCallLimit); checker != nil {
		faults, _ := checker.Validate(context.Background(), nil, rule.structure, object, nil, apiservercel.RuntimeCELCostBudget)
		for _, fault := range faults {
			answer.Fail("%s: %v", name, fault)
		}
	}
	options := schema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}
	for _, path := range pruning.PruneWithOptions(object, rule.structure, true, options) {
		answer.Fail("%s: unknown field %s", name, path)
	}
}

// define reads all definitions below a folder, where there is one.
func define(known map[kind]rules, folder string) error {
	if _, err := os.Stat(folder); folder == "" || err != nil {
		return nil
	}
	return filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".yaml" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var definition v1.CustomResourceDefinition
		if err := yaml.Unmarshal(text, &definition); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for _, version := range definition.Spec.Versions {
			rule, err := ruled(version.Schema)
			if err != nil {
				return fmt.Errorf("%s %s: %w", path, version.Name, err)
			}
			known[kind{definition.Spec.Group, version.Name, definition.Spec.Names.Kind}] = rule
		}
		return nil
	})
}

func ruled(given *v1.CustomResourceValidation) (rules, error) {
	if given == nil || given.OpenAPIV3Schema == nil {
		return rules{}, errors.New("no schema")
	}
	var inner apiextensions.JSONSchemaProps
	err := v1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(given.OpenAPIV3Schema, &inner, nil)
	if err != nil {
		return rules{}, err
	}
	validator, _, err := validation.NewSchemaValidator(&inner)
	if err != nil {
		return rules{}, err
	}
	structure, err := schema.NewStructural(&inner)
	return rules{validator, structure}, err
}
