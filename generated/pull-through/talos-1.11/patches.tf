# The patch `clean` for Terraform's talos provider.
# Made by `airlock gen` for profile pull-through and target talos; do not edit.
# From charts/airlock.lock (sha256:15d6ac85b645f633de0f7628ddc45f266ea9155aa990fc41d60aabb70289cdbc).
# Apply: put local.airlock_config_patches first in config_patches of data.talos_machine_configuration
# On a running cluster: nothing reboots: changed mirrors are taken at once
# airlock:sha256=a2dd101811aa9ba0ffeffdf300742e3e528508ff30bdb077533b5941787fd7ce
locals {
  # config_patches = concat(local.airlock_config_patches, …) of data.talos_machine_configuration
  airlock_config_patches = [
    "machine:\n  registries:\n    mirrors:\n      \"docker.io\":\n        endpoints:\n          - \"https://harbor.example.com/v2/docker-hub-proxy\"\n        overridePath: true\n      \"ghcr.io\":\n        endpoints:\n          - \"https://harbor.example.com/v2/ghcr-proxy\"\n        overridePath: true\n      \"nvcr.io\":\n        endpoints:\n          - \"https://harbor.example.com/v2/nvcr-proxy\"\n        overridePath: true\n      \"quay.io\":\n        endpoints:\n          - \"https://harbor.example.com/v2/quay-proxy\"\n        overridePath: true\n      \"registry.cn-hangzhou.aliyuncs.com\":\n        endpoints:\n          - \"https://harbor.example.com/v2/aliyun-proxy\"\n        overridePath: true\n      \"registry.istio.io\":\n        endpoints:\n          - \"https://harbor.example.com/v2/istio-proxy\"\n        overridePath: true\n      \"registry.k8s.io\":\n        endpoints:\n          - \"https://harbor.example.com/v2/k8s-proxy\"\n        overridePath: true\n",
  ]
}
