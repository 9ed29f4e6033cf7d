//! Values to JSON, YAML and TOML and back. What Helm swallows is swallowed, what it stores under
//! `Error` is stored there, and the `must` twins fail.

use airlock_gotmpl::{Call, Func, FuncError, List, Map, Sig, Str, Ty, Value};
use airlock_yaml::Format;

use super::bounds;
use crate::encoding::limit::WriteError;
use crate::encoding::{json, toml, yaml};

const ANY: Sig = Sig::fixed(&[Ty::Any]);
const TEXT: Sig = Sig::fixed(&[Ty::Str]);

pub(super) const FUNCS: &[Func] = &[
    Func::new("fromJson", TEXT, from_json),
    Func::new("fromJsonArray", TEXT, from_json_array),
    Func::new("fromToml", TEXT, from_toml),
    Func::new("fromYaml", TEXT, from_yaml),
    Func::new("fromYamlArray", TEXT, from_yaml_array),
    Func::new("mustFromJson", TEXT, must_from_json),
    Func::new("mustToJson", ANY, must_to_json),
    Func::new("mustToPrettyJson", ANY, must_to_pretty_json),
    Func::new("mustToRawJson", ANY, to_raw_json),
    Func::new("mustToToml", ANY, must_to_toml),
    Func::new("mustToYaml", ANY, must_to_yaml),
    Func::new("toJson", ANY, to_json),
    Func::new("toPrettyJson", ANY, to_pretty_json),
    Func::new("toRawJson", ANY, to_raw_json),
    Func::new("toToml", ANY, to_toml),
    Func::new("toYaml", ANY, to_yaml),
    Func::new("toYamlPretty", ANY, to_yaml_pretty),
];

type Written = Result<Vec<u8>, WriteError>;

/// The text, charged to the run; an error is one.
fn must(call: &mut Call<'_, '_>, written: Written) -> Result<Value, FuncError> {
    let text = written?;
    call.machine.spend(text.len())?;
    Ok(Value::Str(call.machine.finish(text)))
}

/// The text, charged to the run; where the library refuses, nothing.
fn or_empty(call: &mut Call<'_, '_>, written: Written) -> Result<Value, FuncError> {
    match written {
        Err(error) => error.swallowed(|_| Value::str("")),
        written => must(call, written),
    }
}

fn without_line_end(mut text: Vec<u8>) -> Vec<u8> {
    if text.ends_with(b"\n") {
        text.pop();
    }
    text
}

fn write_yaml(call: &mut Call<'_, '_>, format: Format) -> Written {
    let buffer = call.machine.buffer();
    yaml::write_into(buffer, call.value(0), format).map(without_line_end)
}

fn to_yaml(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let written = write_yaml(call, Format::ToYaml);
    or_empty(call, written)
}

fn must_to_yaml(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let written = write_yaml(call, Format::ToYaml);
    must(call, written)
}

fn to_yaml_pretty(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let written = write_yaml(call, Format::ToYamlPretty);
    or_empty(call, written)
}

fn to_json(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let written = json::encode(call.value(0), json::Style::COMPACT);
    or_empty(call, written)
}

fn must_to_json(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let written = json::encode(call.value(0), json::Style::COMPACT);
    must(call, written)
}

fn to_pretty_json(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let written = json::encode(call.value(0), json::Style::PRETTY);
    or_empty(call, written)
}

fn must_to_pretty_json(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let written = json::encode(call.value(0), json::Style::PRETTY);
    must(call, written)
}

/// Unlike the others, `toRawJson` fails as its twin does.
fn to_raw_json(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let written = json::encode(call.value(0), json::Style::RAW);
    must(call, written)
}

fn to_toml(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    match toml::write(call.value(0)) {
        Err(error) => error.swallowed(Value::str),
        written => must(call, written),
    }
}

fn must_to_toml(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let written = toml::write(call.value(0));
    must(call, written)
}

/// The map, with the error under `Error` where there is one.
fn with_error(map: Map, error: Option<String>) -> Value {
    if let Some(error) = error {
        map.set("Error", Value::str(error));
    }
    Value::Map(map)
}

/// The list; an error in its place.
fn or_error(list: Result<List, String>) -> Value {
    Value::List(list.unwrap_or_else(|error| List::new(vec![Value::str(error)])))
}

fn from_yaml(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    bounds::parsing(call)?;
    let text = call.str(0);
    if let Some(known) = call.machine.recall(&text) {
        return Ok(known);
    }
    Ok(match yaml::map_from_yaml(&text) {
        Ok(map) => {
            let made = Value::Map(map);
            call.machine.remember(&text, &made);
            made
        }
        Err(error) => with_error(Map::default(), Some(error)),
    })
}

fn from_yaml_array(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    bounds::parsing(call)?;
    Ok(or_error(yaml::list_from_yaml(call.text(0))))
}

fn from_json(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    bounds::parsing(call)?;
    let text: Str = call.str(0);
    let (map, error) = match json::decode(&text) {
        Ok(decoded) => decoded.into_map(),
        Err(error) => (Map::default(), Some(error)),
    };
    Ok(with_error(map, error))
}

fn from_json_array(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    bounds::parsing(call)?;
    let decoded = json::decode(call.text(0));
    Ok(or_error(decoded.and_then(json::Decoded::into_list)))
}

fn must_from_json(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    bounds::parsing(call)?;
    Ok(json::from_json(call.text(0))?)
}

fn from_toml(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    bounds::parsing(call)?;
    let (map, error) = toml::map_from_toml(call.text(0));
    Ok(with_error(map, error))
}
