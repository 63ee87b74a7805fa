//! The loops. Each goes over plain slices of one length, which the compiler turns into vector
//! instructions; which loop runs is decided once per stretch of rows.
//!
//! Sums and products wrap: the program's ranges prove that the whole value fits its lane, and
//! then its low half is right whatever was cut off on the way.

/// What a loop writes.
pub(super) enum Out<'a> {
    N(&'a mut [i32]),
    W(&'a mut [i64]),
}

/// What a loop reads: narrow lanes, wide lanes, or the same in every row.
#[derive(Clone, Copy)]
pub(super) enum In<'a> {
    N(&'a [i32]),
    W(&'a [i64]),
    K(i64),
}

#[inline(always)]
pub(super) fn map1<A: Copy, O>(out: &mut [O], a: &[A], f: impl Fn(A) -> O) {
    for (out, a) in out.iter_mut().zip(a) {
        *out = f(*a);
    }
}

#[inline(always)]
fn map2<A: Copy, B: Copy, O>(out: &mut [O], a: &[A], b: &[B], f: impl Fn(A, B) -> O) {
    for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
        *out = f(*a, *b);
    }
}

#[inline(always)]
fn map3<A: Copy, B: Copy, C: Copy, O>(
    out: &mut [O],
    a: &[A],
    b: &[B],
    c: &[C],
    f: impl Fn(A, B, C) -> O,
) {
    for (((out, a), b), c) in out.iter_mut().zip(a).zip(b).zip(c) {
        *out = f(*a, *b, *c);
    }
}

#[inline(always)]
fn wide(value: i32) -> i64 {
    i64::from(value)
}

/// A number, cut to 32 bits.
#[inline(always)]
fn low(value: i64) -> i32 {
    value as i32
}

/// A value of two, in 32-bit lanes where all fits and else in 64.
#[inline(always)]
pub(super) fn arithmetic(
    out: Out<'_>,
    a: In<'_>,
    b: In<'_>,
    n: impl Fn(i32, i32) -> i32,
    w: impl Fn(i64, i64) -> i64,
) {
    match (out, a, b) {
        (Out::N(o), In::N(a), In::N(b)) => map2(o, a, b, n),
        (Out::N(o), In::N(a), In::K(k)) => map1(o, a, |a| n(a, low(k))),
        (Out::N(o), In::K(k), In::N(b)) => map1(o, b, |b| n(low(k), b)),
        (Out::N(o), In::W(a), In::W(b)) => map2(o, a, b, |a, b| low(w(a, b))),
        (Out::N(o), In::W(a), In::K(k)) => map1(o, a, |a| low(w(a, k))),
        (Out::N(o), In::K(k), In::W(b)) => map1(o, b, |b| low(w(k, b))),
        (Out::N(o), In::N(a), In::W(b)) => map2(o, a, b, |a, b| low(w(wide(a), b))),
        (Out::N(o), In::W(a), In::N(b)) => map2(o, a, b, |a, b| low(w(a, wide(b)))),
        (Out::N(o), In::K(a), In::K(b)) => o.fill(low(w(a, b))),
        (Out::W(o), In::N(a), In::N(b)) => map2(o, a, b, |a, b| w(wide(a), wide(b))),
        (Out::W(o), In::N(a), In::K(k)) => map1(o, a, |a| w(wide(a), k)),
        (Out::W(o), In::K(k), In::N(b)) => map1(o, b, |b| w(k, wide(b))),
        (Out::W(o), In::W(a), In::W(b)) => map2(o, a, b, w),
        (Out::W(o), In::W(a), In::K(k)) => map1(o, a, |a| w(a, k)),
        (Out::W(o), In::K(k), In::W(b)) => map1(o, b, |b| w(k, b)),
        (Out::W(o), In::N(a), In::W(b)) => map2(o, a, b, |a, b| w(wide(a), b)),
        (Out::W(o), In::W(a), In::N(b)) => map2(o, a, b, |a, b| w(a, wide(b))),
        (Out::W(o), In::K(a), In::K(b)) => o.fill(w(a, b)),
    }
}

/// Yes or no of two. Invariant: a constant beside narrow lanes lies within their range, since
/// the graph has decided every comparison that the ranges decide.
#[inline(always)]
pub(super) fn compare(
    out: Out<'_>,
    a: In<'_>,
    b: In<'_>,
    n: impl Fn(i32, i32) -> bool,
    w: impl Fn(i64, i64) -> bool,
) {
    let yes = i32::from;
    match (out, a, b) {
        (Out::N(o), In::N(a), In::N(b)) => map2(o, a, b, |a, b| yes(n(a, b))),
        (Out::N(o), In::N(a), In::K(k)) => map1(o, a, |a| yes(n(a, low(k)))),
        (Out::N(o), In::K(k), In::N(b)) => map1(o, b, |b| yes(n(low(k), b))),
        (Out::N(o), In::W(a), In::W(b)) => map2(o, a, b, |a, b| yes(w(a, b))),
        (Out::N(o), In::W(a), In::K(k)) => map1(o, a, |a| yes(w(a, k))),
        (Out::N(o), In::K(k), In::W(b)) => map1(o, b, |b| yes(w(k, b))),
        (Out::N(o), In::N(a), In::W(b)) => map2(o, a, b, |a, b| yes(w(wide(a), b))),
        (Out::N(o), In::W(a), In::N(b)) => map2(o, a, b, |a, b| yes(w(a, wide(b)))),
        (Out::N(o), In::K(a), In::K(b)) => o.fill(yes(w(a, b))),
        // Yes and no are narrow.
        (Out::W(o), a, b) => general(Out::W(o), a, b, |a, b| i64::from(w(a, b))),
    }
}

/// A value of one, computed in 64 bits.
#[inline(always)]
pub(super) fn single(out: Out<'_>, a: In<'_>, w: impl Fn(i64) -> i64) {
    match (out, a) {
        (Out::N(o), In::N(a)) => map1(o, a, |a| low(w(wide(a)))),
        (Out::N(o), In::W(a)) => map1(o, a, |a| low(w(a))),
        (Out::W(o), In::N(a)) => map1(o, a, |a| w(wide(a))),
        (Out::W(o), In::W(a)) => map1(o, a, w),
        (Out::N(o), In::K(k)) => o.fill(low(w(k))),
        (Out::W(o), In::K(k)) => o.fill(w(k)),
    }
}

/// A value of two whose work outweighs how it is read.
#[inline(always)]
pub(super) fn general(out: Out<'_>, a: In<'_>, b: In<'_>, w: impl Fn(i64, i64) -> i64) {
    let count = match &out {
        Out::N(o) => o.len(),
        Out::W(o) => o.len(),
    };
    let at = |lanes: In<'_>, row: usize| match lanes {
        In::N(lanes) => lanes.get(row).copied().map_or(0, wide),
        In::W(lanes) => lanes.get(row).copied().unwrap_or(0),
        In::K(value) => value,
    };
    match out {
        Out::N(o) => {
            for (row, out) in (0..count).zip(o) {
                *out = low(w(at(a, row), at(b, row)));
            }
        }
        Out::W(o) => {
            for (row, out) in (0..count).zip(o) {
                *out = w(at(a, row), at(b, row));
            }
        }
    }
}

/// `then` where `when` is yes.
#[inline(always)]
pub(super) fn choose(out: Out<'_>, when: In<'_>, then: In<'_>, other: In<'_>) {
    let In::N(when) = when else {
        return;
    };
    #[inline(always)]
    fn lanes<O: Copy>(
        o: &mut [O],
        when: &[i32],
        then: In<'_>,
        other: In<'_>,
        n: impl Fn(i32) -> O + Copy,
        w: impl Fn(i64) -> O + Copy,
    ) {
        #[inline(always)]
        fn one<O>(when: i32, then: O, other: O) -> O {
            if when != 0 { then } else { other }
        }
        match (then, other) {
            (In::N(a), In::N(b)) => map3(o, when, a, b, |c, a, b| one(c, n(a), n(b))),
            (In::N(a), In::W(b)) => map3(o, when, a, b, |c, a, b| one(c, n(a), w(b))),
            (In::W(a), In::N(b)) => map3(o, when, a, b, |c, a, b| one(c, w(a), n(b))),
            (In::W(a), In::W(b)) => map3(o, when, a, b, |c, a, b| one(c, w(a), w(b))),
            (In::N(a), In::K(k)) => map2(o, when, a, |c, a| one(c, n(a), w(k))),
            (In::W(a), In::K(k)) => map2(o, when, a, |c, a| one(c, w(a), w(k))),
            (In::K(k), In::N(b)) => map2(o, when, b, |c, b| one(c, w(k), n(b))),
            (In::K(k), In::W(b)) => map2(o, when, b, |c, b| one(c, w(k), w(b))),
            (In::K(a), In::K(b)) => map1(o, when, |c| one(c, w(a), w(b))),
        }
    }
    match out {
        Out::N(o) => lanes(o, when, then, other, |x| x, low),
        Out::W(o) => lanes(o, when, then, other, wide, |x| x),
    }
}
