#!/usr/bin/env python3
"""How long a key waits while a large folder is still being read: loading_keys.py xinglan FOLDER [KEYS]

Opens the reader in a pseudo-terminal of 80x24, presses j as soon as the list is there, then every 50 ms, and prints the
time from each key to the first byte of the answer until the folder is read. Standard library only.
"""
import fcntl, os, pty, select, struct, sys, termios, time


def main():
    program, folder = sys.argv[1:3]
    wanted = int(sys.argv[3]) if len(sys.argv) > 3 else 40
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execvp(program, [program, "--ambiguous", "1", folder])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    start = time.monotonic()
    seen, waits, first = b"", [], None

    def read(patience):
        ready, _, _ = select.select([terminal], [], [], patience)
        return os.read(terminal, 65536) if ready else b""

    while time.monotonic() - start < 60 and len(waits) < wanted:
        bytes_ = read(0.05)
        while bytes_:
            seen += bytes_
            bytes_ = read(0.0)
        if first is None and "/".encode() in seen and seen.count(b"\n") + len(seen) > 400:
            first = time.monotonic() - start
        if first is None:
            continue
        pressed = time.monotonic()
        os.write(terminal, b"j")
        answer = read(5)
        waits.append(time.monotonic() - pressed)
        seen += answer
    os.write(terminal, b"Q")
    waits.sort()
    loading = "读取中".encode() in seen
    print(f"list after {first * 1000:.1f} ms, {len(waits)} keys, seen while loading: {loading}")
    print("key to first byte, ms: median %.1f, worst %.1f" % (waits[len(waits) // 2] * 1e3, waits[-1] * 1e3))


main()
