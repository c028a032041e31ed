//! Where the bytes lie that part a text into rows and cells, sixty-four at a time.
//!
//! Looking at one byte after the other is most of the work of reading a large file. WebAssembly
//! compares sixteen at once, and does so from the first call on, before the browser has optimized
//! anything (Langdale and Lemire, "Parsing gigabytes of JSON per second", VLDB Journal 28, 2019,
//! section 3.1).

/// Bytes looked at together.
pub(super) const BLOCK: usize = 64;

/// What the bytes of a block are: a bit each, the lowest for the first byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Delimiters.
    pub(super) delimiters: u64,
    /// Quotation marks.
    pub(super) quotes: u64,
    /// Carriage returns and line feeds.
    pub(super) line_ends: u64,
    /// Everything but printable ASCII, line ends among it.
    pub(super) odd: u64,
}

impl Marks {
    /// The marks of a block.
    #[inline]
    pub(super) fn of(block: &[u8; BLOCK], delimiter: u8) -> Self {
        #[cfg(target_arch = "wasm32")]
        return wide::marks(block, delimiter);
        #[cfg(not(target_arch = "wasm32"))]
        Self::one_by_one(block, delimiter)
    }

    /// The same, a byte at a time.
    #[cfg_attr(target_arch = "wasm32", allow(dead_code, reason = "it is what tests compare with"))]
    fn one_by_one(block: &[u8; BLOCK], delimiter: u8) -> Self {
        let mut marks = Self::default();
        for (at, byte) in block.iter().enumerate() {
            let bit = |holds: bool| u64::from(holds) << at;
            marks.delimiters |= bit(*byte == delimiter);
            marks.quotes |= bit(*byte == b'"');
            marks.line_ends |= bit(matches!(byte, b'\n' | b'\r'));
            marks.odd |= bit(!(b' '..=b'~').contains(byte));
        }
        marks
    }

    /// Those of the first so many bytes alone.
    #[inline]
    pub(super) const fn first(self, bytes: u32) -> Self {
        let kept = match 1_u64.checked_shl(bytes) {
            Some(behind) => behind - 1,
            None => u64::MAX,
        };
        Self {
            delimiters: self.delimiters & kept,
            quotes: self.quotes & kept,
            line_ends: self.line_ends & kept,
            odd: self.odd & kept,
        }
    }
}

/// The block that begins at a byte; behind the end of the text it is filled with line feeds.
#[inline]
pub(super) fn block_at(text: &[u8], at: usize) -> [u8; BLOCK] {
    let rest = text.get(at..).unwrap_or_default();
    if let Some(block) = rest.first_chunk() {
        return *block;
    }
    let mut block = [b'\n'; BLOCK];
    for (to, byte) in block.iter_mut().zip(rest) {
        *to = *byte;
    }
    block
}

#[cfg(target_arch = "wasm32")]
mod wide {
    use super::{BLOCK, Marks};
    use core::arch::wasm32::{
        i8x16_bitmask, i8x16_eq, i8x16_gt, i8x16_splat, u8x16_splat, u64x2, v128, v128_not, v128_or,
    };

    #[target_feature(enable = "simd128")]
    pub(super) fn marks(block: &[u8; BLOCK], delimiter: u8) -> Marks {
        let mut marks = Marks::default();
        let mut at = 0;
        for sixteen in block.as_chunks::<16>().0 {
            // One load of sixteen bytes, put so that no raw pointer is needed.
            let [low, high] = sixteen.as_chunks().0 else { continue };
            let bytes = u64x2(u64::from_le_bytes(*low), u64::from_le_bytes(*high));
            let is = |byte: u8| i8x16_eq(bytes, u8x16_splat(byte));
            let bits = |found: v128| u64::from(i8x16_bitmask(found)) << at;
            marks.delimiters |= bits(is(delimiter));
            marks.quotes |= bits(is(b'"'));
            marks.line_ends |= bits(v128_or(is(b'\n'), is(b'\r')));
            // Of signed bytes those from 128 on are below the space too.
            let from_space = i8x16_gt(bytes, i8x16_splat(0x1f));
            marks.odd |= bits(v128_or(v128_not(from_space), is(0x7f)));
            at += 16;
        }
        marks
    }
}
