#!/usr/bin/env python3
"""Makes assets/pinyin.txt: pinyin.py Unihan_Readings.txt > pinyin.txt

Unihan_Readings.txt is part of the Unicode Character Database (https://www.unicode.org/Public/UCD/, Unihan.zip; Debian has
it in the package unicode-data). A character has the readings of the standard dictionary of 2013 (kTGHZ2013) and those of
the frequency list (kHanyuPinlu), else those of the dictionary of 1983 (kXHC1983), else the customary one (kMandarin):
rare readings of older dictionaries would offer words that nobody means (甘 as `han`). Tones are left out, ü is written
v. A line is a syllable, a blank, and the characters that can be read so; syllables are sorted, characters by their code.
"""
import re
import sys
import unicodedata

FIELDS = ("kTGHZ2013", "kHanyuPinlu", "kXHC1983", "kMandarin")
# What the tables lack: 六安 in Anhui, and the zero of years.
ALSO = {"六": {"lu"}, "〇": {"ling"}}
# Tones: macron, acute, caron, grave. The two dots of ü are no tone.
TONES = "\u0304\u0301\u030c\u0300"


def toneless(reading):
    plain = "".join(c for c in unicodedata.normalize("NFD", reading) if c not in TONES)
    return unicodedata.normalize("NFC", plain).replace("ü", "v")


def readings(field, value):
    if field == "kMandarin":
        found = value.split()[:1]
    elif field == "kHanyuPinlu":
        found = [part.split("(")[0] for part in value.split()]
    else:
        found = [reading for part in value.split() for reading in part.split(":")[1].split(",")]
    return {toneless(reading) for reading in found}


def main():
    known = {char: {} for char in ALSO}
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 3 and parts[1] in FIELDS:
                known.setdefault(chr(int(parts[0][2:], 16)), {})[parts[1]] = readings(parts[1], parts[2])
    syllables = {}
    for char, fields in known.items():
        if not ("\u4e00" <= char <= "\u9fff" or char == "〇" or "kTGHZ2013" in fields):
            continue
        modern = fields.get("kTGHZ2013", set()) | fields.get("kHanyuPinlu", set())
        usual = modern or fields.get("kXHC1983") or fields.get("kMandarin", set())
        for reading in usual | ALSO.get(char, set()):
            # 嗯 `ng` and 呣 `m` are no syllables that anybody types.
            if re.fullmatch("[a-z]*[aeiouv][a-z]*", reading):
                syllables.setdefault(reading, set()).add(char)
    out = sys.stdout
    out.reconfigure(encoding="utf-8", newline="\n")
    out.write(
        "# Readings of Chinese characters without tones, from Unihan (Unicode Character Database 15.0), Copyright (c)"
        " 1991-2022 Unicode, Inc., Unicode License, https://www.unicode.org/license.txt; made by assets/tools/pinyin.py\n"
    )
    for syllable in sorted(syllables):
        out.write(f"{syllable} {''.join(sorted(syllables[syllable]))}\n")


main()
