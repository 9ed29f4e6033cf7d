//! Arithmetic: integers that wrap as Go's do, floats through exact decimals, rounding.

use airlock_gotmpl::{Call, Func, FuncError, Sig, Ty, Value, fmt, number};

use super::cast::{to_float, to_int};
use super::decimal::Decimal;

const ONE: Sig = Sig::fixed(&[Ty::Any]);
const TWO: Sig = Sig::fixed(&[Ty::Any, Ty::Any]);
const ANY: Sig = Sig::variadic(&[Ty::Any]);
const ONE_AND_MORE: Sig = Sig::variadic(&[Ty::Any, Ty::Any]);

pub(super) const FUNCS: &[Func] = &[
    Func::new("add", ANY, |call| Ok(fold(call, 0, i64::wrapping_add))),
    Func::new("add1", ONE, |call| {
        Ok(Value::Int64(to_int(call.value(0)).wrapping_add(1)))
    }),
    Func::new("add1f", ONE, |call| {
        decimal(call.value(0), &[Value::Int(1)], Decimal::add)
    }),
    Func::new("addf", ANY, |call| {
        decimal(&Value::Float(0.0), call.args, Decimal::add)
    }),
    Func::new("atoi", Sig::fixed(&[Ty::Str]), atoi),
    Func::new("biggest", ONE_AND_MORE, |call| {
        Ok(fold_rest(call, i64::max))
    }),
    Func::new("ceil", ONE, |call| {
        Ok(Value::Float(to_float(call.value(0)).ceil()))
    }),
    Func::new("div", TWO, |call| quotient(call, i64::wrapping_div)),
    Func::new("divf", ONE_AND_MORE, |call| {
        decimal_rest(call, Decimal::div)
    }),
    Func::new("float64", ONE, |call| {
        Ok(Value::Float(to_float(call.value(0))))
    }),
    Func::new("floor", ONE, |call| {
        Ok(Value::Float(to_float(call.value(0)).floor()))
    }),
    Func::new("int", ONE, |call| Ok(Value::Int(to_int(call.value(0))))),
    Func::new("int64", ONE, |call| Ok(Value::Int64(to_int(call.value(0))))),
    Func::new("max", ONE_AND_MORE, |call| Ok(fold_rest(call, i64::max))),
    Func::new("maxf", ONE_AND_MORE, |call| Ok(fold_floats(call, greater))),
    Func::new("min", ONE_AND_MORE, |call| Ok(fold_rest(call, i64::min))),
    Func::new("minf", ONE_AND_MORE, |call| Ok(fold_floats(call, lesser))),
    Func::new("mod", TWO, |call| quotient(call, i64::wrapping_rem)),
    Func::new("mul", ONE_AND_MORE, |call| {
        Ok(fold_rest(call, i64::wrapping_mul))
    }),
    Func::new("mulf", ONE_AND_MORE, |call| {
        decimal_rest(call, Decimal::mul)
    }),
    Func::new(
        "round",
        Sig::variadic(&[Ty::Any, Ty::Int, Ty::Float]),
        round,
    ),
    Func::new("sub", TWO, |call| {
        Ok(Value::Int64(
            to_int(call.value(0)).wrapping_sub(to_int(call.value(1))),
        ))
    }),
    Func::new("subf", ONE_AND_MORE, |call| {
        decimal_rest(call, Decimal::sub)
    }),
    Func::new("toDecimal", ONE, to_decimal),
];

fn fold(call: &Call<'_, '_>, first: i64, step: fn(i64, i64) -> i64) -> Value {
    let numbers = call.args.iter().map(to_int);
    Value::Int64(numbers.fold(first, step))
}

/// The first argument, and then one step with each of the others.
fn fold_rest(call: &Call<'_, '_>, step: fn(i64, i64) -> i64) -> Value {
    let rest = call.args.iter().skip(1).map(to_int);
    Value::Int64(rest.fold(to_int(call.value(0)), step))
}

fn fold_floats(call: &Call<'_, '_>, step: fn(f64, f64) -> f64) -> Value {
    let rest = call.args.iter().skip(1).map(to_float);
    Value::Float(rest.fold(to_float(call.value(0)), step))
}

/// Go's `math.Max`: an infinity, then NaN, wins; 0 is greater than -0.
fn greater(a: f64, b: f64) -> f64 {
    if a == f64::INFINITY || b == f64::INFINITY {
        f64::INFINITY
    } else if a.is_nan() || b.is_nan() {
        f64::NAN
    } else if a == 0.0 && b == 0.0 {
        if a.is_sign_negative() { b } else { a }
    } else if a > b {
        a
    } else {
        b
    }
}

/// Go's `math.Min`
fn lesser(a: f64, b: f64) -> f64 {
    -greater(-a, -b)
}

fn quotient(call: &Call<'_, '_>, divide: fn(i64, i64) -> i64) -> Result<Value, FuncError> {
    match to_int(call.value(1)) {
        0 => Err(FuncError::new("runtime error: integer divide by zero")),
        divisor => Ok(Value::Int64(divide(to_int(call.value(0)), divisor))),
    }
}

type Step = fn(&Decimal, &Decimal) -> Result<Decimal, String>;

fn decimal_rest(call: &Call<'_, '_>, step: Step) -> Result<Value, FuncError> {
    decimal(call.value(0), call.args.get(1..).unwrap_or_default(), step)
}

fn decimal(first: &Value, rest: &[Value], step: Step) -> Result<Value, FuncError> {
    let mut result = Decimal::from_float(to_float(first))?;
    for value in rest {
        result = step(&result, &Decimal::from_float(to_float(value))?)?;
    }
    Ok(Value::Float(result.to_float()))
}

/// What does not fit is the nearest integer that does; all else that is no number is 0.
fn atoi(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let text = call.str(0);
    Ok(Value::Int(match number::parse_int(&text, 10) {
        Ok(n) => n,
        Err(error) if error.reason == "value out of range" => match text.first() {
            Some(b'-') => i64::MIN,
            _ => i64::MAX,
        },
        Err(_) => 0,
    }))
}

/// An octal number, as it prints, in decimal.
fn to_decimal(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let octal = fmt::display(call.value(0));
    Ok(Value::Int64(number::parse_int(&octal, 8).unwrap_or(0)))
}

/// `round number places [from]`: up where the fraction is not less than `from`.
fn round(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let round_on = match call.args.get(2) {
        Some(value) => to_float(value),
        None => 0.5,
    };
    let power = power_of_ten(call.int(1));
    let digit = power * to_float(call.value(0));
    let rounded = if digit - digit.trunc() >= round_on {
        digit.ceil()
    } else {
        digit.floor()
    };
    Ok(Value::Float(rounded / power))
}

/// Go's `math.Pow(10, n)`, which squares a fraction and counts the binary exponent apart.
fn power_of_ten(n: i64) -> f64 {
    if n == 0 {
        return 1.0;
    }
    if n == 1 {
        return 10.0;
    }
    let (mut result, mut result_exponent) = (1.0, 0_i64);
    let (mut square, mut square_exponent) = (0.625_f64, 4_i64);
    let mut bits = n.unsigned_abs();
    while bits != 0 {
        if !(-4096..=4096).contains(&square_exponent) {
            result_exponent += square_exponent;
            break;
        }
        if bits & 1 == 1 {
            result *= square;
            result_exponent += square_exponent;
        }
        square *= square;
        square_exponent *= 2;
        if square < 0.5 {
            square += square;
            square_exponent -= 1;
        }
        bits >>= 1;
    }
    if n < 0 {
        result = 1.0 / result;
        result_exponent = -result_exponent;
    }
    scaled(result, result_exponent)
}

/// `f` times two to the power of `exponent`.
fn scaled(mut f: f64, exponent: i64) -> f64 {
    let mut left = exponent.clamp(-3000, 3000);
    while left > 0 {
        let step = left.min(1000);
        f *= f64::from_bits(((1023 + step) as u64) << 52);
        left -= step;
    }
    while left < 0 {
        let step = left.max(-1000);
        f *= f64::from_bits(((1023 + step) as u64) << 52);
        left -= step;
    }
    f
}
