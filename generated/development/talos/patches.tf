# The patch `clean` for Terraform's talos provider.
# Made by `airlock gen` for profile development and target talos; do not edit.
# From charts/airlock.lock (sha256:017a5290c6af8aa343a8598f9279eacf93b47a89a56d3d89a1644c41517de8ce).
# Apply: put local.airlock_config_patches first in config_patches of data.talos_machine_configuration
# On a running cluster: nothing reboots: changed mirrors are taken at once
# Insecure transport is permitted until 2027-12-31: the caches and the nodes share one machine's own network
# airlock:sha256=029f5540e55f02e616e91e94cba78897445b047b8ca991154bfb79ad5c2050d0
locals {
  # config_patches = concat(local.airlock_config_patches, …) of data.talos_machine_configuration
  airlock_config_patches = [
    "---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"docker.io\"\nendpoints:\n  - url: \"http://docker-io-cache:5000\"\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"ghcr.io\"\nendpoints:\n  - url: \"http://ghcr-io-cache:5000\"\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"nvcr.io\"\nendpoints:\n  - url: \"http://nvcr-io-cache:5000\"\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"quay.io\"\nendpoints:\n  - url: \"http://quay-io-cache:5000\"\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"registry.cn-hangzhou.aliyuncs.com\"\nendpoints:\n  - url: \"http://aliyun-cache:5000\"\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"registry.istio.io\"\nendpoints:\n  - url: \"http://registry-istio-io-cache:5000\"\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"registry.k8s.io\"\nendpoints:\n  - url: \"http://registry-k8s-io-cache:5000\"\n",
  ]
}
