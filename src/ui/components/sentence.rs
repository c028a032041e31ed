//! A sentence that may lead to where something can be done about what it says.

use crate::ui::route::Route;
use leptos::prelude::*;

/// Words, some of which are links. Read aloud or compared, it is a plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    words: String,
    to: Option<Route>,
}

impl Sentence {
    /// A sentence, or its beginning.
    pub fn of(words: impl Into<String>) -> Self {
        Self::default().then(words)
    }

    /// Goes on with words.
    #[must_use]
    pub fn then(mut self, words: impl Into<String>) -> Self {
        self.0.push(Part { words: words.into(), to: None });
        self
    }

    /// Goes on with words that lead to a place.
    #[must_use]
    pub fn way(mut self, words: impl Into<String>, to: Route) -> Self {
        self.0.push(Part { words: words.into(), to: Some(to) });
        self
    }

    /// The words alone.
    pub fn text(&self) -> String {
        self.0.iter().map(|part| part.words.as_str()).collect()
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|part| part.words.is_empty())
    }
}

/// The sentence with its links.
#[component]
pub fn SentenceView(
    /// What is said.
    sentence: Sentence,
) -> impl IntoView {
    let part = |Part { words, to }: Part| match to {
        Some(to) => view! { <a class="way" href=to.href()>{words}</a> }.into_any(),
        None => words.into_any(),
    };
    sentence.0.into_iter().map(part).collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::route::DataPlace;

    #[test]
    fn read_aloud_a_sentence_is_its_words_alone() {
        let quotas = Route::Data(DataPlace::Quotas);
        let sentence = Sentence::of("None is set: ").way("set one", quotas).then(", to see it.");
        assert_eq!(sentence.text(), "None is set: set one, to see it.");
        assert!(!sentence.is_empty() && Sentence::of("").is_empty());
    }
}
