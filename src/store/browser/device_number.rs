//! This device's own number, by which a file tells where it was written.

use super::local;
use crate::browser::random::random_number;
use crate::store::DEVICE_KEY;

/// Makes sure that it has one. Where the browser keeps none, files are taken for its own.
pub fn ensure() {
    if matches!(local::get(DEVICE_KEY), Ok(None)) {
        let _ = local::set(DEVICE_KEY, &format!("{:016x}", random_number()));
    }
}
