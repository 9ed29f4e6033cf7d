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

// Object holds one object against its definition.
func (k Known) Object(answer *verdict.Verdict, name string, object map[string]any) {
	version, _ := object["apiVersion"].(string)
	of, _ := object["kind"].(string)
	group, version, _ := strings.Cut(version, "/")
	rule, ok := k[kind{group, version, of}]
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
