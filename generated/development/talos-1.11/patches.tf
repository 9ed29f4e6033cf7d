# The patch `clean` for Terraform's talos provider.
# Made by `airlock gen` for profile development and target talos; do not edit.
# From charts/airlock.lock (sha256:15d6ac85b645f633de0f7628ddc45f266ea9155aa990fc41d60aabb70289cdbc).
# Apply: put local.airlock_config_patches first in config_patches of data.talos_machine_configuration
# On a running cluster: nothing reboots: changed mirrors are taken at once
# Insecure transport is permitted until 2027-12-31: the caches and the nodes share one machine's own network
# airlock:sha256=06b17c9d3af3effe5591c4d346894d301c2cad5f27e8f00494f27c068bd2d695
locals {
  # config_patches = concat(local.airlock_config_patches, …) of data.talos_machine_configuration
  airlock_config_patches = [
    "machine:\n  registries:\n    mirrors:\n      \"docker.io\":\n        endpoints:\n          - \"http://docker-io-cache:5000\"\n      \"ghcr.io\":\n        endpoints:\n          - \"http://ghcr-io-cache:5000\"\n      \"nvcr.io\":\n        endpoints:\n          - \"http://nvcr-io-cache:5000\"\n      \"quay.io\":\n        endpoints:\n          - \"http://quay-io-cache:5000\"\n      \"registry.cn-hangzhou.aliyuncs.com\":\n        endpoints:\n          - \"http://aliyun-cache:5000\"\n      \"registry.istio.io\":\n        endpoints:\n          - \"http://registry-istio-io-cache:5000\"\n      \"registry.k8s.io\":\n        endpoints:\n          - \"http://registry-k8s-io-cache:5000\"\n",
  ]
}
