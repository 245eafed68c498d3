//! Which archive or packing a file is, by its name or its first bytes.
//!
//! What must not go in: forms that are packed as an archive and are one text (EPUB, DOCX): those are forms of articles.

/// How bytes are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// gzip.
    Gzip,
    /// bzip2.
    Bzip2,
    /// xz.
    Xz,
    /// Zstandard.
    Zstd,
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArchiveKind {
    /// Files, each packed by itself.
    Zip,
    /// Files one after the other, perhaps packed as a whole.
    Tar(Option<Packing>),
    /// One packed file.
    Packed(Packing),
    /// A letter with what is attached to it.
    Mail,
    /// A page of the web with its pictures, in the form of a letter.
    WebPage,
}

const PACKINGS: [(&str, Packing); 4] =
    [("gz", Packing::Gzip), ("bz2", Packing::Bzip2), ("xz", Packing::Xz), ("zst", Packing::Zstd)];

const SHORT: [(&str, Packing); 6] = [
    ("tgz", Packing::Gzip),
    ("tbz", Packing::Bzip2),
    ("tbz2", Packing::Bzip2),
    ("txz", Packing::Xz),
    ("tzst", Packing::Zstd),
    ("taz", Packing::Gzip),
];

impl Packing {
    /// How the names of files packed so end, without the dot.
    pub fn extension(self) -> &'static str {
        PACKINGS.iter().find(|(_, packing)| *packing == self).map_or("", |(extension, _)| *extension)
    }
}

impl ArchiveKind {
    /// What a name says, in any case.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let (stem, extension) = name.rsplit_once('.')?;
        let found = |table: &[(&str, Packing)]| {
            table.iter().find(|(known, _)| *known == extension).map(|(_, packing)| *packing)
        };
        if let Some(packing) = found(&PACKINGS) {
            let is_tar = stem.rsplit_once('.').is_some_and(|(_, inner)| inner == "tar");
            return Some(if is_tar { Self::Tar(Some(packing)) } else { Self::Packed(packing) });
        }
        match extension {
            "zip" => Some(Self::Zip),
            "tar" => Some(Self::Tar(None)),
            "eml" => Some(Self::Mail),
            "mht" | "mhtml" => Some(Self::WebPage),
            _ => found(&SHORT).map(|packing| Self::Tar(Some(packing))),
        }
    }

    /// What the first bytes say. Whether packed bytes are an archive shows only in what they unpack to.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Self::Zip),
            [0x1F, 0x8B, 8, ..] => Some(Self::Packed(Packing::Gzip)),
            [b'B', b'Z', b'h', b'1'..=b'9', ..] => Some(Self::Packed(Packing::Bzip2)),
            [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Some(Self::Packed(Packing::Xz)),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Self::Packed(Packing::Zstd)),
            _ if bytes.get(257..262) == Some(b"ustar") => Some(Self::Tar(None)),
            _ => None,
        }
    }

    /// Whether it holds files, not one text.
    pub fn is_archive(self) -> bool {
        !matches!(self, Self::Packed(_))
    }

    /// Whether it is one text with what belongs to it.
    pub fn is_letter(self) -> bool {
        matches!(self, Self::Mail | Self::WebPage)
    }
}

/// The name of what a packed file holds: `1.txt` of `1.txt.gz`. Any other name is what it is.
pub fn unpacked_name(name: &str) -> &str {
    let is_packed = matches!(ArchiveKind::of_name(name), Some(ArchiveKind::Packed(_)));
    name.rsplit_once('.').filter(|(stem, _)| is_packed && !stem.is_empty()).map_or(name, |(stem, _)| stem)
}
