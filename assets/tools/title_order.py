#!/usr/bin/env python3
"""Makes assets/title_order.txt, by which titles are sorted: title_order.py Unihan_Readings.txt Unihan_IRGSources.txt phrases_dict.json words.txt

The first two are part of the Unicode Character Database (https://www.unicode.org/Public/UCD/, Unihan.zip; Debian has them
in the package unicode-data). phrases_dict.json is part of pypinyin (https://github.com/mozillazg/python-pinyin, MIT), which
gives the readings of words. words.txt is assets/words.txt.

A line is a syllable with its tone, a blank, and the ideographs of the main block of which that is the customary reading
(kMandarin), by their number of strokes (kTotalStrokes), which stands in front of those that have it. Lines are sorted as
dictionaries are: by letters, ü behind u, then by tone. Behind an empty line there is a line for each word of words.txt
that has a character with another syllable than its customary one: the word, and its readings.
"""
import json
import sys
import unicodedata

TONES = "\u0304\u0301\u030c\u0300"
FIRST, LAST = 0x4E00, 0x9FFF
# Rarer words of the list are left out, and those of more characters, whose beginning is a word mostly.
LEAST, LONGEST = 20, 4
# What Unihan gives for a function word, where a title nearly always has the other reading.
ALSO = {"地": ("di", 4)}
SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"


def split(reading):
    """cháng as ("chang", 2); a light tone is 5."""
    plain = unicodedata.normalize("NFD", reading)
    tone = next((TONES.index(c) + 1 for c in plain if c in TONES), 5)
    letters = unicodedata.normalize("NFC", "".join(c for c in plain if c not in TONES))
    return letters.replace("ü", "v"), tone


def field(path, name):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 3 and parts[1] == name:
                code = int(parts[0][2:], 16)
                if FIRST <= code <= LAST:
                    yield chr(code), parts[2].split()[0]


def words(path):
    before = ""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            rest, count = line.rstrip("\n").split("\t")
            before = before[: SIGNS.index(rest[0])] + rest[1:]
            if int(count) >= LEAST and len(before) <= LONGEST:
                yield before


def main():
    readings, sources, phrases, list_of_words = sys.argv[1:5]
    customary = {char: split(value) for char, value in field(readings, "kMandarin")}
    customary.update(ALSO)
    strokes = {char: int(value) for char, value in field(sources, "kTotalStrokes")}
    lines = {}
    for char, reading in customary.items():
        lines.setdefault(reading, []).append((strokes.get(char, 99), char))
    with open(phrases, encoding="utf-8") as file:
        known = json.load(file)
    spelt = {}
    for word in words(list_of_words):
        if word in known:
            found = [split(each[0]) for each in known[word]]
            other = [char in customary and letters != customary[char][0] for char, (letters, _) in zip(word, found)]
            if any(other):
                # A syllable that only words have gets a line of its own.
                found = [reading if is_other else customary.get(char, reading) for char, reading, is_other in zip(word, found, other)]
                for reading in found:
                    lines.setdefault(reading, [])
                spelt[word] = found
    # A word whose beginning is one with the same readings says nothing new.
    kept = {
        word: found
        for word, found in spelt.items()
        if not any(
            word[:end] in spelt and all(customary.get(c) == r for c, r in zip(word[end:], found[end:]))
            for end in range(2, len(word))
        )
    }
    out = sys.stdout
    out.reconfigure(encoding="utf-8", newline="\n")
    out.write(
        "# The order of titles: readings and strokes from Unihan (Unicode Character Database 15.0), Copyright (c) 1991-2022 Unicode, Inc.,"
        " Unicode License, https://www.unicode.org/license.txt; readings of words from pypinyin, Copyright (c) 2016 mozillazg, MIT;"
        " made by assets/tools/title_order.py\n"
    )
    for letters, tone in sorted(lines, key=lambda line: (line[0].replace("v", "u~"), line[1])):
        text, before = "", None
        for count, char in sorted(lines[letters, tone]):
            text += (str(count) if count != before else "") + char
            before = count
        out.write(f"{letters}{tone} {text}\n")
    out.write("\n")
    for word in sorted(kept):
        out.write(f"{word} {' '.join(f'{letters}{tone}' for letters, tone in kept[word])}\n")


main()
