//! Sealing a file with a passphrase and opening it, by the browser's own cryptography.

use super::next_task::next_task;
use crate::store::sealed::{ITERATIONS, in_base64, passphrase};
use crate::store::{SealedError, SealedFile, SealedHeader};
use js_sys::{Array, JsString, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, AesKeyGenParams, CryptoKey, Pbkdf2Params, SubtleCrypto};

/// The text of a file that only this passphrase opens. `now` is in milliseconds since 1970.
///
/// # Errors
/// Where the browser does not encrypt here.
pub async fn seal(typed: &str, parts: &[String], now: u64) -> Result<String, SealedError> {
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let crypto = crypto.ok_or(SealedError::NotHere)?;
    let mut header =
        SealedHeader { saved_at: now, iterations: ITERATIONS, salt: [0; 16], iv: [0; 12] };
    for bytes in [&mut header.salt[..], &mut header.iv[..]] {
        crypto.get_random_values_with_u8_array(bytes).map_err(|_| SealedError::NotHere)?;
    }
    let subtle = subtle()?;
    let key = derived(&subtle, typed, &header).await.map_err(|_| SealedError::NotHere)?;
    let plain = together(parts.iter().map(|part| Ok(part.as_bytes()))).await?;
    let sealed = subtle.encrypt_with_object_and_js_u8_array(&cipher(&header), &key, &plain);
    let sealed = answer(sealed).await.map_err(|_| SealedError::NotHere)?;
    let sealed = Uint8Array::new(&sealed).to_vec();
    let mut written = String::with_capacity(sealed.len() / 3 * 4 + 4);
    for part in in_base64(&sealed) {
        written.push_str(&part);
        next_task().await;
    }
    Ok(header.written(written))
}

/// What was sealed in a file.
///
/// # Errors
/// Where this passphrase does not open it, or it was changed.
pub async fn open(typed: &str, file: &SealedFile) -> Result<Uint8Array, SealedError> {
    let sealed = together(file.parts()).await?;
    let subtle = subtle()?;
    let key = derived(&subtle, typed, &file.header).await.map_err(|_| SealedError::NotHere)?;
    let plain = subtle.decrypt_with_object_and_js_u8_array(&cipher(&file.header), &key, &sealed);
    let plain = answer(plain).await.map_err(|_| SealedError::WrongPassphrase)?;
    Ok(Uint8Array::new(&plain))
}

/// Absent where the page is not served securely.
fn subtle() -> Result<SubtleCrypto, SealedError> {
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let crypto = crypto.ok_or(SealedError::NotHere)?;
    let there = Reflect::get(&crypto, &"subtle".into()).is_ok_and(|subtle| !subtle.is_undefined());
    if there { Ok(crypto.subtle()) } else { Err(SealedError::NotHere) }
}

async fn answer(promise: Result<js_sys::Promise, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(promise?).await
}

/// The key that a passphrase comes to. However a keyboard composes a letter, it is one (NFC).
async fn derived(
    subtle: &SubtleCrypto,
    typed: &str,
    header: &SealedHeader,
) -> Result<CryptoKey, JsValue> {
    let typed = JsString::from(passphrase(typed)).normalize("NFC");
    let typed = Uint8Array::from(String::from(typed).as_bytes());
    let usages =
        |names: &[&str]| -> Array { names.iter().map(|name| JsValue::from(*name)).collect() };
    let named = |name: &str| -> Result<Object, JsValue> {
        let algorithm = Object::new();
        Reflect::set(&algorithm, &"name".into(), &name.into())?;
        Ok(algorithm)
    };
    let raw = subtle.import_key_with_object(
        "raw",
        &typed,
        &named("PBKDF2")?,
        false,
        &usages(&["deriveKey"]),
    );
    let raw: CryptoKey = answer(raw).await?.unchecked_into();
    let salt = Uint8Array::from(&header.salt[..]);
    let by = Pbkdf2Params::new_with_str("PBKDF2", "SHA-256", header.iterations, &salt);
    let key = subtle.derive_key_with_object_and_object(
        &by,
        &raw,
        &AesKeyGenParams::new("AES-GCM", 256),
        false,
        &usages(&["encrypt", "decrypt"]),
    );
    Ok(answer(key).await?.unchecked_into())
}

fn cipher(header: &SealedHeader) -> AesGcmParams {
    let cipher = AesGcmParams::new("AES-GCM", &Uint8Array::from(&header.iv[..]));
    cipher.set_additional_data(&Uint8Array::from(header.authenticated().as_bytes()));
    cipher
}

/// Parts, one behind the other, each copied in a task of its own.
async fn together<P: AsRef<[u8]>>(
    parts: impl Iterator<Item = Result<P, SealedError>>,
) -> Result<Uint8Array, SealedError> {
    let mut copied = Vec::new();
    for part in parts {
        copied.push(Uint8Array::from(part?.as_ref()));
        next_task().await;
    }
    let all = Uint8Array::new_with_length(copied.iter().map(Uint8Array::length).sum());
    let mut at = 0;
    for part in copied {
        all.set(&part, at);
        at += part.length();
    }
    Ok(all)
}
