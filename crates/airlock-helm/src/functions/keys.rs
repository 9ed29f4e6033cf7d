//! What the functions of [`super::crypto`] do with the feature on: arguments to `crate::crypto`, and
//! certificates as values.

use std::any::Any;
use std::net::IpAddr;

use airlock_gotmpl::{Call, FuncError, Object, Shape, Str, Value, fmt};

use super::crypto::CERTIFICATE;
use crate::crypto::certificate::{self, Authority, Request};
use crate::crypto::keys::PrivateKey;
use crate::crypto::password;
use crate::encoding::base64::decode64;

type Given = Result<Value, FuncError>;

/// A certificate with its key, both as PEM.
struct Certificate {
    cert: Str,
    key: Str,
}

impl Object for Certificate {
    fn type_name(&self) -> &'static str {
        CERTIFICATE
    }

    fn shape(&self) -> Shape {
        Shape::Struct {
            pointer: false,
            fields: vec![
                ("Cert", Value::Str(self.cert.clone())),
                ("Key", Value::Str(self.key.clone())),
            ],
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn text(call: &Call<'_, '_>, i: usize) -> String {
    call.str(i).to_text().into_owned()
}

pub(super) fn bcrypt(call: &mut Call<'_, '_>) -> Given {
    bcrypt_text(call, 0).map(Value::str)
}

/// What slow functions take, in thousandths of a second, in a program that is half optimised.
mod cost {
    /// A hash that is slow on purpose.
    pub(super) const PASSWORD: u64 = 250;
    /// A password that is derived by a slower one.
    pub(super) const DERIVED: u64 = 2_000;
    /// Looking for the two primes of an RSA key of 2048 bits.
    pub(super) const RSA: u64 = 40;
    /// The same of 4096 bits.
    pub(super) const LONG_RSA: u64 = 480;
    /// Looking for the parameters of a DSA key.
    pub(super) const DSA: u64 = 2_000;
    /// A key on a curve.
    pub(super) const CURVE: u64 = 10;
    /// A signature.
    pub(super) const SIGNATURE: u64 = 4;
}

/// The hash of an argument; an error in its place.
fn bcrypt_text(call: &mut Call<'_, '_>, i: usize) -> Result<String, FuncError> {
    call.machine.make_key(cost::PASSWORD)?;
    let world = call.machine.world();
    let hash = password::bcrypt(&mut |bytes| world.random(bytes), call.text(i));
    Ok(hash.unwrap_or_else(|error| format!("failed to encrypt string with bcrypt: {error}")))
}

pub(super) fn htpasswd(call: &mut Call<'_, '_>) -> Given {
    let user = call.str(0);
    if user.contains(&b':') {
        return Ok(Value::str([b"invalid username: ", &user[..]].concat()));
    }
    let hash = bcrypt_text(call, 1)?;
    Ok(Value::str([&user[..], b":", hash.as_bytes()].concat()))
}

pub(super) fn derive_password(call: &mut Call<'_, '_>) -> Given {
    call.machine.make_key(cost::DERIVED)?;
    let counter = match call.arg(0) {
        Value::Uint64(n) => n as u32,
        Value::Int(n) | Value::Int64(n) => n as u32,
        _ => 0,
    };
    let (kind, password) = (call.str(1), call.str(2));
    let derived = password::derive(counter, &kind, &password, call.text(3), call.text(4));
    Ok(Value::str(derived))
}

pub(super) fn encrypt_aes(call: &mut Call<'_, '_>) -> Given {
    let world = call.machine.world();
    let random = &mut |bytes: &mut [u8]| world.random(bytes);
    Ok(Value::str(password::encrypt(
        random,
        call.text(0),
        call.text(1),
    )))
}

pub(super) fn decrypt_aes(call: &mut Call<'_, '_>) -> Given {
    Ok(Value::str(password::decrypt(call.text(0), call.text(1))?))
}

pub(super) fn gen_private_key(call: &mut Call<'_, '_>) -> Given {
    let kind = call.str(0);
    call.machine.make_key(match &kind[..] {
        b"dsa" => cost::DSA,
        b"" | b"rsa" => cost::LONG_RSA,
        _ => cost::CURVE,
    })?;
    let world = call.machine.world();
    Ok(
        match PrivateKey::of_kind(&mut |bytes| world.random(bytes), &kind)? {
            Some(key) => Value::str(key.to_pem()),
            None => Value::str([b"Unknown type ", &kind[..]].concat()),
        },
    )
}

pub(super) fn build_custom_cert(call: &mut Call<'_, '_>) -> Given {
    let cert = decode64(call.text(0)).map_err(|_| "unable to decode base64 certificate")?;
    let key = decode64(call.text(1)).map_err(|_| "unable to decode base64 private key")?;
    certificate::check_pem(&String::from_utf8_lossy(&cert))?;
    PrivateKey::from_pem(&String::from_utf8_lossy(&key))
        .map_err(|error| format!("error parsing private key: {error}"))?;
    Ok(Value::object(Certificate {
        cert: Str::from(cert),
        key: Str::from(key),
    }))
}

/// Where the key of a new certificate comes from.
enum Key {
    New,
    /// From the PEM in this argument.
    Given(usize),
}

fn private_key(call: &mut Call<'_, '_>, key: &Key) -> Result<PrivateKey, FuncError> {
    let world = call.machine.world();
    match key {
        Key::New => {
            call.machine.make_key(cost::RSA)?;
            Ok(PrivateKey::rsa(&mut |bytes| world.random(bytes), 2048)?)
        }
        Key::Given(i) => Ok(PrivateKey::from_pem(&text(call, *i))
            .map_err(|error| format!("parsing private key: {error}"))?),
    }
}

/// Seconds from now on, as many days as the argument says.
fn validity(call: &Call<'_, '_>, days: i64) -> (i64, i64) {
    let (now, nanos) = call.machine.world().now();
    // Go multiplies nanoseconds, with what overflows lost.
    let span = 86_400_000_000_000_i64.wrapping_mul(days);
    let end = i128::from(now) * 1_000_000_000 + i128::from(nanos) + i128::from(span);
    (now, end.div_euclid(1_000_000_000) as i64)
}

fn addresses(list: &Value) -> Result<Vec<IpAddr>, FuncError> {
    let mut out = Vec::new();
    for item in items(list) {
        let Value::Str(text) = item else {
            let shown = fmt::display(item);
            return Err(format!("error parsing ip: {shown} is not a string").into());
        };
        let parsed = text.to_text().parse();
        out.push(parsed.map_err(|_| format!("error parsing ip: {text}"))?);
    }
    Ok(out)
}

fn names(list: &Value) -> Result<Vec<String>, FuncError> {
    let mut out = Vec::new();
    for item in items(list) {
        let Value::Str(text) = item else {
            let shown = fmt::display(item);
            let message = format!("error processing alternate dns name: {shown} is not a string");
            return Err(message.into());
        };
        out.push(text.to_text().into_owned());
    }
    Ok(out)
}

fn items(list: &Value) -> &[Value] {
    match list {
        Value::List(list) => list.items(),
        _ => &[],
    }
}

fn create(
    call: &mut Call<'_, '_>,
    request: &Request<'_>,
    key: &PrivateKey,
    authority: Option<&Authority>,
) -> Given {
    call.machine.make_key(cost::SIGNATURE)?;
    let world = call.machine.world();
    let cert = certificate::create(&mut |bytes| world.random(bytes), request, key, authority)?;
    Ok(Value::object(Certificate {
        cert: Str::from(cert),
        key: Str::from(key.to_pem()),
    }))
}

fn authority_certificate(call: &mut Call<'_, '_>, key: &Key) -> Given {
    let key = private_key(call, key)?;
    let name = text(call, 0);
    let request = Request {
        common_name: &name,
        addresses: Vec::new(),
        names: Vec::new(),
        validity: validity(call, call.int(1)),
        is_authority: true,
    };
    create(call, &request, &key, None)
}

pub(super) fn gen_ca(call: &mut Call<'_, '_>) -> Given {
    authority_certificate(call, &Key::New)
}

pub(super) fn gen_ca_with_key(call: &mut Call<'_, '_>) -> Given {
    authority_certificate(call, &Key::Given(2))
}

/// A certificate for a server and a client, signed by itself or by the authority in an argument.
fn leaf_certificate(call: &mut Call<'_, '_>, key: &Key, authority: Option<usize>) -> Given {
    let key = private_key(call, key)?;
    let authority = authority.map(|i| given_authority(call, i)).transpose()?;
    let name = text(call, 0);
    let request = Request {
        common_name: &name,
        addresses: addresses(call.value(1))?,
        names: names(call.value(2))?,
        validity: validity(call, call.int(3)),
        is_authority: false,
    };
    create(call, &request, &key, authority.as_ref())
}

fn given_authority(call: &Call<'_, '_>, i: usize) -> Result<Authority, FuncError> {
    let argument = call.arg(i);
    let Some(authority) = argument.downcast::<Certificate>() else {
        return Err("unable to decode certificate".into());
    };
    let (cert, key) = (authority.cert.to_text(), authority.key.to_text());
    Ok(Authority::from_pem(&cert, &key)?)
}

pub(super) fn gen_self_signed_cert(call: &mut Call<'_, '_>) -> Given {
    leaf_certificate(call, &Key::New, None)
}

pub(super) fn gen_self_signed_cert_with_key(call: &mut Call<'_, '_>) -> Given {
    leaf_certificate(call, &Key::Given(4), None)
}

pub(super) fn gen_signed_cert(call: &mut Call<'_, '_>) -> Given {
    leaf_certificate(call, &Key::New, Some(4))
}

pub(super) fn gen_signed_cert_with_key(call: &mut Call<'_, '_>) -> Given {
    leaf_certificate(call, &Key::Given(5), Some(4))
}
