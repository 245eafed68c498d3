//! How each character is treated: kept, dropped, or decided by its neighbours.
//!
//! Tables of ranges only; the parent module decides.

/// Characters that are shown unchanged and never join the cluster before them.
pub(super) fn is_safe(c: char) -> bool {
    matches!(c,
        '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{2FF}' | '\u{370}'..='\u{377}' | '\u{391}'..='\u{3A1}'
        | '\u{3A3}'..='\u{481}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{20A0}'..='\u{20BF}'
        | '\u{2100}'..='\u{218B}' | '\u{2190}'..='\u{2426}' | '\u{2460}'..='\u{2B73}' | '\u{2E80}'..='\u{2E99}'
        | '\u{3000}'..='\u{3029}' | '\u{3030}'..='\u{303F}' | '\u{3041}'..='\u{3096}' | '\u{309B}'..='\u{30FF}'
        | '\u{3105}'..='\u{312F}' | '\u{3131}'..='\u{3163}' | '\u{3190}'..='\u{31E3}' | '\u{31F0}'..='\u{321E}'
        | '\u{3220}'..='\u{9FFF}' | '\u{F900}'..='\u{FA6D}' | '\u{FA70}'..='\u{FAD9}' | '\u{FE10}'..='\u{FE19}'
        | '\u{FE30}'..='\u{FE52}' | '\u{FE54}'..='\u{FE66}' | '\u{FF01}'..='\u{FF9D}' | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{1F3FA}' | '\u{1F400}'..='\u{1F64F}' | '\u{1F680}'..='\u{1F6D7}'
        | '\u{1F900}'..='\u{1F9FF}' | '\u{20000}'..='\u{2A6DF}' | '\u{2A700}'..='\u{2B739}'
        | '\u{2B740}'..='\u{2B81D}' | '\u{2B820}'..='\u{2CEA1}' | '\u{2CEB0}'..='\u{2EBE0}'
        | '\u{2EBF0}'..='\u{2EE5D}' | '\u{2F800}'..='\u{2FA1D}' | '\u{30000}'..='\u{3134A}' | '\u{31350}'..='\u{323AF}')
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Treatment {
    Tab,
    Space,
    Escape,
    Control,
    Bidi,
    Invisible,
    Joiner,
    Selector,
    Other,
}

pub(super) fn treatment(c: char) -> Treatment {
    match c {
        '\t' => Treatment::Tab,
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Treatment::Space,
        '\u{1B}' | '\u{90}' | '\u{98}' | '\u{9B}' | '\u{9D}' | '\u{9E}' | '\u{9F}' => Treatment::Escape,
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => Treatment::Control,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            Treatment::Bidi
        }
        '\u{200D}' => Treatment::Joiner,
        '\u{FE0E}' | '\u{FE0F}' => Treatment::Selector,
        c if is_ignorable(c) => Treatment::Invisible,
        c if c.is_whitespace() => Treatment::Space,
        _ => Treatment::Other,
    }
}

/// Format, filler, tag, variation, interlinear and non-characters (Unicode: `Cf`, `Default_Ignorable`,
/// `Noncharacter`), without those that [`treatment`] handles before. Private-use characters stay: old GBK files use them.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{600}'..='\u{605}' | '\u{6DD}' | '\u{70F}' | '\u{890}' | '\u{891}' | '\u{8E2}'
        | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200B}' | '\u{200C}'
        | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{3164}' | '\u{FDD0}'..='\u{FDEF}'
        | '\u{FE00}'..='\u{FE0D}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}'
        | '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
        || (c as u32 & 0xFFFE) == 0xFFFE
}

pub(super) fn is_emoji_modifier(c: char) -> bool {
    matches!(c, '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')
}

/// `Extended_Pictographic`, near enough: the blocks that hold emoji.
pub(super) fn is_pictographic(c: char) -> bool {
    matches!(c, '\u{A9}' | '\u{AE}' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2194}'..='\u{21AA}'
        | '\u{231A}'..='\u{23FF}' | '\u{24C2}' | '\u{25AA}'..='\u{25FE}' | '\u{2600}'..='\u{27BF}'
        | '\u{2934}' | '\u{2935}' | '\u{2B05}'..='\u{2B55}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}'
        | '\u{1F000}'..='\u{1F1E5}' | '\u{1F200}'..='\u{1F3FA}' | '\u{1F400}'..='\u{1FAFF}')
}

/// Whether a selector or a joiner may stand after `c` in clean text.
pub(super) fn may_be_marked(c: char) -> bool {
    takes_selector(c) || is_emoji_modifier(c)
}

pub(super) fn takes_selector(c: char) -> bool {
    is_pictographic(c) || matches!(c, '0'..='9' | '#' | '*')
}
