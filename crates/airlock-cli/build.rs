//! How the binary `airlock` is linked. May not generate or read anything.

/// Linked to a fixed place, the binary starts without mending ten thousand addresses in its
/// tables, which is a third of what a small chart takes. With the unwinder in it, it needs no
/// library but the C library: images without `libgcc_s.so.1` can run it, and a chart takes a
/// twentieth less. Whoever can link Rust programs for this target has both kinds of unwinder.
#[expect(
    clippy::disallowed_methods,
    reason = "this is how Cargo names the target to a build script"
)]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |key: &str, value: &str| std::env::var(key).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo::rustc-link-arg-bin=airlock=-no-pie");
        println!("cargo::rustc-link-lib=gcc_eh");
    }
}
