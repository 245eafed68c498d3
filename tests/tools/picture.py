#!/usr/bin/env python3
"""Draws a stored screen with its styles (tests/screens/styled/*.txt, form: `styled` in tests/it/stage.rs) as SVG.

usage: picture.py SCREEN.txt > SCREEN.svg
"""

import html
import re
import sys
import unicodedata

# An ideograph is as wide as two cells: some programs place a run only by its first character.
CELL, ROW, SIZE = 9, 24, 18
# Blank around the cells, and the radius of the corners.
EDGE, ROUND = 18, 8
# Narrow characters have a font of their own: one for ideographs draws signs such as “ — ↑ over two cells.
WIDE = "'Noto Sans Mono CJK SC','Sarasa Mono SC','PingFang SC','Microsoft YaHei',monospace"
NARROW = "'DejaVu Sans Mono',Menlo,Consolas,monospace"
NARROW_SIZE = 14.95
NAMED = {
    "Black": "#000000", "Red": "#cd3131", "Green": "#0dbc79", "Yellow": "#c5a30c", "Blue": "#2472c8",
    "Magenta": "#bc3fbc", "Cyan": "#11a8cd", "Gray": "#cccccc", "DarkGray": "#8a8a8a", "LightRed": "#f14c4c",
    "LightGreen": "#23d18b", "LightYellow": "#f5f543", "LightBlue": "#3b8eea", "LightMagenta": "#d670d6",
    "LightCyan": "#29b8db", "White": "#ffffff",
}
# What the picture shows where the terminal's own colours stand.
TEXT, GROUND = "#d4d4d4", "#1e1e1e"
# Drawn as lines, so that neighbours touch.
LINES = " ─│—"


def colour(name, own):
    if name == "Reset":
        return own
    if name.startswith("#"):
        return name
    if not name.isdigit():
        return NAMED[name]
    number = int(name)
    if number < 16:
        order = ["Black", "Red", "Green", "Yellow", "Blue", "Magenta", "Cyan", "Gray"]
        order += ["DarkGray"] + ["Light" + name for name in order[1:7]] + ["White"]
        return NAMED[order[number]]
    if number >= 232:
        return "#" + f"{8 + 10 * (number - 232):02x}" * 3
    levels, number = [0, 95, 135, 175, 215, 255], number - 16
    return "#" + "".join(f"{levels[number // step % 6]:02x}" for step in (36, 6, 1))


def read(path):
    text, runs, legend = re.split(r"^===.*\n", open(path, encoding="utf-8").read(), flags=re.M)
    cols, rows = map(int, re.search(r"^=== (\d+)x(\d+)$", open(path, encoding="utf-8").read(), re.M).groups())
    styles = dict(line.split(" = ", 1) for line in legend.strip().splitlines())
    grid = [["."] * cols for _ in range(rows)]
    for line in runs.splitlines():
        row, columns = line.split(":")
        for letter, first, last in re.findall(r"(\S)(\d+)-(\d+)", columns):
            for x in range(int(first), int(last) + 1):
                grid[int(row)][x] = letter
    return text.splitlines(), grid, styles, cols, rows


def look(style):
    words = style.split()
    at = words.index("on")
    front, back = colour(words[at - 1], TEXT), colour(words[at + 1], GROUND)
    attributes = set(words[: at - 1])
    return (back, front, attributes) if "reversed" in attributes else (front, back, attributes)


def main(path):
    lines, grid, styles, cols, rows = read(path)
    front, back, _ = look(styles["."])
    width, height = cols * CELL + 2 * EDGE, rows * ROW + 2 * EDGE
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-EDGE} {-EDGE} {width} {height}" width="{width}" height="{height}">',
        f"<style>text{{white-space:pre}}.w{{font:{SIZE}px {WIDE}}}.n{{font:{NARROW_SIZE}px {NARROW}}}.b{{font-weight:bold}}"
        ".i{font-style:italic}.d{opacity:.6}</style>",
        f'<rect x="{-EDGE}" y="{-EDGE}" width="{width}" height="{height}" rx="{ROUND}" fill="{back}"/>',
    ]
    for y, row in enumerate(grid):
        x = 0
        while x < cols:
            end = x
            while end < cols and row[end] == row[x]:
                end += 1
            _, ground, _ = look(styles[row[x]])
            if ground != back:
                out.append(f'<rect x="{x * CELL}" y="{y * ROW}" width="{(end - x) * CELL}" height="{ROW}" fill="{ground}"/>')
            x = end
        run, start, x = "", 0, 0
        for char in lines[y] if y < len(lines) else "":
            wide = 2 if unicodedata.east_asian_width(char) in "WF" else 1
            letter = row[x] if x < cols else "."
            if run and (char in LINES or kind != (letter, wide)):
                out.append(span(run, start, y, look(styles[kind[0]]), kind[1]))
                run = ""
            if char in LINES and char != " ":
                across = (x * CELL, y * ROW + ROW // 2, CELL * wide, 1)
                shape = (x * CELL + CELL // 2, y * ROW, 1, ROW) if char == "│" else across
                fill = look(styles[letter])[0]
                out.append('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>'.format(*shape, fill))
            elif char != " ":
                if not run:
                    start, kind = x, (letter, wide)
                run += char
            x += wide
        if run:
            out.append(span(run, start, y, look(styles[kind[0]]), kind[1]))
    out.append("</svg>")
    print("\n".join(out))


def span(text, x, y, style, wide):
    """Text of one width in one style, each character in its cell whatever the font."""
    front, _, attributes = style
    places = " ".join(str((x + at * wide) * CELL) for at in range(len(text)))
    words = ["w" if wide == 2 else "n"]
    words += [short for name, short in (("bold", "b"), ("italic", "i"), ("dim", "d")) if name in attributes]
    line = ""
    if "underlined" in attributes:
        line = f'<rect x="{x * CELL}" y="{y * ROW + ROW - 3}" width="{len(text) * wide * CELL}" height="1" fill="{front}"/>'
    return f'<text class="{" ".join(words)}" x="{places}" y="{y * ROW + 18}" fill="{front}">{html.escape(text)}</text>{line}'


if __name__ == "__main__":
    main(sys.argv[1])
