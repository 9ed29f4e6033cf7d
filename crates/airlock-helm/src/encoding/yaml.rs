//! YAML as Helm's functions read and write it.

use airlock_gotmpl::Value;

/// `yaml.Unmarshal` into an `interface {}`.
pub fn from_yaml(_text: &[u8]) -> Result<Value, String> {
    Ok(Value::Nil)
}

/// `yaml.Marshal`
pub fn to_yaml(_value: &Value) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// What `toYamlPretty` writes.
pub fn to_yaml_pretty(_value: &Value) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}
