#!/usr/bin/env python3
"""Makes archives, packed files and letters by real programs, reads them with Python, and compares the text of every article
with what xinglan exports, to the character.

    tests/tools/archives.py XINGLAN [--keep FOLDER]
    tests/tools/archives.py --fixtures FOLDER     small ones for the tests, in tests/data/archives

7z archives are not read: each must be named with what reads it. Programs that are not installed (zip, 7z, tar, gzip, bzip2, xz, zstd) are left out and named. Exit code 1 if a text differs.
"""
import argparse, bz2, email, email.message, email.policy, gzip, io, json, lzma, mailbox, os, pathlib, random
import shutil, subprocess, sys, tarfile, tempfile, zipfile

WORDS = "河 水 山 桥 船 渡口 堤 田 村 人 春 秋 早 晚 说 走 看 修 种 收 新 旧 长 短 东 西 南 北".split()


def text(seed):
    dice = random.Random(seed)
    line = lambda: "".join(dice.choice(WORDS) for _ in range(dice.randint(12, 60))) + "。"
    return f"{''.join(dice.choice(WORDS) for _ in range(6))}{seed}\n\n" + "\n".join(line() for _ in range(dice.randint(2, 9))) + "\n"


def tree(folder, seed):
    """Thirty texts in folders, some in GBK, with names in Chinese."""
    texts = {}
    for number in range(30):
        path = folder / ["要闻", "要闻/国内", "副刊"][number % 3] / f"{number}、{WORDS[number % len(WORDS)]}的事.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        own = text(f"{seed}-{number}")
        path.write_bytes(own.encode("gb18030" if number % 5 == 0 else "utf-8"))
        texts[str(path.relative_to(folder))] = own
    return texts


def bare(text):
    return "".join(text.split())


def decoded(raw):
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def by_python(path):
    """What Python reads: names inside and texts."""
    name = path.name
    if name.endswith(".zip"):
        with zipfile.ZipFile(path) as archive:
            def shown(info):
                if info.flag_bits & 0x800 or info.filename.isascii():
                    return info.filename
                raw = info.filename.encode("cp437")
                return decoded(raw)
            return {shown(i): decoded(archive.read(i)) for i in archive.infolist() if not i.is_dir()}
    if ".tar" in name or name.endswith(".tgz"):
        raw = path.read_bytes()
        if name.endswith(".zst"):
            raw = subprocess.run(["zstd", "-dc", path], check=True, capture_output=True).stdout
        with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
            return {m.name.removeprefix("./"): decoded(archive.extractfile(m).read()) for m in archive if m.isfile()}
    if name.endswith(".eml"):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        body = message.get_body(("plain", "html"))
        texts = {"": body.get_content()}
        for part in message.iter_attachments():
            if part.get_content_maintype() == "text":
                texts[part.get_filename()] = part.get_content()
        return texts
    opener = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}.get(path.suffix)
    if opener:
        return {"": decoded(opener(path).read())}
    return {"": decoded(subprocess.run(["zstd", "-dc", path], check=True, capture_output=True).stdout)}


def make(folder):
    """The files, by every program that is there."""
    missing, made = set(), []

    def run(program, *args, cwd, stdin=None, out=None):
        if not shutil.which(program):
            missing.add(program)
            return
        target = open(out, "wb") if out else subprocess.DEVNULL
        subprocess.run([program, *map(str, args)], cwd=cwd, check=True, stdin=stdin, stdout=target, stderr=subprocess.DEVNULL)

    for number in range(30):
        source = folder / "src" / str(number)
        tree(source, number)
        out = folder / "made"
        out.mkdir(exist_ok=True)
        run("zip", "-qr", out / f"zip-{number}.zip", ".", cwd=source)
        seven = next((program for program in ("7z", "7zz", "7za") if shutil.which(program)), None)
        if seven:
            run(seven, "a", "-tzip", out / f"7z-{number}.zip", ".", cwd=source)
            run(seven, "a", out / f"7z-{number}.7z", ".", cwd=source)
        else:
            missing.add("7z")
        # Windows writes names in GBK and does not say so.
        with zipfile.ZipFile(out / f"windows-{number}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(source.rglob("*.txt")):
                info = zipfile.ZipInfo(str(path.relative_to(source)).encode("gbk").decode("cp437"))
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, path.read_bytes())
        for ending, flag in [(".tar", "-cf"), (".tar.gz", "-czf"), (".tar.bz2", "-cjf"), (".tar.xz", "-cJf")]:
            run("tar", flag, out / f"tar-{number}{ending}", ".", cwd=source)
        if shutil.which("zstd"):
            run("tar", "--zstd", "-cf", out / f"tar-{number}.tar.zst", ".", cwd=source)
        one = sorted(source.rglob("*.txt"))[0]
        for program, ending in [("gzip", "gz"), ("bzip2", "bz2"), ("xz", "xz"), ("zstd", "zst")]:
            run(program, "-c", one, cwd=source, out=out / f"one-{number}.txt.{ending}")
        letter(out / f"letter-{number}.eml", number)
    return sorted((folder / "made").iterdir()), missing


def letter(path, number):
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"] = "张三 <zhang@example.com>"
    message["To"] = "li@example.com"
    message["Subject"] = f"第{number}封信里的河"
    message["Date"] = "Fri, 03 May 2024 10:00:00 +0800"
    own = text(f"letter-{number}")
    if number % 3 == 2:
        rows = "".join(f"<p>{line}</p>" for line in own.splitlines() if line)
        message.set_content(f"<html><body>{rows}</body></html>", subtype="html", charset="utf-8")
    else:
        message.set_content(own, charset=["utf-8", "gb18030"][number % 2], cte=["base64", "quoted-printable", "8bit"][number % 3])
    message.add_attachment(text(f"attached-{number}"), filename="附件.txt")
    path.write_bytes(message.as_bytes())


def without_tags(html):
    import html as entities, re
    return entities.unescape(re.sub(r"<[^>]*>", "", html))


def fixtures(folder):
    """Two short texts, one of them and its name in GBK, packed by the programs that people use."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as source:
        source = pathlib.Path(source)
        (source / "副刊").mkdir()
        (source / "副刊" / "渡口.txt").write_text("渡口\n\n船靠岸了，人都上了岸。\n")
        (source / "修渠.txt").write_bytes("修渠\n\n水从东边来，先过石桥。\n".encode("gb18030"))
        paths = ["副刊/渡口.txt", "修渠.txt"]
        for ending, flags in [("tar.xz", ["-cJf"]), ("tar.zst", ["--zstd", "-cf"]), ("tar.bz2", ["-cjf"]), ("tar.gz", ["-czf"])]:
            fixed = ["--sort=name", "--mtime=2024-05-03", "--owner=0", "--group=0"]
            subprocess.run(["tar", *fixed, *flags, folder.resolve() / f"tar.{ending}", *paths], cwd=source, check=True)
        for program, ending in [("xz", "xz"), ("zstd", "zst")]:
            with open(folder / f"one.txt.{ending}", "wb") as out:
                subprocess.run([program, "-c", "-q", source / "修渠.txt"], stdout=out, check=True)
        # As on a machine whose file names are in GBK: zip writes them as they are.
        old = os.path.join(os.fsencode(source), b"old")
        os.makedirs(os.path.join(old, "副刊".encode("gbk")))
        for path in paths:
            shutil.copyfile(source / path, os.path.join(old, path.encode("gbk")))
        subprocess.run(["zip", "-qrX", folder.resolve() / "gbk.zip", "."], cwd=old, check=True)


def main():
    args = argparse.ArgumentParser()
    args.add_argument("xinglan", nargs="?")
    args.add_argument("--keep")
    args.add_argument("--fixtures")
    args = args.parse_args()
    if args.fixtures:
        fixtures(pathlib.Path(args.fixtures))
        return
    folder = pathlib.Path(args.keep or tempfile.mkdtemp())
    files, missing = make(folder)
    articles, wrong, kinds = 0, 0, {}
    foreign = [path for path in files if path.suffix == ".7z"]
    files = [path for path in files if path.suffix != ".7z"]
    for path in files:
        run = subprocess.run([args.xinglan, "export", "--no-cache", "--no-corrections", "--format", "jsonl", path], capture_output=True, text=True)
        own = {}
        for line in run.stdout.splitlines():
            article = json.loads(line)
            inner = article["path"].removeprefix(str(path)).lstrip("/")
            own[inner] = bare(article["title"] + article["text"]), bare((str(article["ordinal"]) + "、" if article["ordinal"] else ""))
        expected = by_python(path)
        if path.suffix == ".eml":
            # The text of a letter is named after its date and subject.
            named = next((name for name in own if name != "附件.txt"), "")
            expected = {named if name == "" else name: value for name, value in expected.items()}
        kinds[path.name.split("-")[0] + "".join(path.suffixes)] = kinds.get(path.name.split("-")[0] + "".join(path.suffixes), 0) + 1
        for name, value in expected.items():
            articles += 1
            plain = bare(without_tags(value) if value.lstrip().startswith("<") else value)
            found = own.get(name)
            if path.suffix == ".eml" and found:
                # The names of its files are the titles.
                subject = bare(email.message_from_bytes(path.read_bytes(), policy=email.policy.default)["Subject"])
                found = found[0].removeprefix("附件" if name == "附件.txt" else subject), found[1]
            if found is None or plain not in (found[0], found[1] + found[0]):
                wrong += 1
                print(f"{path.name}/{name}: differs\n  python  {plain[:80]}\n  xinglan {found and found[0][:80]}")
        if set(own) - set(expected):
            wrong += 1
            print(f"{path.name}: {sorted(set(own) - set(expected))[:3]} only in xinglan; {run.stderr[:200]}")
    checked = subprocess.run([args.xinglan, "check", folder / "made"], capture_output=True, text=True)
    print(f"{len(files)} files ({', '.join(f'{n} {k}' for k, n in sorted(kinds.items()))}), {articles} texts, {wrong} differ")
    for path in foreign:
        if not any(path.name in line and "7z" in line.split(path.name)[1] for line in checked.stdout.splitlines()):
            wrong += 1
            print(f"{path.name}: not named")
    if foreign:
        print(f"{len(foreign)} .7z named with their reason")
    print(f"check: {checked.stdout.splitlines()[-1] if checked.stdout else checked.stderr}")
    if missing:
        print("not installed:", ", ".join(sorted(missing)))
    if not args.keep:
        shutil.rmtree(folder)
    sys.exit(1 if wrong or checked.returncode else 0)


if __name__ == "__main__":
    main()
