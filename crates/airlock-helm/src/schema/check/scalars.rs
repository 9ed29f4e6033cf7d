//! What schemas ask of strings and numbers.

use std::cmp::Ordering;

use airlock_gotmpl::Str;

use super::super::decimal::{Decimal, float_text};
use super::super::failure::{got_want, quoted};
use super::super::rules::{NumberRules, StringRules};
use super::Check;
use crate::runes;

impl<'c> Check<'c> {
    pub(super) fn string(&mut self, rules: &'c StringRules, text: &'c Str) {
        if rules.min.is_some() || rules.max.is_some() {
            let len = rune_count(text);
            self.size("minLength", len, rules.min, Ordering::Less);
            self.size("maxLength", len, rules.max, Ordering::Greater);
        }
        let Some((pattern, regexp)) = &rules.pattern else {
            return;
        };
        match regexp.is_match(text) {
            Ok(true) => {}
            Ok(false) => self.add_error(|| {
                let (text, pattern) = (quoted(text), quoted(pattern));
                format!("{text} does not match pattern {pattern}")
            }),
            Err(_) => self.budget.refuse("a pattern is too much work"),
        }
    }

    /// Adds an error where a size is on the wrong side of a limit.
    pub(super) fn size(&mut self, keyword: &str, size: usize, limit: Option<i64>, wrong: Ordering) {
        let Some(limit) = limit else {
            return;
        };
        let found = i64::try_from(size).unwrap_or(i64::MAX);
        if found.cmp(&limit) == wrong {
            self.add_error(|| got_want(keyword, size, limit));
        }
    }

    pub(super) fn number(&mut self, rules: &'c NumberRules) {
        let Some(number) = self.target.doc.decimal(self.target.node) else {
            return;
        };
        self.limit("minimum", &number, rules.min.as_ref(), |o| o.is_ge());
        self.limit("maximum", &number, rules.max.as_ref(), |o| o.is_le());
        self.limit("exclusiveMinimum", &number, rules.above.as_ref(), |o| {
            o.is_gt()
        });
        self.limit("exclusiveMaximum", &number, rules.below.as_ref(), |o| {
            o.is_lt()
        });
        if let Some(divisor) = &rules.multiple_of
            && !number.is_multiple_of(divisor)
        {
            self.add_number("multipleOf", &number, divisor);
        }
    }

    fn limit(
        &mut self,
        keyword: &str,
        number: &Decimal,
        limit: Option<&Decimal>,
        right: fn(Ordering) -> bool,
    ) {
        if let Some(limit) = limit
            && !right(number.compare(limit))
        {
            self.add_number(keyword, number, limit);
        }
    }

    fn add_number(&mut self, keyword: &str, got: &Decimal, want: &Decimal) {
        self.add_error(|| {
            let (got, want) = (float_text(got.to_float()), float_text(want.to_float()));
            format!("{keyword}: got {got}, want {want}")
        });
    }
}

fn rune_count(text: &[u8]) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    runes::all(text).len()
}
