# The patch `clean` for Terraform's talos provider.
# Made by `airlock emit` for profile pull-through and target talos; do not edit.
# Apply: put local.airlock_config_patches first in config_patches of data.talos_machine_configuration
# On a running cluster: nothing reboots: changed mirrors are taken at once
locals {
  # config_patches = concat(local.airlock_config_patches, …) of data.talos_machine_configuration
  airlock_config_patches = [
    "---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"docker.io\"\nendpoints:\n  - url: \"https://harbor.corp/v2/hub-proxy\"\n    overridePath: true\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"ghcr.io\"\nendpoints:\n  - url: \"https://harbor.corp/v2/ghcr-proxy\"\n    overridePath: true\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"quay.io\"\nendpoints:\n  - url: \"https://harbor.corp/v2/quay-proxy\"\n    overridePath: true\n",
  ]
}
