//! Functions that run other templates, stop a render or ask a cluster: `include`, `tpl`,
//! `required`, `fail`, `lookup`. None of them may reach a cluster.

use airlock_gotmpl::{Call, Func, FuncError, Sig, Str, Ty, Value};

pub(super) const FUNCS: &[Func] = &[Func::new("fail", Sig::fixed(&[Ty::Str]), fail)];

fn fail(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    Err(marked_error(&call.str(0)))
}

/// The error by which Helm finds a chart's own message inside a template error again.
fn marked_error(message: &[u8]) -> FuncError {
    let text = [b"HELM_ERR_START".as_slice(), message, b"HELM_ERR_END"].concat();
    FuncError::new(Str::from(text))
}
