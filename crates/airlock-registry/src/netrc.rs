//! `netrc` as curl reads it: machines with login and password, quotes, macros skipped.

use crate::credentials::Login;

/// The logins of a file, by machine; the machine of `default` is empty.
pub(crate) fn read(text: &str) -> Vec<(String, Login)> {
    let mut found = Vec::new();
    let mut machine: Option<String> = None;
    let (mut user, mut password) = (String::new(), String::new());
    let mut words = words(text).into_iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "machine" | "default" => {
                finish(&mut found, machine.take(), &mut user, &mut password);
                machine = match word.as_str() {
                    "default" => Some(String::new()),
                    _ => words.next().map(|name| name.to_ascii_lowercase()),
                };
            }
            "login" => user = words.next().unwrap_or_default(),
            "password" => password = words.next().unwrap_or_default(),
            "account" => drop(words.next()),
            _ => {}
        }
    }
    finish(&mut found, machine, &mut user, &mut password);
    found
}

fn finish(
    found: &mut Vec<(String, Login)>,
    machine: Option<String>,
    user: &mut String,
    password: &mut String,
) {
    let login = Login::new(std::mem::take(user), std::mem::take(password));
    if let Some(machine) = machine {
        found.push((machine, login));
    }
}

/// The words of a file without comments and macros.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut in_macro = false;
    for line in text.lines() {
        if in_macro {
            in_macro = !line.trim().is_empty();
            continue;
        }
        let line = line.trim();
        if line.starts_with('#') {
            continue;
        }
        in_macro = line.split_whitespace().any(|word| word == "macdef");
        let line = line.split("macdef").next().unwrap_or("");
        words_of(line, &mut words);
    }
    words
}

fn words_of(line: &str, words: &mut Vec<String>) {
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter.is_whitespace() {
            continue;
        }
        let quoted = letter == '"';
        let mut word = String::new();
        if !quoted {
            word.push(letter);
        }
        while let Some(letter) = letters.next() {
            match letter {
                '"' if quoted => break,
                '\\' if quoted => word.extend(letters.next()),
                _ if !quoted && letter.is_whitespace() => break,
                _ => word.push(letter),
            }
        }
        words.push(word);
    }
}
