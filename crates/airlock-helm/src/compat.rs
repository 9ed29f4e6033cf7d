//! Which Helm is followed where Helm 3 and Helm 4 differ.
//!
//! Each difference lives where it happens and asks here; this file only names the two.

/// Which Helm's behaviour is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compat {
    /// Helm 4.3.1
    #[default]
    Helm4,
    /// Helm 3.22.0, built for Kubernetes 1.37
    Helm3,
}

impl Compat {
    /// Whether Helm 3 is followed.
    pub fn is_helm3(self) -> bool {
        self == Self::Helm3
    }
}
