//! Where two outputs part: the first line that differs, and the template that it belongs to.

use crate::oracle::Given;

/// How the first difference is told; `None` where there is none.
pub fn difference(theirs: &Given, ours: &Given) -> Option<String> {
    match (theirs, ours) {
        (Ok(theirs), Ok(ours)) => line_difference(theirs, ours),
        (Err(theirs), Err(ours)) if theirs == ours => None,
        (theirs, ours) => Some(format!(
            "  helm: {}\n  ours: {}",
            brief(theirs),
            brief(ours)
        )),
    }
}

fn brief(given: &Given) -> String {
    match given {
        Ok(bytes) => format!("{} bytes", bytes.len()),
        Err(message) => format!("Error: {message}"),
    }
}

/// The number of the first line that differs.
pub(super) fn first_line(theirs: &Given, ours: &Given) -> Option<usize> {
    let (Ok(theirs), Ok(ours)) = (theirs, ours) else {
        return None;
    };
    let same = theirs.iter().zip(ours).take_while(|(t, o)| t == o).count();
    (theirs != ours).then(|| 1 + theirs[..same].iter().filter(|b| **b == b'\n').count())
}

fn line_difference(theirs: &[u8], ours: &[u8]) -> Option<String> {
    if theirs == ours {
        return None;
    }
    let mut source = "the beginning";
    let mut in_document = 0;
    let mut their_lines = theirs.split(|b| *b == b'\n');
    let mut our_lines = ours.split(|b| *b == b'\n');
    let mut number = 0;
    loop {
        number += 1;
        in_document += 1;
        let (their, our) = (their_lines.next(), our_lines.next());
        if their != our || their.is_none() {
            return Some(format!(
                "  line {number}, in {source} line {in_document}\n  helm: {}\n  ours: {}",
                shown(their),
                shown(our)
            ));
        }
        if let Some(path) = their.and_then(|line| line.strip_prefix(b"# Source: ")) {
            source = std::str::from_utf8(path).unwrap_or("a file");
            in_document = 0;
        }
    }
}

fn shown(line: Option<&[u8]>) -> String {
    const MOST: usize = 300;
    match line {
        None => "(the end)".to_owned(),
        Some(line) => String::from_utf8_lossy(&line[..line.len().min(MOST)])
            .escape_debug()
            .to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn the_first_differing_line_is_told_with_its_template() {
        let theirs = Ok(b"---\n# Source: a/templates/b.yaml\nkind: X\nx: 1\n".to_vec());
        let ours = Ok(b"---\n# Source: a/templates/b.yaml\nkind: X\nx: 2\n".to_vec());
        assert_eq!(difference(&theirs, &theirs.clone()), None);
        let told = difference(&theirs, &ours).unwrap();
        assert_eq!(
            told,
            "  line 4, in a/templates/b.yaml line 2\n  helm: x: 1\n  ours: x: 2"
        );
    }
}
