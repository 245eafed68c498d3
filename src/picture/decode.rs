//! The decoders, all written in Rust: which one a file needs, and how much it may ask for.
//!
//! A file says how many points it has before any is unpacked; beyond [`MOST_POINTS`] none is. What must not go in: scaling.

use std::io::Cursor;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::Point;
use crate::messages::PictureFault;

/// Most points that are unpacked: pictures of a good camera have 24 million. A progressive JPEG takes nine bytes for each
/// meanwhile, anything else four at most.
const MOST_POINTS: usize = 32_000_000;
/// The longest side (points).
const LONGEST: usize = 32_000;
/// Most passes of a progressive JPEG. Programs write some ten.
const PASSES: usize = 32;

/// All points of a picture.
pub(super) struct Bitmap {
    pub(super) width: usize,
    pub(super) height: usize,
    bytes: Vec<u8>,
    /// Bytes of a point: one of grey, two with how opaque it is, three of colours, four with that.
    depth: usize,
}

impl Bitmap {
    /// A point, on white where it lets light through.
    pub(super) fn point(&self, x: usize, y: usize) -> Point {
        let at = (y * self.width + x) * self.depth;
        let on_white = |value: u8, opaque: u8| {
            let opaque = u16::from(opaque);
            ((u16::from(value) * opaque + 255 * (255 - opaque)) / 255) as u8
        };
        match self.bytes.get(at..at + self.depth).unwrap_or_default() {
            [grey] => [*grey; 3],
            [grey, opaque] => [on_white(*grey, *opaque); 3],
            [red, green, blue] => [*red, *green, *blue],
            [red, green, blue, opaque] => [*red, *green, *blue].map(|value| on_white(value, *opaque)),
            _ => [255; 3],
        }
    }
}

/// Unpacks a picture.
pub(super) fn unpack(bytes: &[u8]) -> Result<Bitmap, PictureFault> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => png(bytes),
        [0xFF, 0xD8, 0xFF, ..] => jpeg(bytes),
        [b'G', b'I', b'F', b'8', ..] => gif(bytes),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp(bytes),
        _ => Err(PictureFault::Form),
    }
}

/// Whether a picture of this size is unpacked.
fn is_fit(width: usize, height: usize) -> Result<(), PictureFault> {
    let is_fit = width <= LONGEST && height <= LONGEST && width * height <= MOST_POINTS;
    match (width, height) {
        (0, _) | (_, 0) => Err(PictureFault::Damaged),
        _ if is_fit => Ok(()),
        _ => Err(PictureFault::TooLarge),
    }
}

fn damaged<E>(_: E) -> PictureFault {
    PictureFault::Damaged
}

fn png(bytes: &[u8]) -> Result<Bitmap, PictureFault> {
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: MOST_POINTS });
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let header = decoder.read_header_info().map_err(damaged)?;
    let (width, height) = (header.width as usize, header.height as usize);
    is_fit(width, height)?;
    let mut reader = decoder.read_info().map_err(damaged)?;
    let depth = reader.output_color_type().0.samples();
    let size = reader.output_buffer_size().filter(|size| *size == width * height * depth);
    let mut points = vec![0; size.ok_or(PictureFault::Damaged)?];
    reader.next_frame(&mut points).map_err(damaged)?;
    Ok(Bitmap { width, height, bytes: points, depth })
}

fn jpeg(bytes: &[u8]) -> Result<Bitmap, PictureFault> {
    let options = DecoderOptions::default()
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_max_scans(PASSES)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(bytes), options);
    decoder.decode_headers().map_err(damaged)?;
    let info = decoder.info().ok_or(PictureFault::Damaged)?;
    let (width, height) = (usize::from(info.width), usize::from(info.height));
    is_fit(width, height)?;
    let points = decoder.decode().map_err(damaged)?;
    let depth = points.len() / (width * height);
    if depth == 3 || depth == 1 {
        Ok(Bitmap { width, height, bytes: points, depth })
    } else {
        Err(PictureFault::Damaged)
    }
}

fn gif(bytes: &[u8]) -> Result<Bitmap, PictureFault> {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::RGBA);
    options.set_memory_limit(gif::MemoryLimit::Unlimited);
    let mut decoder = options.read_info(bytes).map_err(damaged)?;
    // Nothing is unpacked before the size of the frame has been looked at.
    let frame = decoder.next_frame_info().map_err(damaged)?.ok_or(PictureFault::Damaged)?;
    let (width, height) = (usize::from(frame.width), usize::from(frame.height));
    is_fit(width, height)?;
    let mut points = vec![0; width * height * 4];
    decoder.read_into_buffer(&mut points).map_err(damaged)?;
    Ok(Bitmap { width, height, bytes: points, depth: 4 })
}

fn webp(bytes: &[u8]) -> Result<Bitmap, PictureFault> {
    let mut decoder = image_webp::WebPDecoder::new(Cursor::new(bytes)).map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    let (width, height) = (width as usize, height as usize);
    is_fit(width, height)?;
    decoder.set_memory_limit(MOST_POINTS * 4);
    let depth = if decoder.has_alpha() { 4 } else { 3 };
    let mut points = vec![0; width * height * depth];
    decoder.read_image(&mut points).map_err(damaged)?;
    Ok(Bitmap { width, height, bytes: points, depth })
}
