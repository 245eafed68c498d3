#!/usr/bin/env python3
"""Makes assets/words.bin, the word list of jieba (dict.txt, MIT), in a third of its size and readable without a library.

    python3 assets/tools/words.py dict.txt assets/words.bin

The first line is a comment with source and licence. Then for each word, in order of its UTF-16 code units: one byte with
the number of units it shares with the word before (high four bits) and of those that follow (low four bits); those units,
two bytes each, big-endian; its count as a LEB128 number. Part-of-speech tags are left out: nothing here asks for them.
"""
import sys

HEADER = "# Words and counts of jieba's dict.txt (https://github.com/fxsjy/jieba, MIT, (c) 2013 Sun Junyi); made by assets/tools/words.py\n"
MOST = 15


def units(word):
    raw = word.encode("utf-16-be")
    return [raw[at:at + 2] for at in range(0, len(raw), 2)]


def varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes(out + bytes([number]))


def main(source, target):
    words = []
    for line in open(source, encoding="utf-8"):
        word, count, *_ = line.split(" ")
        words.append((units(word), int(count)))
    words.sort()
    before = []
    with open(target, "wb") as out:
        out.write(HEADER.encode())
        for word, count in words:
            shared = 0
            while shared < min(len(before), len(word), MOST) and before[shared] == word[shared]:
                shared += 1
            rest = word[shared:]
            if len(rest) > MOST:
                sys.exit(f"{b''.join(word).decode('utf-16-be')} is too long")
            out.write(bytes([shared << 4 | len(rest)]) + b"".join(rest) + varint(count))
            before = word


if __name__ == "__main__":
    main(*sys.argv[1:])
