//! Names of HTML elements, shared by the parser and the independent reading in `check`.
//!
//! What must not go in: parsing markup.

/// Whether `name` is an HTML element, in any case; includes obsolete ones that pages still use.
pub(crate) fn is_element(name: &str) -> bool {
    let mut lower = [0; 10];
    let Some(lower) = lower.get_mut(..name.len()) else { return false };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    let lower: &[u8] = lower;
    ELEMENTS.split(' ').any(|element| element.as_bytes() == lower)
}

/// Element names of the HTML standard (index of elements) and its obsolete features, up to ten letters; frequent
/// ones first.
const ELEMENTS: &str = "\
    div span p br a b i u strong em img font h1 h2 h3 h4 h5 h6 ul ol li table tbody thead tfoot tr td th \
    caption col colgroup center section article header footer main nav aside figure figcaption blockquote \
    pre code hr dl dt dd sub sup small big s strike del ins mark q cite abbr address time ruby rt rp wbr \
    html head body title meta link base script style noscript template iframe object param embed video audio \
    source track picture map area canvas svg form fieldset legend label input button select optgroup option \
    textarea output progress meter details summary dialog menu kbd samp var tt dfn bdi bdo data hgroup \
    search slot acronym applet marquee nobr frame frameset noframes dir";

/// Whether the element `name` (lower case) is a block, so that paragraphs start and end with it.
pub(crate) fn is_block(name: &str) -> bool {
    BLOCKS.split(' ').any(|block| block == name)
}

/// Elements that the rendering section of the HTML standard makes blocks, and those inside `select`.
const BLOCKS: &str = "\
    div p br h1 h2 h3 h4 h5 h6 ul ol li table tbody thead tfoot tr caption center section article header footer main \
    nav aside figure figcaption blockquote pre hr dl dt dd address details dialog dir fieldset form frameset head body \
    hgroup html legend menu noframes optgroup option search select summary textarea title";
