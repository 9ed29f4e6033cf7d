//! Empty values and what to take in their place.

use airlock_gotmpl::{Call, Func, FuncError, Sig, Ty, Value};

const ANY: Sig = Sig::variadic(&[Ty::Any]);

pub(super) const FUNCS: &[Func] = &[
    Func::new("all", ANY, |call| {
        Ok(Value::Bool(call.args.iter().all(Value::truth)))
    }),
    Func::new("any", ANY, |call| {
        Ok(Value::Bool(call.args.iter().any(Value::truth)))
    }),
    Func::new("coalesce", ANY, coalesce).own_marks(),
    Func::new("default", Sig::variadic(&[Ty::Any, Ty::Any]), default).own_marks(),
    Func::new("empty", Sig::fixed(&[Ty::Any]), |call| {
        Ok(Value::Bool(!call.value(0).truth()))
    }),
    Func::new(
        "ternary",
        Sig::fixed(&[Ty::Any, Ty::Any, Ty::Bool]),
        ternary,
    )
    .own_marks(),
];

/// One of the arguments, with its mark.
fn chosen(call: &mut Call<'_, '_>, i: usize) -> Result<Value, FuncError> {
    call.mark_result(call.arg_marked(i));
    Ok(call.arg(i))
}

fn default(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let given = call.args.get(1).is_some_and(Value::truth);
    chosen(call, usize::from(given))
}

fn coalesce(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    match call.args.iter().position(Value::truth) {
        Some(i) => chosen(call, i),
        None => Ok(Value::Nil),
    }
}

fn ternary(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    chosen(call, usize::from(!call.value(2).truth()))
}
