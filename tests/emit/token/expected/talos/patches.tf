# The patch `clean` for Terraform's talos provider.
# Made by `airlock emit` for profile token and target talos; do not edit.
# Apply: put local.airlock_config_patches first in config_patches of data.talos_machine_configuration
# On a running cluster: nodes reboot: changed credentials need it
locals {
  # config_patches = concat(local.airlock_config_patches, …) of data.talos_machine_configuration
  airlock_config_patches = [
    "---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"docker.io\"\nendpoints:\n  - url: \"https://registry.corp\"\nskipFallback: true\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"quay.io\"\nendpoints:\n  - url: \"https://registry.corp\"\nskipFallback: true\n---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: \"registry.corp\"\nendpoints:\n  - url: \"https://registry.corp\"\nskipFallback: true\n---\napiVersion: v1alpha1\nkind: RegistryAuthConfig\nname: \"registry.corp\"\n\"identityToken\": \"a token: 'of' $ome \\\"kind\\\"\"\n",
  ]
}
