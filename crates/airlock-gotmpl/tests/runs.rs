//! What a run tells besides its output: which bytes randomness touched, where they came from, and
//! that nothing a template does takes for ever or ends the thread.

#![allow(clippy::expect_used, reason = "a test may fail")]
#![allow(
    clippy::disallowed_methods,
    reason = "some of these tests are about time"
)]

mod runs {
    mod hostile;
    mod machine;
    mod marks;
    mod trace;
}
