#!/usr/bin/env python3
"""Many readers of one folder at a time: memory, processor while idle, and what is left when half of them are killed.

readers.py XINGLAN FOLDER [COUNT] [OPTION...]     (COUNT: 50; OPTIONs are for xinglan, such as --restricted)

Each reader has a terminal of its own of 80x24, opens an article and goes back. Private memory is what would be free without
this reader (Private_Clean + Private_Dirty in smaps_rollup), PSS also counts a share of what several have; both are of the
reader and its parent together. Half of the readers are then killed by kill -9, of every second one the parent. Linux only.
"""
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
import time

IDLE = 5.0


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return [int(child) for child in file.read().split()]


def family(pid):
    return [pid] + children(pid)


def memory(pid, names):
    total = 0
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        for line in file:
            if line.split(":")[0] in names:
                total += int(line.split()[1])
    return total


def ticks(pid):
    with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def threads(pid):
    return len(os.listdir(f"/proc/{pid}/task"))


def runs(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


class Reader:
    def __init__(self, command, home):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            environment = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": home, "PATH": "/usr/bin:/bin"}
            os.execve(command[0], command, environment)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.output = b""

    def type(self, keys):
        os.write(self.terminal, keys.encode())


def drain(readers, seconds):
    """Reads what they write, as terminals do."""
    end = time.monotonic() + seconds
    by_terminal = {reader.terminal: reader for reader in readers}
    while (left := end - time.monotonic()) > 0:
        ready, _, _ = select.select(list(by_terminal), [], [], left)
        for terminal in ready:
            try:
                by_terminal[terminal].output += os.read(terminal, 65536)
            except OSError:
                by_terminal.pop(terminal)


def spread(values):
    values = sorted(values)
    return f"median {values[len(values) // 2]:,}, most {values[-1]:,}, together {sum(values):,}"


def main():
    program, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 50
    command = [program, *sys.argv[4:], folder]
    with tempfile.TemporaryDirectory() as home:
        readers = []
        for _ in range(count):
            readers.append(Reader(command, home))
            drain(readers, 0.1)
        drain(readers, 5)
        for keys in ("j", "\r", " ", "q", "/的", "\x1b"):
            for reader in readers:
                reader.type(keys)
            drain(readers, 2)
        drain(readers, 10)
        private = [sum(memory(pid, ("Private_Clean", "Private_Dirty")) for pid in family(reader.pid)) for reader in readers]
        parents = [memory(reader.pid, ("Private_Clean", "Private_Dirty")) for reader in readers]
        share = [sum(memory(pid, ("Pss",)) for pid in family(reader.pid)) for reader in readers]
        print(f"{count} readers")
        print("private kB each, parent and reader:", spread(private))
        print("private kB each, parent alone:", spread(parents))
        print("PSS kB each, parent and reader:", spread(share))
        print("threads of a reader:", max(threads(pid) for reader in readers for pid in children(reader.pid)))
        before = [sum(ticks(pid) for pid in family(reader.pid)) for reader in readers]
        drain(readers, IDLE)
        after = [sum(ticks(pid) for pid in family(reader.pid)) for reader in readers]
        print(f"processor in {IDLE:.0f} s of idleness: {(sum(after) - sum(before)) / os.sysconf('SC_CLK_TCK'):.2f} s")
        half, others = readers[: count // 2], readers[count // 2 :]
        gone = [pid for reader in half for pid in family(reader.pid)]
        start = time.monotonic()
        for number, reader in enumerate(half):
            os.kill(family(reader.pid)[-1 if number % 2 else 0], signal.SIGKILL)
        while any(runs(pid) for pid in gone) and time.monotonic() < start + 10:
            drain(readers, 0.01)
            for reader in half:
                os.waitpid(reader.pid, os.WNOHANG) if runs(reader.pid) else None
        left = [pid for pid in gone if runs(pid)]
        print(f"{len(half)} killed: {len(left)} processes left after {time.monotonic() - start:.2f} s")
        restored = sum(b"\x1b[?1049l" in reader.output for reader in half)
        print(f"terminals given back: {restored} of {len(half)}")
        alive = sum(all(runs(pid) for pid in family(reader.pid)) and len(family(reader.pid)) == 2 for reader in others)
        print(f"others alive: {alive} of {len(others)}")
        files = [os.path.join(path, name) for path, _, names in os.walk(home) for name in names]
        print("files left in the home:", [os.path.relpath(file, home) for file in files])
        for reader in others:
            reader.type("Q")
        drain(others, 3)


main()
