//! Every word the user sees, in Chinese and English. May be used from any layer; holds no logic.

/// Language of the user interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $zh:literal, $en:literal;)*) => {
        /// A word or sentence of the user interface.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Word { $(#[doc = $zh] $name,)* }

        impl Word {
            /// The word in `lang`.
            pub const fn text(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Word::$name, Lang::Zh) => $zh, (Word::$name, Lang::En) => $en,)*
                }
            }
        }
    };
}

words! {
    Name = "省览", "xinglan";
    Articles = "篇", "articles";
    Loading = "读取中", "loading";
    List = "列表", "List";
    Reader = "阅读", "Read";
    Provinces = "省份", "Provinces";
    Filter = "筛选", "Filter";
    FilterAll = "筛选全部", "Filter all";
    FindHere = "查找本文", "Find here";
    Narrow = "缩小", "Narrow";
    Palette = "命令", "Commands";
    Help = "帮助", "Help";
    Problems = "未读出的文件", "Unreadable files";
    Info = "本篇信息", "This article";
    About = "主题", "about";
    Mentions = "提及", "mentions";
    NoSubject = "没有主题省份", "about no province";
    Sections = "栏目", "Sections";
    Years = "年份", "Years";
    NoSection = "无栏目", "no section";
    NoYear = "无年份", "no year";
    Nowhere = "未提省份", "no province";
    Map = "省份地图", "Map";
    MapTooLarge = "窗口小于 40 列 18 行，放不下地图", "The map needs 40 columns and 18 rows";
    Tags = "更正省份", "Correct provinces";
    ByFolderName = "文件夹名", "folder names";
    Corrected = "更正", "corrected";
    TagAdded = "+ 加上", "+ added";
    TagRemoved = "- 去掉", "- taken away";
    NoCorrections = "这里不能更正省份", "Provinces cannot be corrected here";
    LightOn = "已标出省份所据的词：", "words that name provinces are lit: ";
    LightOff = "不再标出省份所据的词", "words that name provinces are no longer lit";
    NotKept = "更正没有存下来：", "The correction was not kept: ";
    Order = "排序", "Order";
    ByFolder = "原来的次序", "as in the folder";
    ByTitle = "按标题", "by title";
    ByDate = "按日期，新的在前", "by date, newest first";
    ByLength = "按篇幅，长的在前", "by length, longest first";
    ByHits = "按命中，多的在前", "by hits, most first";
    ByRelevance = "按相关程度", "by relevance";
    Reversed = "次序反过来", "reversed";
    ReversedSign = "（反）", " (reversed)";
    NotReversed = "次序不反", "not reversed";
    Merged = "合并同文", "same text merged";
    NotMerged = "不合并同文", "same text not merged";
    Same = "同文", "same";
    Grouped = "按省份分组", "grouped by province";
    Ungrouped = "不分组", "not grouped";
    SortedByCount = "按篇数排", "most articles first";
    SortedByStandard = "按标准次序排", "standard order";
    JoinAny = "任一", "any";
    JoinAll = "同时", "all";
    Chars = "字", "chars";
    Hits = "处", "hits";
    HitsHere = "本篇", "here";
    EmptyFolder = "这里没有可读的文章。", "There is no article to read here.";
    EmptyFolderHint = "按 ! 看未读出的文件，按 q 退出。", "! shows what could not be read, q quits.";
    NoHit = "没有符合的文章", "Nothing matches";
    EscRestores = "Esc 恢复", "Esc restores";
    NoText = "（只有标题，没有正文）", "(title only, no text)";
    EmptyFile = "（空文件）", "(empty file)";
    Picture = "图", "picture";
    EndOfArticle = "本文完", "End of article";
    SpaceForNext = "再按空格读下一篇", "Space again for the next one";
    NForNext = "再按 n：下一篇", "n again: next article";
    NForPrevious = "再按 N：上一篇", "N again: previous article";
    LastArticle = "已是最后一篇", "This is the last article";
    FirstArticle = "已是第一篇", "This is the first article";
    NoMoreHits = "没有更多命中", "No more hits";
    NoFilter = "还没有筛选词，按 / 输入", "No filter yet; / types one";
    NotFound = "本文没有", "Not in this article:";
    Cleared = "已清除筛选，再按 X 恢复", "Filter cleared; X brings it back";
    Restored = "已恢复筛选", "Filter restored";
    CapsLock = "大写锁定开着？", "Is Caps Lock on?";
    PressQ = "按 q 退出", "q quits";
    NoProblems = "所有文件都读出来了。", "Every file was read.";
    PasteCut = "粘贴的内容只取第一行", "Only the first line was pasted";
    ProvinceIsText = "也是省份", "is also a province";
    TabMakesProvince = "Tab 改用省份", "Tab takes the province";
    HintList = "空格 阅读  / 筛选  p 省份  ? 帮助", "Space read  / filter  p provinces  ? help";
    HintReader = "空格 下页  n 下一处  J 下篇  h 列表  ? 帮助", "Space page  n hit  J next  h list  ? help";
    HintProvinces = "空格 选  - 排除  回车 只看  a 全部  l 返回", "Space pick  - not  Enter only  a all  l back";
    HintMap = "↑↓←→移动  空格 选  - 排除  回车 只看  a 全部  q 关闭", "↑↓←→ move  Space pick  - not  Enter only  a all  q close";
    HintListNarrow = "↑↓ 空格读 /筛选 F2省份 F1帮助", "↑↓ Space read / filter ? help";
    HintReaderNarrow = "空格下页 n下处 J下篇 h列表", "Space n J h ? help";
    HintProvincesNarrow = "空格选 -排除 a全部 l返回", "Space - a l";
    HintTags = "空格 加上/去掉/恢复  / 搜  q 关闭", "Space add/take away/restore  / search  q close";
    HintMapNarrow = "↑↓←→ 空格选 -排除 a全部 q关闭", "arrows Space - a q";
    HintOverlay = "↑↓移动  / 搜  q 关闭", "↑↓ move  / search  q close";
    NoneOf = "无", "no ";
    UsedInstead = "，改用 ", ", but: ";
    HintPrompt = "回车 确定  Esc 恢复  ↑ 历史", "Enter keep  Esc restore  ↑ history";
    HintCandidates = "1-9 取词  Tab 下一个", "1-9 take one  Tab next";
    HintCompletion = "Tab 补全", "Tab completes";
    HelpLine = "在输入框里：", "In the input line:";
    OtherCharset = "这边的语言环境（LANG）不是 UTF-8；照样按 UTF-8 显示", "The locale (LANG) here is not UTF-8; text is sent as UTF-8 all the same";
    Sent = "已发送到终端", "sent to the terminal";
    NoClipboard = "这里不能送到剪贴板", "nothing is sent to the clipboard here";
    TooLong = "太长，没有送到剪贴板", "too long, not sent to the clipboard";
    AnyKey = "（按任意键返回）", "(any key returns)";
    LastFrame = "上一次画屏", "last frame";
    Bytes = "字节", "bytes";
    Milliseconds = "毫秒", "ms";
    AllFrames = "；共 ", "; all ";
    Frames = "次", "frames";
    HelpTop = "按键一览（输入法开着时：方向键、空格、回车、Tab、F1-F3 和全角标点都可用）", "Keys";
    MarksLegend = "列表里的记号：> 光标，= 与前面某篇同文，- 只有标题，# 省份经过更正", "Signs in the list: > cursor, = same text as an earlier one, - title only, # provinces corrected";
    Measure = "行宽", "measure";
    SpacingOn = "段间空一行", "blank line between paragraphs";
    SpacingOff = "段间不空行", "no blank line between paragraphs";
    Flush = "右边对齐", "flush right edge";
    Ragged = "右边不齐", "ragged right edge";
    GridOn = "汉字上下对齐", "grid on";
    GridOff = "汉字不上下对齐", "grid off";
    HangOn = "标点悬挂", "hanging punctuation on";
    HangOff = "标点不悬挂", "hanging punctuation off";
    SourceFile = "文件", "file";
    SourceSection = "栏目", "section";
    SourceDate = "日期", "date";
    SourceEncoding = "编码", "encoding";
    SourceKey = "编号", "key";
    SourceBad = "坏字节", "broken bytes";
    SourceRemoved = "清除的控制字符", "control characters removed";
    SourceSame = "同文", "same text as";
    LastCall = "很久没有按键，一分钟后断开", "No key for a long time: leaving in a minute";
    NoWalls = "这台机器的内核少了保护：", "The kernel of this machine cannot protect it with:";
    SnapshotDamaged = "快照损坏，改为读取原文件", "The snapshot is damaged; reading the files";
    SnapshotPartDamaged = "快照的索引有损坏，那一部分不用；文章不受影响", "A part of the snapshot's index is damaged and left out; the articles are whole";
    SnapshotOlder = "快照是别的版本或设置做的，改为读取原文件", "The snapshot is of another version or setting; reading the files";
    SnapshotUnreadable = "快照打不开，改为读取原文件", "The snapshot cannot be opened; reading the files";
    SnapshotNotKept = "快照没有存下来：", "No snapshot could be kept: ";
    NothingHere = "这里暂时没有可读的文章。", "There is nothing to read here at the moment.";
    BadTerminal = "终端类型（TERM）只能是 1 到 64 个字母、数字、点、横线、下划线。", "The terminal type (TERM) must be 1 to 64 letters, digits, dots, dashes or underscores.";
    OnlyTerminal = "这里只能在终端里读。请用：ssh -t", "This is only for reading in a terminal. Try: ssh -t";
    NoTerminal = "这里不是终端，打不开阅读界面。可以用：xinglan list、xinglan show、xinglan search", "This is no terminal for reading. Try: xinglan list, xinglan show, xinglan search";
    DumbTerminal = "终端类型 TERM=dumb 不能移动光标。可以用：xinglan show 文件 | less", "TERM=dumb cannot move the cursor. Try: xinglan show FILE | less";
}
