// Package definitions holds objects against CustomResourceDefinitions, as an API server takes them
// with strict field validation: their schema, their rules, and no field beside them.
//
// It may not know any kind; the judges say where the definitions lie.
package definitions

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	v1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	yamlutil "k8s.io/apimachinery/pkg/util/yaml"
	apiservercel "k8s.io/apiserver/pkg/apis/cel"
	"sigs.k8s.io/yaml"

	"oracle/verdict"
)

type kind struct{ group, version, kind string }

type rules struct {
	validator validation.SchemaValidator
	structure *schema.Structural
}

// Known are definitions by kind and version.
type Known map[kind]rules

// Documents holds each document of a file against its definition.
func (k Known) Documents(answer *verdict.Verdict, name string, text []byte) {
	reader := yamlutil.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
	for {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			answer.Fail("%s: %v", name, err)
			return
		}
		if len(bytes.TrimSpace(document)) == 0 {
			continue
		}
		var object map[string]any
		if err := yaml.UnmarshalStrict(document, &object); err != nil {
			answer.Fail("%s: %v", name, err)
			continue
		}
		k.Object(answer, name, object)
	}
}

// Object holds one object against its definition. What it finds is sorted: the schema's own order is
// that of a table, and no two runs have the same.
func (k Known) Object(answer *verdict.Verdict, name string, object map[string]any) {
	version, _ := object["apiVersion"].(string)
	of, _ := object["kind"].(string)
	group, version, _ := strings.Cut(version, "/")
	rule, ok := k[kind{group, version, of}]
	if !ok {
		answer.Fail("%s: no definition of %s/%s %s", name, group, version, of)
		return
	}
	found := []string{}
	for _, fault := range validation.ValidateCustomResource(nil, object, rule.validator) {
		found = append(found, fmt.Sprintf("%s: %v", name, fault))
	}
	if checker := cel.NewValidator(rule.structure, true, apiservercel.PerCallLimit); checker != nil {
		faults, _ := checker.Validate(context.Background(), nil, rule.structure, object, nil, apiservercel.RuntimeCELCostBudget)
		for _, fault := range faults {
			found = append(found, fmt.Sprintf("%s: %v", name, fault))
		}
	}
	options := schema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}
	for _, path := range pruning.PruneWithOptions(object, rule.structure, true, options) {
		found = append(found, fmt.Sprintf("%s: unknown field %s", name, path))
	}
	slices.Sort(found)
	answer.Errors = append(answer.Errors, found...)
}

// Add reads all definitions below a folder, where there is one.
func (k Known) Add(folder string) error {
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
		if definition.Kind != "CustomResourceDefinition" {
			return nil
		}
		for _, version := range definition.Spec.Versions {
			rule, err := ruled(version.Schema)
			if err != nil {
				return fmt.Errorf("%s %s: %w", path, version.Name, err)
			}
			k[kind{definition.Spec.Group, version.Name, definition.Spec.Names.Kind}] = rule
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

// Read is an object of a job.
func Read(job verdict.Job, name string) (out map[string]any, err error) {
	text, err := job.Read(name)
	if err != nil {
		return nil, err
	}
	if err := yaml.UnmarshalStrict(text, &out); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return out, nil
}

// Whole is an object, or a part of one laid over a base.
func Whole(job verdict.Job, name, base string) (map[string]any, error) {
	object, err := Read(job, name)
	if err != nil || base == "" {
		return object, err
	}
	under, err := Read(job, base)
	if err != nil {
		return nil, err
	}
	return verdict.Over(under, object), nil
}

// OfModule are the definitions that lie in some folders of a module on this machine: of the one that
// has a function, in a file whose path holds the mark behind the module's root.
func OfModule(function any, mark string, folders ...string) (Known, error) {
	inside := runtime.FuncForPC(reflect.ValueOf(function).Pointer())
	file, _ := inside.FileLine(inside.Entry())
	root, _, ok := strings.Cut(filepath.ToSlash(file), mark)
	if !ok {
		return nil, fmt.Errorf("the module is not where %s was built from", file)
	}
	known := Known{}
	for _, folder := range folders {
		if err := known.Add(filepath.Join(root, folder)); err != nil {
			return nil, err
		}
	}
	if len(known) == 0 {
		return nil, fmt.Errorf("there are no definitions in %s", root)
	}
	return known, nil
}
