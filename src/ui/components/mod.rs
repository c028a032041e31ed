//! Parts of the screen that pages are made of.

pub mod chart_frame;
pub mod choice;
pub mod data_table;
pub mod date_field;
pub mod field_state;
pub mod figure;
pub mod file_button;
pub mod fold;
pub mod formula_card;
pub mod icon;
pub mod in_parts;
pub mod notice;
pub mod number_field;
pub mod passphrase_field;
pub mod quantity;
pub mod second_thought;
pub mod select_field;
pub mod sentence;
pub mod slider_span;
pub mod tabs;
pub mod text_field;
pub mod typing;
pub mod unclear;
pub mod when;
