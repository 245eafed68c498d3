#!/usr/bin/env python3
"""margins.py [--size 120x40] [--lines 100] PROGRAM ARGUMENTS: xinglan in a real xterm, which has left and right margins.

Needs xterm and Xvfb (Debian: xterm, xvfb). Reads the article under the cursor line by line and in other steps. After each
step xterm prints what it shows, with colours; then everything is painted anew, and xterm has to show the same. Prints how
often the text scrolled inside margins and what a line down costs. Exit code 1 if a screen was wrong, if nothing scrolled
inside margins, or if they were left behind.
"""
import argparse
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import tty

QUIET = 0.6                     # longer than the program's own pauses
STEPS = ["j", "jjj", "k", " ", "b", "j", "kkk", "J", "jj", "+", "jjj", "-", "w", "j", "w", "h", "j", "\r", "jj", "?", "q", "j",
         "/", "的", "\r", "j", "n", "jjk", "\x1b", "z", "jj", "z", "j", "p", "\x1b", "j", "G", "k", "k", "g", "j", "^Z"]


def rows(printed):
    """What can be seen of a printed screen, row by row: each character with its colours, a blank only with its background."""
    seen = []
    for row in printed.decode("utf-8", "replace").replace("\x1b#5", "").splitlines():
        cells, sgr = [], ""
        for sequence, char in re.findall(r"\x1b\[([\d;]*)m|([^\x1b\r\n])", row):
            if not char:
                sgr = re.sub(r"^0?;?1?$|(?<=0);1(?=;|$)", "", sequence)  # xterm forgets to print the end of bold
            elif char == " " and not re.search(r"(^|;)[47](;|$)", sgr):
                background = re.search(r"(?:^|;)((?:4[0-8]|10\d)(?:;[\d;]*)?)$", sgr)
                cells.append((char, background and background[1]))
            elif char != "\uffff":
                cells.append((char, sgr))
        while cells and cells[-1] == (" ", None):
            cells.pop()
        seen.append(cells)
    return seen


def compact(row):
    """A row of cells as text, its colours in braces."""
    text, last = "", ""
    for char, sgr in row:
        if sgr != last:
            text, last = text + f"{{{sgr or ''}}}", sgr
        text += char
    return text


class Inside:
    """Runs inside xterm, between it and the program."""

    def __init__(self, argv, printed):
        self.printed = printed
        self.raw = b""
        size = fcntl.ioctl(0, termios.TIOCGWINSZ, b"\0" * 8)
        tty.setraw(0)
        self.pid, self.master = pty.fork()
        if not self.pid:
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execvp(argv[0], argv)

    def settle(self, quiet=QUIET):
        """Relays until nothing has come for a while; returns the bytes of the program."""
        got, last = b"", time.time()
        while time.time() - last < quiet:
            for ready in select.select([0, self.master], [], [], 0.02)[0]:
                last = time.time()
                try:
                    data = os.read(ready, 65536)
                except OSError:
                    data = b""
                if ready:
                    if not data:
                        return got
                    got += data
                    os.write(1, data)
                else:
                    os.write(self.master, data)
        self.raw += got
        return got

    def type(self, keys):
        os.write(self.master, keys.encode())
        return self.settle()

    def screen(self):
        """What xterm shows: it prints its screen into a file when asked."""
        before = os.path.getsize(self.printed)
        os.write(1, b"\x1b[?19h\x1b[i")  # all of it, not only the scroll region
        last, size = time.time(), before
        while size == before or time.time() - last < 0.1:
            time.sleep(0.02)
            now = os.path.getsize(self.printed)
            if now != size:
                last, size = time.time(), now
            if time.time() - last > 10:
                raise SystemExit("xterm prints nothing")
        with open(self.printed, "rb") as file:
            file.seek(before)
            return rows(file.read())


def inside(argv, printed, report, lines):
    box = Inside(argv, printed)
    box.settle(1.5)
    result = {"wrong": [], "differences": [], "bytes": [], "first": len(box.raw)}

    def check(step):
        shown = box.screen()
        box.type("\x0c")
        again = box.screen()
        shown, again = shown[:-1], again[:-1]  # a sentence in the last row goes with the next key
        if again != shown:
            result["wrong"].append(step)
            result["differences"] += [f"after {step!r}, row {y}: {compact(a)} | anew: {compact(b)}"
                                      for y, (a, b) in enumerate(zip(shown, again)) if a != b]

    check("first")
    box.type("\r")
    box.type("j")
    for number in range(lines):
        result["bytes"].append(len(box.type("j")))
        if number % 10 == 9:
            check(f"line {number + 1}")
    for keys in STEPS:
        if keys != "^Z":
            box.type(keys)
            check(keys)
    result["margins"] = len(re.findall(rb"\x1b\[\d+;\d+s", box.raw))
    result["asked"] = box.raw.count(b"\x1b[?69$p")
    os.kill(box.pid, signal.SIGKILL)         # its parent, or the terminal, has to do without it
    box.settle(1)
    os.write(1, b"\x1b[?69$p\x1b[c")
    answer, end = b"", time.time() + 5
    while b"c" not in answer and time.time() < end:
        if select.select([0], [], [], 0.1)[0]:
            answer += os.read(0, 4096)
    result["left_behind"] = answer.decode("latin-1")
    with open(report, "w") as file:
        json.dump(result, file)


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--size", default="120x40")
    p.add_argument("--lines", type=int, default=100)
    p.add_argument("--inside", nargs=2, help=argparse.SUPPRESS)
    p.add_argument("command", nargs=argparse.REMAINDER)
    a = p.parse_args()
    command = a.command[1:] if a.command[:1] == ["--"] else a.command
    if a.inside:
        return inside(command, *a.inside, a.lines)
    with tempfile.TemporaryDirectory() as folder:
        printed, report = os.path.join(folder, "printed"), os.path.join(folder, "report")
        open(printed, "wb").close()
        env = dict(os.environ, LANG="C.UTF-8", LC_ALL="C.UTF-8", HOME=folder)
        for name in ("STATE", "CONFIG", "CACHE", "DATA"):
            env[f"XDG_{name}_HOME"] = os.path.join(folder, name.lower())
        xterm = ["xterm", "-u8", "-geometry", a.size, "-xrm", f"xterm*printerCommand: cat >> {printed}", "-xrm",
                 "xterm*printAttributes: 2", "-xrm", "xterm*printerAutoClose: true", "-e", sys.executable,
                 os.path.abspath(__file__), "--lines", str(a.lines), "--inside", printed, report, "--", *command]
        subprocess.run(["xvfb-run", "-a", "-s", "-screen 0 3000x2000x24", *xterm], env=env, check=False)
        try:
            result = json.load(open(report))
        except FileNotFoundError:
            sys.exit("no report: did xterm start?")
    bytes_ = result["bytes"]
    mean, most = sum(bytes_) / max(len(bytes_), 1), max(bytes_, default=0)
    print(f"first paint {result['first']} B; {len(bytes_)} lines down: mean {mean:.0f} B, most {most}; "
          f"margins asked for {result['asked']} x, set {result['margins']} x")
    print("wrong after:", result["wrong"] or "nothing", "  the terminal afterwards:", repr(result["left_behind"]))
    for difference in result["differences"][:20]:
        print(difference)
    sys.exit(bool(result["wrong"]) or not result["margins"] or "69;2$y" not in result["left_behind"])


if __name__ == "__main__":
    main()
