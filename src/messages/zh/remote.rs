//! What goes wrong with an engine elsewhere, in Chinese.

use super::faults::system;
use crate::messages::RemoteFault;

pub(super) fn remote(fault: &RemoteFault) -> String {
    match fault {
        RemoteFault::NoUrl(text) => format!("“{text}”不是地址，写作 https://主机:9200/前缀/索引"),
        RemoteFault::PasswordInUrl => {
            "地址里不能写密码，别人看得见；请放进 XINGLAN_PASSWORD 或 remotes.toml".to_owned()
        }
        RemoteFault::NoIndexInUrl(url) => format!("{url} 后面少了索引名，写作 {url}/索引"),
        RemoteFault::IndexName(name) => {
            format!("“{name}”不能作索引名：只能用小写字母、汉字、数字、-、_，不能以 -、_ 开头")
        }
        RemoteFault::PasswordInClear(host) => {
            format!("到 {host} 的连接不加密，密码没有发出；请用 https://")
        }
        RemoteFault::NoUser => "有密码而没有用户名，请写作 https://用户名@主机".to_owned(),
        RemoteFault::SecretsOpen(path) => format!("别人也能读 {path}，没有用它；请先 chmod 600 {path}"),
        RemoteFault::SecretsUnreadable(fault) => format!("remotes.toml 没有读：{}", system(*fault)),
        RemoteFault::SecretsLine(line) => format!("remotes.toml 第 {line} 行写得不对"),
        RemoteFault::SecretUnusable => "密钥或密码里有不能发送的字符".to_owned(),
        RemoteFault::NoCertificates(path) => format!("{path} 里没有证书"),
        RemoteFault::NoHost(host) => format!("找不到主机 {host}"),
        RemoteFault::NotReached(host) => format!("连不上 {host}"),
        RemoteFault::SlowConnection(host, seconds) => format!("{seconds} 秒没有连上 {host}"),
        RemoteFault::SlowAnswer(host, seconds) => format!("{host} 过了 {seconds} 秒没有回答"),
        RemoteFault::Cut(host) => format!("与 {host} 的连接断了"),
        RemoteFault::Certificate(host) => format!("{host} 的证书不可信；自己的证书用 --ca 指定"),
        RemoteFault::Tls(host) => format!("无法与 {host} 建立加密连接"),
        RemoteFault::Unauthorised => "对方不认这个用户名和密码（401）".to_owned(),
        RemoteFault::Forbidden => "对方不许这样做（403）".to_owned(),
        RemoteFault::NoIndex(name) => format!("对方没有 {name}（404）"),
        RemoteFault::Busy(status) => format!("对方太忙（{status}）"),
        RemoteFault::Refused(status, reason) if reason.is_empty() => format!("对方拒绝了（{status}）"),
        RemoteFault::Refused(status, reason) => format!("对方拒绝了（{status}）：{reason}"),
        RemoteFault::Redirected(status) => format!("对方转到别处（{status}），没有跟去"),
        RemoteFault::TooLarge(mebibytes) => format!("对方的回答超过 {mebibytes} MiB，没有收下"),
        RemoteFault::Unreadable(host) => format!("{host} 的回答读不懂，也许不是搜索引擎"),
        RemoteFault::NotOurs(index) => {
            format!("{index} 不是省览推送的索引；要读它，先在 remotes.toml 里写明它的字段")
        }
        RemoteFault::Version(index, version) => {
            format!("{index} 是另一个版本的省览推送的（第 {version} 版），请用 --anew 重新推送")
        }
        RemoteFault::Missing(count) => format!("有 {count} 篇发出去了，索引里却没有；请再推送一次"),
        RemoteFault::Unfinished(index) => format!("{index} 还没有推送完"),
        fault => of_query(fault),
    }
}

/// What of a query or a list an engine does not do.
fn of_query(fault: &RemoteFault) -> String {
    match fault {
        RemoteFault::NothingToLookUp => "这样的条件在远端没有可查的字，请再加一个词".to_owned(),
        RemoteFault::TooManyKeys => {
            "加星、读过、批注过的文章太多（多于 65,536 篇），远端不能按此筛选".to_owned()
        }
        RemoteFault::TooMany(found, most) => format!("有 {found} 篇，一次最多取 {most} 篇，请缩小范围"),
        RemoteFault::OneAddress => "网址只能单独打开，不能与别的路径一起".to_owned(),
        RemoteFault::NoScores => "远端不能按命中数或相关度排，仍按目录".to_owned(),
        RemoteFault::NoGroups => "远端不按省份分组".to_owned(),
        RemoteFault::NotRestricted => {
            "--restricted 不能打开网址：这台机器的内核管不住它只连一个端口（要 Linux 6.7 和 Landlock）"
                .to_owned()
        }
        _ => String::new(),
    }
}
