#!/usr/bin/env python3
"""The same text in less, w3m, newsboat and xinglan, measured: side_by_side.py XINGLAN FILE [WIDTH ...]

FILE is an article that xinglan reads. Its paragraphs are given to each program; what it shows is measured with
typo_check.py beside this file. Needs tmux, less, w3m, newsboat (Debian's packages) and, from PyPI, jieba wcwidth regex
rapidfuzz.
"""
import html, os, subprocess, sys, tempfile, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import typo_check


def tmux(command, width, rows, keys, folder):
    name = f"sbs{os.getpid()}"
    base = ["tmux", "-L", name, "-f", "/dev/null"]
    subprocess.run([*base, "new-session", "-d", "-x", str(width), "-y", str(rows), command], check=True, cwd=folder)
    shown = before = None
    for key in [None, *keys]:
        if key:
            subprocess.run([*base, "send-keys", key], check=True)
        for _ in range(50):
            time.sleep(0.1)
            before, shown = shown, subprocess.run([*base, "capture-pane", "-p"], capture_output=True, text=True).stdout
            if shown == before and shown.strip():
                break
    subprocess.run([*base, "kill-server"])
    return shown.split("\n")


def less(paragraphs, width, folder):
    path = os.path.join(folder, "text.txt")
    open(path, "w", encoding="utf-8").write("\n".join(paragraphs) + "\n")
    lines = tmux("LESSCHARSET=utf-8 less -~ text.txt", width, 400, [], folder)
    return [line for line in lines if not line.startswith("text.txt")]


def w3m(paragraphs, width, folder):
    path = os.path.join(folder, "text.html")
    body = "".join(f"<p>{html.escape(p)}</p>" for p in paragraphs)
    open(path, "w", encoding="utf-8").write(f'<meta charset="utf-8">{body}')
    out = subprocess.run(["w3m", "-dump", "-cols", str(width), "-O", "UTF-8", path], capture_output=True, text=True)
    return out.stdout.split("\n")


def newsboat(paragraphs, width, folder):
    body = html.escape("".join(f"<p>{html.escape(p)}</p>" for p in paragraphs))
    feed = f'<rss version="2.0"><channel><title>t</title><item><title>t</title><guid>1</guid><description>{body}</description></item></channel></rss>'
    open(os.path.join(folder, "feed.xml"), "w", encoding="utf-8").write(feed)
    open(os.path.join(folder, "urls"), "w").write("file://" + os.path.join(folder, "feed.xml") + "\n")
    command = "newsboat -r -q -u urls -c cache.db -C /dev/null"
    lines = tmux(command, width, 400, ["Enter", "Enter"], folder)
    chrome = ("~", "Feed:", "Title:", "Link:", "Date:", "q:", "newsboat", "Newsboat", "Article", "+0000")
    return [line for line in lines if not line.startswith(chrome)]


def xinglan(program, file, width):
    return subprocess.run([program, "show", file, "--width", str(width)], capture_output=True, text=True).stdout.split("\n")


def main():
    program, file, *widths = sys.argv[1:]
    paragraphs = [line.strip() for line in xinglan(program, file, 10000) if line.strip()]
    print("| program | width | lines | rule violations | text lost or altered | words broken per 1,000 lines | orphans |")
    print("|---|---|---|---|---|---|---|")
    for width in map(int, widths or ["40", "60", "76"]):
        with tempfile.TemporaryDirectory() as folder:
            shown = {
                "less": less(paragraphs, width, folder),
                "w3m": w3m(paragraphs, width, folder),
                "newsboat": newsboat(paragraphs, width, folder),
                "xinglan": xinglan(program, file, width),
            }
        for name, lines in shown.items():
            r = typo_check.check(paragraphs, lines, width)
            words = r["per1000"]["word_split"]
            print(f"| {name} | {width} | {r['lines']} | {r['rule_viol']} | {r['integrity']} | {words:.0f} | {r['count']['orphan']} |")


main()
