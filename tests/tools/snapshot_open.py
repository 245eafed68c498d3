#!/usr/bin/env python3
"""What a reader costs that opens a snapshot: snapshot_open.py RUNS WORD xinglan [ARGUMENTS]

Opens the reader RUNS times in a pseudo-terminal of 120x40 and prints the time from the start of the process until WORD,
which stands in the first title, has been written; then keeps the last reader open until it sleeps, opens an article, and
prints its private memory, also by mapping. Standard library only.
"""
import fcntl, os, pty, select, signal, statistics, struct, sys, termios, time


def start(arguments):
    begun = time.monotonic()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execvp(arguments[0], arguments)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    return pid, terminal, begun


def until(terminal, word, patience):
    seen, end = b"", time.monotonic() + patience
    while word not in seen and time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            seen += os.read(terminal, 1 << 16)
    return time.monotonic() if word in seen else None


def rest(pid, terminal, quiet=1.5):
    """Waits until the process has used no time for a while."""
    used, since = None, time.monotonic()
    while time.monotonic() - since < quiet:
        ready, _, _ = select.select([terminal], [], [], 0.1)
        if ready:
            os.read(terminal, 1 << 16)
        fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
        now = fields[11:13]
        if now != used:
            used, since = now, time.monotonic()
    return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")


def memory(pid):
    total = {}
    for line in open(f"/proc/{pid}/smaps_rollup"):
        parts = line.split()
        if parts[-1] == "kB":
            total[parts[0].rstrip(":")] = int(parts[1]) / 1024
    tables = [line.split()[1] for line in open(f"/proc/{pid}/status") if line.startswith("VmPTE")]
    return total, int(tables[0]) / 1024


def stop(pid, terminal):
    os.kill(pid, signal.SIGTERM)
    while True:
        try:
            if not os.read(terminal, 1 << 16):
                break
        except OSError:
            break
    os.waitpid(pid, 0)
    os.close(terminal)


def main():
    runs, word, arguments = int(sys.argv[1]), sys.argv[2].encode(), sys.argv[3:]
    times = []
    for run in range(runs):
        pid, terminal, begun = start(arguments)
        shown = until(terminal, word, 60)
        if shown is None:
            stop(pid, terminal)
            sys.exit(f"{sys.argv[2]} never came")
        times.append((shown - begun) * 1000)
        if run + 1 < runs:
            stop(pid, terminal)
    print(f"first screen: median {statistics.median(times):.1f} ms, {min(times):.1f} to {max(times):.1f} ms")
    used = rest(pid, terminal)
    for key in (b"\x1b[B", b"\r", b" ", b" "):
        os.write(terminal, key)
        time.sleep(0.3)
    rest(pid, terminal)
    total, tables = memory(pid)
    print(f"processor until asleep: {used:.2f} s")
    for name in ("Private_Dirty", "Anonymous", "Rss", "Pss"):
        print(f"{name}: {total[name]:.1f} MB")
    print(f"page tables: {tables:.1f} MB")
    stop(pid, terminal)


main()
