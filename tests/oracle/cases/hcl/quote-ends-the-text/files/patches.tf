locals {
  airlock_config_patches = ["name: "quoted""]
}
