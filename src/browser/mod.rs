//! The thin edges to the browser. Trouble with it is a value, not a panic.

pub mod address;
pub mod chosen_file;
pub mod clipboard;
pub mod clock;
pub mod device;
pub mod download;
pub mod end_typing;
pub mod files;
pub mod focus;
pub mod next_task;
pub mod program;
pub mod random;
pub mod reader_client;
pub mod reader_worker;
pub mod rescue;
pub mod resize;
pub mod scroll_place;
pub mod sealing;
pub mod share;
pub mod tabs;
