//! One template and what it gives, as the judge in `tests/oracle/functions` writes it: the output,
//! or the word error and the error, as a quoted Go string.

#![allow(dead_code, reason = "each test uses a part")]

use std::cell::Cell;

use airlock_gotmpl::machine::{Machine, MissingKey, Options};
use airlock_gotmpl::template::{Namespace, Template};
use airlock_gotmpl::value::{ANY_MAP, Map, MapType};
use airlock_gotmpl::{Functions, Limits, Trace, Value, World, number};

/// A world whose clock stands still and whose dice always fall the same way.
#[derive(Default)]
struct Still {
    drawn: Cell<u64>,
}

impl World for Still {
    fn now(&self) -> (i64, u32) {
        (1_767_323_045, 0)
    }

    fn random(&self, buffer: &mut [u8]) {
        for byte in buffer {
            let n = self
                .drawn
                .get()
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            self.drawn.set(n);
            *byte = (n >> 56) as u8;
        }
    }
}

/// The type of `.Values`: a map like any other, but for its name.
static VALUES: MapType = MapType {
    name: "common.Values",
    ..ANY_MAP
};

/// The dot of every template; the judge has the same.
fn data() -> Value {
    let list = vec!["x".into(), Value::Float(1.0), Value::Nil, Value::Bool(true)];
    let entries = [
        ("a", Value::map([("b", "c".into())])),
        ("list", Value::list(list)),
    ];
    let entries = entries.into_iter().map(|(key, value)| (key.into(), value));
    Value::map([("Values", Value::Map(Map::typed(&VALUES, entries.collect())))])
}

/// What a template gives, on one line.
pub(crate) fn answer(source: &str) -> String {
    answer_within(source, Limits::default())
}

/// The same under these limits.
pub(crate) fn answer_within(source: &str, limits: Limits) -> String {
    match run(source, limits).map(|(output, _)| output) {
        Ok(output) => number::quote(&output),
        Err(error) => format!("error {}", number::quote(error.as_bytes())),
    }
}

/// What a template gives, and where that came from.
pub(crate) fn run(source: &str, limits: Limits) -> Result<(Vec<u8>, Trace), String> {
    let functions = Functions::new(airlock_helm::functions::all());
    let template =
        Template::parse("case", source, &functions).map_err(|error| error.to_string())?;
    let mut namespace = Namespace::new();
    namespace.add(&template);
    let world = Still::default();
    let options = Options {
        missing_key: MissingKey::Zero,
        limits,
        ..Options::default()
    };
    let mut machine = Machine::new(&namespace, &functions, &world, options);
    let mut out = Vec::new();
    let result = machine.execute("case", &data(), &mut out);
    result.map_err(|error| error.to_string())?;
    Ok((out, machine.trace()))
}
