//! Checksums of texts.

use airlock_gotmpl::{Call, Func, FuncError, Sig, Ty, Value};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::bounds;

const TEXT: Sig = Sig::fixed(&[Ty::Str]);

pub(super) const FUNCS: &[Func] = &[
    Func::new("adler32sum", TEXT, adler32sum),
    Func::new("sha1sum", TEXT, sum::<Sha1>),
    Func::new("sha256sum", TEXT, sum::<Sha256>),
    Func::new("sha512sum", TEXT, sum::<Sha512>),
];

fn sum<D: Digest>(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    bounds::hashing(call)?;
    let digest = D::digest(call.text(0));
    let mut out = Vec::with_capacity(2 * digest.len());
    for byte in digest.iter() {
        out.push(HEX[usize::from(byte >> 4)]);
        out.push(HEX[usize::from(byte & 15)]);
    }
    Ok(Value::str(out))
}

fn adler32sum(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    const BASE: u32 = 65_521;
    bounds::hashing(call)?;
    let (mut low, mut high) = (1, 0);
    for byte in call.text(0).iter() {
        low = (low + u32::from(*byte)) % BASE;
        high = (high + low) % BASE;
    }
    Ok(Value::str((high << 16 | low).to_string()))
}
