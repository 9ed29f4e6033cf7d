# The patch `clean` for Terraform's talos provider.
# Made by `airlock emit` for profile pull-through and target talos; do not edit.
# Apply: put local.airlock_config_patches first in config_patches of data.talos_machine_configuration
# On a running cluster: nothing reboots: changed mirrors are taken at once
locals {
  # config_patches = concat(local.airlock_config_patches, …) of data.talos_machine_configuration
  airlock_config_patches = [
    "machine:\n  registries:\n    mirrors:\n      \"docker.io\":\n        endpoints:\n          - \"https://harbor.corp/v2/hub-proxy\"\n        overridePath: true\n      \"ghcr.io\":\n        endpoints:\n          - \"https://harbor.corp/v2/ghcr-proxy\"\n        overridePath: true\n      \"quay.io\":\n        endpoints:\n          - \"https://harbor.corp/v2/quay-proxy\"\n        overridePath: true\n",
  ]
}
