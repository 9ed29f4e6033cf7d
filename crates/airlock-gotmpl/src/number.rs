//! Go's `strconv`: numbers and quoted strings, as text.

/// Why a text is not a number (Go's `strconv.NumError`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberError {
    /// The function of `strconv` that failed, such as `ParseInt`.
    pub function: &'static str,
    /// The text.
    pub text: Vec<u8>,
    /// What was wrong, in Go's words: `invalid syntax` or `value out of range`.
    pub reason: &'static str,
}

/// `strconv.FormatFloat` for a float64; `prec` -1 is the shortest that reads back the same.
pub fn format_float(_f: f64, _fmt: u8, _prec: i32) -> String {
    String::new()
}

/// `strconv.ParseFloat` with 64 bits.
pub fn parse_float(_text: &[u8]) -> Result<f64, NumberError> {
    Ok(0.0)
}

/// `strconv.ParseInt` with 64 bits; base 0 takes Go's prefixes and underscores.
pub fn parse_int(_text: &[u8], _base: u32) -> Result<i64, NumberError> {
    Ok(0)
}

/// `strconv.ParseUint` with 64 bits; base 0 takes Go's prefixes and underscores.
pub fn parse_uint(_text: &[u8], _base: u32) -> Result<u64, NumberError> {
    Ok(0)
}

/// `strconv.ParseBool`
pub fn parse_bool(_text: &[u8]) -> Result<bool, NumberError> {
    Ok(false)
}

/// `strconv.Quote`
pub fn quote(_bytes: &[u8]) -> String {
    String::new()
}

/// `strconv.Unquote`: what a quoted Go string, raw string or rune stands for; `None` where the
/// text is none.
pub fn unquote(_text: &[u8]) -> Option<Vec<u8>> {
    None
}
