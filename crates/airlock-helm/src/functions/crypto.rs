//! Keys, certificates, password hashes and ciphers. What they do is in `crate::crypto`, behind the
//! feature of that name; without it the functions are there and say so.

use airlock_gotmpl::{Func, Sig, Ty};

#[cfg(feature = "crypto")]
use super::keys as with;
#[cfg(not(feature = "crypto"))]
use without as with;

const TEXT: Sig = Sig::fixed(&[Ty::Str]);
const TWO_TEXTS: Sig = Sig::fixed(&[Ty::Str, Ty::Str]);
/// The Go type of what the certificate functions give.
pub(super) const CERTIFICATE: &str = "sprig.certificate";
const AUTHORITY: Ty = Ty::Object(CERTIFICATE);

pub(super) const FUNCS: &[Func] = &[
    Func::new("bcrypt", TEXT, with::bcrypt).source(),
    Func::new("buildCustomCert", TWO_TEXTS, with::build_custom_cert),
    Func::new("decryptAES", TWO_TEXTS, with::decrypt_aes),
    Func::new(
        "derivePassword",
        Sig::fixed(&[Ty::Uint64, Ty::Str, Ty::Str, Ty::Str, Ty::Str]),
        with::derive_password,
    ),
    Func::new("encryptAES", TWO_TEXTS, with::encrypt_aes).source(),
    Func::new("genCA", Sig::fixed(&[Ty::Str, Ty::Int]), with::gen_ca).source(),
    Func::new(
        "genCAWithKey",
        Sig::fixed(&[Ty::Str, Ty::Int, Ty::Str]),
        with::gen_ca_with_key,
    )
    .source(),
    Func::new("genPrivateKey", TEXT, with::gen_private_key).source(),
    Func::new(
        "genSelfSignedCert",
        Sig::fixed(&[Ty::Str, Ty::List, Ty::List, Ty::Int]),
        with::gen_self_signed_cert,
    )
    .source(),
    Func::new(
        "genSelfSignedCertWithKey",
        Sig::fixed(&[Ty::Str, Ty::List, Ty::List, Ty::Int, Ty::Str]),
        with::gen_self_signed_cert_with_key,
    )
    .source(),
    Func::new(
        "genSignedCert",
        Sig::fixed(&[Ty::Str, Ty::List, Ty::List, Ty::Int, AUTHORITY]),
        with::gen_signed_cert,
    )
    .source(),
    Func::new(
        "genSignedCertWithKey",
        Sig::fixed(&[Ty::Str, Ty::List, Ty::List, Ty::Int, AUTHORITY, Ty::Str]),
        with::gen_signed_cert_with_key,
    )
    .source(),
    Func::new("htpasswd", TWO_TEXTS, with::htpasswd).source(),
];

/// The same names where the feature is off.
#[cfg(not(feature = "crypto"))]
mod without {
    use airlock_gotmpl::{Call, FuncError, Value};

    macro_rules! missing {
        ($($name:ident)*) => {$(
            pub(super) fn $name(_: &mut Call<'_, '_>) -> Result<Value, FuncError> {
                Err("airlock-helm was built without its feature `crypto`, which this function needs".into())
            }
        )*};
    }

    missing! {
        bcrypt build_custom_cert decrypt_aes derive_password encrypt_aes gen_ca gen_ca_with_key
        gen_private_key gen_self_signed_cert gen_self_signed_cert_with_key gen_signed_cert
        gen_signed_cert_with_key htpasswd
    }
}
