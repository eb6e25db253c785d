"""What changes while it is read, and manifests that lie: each with a run of its own."""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from tests.hostile.archives import a_tar, a_zip
from tests.hostile.folders import _socket, _sparse
from tests.hostile.truth import QUARANTINED, Case, Row, may, no, ok, page, story, touch

GONE = ("unreadable", "not_a_file")
Change = Callable[[Path], None]


def _rewrite(data: bytes) -> Change:
    return lambda file: touch(file, data)


def _replace(make: Callable[[Path], object]) -> Change:
    def change(file: Path) -> None:
        file.unlink()
        make(file)

    return change


def _append(data: bytes) -> Change:
    def change(file: Path) -> None:
        with file.open("ab") as handle:
            handle.write(data)

    return change


CHANGES: dict[str, tuple[Change, Row]] = {
    "grown": (_append(b"\n\nIt rained on.\n"), ok()),
    "large": (_append(b" " * 34_000_000), no("", "too_large")),
    "sparse": (_replace(_sparse(10 * 1024**4)), no("", "too_large")),
    "shrunk": (lambda file: os.truncate(file, 120), may("", "no_body")),
    "emptied": (lambda file: os.truncate(file, 0), no("", "empty")),
    "removed": (lambda file: file.unlink(), no("", *GONE)),
    "renamed": (lambda file: file.rename(file.with_suffix(".moved")), no("", *GONE)),
    "folder": (_replace(lambda file: file.mkdir()), no("", *GONE)),
    "pipe": (_replace(os.mkfifo), no("", *GONE)),
    "socket": (_replace(_socket), no("", *GONE)),
    "link-out": (_replace(lambda file: file.symlink_to("/etc/passwd")), no("", *GONE)),
    "link-zero": (_replace(lambda file: file.symlink_to("/dev/zero")), no("", *GONE)),
    "link-loop": (_replace(lambda file: file.symlink_to(file.name)), no("", *GONE)),
    "link-broken": (_replace(lambda file: file.symlink_to("none")), no("", *GONE)),
    "binary": (_rewrite(b"%PDF-1.7\n" + bytes(99)), no("", "binary", "pdf")),
    "other": (_rewrite(story("changed into another").encode()), ok()),
    "zip": (_rewrite(a_zip([("a.txt", b"x")])), may("", "binary", "archive", "no_body")),
}


def changing() -> Iterator[Case]:
    """Yield a page for each change, and some that stay as they are."""
    for name, (_, row) in CHANGES.items():
        yield page(f"{name}.txt", story(f"change {name}"), row)
    for number in range(3):
        yield page(f"stays-{number}.txt", story(f"stays {number}"), ok())


def change_all(root: Path) -> None:
    """Make every change, between the listing of the folder and the reading of its files."""
    for name, (change, _) in CHANGES.items():
        change(root / f"{name}.txt")


def chaos(root: Path, stop: Event) -> None:
    """Change, remove and replace all that is called `chaos-…` until told to stop."""
    chance = random.Random("chaos")
    kinds = [a_zip([(f"{n}.txt", story(f"chaos z{n}").encode()) for n in range(50)]), a_tar([(f"{n}.txt", story(f"chaos t{n}").encode()) for n in range(50)]),
             b'{"text": "It rained."}\n' * 200, story("chaos").encode(), bytes(5000), b""]  # fmt: skip
    while not stop.is_set():
        file = root / f"chaos-{chance.randrange(30)}"
        if file.is_dir() and not file.is_symlink():
            shutil.rmtree(file, ignore_errors=True)
        else:
            file.unlink(missing_ok=True)
        make: list[Callable[[Path], object]] = [
            os.mkfifo, lambda file: file.mkdir(), lambda file: file.symlink_to("/etc/passwd"), lambda file: None,
            *([lambda file: file.write_bytes(chance.choice(kinds)[: chance.randrange(9000)])] * 6),
        ]  # fmt: skip
        chance.choice(make)(file)


def manifests() -> dict[str, Callable[[Path], object]]:
    """Return what makes the manifest of a folder with one page, `a.txt`, by name; the name's ending is the file's."""
    lines = {
        "rows": "[1]\n", "words": '"a.txt"\n', "number": "7\n", "half": '{"path": "a.txt"', "url": '{"path": "a.txt", "url": {"a": [1]}}\n', "url-number": '{"path": "a.txt", "url": 7}\n',
        "time": '{"path": "a.txt", "fetched_at": 1552536367}\n', "time-list": '{"path": "a.txt", "fetched_at": [1]}\n', "time-first": '{"path": "a.txt", "fetched_at": "0001-01-01T00:00:00+14:00"}\n',
        "time-last": '{"path": "a.txt", "fetched_at": "9999-12-31T23:59:59-14:00"}\n', "charset": '{"path": "a.txt", "charset": 7}\n', "path": '{"path": 7}\n', "path-null": '{"path": null}\n', "none": "{}\n",
        "deep": '{"path": "a.txt", "x": ' + "[" * 100_000 + "\n", "surrogate": '{"path": "\\ud800", "url": "\\ud800"}\n{"path": "a.txt", "url": "\\udfff\\u001b"}\n', "long": '{"path": "a.txt", "url": "' + "x" * 5_000_000 + '"}\n',
        "digits": '{"path": "a.txt", "x": ' + "9" * 5000 + "}\n", "nan": '{"path": "a.txt", "url": NaN}\n', "many": "".join(f'{{"path": "{n}.txt"}}\n' for n in range(50_000)), "twice": '{"path": "a.txt"}\n' * 2,
    }  # fmt: skip
    tables = {
        "empty": b"", "header": b"path,url,fetched_at\n", "no-path": b"url\nx\n", "nul": b"path,url\na.txt,\0\n", "latin": b"path,url\na.txt,caf\xe9\n", "wide": "path,url\na.txt,x\n".encode("utf-16"),
        "long-field": b"path,url\na.txt," + b"x" * 300_000 + b"\n", "quote": b'path,url\na.txt,"never closed\n' + b"x\n" * 1000, "short": b"path,url\na.txt\n", "wide-row": b"path,url\na.txt,b,c,d,e\n", "up": b"path,url\n../a.txt,x\n/etc/passwd,y\n",
        "twice": b"path,path\nb.txt,a.txt\n", "cr": b"path,url\ra.txt,x\r", "mark": "\ufeffpath,url\na.txt,x\n".encode(), "binary": bytes(range(256)) * 99, "semicolon": b"path;url\na.txt;x\n", "blank": b"\n\n\npath,url\n\na.txt,x\n\n",
    }  # fmt: skip
    made: dict[str, Callable[[Path], object]] = {
        f"{name}.jsonl": _rewrite(text.encode()) for name, text in lines.items()
    }
    made |= {f"{name}.csv": _rewrite(data) for name, data in tables.items()}
    made |= {
        "folder.csv": lambda file: file.mkdir(), "pipe.csv": os.mkfifo, "socket.jsonl": _socket, "link-zero.csv": lambda file: file.symlink_to("/dev/zero"),
        "link-out.csv": lambda file: file.symlink_to("/etc/passwd"), "link-broken.csv": lambda file: file.symlink_to("none"), "loop.jsonl": lambda file: file.symlink_to(file.name),
        "sparse.csv": _sparse(10 * 1024**4), "sparse.jsonl": _sparse(10 * 1024**4),
        "both.csv": lambda file: (touch(file, b"path,url\na.txt,x\n"), touch(file.with_suffix(".jsonl"), b'{"path": "a.txt", "url": "y"}\n')),
    }  # fmt: skip
    return made


# A manifest that is none of a file's kind is an entry like all others: it has a row.
SPECIAL = {"pipe.csv", "socket.jsonl", "link-zero.csv", "link-out.csv", "link-broken.csv", "loop.jsonl"}
ASIDE = QUARANTINED
