//! The evaluator. (To be written by the evaluator's owner.)

use std::marker::PhantomData;

/// A running evaluator.
pub struct Machine<'m> {
    run: PhantomData<&'m ()>,
}
