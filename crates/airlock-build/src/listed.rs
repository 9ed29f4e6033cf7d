//! Images that no chart renders: pinned by name, or by a component's version in a list of facts.

use std::collections::{BTreeMap, BTreeSet};

use airlock_lock::lock::{Confidence, Evidence, Images};
use airlock_lock::pins::{ImagePin, ImagePinKind};

use crate::error::Error;
use crate::platform::Platform;

/// Every pinned component's images, each with the list or reason that names it.
pub(crate) fn images(platform: &Platform) -> Result<BTreeMap<String, Images>, Error> {
    let pins = &platform.pins().images;
    pins.iter()
        .map(|(name, pin)| Ok((name.clone(), component(platform, pin)?)))
        .collect()
}

fn component(platform: &Platform, pin: &ImagePin) -> Result<Images, Error> {
    match &pin.kind {
        ImagePinKind::Named { images, why } => {
            let evidence = evidence("versions.toml", why, "pin");
            let each = images.iter().cloned();
            Ok(each
                .map(|image| (image, BTreeSet::from([evidence.clone()])))
                .collect())
        }
        ImagePinKind::Listed {
            list,
            versions,
            parts,
        } => {
            let listed = platform.image_list(list)?;
            let mut images = Images::new();
            for version in versions {
                let found = listed.images(version, parts).map_err(|missing| {
                    let error = platform.pins().error(pin.span, missing.cause);
                    Error::from(error.with_remedy(missing.remedy))
                })?;
                for (image, part) in found {
                    let document = format!("{} {version}", listed.component);
                    let found = evidence(&document, &part, "list");
                    images.entry(image).or_default().insert(found);
                }
            }
            Ok(images)
        }
    }
}

fn evidence(document: &str, field: &str, find: &str) -> Evidence {
    Evidence {
        document: document.to_string(),
        field: field.to_string(),
        find: find.to_string(),
        confidence: Confidence::Certain,
        template: None,
    }
}
