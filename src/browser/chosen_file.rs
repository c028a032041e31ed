//! A file that the user chose once, to be written again and again (the File System Access API; Chrome
//! and Edge on a desk).

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, FileSystemFileHandle, FileSystemHandle, FileSystemWritableFileStream, window};

/// The file.
#[derive(Clone, Debug)]
pub struct ChosenFile(FileSystemFileHandle);

/// Why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFile {
    /// The user left the question.
    NotChosen,
    /// The browser does not let this page write it.
    NotAllowed,
    /// It could not be written: it is gone, or the disk is full.
    NotWritten,
}

/// Whether the browser lets a page write to a file that the user chose.
pub fn is_possible() -> bool {
    window().is_some_and(|window| {
        Reflect::get(&window, &"showSaveFilePicker".into()).is_ok_and(|there| there.is_function())
    })
}

impl ChosenFile {
    /// Asks the user for one. It takes a tap, and may be a new file.
    ///
    /// # Errors
    /// Where there is none then.
    pub async fn choose(suggested_name: &str) -> Result<Self, NoFile> {
        let asked = || -> Result<Promise, JsValue> {
            let options = Object::new();
            Reflect::set(&options, &"suggestedName".into(), &suggested_name.into())?;
            let kind = Object::new();
            Reflect::set(&kind, &"description".into(), &"Ridealong backup".into())?;
            let accept = Object::new();
            Reflect::set(&accept, &"application/json".into(), &Array::of1(&".json".into()))?;
            Reflect::set(&kind, &"accept".into(), &accept)?;
            Reflect::set(&options, &"types".into(), &Array::of1(&kind))?;
            let window: JsValue = window().into();
            let ask: Function = Reflect::get(&window, &"showSaveFilePicker".into())?.dyn_into()?;
            ask.call1(&window, &options)?.dyn_into()
        };
        let chosen = JsFuture::from(asked().map_err(|_| NoFile::NotAllowed)?).await;
        Self::of(&chosen.map_err(|_| NoFile::NotChosen)?).ok_or(NoFile::NotAllowed)
    }

    /// One that was kept; `None` where it is none.
    pub fn of(kept: &JsValue) -> Option<Self> {
        kept.clone().dyn_into().ok().map(Self)
    }

    /// As it is kept.
    pub fn kept(&self) -> &JsValue {
        &self.0
    }

    /// What it is called.
    pub fn name(&self) -> String {
        let handle: &FileSystemHandle = &self.0;
        handle.name()
    }

    /// Whether it may be written now. A browser forgets that with time, and then wants a tap to ask.
    pub async fn may_be_written(&self, ask: bool) -> bool {
        let answer = async || -> Result<JsValue, JsValue> {
            let how = Object::new();
            Reflect::set(&how, &"mode".into(), &"readwrite".into())?;
            let name = if ask { "requestPermission" } else { "queryPermission" };
            let question: Function = Reflect::get(&self.0, &name.into())?.dyn_into()?;
            JsFuture::from(question.call1(&self.0, &how)?.dyn_into::<Promise>()?).await
        };
        answer().await.is_ok_and(|answer| answer.as_string().as_deref() == Some("granted"))
    }

    /// Writes it anew, all of it or nothing: the browser puts the new text in the place of the old one
    /// once it is whole.
    ///
    /// # Errors
    /// Where it was not; the file is as it was before.
    pub async fn write(&self, parts: &[String]) -> Result<(), NoFile> {
        let parts: Array = parts.iter().map(|part| JsValue::from(part.as_str())).collect();
        let write = async || -> Result<(), JsValue> {
            let blob = Blob::new_with_str_sequence(&parts)?;
            let stream = JsFuture::from(self.0.create_writable()).await?;
            let stream: FileSystemWritableFileStream = stream.dyn_into()?;
            JsFuture::from(stream.write_with_blob(&blob)?).await?;
            JsFuture::from(stream.close()).await?;
            Ok(())
        };
        write().await.map_err(|_| NoFile::NotWritten)
    }
}
