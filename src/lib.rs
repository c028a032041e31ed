//! Ridealong: sales coaching that is honest about numbers.
//!
//! Data flows one way: a file goes through [`intake`] into [`domain`], [`engine`] works out
//! what it means, [`ui`] shows it (pictures through [`charts`]), and [`store`] keeps what is in
//! [`domain`]. [`reader`] does the reading of files away from the page, in a Web Worker. [`browser`]
//! holds the thin edges to the browser. Everything but `ui`, `browser`
//! and the storage half of `store` is pure: it compiles and is tested natively.

pub mod browser;
pub mod charts;
pub mod domain;
pub mod engine;
pub mod intake;
pub mod reader;
pub mod store;
pub mod ui;
