# The patch `clean` for Terraform's talos provider.
# Made by `airlock gen` for profile development and target talos; do not edit.
# From charts/airlock.lock (sha256:017a5290c6af8aa343a8598f9279eacf93b47a89a56d3d89a1644c41517de8ce).
# Apply: put local.airlock_config_patches first in config_patches of data.talos_machine_configuration
# On a running cluster: nothing reboots: changed mirrors are taken at once
# Insecure transport is permitted until 2027-12-31: the caches and the nodes share one machine's own network
# airlock:sha256=6a51a0b6fa47bcf020224aa954e3db525ce3e5b8f377b5e9af7870759991b0f2
locals {
  # config_patches = concat(local.airlock_config_patches, …) of data.talos_machine_configuration
  airlock_config_patches = [
    "machine:\n  registries:\n    mirrors:\n      \"docker.io\":\n        endpoints:\n          - \"http://docker-io-cache:5000\"\n      \"ghcr.io\":\n        endpoints:\n          - \"http://ghcr-io-cache:5000\"\n      \"nvcr.io\":\n        endpoints:\n          - \"http://nvcr-io-cache:5000\"\n      \"quay.io\":\n        endpoints:\n          - \"http://quay-io-cache:5000\"\n      \"registry.cn-hangzhou.aliyuncs.com\":\n        endpoints:\n          - \"http://aliyun-cache:5000\"\n      \"registry.istio.io\":\n        endpoints:\n          - \"http://registry-istio-io-cache:5000\"\n      \"registry.k8s.io\":\n        endpoints:\n          - \"http://registry-k8s-io-cache:5000\"\n",
  ]
}
