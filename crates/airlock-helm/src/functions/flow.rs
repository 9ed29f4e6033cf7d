//! Functions that run other templates, stop a render or would ask a cluster: `include`, `tpl`,
//! `required`, `fail`, `lookup`. None of them reaches a cluster.

use airlock_gotmpl::{Call, Func, FuncError, Machine, Sig, Str, Ty, Value};

const TEXT_AND_DATA: Sig = Sig::fixed(&[Ty::Str, Ty::Any]);
const LOOKUP: Sig = Sig::fixed(&[Ty::Str, Ty::Str, Ty::Str, Ty::Str]);

// What a template writes carries marks by itself: the machine sees it being written.
pub(super) const FUNCS: &[Func] = &[
    Func::new("fail", Sig::fixed(&[Ty::Str]), |call| {
        Err(marked_error(call.text(0)))
    }),
    Func::new("include", TEXT_AND_DATA, |call| {
        written(call, Machine::include)
    })
    .own_marks(),
    // Without a cluster nothing is found, which is an empty map and no error.
    Func::new("lookup", LOOKUP, |_| Ok(Value::map::<&str>([]))),
    Func::new("required", TEXT_AND_DATA, required).own_marks(),
    Func::new("tpl", TEXT_AND_DATA, |call| written(call, Machine::tpl)).own_marks(),
];

/// What a template writes that is found or made by the text in the first argument.
fn written<'m>(
    call: &mut Call<'_, 'm>,
    run: impl FnOnce(&mut Machine<'m>, &Str, &Value) -> Result<Str, FuncError>,
) -> Result<Value, FuncError> {
    let [Value::Str(text), data] = call.args else {
        return Ok(Value::Nil);
    };
    let out = run(call.machine, text, data)?;
    call.mark_result(call.arg_marked(0) || call.arg_marked(1));
    Ok(Value::Str(out))
}

fn required(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let value = call.value(1);
    match value {
        Value::Nil => Err(marked_error(call.text(0))),
        Value::Str(text) if text.is_empty() => Err(marked_error(call.text(0))),
        _ => {
            call.mark_result(call.arg_marked(1));
            Ok(value.clone())
        }
    }
}

/// The error by whose wrapping Helm finds a chart's own message inside a template's error again.
fn marked_error(message: &[u8]) -> FuncError {
    let text = [b"HELM_ERR_START".as_slice(), message, b"HELM_ERR_END"].concat();
    FuncError::new(text)
}
