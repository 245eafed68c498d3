//! What went wrong, in Chinese: files, queries, command lines.

use crate::messages::reason::PACKED;
use crate::messages::{
    ArchiveFault, Failure, FolderFact, ForeignForm, Lang, PictureFault, QueryFault, Reason, RegexFault,
    SystemFault, UsageFault,
};

/// What the system says.
pub(super) fn system(fault: SystemFault) -> String {
    let text = match fault {
        SystemFault::NotFound => "没有这个文件或文件夹",
        SystemFault::Denied => "没有权限",
        SystemFault::ReadOnly => "文件系统是只读的",
        SystemFault::Full => "没有空间了",
        SystemFault::TooLarge => "文件太大",
        SystemFault::IsFolder => "这是文件夹",
        SystemFault::NotFolder => "路径中间有一段不是文件夹",
        SystemFault::NotRegular => "不是普通文件",
        SystemFault::NotOwned => "属于别的用户",
        SystemFault::Busy => "正被占用",
        SystemFault::TooManyOpen => "打开的文件太多",
        SystemFault::NoMemory => "内存不够",
        SystemFault::Loop => "链接绕成了圈",
        SystemFault::BadName => "名字太长或不合规矩",
        SystemFault::Device => "设备读写出错",
        SystemFault::Exists => "已经有这个名字，没有动它",
        SystemFault::Remote => "文件服务器没有回应",
        SystemFault::Other(None) => "原因不明",
        SystemFault::Other(Some(number)) => return format!("系统错误 {number}"),
    };
    text.to_owned()
}

/// The same of something that was to be written.
pub(super) fn writing(fault: SystemFault) -> String {
    match fault {
        SystemFault::Denied | SystemFault::ReadOnly => "没有写入的权限".to_owned(),
        SystemFault::TooLarge => "没有空间了".to_owned(),
        other => system(other),
    }
}

pub(super) fn reason(reason: &Reason) -> String {
    match reason {
        Reason::System(SystemFault::NotFound) => system(SystemFault::NotFound),
        Reason::System(SystemFault::Denied) => "没有读取的权限".to_owned(),
        Reason::System(fault) => format!("无法读取：{}", system(*fault)),
        Reason::TooLarge(mebibytes) => format!("超过 {mebibytes} MiB 的上限，没有读入"),
        Reason::Format(name) if PACKED.contains(&name.as_str()) => {
            format!("不是文本，是 {name} 文件；名字里写明扩展名就能读")
        }
        Reason::Format(name) => format!("不是文本，是 {name} 文件"),
        Reason::Damaged => "文档坏了，打不开".to_owned(),
        Reason::Encrypted => "加了密，打不开".to_owned(),
        Reason::NoWords => "里面没有文字，只有图片".to_owned(),
        Reason::NoCharacters => "字体里没有文字的对照，读不出字来；可试 pdftotext 或文字识别".to_owned(),
        Reason::Nul => "不是文本：有空字符".to_owned(),
        Reason::Controls => "不是文本：满是控制字符".to_owned(),
        Reason::Utf32 => "是 UTF-32，读不了".to_owned(),
        Reason::NoJson(column) => format!("不是一篇 JSON 文章：第 {column} 列起写得不对"),
        Reason::CutJson => "不是一篇 JSON 文章：没有写完".to_owned(),
        Reason::WrongJson(column) => format!("不是一篇 JSON 文章：第 {column} 列之前的值类型不对"),
        Reason::NoText => "不是一篇 JSON 文章：没有正文字段".to_owned(),
        Reason::NoRecords => "数据，里面没有文章".to_owned(),
        Reason::WrongMark(mark, text) => {
            format!("开头的标记说是 {mark}，正文其实是 {text}，已按 {text} 读入")
        }
        Reason::TwoEncodings(most, other) => format!("一个文件里有两种编码：{most} 和 {other}，已分别读入"),
        Reason::Mojibake { written, read_as } => {
            format!("存的是乱码：像是 {written} 被当作 {read_as} 读过，按 E 看原文")
        }
        Reason::Illegible => "读不成文字：编码也许没有认对，按 E 换一种".to_owned(),
        Reason::Passed(why) => format!("略过：{}", self::reason(why)),
        Reason::Hidden => "隐藏文件".to_owned(),
        Reason::NameOfNoText => "从文件名看不是文本".to_owned(),
        Reason::Outside => "链接指到文件夹外面，或绕成一圈".to_owned(),
        Reason::Special => "不是普通文件".to_owned(),
        Reason::Code => "程序代码或样式表".to_owned(),
        Reason::Settings => "给程序看的：设置、版本清单、站点地图之类".to_owned(),
        Reason::Template => "网页模板".to_owned(),
        Reason::Archive(fault) => archive(*fault),
        Reason::Foreign(form) => foreign(*form).to_owned(),
        Reason::Folder(facts) if facts.is_empty() => "这个文件夹：没有特别的地方".to_owned(),
        Reason::Folder(facts) => {
            format!("这个文件夹：{}", facts.iter().map(fact).collect::<Vec<_>>().join("；"))
        }
    }
}

fn fact(fact: &FolderFact) -> String {
    match fact {
        FolderFact::NamesAreTitles => "文件名作标题".to_owned(),
        FolderFact::NumbersAreOrdinals => "标题前的数字是序号".to_owned(),
        FolderFact::HeadingsSplit(level) => format!("每个 {level} 级标题起一篇"),
        FolderFact::DateInName => "日期看文件名".to_owned(),
        FolderFact::Encoding(name) => format!("按 {name} 读"),
        FolderFact::Said => "按你说的读".to_owned(),
        FolderFact::Boilerplate(line) => format!("“{line}”多篇都有，不作标题"),
    }
}

pub(super) fn query(fault: &QueryFault) -> String {
    match fault {
        QueryFault::NoProvince(name) => format!("没有叫“{name}”的省份"),
        QueryFault::Regex { pattern, fault, place } => {
            let what = match fault {
                RegexFault::Incomplete => "写得不完整",
                RegexFault::LookAround => "用了环视 (?=…) (?!…) (?<…)，不支持",
                RegexFault::BackReference => "用了反向引用，不支持",
            };
            format!("正则表达式 /{pattern}/ 第 {place} 个字起{what}")
        }
        QueryFault::LargeRegex(pattern) => format!("正则表达式 /{pattern}/ 太大"),
        QueryFault::NoStatus(name) => {
            format!("没有“{name}”这个状态，有 新 未读 在读 已读 加星 有批注")
        }
        QueryFault::NoDate(text) => {
            format!("“{text}”不是日期，写作 2019、2019-10、2018..2020、近7天 或 本月")
        }
    }
}

pub(super) fn failure(failure: &Failure) -> String {
    match failure {
        Failure::Word(word) => word.text(Lang::Zh).to_owned(),
        Failure::Usage { fault, .. } => usage(fault),
        Failure::Query(fault) => query(fault),
        Failure::NoSuchPath(path) => format!("没有 {path}"),
        Failure::TooManyPaths(most) => format!("路径最多 {most} 个"),
        Failure::StreamTooLong(mebibytes) => format!("标准输入超过 {mebibytes} MiB"),
        Failure::NoSnapshot(path) => format!("{path} 不是这些文章的完好快照"),
        Failure::SnapshotNotMade(SystemFault::Busy) => "另一个进程正在做这个快照".to_owned(),
        Failure::SnapshotNotMade(fault) => format!("快照没有做成：{}", writing(*fault)),
        Failure::NotReplaced(path) => format!("{path} 不是快照，没有动它；请换一个文件名"),
        Failure::OwnFile { name, fault } => own_file(name, *fault),
        Failure::NotWritten { path, fault } => format!("没有写成 {path}：{}", writing(*fault)),
        Failure::NoState { path, line } => {
            format!("{path} 第 {line} 行不是 state export 写的，什么都没有并入")
        }
        Failure::NoSuchId(id) => format!("没有编号是“{id}”的文章"),
        Failure::Killed(signal) => format!("阅读被信号 {signal} 中断，终端已经复原"),
        Failure::Lost(articles) => format!("{articles} 篇有字丢失"),
        Failure::NotTaken(articles) => format!("对方没有收下 {articles} 篇"),
        Failure::Differs(articles) => format!("{articles} 篇与索引不同"),
        Failure::Remote(fault) => fault.text(Lang::Zh),
        Failure::System(fault) => writing(*fault),
    }
}

/// What is said of a file of the program that cannot be used.
pub(super) fn own_file(name: &str, fault: SystemFault) -> String {
    format!("{name} 没有读：{}", system(fault))
}

fn usage(fault: &UsageFault) -> String {
    match fault {
        UsageFault::Value { argument, value, allowed } if allowed.is_empty() => {
            format!("{argument} 不能是“{value}”")
        }
        UsageFault::Value { argument, value, allowed } => {
            format!("{argument} 不能是“{value}”，可以是 {}", allowed.join("、"))
        }
        UsageFault::NoValue(argument) => format!("{argument} 后面少了值"),
        UsageFault::TooManyValues { argument, value } => format!("{argument} 用不着“{value}”"),
        UsageFault::Unknown { argument, meant } => {
            format!("没有“{argument}”这个参数，是不是 {meant}？")
        }
        UsageFault::Elsewhere { argument, commands } if commands.is_empty() => {
            format!("没有“{argument}”这个参数；以 - 开头的词写在 -- 后面")
        }
        UsageFault::Elsewhere { argument, commands } => {
            format!("这里不能用 {argument}，能用它的是 {}", commands.join("、"))
        }
        UsageFault::NoCommand { name, meant: None } => format!("没有“{name}”这个命令"),
        UsageFault::NoCommand { name, meant: Some(meant) } => {
            format!("没有“{name}”这个路径或命令，是不是 {meant}？")
        }
        UsageFault::CommandFirst(name) => format!("命令要写在最前面：xinglan {name} ……"),
        UsageFault::Conflict(one, other) => format!("{one} 不能和 {other} 一起用"),
        UsageFault::Twice(argument) => format!("{argument} 只能写一次"),
        UsageFault::Missing(arguments) => format!("还少 {}", arguments.join("、")),
        UsageFault::NotUnicode => "参数里有不成字符的字节".to_owned(),
        UsageFault::Other => "命令行看不懂".to_owned(),
    }
}

/// What is wrong with an archive.
fn archive(fault: ArchiveFault) -> String {
    match fault {
        ArchiveFault::Damaged => "压缩包不完整或已损坏，坏处之前的已读入".to_owned(),
        ArchiveFault::Encrypted(files) => format!("里面有 {files} 个文件加了密，没有读入；解开后再读"),
        ArchiveFault::Bomb => "展开后大得离谱，像是压缩炸弹，没有再读下去".to_owned(),
        ArchiveFault::TooMany(most) => format!("里面的文件多于 {most} 个，其余没有读入；解开后可以全读"),
        ArchiveFault::TooMuch(mebibytes) => {
            format!("展开后超过 {mebibytes} MiB，其余没有读入；解开后可以全读")
        }
        ArchiveFault::Nested(inner) => format!("压缩包套了不止一层，里层的 {inner} 个没有打开"),
        ArchiveFault::InnerTooLarge(mebibytes) => {
            format!("是套在压缩包里的压缩包，超过 {mebibytes} MiB，没有打开")
        }
        ArchiveFault::Method(number) => format!("用的压缩方法（{number} 号）读不了；可先用 7z x 解开"),
        ArchiveFault::Memory => "解压需要的内存过多，没有读入；可先解开".to_owned(),
    }
}

/// Why a form is not read, and what reads it.
pub(super) fn foreign(form: ForeignForm) -> &'static str {
    match form {
        ForeignForm::SevenZip => "7z 压缩包，读不了；可先用 7z x 解开",
        ForeignForm::Rar => "RAR 压缩包，读不了；可先用 unrar x 或 7z x 解开",
        ForeignForm::OldArchive => "这种压缩包读不了；可先用 7z x 解开",
        ForeignForm::Warc => "WARC 网页存档，读不了；先用 warcio 之类的工具取出网页",
        ForeignForm::Word => "旧版 Word 文档，读不了；可用 LibreOffice 另存为 docx",
        ForeignForm::Wps => "WPS 文档，读不了；可用 WPS 另存为 docx",
        ForeignForm::Sheet => "电子表格，读不了；可另存为 csv",
        ForeignForm::Slides => "幻灯片，读不了；可另存为文本",
        ForeignForm::Chm => "CHM 帮助文件，读不了；可先用 7z x 解出网页",
        ForeignForm::Kindle => "Kindle 电子书，读不了；可用 Calibre 转成 epub",
        ForeignForm::Caj => "CAJ 文献，读不了；可用 CAJViewer 另存为文本",
    }
}

/// Why a picture is not shown.
pub(super) fn picture(fault: &PictureFault) -> String {
    match fault {
        PictureFault::NoAddress => "原文没有说这张图是哪个文件".to_owned(),
        PictureFault::OnTheWeb(address) => format!("这张图在网上，省览不去取：{address}"),
        PictureFault::Missing(address) => format!("没有找到这张图：{address}"),
        PictureFault::Outside(address) => format!("这张图不在打开的文件夹里，没有去看：{address}"),
        PictureFault::Form => "这张图的格式看不了；能看 PNG、JPEG、GIF、WebP".to_owned(),
        PictureFault::Damaged => "这张图坏了".to_owned(),
        PictureFault::TooLarge => "这张图太大，没有打开".to_owned(),
        PictureFault::NotKept => "索引里只有文字，没有图".to_owned(),
    }
}
