//! What fonts of signs draw under codes that mean nothing by themselves: Wingdings and Symbol, as word processors use them.
//!
//! What must not go in: characters of other fonts.

/// The character that looks like the sign `code` of a font of signs; a box where that is not known.
pub fn drawn(code: u32) -> char {
    match code & 0xFF {
        _ if !(0xF000..=0xF0FF).contains(&code) => char::from_u32(code).filter(|c| *c > ' ').unwrap_or('□'),
        0x52 | 0xFE => '☑',
        0x53 | 0x54 | 0xFD => '☒',
        0xFC => '✓',
        0xFB => '✗',
        0xD8 => '➢',
        0x6C => '●',
        0x6E => '■',
        _ => '□',
    }
}
