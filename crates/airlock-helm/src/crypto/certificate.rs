//! Certificates as Go's `x509.CreateCertificate` makes them from sprig's template: a random serial
//! number, a common name, both extended usages, and the names and addresses that were asked for.

use std::net::IpAddr;

use sha2::{Digest, Sha256};

use super::Random;
use super::der::{self, Reader};
use super::keys::PrivateKey;
use super::pem;

/// What a certificate is to say.
pub(crate) struct Request<'r> {
    pub(crate) common_name: &'r str,
    pub(crate) addresses: Vec<IpAddr>,
    pub(crate) names: Vec<String>,
    /// First and last second, in Unix time.
    pub(crate) validity: (i64, i64),
    pub(crate) is_authority: bool,
}

/// Who signs a certificate.
pub(crate) struct Authority {
    /// The subject, as it is written.
    subject: Vec<u8>,
    key_id: Vec<u8>,
    info: Vec<u8>,
    key: PrivateKey,
}

const UNSUPPORTED: &str = "x509: only RSA, ECDSA and Ed25519 public keys supported";

impl Authority {
    /// An authority from its certificate and key in PEM.
    pub(crate) fn from_pem(certificate: &str, key: &str) -> Result<Self, String> {
        let block = pem::decode(certificate).ok_or("unable to decode certificate")?;
        let parsed = parse(&block.bytes).ok_or_else(|| {
            "error parsing certificate: decodedSignerCert.Bytes: x509: malformed certificate"
                .to_owned()
        })?;
        let key = PrivateKey::from_pem(key)
            .map_err(|error| format!("error parsing private key: {error}"))?;
        Ok(Self {
            subject: parsed.subject,
            key_id: parsed.key_id,
            info: parsed.info,
            key,
        })
    }
}

/// Whether a PEM text is a certificate, as `buildCustomCert` asks.
pub(crate) fn check_pem(certificate: &str) -> Result<(), String> {
    let block = pem::decode(certificate).ok_or("unable to decode certificate")?;
    if parse(&block.bytes).is_none() {
        return Err(
            "error parsing certificate: decodedCert.Bytes: x509: malformed certificate".to_owned(),
        );
    }
    Ok(())
}

struct Parsed {
    subject: Vec<u8>,
    key_id: Vec<u8>,
    info: Vec<u8>,
}

fn parse(bytes: &[u8]) -> Option<Parsed> {
    let mut outer = Reader::new(bytes);
    let mut certificate = outer.sequence()?;
    let mut body = certificate.sequence()?;
    certificate.sequence()?;
    certificate.bit_string()?;
    if !outer.is_empty() {
        return None;
    }
    body.tagged(0xa0)?;
    body.integer()?;
    body.sequence()?;
    body.sequence()?;
    body.sequence()?;
    let subject = body.any()?.whole.to_vec();
    let info = body.any()?.whole.to_vec();
    let mut key_id = Vec::new();
    while let Some(element) = body.any() {
        if element.tag == 0xa3 {
            key_id = find_key_id(element.content)?;
        }
    }
    Some(Parsed {
        subject,
        key_id,
        info,
    })
}

const SUBJECT_KEY_ID: &[u8] = &[0x55, 0x1d, 0x0e];

/// The identifier of the subject's key; empty where there is none.
fn find_key_id(extensions: &[u8]) -> Option<Vec<u8>> {
    let mut extensions = Reader::new(extensions).sequence()?;
    while !extensions.is_empty() {
        let mut extension = extensions.sequence()?;
        let oid = extension.tagged(der::OBJECT)?;
        if oid == SUBJECT_KEY_ID {
            let value = extension.tagged(der::OCTET_STRING)?;
            return Reader::new(value)
                .tagged(der::OCTET_STRING)
                .map(<[u8]>::to_vec);
        }
    }
    Some(Vec::new())
}

/// Makes a certificate for a key, signed by an authority or by the key itself, as PEM.
pub(crate) fn create(
    random: &mut Random<'_>,
    request: &Request<'_>,
    key: &PrivateKey,
    authority: Option<&Authority>,
) -> Result<String, String> {
    let failed = |error: &str| format!("error creating certificate: {error}");
    let mut serial = [0; 16];
    random(&mut serial);
    let signer = authority.map_or(key, |authority| &authority.key);
    let not_signer = "x509: certificate private key does not implement crypto.Signer";
    let signer_identity = signer.identity().ok_or_else(|| failed(not_signer))?;
    let identity = key.identity().ok_or_else(|| failed(UNSUPPORTED))?;
    let subject = subject(request.common_name)?;
    let issuer = authority.map_or(&subject, |authority| &authority.subject);
    if authority.is_some_and(|authority| authority.info != signer_identity.info) {
        let message = "x509: provided PrivateKey doesn't match parent's PublicKey";
        return Err(failed(message));
    }
    let authority_id = authority.filter(|authority| authority.subject != subject);
    let authority_id = authority_id.map(|authority| authority.key_id.as_slice());
    let extensions = extensions(request, &identity.key, authority_id.unwrap_or_default());
    let body = der::sequence(&[
        der::tagged(0xa0, &der::integer(&[2])),
        der::integer(&serial),
        signer_identity.algorithm.clone(),
        issuer.clone(),
        der::sequence(&[time(request.validity.0)?, time(request.validity.1)?]),
        subject.clone(),
        identity.info,
        der::tagged(
            0xa3,
            &der::sequence(&extensions.map_err(|error| failed(&error))?),
        ),
    ]);
    let signature = signer.sign(&body);
    let whole = der::sequence(&[body, signer_identity.algorithm, der::bit_string(&signature)]);
    Ok(pem::encode("CERTIFICATE", &whole))
}

/// A common name, in the narrowest string type that Go would take.
fn subject(name: &str) -> Result<Vec<u8>, String> {
    if name.is_empty() {
        return Ok(der::sequence(&[]));
    }
    let printable = |byte: u8| byte.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(&byte);
    let tag = if name.bytes().all(printable) {
        0x13
    } else {
        0x0c
    };
    let attribute = der::sequence(&[
        der::object(&[0x55, 0x04, 0x03]),
        der::tagged(tag, name.as_bytes()),
    ]);
    Ok(der::sequence(&[der::tagged(0x31, &attribute)]))
}

/// Years from 2050 on need four digits.
fn time(unix: i64) -> Result<Vec<u8>, String> {
    let time = crate::time::Time::new(unix, 0, crate::time::Location::Utc);
    let long = time.format(b"20060102150405Z");
    let year: i64 = String::from_utf8_lossy(&time.format(b"2006"))
        .parse()
        .unwrap_or(-1);
    match year {
        1950..2050 => Ok(der::tagged(0x17, &time.format(b"060102150405Z"))),
        0..=9999 => Ok(der::tagged(0x18, &long)),
        _ => Err("error creating certificate: asn1: structure error: cannot represent time as GeneralizedTime".to_owned()),
    }
}

fn extension(oid: &[u8], critical: bool, value: &[u8]) -> Vec<u8> {
    let mut parts = vec![der::object(oid)];
    if critical {
        parts.push(der::tagged(0x01, &[0xff]));
    }
    parts.push(der::tagged(der::OCTET_STRING, value));
    der::sequence(&parts)
}

fn extensions(
    request: &Request<'_>,
    key: &[u8],
    authority_id: &[u8],
) -> Result<Vec<Vec<u8>>, String> {
    // Signature and key encipherment; an authority signs certificates too.
    let usage: &[u8] = if request.is_authority {
        &[2, 0xa4]
    } else {
        &[5, 0xa0]
    };
    let purpose = |last| der::object(&[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, last]);
    let basic = if request.is_authority {
        der::sequence(&[der::tagged(0x01, &[0xff])])
    } else {
        der::sequence(&[])
    };
    let mut out = vec![
        extension(
            &[0x55, 0x1d, 0x0f],
            true,
            &der::tagged(der::BIT_STRING, usage),
        ),
        extension(
            &[0x55, 0x1d, 0x25],
            false,
            &der::sequence(&[purpose(1), purpose(2)]),
        ),
        extension(&[0x55, 0x1d, 0x13], true, &basic),
    ];
    if request.is_authority {
        let digest = Sha256::digest(key);
        let id = der::tagged(der::OCTET_STRING, digest.get(..20).unwrap_or_default());
        out.push(extension(SUBJECT_KEY_ID, false, &id));
    }
    if !authority_id.is_empty() {
        let id = der::sequence(&[der::tagged(0x80, authority_id)]);
        out.push(extension(&[0x55, 0x1d, 0x23], false, &id));
    }
    if !request.names.is_empty() || !request.addresses.is_empty() {
        let critical = request.common_name.is_empty();
        out.push(extension(
            &[0x55, 0x1d, 0x11],
            critical,
            &alternatives(request)?,
        ));
    }
    Ok(out)
}

/// Other names of the subject.
fn alternatives(request: &Request<'_>) -> Result<Vec<u8>, String> {
    let mut parts = Vec::new();
    for name in &request.names {
        if !name.is_ascii() {
            let name = airlock_gotmpl::number::quote(name.as_bytes());
            return Err(format!("x509: {name} cannot be encoded as an IA5String"));
        }
        parts.push(der::tagged(0x82, name.as_bytes()));
    }
    for address in &request.addresses {
        parts.push(match address.to_canonical() {
            IpAddr::V4(address) => der::tagged(0x87, &address.octets()),
            IpAddr::V6(address) => der::tagged(0x87, &address.octets()),
        });
    }
    Ok(der::sequence(&parts))
}
