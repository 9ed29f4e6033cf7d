//! Whole charts and archives that are meant to hurt: each ends within a second, in an error or in
//! what Helm gives, without a panic and in bounded memory.
//!
//! `tests/hostile_charts/NAME/` is a chart with its answer in `expected`; `generated/NAME.expected`
//! is the answer to a chart that `made` generates. `README.md` there maps Helm's advisories to them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test says what it expects, measures time, and lays files to be read"
)]

mod hostile_charts {
    pub(crate) mod made;
    pub(crate) mod tar;
}

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use airlock_helm::{
    Chart, LoadOptions, PrintOptions, Release, RenderOptions, SourceFile, UserValues, render,
};
use hostile_charts::made::{self, Made};

/// What a busy machine needs for what takes less than a second on an idle one.
const PATIENCE: Duration = Duration::from_secs(30);
/// No chart may make the whole test's memory peak above this, in kilobytes.
const MEMORY: u64 = 1_400_000;

/// A clock that stands still and dice that always fall the same way.
struct Still;

impl airlock_gotmpl::World for Still {
    fn now(&self) -> (i64, u32) {
        (1_767_323_045, 0)
    }

    fn random(&self, buffer: &mut [u8]) {
        buffer.fill(7);
    }
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile_charts")
}

/// The start of the output, or the error.
fn answer(loaded: airlock_helm::Result<Chart>) -> String {
    let rendered = loaded.and_then(|chart| {
        let release = Release::new("rel");
        let values = UserValues::default();
        let rendered = render(&chart, &release, &values, &Still, RenderOptions::default())?;
        rendered.to_bytes(&PrintOptions::default())
    });
    let mut text = match rendered {
        Ok(output) => String::from_utf8_lossy(&output).into_owned(),
        Err(error) => format!("error {error}"),
    };
    if text.len() > 2000 {
        let end = (0..=2000).rev().find(|at| text.is_char_boundary(*at));
        text.truncate(end.unwrap_or(0));
        text.push_str("...");
    }
    text.push('\n');
    text
}

/// Runs in a thread, so that an endless one is named, and measures.
fn timed(name: &str, run: impl FnOnce() -> String + Send + 'static) -> String {
    let (sender, receiver) = mpsc::channel();
    let start = Instant::now();
    thread::spawn(move || sender.send(run()));
    let got = receiver
        .recv_timeout(PATIENCE)
        .unwrap_or_else(|error| format!("no answer in {PATIENCE:?}: {error}"));
    println!("{:>6} ms  {name}", start.elapsed().as_millis());
    got
}

/// Holds an answer against the file that has it; what differs is written beside the build.
fn compare(name: &str, expected: &Path, got: &str, wrong: &mut Vec<String>) {
    let wanted = fs::read_to_string(expected).unwrap_or_default();
    if wanted != got {
        let actual = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.actual"));
        fs::write(actual, got).unwrap();
        wrong.push(format!("{name}\n   gave {got:.400}\n   not {wanted:.400}"));
    }
}

#[test]
fn hostile_charts_end_in_clear_errors_or_in_what_helm_gives() {
    let mut wrong = Vec::new();
    for entry in fs::read_dir(home()).unwrap() {
        let path = entry.unwrap().path();
        if path.join("expected").is_file() {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let files = files_of(&path.join("chart"), "");
            let got = timed(&name, move || answer(Chart::from_files(files)));
            compare(&name, &path.join("expected"), &got, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The files of a fixture, with a `Chart.yaml` where it has none of its own.
fn files_of(folder: &Path, inside: &str) -> Vec<SourceFile> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{inside}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            files.extend(files_of(&path, &format!("{name}/")));
        } else {
            let data = fs::read(&path).unwrap().into();
            files.push(SourceFile { name, data });
        }
    }
    if inside.is_empty() && !files.iter().any(|file| file.name == "Chart.yaml") {
        files.push(made::file("Chart.yaml", made::CHART_YAML));
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

#[test]
fn generated_charts_end_in_clear_errors_or_in_what_helm_gives() {
    let mut wrong = Vec::new();
    for (name, make) in made::ALL {
        let got = match make() {
            Made::Archive(bytes) => timed(name, move || answer(Chart::from_archive(&bytes))),
            Made::Files(files) => timed(name, move || answer(Chart::from_files(files))),
        };
        let expected = home().join(format!("generated/{name}.expected"));
        compare(name, &expected, &got, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    if let Some(peak) = peak_memory() {
        assert!(peak < MEMORY, "the peak of memory was {peak} kB");
    }
}

/// The most memory that this process had, where the system says so.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(unix)]
#[test]
fn links_and_devices_in_folders_are_refused() {
    use std::os::unix::fs::symlink;
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("links-{}", std::process::id()));
    let links = [
        ("templates/passwd.yaml", "/etc/passwd"),
        ("values.yaml", "/etc/passwd"),
        ("values.schema.json", "/dev/zero"),
        ("Chart.lock", "/etc/passwd"),
        ("requirements.lock", "../../outside"),
        (".helmignore", "/etc/passwd"),
        ("charts/sub", "/etc"),
        (".helmignore", "/dev/zero"),
        ("templates/again", ".."),
        ("files/dangling", "nowhere"),
    ];
    let mut told = String::new();
    for (index, (name, target)) in links.iter().enumerate() {
        let chart = root.join(index.to_string());
        fs::create_dir_all(chart.join(name).parent().unwrap()).unwrap();
        fs::write(chart.join("Chart.yaml"), made::CHART_YAML).unwrap();
        fs::write(root.join("outside"), "x: 1").unwrap();
        symlink(target, chart.join(name)).unwrap();
        let shown = timed(name, move || answer(Chart::load(chart)));
        told.push_str(&format!("{name} -> {target}: {shown}"));
    }
    let device = root.join("device");
    fs::create_dir_all(&device).unwrap();
    fs::write(device.join("Chart.yaml"), made::CHART_YAML).unwrap();
    symlink("/dev/zero", device.join("values.yaml")).unwrap();
    let allowed = LoadOptions {
        outside_links: true,
        ..LoadOptions::default()
    };
    let shown = timed("device", move || answer(Chart::load_with(device, allowed)));
    told.push_str(&format!("allowed values.yaml -> /dev/zero: {shown}"));
    let told = told.replace(&*root.to_string_lossy(), "{dir}");
    fs::remove_dir_all(&root).unwrap();
    let mut wrong = Vec::new();
    compare("links", &home().join("links.expected"), &told, &mut wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
