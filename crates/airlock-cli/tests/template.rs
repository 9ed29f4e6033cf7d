//! `airlock template` beyond what the fixture charts pin: writing files, refusals, and errors that
//! mend.

#![expect(clippy::expect_used, reason = "a test may fail loudly")]

mod run;

use std::fs;
use std::path::{Path, PathBuf};

fn airlock(words: &[&str]) -> run::Told {
    run::airlock_with(words, &[], |name| {
        (name == "HELM_NAMESPACE").then(|| "from-environment".to_owned())
    })
}

/// A chart with these templates, below a folder of its own.
fn chart(name: &str, templates: &[(&str, &str)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_dir_all(&root).ok();
    let chart = root.join("chart");
    let put = |path: &str, text: &str| {
        let path = chart.join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("it can be made");
        let mut set = airlock_build::writer::OutputSet::new(path.parent().expect("as above"));
        let name = path
            .file_name()
            .expect("a file has a name")
            .to_string_lossy();
        set.add(airlock_build::writer::Output::new(name, text))
            .expect("a good name");
        set.run(airlock_build::writer::Mode::Write)
            .expect("it can be written");
    };
    put("Chart.yaml", "apiVersion: v2\nname: demo\nversion: 0.1.0\n");
    for (path, text) in templates {
        put(path, text);
    }
    chart
}

#[test]
fn output_dir_writes_each_file_once_and_tells_of_each_document() {
    let two = "kind: A\nmetadata: {name: a}\n---\nkind: B\nmetadata: {name: b}\n";
    let chart = chart(
        "output-dir",
        &[
            ("templates/two.yaml", two),
            ("crds/c.yaml", "kind: CustomResourceDefinition\n"),
        ],
    );
    let out = chart.with_file_name("out");
    let (chart, folder) = (chart.to_string_lossy(), out.to_string_lossy());
    let words = ["template", "rel", &chart, "--output-dir", &folder];
    let (code, stdout, stderr) =
        airlock(&[&words[..], &["--release-name", "--include-crds"]].concat());
    assert_eq!((code, stderr.as_str()), (0, ""));
    let lines: Vec<String> = stdout
        .lines()
        .map(|line| line.replace(&*folder, "OUT"))
        .collect();
    assert_eq!(
        lines,
        [
            "wrote OUT/demo/crds/c.yaml",
            "wrote OUT/rel/demo/templates/two.yaml",
            "wrote OUT/rel/demo/templates/two.yaml",
            ""
        ]
    );
    let written = fs::read_to_string(out.join("rel/demo/templates/two.yaml")).expect("it is there");
    assert_eq!(
        written.matches("# Source: demo/templates/two.yaml").count(),
        2
    );
}

#[test]
fn the_namespace_comes_from_the_flag_then_from_the_environment() {
    let chart = chart(
        "namespace",
        &[("templates/x.yaml", "is: {{ .Release.Namespace }}\n")],
    );
    let chart = chart.to_string_lossy();
    assert!(
        airlock(&["template", &chart])
            .1
            .contains("is: from-environment")
    );
    assert!(
        airlock(&["template", &chart, "-n", "given"])
            .1
            .contains("is: given")
    );
}

#[test]
fn what_needs_a_cluster_or_the_network_is_refused_with_the_remedy() {
    for (flag, remedy) in [
        ("--validate", "--kube-version"),
        ("--kube-context=x", "--kube-version"),
        ("--repo=https://charts.example", "fetch the chart first"),
        ("--dependency-update", "charts/"),
        ("--post-renderer=x", "pipe the output"),
        ("--dry-run=server", "--dry-run=client"),
        ("--enable-dns", "getHostByName"),
    ] {
        let (code, stdout, stderr) = airlock(&["template", "x", flag]);
        assert_eq!((code, stdout.as_str()), (1, ""), "{flag}");
        assert!(
            stderr.contains("is refused") && stderr.contains(remedy),
            "{flag}: {stderr}"
        );
    }
}

#[test]
fn a_template_error_shows_the_line_with_a_caret_and_the_chain() {
    let chart = chart(
        "errors",
        &[
            (
                "templates/_h.tpl",
                "{{ define \"inner\" }}\n  {{ .Values.a.b.c }}\n{{ end }}",
            ),
            (
                "templates/x.yaml",
                "kind: X\nname: {{ include \"inner\" . }}\n",
            ),
        ],
    );
    let (code, stdout, stderr) = airlock(&["template", "rel", &chart.to_string_lossy()]);
    assert_eq!((code, stdout.as_str()), (1, ""));
    for part in [
        "demo/templates/_h.tpl:2",
        "{{ .Values.a.b.c }}",
        "^",
        "demo/templates/x.yaml",
    ] {
        assert!(stderr.contains(part), "{part} is not in:\n{stderr}");
    }
}

#[test]
fn help_lists_the_flags() {
    let (code, stdout, _) = airlock(&["template", "--help"]);
    assert_eq!(code, 0);
    assert!(stdout.contains("--include-crds") && !stdout.contains("--alsologtostderr"));
    assert_eq!(airlock(&["frobnicate"]).0, 1);
}

#[test]
fn a_limit_says_how_more_is_allowed_and_the_flag_allows_it() {
    let four = r#"{{ range until 4 }}{{ $_ := derivePassword 1 "long" "p" "u" "s" }}{{ end }}a: 1"#;
    let chart = chart("limit-factor", &[("templates/a.yaml", four)]);
    let words = ["template", "rel", &chart.to_string_lossy()];
    let (code, _, stderr) = airlock(&words);
    assert_eq!(code, 1);
    assert!(
        stderr.contains("more than the limit of 6000"),
        "no limit: {stderr}"
    );
    assert!(
        stderr.contains("\nhelp: ") && stderr.contains("--limit-factor"),
        "no remedy: {stderr}"
    );
    let (code, stdout, _) = airlock(&[&words[..], &["--limit-factor", "2"]].concat());
    assert_eq!((code, stdout.contains("a: 1")), (0, true));
    for factor in ["0", "1001", "-1", "1.5", ""] {
        let (code, _, stderr) = airlock(&[&words[..], &["--limit-factor", factor]].concat());
        assert_eq!(code, 1, "{factor}");
        assert!(stderr.contains("from 1 to 1000"), "{factor}: {stderr}");
    }
}
