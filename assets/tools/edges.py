#!/usr/bin/env python3
"""Makes assets/province/edges.txt: how strongly two characters bind into a word, where that may cut a place's name.

    python3 assets/tools/edges.py dict.txt assets/province

dict.txt is jieba's dictionary (MIT). In 隆重庆祝 the pairs 隆重 and 庆祝 bind more strongly than 重庆 does, so that 重庆 is no
place there. The binding of a word is log2(P(word) / (P(first) P(second))), one letter from a = 1 bit on; that of a name stands
in gazetteer.txt.
"""
import math
import pathlib
import sys

HEADER = ("# Pairs of characters that bind into a word, and how strongly: a line has the first character, then second characters each "
          "with a letter, a = 1 bit. From jieba's dict.txt (MIT), reduced by assets/tools/edges.py\n")
LEAST_COUNT = 20
LEAST_BITS = 3

class Dictionary:
    def __init__(self, path):
        self.count = {}
        for line in open(path, encoding="utf-8"):
            word, count, *_ = line.split(" ")
            self.count[word] = int(count)
        self.total = sum(self.count.values())

    def cost(self, word, least=1):
        return math.log2(self.total / max(self.count.get(word, 0), least))

    def binding(self, word, least=1):
        """Bits that the word saves over its characters one by one."""
        return sum(self.cost(c) for c in word) - self.cost(word, least)


def main(dictionary, here):
    known = Dictionary(dictionary)
    lines = {}
    for word, count in sorted(known.count.items()):
        if len(word) == 2 and count >= LEAST_COUNT and all("\u4e00" <= c <= "\u9fff" for c in word):
            bits = round(known.binding(word))
            if bits >= LEAST_BITS:
                lines.setdefault(word[0], []).append(word[1] + chr(ord("a") - 1 + min(bits, 26)))
    with open(here / "edges.txt", "w", encoding="utf-8") as out:
        out.write(HEADER)
        for first, seconds in sorted(lines.items()):
            out.write(first + "".join(seconds) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
