"""Pages of text: charsets, wide charsets, binary files, control characters, bait for patterns, limits, copies."""

import binascii
import codecs
import random
from collections.abc import Iterator

from tests.hostile.truth import Case, html, may, no, ok, page, story
from transforms.grammars.markup import MOST_TAGS

WESTERN = "The café in Zürich sold 40 crêpes to Señor Peña – “très bien”, he said."
BAD = ("binary", "undecodable", "pdf", "image", "archive", "audio", "video", "font", "program", "document", "database")
ESCAPE = "\x1b[31mred\x1b[0m \x1b]0;owned\x07 \x9b2J"


def charsets() -> Iterator[Case]:
    """Right, wrong and unknown charsets, declared by the page or by the manifest."""
    for charset in ("utf-8", "utf-8-sig", "cp1252", "iso-8859-15", "mac-roman", "cp850", "iso-8859-1"):
        text = story(charset) + WESTERN.encode(charset, "replace").decode(charset) + "\n"
        yield page(f"{charset}.txt", text.encode(charset, "replace"), ok())
    for true in ("utf-8", "cp1252"):
        for declared in (
            "utf-8",
            "iso-8859-1",
            "utf-16",
            "utf-7",
            "shift_jis",
            "x-none",
            "base64",
            "rot13",
            "../etc",
            "idna",
        ):
            data = html(f"{true}{declared}", f"<p>{WESTERN}</p>", f'<meta charset="{declared}">')
            yield page(f"{true}-as-{declared.replace('/', '_')}.html", data.encode(true, "replace"), ok())
            data = story(f"manifest{true}{declared}") + WESTERN + "\n"
            said = {"charset": declared}
            yield page(f"{true}-said-{declared.replace('/', '_')}.txt", data.encode(true, "replace"), ok(), said=said)
    for byte in (0x80, 0x81, 0x92, 0x9D, 0xA0, 0xC3, 0xE2, 0xF0, 0xFF):
        yield page(f"one-{byte:02x}.txt", (story(f"one{byte}") + WESTERN).encode() + bytes([byte]) + b" end.\n", ok())
    for name, data in {
        "overlong": b"\xc0\xae\xc0\xae\xc0\xaf",
        "surrogates": b"\xed\xa0\x80\xed\xb0\x80",
        "beyond": b"\xf7\xbf\xbf\xbf",
        "six": b"\xfd\xbf\xbf\xbf\xbf\xbf",
        "cut": b"\xe2\x80",
        "alone": b"\x80\x80",
        "bom-inside": "\ufeff\ufeff".encode(),
    }.items():
        yield page(f"{name}.txt", (story(name) + WESTERN + " ").encode() + data + b" end.\n", ok())
    mixed = (story("mixed") + WESTERN).encode() + b"\n" + WESTERN.encode("cp1252") + b"\n" + WESTERN.encode("utf-16-le")
    yield page("mixed-three.txt", mixed, may())
    for charset, text in {
        "cp1251": "Мэр открыл новый мост через реку, и народ был рад. ", "koi8-r": "Мэр открыл новый мост, и народ был рад. ",
        "shift_jis": "市長は新しい橋を開き、人々は喜んだ。", "gb18030": "市长开通了新桥，人们都很高兴。", "big5": "市長開通了新橋，人們都很高興。",
        "euc-kr": "시장이 새 다리를 열었고 사람들은 기뻐했다. ", "cp1253": "Ο δήμαρχος άνοιξε τη νέα γέφυρα. ", "cp1255": "ראש העיר פתח את הגשר החדש. ",
    }.items():  # fmt: skip
        yield page(f"{charset}.txt", ("The Courier\n\nBridge\n\n" + text * 20).encode(charset), may("", *BAD))
    for count in (1, 2, 3):
        mojibake = WESTERN
        for _ in range(count):
            mojibake = mojibake.encode().decode("cp1252", "replace")
        yield page(f"mojibake-{count}.txt", story(f"mojibake{count}") + mojibake + "\n", ok())


def wide() -> Iterator[Case]:
    """UTF-16 and UTF-32 with and without their marks, halved, shifted and mixed."""
    marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE,
             "utf-32-le": codecs.BOM_UTF32_LE, "utf-32-be": codecs.BOM_UTF32_BE}  # fmt: skip
    others = dict(zip(marks, [*list(marks.values())[1:], codecs.BOM_UTF8], strict=True))
    for charset, mark in marks.items():
        data = {n: (story(f"{charset}{n}") + WESTERN).encode(charset) for n in range(9)}
        yield page(f"{charset}-mark.txt", mark + data[0], ok())
        yield page(f"{charset}.txt", data[1], ok() if "16" in charset else may("", *BAD))
        yield page(f"{charset}-half.txt", mark + data[2][:-1], ok())
        yield page(f"{charset}-shifted.txt", mark + b"\0" + data[3], may("", *BAD, "no_body", "gibberish"))
        yield page(f"{charset}-two-marks.txt", mark + mark + data[4], ok())
        yield page(
            f"{charset}-wrong-mark.txt", others[charset] + data[5], may("", *BAD, "no_body", "gibberish", "shell")
        )
        yield page(f"{charset}-surrogate.txt", mark + data[6] + "\ud800 end".encode(charset, "surrogatepass"), ok())
        yield page(f"{charset}-only-mark.txt", mark, no("", "empty"))
        yield page(f"{charset}.html", mark + html(charset, head='<meta charset="utf-8">').encode(charset), ok())
        yield page(f"{charset}-nuls.txt", mark + data[7] + bytes(4000), may("", *BAD))
    yield page("ascii-then-wide.txt", story("ascii-wide").encode() + story("wide").encode("utf-16-le"), may("", *BAD))
    yield page("one-byte.txt", b"\xff", may("", *BAD, "no_body", "empty"))
    yield page("two-bytes.txt", b"\xff\xfe", no("", "empty"))


def binary() -> Iterator[Case]:
    """Files of other kinds under the names of text, and text under theirs."""
    signatures = {
        "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0",
        "gif": b"GIF89a\x01\0\x01\0", "webp": b"RIFF\x24\0\0\0WEBPVP8 ", "tif": b"II*\0\x08\0\0\0", "mp4": b"\0\0\0\x18ftypmp42\0",
        "mp3": b"ID3\x04\0\0\0\0", "ogg": b"OggS\0\x02", "exe": b"MZ\x90\0\x03\0\0\0", "elf": b"\x7fELF\x02\x01\x01\0",
        "sqlite": b"SQLite format 3\0\x10\0", "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ico": b"\0\0\x01\0\x01\0",
        "7z": b"7z\xbc\xaf\x27\x1c\0\x04", "rar": b"Rar!\x1a\x07\x01\0", "wasm": b"\0asm\x01\0\0\0", "class": b"\xca\xfe\xba\xbe\0\0\0\x34",
        "woff2": b"wOF2\0\x01\0\0", "psd": b"8BPS\0\x01", "lz4": b"\x04\x22\x4d\x18\x64\x40", "arc": b"\x1a\x08", "orc": b"ORC\x08\x03",
    }  # fmt: skip
    for kind, head in signatures.items():
        data = head + random.Random(kind).randbytes(5000)
        yield page(f"{kind}.txt", data, no("", *BAD))
        yield page(f"text.{kind}" if kind != "7z" else "text.7z", story(f"text{kind}"), ok())
    for kind in ("pdf", "png", "exe"):
        yield page(f"{kind}-only-head.html", signatures[kind], no("", *BAD))
    yield page("pdf-in-text.txt", f"{story('pdf')}%PDF-1.7 is how it began.\n", ok())
    yield page("nuls.txt", bytes(10_000), no("", *BAD, "empty"))
    yield page("ones.txt", b"\xff" * 10_000, no("", *BAD))
    yield page("random.html", random.Random("r").randbytes(100_000), no("", *BAD))
    yield page("rtf.txt", b"{\\rtf1\\ansi " + story("rtf").encode() + b"}", may())
    yield page("ps.txt", b"%!PS-Adobe-3.0\n" + b"0 0 moveto\n" * 400, no(""))
    yield page(
        "uu.txt",
        b"begin 644 page.jpg\n"
        + b"".join(binascii.b2a_uu(random.Random(f"u{n}").randbytes(45)) for n in range(99))
        + b"`\nend\n",
        no(""),
    )
    yield page("base64.txt", codecs.encode(random.Random("b").randbytes(30_000), "base64"), no(""))
    yield page("hex.txt", random.Random("h").randbytes(20_000).hex(), no(""))
    yield page(
        "mhtml.txt", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n\n" + story("mhtml"), may()
    )


def controls() -> Iterator[Case]:
    """Control characters, escapes for terminals, directions, halves of pairs, in text and mark-up."""
    for code in (*range(0x20), 0x7F, 0x80, 0x85, 0x9B, 0x9F):
        if chr(code) not in "\n\r\t":
            text = story(f"control{code}").replace(" and ", f" and {chr(code)}")
            yield page(f"c{code:02x}.txt", text, ok())
    strange = {
        "bidi": "\u202edrawkcab\u202c \u2066iso\u2069", "zero": "zero\u200bwidth\u200d\u2060", "tags": "\U000e0041\U000e007f",
        "private": "\ue000\uf8ff\U0010ffff", "nonchar": "\ufffe\uffff\ufdd0", "lines": "a\u2028b\u2029c\x85d", "zalgo": "Z" + "\u0301" * 500,
        "terminal": ESCAPE, "nel": "\x85" * 50, "cr": "one\rtwo\rthree", "many": "".join(map(chr, range(1, 10))),
    }  # fmt: skip
    for name, sign in strange.items():
        yield page(f"{name}.txt", story(name).replace("crowd", f"crowd {sign}", 1), ok())
        yield page(f"{name}-title.txt", story(f"{name}t").replace("number", f"{sign} number", 1), ok())
        yield page(f"{name}.html", html(f"{name}h", f"<p>The crowd {sign} went home.</p>"), ok())
    yield page("nul-in-half.txt", story("nuls").encode()[:99] + b"\0" + story("nuls").encode()[99:], ok())
    for reference in (
        "&#0;",
        "&#27;[31m",
        "&#xD800;",
        "&#x1F;",
        "&#x9b;",
        "&#1114112;",
        "&#99999999999999999999;",
        "&#x202e;",
    ):
        name = reference.strip("&#;").replace("[", "")
        yield page(f"reference-{name}.html", html(reference, f"<p>Before {reference} after the noon bell.</p>"), ok())


def bait() -> Iterator[Case]:
    """What makes a careless pattern run for minutes; some are bodies of an article that must be read."""
    head = "The Harbour Courier\n\nPier opens\n\n- ADA MARSH\n\nIt rained on the crowd, and nobody minded at all.\n"
    many = 100_000
    pieces = {
        "blank": "\n" * 90_000, "spaces": " " * 1_000_000, "blank-spaces": " \n" * 90_000, "newspapers": "Newspapers in " * many,
        "newspapers-lines": "Newspapers in \n" * 90_000, "dashes": "- - " * 450_000, "icons": "??" * 900_000, "icons-dash": " ?? — " * 300_000,
        "credit": "— AP PHOTO " * 150_000, "word": "a" * 1_900_000, "capitals": "A" * 1_900_000, "digits": "1" * 1_900_000, "dots": "." * 1_900_000,
        "hyphens": "-" * 1_900_000, "apostrophes": "'" * 1_900_000, "quotes": "“" * 1_900_000, "and": " and " * 300_000, "by": "By " * 500_000,
        "initials": "A. " * 600_000, "commas": ", " * 900_000, "dates": "9 Sep 2018 " * many, "ids": "281500752123456 " * many,
        "urls": "https://www.pressreader.com/canada/x/20180909/" * 40_000, "emails": "a@" * 900_000, "mails": "a.b@c.de " * many,
        "soft": "\u00ad" * 1_900_000, "mojibake": "â€" * 900_000, "fractions": "1/2" * 600_000, "brackets": "(" * 1_900_000, "angles": "a<b " * 400_000,
        "braces": "{" * 1_900_000, "tabs": "\t" * 1_900_000, "backslash": "\\" * 1_900_000, "percent": "%C3" * 600_000, "amp": "&amp;" * 380_000,
        "nbsp": "\u00a0" * 1_900_000, "replacement": "\ufffd" * 1_900_000, "hyphenated": "brief- " * 250_000, "prefix": "By A" * 450_000,
    }  # fmt: skip
    for name, piece in pieces.items():
        yield page(f"{name}.txt", head + name + " " + piece + "\n", may(), big=True)
    for name, piece in pieces.items():
        if name in {"word", "dashes", "newspapers", "icons", "and", "by", "initials", "capitals", "commas"}:
            yield page(
                f"{name}-title.txt",
                f"The Harbour Courier\n\n{piece}\n\n- {piece[:200_000]}\n\nIt rained.\n",
                may(),
                big=True,
            )
    for name, piece in pieces.items():
        yield page(
            f"{name}-short.txt",
            head.replace("Pier", name) + f"{name}: " + piece[:3000] + "\n\nThe end came at noon.\n",
            may(),
        )
    for name in ("script", "consent", "json", "markup"):
        piece = {"script": "<script ", "consent": "cookies ", "json": '{"a":', "markup": "<a "}[name] * 200_000
        yield page(f"{name}.html", piece, may() if name == "consent" else no(""), big=True)


def limits() -> Iterator[Case]:
    """Just below and just above the limits that stand in the settings' defaults."""

    def fill(name: str, characters: int) -> str:
        text = story(name)
        unit = "It rained all day on the old pier. "
        return (text + unit * (characters // len(unit) + 1))[:characters]

    yield page("characters-at.txt", fill("at", 2_000_000), ok(), big=True)
    yield page("characters-above.txt", fill("above", 2_000_001), no("", "too_long"), big=True)
    yield page("bytes-at.txt", fill("bytes", 1_000_000).ljust(32 * 1024 * 1024), no("", "too_long"), big=True)
    yield page("bytes-above.txt", fill("bytes", 1_000_000).ljust(32 * 1024 * 1024 + 1), no("", "too_large"), big=True)
    yield page("lines-at.txt", story("lines") + "Rain.\n" * (100_000 - story("lines").count("\n")), ok(), big=True)
    yield page("lines-above.txt", story("lines2") + "Rain.\n" * 100_001, no("", "too_many_lines"), big=True)
    for tags, name in ((MOST_TAGS - 1000, "below"), (MOST_TAGS + 1, "above")):
        inside = "<p>Rain fell.</p>" * (tags // 2)
        row = may("", "too_many_lines", "too_many_tags") if name == "below" else no("", "too_many_tags")
        yield page(f"tags-{name}.html", html(f"tags{name}", inside), row, big=True)
    for depth, name in ((150, "below"), (5000, "above"), (100_000, "far"), (1_000_000, "million")):
        inside = "<div>" * depth + "<p>Deep down it rained.</p>" + "</div>" * depth
        row = ok() if name == "below" else no("", "too_deep", "too_many_tags")
        yield page(f"depth-{name}.html", html(f"depth{name}", inside), row, big=depth > 10_000)
    for size, name in ((100_000, "small"), (5_000_000, "large")):
        row = ok() if name == "small" else no("", "too_long_tag")
        yield page(f"attribute-{name}.html", html(f"attr{name}", f'<p title="{"x" * size}">Rain.</p>'), row, big=True)
    for count in (0, 1, 2, 10):
        yield page(f"bytes-{count}.txt", b"x" * count, may("", "empty", "no_body", "gibberish"))
    yield page("white.txt", b" \t\r\n\v\f" * 100, no("", "empty"))
    yield page("one-line.txt", "Rain", may("", "no_body"))
    yield page("title-only.txt", "The Harbour Courier\n\nPier opens\n", may("", "no_body"))


def copies() -> Iterator[Case]:
    """One article many times: one accepted row, all others duplicates."""
    for article in range(4):
        name = f"copied {article}"
        text, group = story(name), f"copy{article}"
        forms = {
            "a.txt": text.encode(), "b.txt": text.encode(), "bom.txt": b"\xef\xbb\xbf" + text.encode(), "crlf.txt": text.replace("\n", "\r\n").encode(),
            "wide.txt": text.encode("utf-16"), "cp1252.txt": text.encode("cp1252"), "blank.txt": text.replace("\n\n", "\n\n\n\n").encode(),
            "end.txt": text.rstrip().encode(), "soft.txt": text.replace("crowd", "cro\u00adwd").encode(),
        }  # fmt: skip
        for form, data in forms.items():
            yield page(f"{article}-{form}", data, ok("", group))


CLASSES = {
    "charsets": charsets, "wide": wide, "binary": binary, "controls": controls, "bait": bait, "limits": limits, "copies": copies
}  # fmt: skip
