# The patch `clean` for Terraform's talos provider.
# Made by `airlock gen` for profile development and target talos; do not edit.
# From charts/airlock.lock (sha256:15d6ac85b645f633de0f7628ddc45f266ea9155aa990fc41d60aabb70289cdbc).
# Apply: put local.airlock_config_patches first in config_patches of data.talos_machine_configuration
# On a running cluster: nothing reboots: changed mirrors are taken at once
# Insecure transport is permitted until 2027-12-31: the caches and the nodes share one machine's own network
# airlock:sha256=aaba51e38a09f1d590b01ccede40274ce711b382917c24c9e1453321d42acd90
locals {
  # config_patches = concat(local.airlock_config_patches, …) of data.talos_machine_configuration
  airlock_config_patches = [
    "---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"docker.io\"\nendpoints:\n  - url: \"http://docker-io-cache:5000\"\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"ghcr.io\"\nendpoints:\n  - url: \"http://ghcr-io-cache:5000\"\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"nvcr.io\"\nendpoints:\n  - url: \"http://nvcr-io-cache:5000\"\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"quay.io\"\nendpoints:\n  - url: \"http://quay-io-cache:5000\"\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"registry.cn-hangzhou.aliyuncs.com\"\nendpoints:\n  - url: \"http://aliyun-cache:5000\"\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"registry.istio.io\"\nendpoints:\n  - url: \"http://registry-istio-io-cache:5000\"\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"registry.k8s.io\"\nendpoints:\n  - url: \"http://registry-k8s-io-cache:5000\"\n",
  ]
}
