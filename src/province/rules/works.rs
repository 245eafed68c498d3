//! Titles in 《》: a place counts there only in a newspaper or a document.

/// Endings of newspapers and documents (`docs/provinces.md`), and of what is plainly one more of them.
const DOCUMENTS: [&str; 40] = [
    "条例",
    "规定",
    "办法",
    "方案",
    "规划",
    "通知",
    "意见",
    "决定",
    "公报",
    "细则",
    "纲要",
    "公告",
    "通告",
    "章程",
    "规则",
    "批复",
    "协议",
    "协定",
    "声明",
    "宣言",
    "白皮书",
    "清单",
    "标准",
    "规范",
    "决议",
    "法案",
    "备忘录",
    "条约",
    "草案",
    "法典",
    "计划",
    "报告",
    "安排",
    "解释",
    "复函",
    "纪要",
    "通报",
    "公约",
    "合同",
    "指南",
];

/// Laws end in 法, and other titles in these.
const NOT_LAWS: [&str; 14] = [
    "方法", "书法", "魔法", "做法", "说法", "兵法", "看法", "语法", "剑法", "想法", "用法", "写法", "唱法",
    "技法",
];

/// Papers end in 报, and other titles in these.
const NOT_PAPERS: [&str; 10] =
    ["海报", "情报", "捷报", "画报", "电报", "板报", "预报", "喜报", "谍报", "告报"];

/// The 《…》 of a paragraph: bytes between the signs, and whether places count there.
#[derive(Debug, Default)]
pub(crate) struct Works {
    spans: Vec<(usize, usize, bool)>,
}

impl Works {
    pub(crate) fn of(text: &str) -> Self {
        let mut spans = Vec::new();
        if memchr::memmem::find(text.as_bytes(), "《".as_bytes()).is_none() {
            return Self { spans };
        }
        let mut open: Option<usize> = None;
        for (at, c) in text.match_indices(['《', '》']) {
            if c == "《" {
                open = open.or(Some(at + c.len()));
            } else if let Some(start) = open.take() {
                spans.push((start, at, is_document(text.get(start..at).unwrap_or_default())));
            }
        }
        Self { spans }
    }

    /// Whether the byte at `at` stands in the title of a work that is not a document.
    pub(crate) fn hide(&self, at: usize) -> bool {
        self.spans.iter().any(|(start, end, document)| (*start..*end).contains(&at) && !document)
    }
}

fn is_document(title: &str) -> bool {
    let mut title = title.trim_end();
    while let Some(inner) = title.strip_suffix(['）', ')', '〉', '”', '】', '〕']) {
        let Some(open) = inner.rfind(['（', '(', '〈', '“', '【', '〔']) else { break };
        let Some(head) = inner.get(..open) else { break };
        title = head.trim_end();
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| title.ends_with(ending));
    let official =
        ["关于", "中华人民共和国", "最高人民法院", "国务院"].iter().any(|head| title.starts_with(head));
    let paper = title.ends_with('报') && !ends(&NOT_PAPERS);
    official || paper || ends(&DOCUMENTS) || (title.ends_with('法') && !ends(&NOT_LAWS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_and_papers_show_their_places() {
        for title in ["北京日报", "上海市生活垃圾管理条例（草案）", "海南自由贸易港法", "大湾区发展规划纲要"]
        {
            assert!(is_document(title), "{title}");
        }
        for title in ["四川好人", "成都", "苏州的书法", "北京法源寺"] {
            assert!(!is_document(title), "{title}");
        }
    }

    #[test]
    fn what_is_not_closed_hides_nothing() {
        let text = "《边城》与《湘西";
        let works = Works::of(text);
        assert!(works.hide(text.find('边').unwrap()) && !works.hide(text.find('湘').unwrap()));
    }
}
