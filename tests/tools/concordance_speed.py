#!/usr/bin/env python3
"""How long the concordance of a large library takes: concordance_speed.py RUNS WORD TENTH xinglan FOLDER SNAPSHOT

WORD has about 100,000 uses in FOLDER, TENTH stands in a tenth of its articles. Opens the reader RUNS times in a pseudo-terminal
of 120x40 and measures from a key to the chunk of output that shows what was asked for: the first uses, the uses sorted by the word to
the right, a row down, the collocates, the keywords of the articles with TENTH against all others. Beside each reader runs `rg -o` with
20 characters on either side, alone and through `sort`, the one after the other. Prints the shortest of the runs in milliseconds, the time of the processor beside it (where other work
runs, the clock says little), and the private memory
that a reader has more than before the concordance. Standard library only.
"""
import fcntl, os, pty, select, signal, struct, subprocess, sys, tempfile, termios, time

SCREEN = 400  # Bytes: a chunk with so many is a screen, not a bar.


class Reader:
    def __init__(self, arguments, home):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8", HOME=home, XDG_CONFIG_HOME=home, XDG_STATE_HOME=home)
            os.execvp(arguments[0], arguments)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        time.sleep(1)
        # The reader is the child of a process that gives the terminal back.
        children = open(f"/proc/{self.pid}/task/{self.pid}/children").read().split()
        self.worker = int(children[0]) if children else self.pid
        self.rest()

    def used(self):
        fields = open(f"/proc/{self.worker}/stat").read().rsplit(")", 1)[1].split()
        return sum(map(int, fields[11:13]))

    def rest(self, quiet=1.0):
        """The chunks that come until the process has written nothing and used no time for a while, each with its time."""
        chunks, since, used = [], time.monotonic(), self.used()
        while time.monotonic() - since < quiet:
            if select.select([self.terminal], [], [], 0.02)[0]:
                chunk = os.read(self.terminal, 1 << 16)
                chunks.append((time.monotonic(), chunk))
                since = time.monotonic()
            elif (now := self.used()) != used:
                used, since = now, time.monotonic()
        return chunks

    def press(self, keys):
        """From the keys to the first and to the last screen, and the time of the processor, all in milliseconds."""
        begun, used = time.monotonic(), self.used()
        os.write(self.terminal, keys.encode())
        screens = [at for at, chunk in self.rest() if len(chunk) >= SCREEN] or [float("nan")]
        used = (self.used() - used) * 1000 / os.sysconf("SC_CLK_TCK")
        return [(at - begun) * 1000 for at in (screens[0], screens[-1])] + [used]

    def step(self, key):
        begun = time.monotonic()
        os.write(self.terminal, key.encode())
        select.select([self.terminal], [], [], 2)
        os.read(self.terminal, 1 << 16)
        return (time.monotonic() - begun) * 1000

    def memory(self):
        rollup = open(f"/proc/{self.worker}/smaps_rollup").read().split("\n")
        return next(int(line.split()[1]) for line in rollup if line.startswith("Private_Dirty")) / 1024

    def stop(self):
        os.kill(self.pid, signal.SIGKILL)
        os.close(self.terminal)
        os.waitpid(self.pid, 0)


def visit(arguments, home, word, tenth):
    reader, found = Reader(arguments, home), {}
    reader.press(f"/{word}\r")
    before = reader.memory()
    found["first uses"], found["all uses, processor"] = reader.press("c")[::2]
    reader.press("o")
    _, found["sorted by the word to the right"], found["sorted, processor"] = reader.press("j\r")
    steps = []
    for _ in range(60):
        steps.append(reader.step("j"))
        time.sleep(0.1)
        reader.rest(0.05)
    found["a row down, median of 60"] = sorted(steps)[30]
    found["memory after that, MB"] = reader.memory() - before
    reader.press("q")
    _, found["collocates"], found["collocates, processor"] = reader.press("C")
    found["memory after collocates, MB"] = reader.memory() - before
    reader.press("q")
    reader.press("/\x15" + tenth + "\r")
    reader.press("C")
    _, found["keywords"], found["keywords, processor"] = reader.press("\t")
    found["memory after keywords, MB"] = reader.memory() - before
    reader.stop()
    return found


def beside(folder, word):
    pattern, found = ".{0,20}" + word + ".{0,20}", {}
    command = ["rg", "-o", "-N", "-I", pattern, folder]
    begun = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as run:
        run.stdout.readline()
        found["rg -o, first line"] = (time.monotonic() - begun) * 1000
        while run.stdout.read(1 << 16):
            pass
    found["rg -o, all"] = (time.monotonic() - begun) * 1000
    begun = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as run:
        subprocess.run(["sort"], stdin=run.stdout, stdout=subprocess.DEVNULL, check=True)
    found["rg -o | sort"] = (time.monotonic() - begun) * 1000
    return found


def main():
    runs, word, tenth, xinglan, folder, snapshot = sys.argv[1:]
    best = {}
    with tempfile.TemporaryDirectory() as home:
        arguments = [xinglan, "--ambiguous", "1", "--lang", "zh", "--snapshot", snapshot, folder]
        for _ in range(int(runs)):
            for name, value in {**visit(arguments, home, word, tenth), **beside(folder, word)}.items():
                best[name] = min(best.get(name, value), value)
    for name, value in best.items():
        print(f"{name:<36} {value:10.1f}")


if __name__ == "__main__":
    main()
