//! Values as each language writes them, so that none can break out of its place or change what it
//! means. One function for each language; `template` makes helpers of them.

use serde_json::Value;

/// A string in double quotes with the escapes that JSON, YAML, TOML and HCL share.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A value as JSON; nesting is what this crate's own data has.
pub fn json(value: &Value) -> String {
    nested(value, ":", &quoted)
}

/// A value as YAML in one line.
pub fn yaml(value: &Value) -> String {
    nested(value, ": ", &quoted)
}

/// A value as YAML in a compose file, which fills in what stands behind a dollar.
pub fn compose(value: &Value) -> String {
    nested(value, ": ", &|text| quoted(text).replace('$', "$$"))
}

/// A value as TOML in one line.
pub fn toml(value: &Value) -> String {
    nested(value, " = ", &quoted)
}

/// A value as HCL in one line: templates inside strings are off.
pub fn hcl(value: &Value) -> String {
    nested(value, " = ", &|text| {
        quoted(text).replace("${", "$${").replace("%{", "%%{")
    })
}

fn nested(value: &Value, colon: &str, text: &dyn Fn(&str) -> String) -> String {
    match value {
        Value::String(string) => text(string),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|i| nested(i, colon, text)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, v)| format!("{}{colon}{}", text(key), nested(v, colon, text)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        other => other.to_string(),
    }
}

/// One word for a POSIX shell. A shell cannot hold a NUL, so it is left out.
pub fn sh(text: &str) -> String {
    format!("'{}'", text.replace('\0', "").replace('\'', r"'\''"))
}

/// Text for one line of prose or of a comment.
pub fn line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// A text in one line of Markdown, as code that is safe in a table.
pub fn code(text: &str) -> String {
    let safe = |c| match c {
        '`' => '\'',
        '|' => '¦',
        c => c,
    };
    let text: String = line(text).chars().map(safe).collect();
    match text.trim().is_empty() {
        true => String::new(),
        false => format!("`{text}`"),
    }
}

/// A whole text inside YAML, whose lines begin at column `indent`: a literal block where the text
/// can be one, else in quotes.
pub fn yaml_block(text: &str, indent: usize) -> String {
    let plain = |c: char| {
        matches!(c, '\n' | '\t')
            || !(c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}'))
    };
    let literal = text.ends_with('\n')
        && !text.ends_with("\n\n")
        && !text.starts_with([' ', '\n', '\t'])
        && text.chars().all(plain);
    if !literal {
        return quoted(text);
    }
    let margin = " ".repeat(indent);
    let mut out = String::from("|");
    for line in text.lines() {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&margin);
            out.push_str(line);
        }
    }
    out
}

/// Base64 with padding, for headers and files that carry it.
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |n: usize| u32::from(chunk.get(n).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place) & 0x3f) as usize];
            out.push(if place > chunk.len() {
                '='
            } else {
                char::from(digit)
            });
        }
    }
    out
}

#[cfg(test)]
mod read_back;
#[cfg(test)]
mod tests {
    use super::{base64, code, hcl, quoted, sh, yaml_block};
    use serde_json::json;

    #[test]
    fn values_stay_in_their_place() {
        assert_eq!(quoted("a\"b\\\n\u{7f}"), "\"a\\\"b\\\\\\n\\u007f\"");
        assert_eq!(sh("it's $HOME `x`"), r"'it'\''s $HOME `x`'");
        assert_eq!(hcl(&json!("${a}%{b}")), "\"$${a}%%{b}\"");
        assert_eq!(yaml_block("a\n\nb\n", 2), "|\n  a\n\n  b");
        assert_eq!(yaml_block(" a\n", 2), "\" a\\n\"");
        assert_eq!(code("a`b|c\n"), "`a'b¦c `");
        assert_eq!(base64(b"a"), "YQ==");
        assert_eq!(base64(b"user:pass"), "dXNlcjpwYXNz");
    }
}
