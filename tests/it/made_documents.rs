//! The documents that are made from tables of the program, in both languages: keys, settings and commands. `XINGLAN_BLESS=1` writes
//! them anew.

use std::fmt::Write as _;
use std::path::Path;

use clap::Command;
use xinglan::app::action::{Context, LINE, TABLE};
use xinglan::app::settings::{SETTINGS, SettingKind};
use xinglan::messages::Lang;

const LANGS: [(Lang, &str); 2] = [(Lang::Zh, "zh"), (Lang::En, "en")];

/// The text in the language.
fn either<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    if lang == Lang::Zh { zh } else { en }
}

/// A row of a table in Markdown.
fn row(cells: &[&str]) -> String {
    let cells: Vec<String> =
        cells.iter().map(|cell| cell.replace('|', "\\|").replace('\n', " ").trim().to_owned()).collect();
    format!("| {} |\n", cells.join(" | "))
}

fn place(context: Context, lang: Lang) -> &'static str {
    let (zh, en) = match context {
        Context::List => ("列表", "list"),
        Context::Reader => ("正文", "text"),
        Context::Facets => ("筛选栏", "facets"),
        Context::Selection => ("选中时", "selection"),
        Context::Overlay => ("帮助和各种列表", "help and lists"),
        Context::Marks => ("标记一览", "list of marks"),
        Context::Uses => ("用例", "uses"),
        Context::Statistics => ("统计", "statistics"),
    };
    either(lang, zh, en)
}

fn keys(lang: Lang) -> String {
    let mut text = either(
        lang,
        "# 按键\n\n由按键表（`src/app/action.rs`）生成。`C-` 是 Ctrl，`S-` 是 Shift，`ZZ` 是接连按两次。最后一列的名字用在配置文件的 `[keys]` 里换键；在阅读界面里按 `?` 也看得到这张表。\n\n| 按键 | 在哪里 | 作用 | 名字 |\n|---|---|---|---|\n",
        "# Keys\n\nMade from the action table (`src/app/action.rs`). `C-` is Control, `S-` is Shift; `ZZ` is typed one after the other. The name is that of \
         `[keys]` in the config. In the reader `?` shows this table.\n\n| keys | where | what | name |\n|---|---|---|---|\n",
    )
    .to_owned();
    for action in TABLE.iter().filter(|row| !row.keys.is_empty()) {
        let keys: Vec<String> =
            action.keys.split(' ').map(|key| format!("`{}`", key.replace('_', ""))).collect();
        let places: Vec<&str> = action.contexts.iter().map(|context| place(*context, lang)).collect();
        let everywhere = either(lang, "到处", "everywhere").to_owned();
        let places = if places.len() == 8 { everywhere } else { places.join(either(lang, "、", ", ")) };
        text += &row(&[&keys.join(" "), &places, &action.text(lang), &format!("`{}`", action.action.name())]);
    }
    text += either(
        lang,
        "\n## 在输入行里\n\n| 按键 | 作用 |\n|---|---|\n",
        "\n## In the input line\n\n| keys | what |\n|---|---|\n",
    );
    for (keys, name) in LINE {
        let keys: Vec<String> = keys.split(' ').map(|key| format!("`{key}`")).collect();
        text += &row(&[&keys.join(" "), name.text(lang)]);
    }
    text
}

fn settings(lang: Lang) -> String {
    let mut text = either(
        lang,
        "# 设置\n\n在阅读界面里按 `.` 看到全部设置：空格和左右方向键改，改了就生效，也就写进配置文件；文件里的注释、次序和按键都不动。\n\n\
         配置文件是 `~/.config/xinglan/config.toml`（TOML）。`xinglan config` 说它在哪里、哪几行没有采用，`xinglan config --print-default` 印出一份写着全部设置和按键的文件。命令行上的选项在它之先。\n\n\
         | 名字 | 作用 | 可以是 | 何时生效 |\n|---|---|---|---|\n",
        "# Settings\n\n`.` in the reader shows every setting: Space and the arrows change it at once, and it is written into the config, whose comments, order and \
         keys stay.\n\nThe config is `~/.config/xinglan/config.toml`, in TOML. `xinglan config` names the file and the lines that are not followed, \
         `xinglan config --print-default` prints one with every setting and key. Flags go before it.\n\n\
         | name | what | can be | holds |\n|---|---|---|---|\n",
    )
    .to_owned();
    for setting in SETTINGS {
        let values: Vec<String> = setting.values.iter().map(|value| format!("`{value}`")).collect();
        let when = if setting.kind == SettingKind::Start {
            either(lang, "下次启动", "from the next start")
        } else {
            either(lang, "马上", "at once")
        };
        text += &row(&[&format!("`{}`", setting.name), setting.meaning.text(lang), &values.join(" "), when]);
    }
    text + either(
        lang,
        "\n数可以取表里没有的值。写不写都行的几项，不写就由程序决定：语言看语言环境，字宽问终端一次，线路快慢看是不是经 SSH、终端答得快不快。\n\n\
         ## 换键\n\n```toml\n[keys]             # 名字见[按键](keys.md)\nstar = \"x\"         # 只用 x\nhalf-down = \"d C-d\"  # 几个键用空格隔开\n```\n\n\
         和别的键冲突的、写错的，启动时会说是哪一行，别的行照用。\n\n\
         ## 文件在哪里\n\n| 文件 | 放什么 |\n|---|---|\n| `~/.config/xinglan/config.toml` | 设置和按键 |\n| `~/.config/xinglan/remotes.toml` | 搜索引擎的密码，见[推送](remote.md) |\n\
         | `~/.local/state/xinglan/state.db` | 读到哪里、加星、标签、批注、更正 |\n| `~/.cache/xinglan/` | 快照，随时可以用 `xinglan cache clear` 删去 |\n\n\
         `XDG_CONFIG_HOME`、`XDG_STATE_HOME`、`XDG_CACHE_HOME` 能把它们移到别处；`NO_COLOR` 不用颜色；`LC_ALL`、`LC_MESSAGES`、`LANG` 定界面语言。\n",
        "\nNumbers may have other values than those of the table. What is not set is decided by the program: the language by the locale, widths by asking the \
         terminal once, a slow line by SSH and by how long the terminal takes to answer.\n\n\
         ## Other keys\n\n```toml\n[keys]             # by the names of the table of keys\nstar = \"x\"         # x alone\nhalf-down = \"d C-d\"  # several, with blanks between\n```\n\n\
         The names are those of [the keys](keys.md). A line with a conflict or a fault is told at the start, and the others hold.\n\n\
         ## Files\n\n| file | what it has |\n|---|---|\n| `~/.config/xinglan/config.toml` | settings and keys |\n| `~/.config/xinglan/remotes.toml` | passwords of search engines, see [pushing](remote.md) |\n\
         | `~/.local/state/xinglan/state.db` | where you read, stars, tags, notes, corrections |\n| `~/.cache/xinglan/` | snapshots; `xinglan cache clear` removes them at any time |\n\n\
         `XDG_CONFIG_HOME`, `XDG_STATE_HOME` and `XDG_CACHE_HOME` move them; `NO_COLOR` leaves colours out; `LC_ALL`, `LC_MESSAGES` and `LANG` choose the language.\n",
    )
}

/// The arguments of a command that have a name.
fn arguments(command: &Command, lang: Lang, is_common: bool) -> String {
    let common = ["lang", "color", "quiet", "log", "help", "version"];
    let mut text = String::new();
    for arg in command.get_arguments() {
        let is_shared = common.contains(&arg.get_id().as_str());
        if is_shared != is_common {
            continue;
        }
        let value = arg.get_value_names().and_then(<[_]>::first).map(|name| format!("<{name}>"));
        let value = value.filter(|_| arg.get_action().takes_values()).unwrap_or_default();
        let names = [
            arg.get_short().map(|short| format!("-{short}")),
            arg.get_long().map(|long| format!("--{long}")),
        ];
        let names: Vec<String> = names.into_iter().flatten().collect();
        let name = if names.is_empty() { value } else { format!("{} {value}", names.join(", ")) };
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        text += &row(&[&format!("`{}`", name.trim()), &help]);
    }
    let head = row(&[either(lang, "写法", "written"), either(lang, "作用", "what it does")]) + "|---|---|\n";
    if text.is_empty() { text } else { head + &text + "\n" }
}

fn commands(lang: Lang) -> String {
    let program = xinglan::cli::command(lang);
    let mut text = either(
        lang,
        "# 命令\n\n由命令行的定义生成，和 `xinglan help 命令`、`man xinglan` 说的一样。选项写在命令前后都行；`--` 后面的一律当作词。\n\n\
         退出码：0 正常，1 没有符合的（或 `check` 发现丢字），2 用法不对，3 什么也没读出来或没写成，128 以上是被信号中断。\n\n\
         标准输出是终端时，列表有列名、按宽度排好；在管道里，各列用制表符隔开，路径是原样的字节。`--json` 的各项见 [JSON](json.md)。\n\n## xinglan\n\n",
        "# Commands\n\nMade from the definition of the command line, as `xinglan help COMMAND` and `man xinglan` are. Flags stand before and after \
         commands; behind `--` every word is what it is.\n\nExit codes: 0 fine, 1 nothing matched (or `check` found a loss), 2 bad usage, 3 nothing could be read or \
         written, more than 128 ended by a signal.\n\nOn a terminal lists have names of columns and fit its width; in a pipe columns have tabs between them, and paths \
         are their bytes as they are. What `--json` prints: [JSON](json.md).\n\n## xinglan\n\n",
    )
    .to_owned();
    text += &arguments(&program, lang, false);
    text += either(lang, "每个命令都有的：\n\n", "What every command takes:\n\n");
    text += &arguments(&program, lang, true);
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        write!(text, "## xinglan {}\n\n{about}\n\n", command.get_name()).unwrap();
        text += &arguments(command, lang, false);
        let examples = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
        let lines: Vec<&str> = examples.lines().skip(1).map(str::trim).collect();
        write!(text, "```sh\n{}\n```\n\n", lines.join("\n")).unwrap();
    }
    text.trim_end().to_owned() + "\n"
}

#[test]
fn the_documents_are_the_tables() {
    for (lang, folder) in LANGS {
        for (name, now) in [("keys", keys(lang)), ("settings", settings(lang)), ("commands", commands(lang))]
        {
            let path =
                Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(folder).join(format!("{name}.md"));
            if std::env::var_os("XINGLAN_BLESS").is_some() {
                std::fs::write(&path, &now).unwrap();
            }
            let stored = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(
                stored == now,
                "{} is stale: XINGLAN_BLESS=1 cargo test --test it made_documents writes it anew",
                path.display()
            );
        }
    }
}
