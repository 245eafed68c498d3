//! The decoders. All of them are written in Rust but none here: flate2 with zlib-rs, bzip2 with libbz2-rs, lzma-rust2, ruzstd.
//!
//! What must not go in: bounds on what comes out (`budget`); those on memory, which only a decoder can keep, are here.

use std::io::{self, BufRead, BufReader, Read};

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use lzma_rust2::XzReader;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::Packing;
use crate::messages::ArchiveFault;

/// `xz -9` needs 64 MiB and a little to be unpacked (KiB).
const XZ_KIB: u32 = 66 << 10;
/// `zstd -19` needs 8 MiB, `--ultra -22` 128 MiB, which is more than is given.
const ZSTD_BYTES: u64 = 64 << 20;

impl Packing {
    /// What these bytes unpack to.
    pub fn unpack<'a>(self, bytes: impl Read + 'a) -> Box<dyn Read + 'a> {
        let bytes = BufReader::with_capacity(1 << 16, bytes);
        match self {
            Self::Gzip => Box::new(MultiGzDecoder::new(bytes)),
            Self::Bzip2 => Box::new(MultiBzDecoder::new(bytes)),
            Self::Xz => Box::new(XzReader::new_mem_limit(bytes, true, XZ_KIB)),
            Self::Zstd => {
                let mut decoder = FrameDecoder::new();
                decoder.set_max_window_size(ZSTD_BYTES);
                Box::new(Frames { bytes, decoder, is_within: false })
            }
        }
    }
}

/// The frames of Zstandard one after the other: programs that pack in parallel write many.
struct Frames<R> {
    bytes: BufReader<R>,
    decoder: FrameDecoder,
    /// A frame has begun and has not ended.
    is_within: bool,
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.decoder.can_collect() > 0 {
                return self.decoder.read(buffer);
            }
            if self.is_within && !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.bytes, one).map_err(io::Error::other)?;
                continue;
            }
            let sums = (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum());
            if self.is_within && matches!(sums, (Some(stored), Some(found)) if stored != found) {
                return Err(io::Error::other(ArchiveFault::Damaged));
            }
            self.is_within = false;
            if self.bytes.fill_buf()?.is_empty() {
                return Ok(0);
            }
            match self.decoder.init(&mut self.bytes) {
                Ok(()) => self.is_within = true,
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => _ = io::copy(&mut (&mut self.bytes).take(length.into()), &mut io::sink())?,
                Err(FrameDecoderError::WindowSizeTooBig { .. }) => {
                    return Err(io::Error::other(ArchiveFault::Memory));
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
    }
}
