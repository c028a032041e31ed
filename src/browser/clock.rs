//! What time it is. Only the edges of the app ask; everything else is told.

use jiff::civil::Date;

/// Now, in milliseconds since 1970.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a browser's clock says whole milliseconds after 1970"
)]
pub fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// Today, where the user is.
pub fn today() -> Date {
    day_of(&js_sys::Date::new_0())
}

/// The day of a moment in milliseconds since 1970, where the user is.
pub fn day_of_ms(ms: u64) -> Date {
    day_of(&js_sys::Date::new(&(ms as f64).into()))
}

fn day_of(now: &js_sys::Date) -> Date {
    let part = |number: u32| i8::try_from(number).unwrap_or(1);
    let year = i16::try_from(now.get_full_year()).unwrap_or(1970);
    Date::new(year, part(now.get_month() + 1), part(now.get_date())).unwrap_or(Date::ZERO)
}
