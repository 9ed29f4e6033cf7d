//! Types and kinds of values, and deep equality.

use airlock_gotmpl::{Func, Sig, Ty, Value, compare};

const ONE: Sig = Sig::fixed(&[Ty::Any]);
const NAME_AND_VALUE: Sig = Sig::fixed(&[Ty::Str, Ty::Any]);

pub(super) const FUNCS: &[Func] = &[
    Func::new("deepEqual", Sig::fixed(&[Ty::Any, Ty::Any]), |call| {
        Ok(Value::Bool(compare::deep_equal(
            call.value(0),
            call.value(1),
        )))
    }),
    Func::new("kindIs", NAME_AND_VALUE, |call| {
        Ok(Value::Bool(
            *call.text(0) == *call.value(1).kind_name().as_bytes(),
        ))
    })
    .own_marks(),
    Func::new("kindOf", ONE, |call| Ok(call.value(0).kind_name().into())).own_marks(),
    Func::new("typeIs", NAME_AND_VALUE, |call| {
        Ok(Value::Bool(
            *call.text(0) == *call.value(1).type_name().as_bytes(),
        ))
    })
    .own_marks(),
    Func::new("typeIsLike", NAME_AND_VALUE, |call| {
        let (wanted, value) = (call.str(0), call.arg(1));
        let name = value.type_name().as_bytes();
        Ok(Value::Bool(
            *wanted == *name || name.strip_prefix(b"*") == Some(&*wanted),
        ))
    })
    .own_marks(),
    Func::new("typeOf", ONE, |call| Ok(call.value(0).type_name().into())).own_marks(),
];
