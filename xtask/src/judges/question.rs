//! One question to a judge, and what its answer has to be. Knows no target and no judge.

use std::collections::BTreeMap;

use serde_json::Value;

/// Files of a question, by their paths below its root.
pub(super) type Files = BTreeMap<String, String>;

/// What an answer gives: further questions, or why it is not what was planned.
pub(super) type Judged = Result<Vec<Question>, String>;

/// One question.
pub(super) struct Question {
    /// The judge's folder in `tests/oracle`.
    pub(super) judge: &'static str,
    /// What it is asked about: one file, or one folder.
    pub(super) what: String,
    /// What is asked, as the judge's head describes it.
    pub(super) ask: Value,
    /// What the judge is given.
    pub(super) files: Files,
    /// Whether an answer is as planned.
    pub(super) holds: Box<dyn Fn(&Value) -> Judged>,
}

impl Question {
    /// A question whose answer has to be without errors, whatever else it says.
    pub(super) fn accepted(judge: &'static str, what: &str, ask: Value, files: Files) -> Self {
        Self::new(judge, what, ask, files, |_| Ok(Vec::new()))
    }

    /// A question whose answer has to be without errors and to hold.
    pub(super) fn new(
        judge: &'static str,
        what: &str,
        ask: Value,
        files: Files,
        holds: impl Fn(&Value) -> Judged + 'static,
    ) -> Self {
        let holds = move |answer: &Value| {
            faultless(answer)?;
            holds(answer)
        };
        Self {
            judge,
            what: what.to_owned(),
            ask,
            files,
            holds: Box::new(holds),
        }
    }
}

/// What a judge complains of is a failure, whatever it understood.
fn faultless(answer: &Value) -> Result<(), String> {
    let faults: Vec<&str> = list(&answer["errors"])
        .iter()
        .filter_map(Value::as_str)
        .collect();
    match faults.is_empty() {
        true => Ok(()),
        false => Err(faults.join("; ")),
    }
}

/// A list of an answer; what is absent is empty.
pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The strings of a list.
pub(super) fn strings(value: &Value) -> Vec<&str> {
    list(value).iter().filter_map(Value::as_str).collect()
}

/// Fails with both sides where they differ.
pub(super) fn same<T: PartialEq + std::fmt::Debug>(
    name: &str,
    understood: &T,
    planned: &T,
) -> Result<(), String> {
    match understood == planned {
        true => Ok(()),
        false => Err(format!(
            "{name}: understood {understood:?}, planned {planned:?}"
        )),
    }
}
