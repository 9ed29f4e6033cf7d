//! The operator that a child cluster gets. It is told of the mirror as this one was, so that
//! grandchildren are, too.

use airlock_mirror::emit::choose::passed_on;
use serde_json::{Value, json};

/// Its Deployment; `variable` is this operator's own `LATTICE_IMAGE_REGISTRY`.
pub fn operator(variable: Option<&str>) -> Value {
    let mut env = vec![json!({ "name": "LATTICE_ROOT", "value": "false" })];
    if let Some((name, value)) = passed_on(variable) {
        env.push(json!({ "name": name, "value": value }));
    }
    json!({
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": { "name": "operator", "namespace": "operator" },
        "spec": { "template": { "spec": { "containers": [{
            "name": "operator",
            "image": "registry.example.com/operator:1.0.0",
            "env": env,
        }] } } },
    })
}
