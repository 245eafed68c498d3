//! Character references, read a second time without the parser's tokenizer.
//!
//! What must not go in: the two thousand further names of HTML 5; a text that uses one of them is reported by the
//! check although nothing is lost.

/// Decodes the reference at the start of `text`, which begins with `&`. Gives the characters and the bytes used up. In
/// an `attribute` a name without a semicolon before a letter or `=` is part of an address.
pub(super) fn decode(text: &str, attribute: bool) -> Option<(String, usize)> {
    let rest = text.strip_prefix('&')?;
    if let Some(number) = rest.strip_prefix('#') {
        return numeric(number).map(|(c, used)| (c.to_string(), used + 2));
    }
    let word = rest.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let semicolon = rest.get(word.len()..)?.starts_with(';');
    if semicolon && let Some(c) = named(word) {
        return Some((c.to_string(), word.len() + 2));
    }
    // The oldest names work without a semicolon, also right before other letters.
    let next = rest.get(word.len()..)?.chars().next();
    let mut old = (2..=word.len()).rev().filter_map(|length| word.get(..length));
    let (c, used) = old.find_map(|name| Some((old_name(name)?, name.len())))?;
    let in_address = attribute && (used < word.len() || next == Some('='));
    (!in_address).then(|| (c.to_string(), used + 1))
}

fn numeric(text: &str) -> Option<(char, usize)> {
    let (digits, radix, prefix) = match text.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, 1),
        None => (text, 10, 0),
    };
    let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let digits = digits.get(..end).filter(|digits| !digits.is_empty())?;
    let semicolon = usize::from(text.get(prefix + end..)?.starts_with(';'));
    let value = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    let c = match value {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9F => {
            let byte = [value as u8];
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next()?
        }
        _ => char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    Some((c, prefix + end + semicolon))
}

fn named(name: &str) -> Option<char> {
    let mut pairs = NAMED.split_ascii_whitespace();
    let found = pairs.by_ref().position(|word| word == name);
    match found {
        Some(at) if at % 2 == 0 => char::from_u32(u32::from_str_radix(pairs.next()?, 16).ok()?),
        _ if name == "apos" => Some('\''),
        _ => old_name(name),
    }
}

/// Names that work without a semicolon: those of Latin-1 and the four of SGML.
fn old_name(name: &str) -> Option<char> {
    match name {
        "lt" | "LT" => return Some('<'),
        "gt" | "GT" => return Some('>'),
        "amp" | "AMP" => return Some('&'),
        "quot" | "QUOT" => return Some('"'),
        "COPY" => return Some('©'),
        "REG" => return Some('®'),
        _ => {}
    }
    let at = LATIN.split(' ').position(|other| other == name)?;
    char::from_u32(0xA0 + at as u32)
}

/// The names of U+00A0 to U+00FF, in order (HTML 4, `HTMLlat1`).
const LATIN: &str = "\
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
    sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc \
    Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve \
    Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute \
    acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde \
    ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// Further names of HTML 4 (`HTMLsymbol`, `HTMLspecial`) and their code points in hexadecimal.
const NAMED: &str = "\
    OElig 152 oelig 153 Scaron 160 scaron 161 Yuml 178 fnof 192 circ 2C6 tilde 2DC Alpha 391 Beta 392 \
    Gamma 393 Delta 394 Epsilon 395 Zeta 396 Eta 397 Theta 398 Iota 399 Kappa 39A Lambda 39B Mu 39C \
    Nu 39D Xi 39E Omicron 39F Pi 3A0 Rho 3A1 Sigma 3A3 Tau 3A4 Upsilon 3A5 Phi 3A6 Chi 3A7 Psi 3A8 \
    Omega 3A9 alpha 3B1 beta 3B2 gamma 3B3 delta 3B4 epsilon 3B5 zeta 3B6 eta 3B7 theta 3B8 iota 3B9 \
    kappa 3BA lambda 3BB mu 3BC nu 3BD xi 3BE omicron 3BF pi 3C0 rho 3C1 sigmaf 3C2 sigma 3C3 tau 3C4 \
    upsilon 3C5 phi 3C6 chi 3C7 psi 3C8 omega 3C9 thetasym 3D1 upsih 3D2 piv 3D6 ensp 2002 emsp 2003 \
    thinsp 2009 zwnj 200C zwj 200D lrm 200E rlm 200F ndash 2013 mdash 2014 lsquo 2018 rsquo 2019 \
    sbquo 201A ldquo 201C rdquo 201D bdquo 201E dagger 2020 Dagger 2021 bull 2022 hellip 2026 \
    permil 2030 prime 2032 Prime 2033 lsaquo 2039 rsaquo 203A oline 203E frasl 2044 euro 20AC image 2111 \
    weierp 2118 real 211C trade 2122 alefsym 2135 larr 2190 uarr 2191 rarr 2192 darr 2193 harr 2194 \
    crarr 21B5 lArr 21D0 uArr 21D1 rArr 21D2 dArr 21D3 hArr 21D4 forall 2200 part 2202 exist 2203 \
    empty 2205 nabla 2207 isin 2208 notin 2209 ni 220B prod 220F sum 2211 minus 2212 lowast 2217 \
    radic 221A prop 221D infin 221E ang 2220 and 2227 or 2228 cap 2229 cup 222A int 222B there4 2234 \
    sim 223C cong 2245 asymp 2248 ne 2260 equiv 2261 le 2264 ge 2265 sub 2282 sup 2283 nsub 2284 \
    sube 2286 supe 2287 oplus 2295 otimes 2297 perp 22A5 sdot 22C5 lceil 2308 rceil 2309 lfloor 230A \
    rfloor 230B lang 27E8 rang 27E9 loz 25CA spades 2660 clubs 2663 hearts 2665 diams 2666";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_as_browsers_do() {
        let cases = [
            ("&nbsp;x", "\u{A0}", 6),
            ("&hellip;", "…", 8),
            ("&ldquo;", "“", 7),
            ("&#20013;", "中", 8),
            ("&#x4e2d ", "中", 7),
            ("&#150;", "–", 6),
            ("&#0;", "\u{FFFD}", 4),
            ("&#xD800;", "\u{FFFD}", 8),
            ("&#99999999999;", "\u{FFFD}", 14),
            ("&copy甲", "©", 5),
            ("&notx", "¬", 4),
            ("&yuml;", "ÿ", 6),
        ];
        for (text, expected, used) in cases {
            assert_eq!(decode(text, false), Some((expected.to_owned(), used)), "{text}");
        }
        for text in ["&", "& ", "&甲;", "&unknown;", "&#;", "&#x;", "&hellip"] {
            assert_eq!(decode(text, false), None, "{text}");
        }
        assert_eq!(decode("&copy=2", true), None);
        assert_eq!(decode("&copy;=2", true), Some(("©".to_owned(), 6)));
    }
}
