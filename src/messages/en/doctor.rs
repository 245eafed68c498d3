//! What `doctor` says, in English.

use crate::messages::DoctorWord;
use crate::messages::texts::texts;

texts! { finding(DoctorWord):
    Version = "Version";
    Built = "Build";
    System = "System";
    Terminal = "Terminal";
    Colours = "Colours";
    Widths = "Widths";
    Locale = "Locale";
    Config = "Config";
    State = "State";
    Cache = "Cache";
    Snapshot = "Snapshot";
    Sandbox = "Sandbox";
    Unset = "not set";
    Absent = "none yet";
    Damaged = "damaged";
    Newer = "written by a newer version";
    NoFolder = "no home folder";
    NoTerminal = "no terminal, not measured";
    NoReply = "the terminal does not answer, one cell is assumed";
    Margins = "left and right margins";
    OverSsh = "over SSH";
    Slow = "slow line";
    NotUtf8 = "not UTF-8";
    Complete = "whole";
    Partial = "partial, the kernel is older";
    Missing = "not in this kernel";
    NotFound = "none; xinglan index makes one";
}
