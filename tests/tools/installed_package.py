#!/usr/bin/env python3
"""Tries the .deb in a fresh Debian: `installed_package.py ROOT VERSION`, as root, by `.ci/release`.

ROOT has /root/xinglan.deb and /root/articles. Installs, looks for what must be there, completes by Tab in bash, zsh and fish in a pseudo
terminal, opens, filters, reads, looks up the name of a host, and removes. Ends with 1 at the first thing that is not so.
"""

import http.server
import os
import pty
import re
import select
import subprocess
import sys
import threading
import time

ROOT, VERSION = sys.argv[1], sys.argv[2]
PATIENCE = 60
ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LANG": "C.UTF-8",
    "TERM": "xterm",
    "DEBIAN_FRONTEND": "noninteractive",
}


def fail(what, text=""):
    print(f"FAILED: {what}\n{text}")
    sys.exit(1)


def run(*command, code=0):
    done = subprocess.run(
        ["chroot", ROOT, *command], env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != code:
        fail(f"{command}: exit code {done.returncode}", done.stdout + done.stderr)
    return done.stdout


def expect(what, text, wanted):
    if wanted not in text:
        fail(f"{what}: no {wanted!r}", text)
    print(f"ok: {what}")


class Terminal:
    """A program in the root, in a pseudo terminal of 80x24."""

    def __init__(self, *command, **more):
        pid, self.file = pty.fork()
        if pid == 0:
            os.chroot(ROOT)
            os.chdir("/root")
            os.execvpe(command[0], command, {**ENVIRONMENT, **more})
        import fcntl
        import struct
        import termios

        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.pid, self.text = pid, ""

    def send(self, keys):
        os.write(self.file, keys.encode())
        return self

    def forget(self):
        self.text = ""
        return self

    def wait(self, wanted):
        end = time.monotonic() + PATIENCE
        while not re.search(wanted, re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\([B0]", "", self.text)):
            if time.monotonic() > end:
                fail(f"{wanted!r} does not appear", repr(self.text[-3000:]))
            if not select.select([self.file], [], [], 0.2)[0]:
                continue
            try:
                self.text += os.read(self.file, 65536).decode(errors="replace")
            except OSError:
                fail(f"ended before {wanted!r}", repr(self.text[-3000:]))
        return self

    def end(self):
        os.close(self.file)
        try:
            os.kill(self.pid, 9)
        except ProcessLookupError:
            pass
        os.waitpid(self.pid, 0)


def completion(shell, prompt, *command, begin=None):
    terminal = Terminal(*command, PS1="ready> ")
    terminal.wait(prompt)
    for line in begin or []:
        terminal.forget().send(line + "\r").wait(prompt)
    terminal.forget().send("xinglan li\t").wait(r"xinglan list")
    # One letter more than is clear: all three complete to one province.
    terminal.send("\x15").forget().send("xinglan list --province liao\t").wait(r"liaoning")
    terminal.send("\x15").forget().send("xinglan list --province \t\t").wait(r"(?s)beijing.*tianjin|anhui.*beijing")
    terminal.end()
    print(f"ok: {shell} completes commands and provinces")


def main():
    run("apt-get", "install", "-y", "--no-install-recommends", "/root/xinglan.deb")
    expect("version", run("xinglan", "--version"), VERSION)
    expect("static", run("xinglan", "--version"), "static")
    expect("man -w", run("man", "-w", "xinglan"), "/usr/share/man/man1/xinglan.1.gz")
    expect("man -w in Chinese", run("man", "-L", "zh_CN", "-w", "xinglan"), "zh_CN")
    expect("notices", run("cat", "/usr/share/doc/xinglan/THIRD-PARTY"), "Unicode")
    expect("example for sshd", run("cat", "/usr/share/doc/xinglan/examples/xinglan.conf"), "ForceCommand")
    expect("list", run("xinglan", "list", "/root/articles", "--province", "liaoning"), "辽宁")
    expect("search", run("xinglan", "search", "-l", "黄河", "/root/articles"), ".txt")
    expect("doctor", run("xinglan", "--lang", "en", "doctor", "/root/articles"), "Sandbox")

    completion("bash", r"ready> ", "bash", "--norc", "-i", begin=[". /usr/share/bash-completion/bash_completion"])
    completion("zsh", r"ready> ", "zsh", "-f", "-i", begin=["autoload -U compinit && compinit -u"])
    completion("fish", r"[>#] ", "fish", "--private", "-i")

    # Not answered: the terminal draws ambiguous characters in one cell.
    reader = Terminal("xinglan", "--lang", "zh", "/root/articles")
    reader.wait("省览").send("/").wait("筛选").send("题:壶口\r").wait("瀑布").send(" ").wait("吉县").send("q").send("q")
    reader.wait("$")
    reader.end()
    print("ok: opens, filters, reads")

    seen = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.path)
            self.send_error(404)

        do_POST = do_HEAD = do_GET

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with open(f"{ROOT}/etc/hosts", "a", encoding="utf-8") as hosts:
        hosts.write("127.0.0.1 engine.test localhost\n")
    run("xinglan", "list", f"http://engine.test:{server.server_port}/news", code=3)
    if not seen:
        fail("the name of a host is not looked up")
    print("ok: the static binary looks up a host name")

    run("apt-get", "remove", "-y", "xinglan")
    left = run("find", "/usr", "-name", "*xinglan*")
    if left:
        fail("what is left after removing", left)
    print("ok: removed without a trace below /usr")


main()
