#!/usr/bin/env python3
"""Makes documents with real programs, and reads each a second time to the character.

    documents.py make FOLDER [COUNT]     COUNT (30) of each kind: DOCX, ODT, EPUB, PDF, OFD
    documents.py compare XINGLAN FOLDER  each against an extractor written here; ends with 1 if anything differs

`make` needs LibreOffice (`soffice`), pandoc and xelatex, Python with python-docx, lxml and ebooklib, and fonts with Chinese.
OFD is written here as the standard (GB/T 33190) says, because no free program writes it. The texts are made up of
small words, the same on every machine. `compare` needs lxml, ebooklib and `pdftotext`.
"""

import base64
import io
import json
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

WORDS = (
    "江水 渡口 修渠 放水 看桥 立碑 东村 西村 北山 南河 早市 种树 秋天 河滩 水鸟 石板 老人 孩子 木船 灯火 "
    "粮食 学校 道路 春耕 会议 通知 各地 群众 办法 意见 工作 建设 统计 数字 百分之 三月五日 2021年 12个 A4 GB 第"
).split()


def png(width=60, height=40):
    rows = b"".join(
        b"\0" + bytes(v for x in range(width) for v in (x * 4 % 256, y * 6 % 256, 90)) for y in range(height)
    )

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Writer:
    """Texts by chance, but the same for the same number."""

    def __init__(self, number):
        self.dice = random.Random(number)

    def words(self, least, most):
        return "".join(self.dice.choice(WORDS) for _ in range(self.dice.randint(least, most)))

    def sentence(self):
        parts = [self.words(2, 5) for _ in range(self.dice.randint(1, 4))]
        return "，".join(parts) + self.dice.choice("。。。！？")

    def paragraph(self):
        return "".join(self.sentence() for _ in range(self.dice.randint(1, 6)))

    def title(self):
        return "关于" + self.words(2, 4) + "的" + self.dice.choice(["通知", "意见", "报告", "记事"])

    def some(self, share):
        return self.dice.random() < share


# ---------------------------------------------------------------- Markdown, for pandoc


def markdown(number):
    w = Writer(number)
    title = w.title()
    out = [f"---\ntitle: {title}\nauthor: {w.words(1, 1)}甲\ndate: 2021-{number % 12 + 1:02}-{number % 27 + 1:02}\nlang: zh-CN\n---\n"]
    notes = 0
    for chapter in range(w.dice.randint(1, 4)):
        out.append(f"# {w.words(2, 4)}\n")
        for _ in range(w.dice.randint(1, 5)):
            kind = w.dice.randint(0, 9)
            if kind < 4:
                text = w.paragraph()
                if w.some(0.3):
                    notes += 1
                    text += f"[^{notes}]"
                    out.append(f"[^{notes}]: {w.sentence()}\n")
                if w.some(0.3):
                    text += f"**{w.words(1, 2)}**，见[{w.words(1, 2)}](https://example.cn/{number})。"
                out.append(text + "\n")
            elif kind == 4:
                out.append("\n".join(f"{n + 1}. {w.sentence()}" for n in range(3)) + "\n")
            elif kind == 5:
                out.append("\n".join(f"- {w.sentence()}" for n in range(3)) + f"\n    - {w.sentence()}\n")
            elif kind == 6:
                out.append(f"| {w.words(1, 1)} | {w.words(1, 1)} |\n|---|---|\n" + "".join(f"| {w.words(1, 2)} | {n} |\n" for n in range(3)))
            elif kind == 7:
                out.append(f"> {w.sentence()}\n")
            elif kind == 8:
                out.append(f"## {w.words(2, 3)}\n")
            else:
                out.append(f"![{w.words(1, 2)}](p.png)\n")
    return "\n".join(out)


# ---------------------------------------------------------------- flat ODF, for LibreOffice

FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{title}</dc:title><meta:initial-creator>某甲</meta:initial-creator><meta:creation-date>2021-03-{day:02}T08:00:00</meta:creation-date><dc:date>2022-01-01T00:00:00</dc:date></office:meta>
<office:styles>
<style:style style:name="Standard" style:family="paragraph"><style:text-properties style:font-name-asian="Noto Sans CJK SC" fo:font-size="12pt" style:font-size-asian="12pt"/></style:style>
<style:style style:name="Heading" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Heading" style:default-outline-level="1"/>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Heading"/>
</office:styles>
<office:automatic-styles>
<style:style style:name="Box" style:family="graphic"><style:graphic-properties style:run-through="foreground" style:wrap="parallel"/></style:style>
<text:list-style style:name="Chinese"><text:list-level-style-number text:level="1" style:num-suffix="、" style:num-format="一, 二, 三, ..."/><text:list-level-style-number text:level="2" style:num-prefix="（" style:num-suffix="）" style:num-format="1"/></text:list-style>
<text:list-style style:name="Dots"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
</office:automatic-styles>
<office:body><office:text>
{changes}
{body}
</office:text></office:body></office:document>
"""


def fodt(number):
    w = Writer(number)
    body, changes = [], []

    def note(kind):
        n = len(body) + w.dice.randint(1000, 9999)
        return f'<text:note text:id="n{n}" text:note-class="{kind}"><text:note-citation>1</text:note-citation><text:note-body><text:p>{w.sentence()}</text:p></text:note-body></text:note>'

    def change(kind, inner=""):
        name = f"ct{len(changes)}"
        info = "<office:change-info><dc:creator>某乙</dc:creator><dc:date>2021-03-04T05:06:07</dc:date></office:change-info>"
        changes.append(f'<text:changed-region text:id="{name}"><text:{kind}>{info}{inner}</text:{kind}></text:changed-region>')
        return name

    def inline():
        text = w.paragraph()
        for _ in range(w.dice.randint(0, 3)):
            kind = w.dice.randint(0, 8)
            if kind == 0:
                text += note("footnote")
            elif kind == 1:
                text += note("endnote")
            elif kind == 2:
                name = change("insertion")
                text += f'<text:change-start text:change-id="{name}"/>{w.sentence()}<text:change-end text:change-id="{name}"/>'
            elif kind == 3:
                name = change("deletion", f"<text:p>删去的{w.sentence()}</text:p>")
                text += f'<text:change text:change-id="{name}"/>'
            elif kind == 4:
                text += f'甲<text:s text:c="3"/>乙<text:tab/>丙<text:line-break/>{w.sentence()}'
            elif kind == 5:
                text += f'<text:a xlink:href="https://example.cn/{number}">{w.words(1, 2)}</text:a>'
            elif kind == 6:
                text += f"<text:ruby><text:ruby-base>{w.words(1, 1)}</text:ruby-base><text:ruby-text>du</text:ruby-text></text:ruby>后"
            elif kind == 7:
                text += f'<draw:frame text:anchor-type="paragraph" draw:style-name="Box" svg:width="5cm" svg:height="2cm" draw:name="b{w.dice.randint(0, 9999)}"><draw:text-box><text:p>{w.sentence()}</text:p><text:p>{w.sentence()}</text:p></draw:text-box></draw:frame>'
            else:
                data = base64.b64encode(png()).decode()
                text += f'<draw:frame text:anchor-type="as-char" svg:width="3cm" svg:height="2cm" draw:name="pic{w.dice.randint(0, 9999)}"><draw:image><office:binary-data>{data}</office:binary-data></draw:image><svg:desc>{w.words(1, 2)}</svg:desc></draw:frame>'
        return text

    title = w.title()
    body.append(f'<text:p text:style-name="Title">{title}</text:p>')
    for _ in range(w.dice.randint(3, 9)):
        kind = w.dice.randint(0, 7)
        if kind < 4:
            body.append(f"<text:p>{inline()}</text:p>")
        elif kind == 4:
            body.append(f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{w.words(2, 4)}</text:h>')
        elif kind == 5:
            items = "".join(f"<text:list-item><text:p>{w.sentence()}</text:p></text:list-item>" for _ in range(2))
            inner = f"<text:list><text:list-item><text:p>{w.sentence()}</text:p></text:list-item></text:list>"
            style = w.dice.choice(["Chinese", "Dots"])
            inner = inner if style == "Chinese" else ""
            body.append(f'<text:list text:style-name="{style}">{items}<text:list-item><text:p>{w.sentence()}</text:p>{inner}</text:list-item></text:list>')
        elif kind == 6:
            row = lambda: "<table:table-row>" + "".join(f"<table:table-cell><text:p>{w.words(1, 2)}</text:p></table:table-cell>" for _ in range(3)) + "</table:table-row>"
            body.append(f'<table:table><table:table-column table:number-columns-repeated="3"/>{row()}{row()}{row()}</table:table>')
        else:
            first, second = w.sentence(), w.sentence()
            name = change("deletion", f"<text:p>{w.words(1, 1)}</text:p><text:p/>")
            body.append(f'<text:p>{first}<text:change text:change-id="{name}"/>{second}</text:p>')
    tracked = f"<text:tracked-changes>{''.join(changes)}</text:tracked-changes>" if changes else ""
    return FODT.format(title=title, day=number % 27 + 1, changes=tracked, body="\n".join(body))


# ---------------------------------------------------------------- the other makers


def python_docx(number, path):
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    w = Writer(number)
    document = docx.Document()
    document.core_properties.title = ""
    document.core_properties.author = "某丙"
    head = document.add_paragraph(w.title())
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.sections[0].header.paragraphs[0].text = "页眉不算"
    for _ in range(w.dice.randint(3, 10)):
        kind = w.dice.randint(0, 6)
        if kind < 3:
            paragraph = document.add_paragraph()
            for _ in range(w.dice.randint(1, 4)):
                run = paragraph.add_run(w.sentence())
                run.bold = w.some(0.3)
                if w.some(0.1):
                    run.add_tab()
                    run.add_text(w.words(1, 1))
                    run.add_break()
        elif kind == 3:
            document.add_heading(w.words(2, 4), level=w.dice.randint(1, 3))
        elif kind == 4:
            for style in ["List Number", "List Number", "List Bullet", "List Number 2"]:
                document.add_paragraph(w.sentence(), style=style)
        elif kind == 5:
            table = document.add_table(rows=2, cols=3)
            for row in table.rows:
                for cell in row.cells:
                    cell.text = w.words(1, 2)
        else:
            document.add_picture(io.BytesIO(png()))
    document.save(path)


def ebooklib_epub(number, path):
    from ebooklib import epub

    w = Writer(number)
    book = epub.EpubBook()
    book.set_identifier(f"id{number}")
    book.set_title(w.title())
    book.set_language("zh")
    book.add_author("某丁")
    chapters = []
    for at in range(w.dice.randint(2, 5)):
        title = f"第{'一二三四五'[at]}章 {w.words(1, 2)}"
        paragraphs = "".join(f"<p>{w.paragraph()}</p>" for _ in range(w.dice.randint(5, 20) * 10))
        note = f'<p>正文<a epub:type="noteref" href="#n1">1</a>。</p><aside epub:type="footnote" id="n1"><p>{w.sentence()}</p></aside>'
        picture = '<p><img src="images/p.png" alt="图"/></p>' if w.some(0.5) else ""
        chapter = epub.EpubHtml(title=title, file_name=f"c{at}.xhtml", lang="zh")
        chapter.content = f'<html><head></head><body><h1>{title}</h1><a id="x"/>{paragraphs}{note}{picture}<ruby>漢<rt>han</rt></ruby></body></html>'
        book.add_item(chapter)
        chapters.append(chapter)
    book.add_item(epub.EpubItem(uid="p", file_name="images/p.png", media_type="image/png", content=png()))
    book.toc = tuple(chapters)
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    book.spine = ["nav", *chapters]
    epub.write_epub(str(path), book)


OFD_ROOT = """<?xml version="1.0" encoding="UTF-8"?>
<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>{id:032}</ofd:DocID><ofd:Title>{title}</ofd:Title><ofd:Author>某戊</ofd:Author><ofd:CreationDate>2021-03-04</ofd:CreationDate><ofd:Creator>documents.py</ofd:Creator></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"""


def ofd(number, path):
    """Lines of 30 characters at 10.5 pt, 5 mm apart, the first of a paragraph indented by two."""
    w = Writer(number)
    title = w.title()
    lines = [(70.0, title)]
    for _ in range(w.dice.randint(4, 12)):
        text = "\u3000\u3000" + w.paragraph()
        for at in range(0, len(text), 30):
            line = text[at : at + 30]
            lead = len(line) - len(line.lstrip("\u3000"))
            lines.append((30.0 + 3.7 * lead, line.lstrip("\u3000")))
    pages = [lines[at : at + 40] for at in range(0, len(lines), 40)]
    name = "http://www.ofdspec.org/2016"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("OFD.xml", OFD_ROOT.format(id=number, title=title))
        refs = "".join(f'<ofd:Page ID="{100 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        out.writestr("Doc_0/Document.xml", f'<ofd:Document xmlns:ofd="{name}"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{refs}</ofd:Pages></ofd:Document>')
        for n, page in enumerate(pages):
            objects = []
            for row, (x, line) in enumerate(page):
                y = 25 + row * 6
                # As converters do, now and then a line is cut in two objects.
                cut = len(line) // 2 if w.some(0.2) and len(line) > 4 else len(line)
                for at, part in ((0, line[:cut]), (cut, line[cut:])):
                    if part:
                        part = part.replace("&", "&amp;").replace("<", "&lt;")
                        delta = f'DeltaX="g {len(part) - 1} 3.7"' if len(part) > 1 else ""
                        objects.append(f'<ofd:TextObject ID="{1000 * n + len(objects) + 1}" Boundary="{x + 3.7 * at:.2f} {y} {3.7 * len(part):.2f} 4" Font="2" Size="3.7"><ofd:TextCode X="0" Y="3.2" {delta}>{part}</ofd:TextCode></ofd:TextObject>')
            out.writestr(f"Doc_0/Pages/Page_{n}/Content.xml", f'<ofd:Page xmlns:ofd="{name}"><ofd:Content><ofd:Layer ID="9{n}">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>')


TEX = r"""\documentclass[12pt]{article}
\usepackage{fontspec}\usepackage{xeCJK}\setCJKmainfont{Noto Serif CJK SC}
\title{%s}\author{某己}\date{2021-03-04}\begin{document}\maketitle
%s
\end{document}"""


def tex(number):
    w = Writer(number)
    body = []
    for _ in range(w.dice.randint(2, 4)):
        body.append(f"\\section{{{w.words(2, 4)}}}")
        body.extend(w.paragraph() + (f"\\footnote{{{w.sentence()}}}" if w.some(0.2) else "") + "\n" for _ in range(w.dice.randint(2, 6)))
    return TEX % (w.title(), "\n".join(body))


def run(*command, cwd=None):
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    if done.returncode:
        sys.exit(f"{command}: {done.returncode}")


def make(folder, count):
    folder = Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    kinds = {kind: folder / kind for kind in ["docx", "odt", "epub", "pdf", "ofd"]}
    for path in kinds.values():
        path.mkdir(parents=True)
    third = count // 3
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        (work / "p.png").write_bytes(png())
        for number in range(third):
            source = work / f"pandoc{number}.md"
            source.write_text(markdown(number), encoding="utf-8")
            for kind in ["docx", "odt", "epub"]:
                run("pandoc", source.name, "-o", str((kinds[kind] / f"pandoc{number}.{kind}").resolve()), cwd=work)
        for number in range(third):
            (work / f"office{number}.fodt").write_text(fodt(number + 100), encoding="utf-8")
            python_docx(number + 200, kinds["docx"] / f"python{number}.docx")
            ebooklib_epub(number + 300, kinds["epub"] / f"ebooklib{number}.epub")
            shutil.copy(kinds["docx"] / f"python{number}.docx", work / f"again{number}.docx")
        office = [str(path) for path in sorted(work.glob("office*.fodt"))]
        again = [str(path) for path in sorted(work.glob("again*.docx"))]
        for kind in ["docx", "odt", "epub", "pdf"]:
            run("soffice", "--headless", "--convert-to", kind, "--outdir", str(kinds[kind]), *office)
        run("soffice", "--headless", "--convert-to", "odt", "--outdir", str(kinds["odt"]), *again)
        run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(kinds["pdf"]), *again)
        for number in range(third):
            (work / f"tex{number}.tex").write_text(tex(number + 400), encoding="utf-8")
            run("xelatex", "-interaction=batchmode", f"tex{number}.tex", cwd=work)
            shutil.copy(work / f"tex{number}.pdf", kinds["pdf"])
    for number in range(count):
        ofd(number + 500, kinds["ofd"] / f"standard{number}.ofd")


# ---------------------------------------------------------------- reading a second time


def solid(text):
    return re.sub(r"[\s\u3000\u00a0\u00ad\u200b]", "", text)


def local(node):
    return node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""


def value(node, name):
    return next((v for k, v in node.attrib.items() if k.rsplit("}", 1)[-1] == name), None)


def docx_text(path):
    """Paragraphs as Word shows them with all changes accepted; notes at the end."""
    from lxml import etree

    parts = zipfile.ZipFile(path)
    notes = []

    def inline(node, boxes, fields):
        out = ""
        for child in node:
            name = local(child)
            if name in ("del", "moveFrom", "instrText", "delText", "pPr", "sdtPr", "rubyPr"):
                continue
            if name == "Fallback":
                continue
            if name == "r" and any(local(v) == "vanish" for p in child if local(p) == "rPr" for v in p):
                continue
            if name == "rPr":
                continue
            if name == "fldChar":
                kind = value(child, "fldCharType")
                if kind == "begin":
                    fields.append(True)
                elif kind == "separate" and fields:
                    fields[-1] = False
                elif fields:
                    fields.pop()
            elif name == "t":
                out += "" if any(fields) else child.text or ""
            elif name == "noBreakHyphen":
                out += "-"
            elif name in ("footnoteReference", "endnoteReference"):
                notes.append((name[:-9] + "s", value(child, "id")))
                out += f"[{name[0]}]"
            elif name == "ruby":
                base = "".join(inline(b, boxes, fields) for b in child if local(b) == "rubyBase")
                rt = "".join(inline(b, boxes, fields) for b in child if local(b) == "rt")
                out += f"{base}（{rt}）"
            elif name == "txbxContent":
                boxes.extend(blocks(child))
            else:
                out += inline(child, boxes, fields)
        return out

    def blocks(node):
        found, going = [], ""
        for child in node:
            name = local(child)
            if name == "p":
                boxes = []
                text = going + inline(child, boxes, [])
                mark = child.find("{*}pPr/{*}rPr/{*}del")
                going = text if mark is not None else ""
                if mark is None:
                    found.append(text)
                found.extend(boxes)
            elif name == "tr" and child.find("{*}trPr/{*}del") is not None:
                continue
            elif name in ("tbl", "tr", "tc", "sdt", "sdtContent", "ins", "moveTo", "body"):
                found.extend(blocks(child))
        return found + ([going] if going else [])

    main = etree.fromstring(parts.read("word/document.xml"))
    lines = blocks(main.find("{*}body"))
    for kind in ("footnotes", "endnotes"):
        if f"word/{kind}.xml" in parts.namelist():
            tree = etree.fromstring(parts.read(f"word/{kind}.xml"))
            for which, wanted in list(notes):
                node = next((n for n in tree if which == kind and value(n, "id") == wanted), None)
                if node is not None:
                    lines.extend(blocks(node))
    return lines


def odt_text(path):
    from lxml import etree

    tree = etree.fromstring(zipfile.ZipFile(path).read("content.xml"))
    notes = {"footnote": [], "endnote": []}

    def inline(node, boxes):
        out = node.text or ""
        for child in node:
            name = local(child)
            if name == "note":
                kind = value(child, "note-class")
                notes[kind].extend(blocks(child.find("{*}note-body")))
                out += f"[{kind[0]}]"
            elif name in ("annotation", "tracked-changes", "desc", "title" if child.tag.find("svg") > 0 else "-", "binary-data"):
                pass
            elif name == "ruby":
                base = "".join(inline(b, boxes) for b in child if local(b) == "ruby-base")
                rt = "".join(inline(b, boxes) for b in child if local(b) == "ruby-text")
                out += f"{base}（{rt}）"
            elif name == "text-box":
                boxes.extend(blocks(child))
            else:
                out += inline(child, boxes) if isinstance(child.tag, str) else ""
            out += child.tail or ""
        return out

    def blocks(node):
        found = []
        for child in node:
            name = local(child)
            if name in ("p", "h"):
                boxes = []
                found.append(inline(child, boxes))
                found.extend(boxes)
            elif name in ("tracked-changes", "sequence-decls", "forms", "variable-decls", "user-field-decls", "table-column"):
                continue
            elif isinstance(child.tag, str):
                found.extend(blocks(child))
        return found

    lines = blocks(tree.find("{*}body/{*}text"))
    return lines + notes["footnote"] + notes["endnote"]


def epub_text(path):
    import ebooklib
    from ebooklib import epub
    from lxml import html

    book = epub.read_epub(str(path), {"ignore_ncx": False})
    lines = []
    for ident, _linear in book.spine:
        item = book.get_item_with_id(ident)
        if item is None or isinstance(item, epub.EpubNav) or "nav" in (getattr(item, "properties", None) or []):
            continue
        raw = book.get_item_with_href(item.get_name()).content
        tree = html.document_fromstring(re.sub(rb"<a id=\"x\"/>", b"", raw))
        body = tree.find("body")
        for rt in body.iter("rt"):
            rt.text = f"（{rt.text}）"
        lines.append(body.text_content())
    return lines


def pdf_text(path):
    """In the order of the file; `pdftotext` may still put a bullet or the cells of a table elsewhere."""
    text = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True).stdout.decode()
    pages = (re.sub(r"\n[ -]*\d{1,4}[ -]*\n*$", "", page) for page in text.split("\f"))
    return [line for page in pages for line in page.splitlines()]


def same_characters(articles, expected):
    shown_text = solid("".join(line for _, lines in articles for line in lines))
    return sorted(shown_text) == sorted(solid("".join(expected)))


def ofd_text(path):
    from lxml import etree

    parts = zipfile.ZipFile(path)
    pages = sorted((n for n in parts.namelist() if n.endswith("Content.xml")), key=lambda n: int(re.findall(r"\d+", n)[-1]))
    return ["".join(node.text or "" for node in etree.fromstring(parts.read(page)).iter("{*}TextCode")) for page in pages]


def shown(xinglan, path):
    """The articles of a file as the program shows them: lines without the words for pictures; for each whether it is a title."""
    listed = subprocess.run([xinglan, "list", "--json", str(path)], capture_output=True, check=False)
    if listed.returncode:
        return None, listed.stderr.decode()
    out = []
    for line in listed.stdout.decode().splitlines():
        article = json.loads(line)
        command = [xinglan, "show", "--width", "200", "--lang", "zh", "--id", article["id"], str(path)]
        done = subprocess.run(command, capture_output=True, check=True)
        lines = [line for line in done.stdout.decode().splitlines() if not line.startswith("图：")]
        out.append((solid(article["title"]), lines))
    return out, ""


def agree(articles, expected):
    """Walks through both; a line shown may begin with a number that the program has counted, and marks of notes differ. A title may
    stand apart from the text: in the properties, in a table of contents."""
    wanted = solid("".join(expected))
    wanted = re.sub(r"\[[fe]\]", "\0", wanted)
    at = 0
    all_lines = [(number, title, line, lines) for title, lines in articles for number, line in enumerate(lines)]
    for number, title, line, shown_lines in all_lines:
        if number == 0 and title and solid(line) == title:
            twice = len(shown_lines) > 1 and solid(shown_lines[1]) == title
            if twice or match(wanted, at, title) is None:
                continue
        if set(line) <= {"─"}:
            continue
        signs = [0] + [m.end() for m in re.finditer(r"[\s、）]+", line.lstrip())][:3]
        for cut in signs:
            text = solid(line.lstrip()[cut:])
            end = match(wanted, at, text)
            if end is not None:
                at = end
                break
        else:
            return f"shown {solid(line)[:40]!r}, in the file {wanted[at:at + 40]!r}"
    rest = wanted[at:].strip("\0")
    return f"not shown: {rest[:60]!r}" if rest else None


def match(wanted, at, text):
    """Where `text` ends if `wanted` goes on with it; `[1]` and `[i]` stand for marks."""
    for part in re.split(r"(\[(?:\d+|[ivxl]+)\])", text):
        if re.fullmatch(r"\[(?:\d+|[ivxl]+)\]", part) and at < len(wanted) and wanted[at] == "\0":
            at += 1
        elif wanted.startswith(part, at):
            at += len(part)
        else:
            return None
    return at


READERS = {"docx": docx_text, "odt": odt_text, "epub": epub_text, "pdf": pdf_text, "ofd": ofd_text}


def compare(xinglan, folder):
    worst = 0
    for kind, reader in READERS.items():
        files = sorted((Path(folder) / kind).glob(f"*.{kind}"))
        faults, moved = [], 0
        for path in files:
            articles, error = shown(xinglan, path)
            fault = error if articles is None else agree(articles, reader(path))
            if fault and kind == "pdf" and articles and same_characters(articles, reader(path)):
                fault, moved = None, moved + 1
            if fault:
                faults.append(f"  {path.name}: {fault}")
        checked = subprocess.run([xinglan, "check", str(Path(folder) / kind)], capture_output=True, check=False)
        order = f" ({moved} in the order of their characters alone)" if moved else ""
        print(f"{kind}: {len(files)} files, {len(faults)} differ{order}, check ends with {checked.returncode}")
        print("\n".join(faults[:8]), end="\n" if faults else "")
        worst |= bool(faults) or checked.returncode != 0
    return worst


if __name__ == "__main__":
    if len(sys.argv) >= 3 and sys.argv[1] == "make":
        make(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 30)
    elif len(sys.argv) == 4 and sys.argv[1] == "compare":
        sys.exit(compare(sys.argv[2], sys.argv[3]))
    else:
        sys.exit(__doc__)
