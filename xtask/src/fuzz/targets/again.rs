//! One chart, rendered with one set of values after the other: each time it gives what it gives when it
//! is loaded for that set alone.
//!
//! The input only chooses: which templates the chart has, out of words that read and write the maps
//! that all of them share, and what the values are.

use airlock_helm::{Chart, PrintOptions, Release, RenderOptions, SourceFile, UserValues, render};

use super::rendering::{SMALL, Still, file};

const TEMPLATES: usize = 5;
const SETS: usize = 3;

/// What stands in a template. `%P` is a path, `%K` a key, `%V` a value,
/// `%S` more of the same.
const STATEMENTS: &[&str] = &[
    "{{ %P }}",
    "{{ %P }}",
    "{{ toJson %P }}",
    "{{ if %P }}%S{{ else }}%S{{ end }}",
    "{{ with %P }}is there{{ end }}",
    "{{ with %P }}{{ if kindIs \"map\" . }}{{ .%K }}{{ hasKey . \"%K\" }}{{ end }}{{ end }}",
    "{{ with %P }}{{ if kindIs \"map\" . }}{{ if kindIs \"map\" .a }}{{ .a.%K }}{{ end }}{{ end }}{{ end }}",
    "{{ with %P }}{{ if kindIs \"map\" . }}{{ $_ := set . \"%K\" %V }}{{ end }}{{ end }}",
    "{{ with %P }}{{ if kindIs \"map\" . }}{{ if kindIs \"map\" .a }}{{ $_ := set .a \"%K\" %V }}{{ end }}{{ end }}{{ end }}",
    "{{ with %P }}{{ if kindIs \"map\" . }}{{ $_ := unset . \"%K\" }}{{ end }}{{ end }}",
    "{{ if kindIs \"map\" %P }}{{ range $k, $v := %P }}{{ $k }} {{ kindOf $v }}{{ end }}{{ end }}",
    "{{ range $.Values.list }}{{ if kindIs \"map\" . }}{{ .%K }}{{ end }}{{ end }}",
    "{{ range $.Values.list }}{{ if kindIs \"map\" . }}{{ $_ := set . \"%K\" 7 }}{{ end }}{{ end }}",
    "{{ hasKey $.Values \"%K\" }}",
    "{{ len $.Values }}",
    "{{ eq (toString %P) (toString %P) }}",
    "{{ $_ := set $.Values \"%K\" %V }}",
    "{{ if not %P }}{{ $_ := set $.Values \"%K\" %V }}{{ end }}",
    "{{ $_ := set $ \"Values\" (mergeOverwrite (dict \"%K\" %V) $.Values) }}",
    "{{ $_ := mergeOverwrite $.Values (dict \"%K\" (dict \"a\" 5)) }}",
    "{{ $_ := set $ \"Values\" (deepCopy $.Values) }}",
    "{{ $_ := set $.Release \"Name\" (toString %V) }}",
    "{{ $.Release.Name }}",
    "{{ $_ := set $.Values \"%K\" (randAlphaNum 3) }}",
    "{{ $_ := set $.Values \"%K\" (now | date \"2006\") }}",
    "{{ $_ := set $.Values \"%K\" now }}",
    "{{ tpl \"{{ $.Values.%K }}\" $ }}",
    "{{ include \"h\" $ }}",
    "{{ $.Template.Name }}",
    "{{ $.Files.Get \"values.yaml\" | len }}",
];

const PATHS: &[&str] = &[
    "$.Values.a",
    "$.Values.b",
    "$.Values.c",
    "$.Values.global",
    "$.Values.kid",
    "$.Values",
];

const KEYS: &[&str] = &["a", "b", "c", "a", "b", "global", "kid"];

const VALUES: &[&str] = &[
    "1",
    "2",
    "\"x\"",
    "true",
    "nil",
    "(dict \"a\" 1)",
    "(dict \"b\" (dict \"a\" 2))",
    "$.Values.a",
    "$.Values.b",
];

/// Values as they stand in a values file.
const YAML: &[&str] = &[
    "1",
    "2",
    "x",
    "2026",
    "\"2026\"",
    "true",
    "~",
    "{}",
    "{a: 1}",
    "{a: 2, b: 1}",
    "{b: {a: 2}}",
    "{a: {b: 1}, c: x}",
];

const TABLES: &[&str] = &[
    "{}",
    "{a: 1}",
    "{a: 2, b: 1}",
    "{b: {a: 2}}",
    "{a: {b: 1}, c: x}",
];

const LISTS: &[&str] = &[
    "[]",
    "[{a: 1}, {b: 2}]",
    "[{a: 1, c: 1}, {b: 2}]",
    "[1, {a: 1}]",
];

/// What an input chooses, until it is at its end.
struct Choices<'i>(std::slice::Iter<'i, u8>);

impl Choices<'_> {
    fn one(&mut self, of: &[&'static str]) -> &'static str {
        let byte = self.0.next().copied().unwrap_or_default();
        of.get(usize::from(byte) % of.len())
            .copied()
            .unwrap_or_default()
    }

    fn below(&mut self, end: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or_default()) % end
    }

    /// Some statements, so deep inside others.
    fn text(&mut self, depth: usize) -> String {
        let mut text = String::new();
        for _ in 0..=self.below(3) {
            let statement = self.one(STATEMENTS);
            let mut parts = statement.split('%');
            text += parts.next().unwrap_or_default();
            for part in parts {
                let filled = match part.as_bytes().first() {
                    Some(b'P') => self.one(PATHS).to_owned(),
                    Some(b'K') => self.one(KEYS).to_owned(),
                    Some(b'V') => self.one(VALUES).to_owned(),
                    _ if depth < 3 => self.text(depth + 1),
                    _ => String::new(),
                };
                text += &filled;
                text += part.get(1..).unwrap_or_default();
            }
        }
        text
    }

    fn values(&mut self) -> String {
        let mut text = String::new();
        for key in ["a", "b", "c"] {
            if self.below(3) > 0 {
                text += &format!("{key}: {}\n", self.one(YAML));
            }
        }
        for key in ["global", "kid"] {
            text += &format!("{key}: {}\n", self.one(TABLES));
        }
        text += &format!("list: {}\n", self.one(LISTS));
        text
    }
}

/// The chart that an input chooses, and the sets of values.
fn chosen(input: &[u8]) -> (Vec<SourceFile>, [String; SETS]) {
    let mut choices = Choices(input.iter());
    let chart = |name: &str| format!("apiVersion: v2\nname: {name}\nversion: 1.0.0\n");
    let mut texts = vec![
        ("Chart.yaml".to_owned(), chart("c")),
        ("charts/kid/Chart.yaml".to_owned(), chart("kid")),
    ];
    let sets = [(); SETS].map(|()| choices.values());
    texts.push(("values.yaml".to_owned(), choices.values()));
    for at in 0..TEMPLATES {
        let folder = if at == 2 { "charts/kid/" } else { "" };
        let text = format!(
            "kind: ConfigMap\nname: n{at}\ntext: >-\n  {}\n",
            choices.text(0)
        );
        texts.push((format!("{folder}templates/{at}.yaml"), text));
    }
    // The helper may not include itself.
    let helped = choices.text(2).replace("include", "print");
    let helper = format!("{{{{ define \"h\" }}}}{helped}{{{{ end }}}}");
    texts.push(("templates/_h.tpl".to_owned(), helper));
    let files = texts.iter().map(|(name, text)| file(name, text.as_bytes()));
    (files.collect(), sets)
}

pub(super) fn again(input: &[u8]) -> Result<(), String> {
    let (files, sets) = chosen(input);
    let Ok(chart) = Chart::from_files(files.clone()) else {
        return Ok(());
    };
    for at in [0, 1, 0, 2, 1, 1, 2, 0] {
        let Ok(values) = UserValues::from_yaml(sets[at].as_bytes()) else {
            continue;
        };
        let anew = Chart::from_files(files.clone());
        let anew = anew.and_then(|chart| told(&chart, &values, true));
        let told = told(&chart, &values, false);
        match (&told, &anew) {
            (Ok(told), Ok(anew)) if told == anew => {}
            (Err(told), Err(anew)) if told.to_string() == anew.to_string() => {}
            // What is not run again uses nothing up.
            (_, Err(anew)) if anew.to_string().contains("limit") => {}
            _ => return Err(format!("set {at}: {told:?}, and loaded for it {anew:?}")),
        }
    }
    Ok(())
}

/// Everything that a render says.
fn told(chart: &Chart, values: &UserValues, once: bool) -> airlock_helm::Result<String> {
    let options = RenderOptions {
        limits: SMALL,
        once,
        ..RenderOptions::default()
    };
    let rendered = render(chart, &Release::new("rel"), values, &Still, options)?;
    let print = PrintOptions::default();
    let mut told = String::from_utf8_lossy(&rendered.to_bytes(&print)?).into_owned();
    for document in rendered.documents(&print) {
        told += if document.is_marked() { "m" } else { "-" };
    }
    Ok(told + &rendered.warnings.join("\n"))
}
