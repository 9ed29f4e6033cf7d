//! A machine for these tests, with a few functions.

use airlock_gotmpl::{
    Call, Error, Func, FuncError, Functions, Limits, Machine, MissingKey, Namespace, Options, Sig,
    Str, Template, Trace, Ty, Value, World,
};

/// A world in which nothing moves.
pub(crate) struct Still;

impl World for Still {
    fn now(&self) -> (i64, u32) {
        (0, 0)
    }
    fn random(&self, buffer: &mut [u8]) {
        buffer.fill(b'r');
    }
}

fn random(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let mut bytes = [0; 3];
    call.machine.world().random(&mut bytes);
    Ok(Value::str(bytes.as_slice()))
}

fn dict(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let map = airlock_gotmpl::Map::default();
    for i in (0..call.args.len()).step_by(2) {
        let key = call.str(i);
        map.set(key.clone(), call.arg(i + 1));
        if call.arg_marked(i + 1) {
            map.mark(&key);
        }
    }
    Ok(Value::Map(map))
}

fn set(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    if let Value::Map(map) = call.arg(0) {
        map.set(call.str(1), call.arg(2));
        if call.arg_marked(2) {
            map.mark(&call.str(1));
        }
    }
    Ok(call.arg(0))
}

/// The functions: `random` is a source, `dict` and `set` mark keys, `show` lets marks flow.
pub(crate) fn functions() -> Functions {
    let include: fn(&mut Call<'_, '_>) -> Result<Value, FuncError> =
        |c| c.machine.include(&c.str(0), &c.arg(1)).map(Value::Str);
    let tpl: fn(&mut Call<'_, '_>) -> Result<Value, FuncError> =
        |c| c.machine.tpl(&c.str(0), &c.arg(1)).map(Value::Str);
    const ANY: Sig = Sig::variadic(&[Ty::Any]);
    Functions::new([
        Func::new("random", Sig::fixed(&[]), random).source(),
        Func::new("dict", ANY, dict).own_marks(),
        Func::new("set", Sig::fixed(&[Ty::Map, Ty::Str, Ty::Any]), set).own_marks(),
        Func::new("show", ANY, |c| {
            Ok(Value::Str(airlock_gotmpl::fmt::sprint(c.args)))
        }),
        Func::new("list", ANY, |c| Ok(Value::list(c.args.to_vec()))),
        Func::new("include", Sig::fixed(&[Ty::Str, Ty::Any]), include).own_marks(),
        Func::new("tpl", Sig::fixed(&[Ty::Str, Ty::Any]), tpl).own_marks(),
    ])
}

/// What a run gave.
pub(crate) struct Ran {
    pub(crate) result: Result<(), Error>,
    pub(crate) output: Vec<u8>,
    pub(crate) trace: Trace,
}

/// Runs a template with these limits.
pub(crate) fn run_within(source: impl Into<Str>, limits: Limits) -> Ran {
    let functions = functions();
    let mut namespace = Namespace::new();
    let parsed = Template::parse("file", source, &functions);
    match parsed {
        Ok(template) => namespace.add(&template),
        Err(error) => {
            let (output, trace) = Default::default();
            let result = Err(error);
            return Ran {
                result,
                output,
                trace,
            };
        }
    }
    let options = Options {
        missing_key: MissingKey::Zero,
        limits,
        trace: true,
    };
    let mut machine = Machine::new(&namespace, &functions, &Still, options);
    let data = Value::map([("name", Value::str("x")), ("map", Value::map::<&str>([]))]);
    let mut output = Vec::new();
    let result = machine.execute("file", &data, &mut output);
    let trace = machine.trace();
    Ran {
        result,
        output,
        trace,
    }
}

/// Runs a template.
pub(crate) fn run(source: &str) -> Ran {
    run_within(source, Limits::default())
}
