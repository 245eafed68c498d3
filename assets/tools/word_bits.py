#!/usr/bin/env python3
"""Makes assets/word_bits.txt: how strongly characters bind into a word, where that may cut a place's name.

    python3 assets/tools/word_bits.py dict.txt assets/province

dict.txt is jieba's dictionary (MIT). In 隆重庆祝 the pairs 隆重 and 庆祝 bind more strongly than 重庆 does, so that 重庆 is no
place there. The binding of a word is log2(P(word) / (P(first) P(second))), one letter from a = 1 bit on; that of a name stands
in gazetteer.txt. Words of three characters follow after an empty line, so that 实际上海外 is no 上海.
"""
import math
import pathlib
import sys

HEADER = ("# Pairs of characters that bind into a word, and how strongly: a line has the first character, then second characters each "
          "with a letter, a = 1 bit; below, words of three characters likewise. From jieba's dict.txt (MIT), reduced by assets/tools/word_bits.py\n")
LEAST_COUNT = 20
LEAST_COUNT_OF_THREE = 60
LEAST_COUNT_OF_LONG = 10
LEAST_BITS = 3
MOST_BITS = 26
NAMES = ("nr", "ns", "nt", "nz")
LONG_HEADER = ("# Words of three characters and more that shorter words do not explain, most of them foreign names, and how strongly each binds "
               "(a = 1 bit). From jieba's dict.txt (MIT), reduced by assets/tools/word_bits.py\n")
SURNAMES = set("李王张刘陈杨赵吴徐孙朱胡郭林罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁余叶蒋杜苏魏吕丁沈姚卢傅钟姜崔谭廖汪陆贾韦薛邱侯邹熊孟秦阎尹雷黎史陶贺毛郝"
               "龚邵钱严覃莫孔汤黄周何柳齐梅童颜翟易乔赖樊殷施洪翁荆焦聂倪鲁葛程范夏段顾闫付岳凌祝柯俞阮蓝鲍骆祁霍苗柴裴庄瞿褚高马石白金江温武章季盛龙方万安任")


class Dictionary:
    def __init__(self, path):
        self.count, self.tag = {}, {}
        for line in open(path, encoding="utf-8"):
            word, count, *tag = line.split()
            self.count[word], self.tag[word] = int(count), tag[0] if tag else ""
        self.total = sum(self.count.values())

    def cost(self, word, least=1):
        return math.log2(self.total / max(self.count.get(word, 0), least))

    def binding(self, word, least=1):
        """Bits that the word saves over its characters one by one."""
        return sum(self.cost(c) for c in word) - self.cost(word, least)


def is_han(word):
    return all("\u4e00" <= c <= "\u9fff" for c in word)


def write(out, bits):
    """A line for every first character."""
    lines = {}
    for word, strength in sorted(bits.items()):
        if round(strength) >= LEAST_BITS:
            lines.setdefault(word[0], []).append(word[1:] + chr(ord("a") - 1 + min(round(strength), MOST_BITS)))
    for first, others in sorted(lines.items()):
        out.write(first + "".join(others) + "\n")


def write_long(out, known, shorter, places):
    """Words that the shorter ones leave in the dark, and that hold no place: a line for every first character."""

    def explained(word):
        best = [0]
        for end in range(1, len(word) + 1):
            taken = [best[end - n] + max(shorter.get(word[end - n:end], 0), 0) for n in (2, 3) if n <= min(end, len(word) - 1)]
            best.append(max([best[-1], *taken]))
        return best[-1]

    def holds_place(word):
        parts = (word[at:at + n] for n in range(2, len(word)) for at in range(len(word) - n + 1))
        return word in places or any(part in places for part in parts)

    lines = {}
    for word, count in known.count.items():
        person = known.tag[word] == "nr" and (len(word) == 3 and word[0] in SURNAMES or len(word) > 4)
        if (not 3 <= len(word) <= 6 or not is_han(word) or count < LEAST_COUNT_OF_LONG or word in shorter or person
                or known.tag[word] in ("i", "l") or holds_place(word)):
            continue
        strength = known.binding(word)
        if explained(word) < strength / 2:
            letter = chr(ord("a") - 1 + min(round(strength), MOST_BITS))
            lines.setdefault(word[0], []).append(word[1:] + letter)
    for first, others in sorted(lines.items()):
        out.write(first + " ".join(sorted(others)) + "\n")


def main(dictionary, here):
    known = Dictionary(dictionary)
    places = {line.split()[0] for line in open(here / "gazetteer.txt", encoding="utf-8") if line.strip()}

    def bits(length, least, leave_out=lambda word: False):
        return {word: known.binding(word) for word, count in known.count.items()
                if len(word) == length and count >= least and is_han(word) and not leave_out(word)}

    def is_name(word):
        return known.tag[word][:2] in NAMES or word[:2] in places or word[1:] in places

    pairs, triples = bits(2, LEAST_COUNT), bits(3, LEAST_COUNT_OF_THREE, is_name)
    with open(here.parent / "word_bits.txt", "w", encoding="utf-8") as out:
        out.write(HEADER)
        write(out, pairs)
        out.write("\n")
        write(out, triples)
    with open(here.parent / "long_words.txt", "w", encoding="utf-8") as out:
        out.write(LONG_HEADER)
        write_long(out, known, {**pairs, **triples}, places)


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
