//! Pictures made here: what becomes of them, and of those made to do harm.

use super::*;

/// A PNG of red above and blue below, with a column on the left that lets light through.
fn flag(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut points = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let colour = if y < height / 2 { [255, 0, 0] } else { [0, 0, 255] };
            points.extend(colour);
            points.push(if x < width / 4 { 0 } else { 255 });
        }
    }
    encoder.write_header().unwrap().write_image_data(&points).unwrap();
    bytes
}

#[test]
fn a_picture_becomes_small_and_keeps_its_sides() {
    let picture = Picture::read(&flag(800, 400)).unwrap();
    assert_eq!(picture.size, (800, 400));
    let (columns, points) = picture.fitted(40, 40);
    assert_eq!((columns, points.len()), (40, 40 * 20));
    assert_eq!((points[0], points[39]), ([255; 3], [255, 0, 0]), "light comes through on the left");
    assert_eq!(points[19 * 40 + 39], [0, 0, 255]);
    let (columns, points) = picture.fitted(40, 5);
    assert_eq!((columns, points.len()), (10, 50));
    assert_eq!(picture.fitted(0, 0).1.len(), 1);
}

#[test]
fn a_small_picture_stays_small() {
    let (columns, points) = Picture::read(&flag(8, 4)).unwrap().fitted(100, 100);
    assert_eq!((columns, points.len()), (8, 32));
}

#[test]
fn what_is_made_to_fill_memory_is_refused_by_its_first_bytes() {
    let mut bytes = flag(8, 4);
    bytes[16..20].copy_from_slice(&30_000_u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&30_000_u32.to_be_bytes());
    let mut crc = flate2::Crc::new();
    crc.update(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    assert_eq!(Picture::read(&bytes), Err(PictureFault::TooLarge));
    let gif = [
        &b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0"[..],
        &[2, 1, 0, 0, 0x3b],
    ]
    .concat();
    assert_eq!(Picture::read(&gif), Err(PictureFault::TooLarge));
}

#[test]
fn what_is_no_picture_or_breaks_off_is_told() {
    assert_eq!(Picture::read(b"<svg/>"), Err(PictureFault::Form));
    assert_eq!(Picture::read(b""), Err(PictureFault::Form));
    let whole = flag(80, 40);
    for length in 8..whole.len() - 12 {
        assert_eq!(Picture::read(&whole[..length]), Err(PictureFault::Damaged), "{length}");
    }
    for start in [&b"\xff\xd8\xff"[..], b"GIF89a", b"RIFF\0\0\0\0WEBP"] {
        assert_eq!(Picture::read(&[start, &[0; 40]].concat()), Err(PictureFault::Damaged), "{start:?}");
    }
}
