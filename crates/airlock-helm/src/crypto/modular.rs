//! Powers modulo an odd number, in Montgomery's form. This is where the time of a key goes.

use super::number::Number;

/// Arithmetic modulo one odd number.
pub(super) struct Modulus {
    n: Vec<u64>,
    /// -1/n modulo 2^64
    n0: u64,
    /// 1 in Montgomery's form.
    one: Vec<u64>,
    /// What turns a number into Montgomery's form.
    square: Vec<u64>,
}

impl Modulus {
    /// The modulus is odd and greater than one.
    pub(super) fn new(n: &Number) -> Self {
        let n = n.limbs().to_vec();
        let low = n.first().copied().unwrap_or(1);
        let mut inverse = low;
        for _ in 0..6 {
            inverse = inverse.wrapping_mul(2u64.wrapping_sub(low.wrapping_mul(inverse)));
        }
        let mut modulus = Self {
            n0: inverse.wrapping_neg(),
            one: Vec::new(),
            square: Vec::new(),
            n,
        };
        modulus.one = modulus.radix();
        let mut square = modulus.one.clone();
        for _ in 0..64 * modulus.n.len() {
            modulus.double(&mut square);
        }
        modulus.square = square;
        modulus
    }

    /// 2^(64 * limbs) modulo n, by doubling what is less than n already.
    fn radix(&self) -> Vec<u64> {
        let top = self.n.last().map_or(0, |top| top.leading_zeros());
        let mut value = vec![0; self.n.len()];
        if let Some(last) = value.last_mut() {
            *last = 1 << (63 - top);
        }
        if value == self.n {
            value.fill(0);
        }
        for _ in 0..=top {
            self.double(&mut value);
        }
        value
    }

    fn double(&self, value: &mut [u64]) {
        let mut carry = 0;
        for limb in value.iter_mut() {
            let next = *limb >> 63;
            *limb = *limb << 1 | carry;
            carry = next;
        }
        self.reduce_once(value, carry);
    }

    /// Takes n away where the value, with a carry above it, is not less.
    fn reduce_once(&self, value: &mut [u64], carry: u64) {
        if carry == 0 && value.iter().rev().lt(self.n.iter().rev()) {
            return;
        }
        let mut borrow = false;
        let mut i = 0;
        while i < value.len() {
            let (limb, first) = value[i].overflowing_sub(self.n[i]);
            let (limb, second) = limb.overflowing_sub(u64::from(borrow));
            value[i] = limb;
            borrow = first || second;
            i += 1;
        }
    }

    /// `into = a * b` in Montgomery's form. `wide` is room to work in.
    fn mul(&self, a: &[u64], b: &[u64], into: &mut [u64], wide: &mut [u64]) {
        wide.fill(0);
        let size = a.len();
        let mut i = 0;
        while i < size {
            wide[i + size] = add_product(&mut wide[i..i + size], b, a[i]);
            i += 1;
        }
        self.reduce(into, wide);
    }

    /// `into = a * a`: the products of different limbs are made once and doubled.
    fn sqr(&self, a: &[u64], into: &mut [u64], wide: &mut [u64]) {
        wide.fill(0);
        let size = a.len();
        let mut i = 0;
        while i < size {
            let above = &mut wide[2 * i + 1..i + size];
            let carry = add_product(above, &a[i + 1..], a[i]);
            wide[i + size] = carry;
            i += 1;
        }
        let (mut high, mut carry) = (0, 0u128);
        let mut i = 0;
        while i < size {
            let product = u128::from(a[i]) * u128::from(a[i]);
            let (low, top) = (wide[2 * i], wide[2 * i + 1]);
            let sum = u128::from(low << 1 | high) + u128::from(product as u64) + carry;
            wide[2 * i] = sum as u64;
            let sum = u128::from(top << 1 | low >> 63) + (product >> 64) + (sum >> 64);
            wide[2 * i + 1] = sum as u64;
            (high, carry) = (top >> 63, sum >> 64);
            i += 1;
        }
        self.reduce(into, wide);
    }

    fn reduce(&self, into: &mut [u64], wide: &mut [u64]) {
        let size = self.n.len();
        let mut over = 0;
        let mut i = 0;
        while i < size {
            let factor = wide[i].wrapping_mul(self.n0);
            let carry = add_product(&mut wide[i..i + size], &self.n, factor);
            let sum = u128::from(wide[i + size]) + u128::from(carry) + u128::from(over);
            wide[i + size] = sum as u64;
            over = (sum >> 64) as u64;
            i += 1;
        }
        into.copy_from_slice(&wide[size..]);
        self.reduce_once(into, over);
    }

    fn in_form(&self, value: &Number) -> Vec<u64> {
        let mut limbs = value.limbs().to_vec();
        if limbs.len() > self.n.len() {
            let modulus = Number::from_limbs(self.n.clone());
            limbs = value.div_rem(&modulus).1.limbs().to_vec();
        }
        limbs.resize(self.n.len(), 0);
        let (mut out, mut wide) = self.room();
        self.mul(&limbs, &self.square, &mut out, &mut wide);
        out
    }

    fn room(&self) -> (Vec<u64>, Vec<u64>) {
        (vec![0; self.n.len()], vec![0; 2 * self.n.len()])
    }

    /// `base^exponent` modulo n.
    pub(super) fn pow(&self, base: &Number, exponent: &Number) -> Number {
        let power = self.pow_in_form(&self.in_form(base), exponent);
        let (mut out, mut wide) = self.room();
        wide[..power.len()].copy_from_slice(&power);
        self.reduce(&mut out, &mut wide);
        Number::from_limbs(out)
    }

    /// Four bits of the exponent at a time.
    fn pow_in_form(&self, base: &[u64], exponent: &Number) -> Vec<u64> {
        let (mut spare, mut wide) = self.room();
        let mut powers = vec![self.one.clone(), base.to_vec()];
        for i in 2..16 {
            self.mul(&powers[i - 1], base, &mut spare, &mut wide);
            powers.push(spare.clone());
        }
        let mut out = self.one.clone();
        for digit in (0..exponent.bits().div_ceil(4)).rev() {
            for _ in 0..4 {
                self.sqr(&out, &mut spare, &mut wide);
                std::mem::swap(&mut out, &mut spare);
            }
            let bits = (0..4).rev().map(|bit| exponent.bit(4 * digit + bit));
            let index = bits.fold(0, |index, bit| index * 2 + usize::from(bit));
            if index > 0 {
                self.mul(&out, &powers[index], &mut spare, &mut wide);
                std::mem::swap(&mut out, &mut spare);
            }
        }
        out
    }

    /// Powers of two need no multiplication but by themselves.
    fn pow_of_two(&self, exponent: &Number) -> Vec<u64> {
        let (mut spare, mut wide) = self.room();
        let mut out = self.one.clone();
        for at in (0..exponent.bits()).rev() {
            self.sqr(&out, &mut spare, &mut wide);
            std::mem::swap(&mut out, &mut spare);
            if exponent.bit(at) {
                self.double(&mut out);
            }
        }
        out
    }

    /// Whether n may be prime, by Miller and Rabin with this base; without one, with 2.
    pub(super) fn is_probable_prime(&self, base: Option<&Number>) -> bool {
        let n = Number::from_limbs(self.n.clone());
        let below = n.sub(&Number::from_u64(1));
        let twos = (0..below.bits()).take_while(|at| !below.bit(*at)).count();
        let odd = below.shr(twos);
        let mut power = match base {
            Some(base) => self.pow_in_form(&self.in_form(base), &odd),
            None => self.pow_of_two(&odd),
        };
        let one = Number::from_limbs(self.one.clone());
        let mut minus_one = n.sub(&one).limbs().to_vec();
        minus_one.resize(self.n.len(), 0);
        if power == self.one || power == minus_one {
            return true;
        }
        let (mut spare, mut wide) = self.room();
        for _ in 1..twos {
            self.sqr(&power, &mut spare, &mut wide);
            std::mem::swap(&mut power, &mut spare);
            if power == minus_one {
                return true;
            }
        }
        false
    }
}

/// Adds `b * factor` to `sum`, which is as long, and gives the carry.
fn add_product(sum: &mut [u64], b: &[u64], factor: u64) -> u64 {
    let size = sum.len();
    let b = &b[..size];
    let mut carry: u128 = 0;
    let mut i = 0;
    while i < size {
        let part = u128::from(b[i]) * u128::from(factor) + u128::from(sum[i]) + carry;
        sum[i] = part as u64;
        carry = part >> 64;
        i += 1;
    }
    carry as u64
}
