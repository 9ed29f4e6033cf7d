# The patch `clean` for Terraform's talos provider.
# Made by `airlock gen` for profile pull-through and target talos; do not edit.
# From charts/airlock.lock (sha256:017a5290c6af8aa343a8598f9279eacf93b47a89a56d3d89a1644c41517de8ce).
# Apply: put local.airlock_config_patches first in config_patches of data.talos_machine_configuration
# On a running cluster: nothing reboots: changed mirrors are taken at once
# airlock:sha256=9e1f5a8d69f8896e9a07a73bc1494532bf95e2db48584529a534b1bbcd74a7ce
locals {
  # config_patches = concat(local.airlock_config_patches, …) of data.talos_machine_configuration
  airlock_config_patches = [
    "---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"docker.io\"\nendpoints:\n  - url: \"https://harbor.example.com/v2/docker-hub-proxy\"\n    overridePath: true\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"ghcr.io\"\nendpoints:\n  - url: \"https://harbor.example.com/v2/ghcr-proxy\"\n    overridePath: true\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"nvcr.io\"\nendpoints:\n  - url: \"https://harbor.example.com/v2/nvcr-proxy\"\n    overridePath: true\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"quay.io\"\nendpoints:\n  - url: \"https://harbor.example.com/v2/quay-proxy\"\n    overridePath: true\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"registry.cn-hangzhou.aliyuncs.com\"\nendpoints:\n  - url: \"https://harbor.example.com/v2/aliyun-proxy\"\n    overridePath: true\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"registry.istio.io\"\nendpoints:\n  - url: \"https://harbor.example.com/v2/istio-proxy\"\n    overridePath: true\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"registry.k8s.io\"\nendpoints:\n  - url: \"https://harbor.example.com/v2/k8s-proxy\"\n    overridePath: true\n",
  ]
}
