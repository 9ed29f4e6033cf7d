//! The allocator under blocks of all sizes that come, grow, shrink, go and are given back by
//! another thread: none may overlap another or lose what it holds.

use std::alloc::{GlobalAlloc as _, Layout};
use std::sync::mpsc;
use std::thread;

use super::{CLASSES, GRAIN, Heap, LARGEST, class_of, make_room, run_of, size_of_class};

#[test]
fn classes_hold_their_sizes_and_waste_a_quarter_at_most() {
    let mut before = (0, 0);
    for size in 1..=LARGEST {
        let (class, block) = class_of(size);
        assert!(
            class < CLASSES && block >= size && block % GRAIN == 0,
            "{size}"
        );
        assert_eq!(block, size_of_class(class), "{size}");
        assert!(block <= (size + size / 4).max(size + GRAIN - 1), "{size}");
        assert_eq!(class == before.0, block == before.1, "{size}");
        assert!(class - before.0 <= 1, "{size}");
        before = (class, block);
    }
    assert_eq!(before, (CLASSES - 1, LARGEST));
}

/// A block and the byte that fills it.
struct Block {
    at: *mut u8,
    layout: Layout,
    filling: u8,
}

// SAFETY: a block is one thread's at a time.
unsafe impl Send for Block {}

impl Block {
    fn new(layout: Layout, filling: u8, zeroed: bool) -> Self {
        // SAFETY: no layout here is empty.
        let at = unsafe {
            if zeroed {
                Heap.alloc_zeroed(layout)
            } else {
                Heap.alloc(layout)
            }
        };
        assert!(
            !at.is_null() && at.addr() % layout.align() == 0,
            "{layout:?}"
        );
        let block = Self {
            at,
            layout,
            filling,
        };
        if zeroed {
            block.check(layout.size(), 0);
        }
        block.fill();
        block
    }

    fn fill(&self) {
        // SAFETY: the block is as large as its layout.
        unsafe { self.at.write_bytes(self.filling, self.layout.size()) };
    }

    fn check(&self, size: usize, filling: u8) {
        // SAFETY: the block was filled, and is as large.
        let bytes = unsafe { std::slice::from_raw_parts(self.at, size) };
        assert!(bytes.iter().all(|b| *b == filling), "{:?}", self.layout);
    }

    fn resize(&mut self, size: usize) {
        let kept = self.layout.size().min(size);
        // SAFETY: the block came from this allocator with this layout.
        self.at = unsafe { Heap.realloc(self.at, self.layout, size) };
        self.layout = Layout::from_size_align(size, self.layout.align()).unwrap();
        self.check(kept, self.filling);
        self.fill();
    }

    fn free(self) {
        self.check(self.layout.size(), self.filling);
        // SAFETY: as for `resize`, and nobody has it from now on.
        unsafe { Heap.dealloc(self.at, self.layout) };
    }
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % limit
    }

    /// Small sizes mostly, some around and above the largest that the run has.
    fn size(&mut self) -> usize {
        let limit = match self.below(400) {
            0 => LARGEST + LARGEST / 8,
            1..20 => 16 << 10,
            20..100 => 1024,
            _ => 64,
        };
        1 + self.below(limit)
    }

    fn layout(&mut self) -> Layout {
        let align = [1, 2, 8, 16, 64, 4096][self.below(12).saturating_sub(6)];
        Layout::from_size_align(self.size(), align).unwrap()
    }
}

#[test]
fn blocks_keep_what_they_hold() {
    make_room();
    make_room();
    let (sender, receiver) = mpsc::channel::<Block>();
    let other = thread::spawn(move || {
        let mut count = 0;
        for mut block in receiver {
            count += 1;
            if count % 3 == 0 {
                block.resize(block.layout.size() + 100);
            }
            block.free();
        }
        count
    });
    let (mut dice, mut blocks, mut pooled) = (Dice(0x5eed), Vec::new(), 0);
    for step in 0..200_000_u32 {
        let at = dice.below(blocks.len().max(1));
        match dice.below(8) {
            0..=3 => {
                let block = Block::new(dice.layout(), step.to_le_bytes()[0], step % 5 == 0);
                pooled += usize::from(run_of(block.at).is_some());
                blocks.push(block);
            }
            4 if !blocks.is_empty() => blocks[at].resize(dice.size()),
            5 if !blocks.is_empty() => sender.send(blocks.swap_remove(at)).unwrap(),
            _ if !blocks.is_empty() => blocks.swap_remove(at).free(),
            _ => {}
        }
    }
    drop(sender);
    let elsewhere = other.join().unwrap();
    println!("{pooled} blocks from the run, {elsewhere} given back by another thread");
    assert!(pooled > 50_000 && elsewhere > 10_000);
    blocks.into_iter().for_each(Block::free);
}
