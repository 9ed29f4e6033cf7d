//! The stand-ins for everything random, timed or key-making, as `tests/oracle/helm/standins.go`
//! has and describes them. Both sides of a comparison get the same.

use std::any::Any;
use std::sync::OnceLock;

use airlock_gotmpl::{Call, Func, FuncError, Functions, Object, Shape, Sig, Str, Ty, Value};
use airlock_helm::Compat;

/// The time at which the stand-ins' world stands still: 2026-01-02 03:04:05 UTC.
pub const NOW: i64 = 1_767_323_045;

const CERTIFICATE: Ty = Ty::Object("sprig.certificate");

type Given = Result<Value, FuncError>;

/// Helm's functions with the stand-ins in place of what is not the same twice. What asks the clock
/// asks the world, which stands still.
pub fn functions(compat: Compat) -> &'static Functions {
    static HELM_4: OnceLock<Functions> = OnceLock::new();
    static HELM_3: OnceLock<Functions> = OnceLock::new();
    let functions = match compat {
        Compat::Helm4 => &HELM_4,
        Compat::Helm3 => &HELM_3,
    };
    functions.get_or_init(|| {
        let helms = airlock_helm::functions::of(compat);
        stand_ins()
            .into_iter()
            .fold(Functions::new(helms), Functions::with)
    })
}

fn stand_ins() -> Vec<Func> {
    plain().into_iter().chain(certificates()).collect()
}

fn plain() -> [Func; 11] {
    const COUNT: Sig = Sig::fixed(&[Ty::Int]);
    [
        func("randAlphaNum", COUNT, |call| repeated(call, "a")),
        func("randAlpha", COUNT, |call| repeated(call, "b")),
        func("randAscii", COUNT, |call| repeated(call, "c")),
        func("randNumeric", COUNT, |call| repeated(call, "7")),
        func("randInt", Sig::fixed(&[Ty::Int, Ty::Int]), |call| {
            Ok(call.arg(0))
        }),
        func("randBytes", COUNT, zero_bytes),
        func("shuffle", Sig::fixed(&[Ty::Str]), |call| Ok(call.arg(0))),
        func("uuidv4", Sig::fixed(&[]), |_| {
            Ok("00000000-0000-4000-8000-000000000000".into())
        }),
        func("genPrivateKey", Sig::fixed(&[Ty::Str]), private_key),
        func("bcrypt", Sig::fixed(&[Ty::Str]), |call| {
            text(format!("bcrypt of {}", word(call, 0)))
        }),
        func("htpasswd", Sig::fixed(&[Ty::Str, Ty::Str]), |call| {
            text(format!("{}:bcrypt of {}", word(call, 0), word(call, 1)))
        }),
    ]
}

fn certificates() -> [Func; 8] {
    const SELF_SIGNED: &[Ty] = &[Ty::Str, Ty::List, Ty::List, Ty::Int];
    const SELF_SIGNED_KEY: &[Ty] = &[Ty::Str, Ty::List, Ty::List, Ty::Int, Ty::Str];
    const SIGNED: &[Ty] = &[Ty::Str, Ty::List, Ty::List, Ty::Int, CERTIFICATE];
    const SIGNED_KEY: &[Ty] = &[Ty::Str, Ty::List, Ty::List, Ty::Int, CERTIFICATE, Ty::Str];
    [
        func("encryptAES", Sig::fixed(&[Ty::Str, Ty::Str]), |call| {
            text(format!(
                "{} encrypted with {}",
                word(call, 1),
                word(call, 0)
            ))
        }),
        func("genCA", Sig::fixed(&[Ty::Str, Ty::Int]), |call| {
            authority(call, None)
        }),
        func(
            "genCAWithKey",
            Sig::fixed(&[Ty::Str, Ty::Int, Ty::Str]),
            |call| authority(call, Some(2)),
        ),
        func("genSelfSignedCert", Sig::fixed(SELF_SIGNED), |call| {
            self_signed(call, None)
        }),
        func(
            "genSelfSignedCertWithKey",
            Sig::fixed(SELF_SIGNED_KEY),
            |call| self_signed(call, Some(4)),
        ),
        func("genSignedCert", Sig::fixed(SIGNED), |call| {
            signed(call, None)
        }),
        func("genSignedCertWithKey", Sig::fixed(SIGNED_KEY), |call| {
            signed(call, Some(5))
        }),
        func("buildCustomCert", Sig::fixed(&[Ty::Str, Ty::Str]), custom),
    ]
}

fn func(name: &'static str, sig: Sig, run: fn(&mut Call<'_, '_>) -> Given) -> Func {
    Func::new(name, sig, run).source()
}

fn text(text: String) -> Given {
    Ok(Value::str(text))
}

fn word(call: &Call<'_, '_>, argument: usize) -> String {
    String::from_utf8_lossy(&call.str(argument)).into_owned()
}

fn repeated(call: &mut Call<'_, '_>, letter: &str) -> Given {
    text(letter.repeat(usize::try_from(call.int(0)).unwrap_or(0)))
}

/// Base64 of that many zero bytes.
fn zero_bytes(call: &mut Call<'_, '_>) -> Given {
    let count = usize::try_from(call.int(0)).unwrap_or(0);
    let padding = (3 - count % 3) % 3;
    let length = count.div_ceil(3) * 4;
    text("A".repeat(length - padding) + &"=".repeat(padding))
}

fn private_key(call: &mut Call<'_, '_>) -> Given {
    let kind = word(call, 0);
    text(format!(
        "-----BEGIN STAND-IN-----\nkey of type {kind}\n-----END STAND-IN-----\n"
    ))
}

/// A certificate as templates see it: `.Cert` and `.Key`.
struct Certificate {
    cert: Str,
    key: Str,
}

impl Object for Certificate {
    fn type_name(&self) -> &'static str {
        "sprig.certificate"
    }

    fn shape(&self) -> Shape {
        let fields = vec![
            ("Cert", Value::Str(self.cert.clone())),
            ("Key", Value::Str(self.key.clone())),
        ];
        Shape::Struct {
            pointer: false,
            fields,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The certificate with the key that argument gives, or the one of its own.
fn issue(call: &Call<'_, '_>, cert: String, key: Option<usize>) -> Given {
    let key = match key {
        Some(argument) => call.str(argument),
        None => Str::from(format!("key of {}\n", word(call, 0))),
    };
    Ok(Value::object(Certificate {
        cert: Str::from(cert),
        key,
    }))
}

fn authority(call: &mut Call<'_, '_>, key: Option<usize>) -> Given {
    let cert = format!("ca {} {}\n", word(call, 0), call.int(1));
    issue(call, cert, key)
}

fn self_signed(call: &mut Call<'_, '_>, key: Option<usize>) -> Given {
    let cert = format!("self-signed {}\n", subject(call)?);
    issue(call, cert, key)
}

fn signed(call: &mut Call<'_, '_>, key: Option<usize>) -> Given {
    let authority = call.arg(4);
    let by = authority
        .downcast::<Certificate>()
        .map(|ca| ca.cert.clone())
        .unwrap_or_default();
    let by = String::from_utf8_lossy(&by).trim().to_owned();
    let cert = format!("signed {} by {by}\n", subject(call)?);
    issue(call, cert, key)
}

fn subject(call: &Call<'_, '_>) -> Result<String, FuncError> {
    let (addresses, names) = (joined(&call.arg(1))?, joined(&call.arg(2))?);
    Ok(format!(
        "{} {addresses} {names} {}",
        word(call, 0),
        call.int(3)
    ))
}

fn joined(list: &Value) -> Result<String, FuncError> {
    let mut words = Vec::new();
    if let Value::List(list) = list {
        for item in list.items() {
            match item {
                Value::Str(word) => words.push(String::from_utf8_lossy(word).into_owned()),
                other => {
                    let shown =
                        String::from_utf8_lossy(&airlock_gotmpl::fmt::display(other)).into_owned();
                    return Err(FuncError::new(format!("{shown} is not a string")));
                }
            }
        }
    }
    Ok(format!("[{}]", words.join(",")))
}

fn custom(call: &mut Call<'_, '_>) -> Given {
    let decode = |argument, what: &str| {
        decode_base64(&call.str(argument))
            .ok_or_else(|| FuncError::new(format!("unable to decode base64 {what}")))
    };
    let (cert, key) = (decode(0, "certificate")?, decode(1, "private key")?);
    Ok(Value::object(Certificate {
        cert: Str::from(cert),
        key: Str::from(key),
    }))
}

/// Standard base64 with padding; `None` where it is none.
fn decode_base64(text: &[u8]) -> Option<Vec<u8>> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let text: Vec<u8> = text
        .iter()
        .copied()
        .filter(|b| !matches!(b, b'\n' | b'\r'))
        .collect();
    let letters = text
        .iter()
        .rposition(|b| *b != b'=')
        .map_or(0, |last| last + 1);
    if !text.len().is_multiple_of(4) || text.len() - letters > 2 {
        return None;
    }
    let mut bytes = Vec::new();
    let (mut bits, mut held) = (0_u32, 0);
    for letter in &text[..letters] {
        let value = ALPHABET.iter().position(|b| b == letter)?;
        bits = (bits << 6) | u32::try_from(value).ok()?;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held).to_be_bytes()[3]);
            bits &= (1 << held) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::decode_base64;

    #[test]
    fn base64_is_decoded_as_go_decodes_it() {
        assert_eq!(decode_base64(b"aGVsbG8=").as_deref(), Some(&b"hello"[..]));
        assert_eq!(decode_base64(b"").as_deref(), Some(&b""[..]));
        assert_eq!(decode_base64(b"aGVsbG8"), None);
        assert_eq!(decode_base64(b"!!!!"), None);
    }
}
