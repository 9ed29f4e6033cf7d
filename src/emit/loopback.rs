//! A mirror at 127.0.0.1 is another machine's for every node but one: which targets may name it.

use super::artifact::Refusal;
use super::plan::Plan;

/// Whether a mirror of the plan is on the node itself.
pub(super) fn names_itself(plan: &Plan) -> bool {
    plan.mirrors().iter().any(|m| m.address.is_loopback())
}

/// Refuses a loopback address where the files reach nodes that have no registry.
pub(super) fn refuse(target: &'static str, plan: &Plan) -> Result<(), Refusal> {
    match names_itself(plan) {
        true => Err(Refusal::new(
            target,
            "127.0.0.1 is each node itself, and these files reach nodes without the registry",
            "name the mirror by an address that every node reaches",
        )),
        false => Ok(()),
    }
}
