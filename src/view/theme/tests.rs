use super::inks::{Ink, Inks};
use super::*;
use crate::province::PROVINCES;

#[test]
fn shades_differ_where_colours_allow_it_and_none_is_coloured_without() {
    for palette in [Palette::Mono, Palette::Sixteen, Palette::Rich] {
        let theme = Theme::new(palette);
        let shades: Vec<Style> = (0..=4).map(|level| theme.shade(level)).collect();
        assert_ne!(shades[0], shades[4], "{palette:?}");
        let coloured = shades.iter().any(|style| style.fg.is_some() || style.bg.is_some());
        assert_eq!(coloured, palette != Palette::Mono, "{palette:?}");
    }
    let rich = Theme::new(Palette::Rich);
    assert!((0..4).all(|level| rich.shade(level) != rich.shade(level + 1)));
}

/// Relative luminance of WCAG 2.1.
fn luminance(rgb: [u8; 3]) -> f64 {
    let channel = |value: u8| {
        let share = f64::from(value) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(rgb[0]) + 0.7152 * channel(rgb[1]) + 0.0722 * channel(rgb[2])
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// The colour as shown with 24 bits, and with 256 colours.
fn shown(ink: Ink) -> [[u8; 3]; 2] {
    [ink.rgb, inks::entry(ink.index)]
}

/// Every pair of a colour and a ground on which it is drawn.
fn pairs(inks: &Inks) -> Vec<(Ink, Ink)> {
    let fronts =
        [inks.text, inks.muted, inks.accent, inks.notice, inks.heading, inks.quote, inks.code, inks.name];
    let fronts: Vec<Ink> = fronts.into_iter().chain(inks.terms).chain(inks.regions).collect();
    let on = |ground: Ink| fronts.iter().map(move |front| (*front, ground));
    let reversed = [(inks.ground, inks.accent), (inks.ground, inks.notice)];
    on(inks.ground).chain(on(inks.bar)).chain(reversed).collect()
}

#[test]
fn every_colour_can_be_read_on_every_ground_it_stands_on() {
    for (name, word) in ThemeName::ALL {
        let Some(inks) = inks::of(name) else { continue };
        let least = if name == ThemeName::Contrast { 7.0 } else { 4.5 };
        for (front, ground) in pairs(inks) {
            for (front, ground) in shown(front).into_iter().zip(shown(ground)) {
                let ratio = contrast(front, ground);
                assert!(ratio >= least, "{word}: {front:?} on {ground:?} is {ratio:.2}:1");
            }
        }
    }
}

#[test]
fn the_bar_differs_from_the_ground_and_terms_from_each_other() {
    for (name, word) in ThemeName::ALL {
        for palette in [Palette::Mono, Palette::Sixteen, Palette::Rich, Palette::True] {
            let theme = Theme::new(palette).named(name);
            assert_ne!(
                theme.of(StyleRole::Text).patch(theme.of(StyleRole::Bar)),
                theme.of(StyleRole::Text),
                "{word}"
            );
            let terms: Vec<Style> = (0..6).map(|number| theme.term(number)).collect();
            for (at, term) in terms.iter().enumerate() {
                assert!(!terms.iter().take(at).any(|before| before == term), "{word} {palette:?} {at}");
                assert!(term.add_modifier.contains(Modifier::UNDERLINED), "not by colour alone");
            }
        }
    }
}

#[test]
fn without_colours_no_style_has_one() {
    for (name, word) in ThemeName::ALL {
        let theme = Theme::new(Palette::Mono).named(name);
        let roles = [
            StyleRole::Text,
            StyleRole::Title,
            StyleRole::Dim,
            StyleRole::Focus,
            StyleRole::Hits,
            StyleRole::Name,
            StyleRole::Code,
        ];
        let styles =
            roles.map(|role| theme.of(role)).into_iter().chain([theme.term(3), theme.division("LN")]);
        for style in styles {
            assert!(style.fg.is_none() && style.bg.is_none(), "{word}: {style:?}");
        }
    }
}

#[test]
fn every_division_lies_in_one_part_of_the_country() {
    for province in PROVINCES {
        let regions = REGIONS.iter().filter(|codes| codes.contains(&province.iso)).count();
        assert_eq!(regions, 1, "{}", province.english);
    }
}
