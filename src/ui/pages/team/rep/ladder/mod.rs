//! From 3x to the real number: the coverage ladder of one rep, rung by rung.

mod cards;
mod picture;
mod rung_buttons;
#[cfg(test)]
mod samples;
mod sentences;
mod words;

pub use picture::LadderPicture;
pub use sentences::warnings;
pub use words::needed;
