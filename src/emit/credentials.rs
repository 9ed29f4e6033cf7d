//! Credentials for formats that hold them themselves: `registries.yaml` and Talos's configuration.

use super::artifact::Refusal;
use super::plan::Endpoint;
use airlock_lock::mirror::{Credential, CredentialKind, Credentials};
use serde_json::{Value, json};

/// A key and its value, as templates list them.
pub(super) fn pair(key: &str, value: impl Into<Value>) -> Value {
    json!({ "key": key, "value": value.into() })
}

/// What a mirror is sent, as keys and values; `token` is the format's word for an identity token,
/// `reads` why nothing but a value can be used.
pub(super) fn written(
    target: &'static str,
    mirror: &Endpoint,
    token: &str,
    reads: &str,
) -> Result<Vec<Value>, Refusal> {
    match &mirror.auth {
        None => Ok(Vec::new()),
        Some(Credentials {
            kind: CredentialKind::Basic,
            held: Credential::Value(value),
        }) => {
            let (user, password) = value.split_once(':').unwrap_or((value, ""));
            Ok(vec![pair("username", user), pair("password", password)])
        }
        Some(Credentials {
            kind: CredentialKind::IdentityToken,
            held: Credential::Value(value),
        }) => Ok(vec![pair(token, value.as_str())]),
        Some(_) => Err(Refusal::new(
            target,
            reads,
            "allow anonymous reads at the mirror, or write basic credentials or an identity token by `value`",
        )),
    }
}
