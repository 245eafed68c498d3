//! The examples of the long help in English.

use crate::messages::Example;
use crate::messages::texts::texts;

texts! { example(Example):
    Program = "xinglan articles/\nxinglan --sample\nxinglan list articles/ --province Liaoning\nxinglan search 营商环境 articles/";
    List = "xinglan list articles/\nxinglan list articles/ --filter '营商环境 @辽宁 -北京'\nxinglan list articles/ --by year\nxinglan list articles/ --json | jq -r .title\nxinglan list articles/ | cut -f6";
    Show = "xinglan show articles/one.txt --width 60\nxinglan show articles/ --id 32162d95ad49ddab\nxinglan show articles/one.txt --json | jq -r .text";
    Search = "xinglan search '营商环境 @辽宁' articles/\nxinglan search -C1 -m3 '农村~电商' articles/\nxinglan search -l -0 黄河 articles/ | xargs -0 wc -c\nxinglan search -北京 articles/\nxinglan search -- --json articles/";
    Check = "xinglan check articles/\nxinglan check articles/ --widths all\nxinglan check articles/ --json | tail -n1 | jq .lost";
    Kwic = "xinglan kwic 营商环境 articles/ --sort r1,l1\nxinglan kwic '营商环境 @辽宁' articles/ --sample 50 --seed 7\nxinglan kwic 优化 articles/ --group r1";
    Collocates = "xinglan collocates 营商环境 articles/\nxinglan collocates 优化 articles/ --left 0 --right 3 --json";
    Keyness = "xinglan keyness --filter @辽宁 articles/\nxinglan keyness --filter 年:2020 --against 年:2010 articles/ --tsv";
    Stats = "xinglan stats articles/\nxinglan stats --filter 营商环境 --by year,section articles/";
    Index = "xinglan index articles/\nxinglan index articles/ --output articles/.xinglan.snapshot";
    Export = "xinglan export --filter '@辽宁' --output liaoning.epub articles/\nxinglan export articles/ --format jsonl | gzip > articles.jsonl.gz\nxinglan export articles/ --tokens > words.tsv";
    Push = "xinglan push articles/ --to https://search.example.org:9200 --index news";
    Cache = "xinglan cache\nxinglan cache clear\nxinglan cache clear articles/";
    Doctor = "xinglan doctor\nxinglan doctor articles/";
    Config = "xinglan config\nxinglan config --print-default > ~/.config/xinglan/config.toml";
    Notes = "xinglan notes articles/ > notes.md\nxinglan notes articles/ --json | jq -r .note";
    State = "xinglan state export backup.jsonl\nxinglan state import backup.jsonl";
    Man = "xinglan man | man -l -\nxinglan man > ~/.local/share/man/man1/xinglan.1";
    Completions = "xinglan completions bash > ~/.local/share/bash-completion/completions/xinglan\nxinglan completions zsh > ~/.zfunc/_xinglan\nxinglan completions fish > ~/.config/fish/completions/xinglan.fish";
}
