//! Maps keys to actions: key notation, the map built from the action table, and the characters that an input method sends
//! instead of keys.
//!
//! `update` implements the actions.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::action::{Action, ActionRow, Context, TABLE};
use super::key::{Code, Key};
use crate::text::folding::half_width;

/// The action of each key sequence, by context.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: HashMap<(Context, Vec<Key>), Action>,
    /// The keys that the user has given to actions, as in the table.
    changed: HashMap<Action, String>,
}

/// What the user asks for: these keys, separated by spaces, for this action, in place of those of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyChange {
    /// The action.
    pub action: Action,
    /// Its keys; none takes all of them away.
    pub keys: String,
}

/// The meaning of the keys pressed so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeymapResult {
    /// This action.
    Action(Action),
    /// A prefix of longer sequences.
    Prefix,
    /// Nothing.
    Nothing,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut map = Self { bindings: HashMap::new(), changed: HashMap::new() };
        for row in TABLE {
            for (context, sequence) in bindings_of(row, row.keys) {
                map.bindings.insert((context, sequence), row.action);
            }
        }
        map
    }
}

/// Every context and key sequence of a row with these keys.
fn bindings_of(row: &ActionRow, keys: &str) -> Vec<(Context, Vec<Key>)> {
    let sequences: Vec<Vec<Key>> = keys.split_whitespace().filter_map(parse_sequence).collect();
    let all = row.contexts.iter().flat_map(|context| sequences.iter().map(|keys| (*context, keys.clone())));
    all.collect()
}

/// Reads the keys of a sequence: `Z_Z`. None if one is not understood, or if no key can begin so: a digit begins a count.
pub fn parse_sequence(text: &str) -> Option<Vec<Key>> {
    let keys: Vec<Key> = text.split('_').map(parse_key).collect::<Option<_>>()?;
    let begins =
        |key: &&Key| !matches!(key.code, Code::Char(c) if !key.ctrl && (c.is_ascii_digit() || !c.is_ascii()));
    keys.first().filter(begins)?;
    Some(keys)
}

impl Keymap {
    /// The keys of the table.
    pub fn of_table() -> &'static Self {
        static MAP: LazyLock<Keymap> = LazyLock::new(Keymap::default);
        &MAP
    }

    /// The keys of the table with those of the user over them: what the user gives to one action is taken from another.
    /// Also returns which changes want a key that an earlier one has, or takes the beginning of its sequence.
    pub fn changed(changes: &[KeyChange]) -> (Self, Vec<usize>) {
        let mut map = Self::default();
        let mut conflicts = Vec::new();
        let mut given: Vec<(Context, Vec<Key>, Action)> = Vec::new();
        for change in changes {
            map.bindings.retain(|_, action| *action != change.action);
        }
        for (number, change) in changes.iter().enumerate() {
            map.changed.insert(change.action, change.keys.clone());
            for row in TABLE.iter().filter(|row| row.action == change.action) {
                for (context, keys) in bindings_of(row, &change.keys) {
                    let hides = |other: &[Key]| other.starts_with(&keys) || keys.starts_with(other);
                    if given
                        .iter()
                        .any(|(c, other, action)| *c == context && hides(other) && *action != change.action)
                    {
                        conflicts.push(number);
                        continue;
                    }
                    map.bindings.retain(|(c, other), _| *c != context || !hides(other));
                    map.bindings.insert((context, keys.clone()), change.action);
                    given.push((context, keys, change.action));
                }
            }
        }
        conflicts.dedup();
        (map, conflicts)
    }

    /// The keys of a row that work in `context`, as they are written in the table.
    pub fn keys_in(&self, row: &ActionRow, context: Context) -> String {
        let keys = self.changed.get(&row.action).map_or(row.keys, String::as_str);
        let works = |text: &&str| {
            let sequence = parse_sequence(text);
            sequence.is_some_and(|keys| self.bindings.get(&(context, keys)) == Some(&row.action))
        };
        keys.split_whitespace().filter(works).collect::<Vec<_>>().join(" ")
    }

    /// The meaning of `keys` in `context`.
    pub fn meaning(&self, context: Context, keys: &[Key]) -> KeymapResult {
        if let Some(action) = self.bindings.get(&(context, keys.to_vec())) {
            return KeymapResult::Action(*action);
        }
        let longer = |(c, sequence): &(Context, Vec<Key>)| {
            *c == context && sequence.len() > keys.len() && sequence.starts_with(keys)
        };
        if self.bindings.keys().any(longer) { KeymapResult::Prefix } else { KeymapResult::Nothing }
    }
}

/// Reads key notation: `j`, `C-d`, `S-Tab`, `F3`, `S-F3`, `PgDn`, `Space`.
pub fn parse_key(text: &str) -> Option<Key> {
    if let Some(rest) = text.strip_prefix("C-").filter(|r| !r.is_empty()) {
        return Some(Key { ctrl: true, ..parse_key(rest)? });
    }
    if let Some(rest) = text.strip_prefix("S-").filter(|r| !r.is_empty()) {
        let key = parse_key(rest)?;
        let is_tab = key.code == Code::Tab;
        return Some(if is_tab { Key::plain(Code::BackTab) } else { Key { shift: true, ..key } });
    }
    let code = match text {
        "Space" => Code::Char(' '),
        "Enter" => Code::Enter,
        "Tab" => Code::Tab,
        "Esc" => Code::Esc,
        "BS" => Code::Backspace,
        "Del" => Code::Delete,
        "Ins" => Code::Insert,
        "Up" => Code::Up,
        "Down" => Code::Down,
        "Left" => Code::Left,
        "Right" => Code::Right,
        "Home" => Code::Home,
        "End" => Code::End,
        "PgUp" => Code::PageUp,
        "PgDn" => Code::PageDown,
        _ => {
            let mut chars = text.chars();
            match (chars.next()?, chars.as_str()) {
                (c, "") => Code::Char(c),
                ('F', number) => Code::F(number.parse().ok()?),
                _ => return None,
            }
        }
    };
    Some(Key::plain(code))
}

/// The number of rows that a movement with this count covers.
pub fn steps(count: Option<usize>) -> isize {
    isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX)
}

/// The key behind a character from a Chinese input method, so that all keys work while it is switched on.
pub fn without_input_method(key: Key) -> Key {
    let Code::Char(c) = key.code else { return key };
    let ascii = match c {
        '　' => ' ',
        '。' => '.',
        '、' => '/',
        // fcitx5 sends a dot for `[`, and for `]` the two corner brackets in turn. The first of them is what Rime sends for
        // `[`: it stands for neither, so that no key acts as its opposite.
        '【' | '〔' | '·' => '[',
        '】' | '」' | '〕' => ']',
        '『' | '〖' => '{',
        '』' | '〗' => '}',
        '《' | '〈' => '<',
        '》' | '〉' => '>',
        '‘' | '’' => '\'',
        '×' => '*',
        '￥' => '$',
        other => half_width(other),
    };
    Key { code: Code::Char(ascii), ..key }
}

/// How a key is written: the inverse of [`parse_key`] for keys without Alt.
pub fn key_name(key: Key) -> String {
    let mut name = String::new();
    name.push_str(if key.alt { "A-" } else { "" });
    name.push_str(if key.ctrl { "C-" } else { "" });
    name.push_str(if key.shift { "S-" } else { "" });
    let plain = match key.code {
        Code::Char(' ') => "Space",
        Code::Char(c) => return name + c.encode_utf8(&mut [0; 4]),
        Code::F(number) => return format!("{name}F{number}"),
        Code::Enter => "Enter",
        Code::Tab => "Tab",
        Code::BackTab => "S-Tab",
        Code::Backspace => "BS",
        Code::Esc => "Esc",
        Code::Up => "Up",
        Code::Down => "Down",
        Code::Left => "Left",
        Code::Right => "Right",
        Code::Home => "Home",
        Code::End => "End",
        Code::PageUp => "PgUp",
        Code::PageDown => "PgDn",
        Code::Delete => "Del",
        Code::Insert => "Ins",
    };
    name + plain
}

/// The closing mark that input methods insert together with an opening one.
pub fn pair_end(c: char) -> Option<char> {
    let pairs = [
        ('（', '）'),
        ('《', '》'),
        ('〈', '〉'),
        ('【', '】'),
        ('『', '』'),
        ('〔', '〕'),
        ('〖', '〗'),
        ('｛', '｝'),
        ('［', '］'),
        ('‘', '’'),
        ('“', '”'),
    ];
    pairs.iter().find(|(open, _)| *open == c).map(|(_, close)| *close)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_is_understood() {
        for row in TABLE {
            for key in row.keys.split_whitespace().flat_map(|keys| keys.split('_')) {
                assert!(parse_key(key).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn a_key_is_written_as_it_is_read() {
        for text in
            "j C-d S-Tab F3 S-F3 PgDn PgUp Space Enter Tab Esc BS Del Ins Up Down Left Right Home End C-Left 字".split(' ')
        {
            assert_eq!(key_name(parse_key(text).unwrap()), text);
        }
        assert_eq!(key_name(Key { alt: true, ..Key::char('x') }), "A-x");
    }

    #[test]
    fn no_key_means_two_things_in_one_place() {
        let mut seen = HashMap::new();
        for row in TABLE {
            for keys in row.keys.split_whitespace() {
                for context in row.contexts {
                    let before = seen.insert((*context, keys), row.action);
                    assert!(before.is_none(), "{keys} in {context:?}: {before:?} and {:?}", row.action);
                }
            }
        }
    }

    #[test]
    fn input_method_punctuation_stands_for_keys() {
        for (typed, key) in
            [('／', '/'), ('？', '?'), ('：', ':'), ('、', '/'), ('《', '<'), ('　', ' '), ('ｊ', 'j')]
        {
            assert_eq!(without_input_method(Key::char(typed)), Key::char(key), "{typed}");
        }
    }

    /// Each line of a table: a key of the keyboard, and what the input method sends for it when it is pressed again and
    /// again.
    fn table(text: &str) -> Vec<(Key, Vec<char>)> {
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let line = |line: &str| {
            let (key, sent) = line.split_once('\t').unwrap();
            (parse_key(key).unwrap(), sent.chars().collect())
        };
        lines.map(line).collect()
    }

    #[test]
    fn what_an_input_method_sends_for_a_key_never_acts_as_another() {
        let (map, contexts) = (Keymap::default(), [Context::List, Context::Reader, Context::Facets]);
        for text in [
            include_str!("../../tests/data/input_methods/fcitx5.tsv"),
            include_str!("../../tests/data/input_methods/rime.tsv"),
        ] {
            for (key, sent) in table(text) {
                for (c, context) in sent.iter().flat_map(|c| contexts.map(|context| (*c, context))) {
                    let meaning = map.meaning(context, &[without_input_method(Key::char(c))]);
                    let right = map.meaning(context, &[key]);
                    assert!(
                        meaning == right || meaning == KeymapResult::Nothing,
                        "{c} for {key:?} in {context:?}"
                    );
                }
            }
        }
    }

    fn change(name: &str, keys: &str) -> KeyChange {
        KeyChange { action: Action::named(name).unwrap(), keys: keys.to_owned() }
    }

    #[test]
    fn a_key_of_the_user_is_taken_from_who_had_it() {
        let (map, conflicts) = Keymap::changed(&[change("next-article", "n C-n"), change("theme", "")]);
        assert!(conflicts.is_empty());
        let n = [Key::char('n')];
        assert_eq!(map.meaning(Context::Reader, &n), KeymapResult::Action(Action::NextArticle));
        assert_eq!(map.meaning(Context::Reader, &[Key::char('J')]), KeymapResult::Nothing);
        assert_eq!(map.meaning(Context::List, &[Key::char('T')]), KeymapResult::Nothing);
        let row = |action| TABLE.iter().find(|row| row.action == action).unwrap();
        assert_eq!(map.keys_in(row(Action::NextArticle), Context::List), "n C-n");
        assert_eq!(map.keys_in(row(Action::NextHit), Context::Reader), "; F3");
        assert_eq!(map.keys_in(row(Action::Theme), Context::Reader), "");
    }

    #[test]
    fn two_wishes_for_one_key_are_a_conflict_and_the_first_holds() {
        let wishes = [change("next-article", "x"), change("theme", "x_y t"), change("map", "P")];
        let (map, conflicts) = Keymap::changed(&wishes);
        assert_eq!(conflicts, [1]);
        assert_eq!(map.meaning(Context::List, &[Key::char('x')]), KeymapResult::Action(Action::NextArticle));
        assert_eq!(map.meaning(Context::List, &[Key::char('t')]), KeymapResult::Action(Action::Theme));
        assert_eq!(map.meaning(Context::List, &[Key::char('P')]), KeymapResult::Action(Action::Map));
    }

    #[test]
    fn a_beginning_hides_no_longer_sequence() {
        let (map, conflicts) = Keymap::changed(&[change("star", "Z"), change("help", "g_h")]);
        assert!(conflicts.is_empty());
        assert_eq!(map.meaning(Context::List, &[Key::char('Z')]), KeymapResult::Action(Action::Star));
        assert_eq!(map.meaning(Context::List, &[Key::char('g')]), KeymapResult::Prefix);
        assert!(
            parse_sequence("5").is_none()
                && parse_sequence("说").is_none()
                && parse_sequence("C-x_5").is_some()
        );
    }

    #[test]
    fn every_action_has_a_name_of_its_own() {
        for row in TABLE {
            assert_eq!(Action::named(&row.action.name()), Some(row.action), "{:?}", row.action);
        }
        assert_eq!(Action::NextArticle.name(), "next-article");
    }

    #[test]
    fn a_sequence_is_known_by_its_prefix() {
        let map = Keymap::default();
        let z = Key::char('Z');
        assert_eq!(map.meaning(Context::List, &[z]), KeymapResult::Prefix);
        assert_eq!(map.meaning(Context::List, &[z, z]), KeymapResult::Action(Action::Quit));
    }
}
