#!/usr/bin/env python3
"""Makes assets/characters.txt: how rare each Han character is in Chinese text, by which a wrong encoding is known.

    python3 assets/tools/characters.py assets > assets/characters.txt

Read are words.txt (jieba's word list, MIT, with frequencies) and folding.txt, both of this folder. A line has a number of
half bits and the characters that cost as much: -log2 of the character's share of all characters in all words, a
Traditional character counted as the simplified one. Characters that cost more than MOST_BITS are left out.
"""
import collections
import math
import pathlib
import sys

SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
MOST_BITS = 22
HEADER = ("# Half bits, and the characters that cost as many. From jieba's word list, https://github.com/fxsjy/jieba, "
          "Copyright (c) 2013 Sun Junyi, MIT licence, counted by assets/tools/characters.py\n")


def words(path):
    """The words of a front-coded list with their frequencies."""
    before = ""
    for line in open(path, encoding="utf-8"):
        if not line.startswith("#"):
            coded, frequency = line.rstrip("\n").split("\t")
            before = before[:SIGNS.index(coded[0])] + coded[1:]
            yield before, int(frequency)


def main(assets):
    counts = collections.Counter()
    for word, frequency in words(assets / "words.txt"):
        counts.update({c: frequency * word.count(c) for c in set(word) if "\u4e00" <= c <= "\u9fff"})
    total = sum(counts.values())
    half_bits = {c: round(-2 * math.log2(count / total)) for c, count in counts.items()}
    simplified = open(assets / "folding.txt", encoding="utf-8").read().split("[simplified]\n")[1].split("\n[")[0]
    lines = simplified.splitlines()
    for old, new in (pair for line in lines for pair in line.split()):
        if new in half_bits and "\u4e00" <= old <= "\u9fff":
            half_bits[old] = min(half_bits.get(old, half_bits[new]), half_bits[new])
    classes = collections.defaultdict(list)
    for c, cost in half_bits.items():
        if cost <= 2 * MOST_BITS:
            classes[cost].append(c)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(HEADER)
    for cost, characters in sorted(classes.items()):
        sys.stdout.write(f"{cost} {''.join(sorted(characters))}\n")


main(pathlib.Path(sys.argv[1]))
