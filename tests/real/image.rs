//! A small image: one layer, a configuration and a manifest, made of bytes that its name decides, so
//! that no two images share any. Knows nothing of registries.

use sha2::{Digest, Sha256};

/// Content with its digest.
pub(crate) struct Blob {
    pub(crate) digest: String,
    pub(crate) bytes: Vec<u8>,
}

/// An image of one layer.
pub(crate) struct MadeImage {
    pub(crate) layer: Blob,
    pub(crate) config: Blob,
    pub(crate) manifest: Blob,
}

pub(crate) const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";

impl MadeImage {
    /// The image of a name.
    pub(crate) fn of(name: &str) -> MadeImage {
        // Two blocks of zeros are an empty archive; what follows them is nobody's business.
        let mut archive = vec![0; 1024];
        archive.extend_from_slice(name.as_bytes());
        let layer = blob(archive);
        let config = blob(
            format!(
                r#"{{"architecture":"amd64","os":"linux","rootfs":{{"type":"layers","diff_ids":["{}"]}}}}"#,
                layer.digest
            )
            .into_bytes(),
        );
        let part = |kind: &str, blob: &Blob| {
            format!(
                r#"{{"mediaType":"application/vnd.oci.image.{kind}","digest":"{}","size":{}}}"#,
                blob.digest,
                blob.bytes.len()
            )
        };
        let manifest = format!(
            r#"{{"schemaVersion":2,"mediaType":"{MANIFEST}","config":{},"layers":[{}]}}"#,
            part("config.v1+json", &config),
            part("layer.v1.tar", &layer)
        );
        MadeImage {
            manifest: blob(manifest.into_bytes()),
            layer,
            config,
        }
    }
}

fn blob(bytes: Vec<u8>) -> Blob {
    let mut digest = String::from("sha256:");
    for byte in Sha256::digest(&bytes) {
        digest.push_str(&format!("{byte:02x}"));
    }
    Blob { digest, bytes }
}
