//! Randomness, all of it from the world that the caller gives.

use airlock_gotmpl::{Call, Func, FuncError, Sig, Ty, Value};

use super::bounds;
use crate::encoding::base64::encode64;
use crate::runes;

const NO_RANDOMNESS: &str = "the source of randomness gives the same bytes again and again";

const COUNT: Sig = Sig::fixed(&[Ty::Int]);

pub(super) const FUNCS: &[Func] = &[
    Func::new("randAlpha", COUNT, |call| text(call, LETTERS)).source(),
    Func::new("randAlphaNum", COUNT, |call| text(call, ALPHANUMERIC)).source(),
    Func::new("randAscii", COUNT, |call| text(call, PRINTABLE)).source(),
    Func::new("randBytes", COUNT, rand_bytes).source(),
    Func::new("randInt", Sig::fixed(&[Ty::Int, Ty::Int]), rand_int).source(),
    Func::new("randNumeric", COUNT, |call| text(call, DIGITS)).source(),
    Func::new("shuffle", Sig::fixed(&[Ty::Str]), shuffle).source(),
    Func::new("uuidv4", Sig::fixed(&[]), uuid).source(),
];

const DIGITS: &[u8] = b"0123456789";
const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ALPHANUMERIC: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const PRINTABLE: &[u8] = b" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// How often bytes that do not fit are drawn again: a world may give the same ones for ever.
const DRAWS: usize = 256;

/// A number below `bound`, each as likely as any other.
fn below(call: &Call<'_, '_>, bound: u64) -> Result<u64, FuncError> {
    let fair = u64::MAX - u64::MAX % bound.max(1);
    for _ in 0..DRAWS {
        let mut bytes = [0; 8];
        call.machine.world().random(&mut bytes);
        let number = u64::from_le_bytes(bytes);
        if number < fair {
            return Ok(number % bound.max(1));
        }
    }
    Err(FuncError::new(NO_RANDOMNESS))
}

/// As many characters of an alphabet as the first argument says; none for a negative number.
fn text(call: &mut Call<'_, '_>, alphabet: &[u8]) -> Result<Value, FuncError> {
    let count = usize::try_from(call.int(0)).unwrap_or(0);
    bounds::text(call, Some(count))?;
    let mut out = Vec::with_capacity(count);
    let mut fruitless = 0;
    while out.len() < count {
        let before = out.len();
        pick(call, alphabet, count, &mut out);
        fruitless = if out.len() == before {
            fruitless + 1
        } else {
            0
        };
        if fruitless > DRAWS {
            return Err(FuncError::new(NO_RANDOMNESS));
        }
    }
    Ok(Value::Str(out.into()))
}

/// Adds characters up to `count`, from one draw of random bytes: a byte picks a character unless
/// that would favour some of them.
fn pick(call: &Call<'_, '_>, alphabet: &[u8], count: usize, out: &mut Vec<u8>) {
    let mut bytes = [0; 64];
    let size = (count - out.len()).min(bytes.len());
    call.machine.world().random(&mut bytes[..size]);
    let fair = 256 - 256 % alphabet.len();
    for byte in &bytes[..size] {
        if usize::from(*byte) < fair {
            out.push(alphabet[usize::from(*byte) % alphabet.len()]);
        }
    }
}

fn rand_int(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let (from, to) = (call.int(0), call.int(1));
    let span = to.wrapping_sub(from);
    if span <= 0 {
        return Err(FuncError::new("invalid argument to Intn"));
    }
    let offset = below(call, span.unsigned_abs())?;
    Ok(Value::Int(from.wrapping_add(offset.cast_signed())))
}

/// Random bytes in base64.
fn rand_bytes(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let Ok(count) = usize::try_from(call.int(0)) else {
        return Err(FuncError::new(bounds::MAKE_SLICE));
    };
    bounds::text(call, count.checked_mul(2))?;
    let mut bytes = vec![0; count];
    call.machine.world().random(&mut bytes);
    Ok(Value::str(encode64(&bytes)))
}

/// The runes of a text in another order.
fn shuffle(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let text = call.str(0);
    bounds::text(call, text.len().checked_mul(size_of::<u32>()))?;
    let mut order = runes::all(&text);
    for i in (1..order.len()).rev() {
        let other = below(call, i as u64 + 1)?;
        order.swap(i, usize::try_from(other).unwrap_or(0));
    }
    let mut out = Vec::with_capacity(order.len());
    for rune in order {
        runes::push(&mut out, rune);
    }
    Ok(Value::Str(out.into()))
}

fn uuid(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let mut bytes = [0; 16];
    call.machine.world().random(&mut bytes);
    bytes[6] = (bytes[6] & 0x0F) | 0x40;
    bytes[8] = (bytes[8] & 0x3F) | 0x80;
    let mut text = String::with_capacity(36);
    for (i, byte) in bytes.iter().enumerate() {
        if matches!(i, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    Ok(Value::str(text))
}
