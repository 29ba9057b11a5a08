//! The keywords that limit or describe a value by themselves, without the schemas below.

use super::Finding;
use super::met::Met;

/// Compares what the keywords of two schemas say, and adds what changed.
pub fn compare(met: &Met<'_, '_>, findings: &mut Vec<Finding>) {
    let _ = (met, findings);
}
