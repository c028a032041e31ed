//! The reader: reads files in a Web Worker, away from the page. See `ridealong::reader`.
fn main() {
    ridealong::browser::reader_worker::serve();
}
