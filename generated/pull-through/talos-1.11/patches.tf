# The patch `clean` for Terraform's talos provider.
# Made by `airlock gen` for profile pull-through and target talos; do not edit.
# From charts/airlock.lock (sha256:017a5290c6af8aa343a8598f9279eacf93b47a89a56d3d89a1644c41517de8ce).
# Apply: put local.airlock_config_patches first in config_patches of data.talos_machine_configuration
# On a running cluster: nothing reboots: changed mirrors are taken at once
# airlock:sha256=ca11d76d8eb33a857b0329d596e8141e439c396ed9062b9a4beecd56928f4e1e
locals {
  # config_patches = concat(local.airlock_config_patches, …) of data.talos_machine_configuration
  airlock_config_patches = [
    "machine:\n  registries:\n    mirrors:\n      \"docker.io\":\n        endpoints:\n          - \"https://harbor.example.com/v2/docker-hub-proxy\"\n        overridePath: true\n      \"ghcr.io\":\n        endpoints:\n          - \"https://harbor.example.com/v2/ghcr-proxy\"\n        overridePath: true\n      \"nvcr.io\":\n        endpoints:\n          - \"https://harbor.example.com/v2/nvcr-proxy\"\n        overridePath: true\n      \"quay.io\":\n        endpoints:\n          - \"https://harbor.example.com/v2/quay-proxy\"\n        overridePath: true\n      \"registry.cn-hangzhou.aliyuncs.com\":\n        endpoints:\n          - \"https://harbor.example.com/v2/aliyun-proxy\"\n        overridePath: true\n      \"registry.istio.io\":\n        endpoints:\n          - \"https://harbor.example.com/v2/istio-proxy\"\n        overridePath: true\n      \"registry.k8s.io\":\n        endpoints:\n          - \"https://harbor.example.com/v2/k8s-proxy\"\n        overridePath: true\n",
  ]
}
