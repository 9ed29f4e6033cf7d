# The patch `clean` for Terraform's talos provider.
# Made by `airlock emit` for profile token and target talos; do not edit.
# Apply: put local.airlock_config_patches first in config_patches of data.talos_machine_configuration
# On a running cluster: nodes reboot: changed credentials need it
locals {
  # config_patches = concat(local.airlock_config_patches, …) of data.talos_machine_configuration
  airlock_config_patches = [
    "machine:\n  registries:\n    mirrors:\n      \"docker.io\":\n        endpoints:\n          - \"https://registry.corp\"\n        skipFallback: true\n      \"quay.io\":\n        endpoints:\n          - \"https://registry.corp\"\n        skipFallback: true\n      \"registry.corp\":\n        endpoints:\n          - \"https://registry.corp\"\n        skipFallback: true\n    config:\n      \"registry.corp\":\n        auth:\n          \"identityToken\": \"a token: 'of' $ome \\\"kind\\\"\"\n",
  ]
}
