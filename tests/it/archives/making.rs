//! Archives made here, member by member.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A member: its path and its bytes.
pub(crate) type Member<'a> = (&'a str, &'a [u8]);

/// A zip archive.
pub(crate) fn zip(members: &[Member<'_>]) -> Vec<u8> {
    zip_by(members, SimpleFileOptions::default())
}

/// A zip archive with certain settings.
pub(crate) fn zip_by(members: &[Member<'_>], options: SimpleFileOptions) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A zip archive as Windows makes it: names in GBK, without a sign of it.
pub(crate) fn zip_in_gbk(members: &[Member<'_>]) -> Vec<u8> {
    // As long in UTF-8 as in GBK, then replaced where they stand.
    let mut bytes = {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (number, (name, text)) in members.iter().enumerate() {
            let (gbk, _, _) = encoding_rs::GBK.encode(name);
            let stand_in = stand_in(number, gbk.len());
            writer.start_file(stand_in, SimpleFileOptions::default()).unwrap();
            writer.write_all(text).unwrap();
        }
        writer.finish().unwrap().into_inner()
    };
    for (number, (name, _)) in members.iter().enumerate() {
        let (gbk, _, _) = encoding_rs::GBK.encode(name);
        let stand_in = stand_in(number, gbk.len());
        let mut at = 0;
        while let Some(found) = bytes[at..].windows(gbk.len()).position(|w| w == stand_in.as_bytes()) {
            bytes[at + found..at + found + gbk.len()].copy_from_slice(&gbk);
            at += found + gbk.len();
        }
    }
    bytes
}

fn stand_in(number: usize, length: usize) -> String {
    format!("{}{}", "#".repeat(length - 1), char::from(b'A' + number as u8))
}

/// A tar archive.
pub(crate) fn tar(members: &[Member<'_>]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

/// Bytes packed by gzip.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Bytes packed by bzip2.
pub(crate) fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
