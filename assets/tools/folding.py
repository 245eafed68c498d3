#!/usr/bin/env python3
"""Makes assets/folding.txt: which characters searching takes for the same, and the simplified form of each.

    python3 assets/tools/folding.py OPENCC assets/folding.txt

OPENCC is the folder data/dictionary of OpenCC (Apache-2.0): TSCharacters.txt, STCharacters.txt, TWVariants.txt,
HKVariants.txt and JPShinjitaiCharacters.txt. All forms that these tables connect are one class. Of the Japanese table only
characters count that Chinese does not use (neither in GB 2312 nor Traditional): 沪 is 上海 and not 濾. Compatibility ideographs
and radicals are from the Unicode Character Database of Python (Unicode licence); the radicals
without a decomposition there, from EquivalentUnifiedIdeograph.txt of the same.
"""
import collections
import pathlib
import sys
import unicodedata

HEADER = ("# Simplified forms and classes of variants from OpenCC's dictionaries (Apache-2.0), compatibility ideographs and radicals "
          "from the Unicode Character Database (Unicode-3.0); made by assets/tools/folding.py\n")
# Old forms that OpenCC leaves alone, each with its simplified form.
OLD = ["甯宁", "甦苏"]
# Forms that writers exchange and that OpenCC keeps apart.
EXCHANGED = ["账帐"]
# Radicals of U+2E80-2EF3, and the ideographs that look the same.
RADICALS = (
    "⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺒巳 ⺓幺 ⺔彑 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺠民 "
    "⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺫目 ⺬示 ⺭礻 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺶羊 ⺷羊 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽臼 ⺾艹 ⺿艹 ⻀艹 "
    "⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 "
    "⻟飠 ⻠饣 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀").split()
IDEOGRAPHS = [(0x2E80, 0x2EF3), (0x2F00, 0x2FD5), (0xF900, 0xFAFF), (0x2F800, 0x2FA1D)]


def rows(path):
    for line in open(path, encoding="utf-8"):
        key, tab, values = line.rstrip("\n").partition("\t")
        if tab and not line.startswith("#") and len(key) == 1:
            yield key, [value for value in values.split() if len(value) == 1]


def is_common(c):
    try:
        return bool(c.encode("gb2312"))
    except UnicodeEncodeError:
        return False


class Classes:
    def __init__(self):
        self.parents = {}

    def root(self, c):
        while self.parents.setdefault(c, c) != c:
            c = self.parents[c]
        return c

    def join(self, a, b):
        self.parents[self.root(a)] = self.root(b)

    def all(self, first):
        """Each class, sorted, the member by which it is known first."""
        members = collections.defaultdict(list)
        for c in self.parents:
            members[self.root(c)].append(c)
        return sorted("".join(sorted(group, key=first)) for group in members.values() if len(group) > 1)


def same():
    """Radicals and compatibility ideographs, and the ideograph that each is."""
    yield from (pair for pair in RADICALS)
    for start, end in IDEOGRAPHS:
        for c in map(chr, range(start, end + 1)):
            plain = unicodedata.normalize("NFKC", c)
            if len(plain) == 1 and plain != c:
                yield c + plain


def main(opencc, out):
    folder = pathlib.Path(opencc)
    simplified = {old: new for old, new in OLD}
    classes = Classes()
    for pair in [*OLD, *EXCHANGED]:
        classes.join(*pair)
    for old, values in rows(folder / "TSCharacters.txt"):
        if values and values[0] != old:
            simplified[old] = values[0]
    for table in ["TSCharacters", "STCharacters", "TWVariants", "HKVariants", "JPShinjitaiCharacters"]:
        for key, values in rows(folder / (table + ".txt")):
            if table.startswith("JP") and (is_common(key) or key in simplified):
                continue
            for value in values:
                classes.join(key, value)

    forms = collections.Counter(simplified.values())

    def first(c):
        return c in simplified, not is_common(c), -forms[c], c

    with open(out, "w", encoding="utf-8") as file:
        file.write(HEADER)
        for section, words in [("simplified", sorted(a + b for a, b in simplified.items())),
                               ("variants", classes.all(first)), ("same", sorted(set(same())))]:
            file.write(f"[{section}]\n")
            for at in range(0, len(words), 30):
                file.write(" ".join(words[at:at + 30]) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
