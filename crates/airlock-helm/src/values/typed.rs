//! `common.Values`: the map type that `.Values` has in templates, and its methods. Helm 3 calls it
//! `chartutil.Values`.

use airlock_gotmpl::value::{ANY_MAP, MapType};
use airlock_gotmpl::{FuncError, Map, Sig, Ty, Value, number};

use crate::compat::Compat;
use crate::encoding::yaml::to_yaml;

/// `common.Values`
static VALUES: MapType = MapType {
    name: "common.Values",
    strings: false,
    method,
    call,
};

/// The same in Helm 3.
static VALUES_3: MapType = MapType {
    name: "chartutil.Values",
    strings: false,
    method,
    call,
};

/// The type of `.Values` in one Helm.
pub(crate) fn values_type(compat: Compat) -> &'static MapType {
    match compat {
        Compat::Helm4 => &VALUES,
        Compat::Helm3 => &VALUES_3,
    }
}

fn method(name: &[u8]) -> Option<Sig> {
    match name {
        b"AsMap" | b"YAML" => Some(Sig::fixed(&[])),
        b"Table" | b"PathValue" => Some(Sig::fixed(&[Ty::Str])),
        b"Encode" => Some(Sig::fixed(&[Ty::Object("io.Writer")])),
        _ => None,
    }
}

fn call(values: &Map, name: &str, args: &[Value]) -> Result<Value, FuncError> {
    let path = match args.first() {
        Some(Value::Str(path)) => path.to_text().into_owned(),
        _ => String::new(),
    };
    match name {
        "AsMap" => Ok(Value::Map(values.retyped(&ANY_MAP))),
        "YAML" => Ok(Value::str(to_yaml(&Value::Map(values.clone()))?)),
        "Table" => Ok(table(values, &path).map(|t| Value::Map(t.retyped(values.ty())))?),
        "PathValue" => Ok(path_value(values, &path)?),
        _ => Err(FuncError::new(format!("no method {name}"))),
    }
}

/// The table at a dotted path, or Helm's words.
pub(crate) fn table(values: &Map, path: &str) -> Result<Map, String> {
    let mut found = values.clone();
    for name in path.split('.') {
        found = match found.get(name.as_bytes()) {
            Some(Value::Map(map)) => map,
            _ => return Err(format!("{} is not a table", number::quote(name.as_bytes()))),
        };
    }
    Ok(found)
}

/// The value, not a table, at a dotted path, or Helm's words.
pub(crate) fn path_value(values: &Map, path: &str) -> Result<Value, String> {
    if path.is_empty() {
        return Err("YAML path cannot be empty".to_owned());
    }
    let (parent, key) = match path.rsplit_once('.') {
        Some((parent, key)) => (table(values, parent).ok(), key),
        None => (Some(values.clone()), path),
    };
    match parent.and_then(|parent| parent.get(key.as_bytes())) {
        None | Some(Value::Map(_)) => {
            Err(format!("{} is not a value", number::quote(key.as_bytes())))
        }
        Some(value) => Ok(value),
    }
}
