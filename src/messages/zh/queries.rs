//! A query as it was understood, in Chinese: `辽宁 且（营商环境 或 投资环境）`.

use crate::messages::Echo;

pub(super) fn echo(echo: &Echo) -> String {
    match echo {
        Echo::Text(text) => text.clone(),
        Echo::Title(text) => format!("题:{text}"),
        Echo::Whole(text) => format!("词:{text}"),
        Echo::Near(words) => format!("{} 同段", words.join("~")),
        Echo::About(names) => format!("关于:{}", names.join("/")),
        Echo::Mentions(names) => format!("提及:{}", names.join("/")),
        Echo::NoProvince => "未提省份".to_owned(),
        Echo::Section(name) => format!("栏目:{name}"),
        Echo::Note(text) => format!("批注:{text}"),
        Echo::NoSection => "无栏目".to_owned(),
        Echo::Status(name) => format!("状态:{name}"),
        Echo::Tag(name) => said("标签", name.as_deref()),
        Echo::Date(date) => format!("日期:{date}"),
        Echo::Dates(Some(from), Some(to)) => format!("日期:{from} 至 {to}"),
        Echo::Dates(Some(from), None) => format!("日期:{from} 以后"),
        Echo::Dates(None, to) => format!("日期:{} 以前", to.as_deref().unwrap_or_default()),
        Echo::NoDate => "无日期".to_owned(),
        Echo::Author(name) => said("作者", name.as_deref()),
        Echo::Source(name) => said("来源", name.as_deref()),
        Echo::Not(inside) => format!("非 {}", self::echo(inside)),
        Echo::Any(terms) => terms.iter().map(self::echo).collect::<Vec<_>>().join(" 或 "),
        Echo::All(clauses) => all(clauses),
    }
}

fn said(field: &str, value: Option<&str>) -> String {
    value.map_or_else(|| format!("无{field}"), |value| format!("{field}:{value}"))
}

fn all(clauses: &[Echo]) -> String {
    let mut line = String::new();
    for clause in clauses {
        let grouped = matches!(clause, Echo::Any(_));
        if !line.is_empty() {
            line.push_str(if grouped { " 且" } else { " 且 " });
        }
        let text = echo(clause);
        line.extend(if grouped { ["（", &text, "）"] } else { ["", &text, ""] });
    }
    line
}
