#!/usr/bin/env python3
"""Computes what `kwic`, `collocates` and `keyness` print a second time, and compares.

    concordance_check.py XINGLAN PATH WORD...

The borders of words come from `xinglan export --tokens`, the text from `xinglan export --format jsonl`; uses are found, windows
laid and formulas computed here, in other ways than the program does. Numbers must agree to 1e-9. Prints a line a word and ends
with 1 if anything differs.
"""

import json
import math
import os
import subprocess
import sys
from collections import Counter, defaultdict

ENDS = "。！？…!?；"
FOLDING = os.path.join(os.path.dirname(__file__), "..", "..", "assets", "folding.txt")


def output(*command):
    run = subprocess.run(command, capture_output=True, check=False)
    if run.returncode not in (0, 1):
        sys.exit(f"{command}: {run.returncode} {run.stderr.decode()}")
    return run.stdout.decode()


def pairs():
    """Traditional characters and their simplified forms."""
    with open(FOLDING, encoding="utf-8") as table:
        simplified = table.read().split("[simplified]\n")[1].split("\n[")[0]
    return {pair[0]: pair[1] for pair in simplified.split()}


PAIRS = pairs()


def fold_char(c):
    if "！" <= c <= "～":
        c = chr(ord(c) - 0xFEE0)
    c = c.lower() if len(c.lower()) == 1 else c
    for _ in range(2):
        c = PAIRS.get(c, c)
    return c


def fold(text):
    return "".join(map(fold_char, text))


def library(xinglan, path):
    """The articles that are no copies: their lines, and of each line its tokens as (start, end, text, parts)."""
    articles = {}
    for line in output(xinglan, "export", "--format", "jsonl", path).splitlines():
        article = json.loads(line)
        if "duplicate_of" not in article:
            articles[article["id"]] = {"lines": [article["title"], *article["text"].split("\n")], "tokens": defaultdict(list)}
    rows = output(xinglan, "export", "--tokens", path).split("\n")
    names = rows[0].split("\t")
    for row in rows[1:]:
        fields = dict(zip(names, row.split("\t")))
        if len(fields) == len(names) and fields["doc_id"] in articles:
            article = articles[fields["doc_id"]]
            number = int(fields["paragraph"])
            known = article["tokens"][number]
            start = article["lines"][number].index(fields["token"], known[-1][1] if known else 0)
            known.append((start, start + len(fields["token"]), fields["token"], fields["list_words"].split(" ")))
    return list(articles.values())


def uses(line, word):
    """Where a folded word stands in a line, without overlaps. Folding keeps the number of characters here."""
    folded, found, at = fold(line), [], 0
    while (at := folded.find(word, at)) >= 0:
        found.append((at, at + len(word)))
        at += len(word)
    return found


def is_word(token):
    return any(c.isalnum() for c in token)


def pieces(tokens, found):
    """The tokens of a line; one that a use cuts as its parts."""
    borders = [border for use in found for border in use]
    for start, end, token, parts in tokens:
        if any(start < border < end for border in borders):
            for part in parts:
                yield start, start + len(part), part
                start += len(part)
        else:
            yield start, end, token


def windows(tokens, found, left, right):
    """For every word: None if it belongs to a use, else the side of the nearest use, or ''. The left one wins a tie."""
    tokens = list(tokens)
    words = [i for i, (_, _, token) in enumerate(tokens) if is_word(token)]
    inside = {i for i in words if any(tokens[i][0] < end and start < tokens[i][1] for start, end in found)}
    sides = []
    for i in words:
        if i in inside:
            sides.append((tokens[i][2], None))
            continue
        best = (math.inf, "")
        for start, end in found:
            after = tokens[i][0] >= end
            between = [
                t for t in tokens if (end <= t[0] < tokens[i][0] if after else tokens[i][1] <= t[0] and t[1] <= start)
            ]
            if any(c in ENDS for t in between if not is_word(t[2]) for c in t[2]):
                continue
            distance = sum(is_word(t[2]) for t in between) + 1
            if distance <= (right if after else left) and distance < best[0]:
                best = (distance, "right" if after else "left")
        sides.append((tokens[i][2], best[1]))
    return sides


def collocates(articles, word, left=5, right=5):
    counts, near, total, number = defaultdict(Counter), 0, 0, 0
    for article in articles:
        for line_number, line in enumerate(article["lines"]):
            found = uses(line, word)
            number += len(found)
            for token, side in windows(pieces(article["tokens"][line_number], found), found, left, right):
                if side is None:
                    continue
                counts[fold(token)]["count"] += 1
                total += 1
                if side:
                    counts[fold(token)][side] += 1
                    near += 1
    return counts, near, total, number


def surprise(observed, expected):
    return observed * math.log(observed / expected) if observed else 0.0


def two_by_two(a, b, c, d):
    n = a + b + c + d
    sum_ = 2 * (
        surprise(a, (a + b) * (a + c) / n)
        + surprise(b, (a + b) * (b + d) / n)
        + surprise(c, (c + d) * (a + c) / n)
        + surprise(d, (c + d) * (b + d) / n)
    )
    return -sum_ if a * n < (a + b) * (a + c) else sum_


class Report:
    def __init__(self):
        self.wrong = 0

    def same(self, what, own, printed):
        if own != printed and not (isinstance(own, float) and abs(own - printed) <= 1e-9 * max(1, abs(own))):
            self.wrong += 1
            if self.wrong < 20:
                print(f"{what}: {own} here, {printed} there")


def check_collocates(xinglan, path, articles, word, report):
    rows = [json.loads(line) for line in output(xinglan, "collocates", word, path, "--least", "1", "--common", "--json").splitlines()]
    if not rows:
        return 0
    totals = rows.pop()
    counts, near, total, number = collocates(articles, fold(word))
    report.same(f"{word} uses", number, totals["uses"])
    report.same(f"{word} words near", near, totals["words_near"])
    report.same(f"{word} words", total, totals["words"])
    own = {w: c for w, c in counts.items() if c["left"] + c["right"]}
    report.same(f"{word} collocates", sorted(own), sorted(row["word"] for row in rows))
    for row in rows:
        count = own.get(row["word"], Counter())
        joint, all_ = count["left"] + count["right"], count["count"]
        what = f"{word} + {row['word']}"
        report.same(what, (count["left"], count["right"], joint, all_), (row["left"], row["right"], row["joint"], row["count"]))
        if joint:
            report.same(what, all_ * near / total, row["expected"])
            report.same(what, 14 + math.log2(2 * joint / (number + all_)), row["log_dice"])
            report.same(what, two_by_two(joint, near - joint, all_ - joint, total - near - all_ + joint), row["log_likelihood"])
    return len(rows)


def frequencies(articles):
    count, documents, total = Counter(), Counter(), 0
    for article in articles:
        words = [fold(t[2]) for tokens in article["tokens"].values() for t in tokens if is_word(t[2])]
        count.update(words)
        documents.update(set(words))
        total += len(words)
    return count, documents, total


def check_keyness(xinglan, path, articles, word, report):
    rows = [json.loads(line) for line in output(xinglan, "keyness", "--filter", word, path, "--least", "1", "--common", "--json").splitlines()]
    if not rows:
        return 0
    rows.pop()
    has = [any(uses(line, fold(word)) for line in article["lines"]) for article in articles]
    here, docs, of_here = frequencies([a for a, yes in zip(articles, has) if yes])
    there, docs_there, of_there = frequencies([a for a, yes in zip(articles, has) if not yes])
    report.same(f"{word} keywords", sorted(set(here) | set(there)), sorted(row["word"] for row in rows))
    for row in rows:
        a, b = here[row["word"]], there[row["word"]]
        share = (a + b) / (of_here + of_there)
        likelihood = 2 * (surprise(a, of_here * share) + surprise(b, of_there * share))
        likelihood = -likelihood if a * of_there < b * of_here else likelihood
        ratio = math.log2(((a or 0.5) / of_here) / ((b or 0.5) / of_there))
        what = f"{word} ~ {row['word']}"
        report.same(what, (a, b, docs[row["word"]], docs_there[row["word"]]), (row["count"], row["count_there"], row["articles"], row["articles_there"]))
        report.same(what, likelihood, row["log_likelihood"])
        report.same(what, ratio, row["log_ratio"])
        report.same(what, a * 1e6 / of_here, row["per_million"])
    return len(rows)


def main():
    xinglan, path, *words = sys.argv[1:]
    articles, report = library(xinglan, path), Report()
    for word in words:
        kwic = output(xinglan, "kwic", word, path, "--json").splitlines()
        number = sum(len(uses(line, fold(word))) for article in articles for line in article["lines"])
        report.same(f"{word} lines", number, max(len(kwic) - 1, 0))
        near = check_collocates(xinglan, path, articles, word, report)
        keywords = check_keyness(xinglan, path, articles, word, report)
        print(f"{word}: {number} uses, {near} collocates, {keywords} keywords")
    print(f"{report.wrong} differences")
    sys.exit(report.wrong > 0)


if __name__ == "__main__":
    main()
