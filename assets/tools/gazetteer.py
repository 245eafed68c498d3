#!/usr/bin/env python3
"""Makes assets/province/gazetteer.txt, the names the recogniser looks for.

    python3 assets/tools/gazetteer.py TABLES dict.txt assets/province

TABLES is a folder with divisions.tsv, former.tsv and aliases.tsv (names and codes of the divisions of China, MIT). The
folder assets/province also gives bare.txt: which names may stand without their suffix. dict.txt is jieba's dictionary (MIT). Run it again when a table changes, and commit what it writes.

The result has sections of lines `NAME SIGNS BITS`: SIGNS are the one-character signs of the provinces the name may mean,
and after a slash those that have a division of this name at any level; BITS say how strongly its characters bind (see
word_bits.py).
"""
import collections
import pathlib
import re
import sys

from word_bits import Dictionary

SIGN = dict(zip(
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 "
    "贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 台湾 香港 澳门".split(),
    "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新台港澳"))
ORDER = list(SIGN.values())
# The names of peoples that autonomous divisions carry between place and suffix.
PEOPLES = (
    "壮族 回族 满族 苗族 彝族 土家族 藏族 蒙古族 侗族 布依族 瑶族 白族 朝鲜族 哈尼族 黎族 哈萨克族 傣族 傈僳族 佤族 畲族 "
    "拉祜族 水族 东乡族 纳西族 景颇族 土族 达斡尔族 羌族 仫佬族 柯尔克孜族 毛南族 撒拉族 锡伯族 塔吉克族 怒族 裕固族 保安族 "
    "独龙族 普米族 布朗族 仡佬族 鄂温克族 鄂伦春族 门巴族 珞巴族 各族 蒙古 哈萨克 柯尔克孜 塔吉克 锡伯 维吾尔 回族 多民族 "
    "满洲族 京族").split()
# How often a name is taken to occur in jieba's corpus that its dictionary does not have.
LEAST_COUNT = 30
# Provinces and large cities are named far more often today than in that corpus: so many bits more.
LARGE_BITS = 2
HEADER = ("# Names of the divisions of China, now and formerly, and what else means them. Source: tables divisions.tsv, "
          "former.tsv, aliases.tsv (MIT licence), and jieba's dict.txt (MIT); made by assets/tools/gazetteer.py\n")


def rows(path):
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def choices(path):
    """The lists of bare.txt: word -> set of names, the main province of some names, the province of some sights."""
    lists, main = collections.defaultdict(set), {}
    sights = {}
    for line in filter(str.strip, open(path, encoding="utf-8")):
        word, *names = line.split()
        if word == "main":
            main[names[0]] = names[1]
        elif word == "sight":
            sights[names[0]] = names[1]
        elif word != "#":
            lists[word].update(names)
    return lists, main, sights


def short_of_autonomous(name):
    """宽甸满族自治县 -> 宽甸, 县; None for others."""
    found = re.fullmatch(r"(.+?)自治(区|州|县|旗)", name)
    if not found:
        return None
    stem = found[1]
    while True:
        people = next((p for p in PEOPLES if stem.endswith(p) and len(stem) - len(p) >= 2), None)
        if people is None:
            return stem, found[2]
        stem = stem[:-len(people)]


class Names:
    """Candidates of every name by level; the highest level that has a bare name owns it."""

    def __init__(self):
        self.full = collections.defaultdict(set)
        self.short = collections.defaultdict(lambda: collections.defaultdict(set))

    def add(self, row, province, level):
        name, short = row["name"], row["short"]
        self.full[name].add(province)
        stem = short_of_autonomous(name)
        if stem and level != "province":
            self.full[stem[0] + stem[1]].add(province)
            if not stem[0] == short:
                self.full[stem[0] + "自治" + stem[1]].add(province)
        if level == "prefecture" and name.endswith("地区"):
            self.full[name].add(province)
        if len(short) > 1:
            self.short[short][level].add(province)


def signs(provinces):
    return "".join(sorted((SIGN[p] for p in provinces), key=ORDER.index))


def main(tables, dictionary, here):
    lists, mains, sights = choices(here / "bare.txt")
    now, then = Names(), Names()
    for row in rows(tables / "divisions.tsv"):
        now.add(row, row["province"], row["level"])
    for row in rows(tables / "former.tsv"):
        then.add(row, row["province_now"], row["level"])
    sections = collections.defaultdict(dict)
    large = {short for short, levels in now.short.items() if {"province", "prefecture"} & set(levels)}
    for name in set(now.full) | set(then.full):
        if name in lists["dropped"] or len(name) < 2:
            continue
        both = now.full[name] | then.full[name]
        provinces = {s for s in SIGN if name in (s, *[f["name"] for f in PROVINCE_ROWS if f["short"] == s])}
        kind = "province" if provinces else next((k for k in ("doubtful", "anchored") if name in lists[k]), "full")
        sections[kind][name] = signs(both)
    for short, levels in now.short.items():
        bare(sections, lists, mains, short, levels)
    for short in lists["former"]:
        where = set().union(*then.short[short].values(), *now.short[short].values()) if short in then.short else set()
        if where and short not in sections["bare"] and short not in sections["rare"]:
            sections["bare" if short in lists["known"] or is_long(short) else "rare"][short] = signs(where)
    for row in rows(tables / "aliases.tsv"):
        if row["term"] in ("江城", "山城", "春城", "岛城"):
            continue  # each means several cities
        kind = {"INST": "institution", "REGION": "region"}.get(row["type"], "epithet")
        for other in ("bare", "rare", "ambiguous", "anchored"):
            sections[other].pop(row["term"], None)
        if row["term"] not in sections["full"]:
            kind = "line" if row["term"] in lists["line"] else kind
            sections[kind][row["term"]] = signs(row["provinces"].split("/"))
    for name, province in sights.items():
        sections["institution"][name] = signs([province])
    write(here / "gazetteer.txt", sections, Dictionary(dictionary), large)


def is_long(short):
    """Whether a name is too long to stand across words, and no lake or hill as such: 霍尔果斯."""
    return len(short) > 2 and short[-1] not in "湖河江山海岛"


def bare(sections, lists, mains, short, levels):
    level = next(l for l in ("province", "prefecture", "county") if l in levels)
    if short in lists["never"] or short in sections["province"]:
        return
    everywhere = set().union(*levels.values())
    owners = {mains[short]} if short in mains else levels[level]
    kind = "province" if level == "province" else "ambiguous" if short in lists["ambiguous"] else "bare"
    if kind == "bare" and level == "county" and short not in lists["known"] and not is_long(short):
        kind = "rare"
    text = signs(owners)
    sections[kind][short] = text if owners == everywhere else f"{text}/{signs(everywhere)}"


def write(path, sections, words, large):
    with open(path, "w", encoding="utf-8") as out:
        out.write(HEADER)
        for kind in ("province", "full", "anchored", "doubtful", "bare", "rare", "ambiguous", "region", "epithet", "institution", "line"):
            out.write(f"[{kind}]\n")
            for name, text in sorted(sections[kind].items()):
                bits = max(words.binding(name, LEAST_COUNT), 0) + (LARGE_BITS if name in large else 0)
                out.write(f"{name} {text} {round(bits)}\n")


if __name__ == "__main__":
    folder, words, target = map(pathlib.Path, sys.argv[1:4])
    PROVINCE_ROWS = [row for row in rows(folder / "divisions.tsv") if row["level"] == "province"]
    main(folder, words, target)
