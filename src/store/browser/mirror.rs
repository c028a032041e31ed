//! `IndexedDB` as the mirror of localStorage: what is in it is on disk, which localStorage is not for
//! minutes.
//!
//! It may be missing, refused, held up by another window or closed at any moment. None of that is
//! an error of the app: it then goes on with one copy.

use crate::browser::next_task::next_task;
use crate::store::journal::{Change, Changes};
use crate::store::snapshot::Snapshot;
use crate::store::two_copies::MirrorSeen;
use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

/// Sites of one host share their databases, as they share localStorage.
const NAME: &str = "ridealong";
const VERSION: u32 = 1;
/// The texts of localStorage, by key.
const TEXTS: &str = "texts";
/// Everything as it was at some moments.
const SNAPSHOTS: &str = "snapshots";

/// The keys of the packs of deals lie from here to there.
const PACKS: (&str, &str) = ("ridealong:deals:", "ridealong:deals;");

/// A longer text is brought to it in a task of its own, in characters.
const AT_ONCE: usize = 20_000;

/// It does not answer, or not with what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone;

impl From<JsValue> for Gone {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// The mirror, open.
#[derive(Clone, Debug)]
pub struct Mirror {
    database: IdbDatabase,
}

impl Mirror {
    /// Whether the browser knows of such a thing at all.
    pub fn is_possible() -> bool {
        let factory = web_sys::window().map(|window| window.indexed_db());
        matches!(factory, Some(Ok(Some(_))))
    }

    /// Opens it, and makes it where there is none.
    ///
    /// # Errors
    /// Where the browser has none to give.
    pub async fn open() -> Result<Self, Gone> {
        let window = web_sys::window().ok_or(Gone)?;
        let factory = window.indexed_db()?.ok_or(Gone)?;
        let request = factory.open_with_u32(NAME, VERSION)?;
        let made = make_stores(&request);
        let opened = done(&request).await;
        drop(made);
        let database: IdbDatabase = opened?.dyn_into()?;
        // Where it is to be removed, or made anew by a newer version, it must not be held up.
        let closing = Closure::<dyn FnMut(web_sys::Event)>::new(|event: web_sys::Event| {
            if let Some(database) = event.target() {
                database.unchecked_into::<IdbDatabase>().close();
            }
        });
        database.set_onversionchange(Some(closing.as_ref().unchecked_ref()));
        closing.forget();
        Ok(Self { database })
    }

    /// What it holds; of packs of deals only the keys.
    ///
    /// # Errors
    /// Where it does not answer.
    pub async fn see(&self) -> Result<MirrorSeen, Gone> {
        let (_, texts) = self.store(TEXTS, IdbTransactionMode::Readonly)?;
        let before = IdbKeyRange::upper_bound_with_open(&PACKS.0.into(), true)?;
        let behind = IdbKeyRange::lower_bound(&PACKS.1.into())?;
        let packs = pack_range()?;
        // Asked for at once, answered in one go.
        let asked = [
            texts.get_all_keys_with_key(&before)?,
            texts.get_all_with_key(&before)?,
            texts.get_all_keys_with_key(&behind)?,
            texts.get_all_with_key(&behind)?,
            texts.get_all_keys_with_key(&packs)?,
        ];
        let all: Array = asked.iter().map(heard).collect();
        JsFuture::from(Promise::all(&all)).await?;
        let mut answers = Vec::with_capacity(asked.len());
        for request in &asked {
            answers.push(strings(&request.result()?));
        }
        let mut answers = answers.into_iter();
        let mut next = || answers.next().unwrap_or_default();
        let mut seen = MirrorSeen::default();
        seen.texts.extend(next().into_iter().zip(next()));
        seen.texts.extend(next().into_iter().zip(next()));
        seen.packs.extend(next());
        Ok(seen)
    }

    /// The text under a key; `None` where there is none, or it can't be had.
    pub async fn text(&self, key: &str) -> Option<String> {
        let (_, texts) = self.store(TEXTS, IdbTransactionMode::Readonly).ok()?;
        done(&texts.get(&key.into()).ok()?).await.ok()?.as_string()
    }

    /// Brings changes to it, all of them or none; they are on disk when it is done.
    ///
    /// # Errors
    /// Where it took none of them.
    pub async fn apply(&self, changes: &Changes) -> Result<(), Gone> {
        let (act, texts) = self.store(TEXTS, IdbTransactionMode::Readwrite)?;
        let ended = ended(&act);
        for (key, change) in changes {
            match change {
                Change::Written(text) => {
                    let asked = texts.put_with_key(&text.into(), &key.into())?;
                    if text.len() > AT_ONCE {
                        // The page answers in between; the act stays open as long as one is asked.
                        done(&asked).await?;
                    }
                }
                Change::Removed => drop(texts.delete(&key.into())?),
            }
        }
        commit_now(&act);
        complete(ended).await
    }

    /// Removes everything from it, snapshots too, and says whether nothing is left.
    ///
    /// # Errors
    /// Where it did not.
    pub async fn erase(&self) -> Result<bool, Gone> {
        let names = Array::of2(&TEXTS.into(), &SNAPSHOTS.into());
        let mode = IdbTransactionMode::Readwrite;
        let act = self.database.transaction_with_str_sequence_and_mode(&names, mode)?;
        let ended = ended(&act);
        let mut left = 0.0;
        for name in [TEXTS, SNAPSHOTS] {
            let store = act.object_store(name)?;
            store.clear()?;
            left += done(&store.count()?).await?.as_f64().unwrap_or(1.0);
        }
        complete(ended).await?;
        Ok(left == 0.0)
    }

    /// The texts of the snapshots' store between two keys.
    ///
    /// # Errors
    /// Where it does not answer.
    pub async fn snapshots_between(
        &self,
        from: &JsValue,
        to: &JsValue,
    ) -> Result<Vec<String>, Gone> {
        let (_, snapshots) = self.store(SNAPSHOTS, IdbTransactionMode::Readonly)?;
        let range = IdbKeyRange::bound(from, to)?;
        Ok(strings(&done(&snapshots.get_all_with_key(&range)?).await?))
    }

    /// Keeps a snapshot with its mark, and lets others go, as one.
    ///
    /// # Errors
    /// Where nothing changed.
    pub async fn keep_snapshot(
        &self,
        mark_key: &JsValue,
        mark: &str,
        body_key: &JsValue,
        snapshot: &Snapshot,
        gone: &[JsValue],
    ) -> Result<(), Gone> {
        let body = Array::new();
        for (key, text) in snapshot.texts() {
            body.push(&key.into());
            body.push(&text.into());
            next_task().await;
        }
        let (act, snapshots) = self.store(SNAPSHOTS, IdbTransactionMode::Readwrite)?;
        let ended = ended(&act);
        snapshots.put_with_key(&mark.into(), mark_key)?;
        snapshots.put_with_key(&body, body_key)?;
        for key in gone {
            snapshots.delete(key)?;
        }
        complete(ended).await
    }

    /// Removes what lies between two keys of the snapshots' store.
    ///
    /// # Errors
    /// Where it is still there.
    pub async fn forget_between(&self, ranges: &[(&str, &str)]) -> Result<(), Gone> {
        let (act, snapshots) = self.store(SNAPSHOTS, IdbTransactionMode::Readwrite)?;
        let ended = ended(&act);
        for (from, to) in ranges {
            snapshots.delete(&IdbKeyRange::bound(&(*from).into(), &(*to).into())?.into())?;
        }
        complete(ended).await
    }

    /// What only a database keeps: something of the browser's own, beside the snapshots; `None` where
    /// there is none.
    ///
    /// # Errors
    /// Where it can't be read.
    pub async fn thing(&self, key: &str) -> Result<Option<JsValue>, Gone> {
        let (_, store) = self.store(SNAPSHOTS, IdbTransactionMode::Readonly)?;
        let thing = done(&store.get(&key.into())?).await?;
        Ok(Some(thing).filter(|thing| !thing.is_undefined()))
    }

    /// Keeps it; or lets it go.
    ///
    /// # Errors
    /// Where nothing changed.
    pub async fn keep_thing(&self, key: &str, thing: Option<&JsValue>) -> Result<(), Gone> {
        let (act, store) = self.store(SNAPSHOTS, IdbTransactionMode::Readwrite)?;
        let ended = ended(&act);
        match thing {
            Some(thing) => drop(store.put_with_key(thing, &key.into())?),
            None => drop(store.delete(&key.into())?),
        }
        complete(ended).await
    }

    /// A snapshot, as it was taken.
    pub async fn snapshot(&self, body_key: &JsValue) -> Option<Snapshot> {
        let (_, snapshots) = self.store(SNAPSHOTS, IdbTransactionMode::Readonly).ok()?;
        let body = done(&snapshots.get(body_key).ok()?).await.ok()?;
        let mut texts = strings(&body).into_iter();
        let pairs = std::iter::from_fn(|| Some((texts.next()?, texts.next()?)));
        let snapshot = Snapshot::of_texts(pairs);
        (snapshot != Snapshot::default()).then_some(snapshot)
    }

    /// Removes it altogether, as soon as no other window holds it up.
    pub fn remove(&self) {
        self.database.close();
        if let Some(Ok(Some(factory))) = web_sys::window().map(|window| window.indexed_db()) {
            // What is left is empty.
            let _ = factory.delete_database(NAME);
        }
    }

    fn store(
        &self,
        name: &str,
        mode: IdbTransactionMode,
    ) -> Result<(IdbTransaction, IdbObjectStore), Gone> {
        let act = self.database.transaction_with_str_and_mode(name, mode)?;
        let store = act.object_store(name)?;
        Ok((act, store))
    }
}

/// An act would end by itself, but only once the page has heard of each write. Where a browser does
/// not know this, it does so then.
#[expect(deprecated, reason = "the binding is, the method is not")]
fn commit_now(act: &IdbTransaction) {
    let _ = act.commit();
}

fn pack_range() -> Result<IdbKeyRange, JsValue> {
    IdbKeyRange::bound(&PACKS.0.into(), &PACKS.1.into())
}

/// Makes the stores of a new database, as soon as it asks for them.
fn make_stores(request: &IdbOpenDbRequest) -> Closure<dyn FnMut(web_sys::Event)> {
    let opening = request.clone();
    let make = Closure::<dyn FnMut(web_sys::Event)>::new(move |_| {
        let Ok(Ok(database)) = opening.result().map(JsCast::dyn_into::<IdbDatabase>) else {
            return;
        };
        for name in [TEXTS, SNAPSHOTS] {
            // One that is there already needs nothing more.
            let _ = database.create_object_store(name);
        }
    });
    request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
    make
}

/// Heard of a request when it is answered or refused. Nothing is thrown: a refusal that nobody waits
/// for any more would be taken for a fault of the page.
fn heard(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, _| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&resolve));
    })
}

/// The answer to a request.
async fn done(request: &IdbRequest) -> Result<JsValue, Gone> {
    JsFuture::from(heard(request)).await?;
    if request.error()?.is_some() { Err(Gone) } else { Ok(request.result()?) }
}

/// Heard of an act when it is complete or given up.
fn ended(act: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, _| {
        act.set_oncomplete(Some(&resolve));
        act.set_onabort(Some(&resolve));
    })
}

async fn complete(ended: Promise) -> Result<(), Gone> {
    let event: web_sys::Event = JsFuture::from(ended).await?.dyn_into()?;
    if event.type_() == "complete" { Ok(()) } else { Err(Gone) }
}

fn strings(array: &JsValue) -> Vec<String> {
    Array::from(array).iter().map(|text| text.as_string().unwrap_or_default()).collect()
}
