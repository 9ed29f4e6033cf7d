locals {
  airlock_config_patches = ["password: ${secret}"]
}
