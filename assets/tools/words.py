#!/usr/bin/env python3
"""Makes assets/words.txt from the word list of jieba: words.py dict.txt > words.txt

dict.txt is part of jieba (https://github.com/fxsjy/jieba, MIT) and of the crate jieba-rs (src/data/dict.txt, MIT):
a line is "word frequency tag". Kept are word and frequency. Words are sorted; each line holds how many characters it
shares with the word before it (one sign of 0-9a-z), the other characters, a tab, and the frequency. Nothing is left
out: a shorter list costs about 50 broken words in 1,000 lines of text.
"""
import sys

SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"


def main():
    words = {}
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            parts = line.split()
            if len(parts) >= 2:
                words[parts[0]] = parts[1]
    out = sys.stdout
    out.reconfigure(encoding="utf-8", newline="\n")
    out.write(
        "# Word list of jieba, https://github.com/fxsjy/jieba, Copyright (c) 2013 Sun Junyi, MIT licence;"
        " word and frequency only, front-coded by assets/tools/words.py\n"
    )
    before = ""
    for word in sorted(words):
        shared = 0
        while shared < min(len(before), len(word), len(SIGNS) - 1) and before[shared] == word[shared]:
            shared += 1
        out.write(f"{SIGNS[shared]}{word[shared:]}\t{words[word]}\n")
        before = word


main()
