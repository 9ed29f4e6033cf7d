//! Paths with slashes, as Go's `path`; `path/filepath` is the same where Helm's output comes from.

use airlock_gotmpl::{Func, Sig, Ty, Value};

const ONE: Sig = Sig::fixed(&[Ty::Str]);

pub(super) const FUNCS: &[Func] = &[
    Func::new("base", ONE, |call| Ok(Value::str(base(call.text(0))))),
    Func::new("clean", ONE, |call| Ok(Value::str(clean(call.text(0))))),
    Func::new("dir", ONE, |call| Ok(Value::str(dir(call.text(0))))),
    Func::new("ext", ONE, |call| Ok(Value::str(ext(call.text(0))))),
    Func::new("isAbs", ONE, |call| {
        Ok(call.text(0).starts_with(b"/").into())
    }),
    Func::new("osBase", ONE, |call| Ok(Value::str(base(call.text(0))))),
    Func::new("osClean", ONE, |call| Ok(Value::str(clean(call.text(0))))),
    Func::new("osDir", ONE, |call| Ok(Value::str(dir(call.text(0))))),
    Func::new("osExt", ONE, |call| Ok(Value::str(ext(call.text(0))))),
    Func::new("osIsAbs", ONE, |call| {
        Ok(call.text(0).starts_with(b"/").into())
    }),
];

/// The last element, without trailing slashes.
fn base(path: &[u8]) -> &[u8] {
    if path.is_empty() {
        return b".";
    }
    let Some(last) = path.iter().rposition(|b| *b != b'/') else {
        return b"/";
    };
    let path = &path[..=last];
    &path[after_slash(path)..]
}

/// Where the last element begins.
fn after_slash(path: &[u8]) -> usize {
    path.iter()
        .rposition(|b| *b == b'/')
        .map_or(0, |slash| slash + 1)
}

/// What is before the last element, cleaned.
fn dir(path: &[u8]) -> Vec<u8> {
    clean(&path[..after_slash(path)])
}

/// The last element from its last dot on.
fn ext(path: &[u8]) -> &[u8] {
    let element = &path[after_slash(path)..];
    let dot = element.iter().rposition(|b| *b == b'.');
    &element[dot.unwrap_or(element.len())..]
}

/// The shortest path that means the same.
fn clean(path: &[u8]) -> Vec<u8> {
    let rooted = path.starts_with(b"/");
    let mut kept: Vec<&[u8]> = Vec::new();
    for element in path.split(|b| *b == b'/') {
        match element {
            b"" | b"." => {}
            b".." if kept.last().is_some_and(|last| *last != b"..") => drop(kept.pop()),
            b".." if rooted => {}
            other => kept.push(other),
        }
    }
    let joined = kept.join(&b'/');
    match (rooted, joined.is_empty()) {
        (true, _) => [b"/", joined.as_slice()].concat(),
        (false, true) => b".".to_vec(),
        (false, false) => joined,
    }
}
