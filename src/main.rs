//! Mounts the app; everything else is the library's.
fn main() {
    ridealong::ui::mount();
}
