//! Versions as templates see them: `semver` gives a pointer with all methods, `IncMajor` and its
//! like give a plain value with fewer, as in Go.

use std::any::Any;
use std::cmp::Ordering;

use airlock_gotmpl::{FuncError, Object, Shape, Sig, Str, Ty, Value};

use super::Version;

const POINTER: &str = "*semver.Version";
const NO_ARGS: Sig = Sig::fixed(&[]);
const ONE_TEXT: Sig = Sig::fixed(&[Ty::Str]);
const ONE_VERSION: Sig = Sig::fixed(&[Ty::Object(POINTER)]);

/// A version in a template.
pub(crate) struct VersionObject {
    pub(crate) version: Version,
    pub(crate) pointer: bool,
}

impl VersionObject {
    /// What the function `semver` gives.
    pub(crate) fn pointer(version: Version) -> Value {
        Value::object(Self {
            version,
            pointer: true,
        })
    }

    fn plain(version: Version) -> Value {
        Value::object(Self {
            version,
            pointer: false,
        })
    }

    fn text(&self) -> Str {
        Str::from(self.version.to_string())
    }

    fn order(&self, args: &[Value]) -> Result<Ordering, FuncError> {
        let other = args.first().and_then(Value::downcast::<Self>);
        let other =
            other.ok_or("runtime error: invalid memory address or nil pointer dereference")?;
        Ok(self.version.compare(&other.version))
    }

    fn compare(&self, name: &str, args: &[Value]) -> Result<Value, FuncError> {
        if name == "Equal" && matches!(args.first(), None | Some(Value::Nil)) {
            return Ok(Value::Bool(false));
        }
        let order = self.order(args)?;
        Ok(Value::Bool(match name {
            "LessThan" => order.is_lt(),
            "LessThanEqual" => order.is_le(),
            "GreaterThan" => order.is_gt(),
            "GreaterThanEqual" => order.is_ge(),
            "Equal" => order.is_eq(),
            _ => return Ok(Value::Int(order as i64)),
        }))
    }

    fn next(&self, name: &str, args: &[Value]) -> Result<Value, FuncError> {
        let text = match args.first() {
            Some(Value::Str(text)) => text.to_text(),
            _ => "".into(),
        };
        let next = match name {
            "IncPatch" => self.version.next_patch(),
            "IncMinor" => self.version.next_minor(),
            "IncMajor" => self.version.next_major(),
            "SetPrerelease" => self.version.with_prerelease(&text),
            _ => self.version.with_metadata(&text),
        };
        Ok(Self::plain(next?))
    }
}

impl Object for VersionObject {
    fn type_name(&self) -> &'static str {
        if self.pointer {
            POINTER
        } else {
            "semver.Version"
        }
    }

    fn shape(&self) -> Shape {
        Shape::Struct {
            pointer: self.pointer,
            fields: Vec::new(),
        }
    }

    fn method(&self, name: &str) -> Option<Sig> {
        match name {
            "Major" | "Minor" | "Patch" | "Prerelease" | "Metadata" | "String" | "Value"
            | "IncPatch" | "IncMinor" | "IncMajor" | "MarshalJSON" | "MarshalText" => Some(NO_ARGS),
            "SetPrerelease" | "SetMetadata" => Some(ONE_TEXT),
            "Original" if self.pointer => Some(NO_ARGS),
            "LessThan" | "LessThanEqual" | "GreaterThan" | "GreaterThanEqual" | "Equal"
            | "Compare"
                if self.pointer =>
            {
                Some(ONE_VERSION)
            }
            _ => None,
        }
    }

    fn call(&self, name: &str, args: &[Value]) -> Result<Value, FuncError> {
        let v = &self.version;
        Ok(match name {
            "Major" => Value::Uint64(v.major),
            "Minor" => Value::Uint64(v.minor),
            "Patch" => Value::Uint64(v.patch),
            "Prerelease" => Value::str(v.prerelease.as_str()),
            "Metadata" => Value::str(v.metadata.as_str()),
            "Original" => Value::str(v.original.as_str()),
            "String" | "Value" => Value::Str(self.text()),
            "MarshalText" => Value::Bytes(self.text()),
            "MarshalJSON" => Value::Bytes(Str::from(format!("\"{v}\""))),
            "IncPatch" | "IncMinor" | "IncMajor" | "SetPrerelease" | "SetMetadata" => {
                return self.next(name, args);
            }
            _ => return self.compare(name, args),
        })
    }

    fn stringer(&self) -> Option<Str> {
        Some(self.text())
    }

    fn json(&self) -> Option<Value> {
        Some(Value::Str(self.text()))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
