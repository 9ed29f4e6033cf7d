//! What stands for keys, certificates and password hashes in locked renders.
//!
//! A key from a seed is a public key whatever it looks like, and making one costs seconds in a
//! build script. So none is made: these say what they are, and what they touch is marked as random
//! as the real ones would be.

use std::any::Any;
use std::fmt::Write as _;
use std::sync::OnceLock;

use airlock_gotmpl::{Call, Func, FuncError, Functions, Object, Shape, Str, Value};

type Given = Result<Value, FuncError>;

/// Helm's functions with placeholders for everything that makes keys.
pub(crate) fn functions() -> &'static Functions {
    static FUNCTIONS: OnceLock<Functions> = OnceLock::new();
    FUNCTIONS
        .get_or_init(|| Functions::new(airlock_helm::functions::all().into_iter().map(stand_in)))
}

fn stand_in(func: Func) -> Func {
    let run = match func.name {
        "genPrivateKey" => private_key,
        "bcrypt" => hash,
        "htpasswd" => user_and_hash,
        "encryptAES" => encrypted,
        "genCA"
        | "genCAWithKey"
        | "genSelfSignedCert"
        | "genSelfSignedCertWithKey"
        | "genSignedCert"
        | "genSignedCertWithKey" => certificate,
        _ => return func,
    };
    Func { run, ..func }
}

fn private_key(call: &mut Call<'_, '_>) -> Given {
    Ok(Value::str(pem(call, "PRIVATE KEY")))
}

fn hash(call: &mut Call<'_, '_>) -> Given {
    Ok(Value::str(format!("$airlock-placeholder${}", word(call))))
}

fn user_and_hash(call: &mut Call<'_, '_>) -> Given {
    let user = call.str(0);
    let hash = format!(":$airlock-placeholder${}", word(call));
    Ok(Value::str([&user[..], hash.as_bytes()].concat()))
}

fn encrypted(call: &mut Call<'_, '_>) -> Given {
    Ok(Value::str(word(call)))
}

/// `.Cert` and `.Key`.
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

fn certificate(call: &mut Call<'_, '_>) -> Given {
    Ok(Value::object(Certificate {
        cert: Str::from(pem(call, "CERTIFICATE")),
        key: Str::from(pem(call, "PRIVATE KEY")),
    }))
}

fn pem(call: &Call<'_, '_>, what: &str) -> String {
    format!(
        "-----BEGIN AIRLOCK PLACEHOLDER {what}-----\n{}\n-----END AIRLOCK PLACEHOLDER {what}-----\n",
        word(call)
    )
}

/// A word of its own for each call: templates may compare two keys.
fn word(call: &Call<'_, '_>) -> String {
    let mut bytes = [0; 16];
    call.machine.world().random(&mut bytes);
    let mut word = String::with_capacity(32);
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(word, "{byte:02x}");
    }
    word
}
