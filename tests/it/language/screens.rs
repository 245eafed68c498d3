//! Every state of the screen at five sizes, drawn from the session that the program runs.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use xinglan::app::request::{RequestFailure, Service};
use xinglan::app::{Event, FrameCost, Options};
use xinglan::corpus::load::{LoadOptions, Root};
use xinglan::messages::Lang;
use xinglan::session::{LibrarySpec, LocalLibrary, Opening, Session, StateAccess, Wake};
use xinglan::state::LibraryIdentity;

use super::fixture::{NAME, folder};
use super::{Findings, LANGS};
use crate::fake::{Answers, Handle};
use crate::stage::Stage;

const SIZES: [(u16, u16); 5] = [(80, 24), (120, 40), (40, 20), (60, 12), (200, 60)];

/// Keys that lead to every pane, overlay, prompt and notice, each from the first screen.
const KEYS: &str = "
    j G jj40G 12 50% <Enter> <Enter>j <Enter>G <Enter>G<Space> GG<Enter>G<Space> G<Enter>J <Enter>K z <Enter>z Z n
    N * X /荻花<Enter>XX /荻花<Enter>X /荻花 /荻花<Enter> /荻花<Enter>n /荻花<Enter><Enter>nnnnnnnn /荻花<Enter><Enter>NN /zzz
    /zzz<Enter> /zzz<Space>荻花<Enter> /dihua /luw<Tab> /luwei<Enter> /@ /@l /@sx /@sx<Enter> /@x /section:
    /section:x<Enter> /date:x /year:none<Enter> /year:2018..2020<Space>荻<Enter> /date:..2020<Space>-荻花<Enter>
    /title:荻|雁<Space>@none<Enter> /荻~雁<Space>@ln<Enter> /mentions:ln|mentions:jl<Enter> /section:none<Enter>
    /<Space>/(/ /<Space>/.{9999}{9999}/ /Liaoning & &荻 /荻<Enter>/ /<Up> <Enter>/荻 <Enter>/zzz <Enter>/zzz<Enter>
    <Enter>/荻<Enter>n* <Enter>& p pj p<Space> p<Space>j<Space> p<Space>& p- p<Enter> po poo p/l pi pa p<Space>>
    p<Space><lt> > t tt ttt tttt t<Space> tt<Space> ttt<Space> t- t/x tj<Enter> P Pj<Space> P- Po ? ?G ?/k : :G :x
    :zz ! !j = <Enter>= j= GK= @ @<Space> @<Space><Space> @/l @<Space>q @<Space>q= # B r A ] o oj<Enter> ojj<Enter>
    ojjj<Enter> ojjjj<Enter> /荻<Enter>ojjjjj<Enter> O OO D DD S SS Sjjj I II <Enter>I W WW w ww + - i ii y
    <Enter>v <Enter>v) <Enter>v<Enter> <Enter>v* <Enter>v- <Enter>va <Enter>vax<Enter> <Enter>vax<Enter>qM <Enter>v-qMd ax<Enter>M /note:x<Enter> /is:noted<Enter> <Enter>vy <Enter>vp <Enter>) ma m 'b 'a H L M <Enter>y Y <C-g> <C-l> <C-z> J K { } JJJJJJJJJJJJJJJJJJJJ QQ F V M @
    c C czzz<Enter> /荻<Enter>cj<Space> /荻<Enter>co /荻<Enter>coj<Enter> /荻<Enter>coGk<Enter> /荻<Enter>cxs /荻<Enter>c/zzz
    /荻<Enter>c<Enter>J /荻<Enter>cZ /荻<Enter>C<<<< /荻<Enter>C+wa<<<<e /荻<Enter>Co /荻<Enter>C<Tab><<<<
    /荻<Enter>C<Tab>v /荻<Enter>C<S-Tab> /荻<Enter>C<S-Tab>t /荻<Enter>C<S-Tab>P
";

/// Actions without a key, by their names in both languages.
const NAMED: [[&str; 2]; 3] = [["grid", "格子"], ["hanging", "悬挂"], ["中文", "中文"]];

/// The library, read once.
fn shared() -> &'static (TempDir, LocalLibrary) {
    static SHARED: OnceLock<(TempDir, LocalLibrary)> = OnceLock::new();
    SHARED.get_or_init(|| {
        let home = folder();
        let roots = vec![Root::Path(home.path().join(NAME))];
        let library =
            LocalLibrary::open(LibrarySpec { roots, ..LibrarySpec::default() }, LoadOptions::default());
        (home, library)
    })
}

fn options(lang: Lang) -> Options {
    Options { lang, ..Options::default() }
}

fn open(lang: Lang, state: Option<PathBuf>, (cols, rows): (u16, u16)) -> Stage {
    let wake: Wake = Arc::new(|| {});
    let (home, library) = shared();
    let library = library.connect(&wake);
    let state = state.map_or(StateAccess::Off, StateAccess::File);
    let identity = LibraryIdentity::default();
    let opening =
        Opening { library, name: NAME.to_owned(), hidden: vec![home.path().to_owned()], identity, state };
    start(Session::over(opening, options(lang), &wake), (cols, rows))
}

fn start(mut session: Session, (cols, rows): (u16, u16)) -> Stage {
    session.event(Event::Resize { cols, rows });
    session.settle();
    let mut stage = Stage::over(session, cols, rows);
    stage.rest();
    stage
}

/// Looks at the screen when nothing moves any more, and before.
fn look(findings: &mut Findings, stage: &mut Stage, keys: &str, lang: Lang) {
    stage.press(keys);
    findings.look(keys, &stage.screen(), lang, TYPED);
    stage.rest();
    findings.look(keys, &stage.screen(), lang, TYPED);
}

/// Words among the keys, which the screen may show, the longest first.
const TYPED: &[&str] = &[
    "section:none",
    "note:x",
    "is:noted",
    "section:x",
    "section:",
    "year:2018..2020",
    "year:none",
    "date:..2020",
    "date:x",
    "title:",
    "mentions:ln",
    "mentions:jl",
    "Liaoning",
    "@none",
    "@ln",
    "@sx",
    "sx",
    "dihua",
    "luwei",
    "luw",
    "zzz",
    "zz",
];

#[test]
fn every_screen_is_in_one_language() {
    let mut findings = Findings::default();
    for lang in LANGS {
        for size in SIZES {
            for keys in KEYS.split_whitespace() {
                let log = tempfile::tempdir().unwrap();
                let mut stage = open(lang, Some(log.path().join("log")), size);
                look(&mut findings, &mut stage, keys, lang);
            }
        }
    }
}

/// Panes and overlays with a hint row, of which the narrowest screen must show all.
const HINTED: &[&str] = &[
    "",
    "<Enter>",
    "p",
    "t",
    "tt",
    "ttt",
    "P",
    "?",
    "!",
    "=",
    "@",
    "o",
    "<Enter>v",
    "<Enter>v<Enter>",
    "B M",
    "/荻<Enter> c",
    "/荻<Enter> c o",
    "/荻<Enter> C",
    "/荻<Enter> C <Tab>",
    "/荻<Enter> C <S-Tab>",
];

#[test]
fn hints_are_whole_on_a_narrow_screen() {
    for lang in LANGS {
        for keys in HINTED {
            let log = tempfile::tempdir().unwrap();
            let mut stage = open(lang, Some(log.path().join("log")), (40, 20));
            stage.session.app.notice = None;
            for part in keys.split(' ') {
                stage.keys(part);
            }
            let hint = stage.screen().lines().last().unwrap_or_default().to_owned();
            assert!(!hint.contains('…') && hint.contains(['】', ']']), "{keys}, {lang:?}: {hint}");
        }
    }
}

#[test]
fn what_has_no_key_is_in_one_language() {
    let mut findings = Findings::default();
    for (lang, at) in [(Lang::En, 0), (Lang::Zh, 1)] {
        for name in NAMED {
            let mut stage = open(lang, None, (80, 24));
            stage.keys(&format!(":{}<Enter>", name[at]));
            let now = stage.session.app.options.lang;
            findings.look(name[0], &stage.screen(), now, &[]);
            assert_eq!(now == lang, name[0] != "中文");
        }
    }
}

#[test]
fn notices_are_in_one_language() {
    let mut findings = Findings::default();
    for lang in LANGS {
        for fault in ["/<Space>/(/", "/<Space>/.{9999}{9999}/", "/date:x", "/@x"] {
            let mut stage = open(lang, None, (80, 24));
            look(&mut findings, &mut stage, fault, lang);
            assert!(stage.session.app.filter.fault().is_some(), "{fault}");
        }
        let mut stage = open(lang, None, (80, 24));
        look(&mut findings, &mut stage, "@", lang);
        stage.paste("荻花\n芦苇");
        findings.look("paste", &stage.screen(), lang, &[]);
        let mut cost = FrameCost::default();
        cost.add(1, Duration::from_millis(3));
        stage.session.event(Event::FrameCost(cost));
        findings.look("cost", &stage.screen(), lang, &[]);
        let mut stage = open(lang, None, (80, 24));
        stage.session.app.options.copy_limit = 1;
        look(&mut findings, &mut stage, "y", lang);
        stage.session.app.options.copy_limit = 0;
        look(&mut findings, &mut stage, "y", lang);
    }
}

#[test]
fn an_empty_and_a_loading_library_are_in_one_language() {
    let mut findings = Findings::default();
    let folder = tempfile::tempdir().unwrap();
    for lang in LANGS {
        for size in SIZES {
            let wake: Wake = Arc::new(|| {});
            let roots = vec![Root::Path(folder.path().to_owned())];
            let spec = LibrarySpec { roots, name: NAME.to_owned(), ..LibrarySpec::default() };
            let mut session = Session::start(spec, LoadOptions::default(), options(lang), &wake);
            session.event(Event::Resize { cols: size.0, rows: size.1 });
            session.settle();
            let mut stage = Stage::over(session, size.0, size.1);
            for keys in ["", "j", "<Enter>", "p", "q?", "q!"] {
                look(&mut findings, &mut stage, keys, lang);
            }
        }
    }
}

/// The name of the fake library, also where an overlay covers a part of it, and the characters of its articles.
const FAKE: &[&str] = &[
    "fake", "fak", "题", "目", "河", "水", "第", "次", "改", "道", "，", "流", "过", "三", "闸", "。", "两",
    "岸", "的", "田", "里", "种", "着", "麦", "子",
];

#[test]
fn late_silent_failing_and_vague_libraries_are_in_one_language() {
    let mut findings = Findings::default();
    let failures = [RequestFailure::Unreachable, RequestFailure::Gone];
    let services = [Service::Search, Service::Rows, Service::Open, Service::Neighbours, Service::Candidates];
    let answers = failures.map(Answers::Fails).into_iter().chain([Answers::After(300), Answers::Never]);
    for (answer, service) in answers.flat_map(|answer| services.map(|service| (answer, service))) {
        for lang in LANGS {
            for size in SIZES {
                for at_start in [true, false] {
                    let handle = Handle::default();
                    handle.at_least(1_200);
                    let set = |handle: &Handle| _ = handle.set(service, answer);
                    if at_start {
                        set(&handle);
                    }
                    let mut session = handle.session(options(lang));
                    session.event(Event::Resize { cols: size.0, rows: size.1 });
                    session.collect();
                    session.settle();
                    let mut stage = Stage::over(session, size.0, size.1);
                    set(&handle);
                    for keys in ["", "j", "<Enter>", "q/河水", "<Enter>", "J", "p", "=", "q!"] {
                        stage.press(keys);
                        findings.look(keys, &stage.screen(), lang, FAKE);
                    }
                    handle.pass(1_000);
                    stage.session.collect();
                    stage.session.ring(Instant::now() + Duration::from_mins(1));
                    stage.session.settle();
                    findings.look("later", &stage.screen(), lang, FAKE);
                }
            }
        }
    }
}
