//! The examples of the long help in Chinese, a line each, and so which there are.

use crate::messages::texts::texts;

texts! {
    /// The examples of a command.
    pub enum Example;
    example:
    Program = "xinglan 文章/\nxinglan --sample\nxinglan list 文章/ --province 辽宁\nxinglan search 营商环境 文章/";
    List = "xinglan list 文章/\nxinglan list 文章/ --filter '营商环境 @辽宁 -北京'\nxinglan list 文章/ --by year\nxinglan list 文章/ --json | jq -r .title\nxinglan list 文章/ | cut -f6";
    Show = "xinglan show 文章/一篇.txt --width 60\nxinglan show 文章/ --id 32162d95ad49ddab\nxinglan show 文章/一篇.txt --json | jq -r .text";
    Search = "xinglan search '营商环境 @辽宁' 文章/\nxinglan search -C1 -m3 '农村~电商' 文章/\nxinglan search -l -0 黄河 文章/ | xargs -0 wc -c\nxinglan search -北京 文章/\nxinglan search -- --json 文章/";
    Check = "xinglan check 文章/\nxinglan check 文章/ --widths all\nxinglan check 文章/ --json | tail -n1 | jq .lost";
    Kwic = "xinglan kwic 营商环境 文章/ --sort r1,l1\nxinglan kwic '营商环境 @辽宁' 文章/ --sample 50 --seed 7\nxinglan kwic 优化 文章/ --group r1";
    Collocates = "xinglan collocates 营商环境 文章/\nxinglan collocates 优化 文章/ --left 0 --right 3 --json";
    Keyness = "xinglan keyness --filter @辽宁 文章/\nxinglan keyness --filter 年:2020 --against 年:2010 文章/ --tsv";
    Stats = "xinglan stats 文章/\nxinglan stats --filter 营商环境 --by year,section 文章/";
    Index = "xinglan index 文章/\nxinglan index 文章/ --output 文章/.xinglan.snapshot";
    Export = "xinglan export --filter '@辽宁' --output 辽宁.epub 文章/\nxinglan export 文章/ --format jsonl | gzip > 文章.jsonl.gz\nxinglan export 文章/ --tokens > 词.tsv";
    Push = "xinglan push 文章/ --to https://search.example.org:9200 --index news";
    Cache = "xinglan cache\nxinglan cache clear\nxinglan cache clear 文章/";
    Doctor = "xinglan doctor\nxinglan doctor 文章/";
    Config = "xinglan config\nxinglan config --print-default > ~/.config/xinglan/config.toml";
    Notes = "xinglan notes 文章/ > 批注.md\nxinglan notes 文章/ --json | jq -r .note";
    State = "xinglan state export backup.jsonl\nxinglan state import backup.jsonl";
    Man = "xinglan man | man -l -\nxinglan man > ~/.local/share/man/man1/xinglan.1";
    Completions = "xinglan completions bash > ~/.local/share/bash-completion/completions/xinglan\nxinglan completions zsh > ~/.zfunc/_xinglan\nxinglan completions fish > ~/.config/fish/completions/xinglan.fish";
}
