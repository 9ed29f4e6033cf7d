locals {
  airlock_config_patches = ["password: $${secret} %%{if} \"quoted\"\n"]
}
