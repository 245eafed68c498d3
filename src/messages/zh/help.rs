//! What `--help` says, in Chinese, and so which texts there are.

use crate::messages::texts::texts;

texts! {
    /// The text of `--help` for a command, an argument, or a heading.
    pub enum HelpText;
    help:
    Program = "省览：在终端里读成文件夹的中文文章";
    ListCommand = "每篇一行";
    ShowCommand = "排好版的文章";
    SearchCommand = "符合的文章，连同符合的文字";
    CheckCommand = "读了什么，什么没有读、为什么；一个字不丢的证明";
    IndexCommand = "做好快照，阅读时不必再读原文件";
    HelpCommand = "某个命令的用法";
    Usage = "用法";
    Commands = "命令";
    Arguments = "参数";
    Options = "选项";
    Default = "默认";
    Allowed = "可以是";
    ReadPaths = "要读的文件夹、文件或 .jsonl；不写则打开上次读的，没有读过就打开自带的样例";
    Sample = "打开内置的样例";
    Lang = "界面语言";
    CellsAsked = "“ ” — … 这类字符占几格；不写就问终端";
    Measure = "行宽的上限，按汉字计";
    Restricted = "给没有账号的读者（见 docs/ssh.md）：只打开指定的路径，不写也不记任何东西，不启动任何程序";
    Idle = "这么多分钟没有按键就退出；不写则从不退出，有 --restricted 时为 30";
    ReadSnapshot = "打开这个快照；库大时，没有或不能用就做一个";
    NoCache = "不打开快照，也不做";
    Slow = "线路慢：少画几帧，多等按键；经 SSH 时本来如此";
    Ascii = "线条和省略用 ASCII 字符画";
    Render = "safe：各家终端画法不同的字符之后，重新定位光标";
    Encoding = "所有文件都按这个编码读：utf-8、gb18030、big5、utf-16le、utf-16be";
    Help = "显示用法";
    Version = "显示版本";
    Paths = "文件夹、文件或 .jsonl";
    Filter = "只要符合这个筛选的";
    Province = "只要关于这个省份的";
    Mentions = "只要提及这个省份的";
    LineJson = "每行一个 JSON 对象";
    By = "不列文章，列出各项的篇数";
    NoCorrections = "省份按识别的结果，不管阅读时的更正";
    ShowPaths = "文件，或者和 --id 一起用的文件夹、.jsonl";
    Id = "只要编号为此的一篇（编号见 list）";
    Width = "一行的格数";
    Cells = "“ ” — … 这类字符占几格";
    Flush = "右边对齐";
    Grid = "汉字上下对齐";
    Hang = "标点可以伸出右边";
    Query = "要找什么，写法同阅读时的筛选";
    ArticleJson = "每篇一个 JSON 对象";
    PathsOnly = "只列每篇的路径";
    Null = "只列每篇的路径：原样的字节，每个以 NUL 结尾";
    SearchSnapshot = "用这个快照查（见 index）；之后有变化的文件重新读";
    AllWidths = "20 到 200 的每一种宽度";
    CheckJson = "每行一个 JSON 对象，先是各篇，最后是总数";
    Output = "写到这个文件；写成“路径/.xinglan.snapshot”，则凡是读这个路径的人都用它；不写则只有自己用";
    PathValue = "路径";
    FileValue = "文件";
    NameValue = "名称";
    NumberValue = "数";
    IdValue = "编号";
    QueryValue = "筛选";
    MinutesValue = "分钟";
    HowValue = "方式";
    LangValue = "语言";
    WhatValue = "项目";
    CommandValue = "命令";
    OptionsValue = "选项";
}
