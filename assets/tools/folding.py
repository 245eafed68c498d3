#!/usr/bin/env python3
"""Makes assets/province/folding.txt: Traditional characters and the simplified ones that the recogniser's names and rules use.

    python3 assets/tools/folding.py TSCharacters.txt assets/province src/index/province

TSCharacters.txt is OpenCC's table (Apache-2.0). A character that is itself part of a name here (乾 of 乾县) is not folded.
"""
import pathlib
import sys

HEADER = ("# Traditional character, simplified character. From OpenCC's TSCharacters (Apache-2.0), reduced by "
          "assets/tools/folding.py to what names and rules use\n")


def main(table, *folders):
    files = [f for folder in folders for f in pathlib.Path(folder).rglob("*") if f.suffix in (".txt", ".rs")]
    texts = {file.name: file.read_text(encoding="utf-8") for file in files if file.name != "folding.txt"}
    used = set().union(*texts.values())
    kept = set(texts["gazetteer.txt"])
    pairs = []
    for line in open(table, encoding="utf-8"):
        old, new = line.rstrip("\n").split("\t")
        new = new.split()[0]
        if new in used and old not in kept and max(old, new) <= "\uffff" and old != new:
            pairs.append(old + new)
    with open(pathlib.Path(folders[0]) / "folding.txt", "w", encoding="utf-8") as out:
        out.write(HEADER)
        for at in range(0, len(pairs), 30):
            out.write(" ".join(pairs[at:at + 30]) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
