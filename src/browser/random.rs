//! Numbers that nobody else has.

/// One of 2^53, so that it is exact as a number of JavaScript's too. It tells things apart and keeps
/// no secret.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it lies between 0 and 2^53"
)]
pub fn random_number() -> u64 {
    (js_sys::Math::random() * 9_007_199_254_740_992.0) as u64
}
