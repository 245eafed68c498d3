//! What `doctor` says, in Chinese, and so which rows there are.

use crate::messages::texts::texts;

texts! {
    /// A row of `doctor`, or what stands in it.
    pub enum DoctorWord;
    finding:
    Version = "版本";
    Built = "构建";
    System = "系统";
    Terminal = "终端";
    Colours = "颜色";
    Widths = "字宽";
    Locale = "语言环境";
    Config = "配置";
    State = "记录";
    Cache = "缓存";
    Snapshot = "快照";
    Sandbox = "沙箱";
    Unset = "没有设置";
    Absent = "还没有";
    Damaged = "已损坏";
    Newer = "是更新的版本写的";
    NoFolder = "没有主目录";
    NoTerminal = "不是终端，没有测";
    NoReply = "终端没有回答，按一格算";
    Margins = "有左右边界";
    OverSsh = "经 SSH";
    Slow = "慢线路";
    NotUtf8 = "不是 UTF-8";
    Complete = "完整";
    Partial = "内核较旧，只有一部分";
    Missing = "内核没有";
    NotFound = "没有；xinglan index 做一个";
}
