//! Files that somebody wrote by hand: their checksums are right, and what they hold is not.

use super::NOW;
use ridealong::store::Envelope;

/// A record of a kind, with whatever stands for its data.
pub fn record(kind: &str, id: &str, data: &str) -> String {
    let mut envelope = Envelope::new(kind, id, 1, NOW, &()).unwrap();
    data.clone_into(&mut envelope.data);
    envelope.write()
}

/// A rep, with more or other fields than it has.
pub fn rep(id: &str, name: &str, more: &str) -> String {
    let name = serde_json::to_string(name).unwrap();
    record("rep", id, &format!("{{\"id\":\"{id}\",\"name\":{name}{more}}}"))
}

/// A pack of deals, as packed.
pub fn pack(id: &str, rep: &str, deals: usize, packed: &str) -> String {
    let rep = serde_json::to_string(rep).unwrap();
    let data = format!("{{\"rep\":{rep},\"of\":1,\"deals\":{deals},\"packed\":\"{packed}\"}}");
    record("deals", id, &data)
}

/// A backup of these records.
pub fn backup(records: &[String]) -> String {
    record("backup", "", &format!("{{\"records\":[{}],\"aside\":[]}}", records.join(",")))
}
