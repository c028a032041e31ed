//! The workbench: the places that work on what is kept. See `ridealong::ui::workbench`.
fn main() {
    ridealong::ui::workbench::mount();
}
