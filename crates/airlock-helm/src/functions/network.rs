//! Names of hosts, as far as the caller lets them be looked up.

use airlock_gotmpl::{Call, Func, FuncError, Sig, Ty, Value};

pub(super) const FUNCS: &[Func] =
    &[Func::new("getHostByName", Sig::fixed(&[Ty::Str]), get_host_by_name).own_marks()];

/// One address of a host; the empty string where look-ups are off, as Helm has it.
fn get_host_by_name(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let name = call.str(0);
    let address = call.machine.world().resolve_host(&name.to_text());
    // An address changes from day to day, as random values do.
    call.mark_result(call.arg_marked(0) || address.is_some());
    Ok(Value::str(address.unwrap_or_default()))
}
