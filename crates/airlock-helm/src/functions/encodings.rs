//! Base64 and base32. A text that cannot be decoded gives its error in the place of the result.

use airlock_gotmpl::{Call, Func, FuncError, Sig, Ty, Value};

use crate::encoding::base64::{decode32, decode64, encode32, encode64};

const TEXT: Sig = Sig::fixed(&[Ty::Str]);

pub(super) const FUNCS: &[Func] = &[
    Func::new("b32dec", TEXT, b32dec),
    Func::new("b32enc", TEXT, b32enc),
    Func::new("b64dec", TEXT, b64dec),
    Func::new("b64enc", TEXT, b64enc),
];

fn b64enc(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let text = call.text(0);
    call.machine.spend(text.len() / 3 * 4)?;
    Ok(Value::str(encode64(text)))
}

fn b64dec(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let decoded = decode64(call.text(0));
    Ok(Value::str(decoded.unwrap_or_else(|corrupt| {
        corrupt.message("base64").into_bytes()
    })))
}

fn b32enc(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let text = call.text(0);
    call.machine.spend(text.len() / 5 * 8)?;
    Ok(Value::str(encode32(text)))
}

fn b32dec(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let decoded = decode32(call.text(0));
    Ok(Value::str(decoded.unwrap_or_else(|corrupt| {
        corrupt.message("base32").into_bytes()
    })))
}
