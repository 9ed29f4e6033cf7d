# The patch `clean` for Terraform's talos provider.
# Made by `airlock gen` for profile pull-through and target talos; do not edit.
# From charts/airlock.lock (sha256:15d6ac85b645f633de0f7628ddc45f266ea9155aa990fc41d60aabb70289cdbc).
# Apply: put local.airlock_config_patches first in config_patches of data.talos_machine_configuration
# On a running cluster: nothing reboots: changed mirrors are taken at once
# airlock:sha256=99aea781a5d6485d04aed81c57e80e5dfd8c6074efc08c0db3f810e76daff067
locals {
  # config_patches = concat(local.airlock_config_patches, …) of data.talos_machine_configuration
  airlock_config_patches = [
    "---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"docker.io\"\nendpoints:\n  - url: \"https://harbor.example.com/v2/docker-hub-proxy\"\n    overridePath: true\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"ghcr.io\"\nendpoints:\n  - url: \"https://harbor.example.com/v2/ghcr-proxy\"\n    overridePath: true\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"nvcr.io\"\nendpoints:\n  - url: \"https://harbor.example.com/v2/nvcr-proxy\"\n    overridePath: true\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"quay.io\"\nendpoints:\n  - url: \"https://harbor.example.com/v2/quay-proxy\"\n    overridePath: true\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"registry.cn-hangzhou.aliyuncs.com\"\nendpoints:\n  - url: \"https://harbor.example.com/v2/aliyun-proxy\"\n    overridePath: true\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"registry.istio.io\"\nendpoints:\n  - url: \"https://harbor.example.com/v2/istio-proxy\"\n    overridePath: true\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"registry.k8s.io\"\nendpoints:\n  - url: \"https://harbor.example.com/v2/k8s-proxy\"\n    overridePath: true\n",
  ]
}
