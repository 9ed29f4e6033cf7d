//! Archives as `helm package` and forges lay them, made in memory.

#![allow(dead_code, reason = "each test uses a part")]
#![allow(clippy::expect_used, reason = "a test may fail loudly")]

use std::io::Write as _;

/// An archive of files, each with its path.
pub(crate) fn tgz(files: &[(&str, &str)]) -> Vec<u8> {
    let mut tar = Vec::new();
    for (path, text) in files {
        let mut header = [0_u8; 512];
        header[..path.len()].copy_from_slice(path.as_bytes());
        header[100..108].copy_from_slice(b"0000644\0");
        header[124..136].copy_from_slice(format!("{:011o}\0", text.len()).as_bytes());
        header[148..156].copy_from_slice(b"        ");
        header[156] = b'0';
        header[257..265].copy_from_slice(b"ustar\x0000");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        tar.extend_from_slice(&header);
        tar.extend_from_slice(text.as_bytes());
        tar.resize(tar.len().next_multiple_of(512), 0);
    }
    tar.resize(tar.len() + 1024, 0);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&tar).expect("memory");
    gzip.finish().expect("memory")
}

/// An archive of a chart, each path below its name.
pub(crate) fn chart(name: &str, files: &[(&str, &str)]) -> Vec<u8> {
    let paths: Vec<String> = files
        .iter()
        .map(|(path, _)| format!("{name}/{path}"))
        .collect();
    let texts = files.iter().map(|(_, text)| *text);
    let files: Vec<(&str, &str)> = paths.iter().map(String::as_str).zip(texts).collect();
    tgz(&files)
}
