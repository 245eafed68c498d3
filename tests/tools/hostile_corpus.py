#!/usr/bin/env python3
"""Puts hostile files into a folder of articles: what parsers, cleaners and layouts may choke on.

hostile_corpus.py FOLDER [COUNT] [SIZE]     (COUNT: 200 files, SIZE: 20000 bytes each)

Each file is one unit many times over, or noise; the units are those of tests/it/hostile/heavy.rs and more. For the bar of
`xinglan check`: 20,000 articles of gen_corpus.py with and without 200 of these, processor time at most three times as much.
"""
import os
import random
import sys

UNITS = [
    ("txt", u) for u in ("<", "\x1b", "\x1b[", "\x1b]", "\u009b", "\u202e", "\u200b", "\u0301", "\u1100", "👩\u200d", "\U0001f1e8",
    "\t", "　", "。", "”", "“", "a", "\n", "\r\n", "一", "1", "《", "辽宁", "省", "\ufffd", "-----\n", "-----图片", "<div>", "&nbsp;", "——")
] + [
    ("html", u) for u in ("<", "<a b", "<a b='", "<!--", "<![if", "</", "&", "&#", "&#27;", "&a", "<div>", "<ul><li>", "<script>",
    "<title>", "<span style='display:block'>", "<td>", "<img alt=a>", "<pre>", "\r", "<a b=c/&=d ", "<ruby><rt>", "<table><tr><td>", "<h1>",
    "<!-- --><!--", "<script></script><!--", "<a href=b>c", "<b/", "<textarea>")
] + [
    ("md", u) for u in ("[", "![", "](", "[a](", "*a ", "_a", "`", "``a`", "> ", ">", "|a", "- \n", "```\n", "#", "\\", "<http://", "~~~\n",
    "---\n", "&amp;", "[a]: b\n", "[^1]", "[^1]: a\n", "**", "*_", "<b>", "<b\n", "<!--", "<!--<script></script>", "[[", "%%", "==", "a\n", "[a][b]",
    "](\n", "<ruby>", "<ruby><rt>a</ruby>", "1. ", "- [ ] ", "\u0301<b>", "&#x301;", "a&amp", "|\n", "|-|\n", "<a b='](", "$$", "^a\n", "!\u005b[a]]", "\\[", "&lt;`")
] + [
    ("jsonl", u) for u in ("[", '{"text":', "{}\n", '{"text":"a"}\n', '"\\u001b', '{"a":[')
] + [("json", "["), ("json", '{"a":'), ("csv", ","), ("csv", '"'), ("csv", "a,b\n"), ("tsv", "\t"), ("xml", "<item>"), ("xml", "<rss>")]


def main():
    folder = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    size = int(sys.argv[3]) if len(sys.argv) > 3 else 20000
    os.makedirs(folder, exist_ok=True)
    chance = random.Random(1)
    for number in range(count):
        path = os.path.join(folder, f"敌{number}")
        if number % 10 == 9:
            data, ending = bytes(chance.randrange(256) for _ in range(size)), "txt"
        else:
            ending, unit = UNITS[number % len(UNITS)]
            data = f"题{number}\n\n{unit * (size // len(unit.encode()))}".encode()
        with open(f"{path}.{ending}", "wb") as file:
            file.write(data)


main()
