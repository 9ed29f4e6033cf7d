package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	bootstrap "sigs.k8s.io/cluster-api/api/bootstrap/kubeadm/v1beta2"
	control "sigs.k8s.io/cluster-api/api/controlplane/kubeadm/v1beta2"
	bootstraphooks "sigs.k8s.io/cluster-api/bootstrap/kubeadm/webhooks/admission"
	bootstrapconversion "sigs.k8s.io/cluster-api/bootstrap/kubeadm/webhooks/conversion"
	controlhooks "sigs.k8s.io/cluster-api/controlplane/kubeadm/webhooks/admission"
	controlconversion "sigs.k8s.io/cluster-api/controlplane/kubeadm/webhooks/conversion"
	"sigs.k8s.io/yaml"

	"oracle/verdict"
)

// errRefused is that an answer has all its errors already.
var errRefused = errors.New("an API server refuses it")

// understood is what an object of one of the three kinds puts on a node, when its definition, its
// type, the conversion to the newest version and the webhook have taken it, in an API server's order.
func understood(answer *verdict.Verdict, object map[string]any) (*machine, error) {
	version, _ := object["apiVersion"].(string)
	kind, _ := object["kind"].(string)
	spec, known := kinds[kind+" "+version[strings.LastIndex(version, "/")+1:]]
	if !known {
		return nil, fmt.Errorf("there is no judge for %s %s", version, kind)
	}
	if err := defined(answer, object); err != nil {
		return nil, err
	}
	taken, err := spec(context.Background(), object)
	if err != nil {
		return nil, err
	}
	if len(answer.Errors) > 0 {
		return nil, errRefused
	}
	return told(taken)
}

var kinds = map[string]func(context.Context, map[string]any) (*bootstrap.KubeadmConfigSpec, error){
	"KubeadmControlPlane v1beta1":         older(controlconversion.ConvertKubeadmControlPlaneV1Beta1ToHub, controlPlane),
	"KubeadmControlPlane v1beta2":         newest(controlPlane),
	"KubeadmControlPlaneTemplate v1beta1": older(controlconversion.ConvertKubeadmControlPlaneTemplateV1Beta1ToHub, controlPlaneTemplate),
	"KubeadmControlPlaneTemplate v1beta2": newest(controlPlaneTemplate),
	"KubeadmConfigTemplate v1beta1":       older(bootstrapconversion.ConvertKubeadmConfigTemplateV1Beta1ToHub, configTemplate),
	"KubeadmConfigTemplate v1beta2":       newest(configTemplate),
}

func strictly[T any](object map[string]any) (*T, error) {
	text, err := yaml.Marshal(object)
	if err != nil {
		return nil, err
	}
	typed := new(T)
	return typed, yaml.UnmarshalStrict(text, typed)
}

type hook[T any] func(context.Context, *T) (*bootstrap.KubeadmConfigSpec, error)

func newest[T any](webhook hook[T]) func(context.Context, map[string]any) (*bootstrap.KubeadmConfigSpec, error) {
	return func(ctx context.Context, object map[string]any) (*bootstrap.KubeadmConfigSpec, error) {
		typed, err := strictly[T](object)
		if err != nil {
			return nil, err
		}
		return webhook(ctx, typed)
	}
}

func older[O, T any](convert func(context.Context, *O, *T) error, webhook hook[T]) func(context.Context, map[string]any) (*bootstrap.KubeadmConfigSpec, error) {
	return func(ctx context.Context, object map[string]any) (*bootstrap.KubeadmConfigSpec, error) {
		typed, err := strictly[O](object)
		if err != nil {
			return nil, err
		}
		hub := new(T)
		if err := convert(ctx, typed, hub); err != nil {
			return nil, err
		}
		return webhook(ctx, hub)
	}
}

func controlPlane(ctx context.Context, o *control.KubeadmControlPlane) (*bootstrap.KubeadmConfigSpec, error) {
	hook := &controlhooks.KubeadmControlPlane{}
	if err := hook.Default(ctx, o); err != nil {
		return nil, err
	}
	_, err := hook.ValidateCreate(ctx, o)
	return &o.Spec.KubeadmConfigSpec, err
}

func controlPlaneTemplate(ctx context.Context, o *control.KubeadmControlPlaneTemplate) (*bootstrap.KubeadmConfigSpec, error) {
	_, err := (&controlhooks.KubeadmControlPlaneTemplate{}).ValidateCreate(ctx, o)
	return &o.Spec.Template.Spec.KubeadmConfigSpec, err
}

func configTemplate(ctx context.Context, o *bootstrap.KubeadmConfigTemplate) (*bootstrap.KubeadmConfigSpec, error) {
	_, err := (&bootstraphooks.KubeadmConfigTemplate{}).ValidateCreate(ctx, o)
	return &o.Spec.Template.Spec, err
}

// machine is what a node gets.
type machine struct {
	Files    []file   `json:"files"`
	Commands []string `json:"commands"`
}

type file struct {
	Path        string  `json:"path"`
	Owner       string  `json:"owner"`
	Permissions string  `json:"permissions"`
	Append      bool    `json:"append,omitempty"`
	Content     string  `json:"content,omitempty"`
	Secret      *secret `json:"secret,omitempty"`
}

type secret struct {
	Name string `json:"name"`
	Key  string `json:"key"`
}

func told(spec *bootstrap.KubeadmConfigSpec) (*machine, error) {
	out := &machine{Files: []file{}, Commands: spec.PreKubeadmCommands}
	for _, given := range spec.Files {
		content, err := decoded(given.Content, given.Encoding)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", given.Path, err)
		}
		one := file{Path: given.Path, Owner: given.Owner, Permissions: given.Permissions, Content: content}
		one.Append = given.Append != nil && *given.Append
		if given.ContentFrom.IsDefined() {
			one.Secret = &secret{given.ContentFrom.Secret.Name, given.ContentFrom.Secret.Key}
		}
		out.Files = append(out.Files, one)
	}
	return out, nil
}

// decoded is what cloud-init writes.
func decoded(content string, encoding bootstrap.Encoding) (string, error) {
	text := []byte(content)
	if encoding == bootstrap.Base64 || encoding == bootstrap.GzipBase64 {
		plain, err := base64.StdEncoding.DecodeString(content)
		if err != nil {
			return "", err
		}
		text = plain
	}
	if encoding == bootstrap.Gzip || encoding == bootstrap.GzipBase64 {
		reader, err := gzip.NewReader(bytes.NewReader(text))
		if err != nil {
			return "", err
		}
		if text, err = io.ReadAll(reader); err != nil {
			return "", err
		}
	}
	return string(text), nil
}
