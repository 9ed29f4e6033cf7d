locals {
  airlock_config_patches = ["password: %{if}"]
}
