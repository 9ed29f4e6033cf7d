//! Memory for a process that renders one chart, by size classes from runs of pages.
//!
//! Such a process lives for milliseconds, of which asking the C library for memory and touching it
//! for the first time take a fifth. Here a block comes from a list of its size or from the end of
//! a run, whose pages are made ready many at a time; blocks are never joined, nor given back
//! before the process ends. Small ones come from parcels, and a large block that was given back is
//! the next parcel: a page that was touched once is used again. The first threads have a run each,
//! so that none waits for another; all later ones, large blocks, and all where there is no run or
//! no room left, have the system's allocator.
//! May not be used where a process lives long: it wants another bargain.
#![expect(unsafe_code, reason = "an allocator hands out raw memory")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, UnsafeCell};
use std::ptr::{copy_nonoverlapping, null_mut};
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

/// The process's allocator.
pub(crate) struct Heap;

/// How many threads have a run: the one that renders, and the one beside it.
const RUNS: usize = 2;
/// The size of a run: room that is named, not memory that is taken.
const RUN: usize = 128 << 20;
/// What is larger comes from the system.
const LARGEST: usize = 1 << 20;
/// How much is made ready at a time.
const STEP: usize = 64 << 10;
/// The same where pages are large: some of them are made ready by one call in any case.
const LARGE_STEP: usize = 512 << 10;
/// What is larger comes from no parcel.
const SMALL: usize = 4 << 10;
/// The size of a parcel from the run, and the smallest block that becomes one.
const PARCEL: usize = 16 << 10;
const PARCEL_CLASS: usize = class_of(PARCEL).0;
const PAGE: usize = 4096;
/// How much of a run is in pages of that size; whoever needs more needs much.
const PLAIN: usize = 2 << 20;
/// The size of all further pages, where the system has such.
const LARGE_PAGE: usize = 2 << 20;
/// The finest difference of sizes, and the alignment of all blocks.
const GRAIN: usize = 16;
/// Up to here classes are a grain apart, above it a quarter of a doubling.
const FINE: usize = 1 << 10;
const FINE_CLASSES: usize = FINE / GRAIN + 1;
const CLASSES: usize = FINE_CLASSES + 4 * (LARGEST.ilog2() - FINE.ilog2()) as usize;

static POOLS: [Owned; RUNS] = [const { Owned(UnsafeCell::new(Pool::EMPTY)) }; RUNS];
/// Where the first run begins, the others behind it; null before there is room.
static START: AtomicPtr<u8> = AtomicPtr::new(null_mut());
/// How many runs belong to a thread, with the first, which is for whoever makes the room.
static TAKEN: AtomicUsize = AtomicUsize::new(1);
/// For each run, the blocks that threads gave back to whom it does not belong.
static RETURNED: [AtomicPtr<Free>; RUNS] = [const { AtomicPtr::new(null_mut()) }; RUNS];

thread_local! {
    static OWN: Cell<*mut Pool> = const { Cell::new(null_mut()) };
}

/// A pool, which one thread may touch.
struct Owned(UnsafeCell<Pool>);

// SAFETY: `own` gives each to one thread, which keeps it as `OWN`; nothing else reads them.
unsafe impl Sync for Owned {}

struct Pool {
    run: usize,
    free: [*mut Free; CLASSES],
    /// The end of what was handed out of the parcel, and its own.
    parcel: *mut u8,
    parcel_end: usize,
    /// The end of what was handed out of the run.
    next: *mut u8,
    /// The end of what is ready, the beginning of what is in large pages, and the end of the run.
    ready: usize,
    large: usize,
    end: usize,
}

/// What a block holds while nobody has it.
struct Free {
    next: *mut Self,
    /// Set where another thread gave the block back.
    class: usize,
}

/// Asks the system for the runs, the first of them for this thread. Later calls change nothing.
pub(crate) fn make_room() {
    if !START.load(Ordering::Relaxed).is_null() {
        return;
    }
    // SAFETY: the size is neither nothing nor too large.
    let room = unsafe { System.alloc_zeroed(Layout::new::<[u128; RUNS * RUN / GRAIN]>()) };
    let is_first = |room| {
        let was = START.compare_exchange(null_mut(), room, Ordering::AcqRel, Ordering::Relaxed);
        was.is_ok()
    };
    if !room.is_null() && is_first(room) {
        own(room, 0);
    }
}

/// Gives a run to this thread.
fn own(start: *mut u8, run: usize) -> Option<&'static mut Pool> {
    let pool = POOLS.get(run)?.0.get();
    OWN.set(pool);
    // SAFETY: each number comes here once, so that nobody else has this pool.
    let pool = unsafe { &mut *pool };
    let begin = start.wrapping_add(run * RUN);
    let large = (begin.addr() + PLAIN).next_multiple_of(LARGE_PAGE);
    pool.run = run;
    pool.next = begin.with_addr(large - PLAIN);
    pool.ready = pool.next.addr();
    pool.large = large;
    pool.end = begin.addr() + RUN;
    Some(pool)
}

/// This thread's pool, where it has one. Not to be kept: there may be one reference at a time.
#[inline]
fn own_pool() -> Option<&'static mut Pool> {
    let own = OWN.get();
    // SAFETY: no other thread has it, and nothing below allocates while it holds it.
    (!own.is_null()).then(|| unsafe { &mut *own })
}

/// This thread's pool, which it may get here.
fn pool() -> Option<&'static mut Pool> {
    own_pool().or_else(first_pool)
}

/// A pool for a thread that has none, while there are any.
#[cold]
fn first_pool() -> Option<&'static mut Pool> {
    let start = START.load(Ordering::Acquire);
    if start.is_null() || TAKEN.load(Ordering::Relaxed) >= RUNS {
        return None;
    }
    own(start, TAKEN.fetch_add(1, Ordering::Relaxed))
}

/// Which run a block lies in.
#[inline]
fn run_of(block: *mut u8) -> Option<usize> {
    let start = START.load(Ordering::Relaxed);
    let run = block.addr().wrapping_sub(start.addr()) / RUN;
    (run < RUNS && !start.is_null()).then_some(run)
}

const fn is_pooled(layout: Layout) -> bool {
    layout.size() <= LARGEST && layout.align() <= GRAIN
}

/// The class of a size, and how large its blocks are.
#[inline]
const fn class_of(size: usize) -> (usize, usize) {
    if size <= FINE {
        let grains = size.div_ceil(GRAIN);
        return (grains, grains * GRAIN);
    }
    let doubling = (size - 1).ilog2();
    let quarters = (size - 1) >> (doubling - 2);
    let above = 4 * (doubling - FINE.ilog2()) as usize + quarters - 4;
    (FINE_CLASSES + above, (quarters + 1) << (doubling - 2))
}

/// How large the blocks of a class are.
const fn size_of_class(class: usize) -> usize {
    if class < FINE_CLASSES {
        return class * GRAIN;
    }
    let (doubling, quarter) = ((class - FINE_CLASSES) / 4, (class - FINE_CLASSES) % 4);
    (FINE / 4 * (quarter + 5)) << doubling
}

impl Pool {
    const EMPTY: Self = Self {
        run: 0,
        free: [null_mut(); CLASSES],
        parcel: null_mut(),
        parcel_end: 0,
        next: null_mut(),
        ready: 0,
        large: 0,
        end: 0,
    };

    /// A block for that size that somebody gave back, or that is left in the parcel; else null.
    #[inline]
    fn at_hand(&mut self, size: usize) -> *mut u8 {
        let (class, size) = class_of(size);
        let first = self.free[class];
        if !first.is_null() {
            // SAFETY: a block in a list is nobody's, large enough for what it holds, and holds it.
            self.free[class] = unsafe { (*first).next };
            return first.cast();
        }
        let block = self.parcel;
        if size > SMALL || block.addr() + size > self.parcel_end {
            return null_mut();
        }
        self.parcel = block.wrapping_add(size);
        block
    }

    /// A block for that size where none is at hand; null where the run is used up.
    fn fetch(&mut self, size: usize) -> *mut u8 {
        if size <= SMALL {
            return if self.next_parcel() {
                self.at_hand(size)
            } else {
                null_mut()
            };
        }
        let block = self.next;
        let (_, size) = class_of(size);
        if self.reach(size) { block } else { null_mut() }
    }

    /// Has a parcel with room for any small block: the largest block that was given back, or what
    /// comes next in the run.
    fn next_parcel(&mut self) -> bool {
        self.collect();
        let given_back = (PARCEL_CLASS..CLASSES)
            .rev()
            .find(|class| !self.free[*class].is_null());
        if let Some(class) = given_back {
            let block = self.free[class];
            // SAFETY: as in `at_hand`.
            self.free[class] = unsafe { (*block).next };
            self.parcel = block.cast();
            self.parcel_end = block.addr() + size_of_class(class);
            return true;
        }
        let start = self.next;
        if !self.reach(PARCEL) {
            return false;
        }
        if start.addr() != self.parcel_end {
            self.parcel = start;
        }
        self.parcel_end = start.addr() + PARCEL;
        true
    }

    /// Whether a block of that size would be one that nobody had before, which holds zeros.
    fn is_next_fresh(&self, size: usize) -> bool {
        let (class, _) = class_of(size);
        size > SMALL && self.free[class].is_null()
    }

    /// Moves the end of what was handed out.
    #[inline]
    fn reach(&mut self, size: usize) -> bool {
        if self.next.addr() + size > self.ready && !self.make_ready(size) {
            return false;
        }
        self.next = self.next.wrapping_add(size);
        true
    }

    #[inline]
    fn give(&mut self, block: *mut u8, size: usize) {
        let (class, _) = class_of(size);
        self.push(block.cast(), class);
    }

    #[inline]
    fn push(&mut self, block: *mut Free, class: usize) {
        // SAFETY: every block is as large and aligned as two words, and this one is nobody's now.
        unsafe { (*block).next = self.free[class] };
        self.free[class] = block;
    }

    /// Has pages for that much more, and some ahead.
    #[cold]
    fn make_ready(&mut self, size: usize) -> bool {
        self.collect();
        let wanted = self.next.addr() + size;
        if wanted > self.end {
            return false;
        }
        let ready = if wanted <= self.large {
            (wanted + STEP).min(self.large)
        } else {
            self.want_large_pages();
            (wanted + LARGE_STEP).min(self.end)
        };
        let ready = ready & !(PAGE - 1);
        let first = self.ready.next_multiple_of(PAGE);
        self.ready = ready.max(wanted);
        if ready > first {
            advise(self.next.with_addr(first), ready - first, Advice::Ready);
        }
        true
    }

    /// Asks for large pages, once: most charts never come to them.
    fn want_large_pages(&self) {
        if self.ready <= self.large {
            let large = self.next.with_addr(self.large);
            advise(large, self.end - self.large, Advice::Large);
        }
    }

    /// Sorts in what other threads gave back.
    fn collect(&mut self) {
        let mut block = RETURNED[self.run].swap(null_mut(), Ordering::Acquire);
        while !block.is_null() {
            // SAFETY: who gave it back wrote both words, and nobody has it now.
            let Free { next, class } = unsafe { block.read() };
            self.push(block, class);
            block = next;
        }
    }

    /// Makes a block larger or smaller without moving it, where its class or its place allows.
    #[inline]
    fn stretch(&mut self, block: *mut u8, old: usize, new: usize) -> bool {
        let ((old_class, old), (new_class, new)) = (class_of(old), class_of(new));
        if old_class == new_class {
            return true;
        }
        if new < old {
            return false;
        }
        let end = block.addr() + old;
        if end == self.parcel.addr() && end + (new - old) <= self.parcel_end {
            self.parcel = self.parcel.wrapping_add(new - old);
            return true;
        }
        end == self.next.addr() && self.reach(new - old)
    }
}

/// What the system is told of pages of the run. They come in any case: a system that cannot do
/// what it is told says so in vain.
#[derive(Clone, Copy)]
enum Advice {
    /// To take large ones where it has them.
    Large,
    /// To make at once those that would each be asked for by themselves.
    Ready,
}

fn advise(first: *mut u8, size: usize, advice: Advice) {
    #[cfg(target_os = "linux")]
    {
        let advice = match advice {
            Advice::Large => libc::MADV_HUGEPAGE,
            Advice::Ready => libc::MADV_POPULATE_WRITE,
        };
        // SAFETY: the pages lie in the run, and none of what they hold is changed.
        unsafe { libc::madvise(first.cast(), size, advice) };
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (first, size, advice);
}

/// Leaves a block for the thread that has its run.
#[cold]
fn send_back(block: *mut u8, run: usize, size: usize) {
    let returned = &RETURNED[run];
    let (class, _) = class_of(size);
    let block: *mut Free = block.cast();
    let mut next = returned.load(Ordering::Relaxed);
    loop {
        // SAFETY: as for `push`; the run's thread sees it by the exchange.
        unsafe { block.write(Free { next, class }) };
        match returned.compare_exchange_weak(next, block, Ordering::Release, Ordering::Relaxed) {
            Ok(_) => return,
            Err(newer) => next = newer,
        }
    }
}

/// A block where none is at hand.
#[cold]
#[inline(never)]
unsafe fn fetch(layout: Layout) -> *mut u8 {
    if is_pooled(layout)
        && let Some(pool) = pool()
    {
        let block = pool.at_hand(layout.size());
        let block = if block.is_null() {
            pool.fetch(layout.size())
        } else {
            block
        };
        if !block.is_null() {
            return block;
        }
    }
    // SAFETY: the caller's promises are those that the system asks for.
    unsafe { System.alloc(layout) }
}

// None of it is inlined: a program a quarter longer costs more pages of its own than calls do.
//
// SAFETY: blocks are handed out once until they come back, as large and aligned as was asked for;
// what does not come from the run comes from the system and goes back to it.
unsafe impl GlobalAlloc for Heap {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if is_pooled(layout)
            && let Some(pool) = own_pool()
        {
            let block = pool.at_hand(layout.size());
            if !block.is_null() {
                return block;
            }
        }
        // SAFETY: the caller's promises are handed on.
        unsafe { fetch(layout) }
    }

    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if let Some(run) = run_of(block) {
            return match own_pool() {
                Some(pool) if pool.run == run => pool.give(block, layout.size()),
                _ => send_back(block, run, layout.size()),
            };
        }
        // SAFETY: what is in no run came from the system.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let Some(pool) = pool().filter(|_| is_pooled(layout)) else {
            // SAFETY: the caller's promises are those that the system asks for.
            return unsafe { System.alloc_zeroed(layout) };
        };
        let is_fresh = pool.is_next_fresh(layout.size());
        // SAFETY: as above; the block is as large as is written to.
        unsafe {
            let block = self.alloc(layout);
            let holds_zeros = is_fresh && run_of(block).is_some();
            if !holds_zeros && !block.is_null() {
                block.write_bytes(0, layout.size());
            }
            block
        }
    }

    #[inline(never)]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let Some(run) = run_of(block) else {
            // SAFETY: what is in no run came from the system.
            return unsafe { System.realloc(block, layout, size) };
        };
        if size <= LARGEST
            && let Some(pool) = own_pool()
            && pool.run == run
            && pool.stretch(block, layout.size(), size)
        {
            return block;
        }
        // SAFETY: the caller promises that the size fits a layout; both blocks are as large as is
        // copied, and the old one is given back once.
        unsafe {
            let moved = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !moved.is_null() {
                copy_nonoverlapping(block, moved, layout.size().min(size));
                self.dealloc(block, layout);
            }
            moved
        }
    }
}

#[cfg(test)]
mod tests;
