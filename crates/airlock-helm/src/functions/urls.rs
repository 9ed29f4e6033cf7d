//! `urlParse` and `urlJoin`: URLs as dictionaries.

use airlock_gotmpl::{Call, Func, FuncError, Map, Shape, Sig, Str, Ty, Value};

use crate::url::Url;

pub(super) const FUNCS: &[Func] = &[
    Func::new("urlJoin", Sig::fixed(&[Ty::Map]), join),
    Func::new("urlParse", Sig::fixed(&[Ty::Str]), parse),
];

fn parse(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let url = Url::parse(call.text(0)).map_err(|why| format!("unable to parse url: {why}"))?;
    let user = url.user.as_ref().map(crate::url::User::to_bytes);
    Ok(Value::map([
        ("scheme", Value::str(url.scheme.as_slice())),
        ("host", Value::str(url.host.as_slice())),
        ("hostname", Value::str(url.hostname())),
        ("path", Value::str(url.path.as_slice())),
        ("query", Value::str(url.query.as_slice())),
        ("opaque", Value::str(url.opaque.as_slice())),
        ("fragment", Value::str(url.fragment.as_slice())),
        ("userinfo", Value::str(user.unwrap_or_default())),
    ]))
}

fn join(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let Value::Map(parts) = call.arg(0) else {
        return Ok(Value::str(""));
    };
    let mut url = Url {
        scheme: part(&parts, "scheme")?,
        host: part(&parts, "host")?,
        path: part(&parts, "path")?,
        query: part(&parts, "query")?,
        opaque: part(&parts, "opaque")?,
        fragment: part(&parts, "fragment")?,
        user: None,
    };
    let user = part(&parts, "userinfo")?;
    if !user.is_empty() {
        let whole = [b"proto://", user.as_slice(), b"@host"].concat();
        let parsed =
            Url::parse(&whole).map_err(|why| format!("unable to parse userinfo in dict: {why}"))?;
        url.user = parsed.user;
    }
    Ok(Value::str(url.to_bytes()))
}

fn part(parts: &Map, key: &str) -> Result<Vec<u8>, FuncError> {
    let value = match parts.get(key.as_bytes()) {
        None => return Ok(Vec::new()),
        Some(Value::Nil) => {
            return Err("runtime error: invalid memory address or nil pointer dereference".into());
        }
        Some(value) => value,
    };
    match text(&value) {
        Some(text) => Ok(text.to_vec()),
        None => Err(FuncError::from(format!(
            "unable to parse {key} key, must be of type string, but {} found",
            value.kind_name()
        ))),
    }
}

/// The text of a value whose kind is string.
fn text(value: &Value) -> Option<Str> {
    match value {
        Value::Str(text) => Some(text.clone()),
        Value::Object(object) => match object.shape() {
            Shape::Str(text) => Some(text),
            _ => None,
        },
        _ => None,
    }
}
