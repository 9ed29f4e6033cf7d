//! Files that loading leaves on the disk: they are read when a template asks for them, and what
//! happened to them since is an error, never other bytes.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, and makes its own charts"
)]

use std::fs;
use std::path::{Path, PathBuf};

use airlock_gotmpl::World;
use airlock_helm::{Chart, LoadOptions, PrintOptions, Release, RenderOptions, UserValues, render};

struct Still;

impl World for Still {
    fn now(&self) -> (i64, u32) {
        (0, 0)
    }

    fn random(&self, buffer: &mut [u8]) {
        buffer.fill(0);
    }
}

const TEMPLATE: &str = "\
get: {{ .Files.Get \"files/a.txt\" | quote }}
field: {{ index .Files \"files/a.txt\" | toString | quote }}
all: {{ (.Files.Glob \"**.txt\").AsConfig | quote }}
";
const CRD: &str = "apiVersion: v1\nkind: CustomResourceDefinition\nmetadata:\n  name: a\n";

/// A chart in a folder of its own.
fn chart(test: &str, template: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("left {test}"));
    let _ = fs::remove_dir_all(&root);
    let files = [
        ("Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n"),
        ("templates/a.yaml", template),
        ("files/a.txt", "\u{feff}one\ntwo\n"),
        ("crds/a.yaml", CRD),
        (
            "charts/sub/Chart.yaml",
            "apiVersion: v2\nname: sub\nversion: 1.0.0\n",
        ),
        (
            "charts/sub/templates/b.yaml",
            "sub: {{ .Files.Get \"b.txt\" }}\n",
        ),
        ("charts/sub/b.txt", "three"),
        ("README.md", "nobody asks"),
    ];
    for (name, text) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

fn load(root: &Path, leave_files: bool) -> Chart {
    let options = LoadOptions {
        leave_files,
        ..LoadOptions::default()
    };
    Chart::load_with(root, options).unwrap()
}

fn rendered(chart: &Chart) -> Result<String, String> {
    let values = UserValues::default();
    let rendered = render(
        chart,
        &Release::new("rel"),
        &values,
        &Still,
        RenderOptions::default(),
    );
    let print = PrintOptions {
        include_crds: true,
        ..PrintOptions::default()
    };
    let rendered = rendered.map_err(|error| format!("{error:#}"))?;
    Ok(String::from_utf8(rendered.to_bytes(&print).unwrap()).unwrap())
}

#[test]
fn templates_see_the_same_files() {
    let root = chart("same", TEMPLATE);
    let (at_once, left) = (load(&root, false), load(&root, true));
    let expected = rendered(&at_once).unwrap();
    assert!(expected.contains("get: \"one\\ntwo\\n\"") && expected.contains("sub: three"));
    assert_eq!(rendered(&left), Ok(expected.clone()));
    fs::remove_dir_all(&root).unwrap();
    assert_eq!(rendered(&at_once), Ok(expected.clone()));
    assert_eq!(rendered(&left), Ok(expected), "what was read once stays");
}

#[test]
fn what_nobody_asks_for_may_go() {
    let root = chart("gone", "{{ .Files.Glob \"none/*\" | len }}: a\n");
    let left = load(&root, true);
    fs::remove_file(root.join("README.md")).unwrap();
    fs::remove_file(root.join("files/a.txt")).unwrap();
    assert!(rendered(&left).is_ok());
}

#[test]
fn what_changed_is_an_error() {
    let root = chart("changed", TEMPLATE);
    let path = root.join("files/a.txt");
    for text in ["longer than it was", "short"] {
        let left = load(&root, true);
        fs::write(&path, text).unwrap();
        let error = rendered(&left).unwrap_err();
        assert!(error.contains("error reading files/a.txt: "), "{error}");
        assert!(error.contains("changed after it was loaded"), "{error}");
        assert!(error.contains("leave the chart's folder alone"), "{error}");
    }
    let left = load(&root, true);
    fs::remove_file(&path).unwrap();
    let error = rendered(&left).unwrap_err();
    assert!(error.contains("no such file or directory"), "{error}");
    assert!(error.contains("files/a.txt"), "{error}");
}
