"""Names of files, entries of a file system, and injections in everything that is told of a page."""

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.hostile.archives import a_zip
from tests.hostile.truth import Case, box, may, no, ok, page, story, touch

TRICKS = {
    "sql": "'; DROP TABLE articles; --", "sql2": '" OR 1=1 --', "formula": "=cmd|' /C calc'!A0", "plus": "+1+1", "at": "@SUM(1)", "rich": "[red]x[/red]", "rich2": "[/]", "rich3": "[link=file:///etc]x[/link]",
    "rich-end": "x\\", "braces": "{{7*7}}", "format": "{0.__class__}", "percent": "%s%n%x", "dollar": "${HOME}$(id)`id`", "html": "<script>alert(1)</script>", "amp": "&lt;&amp;", "path": "../../etc/passwd",
    "absolute": "/etc/passwd", "unc": "\\\\host\\share", "newline": "a\nb", "crlf": "a\r\nSet-Cookie: x", "tab": "a\tb", "escape": "\x1b[31mred\x1b[0m", "title": "\x1b]0;owned\x07", "c1": "\x9b2J", "nul": "a\0b",
    "bidi": "\u202egpj.exe", "surrogate": "\ud800", "pair": "\ude00\ud83d", "quote": "\"\"\"'''", "comma": "a,b;c|d", "json": '{"a": [1', "long": "x" * 20_000, "emoji": "🗞️👩‍👩‍👧", "null": "null", "none": "None", "nan": "NaN", "zero": "0", "star": "*", "glob": "[a-z]*?",
    "markdown": "| a | b |\n|---|---|", "yaml": "!!python/object/apply:os.system ['id']", "xml": "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "regex": "(a+)+$", "space": "   ", "empty": "",
}  # fmt: skip

# Where the trick is the first line, or most of the page, the page may be taken for what it pretends to be.
_ALLOWED = {"json": ("broken_json",), "long": ("data_file", "gibberish"), "xml": ("no_body", "no_article")}


def injection() -> Iterator[Case]:
    """Every trick as outlet, headline and byline of a page, as its address, and in every field of the manifest."""
    for number, (name, trick) in enumerate(TRICKS.items()):
        line = " ".join(trick.split("\n"))
        text = (
            story(f"in {name}", outlet=line or "The Courier")
            .replace("number", f"{line} number", 1)
            .replace("ADA MARSH", line or "ADA MARSH", 1)
        )
        yield page(f"{name}.txt", text, may("", *_ALLOWED[name]) if name in _ALLOWED else ok())
        said = {"url": trick, "fetched_at": trick, "charset": trick}
        yield page(f"{name}-said.txt", story(f"said {name}"), ok(), said=said)
        address = {
            "url": f"https://www.pressreader.com/{trick}/{trick}/20190314/{281500752123456 + number}{trick}?{trick}"
        }
        yield page(f"{name}-address.txt", story(f"address {name}"), ok(), said=address)


def names() -> Iterator[Case]:
    """Names that break paths, tables, terminals or the rules of naming."""
    given = {
        "newline": "a\nb.txt", "escape": "\x1b[31mred.txt", "bell": "\a.txt", "bytes": b"\xff\xfe.txt", "latin": b"caf\xe9.txt", "cut": b"\xe2\x80.txt", "long": b"n" * 251 + b".txt", "long-odd": b"\xff" * 255,
        "dash": "-rf.txt", "dashes": "--help", "space": " .txt", "spaces": "  a  b  .txt ", "dot": ".hidden", "dots": "...", "trailing": "a.txt.", "bang": "a!b.txt", "bang-zip": "none.zip!a.html", "hash": "a#1.txt", "hash-1": "b#1", "tilde": "a.txt~2",
        "tilde-1": "a.txt", "case": "A.TXT", "case-2": "B.txt", "case-3": "b.txt", "emoji": "🗞️.txt", "rtl": "\u202etxt.exe", "arabic": "خبر.txt", "nfc": "é.txt", "nfd": "e\u0301.txt", "backslash": "a\\b.txt", "hex": "\\x0a.txt", "quote": "a'b\"c.txt", "percent": "%2e%2e%2f.txt",
        "star": "*.txt", "glob": "[a].txt", "brace": "{a}.txt", "dollar": "$HOME.txt", "tick": "`id`.txt", "semi": "a;b|c&d.txt", "angle": "<a>.txt", "rich": "[red]a[/red].txt", "rich-2": "[bold].txt", "eq": "=1+1.txt", "nul-like": "\\0.txt", "con": "CON", "colon": "a:b.txt", "comma": "a,b.txt",
        "tab": "a\tb.txt", "c1": "a\x9bb.txt", "nbsp": "a\u00a0b.txt", "line": "a\u2028b.txt", "manifest": "sub/manifest.csv", "manifest-2": "sub/manifest.jsonl", "manifest-dir": "manifest.csv/a.txt", "same": "deep/a.txt", "mac": "__MACOSX/._a.txt", "store": ".DS_Store", "no-ending": "page",
        "scheme": "https:/paper.test/a.txt", "part": "part.writing", "parquet-like": "lines-000001.txt", "date": "99999999.txt", "id": "281500752999456.html.txt",
    }  # fmt: skip
    for kind, name in given.items():
        text = os.fsdecode(name)
        if kind == "manifest-2":
            yield page(
                text,
                b'{"path": "a.txt", "url": "https://paper.test/"}\n',
                no("#1", "no_text_field", "no_body", "empty"),
            )
        elif kind == "manifest":
            yield page(text, b"path,url\na.txt,https://paper.test/\nb.txt,https://paper.test/b\n", may())
        else:
            yield page(text, story(f"name {kind}"), ok())
    yield box("twin.zip", a_zip([("a.html", story("twin in").encode())]), [ok("!a.html")])
    yield page("twin.zip!a.html", story("twin out"), ok("~2"))
    yield box("d.jsonl", b'{"text": "The Courier\\n\\nRain\\n\\nIt rained in the old town for days."}\n', [ok("#1")])
    yield page("d.jsonl#1", story("twin line"), ok("~2"))


def file_system() -> Iterator[Case]:
    """Entries that are no plain file; one plain file to link to."""
    yield page("plain.txt", story("plain file"), ok("", "plain"))
    yield page("hard.txt", lambda file: os.link(file.parent / "plain.txt", file), ok("", "plain"))
    yield page("link-in.txt", lambda file: file.symlink_to("plain.txt"), ok("", "plain"))
    yield page("link-to-link.txt", lambda file: file.symlink_to("link-in.txt"), ok("", "plain"))
    targets = {"out": "/etc/passwd", "up": "../../../../../../etc/hostname", "zero": "/dev/zero", "stdin": "/dev/stdin", "random": "/dev/urandom", "null": "/dev/null", "tty": "/dev/tty",
               "proc": "/proc/self/environ", "kmsg": "/proc/kmsg", "broken": "no-such-file", "empty-folder": "empty", "root": "/", "dot": ".", "long": "x" * 4000}  # fmt: skip
    for name, target in targets.items():
        yield page(f"link-{name}", _link(target), no("", "not_a_file", "unreadable"))
        yield page(f"link-{name}.html", _link(target), no("", "not_a_file", "unreadable"))
    yield page("loop-a", _link("loop-b"), no("", "not_a_file", "unreadable"))
    yield page("loop-b", _link("loop-a"), no("", "not_a_file", "unreadable"))
    yield page("loop-self", _link("loop-self"), no("", "not_a_file", "unreadable"))
    yield page("pipe", os.mkfifo, no("", "not_a_file"))
    yield page("pipe.zip", os.mkfifo, no("", "not_a_file"))
    yield page("pipe.jsonl", os.mkfifo, no("", "not_a_file"))
    yield page("socket", _socket, no("", "not_a_file"))
    yield page("empty.txt", b"", no("", "empty"))
    yield box("empty", lambda file: file.mkdir(), [])
    yield page("page.html/inside.txt", story("in page.html"), ok())
    yield page("folder.zip/inside.txt", story("in folder.zip"), ok())
    yield page("sparse.txt", _sparse(10 * 1024**4), no("", "too_large"))
    for ending in ("html", "zip", "jsonl", "gz", "tar", "parquet", "epub"):
        reasons = ("too_large", "broken_archive", "damaged", "empty_archive", "archive_bomb")
        yield page(f"sparse.{ending}", _sparse(10 * 1024**4), no("", *reasons)) if ending != "jsonl" else box(
            "sparse.jsonl", _sparse(10 * 1024**4), [no("", "broken_archive"), no("#1", "too_large")._replace(optional=True)], big=True)  # fmt: skip
    yield page("sparse.warc", _sparse(10 * 1024**4), no("", "broken_archive"), big=True)
    deep = "/".join(["d"] * 500)
    yield page(f"{deep}/bottom.txt", story("500 deep"), ok())
    yield box("abyss", _abyss(1900), [ok("/x" * 1900 + "/bottom.txt")])
    yield box("trench", _abyss(3000), [no("/x" * n, "unreadable")._replace(optional=True) for n in range(1800, 2100)])
    for name, mode in {"no-read.txt": 0o000, "write-only.txt": 0o200}.items():
        if os.geteuid():
            yield page(name, _forbidden(mode), no("", "unreadable"))
    yield page("setuid.txt", _forbidden(0o4755), ok())


def _link(target: str) -> Callable[[Path], None]:
    return lambda file: file.symlink_to(target)


def _sparse(size: int) -> Callable[[Path], None]:
    def write(file: Path) -> None:
        with file.open("wb") as handle:
            handle.truncate(size)

    return write


def _socket(file: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(file.parent)  # the path of a socket is short
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(file.name)
    finally:
        os.fchdir(here)
        os.close(here)


def _abyss(depth: int) -> Callable[[Path], None]:
    """Return what makes folders in folders, deeper than a path may be long."""

    def write(file: Path) -> None:
        file.mkdir()
        here = os.open(file, os.O_RDONLY)
        for _ in range(depth):
            os.mkdir("x", dir_fd=here)
            below = os.open("x", os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = below
        bottom = os.open("bottom.txt", os.O_WRONLY | os.O_CREAT, 0o644, dir_fd=here)
        os.write(bottom, story(f"abyss {depth}").encode())
        os.close(bottom)
        os.close(here)

    return write


def _forbidden(mode: int) -> Callable[[Path], None]:
    def write(file: Path) -> None:
        touch(file, story(f"mode {mode}").encode())
        file.chmod(mode)

    return write


CLASSES = {"injection": injection, "names": names, "file_system": file_system}
