"""Searches a snapshot for random words and compares with ripgrep over the same texts: no article missing, none too many.

    python3 tests/tools/same_as_rg.py XINGLAN FOLDER SNAPSHOT [--seed N] [--queries N]

XINGLAN lists the clean text of every article, which is written into a temporary folder, a file an article. Words are drawn
from these texts: of 1, 2, 3, 4 and 8 characters, as they come and rare ones, some with letters and digits, and pairs of
words that must both be there. For each, `xinglan search -l --snapshot` must give the paths that `rg -l` gives.

ripgrep is asked for every written form of a word (case, width, Traditional and simplified by assets/folding.txt), by a table
made here and not by the program. Where a word has such forms, `rg -F` must also give no path that the forms do not.
What the program finds more counts only in texts without a blank between ideographs, where it may skip one.
Prints one line; with differences the first of them, and ends with 1. Standard library only; needs rg.
"""

import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import unicodedata

FOLDING = os.path.join(os.path.dirname(__file__), "..", "..", "assets", "folding.txt")
LENGTHS = [1, 2, 3, 4, 8]
# Blanks, quotes (a query is quoted), and characters without width, which are passed over.
UNFIT = re.compile("[\\s\"“”＂\u00ad\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff]")
MARKS = "[\\x{200D}\\x{FE00}-\\x{FE0F}]*"
RG = ["rg", "--no-config", "--no-ignore", "--hidden", "--no-messages", "--text", "--color=never", "-l"]


def signs():
    """Half-width, small and vertical signs, by the Unicode Character Database."""
    for code in [*range(0xFE10, 0xFE17), *range(0xFE35, 0xFE45), 0xFE50, *range(0xFE51, 0xFE6C), *range(0xFF61, 0xFF9E), *range(0xFFE0, 0xFFE7)]:
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            yield chr(code), plain
    for dot in "\u2022\u30fb\u2027\uff65":
        yield dot, "\u00b7"


SIGNS = dict(signs())


class Forms:
    """Which characters are one to the search."""

    def __init__(self):
        self.simple, self.same, self.variants, section = {}, {}, {}, None
        with open(FOLDING, encoding="utf-8") as lines:
            next(lines)
            for line in lines:
                if line.startswith("["):
                    section = line.strip("[]\n")
                    continue
                for word in line.split():
                    if section == "variants":
                        self.variants.update((char, word[0]) for char in word[1:])
                    else:
                        {"simplified": self.simple, "same": self.same}[section][word[0]] = word[1]
        self.same.update(SIGNS)
        self.back = collections.defaultdict(set)
        codes = [*range(0x21, 0xD800), *range(0xE000, 0x10000), *map(ord, [*self.simple, *self.same, *self.variants])]
        for char in map(chr, codes):
            self.back[self.fold(char)].add(char)

    def fold(self, char):
        if "\uff01" <= char <= "\uff5e":
            char = chr(ord(char) - 0xFEE0)
        lower = char.lower()
        char = lower if len(lower) == 1 else char
        char = self.same.get(char, char)
        char = chr(ord(char) - 0xFEE0) if "\uff01" <= char <= "\uff5e" else char
        for _ in range(2):
            char = self.simple.get(char, char)
        return self.variants.get(char, char)

    def pattern(self, word):
        """A regular expression for all forms of a word; none if there is but one."""
        classes = [sorted(self.back.get(self.fold(char), {char})) for char in word]
        if all(len(chars) == 1 and ord(chars[0]) >= 0x3400 for chars in classes):
            return None
        return MARKS.join("[" + "".join(f"\\x{{{ord(c):X}}}" for c in chars) + "]" for chars in classes)


def paths(command, folder):
    """The paths below `folder` that a search there prints; both programs end with 1 when nothing is found."""
    done = subprocess.run(command, stdout=subprocess.PIPE, cwd=folder, check=False)
    if done.returncode > 1:
        sys.exit(f"{command[0]} ended with {done.returncode}")
    return {os.path.relpath(path, ".") for path in done.stdout.decode("utf-8", "surrogateescape").splitlines()}


def lay_out(args, folder):
    """Writes the text of every article, and gives their names."""
    command = [args.xinglan, "search", "/.+/", args.folder, "--json", "--no-corrections"]
    names = []
    with subprocess.Popen(command, stdout=subprocess.PIPE) as program:
        for line in program.stdout:
            article = json.loads(line)
            passages = article["passages"]
            if sum(len(p["text"]) for p in passages if p["paragraph"]) != article["chars"]:
                sys.exit(f"{article['path']}: {article['chars']} characters are not all there")
            number = f":{article['line']}" if "line" in article else ""
            names.append(os.path.relpath(article["path"], args.folder) + number)
            target = os.path.join(folder, names[-1])
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "w", encoding="utf-8", newline="") as file:
                file.write("\n".join(p["text"] for p in passages))
    return names


class Words:
    """Words that stand in the texts."""

    def __init__(self, folder, names, dice):
        self.folder, self.names, self.dice = folder, names, dice
        sample = "".join(self.text() for _ in range(min(500, len(names))))
        self.count = collections.Counter(sample)
        self.latin = sorted(set(re.findall(r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９]+", sample)))

    def text(self):
        with open(os.path.join(self.folder, self.dice.choice(self.names)), encoding="utf-8", newline="") as file:
            return file.read()

    def word(self, text, length):
        for _ in range(100):
            at = self.dice.randrange(max(1, len(text) - length + 1))
            word = text[at : at + length]
            if word and not UNFIT.search(word):
                return word
        return "的"

    def query(self, kind):
        text, length = self.text(), self.dice.choice(LENGTHS)
        if kind == "rare":
            words = [self.word(self.text(), length) for _ in range(20)]
            return [min(words, key=lambda word: min(self.count[char] for char in word))]
        if kind == "latin" and self.latin:
            word = self.dice.choice(self.latin)
            return [self.dice.choice([word, word.upper(), word.lower(), word[:2]])]
        if kind == "both":
            other = text if self.dice.random() < 0.7 else self.text()
            return [self.word(text, length), self.word(other, self.dice.choice(LENGTHS))]
        return [self.word(text, length)]


def by_rg(word, forms, folder):
    """The names that ripgrep gives; what `rg -F` alone gives must be among them."""
    exact = paths([*RG, "-F", "--", word, "."], folder)
    pattern = forms.pattern(word)
    if pattern is None:
        return exact
    every = paths([*RG, "-e", pattern, "."], folder)
    if not exact <= every:
        sys.exit(f"{word}: a form is missing in the table of this tool")
    return every


def is_spaced(folder, name):
    """Whether a blank stands between two ideographs of a text."""
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        return re.search("[\u3400-\u9fff\uf900-\ufaff][ \u3000][\u3400-\u9fff\uf900-\ufaff]", file.read()) is not None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("xinglan")
    parser.add_argument("folder")
    parser.add_argument("snapshot")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--queries", type=int, default=200)
    args = parser.parse_args()
    program, snapshot = os.path.abspath(args.xinglan), os.path.abspath(args.snapshot)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        names = lay_out(args, folder)
        dice = random.Random(args.seed)
        words, forms = Words(folder, names, dice), Forms()
        kinds = ["plain"] * 3 + ["rare", "latin", "both"]
        faults, found, folded = [], 0, 0
        for number in range(args.queries):
            query = words.query(kinds[number % len(kinds)])
            expected = set.intersection(*(by_rg(word, forms, folder) for word in query))
            folded += any(forms.pattern(word) for word in query)
            text = " ".join(f'"{word}"' for word in query)
            command = [program, "search", "-l", "--no-corrections", "--snapshot", snapshot, "--", text, "."]
            ours = paths(command, args.folder)
            found += len(ours)
            ours = {name for name in ours if name in expected or not is_spaced(folder, name)}
            if ours != expected:
                missing, more = sorted(expected - ours), sorted(ours - expected)
                faults.append(f"{text}: {len(missing)} missing {missing[:3]}, {len(more)} too many {more[:3]}")
    seconds = time.monotonic() - start
    print(
        f"{args.queries} queries (seed {args.seed}, {folded} with other written forms) over {len(names)} articles: "
        f"{found} hits, {len(faults)} differences, {seconds:.0f} s"
    )
    for fault in faults[:10]:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
