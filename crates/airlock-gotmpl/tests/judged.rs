//! What Go's own text/template says is right: committed goldens that it made, and thousands of
//! generated templates and formats that it is asked about where Go is on the machine.

#![allow(clippy::expect_used, reason = "a test may fail")]
#![allow(
    clippy::disallowed_methods,
    reason = "the judge is another program, goldens are files"
)]

mod judged {
    pub(crate) mod fixtures;
    pub(crate) mod functions;
    pub(crate) mod generate;
    pub(crate) mod judge;
}
