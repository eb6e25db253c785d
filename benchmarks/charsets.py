"""How often do bytes become the text that was written? Ours beside the libraries, as a Markdown table.

`python benchmarks/charsets.py COLLECTION... [--texts FOLDER] [--worse N]`

A collection is a folder of files whose true charset stands in the folder's name (`windows-1250-czech/…`, as in the
source archive of chardet 5.2.0: `chardet-5.2.0/tests`) or in the file's (`cs/ibm852.txt`, as in the test data of
uchardet). A collection is measured as it is and once more with every charset declaration blanked out. FOLDER holds
plain texts, `articles-*.jsonl` and `sentences-*.txt`, which are written in the code pages that fit; the texts of the
collections are written in their sister code pages too. True is a decoding that equals the text, whatever the charset
was called. Which libraries are compared depends on what is installed; a `chardet` package beside a collection is an
older one and measured as well. N prints so many files that a library reads and we do not.
"""

import argparse
import codecs
import importlib
import json
import re
import sys
import time
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from transforms.decoding import decode

WESTERN = {"iso8859-1", "iso8859-15", "cp1252", "mac-roman", "cp850", "cp437", "cp858", "cp863"}
UNICODE = {"ascii", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"}
# What the same bytes may be read as: a subset that is too small for the file, and WHATWG's reading of its name.
READINGS = {
    "ascii": ("utf-8",), "iso8859-1": ("cp1252",), "gb2312": ("gbk", "gb18030"), "big5": ("cp950", "big5hkscs"),
    "shift_jis": ("cp932", "shift_jis_2004"), "cp932": ("shift_jis",), "euc_jp": ("euc_jis_2004",), "euc_kr": ("cp949",),
    "tis-620": ("cp874",), "iso8859-9": ("cp1254",), "iso8859-8": ("cp1255",), "iso8859-7": ("cp1253",),
    "iso2022_jp": ("iso2022_jp_2", "iso2022_jp_ext"),
}  # fmt: skip
FITTING = {
    **dict.fromkeys(["en", "de", "nl"], ("cp1252", "iso8859-15", "mac-roman", "cp850", "cp437")),
    **dict.fromkeys(["fr", "es", "it", "pt"], ("cp1252", "iso8859-15", "mac-roman", "cp850")),
}
SISTERS = (
    {"iso8859-2", "cp1250", "mac-latin2", "cp852"},
    {"koi8-r", "cp1251", "cp866", "mac-cyrillic", "iso8859-5"},
    {"iso8859-7", "cp1253"}, {"iso8859-9", "cp1254"}, {"iso8859-1", "cp1252", "mac-roman", "cp850"},
    {"shift_jis", "euc_jp"}, {"gb2312", "gb18030"}, {"euc_kr", "cp949"},
)  # fmt: skip
ALIKE = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\xa0": " ", "„": '"'}
DECLARED = re.compile(rb"""(?i)((?:charset|encoding)\s*=\s*["']?)([\w.:-]+)""")
C1 = re.compile("[\x80-\x9f]")  # characters that no writer of these charsets meant
EXCERPT, FEW, GROUP = 500, 3, 25


class Case(NamedTuple):
    row: str
    name: str
    data: bytes
    texts: frozenset[str]


def codec_of(name):
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def charset_of(file):
    """Return Python's name of the charset that the folder's or file's name tells."""
    folder = file.parent.name
    for name in (folder, folder.rpartition("-")[0], file.stem, file.name):
        if name and len(name) > 2 and (codec := codec_of(name.lower())):
            return codec
    return None


def true_texts(data, charset):
    found = set()
    for codec in (charset, *READINGS.get(charset, ())):
        try:
            found.add(data.decode(codec).removeprefix("\ufeff"))
        except UnicodeDecodeError:
            continue
    return frozenset(found)


def kind_of(charset):
    return "Western" if charset in WESTERN else "Unicode" if charset in UNICODE else "other"


def collected(folder):
    """Yield the cases of a collection; files whose charset Python lacks or whose bytes are not in it are left out."""
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or not (charset := charset_of(file)):
            continue
        data = file.read_bytes()
        if not (texts := true_texts(data, charset)):
            continue
        name, row = f"{file.parent.name}/{file.name}", f"{folder.parent.name}: {kind_of(charset)}"
        yield Case(row, name, data, texts)
        bare = DECLARED.sub(lambda m: m[1] + b"x" * len(m[2]), data)
        if bare != data and (texts := true_texts(bare, charset)):
            yield Case(row + ", undeclared", name, bare, texts)
        text = next(iter(texts))
        for sister in sorted(next((s for s in SISTERS if charset in s), set()) - {charset}):
            yield from written(text, sister, f"rewritten: {kind_of(sister)}", name)


def written(text, charset, row, name):
    """Yield the text, its first 500 characters, and as much as holds few letters beyond ASCII, in a charset."""
    text = DECLARED.sub(lambda m: m[1] + b"x" * len(m[2]), text.encode("utf-8", "replace")).decode("utf-8")
    high = [i for i, c in enumerate(text) if ord(c) > 0x7F]
    if not high:
        return
    few = text[: high[FEW]] if len(high) > FEW else text
    for part, shape in ((text, ""), (text[:EXCERPT], ", 500 characters"), (few, f", {FEW} letters")):
        if part.isascii():
            continue
        try:
            data = part.encode(charset)
        except UnicodeEncodeError:
            continue
        yield Case(row + shape, f"{name} as {charset}", data, true_texts(data, charset) | {part.removeprefix("\ufeff")})


def texts_of(folder):
    for file in sorted(folder.glob("articles-*.jsonl")):
        for n, line in enumerate(file.read_text("utf-8").strip().split("\n")):
            yield file.stem[-2:], f"{file.stem}#{n}", json.loads(line)["text"]
    for file in sorted(folder.glob("sentences-*.txt")):
        lines = file.read_text("utf-8").strip().split("\n")
        for n in range(0, len(lines), GROUP):
            yield file.stem[-2:], f"{file.stem}#{n}", "\n".join(lines[n : n + GROUP])


def laid_out(folder):
    for language, name, found in texts_of(folder):
        text = C1.sub("", found)
        plain = "".join(ALIKE.get(c, c) for c in text)
        for charset in FITTING.get(language, ()):
            can = text if charset in {"cp1252", "mac-roman"} else plain
            can = can.encode(charset, "ignore").decode(
                charset
            )  # emoji and the like: no writer of that charset had them
            yield from written(can, charset, f"texts: {language if language == 'en' else 'de es fr it nl pt'}", name)


def named(encoding, data):
    return None if encoding is None else data.decode(encoding, "replace")


def libraries(collections):
    """Return the readers by name and version: bytes -> text or None."""
    found = {}
    for parent in dict.fromkeys(
        folder.parent for folder in collections if (folder.parent / "chardet" / "version.py").exists()
    ):
        sys.path.insert(0, str(parent))
        old = importlib.import_module("chardet")
        sys.path.remove(str(parent))
        for name in [name for name in sys.modules if name.partition(".")[0] == "chardet"]:
            del sys.modules[name]  # the installed one is imported below
        found[f"chardet {old.__version__}"] = lambda data, old=old: named(old.detect(data)["encoding"], data)
    try:
        chardet = importlib.import_module("chardet")
        found[f"chardet {version('chardet')}"] = lambda data: named(chardet.detect(data)["encoding"], data)
    except ImportError:
        pass
    try:
        from_bytes = importlib.import_module("charset_normalizer").from_bytes
        found[f"charset-normalizer {version('charset-normalizer')}"] = lambda data: (
            (b := from_bytes(data).best()) and str(b)
        )
    except ImportError:
        pass
    try:
        dammit = importlib.import_module("bs4.dammit")
        for package in ("chardet", "charset-normalizer"):  # it asks whichever is installed
            module = importlib.import_module(package.replace("-", "_"))

            def read(data, module=module):
                dammit.chardet_module = module
                return dammit.UnicodeDammit(data).unicode_markup

            found[f"UnicodeDammit {version('beautifulsoup4')} + {package}"] = read
    except ImportError:
        pass
    found["ours"] = lambda data: decode(data).text
    return found


def is_true(reader, case):
    try:
        text = reader(case.data)
    except (LookupError, UnicodeError, AssertionError):
        return False
    return text is not None and text.removeprefix("\ufeff") in case.texts


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collections", nargs="+", type=Path)
    parser.add_argument("--texts", type=Path, default=Path(__file__).parents[2] / "shared" / "texts")
    parser.add_argument("--worse", type=int, default=0)
    args = parser.parse_args()
    cases = [case for folder in args.collections for case in collected(folder)]
    cases += laid_out(args.texts) if args.texts.exists() else []
    readers = libraries(args.collections)
    true, seconds, files = defaultdict(int), defaultdict(float), defaultdict(int)
    worse = []
    for case in cases:
        files[case.row] += 1
        verdicts = {}
        for name, reader in readers.items():
            start = time.perf_counter()
            verdicts[name] = is_true(reader, case)
            seconds[name] += time.perf_counter() - start
            true[case.row, name] += verdicts[name]
        if not verdicts["ours"] and any(verdicts.values()):
            worse.append((case.row, case.name, [name for name, said in verdicts.items() if said]))
    print("| | files | " + " | ".join(readers) + " |\n|---|--:|" + "--:|" * len(readers))
    for row in sorted(files):
        print(
            f"| {row} | {files[row]} | "
            + " | ".join(f"{100 * true[row, name] / files[row]:.1f}" for name in readers)
            + " |"
        )
    print("| time, ours = 1 | | " + " | ".join(f"{seconds[name] / seconds['ours']:.1f}" for name in readers) + " |")
    print(f"\nOurs: {1e6 * seconds['ours'] / len(cases):.0f} µs a file.")
    for line in worse[: args.worse]:
        print(*line, sep="  ")


if __name__ == "__main__":
    main()
