//! What is made from passwords: bcrypt hashes, derived passwords, and texts encrypted with AES.

use aes::Aes256;
use aes::cipher::{Array, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use blowfish::Blowfish;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::Random;
use crate::encoding::base64::{decode64, encode64};

const COST: u32 = 10;
const BCRYPT_ALPHABET: &[u8; 64] =
    b"./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A bcrypt hash with Go's default cost.
pub(crate) fn bcrypt(random: &mut Random<'_>, password: &[u8]) -> Result<String, String> {
    if password.len() > 72 {
        return Err("bcrypt: password length exceeds 72 bytes".to_owned());
    }
    let mut salt = [0; 16];
    random(&mut salt);
    let hash = bcrypt_hash(password, &salt);
    let (salt, hash) = (bcrypt_base64(&salt), bcrypt_base64(&hash[..23]));
    Ok(format!("$2a${COST}${salt}{hash}"))
}

fn bcrypt_hash(password: &[u8], salt: &[u8; 16]) -> [u8; 24] {
    let key = [password, &[0]].concat();
    let mut state: Blowfish = Blowfish::bc_init_state();
    state.salted_expand_key(salt, &key);
    for _ in 0..1u32 << COST {
        state.bc_expand_key(&key);
        state.bc_expand_key(salt);
    }
    let mut words = [
        0x4f72_7068,
        0x6561_6e42,
        0x6568_6f6c,
        0x6465_7253,
        0x6372_7944,
        0x6f75_6274,
    ];
    for pair in words.chunks_exact_mut(2) {
        for _ in 0..64 {
            let [left, right] = state.bc_encrypt([pair[0], pair[1]]);
            pair.copy_from_slice(&[left, right]);
        }
    }
    let mut out = [0; 24];
    for (bytes, word) in out.chunks_exact_mut(4).zip(words) {
        bytes.copy_from_slice(&u32::to_be_bytes(word));
    }
    out
}

/// bcrypt's own base64: another alphabet, no padding.
fn bcrypt_base64(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or_default());
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for i in 0..=chunk.len() {
            let index = (group >> (18 - 6 * i)) as usize & 63;
            out.push(char::from(BCRYPT_ALPHABET[index]));
        }
    }
    out
}

const SCOPE: &[u8] = b"com.lyndir.masterpassword";

/// Master Password's derivation.
pub(crate) fn derive(
    counter: u32,
    kind: &[u8],
    password: &[u8],
    user: &[u8],
    site: &[u8],
) -> Vec<u8> {
    let Some(templates) = templates(kind) else {
        return [b"cannot find password template ", kind].concat();
    };
    let salt = [SCOPE, &(user.len() as u32).to_be_bytes(), user].concat();
    let mut key = [0; 64];
    let done = scrypt::Params::new(15, 8, 2)
        .map_err(|error| error.to_string())
        .and_then(|params| {
            scrypt::scrypt(password, &salt, &params, &mut key).map_err(|error| error.to_string())
        });
    if let Err(error) = done {
        return format!("failed to derive password: {error}").into_bytes();
    }
    let length = (site.len() as u32).to_be_bytes();
    let message = [SCOPE, &length, site, &counter.to_be_bytes()].concat();
    let seed = hmac_sha256(&key, &message);
    let template = templates[usize::from(seed[0]) % templates.len()];
    let letters = template.bytes().zip(&seed[1..]);
    letters
        .map(|(class, byte)| {
            let alphabet = alphabet(class);
            alphabet[usize::from(*byte) % alphabet.len()]
        })
        .collect()
}

fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) {
        mac.update(message);
        out.copy_from_slice(&mac.finalize().into_bytes());
    }
    out
}

fn templates(kind: &[u8]) -> Option<&'static [&'static str]> {
    Some(match kind {
        b"maximum" => &["anoxxxxxxxxxxxxxxxxx", "axxxxxxxxxxxxxxxxxno"],
        b"long" => &[
            "CvcvnoCvcvCvcv",
            "CvcvCvcvnoCvcv",
            "CvcvCvcvCvcvno",
            "CvccnoCvcvCvcv",
            "CvccCvcvnoCvcv",
            "CvccCvcvCvcvno",
            "CvcvnoCvccCvcv",
            "CvcvCvccnoCvcv",
            "CvcvCvccCvcvno",
            "CvcvnoCvcvCvcc",
            "CvcvCvcvnoCvcc",
            "CvcvCvcvCvccno",
            "CvccnoCvccCvcv",
            "CvccCvccnoCvcv",
            "CvccCvccCvcvno",
            "CvcvnoCvccCvcc",
            "CvcvCvccnoCvcc",
            "CvcvCvccCvccno",
            "CvccnoCvcvCvcc",
            "CvccCvcvnoCvcc",
            "CvccCvcvCvccno",
        ],
        b"medium" => &["CvcnoCvc", "CvcCvcno"],
        b"short" => &["Cvcn"],
        b"basic" => &["aaanaaan", "aannaaan", "aaannaaa"],
        b"pin" => &["nnnn"],
        _ => return None,
    })
}

fn alphabet(class: u8) -> &'static [u8] {
    match class {
        b'V' => b"AEIOU",
        b'C' => b"BCDFGHJKLMNPQRSTVWXYZ",
        b'v' => b"aeiou",
        b'c' => b"bcdfghjklmnpqrstvwxyz",
        b'A' => b"AEIOUBCDFGHJKLMNPQRSTVWXYZ",
        b'a' => b"AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz",
        b'n' => b"0123456789",
        b'o' => b"@&%?,=[]_:-+*$#!'^~;()/.",
        _ => b"AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()",
    }
}

/// AES-256 under a password that is cut or filled with zeros to the length of a key.
fn cipher(password: &[u8]) -> Aes256 {
    let mut key = [0; 32];
    for (byte, given) in key.iter_mut().zip(password) {
        *byte = *given;
    }
    Aes256::new(&Array(key))
}

/// A text in CBC under a random start, as base64; nothing for nothing.
pub(crate) fn encrypt(random: &mut Random<'_>, password: &[u8], text: &[u8]) -> Vec<u8> {
    if text.is_empty() {
        return Vec::new();
    }
    let cipher = cipher(password);
    let padding = 16 - text.len() % 16;
    let padded = [text, &vec![padding as u8; padding]].concat();
    let mut previous = [0; 16];
    random(&mut previous);
    let mut out = previous.to_vec();
    for chunk in padded.chunks_exact(16) {
        for (byte, plain) in previous.iter_mut().zip(chunk) {
            *byte ^= plain;
        }
        let mut block = Array(previous);
        cipher.encrypt_block(&mut block);
        previous = block.0;
        out.extend_from_slice(&previous);
    }
    encode64(&out)
}

/// What [`encrypt`] gave, back. The errors are those that Go gives or panics with.
pub(crate) fn decrypt(password: &[u8], text: &[u8]) -> Result<Vec<u8>, String> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let bytes = decode64(text).map_err(|corrupt| corrupt.message("base64"))?;
    let Some((start, body)) = bytes.split_first_chunk::<16>() else {
        let got = bytes.len();
        return Err(format!(
            "runtime error: slice bounds out of range [:16] with capacity {got}"
        ));
    };
    if body.len() % 16 != 0 {
        return Err("crypto/cipher: input not full blocks".to_owned());
    }
    let cipher = cipher(password);
    let mut previous = *start;
    let mut out = Vec::with_capacity(body.len());
    for chunk in body.chunks_exact(16) {
        let mut block = Array([0; 16]);
        block.copy_from_slice(chunk);
        cipher.decrypt_block(&mut block);
        out.extend(block.iter().zip(previous).map(|(byte, mask)| byte ^ mask));
        previous.copy_from_slice(chunk);
    }
    let Some(padding) = out.last().map(|byte| usize::from(*byte)) else {
        return Err("runtime error: index out of range [-1]".to_owned());
    };
    match out.len().checked_sub(padding) {
        Some(length) => out.truncate(length),
        None => {
            let end = out.len() as i64 - padding as i64;
            return Err(format!("runtime error: slice bounds out of range [:{end}]"));
        }
    }
    Ok(out)
}
