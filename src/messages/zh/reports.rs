//! The output of commands, in Chinese.

use super::faults::foreign;
use crate::messages::{LayoutFault, ProofFault, Remark, Report, SnapshotState, WorkUnit};

pub(super) fn report(report: &Report) -> String {
    match report {
        Report::Files(n) => format!(
            "{} 个文件：{} 篇文章，{} 篇重复，{} 篇只有标题，{} 个空文件，{} 处读不出来；略过 {} 个隐藏文件、{} 个非文本文件、{} 个不是文章的文件",
            n.files,
            n.articles,
            n.duplicates,
            n.title_only,
            n.empty,
            n.unreadable,
            n.hidden,
            n.not_text,
            n.no_articles
        ),
        Report::Characters { text, markup, references, marks, front_matter, controls, clipped, outside } => {
            format!(
                "正文 {text} 字；按规则去掉的字符：标记 {markup}，实体写法 {references}，列表和图片记号 {marks}，文首字段 {front_matter}（标题、作者、来源、标签、摘要见 =），控制和隐形字符 {controls}，过多的组合记号 {clipped}，多篇文件里文章以外的 {outside}"
            )
        }
        Report::NoSnapshot => "快照：没有".to_owned(),
        Report::Snapshot { path, bytes, state } => {
            format!("快照：{path}，{:.1} MB，{}", *bytes as f64 / 1e6, snapshot(*state))
        }
        Report::Proved { widths, lost } => format!("在 {widths} 种宽度下逐字核对：{lost} 篇有字丢失"),
        Report::Indexed { articles, bytes, seconds, rate } => {
            let (size, rate) = (*bytes as f64 / 1e6, rate / 1e6);
            format!("{articles} 篇，{size:.1} MB，{seconds:.1} 秒，每秒 {rate:.0} MB 正文")
        }
        Report::Pushed { .. } | Report::Compared { .. } => indexed(report),
        Report::Working { .. } | Report::Progress { .. } | Report::ReadingMany => progress(report),
        Report::CacheCleared { .. } | Report::CacheTotal { .. } | Report::CacheKept(_) => cache(report),
        Report::NotRead { path, others: 0, form } => format!("{path}: {}", foreign(*form)),
        Report::NotRead { path, others, form } => {
            format!("{path} 等 {} 个文件: {}", others + 1, foreign(*form))
        }
        Report::Exported { articles } => format!("{articles} 篇"),
        Report::StateExported { rows } => format!("{rows} 条"),
        Report::StateImported { taken, known } => format!("并入 {taken} 条，已有 {known} 条"),
    }
}

/// The same of an index elsewhere.
fn indexed(report: &Report) -> String {
    match report {
        Report::Pushed { articles, added, deleted, strays, unreadable, seconds, rate } => {
            let more = [
                (*deleted > 0).then(|| format!("，删去 {deleted} 篇")),
                (*strays > 0).then(|| format!("，索引里还有 {strays} 篇是文件夹里已经没有或改过的")),
                (*unreadable > 0).then(|| format!("，{unreadable} 处读不出来，没有删去什么")),
            ];
            let more: String = more.into_iter().flatten().collect();
            let rate = rate / 1e6;
            format!("{articles} 篇，新推送 {added} 篇{more}，{seconds:.1} 秒，每秒 {rate:.1} MB")
        }
        Report::Compared { articles, missing, changed, extra } => {
            format!("{articles} 篇：索引里缺 {missing} 篇，改过 {changed} 篇，只有索引里有 {extra} 篇")
        }
        _ => String::new(),
    }
}

/// How far work is.
fn progress(report: &Report) -> String {
    match report {
        Report::Working { count, unit: WorkUnit::Files } => format!("正在读 {count} 个文件"),
        Report::Working { count, unit: WorkUnit::Articles } => format!("正在写 {count} 篇"),
        Report::Progress { done, of, unit, rate, left } => {
            let of = of.map(|of| format!("/{of}")).unwrap_or_default();
            let unit = if *unit == WorkUnit::Files { "个文件" } else { "篇" };
            let left = left.map(|left| format!("  还要 {}:{:02}", left / 60, left % 60)).unwrap_or_default();
            format!("{done}{of} {unit}  每秒 {rate:.0}{left}")
        }
        Report::ReadingMany => {
            "没有快照，要读的文件很多；先用 xinglan index 做好快照，下次就不必等".to_owned()
        }
        _ => String::new(),
    }
}

/// What `cache` did.
fn cache(report: &Report) -> String {
    match report {
        Report::CacheTotal { snapshots, bytes } => {
            format!("共 {snapshots} 个快照，{:.1} MB", *bytes as f64 / 1e6)
        }
        Report::CacheCleared { snapshots, bytes } => {
            format!("删去 {snapshots} 个快照，{:.1} MB", *bytes as f64 / 1e6)
        }
        Report::CacheKept(path) => format!("{path}: 不是 xinglan 写的，没有动它"),
        _ => String::new(),
    }
}

pub(super) fn snapshot(state: SnapshotState) -> String {
    match state {
        SnapshotState::Fresh => "与文件一致".to_owned(),
        SnapshotState::Changed(files) => format!("{files} 个文件与它不同"),
        SnapshotState::Damaged => "已损坏；会重做".to_owned(),
        SnapshotState::Unclean(articles) => {
            format!("{articles} 篇有未经清理的字符，不是 xinglan 写的；阅读时以 ? 代替")
        }
        SnapshotState::Older => "是别的版本或设置做的；会重做".to_owned(),
        SnapshotState::Foreign => "不是快照；不会动它".to_owned(),
        SnapshotState::Unreadable => "打不开".to_owned(),
        SnapshotState::Gone => "原来的文件夹已经不在".to_owned(),
        SnapshotState::Unfinished => "还没写完".to_owned(),
    }
}

pub(super) fn remark(remark: &Remark) -> String {
    match remark {
        Remark::Duplicate => "重复".to_owned(),
        Remark::TitleOnly => "只有标题".to_owned(),
        Remark::Empty => "空文件".to_owned(),
        Remark::Encoding(name) => (*name).to_owned(),
        Remark::BadBytes(count) => format!("坏字节 {count}"),
        Remark::Removed(count) => format!("清除控制字符 {count}"),
        Remark::Clipped(count) => format!("截去过多的组合记号 {count}"),
        Remark::Lost(fault) => format!("丢字！{}", proof(fault)),
    }
}

pub(super) fn problem(remark: &Remark) -> String {
    match remark {
        Remark::BadBytes(count) => format!("{count} 处坏字节显示为 \u{FFFD}"),
        Remark::Removed(count) => format!("清除了 {count} 个控制或隐形字符"),
        Remark::TitleOnly => "只有标题，没有正文".to_owned(),
        other => self::remark(other),
    }
}

pub(super) fn proof(fault: &ProofFault) -> String {
    match fault {
        ProofFault::Layout { paragraph, width, fault } => {
            format!("第 {paragraph} 段，宽 {width}：{}", layout(*fault))
        }
        ProofFault::Changed => "再读时文件已变或已不在".to_owned(),
        ProofFault::Unsteady => "两次读出的内容不同".to_owned(),
        ProofFault::Differs { at, file, article } => {
            format!("第 {at} 字之后，文件里是“{file}”，文章里是“{article}”")
        }
    }
}

fn layout(fault: LayoutFault) -> String {
    match fault {
        LayoutFault::Gap(at) => format!("第 {at} 字节之后断开"),
        LayoutFault::Wide(cells) => format!("一行宽 {cells}"),
        LayoutFault::Short { at, of } => format!("止于第 {at} 字节，全长 {of}"),
    }
}
