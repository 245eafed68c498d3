//! Sentences of the last row, in Chinese.

use super::faults::system;
use super::remote::remote;
use crate::messages::{
    ConfigFault, ConfigLine, ConfigLineFault, Lang, Message, OutsideMessage, SavedThing, StateFault,
    SystemFault,
};

pub(super) fn message(message: &Message) -> String {
    match message {
        Message::Word(word) => word.text(Lang::Zh).to_owned(),
        Message::Remote(fault) => remote(fault),
        Message::Fetched { articles, of } if *articles as u64 == *of => format!("看的是取来的 {articles} 篇"),
        Message::Fetched { articles, of } => format!("看的是先取来的 {articles} 篇，共有 {of} 篇"),
        Message::Picture(fault) => super::faults::picture(fault),
        Message::Several(messages) => messages.iter().map(self::message).collect::<Vec<_>>().join("；"),
        Message::Measure(cells) => format!("行宽 {cells} 字"),
        Message::NotHere(text) => format!("本文没有“{text}”"),
        Message::UsedInstead { typed, candidate } => format!("无“{typed}”，改用 {candidate}"),
        Message::Ambiguous { typed, provinces } => {
            format!("{typed} 可以是{}，都算在内", provinces.join("、"))
        }
        Message::DeadKey { key, elsewhere: Some((pane, name)) } => {
            let (pane, name) = (pane.text(Lang::Zh), name.text(Lang::Zh));
            format!("{key} 在这里没有用；在【{pane}】里：{name}")
        }
        Message::DeadKey { key, elsewhere: None } => format!("{key} 在这里没有用；? 或 F1 看能用的键"),
        Message::EndOfArticle(next) => format!("本文完，{}", next.text(Lang::Zh)),
        Message::MoreHits { forward, label } => {
            let label = label.as_ref().map(|label| format!("《{label}》")).unwrap_or_default();
            let next = if *forward { "再按 n：下一篇" } else { "再按 N：上一篇" };
            format!("本文完，{next}{label}")
        }
        Message::Resumed { title, new: 0, .. } => format!("接着上次：《{title}》  Backspace 从头看"),
        Message::Resumed { title, new, here } => {
            let here = if here == new { String::new() } else { format!("（本筛选 {here}）") };
            format!("接着上次：《{title}》 · 新到 {new}{here}  Tab 看新到  Backspace 从头看")
        }
        Message::Changes { new, changed, gone } => {
            let parts = [("新到", new), ("变", changed), ("去", gone)];
            let said = parts.iter().filter(|(_, count)| **count > 0);
            said.map(|(word, count)| format!("{word} {count}")).collect::<Vec<_>>().join("，")
        }
        Message::Outside(message) => outside(message),
        Message::NoPlace(code) => format!("没有编号 {code} 的地方"),
        Message::ManyPlaces(code) => format!("编号 {code} 可以是两篇文章，要多写几位"),
        Message::ComeBack { command: Some(command), code } => format!("回到这里：{command} {code}"),
        Message::ComeBack { command: None, code } => format!("回到这里：在 ssh 命令后面加上 {code}"),
        Message::Lit(count) => format!("已标出省份所据的词：{count}"),
        Message::FrameCost { bytes, took, frames, total } => {
            let millis = took.as_secs_f64() * 1000.0;
            format!("上一次画屏 {bytes} 字节 {millis:.1} 毫秒；共 {frames} 次 {total} 字节")
        }
        Message::State(StateFault::Damaged) => "记录坏了，已另存为 .bad，从头记起".to_owned(),
        Message::State(fault) => format!("这次不记录：{}", state(fault)),
        Message::NotKept(fault) => format!("没有存下来，只在这次有效：{}", state(fault)),
        Message::FoldersReread { articles: 0 } => "又看了一遍文件夹，读法没有变".to_owned(),
        Message::FoldersReread { articles } => format!("换了读法，重读了 {articles} 篇"),
        Message::SnapshotNotKept(fault) => format!("快照没有存下来：{}", super::faults::writing(*fault)),
        Message::SnapshotNotReplaced(name) => format!("{name} 不是快照，没有动它"),
        Message::OwnFile { name, fault } => super::faults::own_file(name, *fault),
        Message::NoWalls(names) => format!("这台机器的内核少了保护：{}", names.join("、")),
        Message::Query(fault) => fault.text(Lang::Zh),
        Message::Config(fault) => config(fault),
    }
}

fn outside(message: &OutsideMessage) -> String {
    match message {
        OutsideMessage::Saved { path, what, fetch } => {
            let what = match what {
                SavedThing::Articles(count) => format!("，{count} 篇"),
                SavedThing::Notes(count) => format!("，{count} 条"),
                SavedThing::Passage => String::new(),
            };
            let fetch = fetch.as_ref().map(|command| format!("  取回：{command}")).unwrap_or_default();
            format!("存好了：{path}{what}{fetch}")
        }
        OutsideMessage::NotSaved { path, fault: SystemFault::Exists } => {
            format!("已有这个文件，没有动它：{path}")
        }
        OutsideMessage::NotSaved { path, fault } => {
            format!("没有存成 {path}：{}", super::faults::writing(*fault))
        }
        OutsideMessage::NotTaken(fault) => format!("没有取出来：{}", system(*fault)),
        OutsideMessage::Ended(126 | 127) => "这个程序没有启动起来".to_owned(),
        OutsideMessage::Ended(code) => format!("程序结束，返回码 {code}"),
    }
}

fn state(fault: &StateFault) -> String {
    match fault {
        StateFault::Damaged => "记录坏了".to_owned(),
        StateFault::Off => "这里什么都不记".to_owned(),
        StateFault::Newer => "记录是更新的版本写的".to_owned(),
        StateFault::System(fault) => super::faults::writing(*fault),
    }
}

fn config(fault: &ConfigFault) -> String {
    let line = |line: &ConfigLine| {
        let why = match line.fault {
            ConfigLineFault::Syntax => "看不懂",
            ConfigLineFault::UnknownName => "没有这个设置",
            ConfigLineFault::BadValue => "值不能用",
            ConfigLineFault::UnknownAction => "没有这个动作",
            ConfigLineFault::BadKey => "没有这样的键",
            ConfigLineFault::KeyTaken => "这个键前面已给了别的动作",
        };
        format!("第 {} 行（{why}）{}", line.line, line.text)
    };
    match fault {
        ConfigFault::Lines(lines) => {
            format!("配置文件里没有采用的：{}", lines.iter().map(line).collect::<Vec<_>>().join("；"))
        }
        ConfigFault::NotUtf8 => "配置文件不是 UTF-8，没有采用".to_owned(),
        ConfigFault::Unreadable(reason) => format!("配置文件读不出来：{}", system(*reason)),
    }
}
