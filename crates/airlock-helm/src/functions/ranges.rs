//! Runs of integers: `until`, `untilStep`, `seq`.

use airlock_gotmpl::value::{List, ListType};
use airlock_gotmpl::{Call, Func, FuncError, Sig, Ty, Value};

use super::bounds;

pub(super) const FUNCS: &[Func] = &[
    Func::new("seq", Sig::variadic(&[Ty::Int]), seq),
    Func::new("until", Sig::fixed(&[Ty::Int]), |call| {
        let stop = call.int(0);
        ints(call, 0, stop, if stop < 0 { -1 } else { 1 })
    }),
    Func::new(
        "untilStep",
        Sig::fixed(&[Ty::Int, Ty::Int, Ty::Int]),
        |call| ints(call, call.int(0), call.int(1), call.int(2)),
    ),
];

fn ints(call: &mut Call<'_, '_>, start: i64, stop: i64, step: i64) -> Result<Value, FuncError> {
    let ints = run(start, stop, step)?;
    bounds::list(call, ints.len())?;
    let items = ints.into_iter().map(Value::Int).collect();
    Ok(Value::List(List::typed(ListType::Ints, items)))
}

/// From `start` to before `stop`; nothing where the step leads away.
fn run(start: i64, stop: i64, step: i64) -> Result<Vec<i64>, FuncError> {
    let mut ints = Vec::new();
    let mut next = Some(start);
    let down = stop < start;
    if (down && step >= 0) || (!down && step <= 0) {
        return Ok(ints);
    }
    while let Some(i) = next.filter(|i| if down { *i > stop } else { *i < stop }) {
        if ints.len() >= bounds::MAX_ITEMS {
            return Err(bounds::too_many_items());
        }
        ints.push(i);
        next = i.checked_add(step);
    }
    Ok(ints)
}

/// `seq end`, `seq start end`, `seq start step end`, as the shell's: the end is included.
fn seq(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let (start, step, end) = match *call.args {
        [_] => (1, None, call.int(0)),
        [_, _] => (call.int(0), None, call.int(1)),
        [_, _, _] => (call.int(0), Some(call.int(1)), call.int(2)),
        _ => return Ok("".into()),
    };
    let towards = if end < start { -1 } else { 1 };
    if end < start && step.is_some_and(|step| step > 0) {
        return Ok("".into());
    }
    let ints = run(start, end.wrapping_add(towards), step.unwrap_or(towards))?;
    bounds::text(call, ints.len().checked_mul(21))?;
    let texts: Vec<String> = ints.iter().map(i64::to_string).collect();
    Ok(Value::str(texts.join(" ")))
}
