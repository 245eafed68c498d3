//! The proof that nothing is lost on the way from a file to the screen, for `xinglan check` and the tests.
//!
//! Two proofs for each article ([`proof`]): its wrapped lines hold its clean text whole and in order at every width, and an
//! independent reading of the file ([`oracle`]) finds the same characters. What must not go in: arguments, totals, printing.

pub mod oracle;
pub mod proof;
