//! `semver` and `semverCompare`. Versions and constraints themselves are in [`crate::semver`].

use airlock_gotmpl::{Call, Func, FuncError, Sig, Ty, Value};

use crate::semver::{Constraint, Version, VersionObject};

pub(super) const FUNCS: &[Func] = &[
    Func::new("semver", Sig::fixed(&[Ty::Str]), semver),
    Func::new("semverCompare", Sig::fixed(&[Ty::Str, Ty::Str]), compare),
];

fn semver(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    Ok(VersionObject::pointer(Version::parse(call.str(0))?))
}

fn compare(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let constraint = Constraint::parse(call.str(0))?;
    let version = Version::parse(call.str(1))?;
    Ok(Value::Bool(constraint.check(&version)))
}
