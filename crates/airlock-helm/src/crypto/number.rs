//! Natural numbers of any size: what keys need of them and no more. Not constant in time: keys are
//! made here for charts, and nobody but the chart's own user can watch.

use std::cmp::Ordering;

/// A natural number, its limbs from the least; no limb at the end is zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Number(Vec<u64>);

impl Number {
    pub(super) fn from_limbs(mut limbs: Vec<u64>) -> Self {
        while limbs.last() == Some(&0) {
            limbs.pop();
        }
        Self(limbs)
    }

    pub(super) fn from_u64(value: u64) -> Self {
        Self::from_limbs(vec![value])
    }

    /// From bytes, the greatest first.
    pub(super) fn from_bytes(bytes: &[u8]) -> Self {
        let limb = |chunk: &[u8]| {
            chunk
                .iter()
                .fold(0, |limb, byte| limb << 8 | u64::from(*byte))
        };
        Self::from_limbs(bytes.rchunks(8).map(limb).collect())
    }

    /// Bytes, the greatest first, without leading zeros.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let bytes: Vec<u8> = self
            .0
            .iter()
            .rev()
            .flat_map(|limb| limb.to_be_bytes())
            .collect();
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        bytes[zeros..].to_vec()
    }

    /// Bytes, the greatest first, with leading zeros up to a width.
    pub(super) fn to_padded_bytes(&self, width: usize) -> Vec<u8> {
        let bytes = self.to_bytes();
        let mut out = vec![0; width.saturating_sub(bytes.len())];
        out.extend_from_slice(&bytes);
        out
    }

    pub(super) fn limbs(&self) -> &[u64] {
        &self.0
    }

    pub(super) fn bits(&self) -> usize {
        match self.0.last() {
            Some(top) => self.0.len() * 64 - top.leading_zeros() as usize,
            None => 0,
        }
    }

    pub(super) fn bit(&self, at: usize) -> bool {
        self.0
            .get(at / 64)
            .is_some_and(|limb| limb >> (at % 64) & 1 == 1)
    }

    pub(super) fn is_even(&self) -> bool {
        !self.bit(0)
    }

    pub(super) fn add(&self, other: &Self) -> Self {
        let mut out = Vec::with_capacity(self.0.len().max(other.0.len()) + 1);
        let mut carry = 0;
        for i in 0..self.0.len().max(other.0.len()) {
            let (a, b) = (self.limb(i), other.limb(i));
            let sum = u128::from(a) + u128::from(b) + carry;
            out.push(sum as u64);
            carry = sum >> 64;
        }
        out.push(carry as u64);
        Self::from_limbs(out)
    }

    fn limb(&self, i: usize) -> u64 {
        self.0.get(i).copied().unwrap_or_default()
    }

    /// The difference; zero where the other is greater.
    pub(super) fn sub(&self, other: &Self) -> Self {
        if *self < *other {
            return Self::default();
        }
        let mut out = Vec::with_capacity(self.0.len());
        let mut borrow = false;
        for i in 0..self.0.len() {
            let (limb, first) = self.limb(i).overflowing_sub(other.limb(i));
            let (limb, second) = limb.overflowing_sub(u64::from(borrow));
            out.push(limb);
            borrow = first || second;
        }
        Self::from_limbs(out)
    }

    pub(super) fn mul(&self, other: &Self) -> Self {
        let mut out = vec![0; self.0.len() + other.0.len()];
        for (i, a) in self.0.iter().enumerate() {
            let mut carry = 0;
            for (j, b) in other.0.iter().enumerate() {
                let sum = u128::from(*a) * u128::from(*b) + u128::from(out[i + j]) + carry;
                out[i + j] = sum as u64;
                carry = sum >> 64;
            }
            out[i + other.0.len()] = carry as u64;
        }
        Self::from_limbs(out)
    }

    pub(super) fn rem_small(&self, divisor: u64) -> u64 {
        self.0.iter().rev().fold(0, |rest, limb| {
            ((u128::from(rest) << 64 | u128::from(*limb)) % u128::from(divisor)) as u64
        })
    }

    pub(super) fn div_small(&self, divisor: u64) -> Self {
        let mut out = self.0.clone();
        let mut rest: u128 = 0;
        for limb in out.iter_mut().rev() {
            let part = rest << 64 | u128::from(*limb);
            *limb = (part / u128::from(divisor)) as u64;
            rest = part % u128::from(divisor);
        }
        Self::from_limbs(out)
    }

    fn shl_one(&mut self, low: bool) {
        let mut carry = u64::from(low);
        for limb in &mut self.0 {
            let next = *limb >> 63;
            *limb = *limb << 1 | carry;
            carry = next;
        }
        if carry > 0 {
            self.0.push(carry);
        }
    }

    pub(super) fn shr(&self, bits: usize) -> Self {
        let (whole, part) = (bits / 64, bits % 64);
        let mut out: Vec<u64> = self.0.iter().skip(whole).copied().collect();
        if part > 0 {
            for i in 0..out.len() {
                let above = out.get(i + 1).copied().unwrap_or_default();
                out[i] = out[i] >> part | above << (64 - part);
            }
        }
        Self::from_limbs(out)
    }

    /// Quotient and rest, bit by bit; for numbers that are divided once. The divisor is not zero.
    pub(super) fn div_rem(&self, divisor: &Self) -> (Self, Self) {
        let mut quotient = vec![0; self.0.len()];
        let mut rest = Self::default();
        for at in (0..self.bits()).rev() {
            rest.shl_one(self.bit(at));
            if rest >= *divisor {
                rest = rest.sub(divisor);
                quotient[at / 64] |= 1 << (at % 64);
            }
        }
        (Self::from_limbs(quotient), rest)
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let length = self.0.len().cmp(&other.0.len());
        length.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}
