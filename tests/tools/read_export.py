#!/usr/bin/env python3
"""Reads what `xinglan export` writes, with other programs than xinglan, and says whether each character is there once.

    read_export.py REFERENCE.jsonl FILE.md FILE.txt FILE.csv FILE.epub FILE.tsv ...

REFERENCE is `export --format jsonl` of the same articles, which a test compares with the articles themselves. Each other
file is read by its ending: CSV by the module csv, EPUB by zipfile and html.parser, Markdown by markdown-it-py where it is
installed, else by the small reader below. Blanks are not compared: breaks of lines and indents are layout.
"""

import csv
import html
import json
import re
import sys
import unicodedata
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree


def bare(text):
    """The characters without blanks."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Zs")


def is_clean(text):
    """Whether it has nothing that is cleaned away: JSON holds names of files as they are, with escapes."""
    return not any(unicodedata.category(c) in ("Cc", "Cf") for c in text)


def reference(path):
    with open(path, encoding="utf-8", newline="") as file:
        return [json.loads(line) for line in file]


def undefused(field):
    """A field as it was before it was kept from being run: see docs/en/export.md."""
    return field[1:] if field.startswith("'") else field


def read_csv(path, articles):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert len(rows) == len(articles), f"{len(rows)} rows of {len(articles)} articles"
    for row, article in zip(rows, articles):
        assert not any(field[:1] in tuple("=+-@") for field in row.values()), row
        for name in ["id", "title", "section", "path", "state", "citation"]:
            if is_clean(article[name]):
                assert undefused(row[name]) == article[name], (name, row[name], article[name])
        assert undefused(row["date"]) == (article["date"] or "")
        assert undefused(row["tags"]) == "; ".join(article["tags"])
        assert row["starred"] == str(article["starred"]).lower()
        yield bare(undefused(row["title"]) + undefused(row["text"]))


class Text(HTMLParser):
    """The text of the body, without the line about the source."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.skips, self.inside = [], 0, False

    def handle_starttag(self, tag, attributes):
        if tag == "body":
            self.inside = True
        if self.skips or ("class", "source") in attributes:
            self.skips += 1

    def handle_endtag(self, tag):
        self.skips = max(0, self.skips - 1)

    def handle_data(self, data):
        if self.inside and not self.skips:
            self.text.append(data)


def read_epub(path, articles):
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        first = book.infolist()[0]
        assert (first.filename, first.compress_type, book.read(first)) == (
            "mimetype", zipfile.ZIP_STORED, b"application/epub+zip")
        package = ElementTree.fromstring(book.read("OEBPS/content.opf"))
        space = {"o": "http://www.idpf.org/2007/opf"}
        files = {item.get("id"): item.get("href") for item in package.findall("o:manifest/o:item", space)}
        assert all(f"OEBPS/{href}" in book.namelist() for href in files.values())
        spine = [files[item.get("idref")] for item in package.findall("o:spine/o:itemref", space)]
        nav = ElementTree.fromstring(book.read("OEBPS/nav.xhtml"))
        links = [a.get("href") for a in nav.iter("{http://www.w3.org/1999/xhtml}a")]
        assert links == spine, "the contents name every chapter"
        for href in spine:
            page = book.read(f"OEBPS/{href}").decode()
            ElementTree.fromstring(page)
            text = Text()
            text.feed(page)
            yield bare("".join(text.text))


def inline(text):
    """Markdown of one paragraph as text: escapes and references are all that there is."""
    text = re.sub(r"\\([!-/:-@\[-`{-~])", lambda match: f"&#{ord(match[1])};", text)
    return html.unescape(text)


def small_markdown(text):
    """Each article as (paragraphs of text): a reader of what the writer may write."""
    articles, lines = [[]], text.split("\n")
    fence, position = None, 0
    while position < len(lines):
        line = lines[position]
        position += 1
        if fence is not None:
            if line == fence:
                fence = None
            else:
                articles[-1].append(line)
        elif re.fullmatch(r"`{3,}", line):
            fence = line
        elif line == "---":
            articles.append([])
        elif re.fullmatch(r"\|( --- \|)+", line):
            pass
        elif line.startswith("| "):
            articles[-1].append(inline(re.sub(r"(?<!\\)\|", " ", line)))
        else:
            line = re.sub(r"^(#{1,6} |> )", "", line)
            if line.endswith("\\") and not line.endswith("\\\\"):
                line = line[:-1]
            articles[-1].append(inline(line))
    return [[line for line in article if line.strip()] for article in articles]


def markdown_it(text):
    from markdown_it import MarkdownIt

    articles = [[]]
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        assert token.type not in ("html_block", "bullet_list_open", "ordered_list_open"), token
        if token.type == "hr":
            articles.append([])
        elif token.type in ("fence", "code_block"):
            articles[-1].append(token.content)
        elif token.type == "inline":
            kinds = {child.type for child in token.children}
            assert kinds <= {"text", "text_special", "softbreak", "hardbreak"}, (kinds, token.content)
            articles[-1].append("".join(child.content for child in token.children))
    return [[line for line in article if line.strip()] for article in articles]


def without_citation(paragraphs, article):
    """Title and text: the paragraph after the title cites."""
    at = 1 if article["title"] else 0
    assert bare(paragraphs[at]) == bare(article["citation"]), (paragraphs[:3], article["citation"])
    return bare("".join(paragraphs[:at] + paragraphs[at + 1:]))


def read_markdown(path, articles):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    read = [small_markdown(text)]
    try:
        read.append(markdown_it(text))
    except ImportError:
        pass
    for found in read:
        assert len(found) == len(articles), f"{len(found)} of {len(articles)} articles"
    for paragraphs, *others, article in zip(*read, articles):
        text = without_citation(paragraphs, article)
        assert all(without_citation(other, article) == text for other in others)
        yield text


def read_text(path, articles):
    """Cuts the text at the citations: nothing else tells where an article of plain text begins."""
    with open(path, encoding="utf-8", newline="") as file:
        lines = file.read().split("\n")
    position = 0
    for article, following in zip(articles, articles[1:] + [None]):
        if article["title"]:
            title, position = lines[position], position + 1
        else:
            title, position = "", position + 1
        assert lines[position] == article["citation"], (lines[position], article["citation"])
        start = position = position + 1
        end = len(lines)
        if following:
            head = [following["title"], following["citation"]]
            end = next(at for at in range(start, len(lines)) if lines[at:at + 2] == head)
        position = end
        yield bare(title + "".join(lines[start:end]))


def read_tokens(path, articles):
    with open(path, encoding="utf-8", newline="") as file:
        rows = [line.split("\t") for line in file.read().split("\n")[:-1]]
    assert rows[0] == ["doc_id", "date", "province", "section", "paragraph", "token", "list_words"], rows[0]
    position = 1
    for article in articles:
        text, length = "", len(bare(article["title"] + article["text"]))
        while len(text) < length:
            id, date, _, section, _, token, parts = rows[position]
            assert parts.replace(" ", "") == token.replace(" ", ""), (token, parts)
            assert id == article["id"] or not re.fullmatch(r"[\w.-]+", article["id"]), (id, article, text, token)
            assert (date, section) == (article["date"] or "", article["section"])
            text, position = text + bare(token), position + 1
        yield text
    assert position == len(rows)


READERS = {"csv": read_csv, "epub": read_epub, "md": read_markdown, "txt": read_text, "tsv": read_tokens}


def main(path, *others):
    articles = reference(path)
    wanted = [bare(article["title"] + article["text"]) for article in articles]
    for other in others:
        found = list(READERS[other.rsplit(".", 1)[1]](other, articles))
        assert len(found) == len(wanted), f"{other}: {len(found)} of {len(wanted)} articles"
        for text, want, article in zip(found, wanted, articles):
            assert text == want, f"{other}: {article['id']} {article['title']}\n{want}\n{text}"
        print(f"{other}: {len(found)} articles, {sum(map(len, found))} characters, each once")


if __name__ == "__main__":
    main(*sys.argv[1:])
