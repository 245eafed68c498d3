#!/usr/bin/env python3
"""Writes five folders of files of different kinds, as crawlers, offices, forums, note takers and old disks leave them, and with
--check what `xinglan` reads of them: articles, titles, dates, fields, and whether `check` proves every character.

    tests/tools/five_folders.py FOLDER [FILES]            writes
    tests/tools/five_folders.py --check XINGLAN FOLDER    reads, and prints the table of docs/en/forms.md

All text is made here from a fixed seed; the same call writes the same bytes."""

import json
import os
import random
import subprocess
import sys

WHO = "周 李 王 赵 孙 钱 吴 郑 冯 陈".split()
WHERE = "北湖 南坡 东岸 西岭 河口 渠首 老街 渡口 盐田 果园".split()
WHAT = "清淤开工 修好了路 迎来游客 开始收成 换了新船 办起夜校 挖出古井 种下柳树 通了公交 建成水闸".split()
SAID = ["今年水位比去年高", "鱼苗放得早", "码头的路要修平", "秋天应当有好收成", "孩子们都去看", "老人坐在门口说话",
        "挖泥船从南岸开始作业", "预计两个月完成", "镇上的干部来看过两次", "渔民把船翻过来补漆"]


def texts(seed, count):
    """Title, date, author and paragraphs of each article."""
    dice = random.Random(seed)
    for number in range(count):
        title = dice.choice(WHERE) + dice.choice(WHAT) + "之" + "一二三四五六七八九十"[number // 100 % 10] + "第" + str(number) + "回"
        date = (dice.randint(2001, 2023), dice.randint(1, 12), dice.randint(1, 28))
        paragraphs = ["，".join(dice.sample(SAID, dice.randint(2, 4))) + "。" for _ in range(dice.randint(2, 6))]
        yield number, title, date, dice.choice(WHO) + "某", paragraphs


def write(path, text, encoding="utf-8"):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(text.encode(encoding))


def pages(root, count):
    """News pages: menus, the name of the site behind the title, date and source in a line, a footer."""
    for number, title, (y, m, d), who, paragraphs in texts(1, count):
        body = "".join(f"<p>　　{text}</p>\n" for text in paragraphs)
        write(f"{root}/{y}/{number}.html", f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_河口要闻_河口日报网</title></head>
<body><div class="nav"><a href="/">首页</a> <a href="/yw">要闻</a> <a href="/ln">辽宁</a></div>
<div class="path">当前位置：首页 &gt; 要闻 &gt; 正文</div><h1>{title}</h1>
<div class="info">{y}-{m:02}-{d:02} 08:30 来源：河口日报 作者：{who}</div>
<div class="content">{body}</div>
<div class="footer"><a href="/a">关于我们</a> <a href="/b">网站地图</a> 河口日报社版权所有</div></body></html>""")


def papers(root, count):
    """Papers of an office in GB18030, wrapped, with a number above and a date below, Chinese numerals in every second."""
    digits = str.maketrans("0123456789", "〇一二三四五六七八九")
    for number, title, (y, m, d), who, paragraphs in texts(2, count):
        text = "".join(paragraphs) * 3
        lines = ["    " + text[:33]] + [text[at:at + 35] for at in range(33, len(text), 35)]
        numerals = "零 一 二 三 四 五 六 七 八 九 十 十一 十二".split()
        day = f"{y}年{m}月{d}日" if number % 2 else f"{str(y).translate(digits)}年{numerals[m]}月{('十' if d > 9 else '') + (numerals[d % 10] if d % 10 else '') if d < 20 else '二十' + (numerals[d % 10] if d % 10 else '')}日"
        write(f"{root}/{number:04}.txt", f"河口县人民政府办公室关于{title}\n工作方案的通知\n\n河政办发〔{y}〕{number}号\n\n各村：\n"
              + "\n".join(lines) + f"\n\n                    河口县人民政府办公室\n                        {day}\n", "gb18030")


def notes(root, count):
    """Notes of Obsidian, Hexo, Joplin and Notion in turn."""
    for number, title, (y, m, d), who, paragraphs in texts(3, count):
        body = "\n\n".join(paragraphs)
        day = f"{y}-{m:02}-{d:02}"
        if number % 4 == 0:
            write(f"{root}/ob/{title}.md", f"---\ncreated: {day} 10:00\ntags:\n  - 湖\n---\n![[图{number}.png|300]]\n\n{body}\n\n见[[{WHERE[number % 10]}|那里]]。\n\n%%只给自己看%%\n")
        elif number % 4 == 1:
            write(f"{root}/hexo/{number}.md", f"---\ntitle: {title}\ndate: {day} 10:00:00\ncategories: 新闻\ntags: [湖, 工程]\nauthor: {who}\n---\n{paragraphs[0]}\n<!-- more -->\n{body}\n")
        elif number % 4 == 2:
            write(f"{root}/joplin/{number}.md", f"{title}\n\n{body}\n\nid: {number:032x}\nparent_id: {7:032x}\ncreated_time: {day}T10:00:00.000Z\nauthor: {who}\nis_todo: 0\ntype_: 1")
        else:
            write(f"{root}/notion/{number}.md", f"# {title}\n\nCreated: {day}\nTags: 湖, 工程\nStatus: Done\n\n{body}\n")


def records(root, count):
    """Records: lines of JSON, arrays, tables with and without a header, feeds, ten articles a file."""
    all_texts = list(texts(4, count * 10))
    for file in range(count):
        part = all_texts[file * 10:file * 10 + 10]
        day = lambda date: "{}-{:02}-{:02}".format(*date)
        kind = file % 5
        if kind == 0:
            lines = [json.dumps({"title": t, "content": "\n".join(p), "publish_time": day(when), "author": who}, ensure_ascii=False) for _, t, when, who, p in part]
            write(f"{root}/{file}.jsonl", "\n".join(lines) + "\n")
        elif kind == 1:
            rows = [{"标题": t, "正文": "".join(f"<p>{x}</p>" for x in p), "日期": day(when), "作者": {"name": who}} for _, t, when, who, p in part]
            write(f"{root}/{file}.json", json.dumps({"data": {"list": rows}}, ensure_ascii=False))
        elif kind == 2:
            rows = ["标题,发布日期,作者,正文"] + [f'{t},{day(when)},{who},"{"".join(p)}"' for _, t, when, who, p in part]
            write(f"{root}/{file}.csv", "\r\n".join(rows) + "\r\n", "gb18030")
        elif kind == 3:
            rows = [f'{number}\t{t}\t{day(when)}\t{"".join(p * 2)}' for number, t, when, who, p in part]
            write(f"{root}/{file}.tsv", "\n".join(rows) + "\n")
        else:
            items = "".join(f"<item><title>{t}</title><pubDate>{day(when)}</pubDate><author>{who}</author><description><![CDATA[{''.join(f'<p>{x}</p>' for x in p)}]]></description></item>" for _, t, when, who, p in part)
            write(f"{root}/{file}.xml", f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>河口</title>{items}</channel></rss>')


def disks(root, count):
    """What old disks hold: names that are titles, posts of a board, Big5, UTF-16, HZ, a lost byte, a mark that lies."""
    for number, title, (y, m, d), who, paragraphs in texts(5, count):
        prose = "".join(f"　　{text}\n" for text in paragraphs)
        path = f"{root}/{title}"
        if number % 5 == 0:
            write(f"{path}.txt", prose, "gb18030")
        elif number % 5 == 1:
            write(f"{root}/bbs/{number}.txt", f"发信人: {who} (夜渡), 信区: Travel\n标  题: {title}\n发信站: 西岭夜谈 ({y}年{m:02}月{d:02}日10:37:35 星期二), 站内信件\n\n{prose}", "gb18030")
        elif number % 5 == 2:
            write(f"{path}.txt", prose, "utf-16-le")
        elif number % 5 == 3:
            write(f"{root}/hz/{number}.txt", f"{title}\n\n{''.join(paragraphs)}\n", "hz")
        else:
            raw = f"{title}\n\n{prose}".encode("gb18030")
            cut = len(raw) // 2
            os.makedirs(f"{root}/rest", exist_ok=True)
            with open(f"{root}/rest/{number}.txt", "wb") as file:
                file.write(b"\xef\xbb\xbf" + raw if number % 2 else raw[:cut] + raw[cut + 1:])


KINDS = {"pages": pages, "papers": papers, "notes": notes, "records": records, "disks": disks}


def look(program, root):
    print("| folder | articles | with a title | with a date | with an author | with tags | encodings | `check` |\n|---|---|---|---|---|---|---|---|")
    for name in KINDS:
        folder = f"{root}/{name}"
        listed = subprocess.run([program, "list", "--json", "--no-cache", folder], capture_output=True, check=True).stdout
        rows = [json.loads(line) for line in listed.splitlines()]
        count = lambda field: sum(1 for row in rows if row.get(field))
        encodings = sorted({row["encoding"] for row in rows})
        code = subprocess.run([program, "check", folder], capture_output=True).returncode
        print(f"| {name} | {len(rows):,} | {count('title'):,} | {count('date'):,} | {count('author'):,} | {count('tags'):,} | {', '.join(encodings)} | exit {code} |")


if sys.argv[1] == "--check":
    look(sys.argv[2], sys.argv[3])
else:
    for name, make in KINDS.items():
        make(f"{sys.argv[1]}/{name}", int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
