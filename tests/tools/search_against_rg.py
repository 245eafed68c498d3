"""Times `xinglan search -l` and `list --by province` with a snapshot against `rg -l` over the same files, by hand.

    python3 tests/tools/search_against_rg.py XINGLAN FOLDER SNAPSHOT [--runs 7] [WORD...]

SNAPSHOT is of FOLDER (`xinglan index FOLDER --output SNAPSHOT`). Each round runs each program once, so that a busy machine
is busy for all of them; what is printed is the shortest time, with the time of the processor. Standard library only; needs rg.
"""

import argparse
import os
import resource
import subprocess
import time


def timed(call):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "XDG_STATE_HOME": "/nonexistent"}, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - start, used, done.stdout.count(b"\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("snapshot")
    parser.add_argument("words", nargs="*", default=["营商环境", "黄河"])
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    calls = {}
    for word in given.words:
        calls[f"xinglan search -l {word}"] = [given.program, "search", "-l", word, "--snapshot", given.snapshot, given.folder]
        calls[f"rg -l {word}"] = ["rg", "--no-config", "--hidden", "--no-ignore", "-l", word, given.folder]
    calls["xinglan list --by province"] = [given.program, "list", "--by", "province", "--snapshot", given.snapshot, given.folder]
    best = {name: (9e9, 9e9, 0) for name in calls}
    for _ in range(given.runs):
        for name, call in calls.items():
            wall, used, lines = timed(call)
            best[name] = (min(best[name][0], wall), min(best[name][1], used), lines)
    for name, (wall, used, lines) in best.items():
        print(f"{name}\t{wall:.3f} s\t{used:.3f} s of the processor\t{lines} lines")


main()
