package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	jsonpatch "github.com/evanphx/json-patch/v5"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	clusterv1beta1 "sigs.k8s.io/cluster-api/api/core/v1beta1"
	cluster "sigs.k8s.io/cluster-api/api/core/v1beta2"
	hooks "sigs.k8s.io/cluster-api/api/runtime/hooks/v1alpha1"
	"sigs.k8s.io/cluster-api/core/reconcilers/topology/cluster/patches/inline"
	clusterhooks "sigs.k8s.io/cluster-api/core/webhooks/admission"
	clusterconversion "sigs.k8s.io/cluster-api/core/webhooks/conversion"

	"oracle/definitions"
	"oracle/verdict"
)

// class lets the topology controller's own engine apply each patch of a class to the templates.
func class(job verdict.Job, ask question, answer *verdict.Verdict) error {
	definition, err := classOf(job, ask, answer)
	if err != nil {
		return err
	}
	if _, err := (&clusterhooks.ClusterClass{}).ValidateCreate(context.Background(), definition); err != nil {
		return err
	}
	variables, err := completed(definition.Spec.Variables, ask.Variables)
	if err != nil {
		return err
	}
	result := map[string]any{}
	for _, name := range ask.Templates {
		template, err := definitions.Read(job, name)
		if err != nil {
			return err
		}
		for i := range definition.Spec.Patches {
			if template, err = patched(&definition.Spec.Patches[i], template, variables); err != nil {
				return fmt.Errorf("%s: patch %s: %w", name, definition.Spec.Patches[i].Name, err)
			}
		}
		if result[name], err = understood(answer, template); err != nil {
			return fmt.Errorf("%s, patched: %w", name, err)
		}
	}
	answer.Result = result
	return nil
}

func classOf(job verdict.Job, ask question, answer *verdict.Verdict) (*cluster.ClusterClass, error) {
	object, err := definitions.Whole(job, ask.Class, ask.Base)
	if err != nil {
		return nil, err
	}
	if err := defined(answer, object); err != nil {
		return nil, err
	}
	if object["apiVersion"] != clusterv1beta1.GroupVersion.String() {
		return strictly[cluster.ClusterClass](object)
	}
	older, err := strictly[clusterv1beta1.ClusterClass](object)
	if err != nil {
		return nil, err
	}
	definition := &cluster.ClusterClass{}
	return definition, clusterconversion.ConvertClusterClassV1Beta1ToHub(context.Background(), older, definition)
}

// completed are the values of a cluster, with the defaults of the class and held against its schemas,
// as the webhook of clusters does both.
func completed(variables []cluster.ClusterClassVariable, given map[string]any) ([]hooks.Variable, error) {
	values := map[string]any{}
	unknown := maps.Clone(given)
	for _, variable := range variables {
		delete(unknown, variable.Name)
		shape, err := shapeOf(variable)
		if err != nil {
			return nil, err
		}
		structure, err := schema.NewStructural(shape)
		if err != nil {
			return nil, err
		}
		// Only a table has its fields defaulted, so that the variable is put into one.
		holder := map[string]any{}
		if value, ok := given[variable.Name]; ok {
			holder[variable.Name] = value
		}
		defaulting.Default(holder, &schema.Structural{Properties: map[string]schema.Structural{variable.Name: *structure}})
		value, set := holder[variable.Name]
		if !set {
			if variable.Required != nil && *variable.Required {
				return nil, fmt.Errorf("the variable %s is required", variable.Name)
			}
			continue
		}
		validator, _, err := validation.NewSchemaValidator(shape)
		if err != nil {
			return nil, err
		}
		if faults := validation.ValidateCustomResource(field.NewPath(variable.Name), value, validator); len(faults) > 0 {
			return nil, faults.ToAggregate()
		}
		values[variable.Name] = value
	}
	for name := range unknown {
		return nil, fmt.Errorf("the class has no variable %s", name)
	}
	out := []hooks.Variable{}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		raw, err := json.Marshal(values[name])
		if err != nil {
			return nil, err
		}
		out = append(out, hooks.Variable{Name: name, Value: apiextensionsv1.JSON{Raw: raw}})
	}
	return out, nil
}

// shapeOf goes through JSON: a class's schema is written as a definition's is, and is a type of its own.
func shapeOf(variable cluster.ClusterClassVariable) (*apiextensions.JSONSchemaProps, error) {
	text, err := json.Marshal(variable.Schema.OpenAPIV3Schema)
	if err != nil {
		return nil, err
	}
	var given apiextensionsv1.JSONSchemaProps
	if err := json.Unmarshal(text, &given); err != nil {
		return nil, err
	}
	shape := &apiextensions.JSONSchemaProps{}
	return shape, apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(&given, shape, nil)
}

func patched(patch *cluster.ClusterClassPatch, template map[string]any, variables []hooks.Variable) (map[string]any, error) {
	raw, err := json.Marshal(template)
	if err != nil {
		return nil, err
	}
	item := hooks.GeneratePatchesRequestItem{UID: "1", HolderReference: holder(template)}
	item.Object = runtime.RawExtension{Raw: raw, Object: &unstructured.Unstructured{Object: template}}
	if item.HolderReference.Kind == "MachineDeployment" {
		class := apiextensionsv1.JSON{Raw: []byte(`{"machineDeployment":{"class":"workers"}}`)}
		item.Variables = []hooks.Variable{{Name: "builtin", Value: class}}
	}
	request := &hooks.GeneratePatchesRequest{Variables: variables, Items: []hooks.GeneratePatchesRequestItem{item}}
	response, err := inline.NewGenerator(patch).Generate(context.Background(), &metav1.PartialObjectMetadata{}, request)
	if err != nil {
		return nil, err
	}
	for _, one := range response.Items {
		change, err := jsonpatch.DecodePatch(one.Patch)
		if err != nil {
			return nil, err
		}
		if raw, err = change.Apply(raw); err != nil {
			return nil, err
		}
	}
	var out map[string]any
	return out, json.Unmarshal(raw, &out)
}

// holder is the object that a template is used by, which selectors look at.
func holder(template map[string]any) hooks.HolderReference {
	if template["kind"] == "KubeadmConfigTemplate" {
		return hooks.HolderReference{APIVersion: cluster.GroupVersion.String(), Kind: "MachineDeployment", FieldPath: "spec.template.spec.bootstrap.configRef"}
	}
	return hooks.HolderReference{APIVersion: cluster.GroupVersion.String(), Kind: "Cluster", FieldPath: "spec.controlPlaneRef"}
}
