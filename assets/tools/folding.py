#!/usr/bin/env python3
"""Makes assets/folding.txt: Traditional characters and the simplified ones that searching and recognising put in their place.

    python3 assets/tools/folding.py TSCharacters.txt assets/folding.txt

TSCharacters.txt is OpenCC's table (Apache-2.0); of several simplified characters the first is taken.
"""
import sys

HEADER = ("# Traditional character, simplified character. From OpenCC's TSCharacters (Apache-2.0), the first simplified form "
          "each; made by assets/tools/folding.py\n")
# Old forms that OpenCC leaves alone.
MORE = ["甯宁", "甦苏"]


def main(table, out):
    pairs = set(MORE)
    for line in open(table, encoding="utf-8"):
        old, tab, new = line.rstrip("\n").partition("\t")
        if tab and not line.startswith("#") and new.split()[0] != old:
            pairs.add(old + new.split()[0])
    pairs = sorted(pairs)
    with open(out, "w", encoding="utf-8") as file:
        file.write(HEADER)
        for at in range(0, len(pairs), 30):
            file.write(" ".join(pairs[at:at + 30]) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
