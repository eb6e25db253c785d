"""Archives: zip, tar, compressed files and EPUB, broken, lying, endless or full of tricks."""

import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.hostile.truth import Case, Row, box, html, late, may, no, ok, page, printed, story

_MIB = 1024 * 1024
DAMAGED = ("damaged", "broken_archive", "encrypted", "unsupported_compression", "archive_bomb", "not_a_file")


def a_zip(
    entries: Iterable[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b""
) -> bytes:
    """Return a zip; names may come twice."""
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, data in entries:
            archive.writestr(name, data, method)
        archive.comment = comment
    return file.getvalue()


def a_tar(entries: Iterable[tuple[str | tarfile.TarInfo, bytes]], form: int = tarfile.PAX_FORMAT) -> bytes:
    """Return a tar."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as archive:
        for name, data in entries:
            header = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return file.getvalue()


def _pages(name: str, count: int = 3) -> list[tuple[str, bytes]]:
    return [(f"{n}.txt", story(f"{name}{n}").encode()) for n in range(count)]


def _member(name: str) -> str:
    return "!" + printed(name)


NAMES = {
    "up": "../../evil.txt", "absolute": "/etc/evil.txt", "windows": "..\\..\\evil.txt", "drive": "C:\\evil.txt", "newline": "a\nb.txt",
    "escape": "\x1b[31mred.txt", "long": "n" * 250 + ".txt", "path": "d/" * 300 + "a.txt", "spaces": "  .txt", "dot": ".", "unicode": "ü\u202e日.txt", "sign": "a!b#1~2.txt", "dash": "-rf", "only-dots": "../..",
}  # fmt: skip


def zips() -> Iterator[Case]:
    """Zips."""
    for name, inside in NAMES.items():
        yield box(f"name-{name}.zip", a_zip([(inside, story(f"z{name}").encode())]), [ok(_member(inside))])
    yield box("twice.zip", a_zip([("a.txt", story("zt1").encode()), ("a.txt", story("zt2").encode()), ("a.txt~2", story("zt3").encode())]),
              [ok("!a.txt"), ok("!a.txt~2"), ok("!a.txt~2~2")])  # fmt: skip
    yield box("empty.zip", a_zip([]), [no("", "empty_archive")])
    yield box("folders.zip", a_zip([("a/", b""), ("a/b/", b"")]), [no("", "empty_archive")])
    yield box(
        "empty-members.zip", a_zip([("a.txt", b""), ("b.html", b"")]), [no("!a.txt", "empty"), no("!b.html", "empty")]
    )
    for kind, mode in {
        "link": stat.S_IFLNK,
        "fifo": stat.S_IFIFO,
        "device": stat.S_IFCHR,
        "socket": stat.S_IFSOCK,
    }.items():
        entry = zipfile.ZipInfo("evil")
        entry.create_system, entry.external_attr = 3, (mode | 0o777) << 16
        yield box(
            f"{kind}.zip",
            a_zip([(entry, b"/etc/passwd"), *_pages(f"z{kind}", 1)]),
            [no("!evil", "not_a_file"), ok("!0.txt")],
        )
    for kind, flag in {"encrypted": 1, "strong": 0x41, "patched": 0x20}.items():
        data = bytearray(a_zip(_pages(f"z{kind}", 1)))
        for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
            place = data.find(mark) + at
            data[place : place + 2] = struct.pack("<H", flag)
        yield box(f"{kind}.zip", bytes(data), [may("!0.txt", *DAMAGED)])
    for method in (1, 6, 9, 98, 99, 65535):
        data = bytearray(a_zip(_pages(f"zm{method}", 1)))
        for mark, at in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
            place = data.find(mark) + at
            data[place : place + 2] = struct.pack("<H", method)
        yield box(f"method-{method}.zip", bytes(data), [no("!0.txt", *DAMAGED)])
    for name, method in {"bzip2": zipfile.ZIP_BZIP2, "lzma": zipfile.ZIP_LZMA, "stored": zipfile.ZIP_STORED}.items():
        yield box(f"{name}.zip", a_zip(_pages(f"zz{name}"), method), [ok(f"!{n}.txt") for n in range(3)])
    whole = a_zip(_pages("zcut", 6), zipfile.ZIP_STORED)
    for tenth in range(1, 10):
        whole = a_zip(_pages(f"zcut{tenth}", 6), zipfile.ZIP_STORED)
        found = [may(f"!{n}.txt", *DAMAGED, optional=True) for n in range(6)]
        yield box(f"cut-{tenth}.zip", whole[: len(whole) * tenth // 10], [no("", "broken_archive"), *found])
    for place in range(20, len(whole), len(whole) // 12):
        wrong = bytearray(a_zip(_pages(f"zbit{place:05}", 6), zipfile.ZIP_STORED))
        wrong[place] ^= 0xFF
        found = [may(f"!{n}.txt", *DAMAGED, optional=True) for n in range(6)]
        yield box(f"bit-{place}.zip", bytes(wrong), [may("", *DAMAGED, optional=True), *found, *_strange(bytes(wrong))])
    yield box("crc.zip", _wrong_crc(a_zip(_pages("zcrc", 1))), [no("!0.txt", "damaged")])
    yield box(
        "comment.zip",
        a_zip(_pages("zc", 1), comment=b"PK\x05\x06" + b"\x1b[31m" * 999),
        [ok("!0.txt"), may("", "broken_archive", optional=True)],
    )
    yield box(
        "behind.zip",
        a_zip(_pages("zpre", 1)) + b"trailing bytes",
        [may("", "broken_archive", optional=True), ok("!0.txt")],
    )
    yield box(
        "before.zip", b"PK\x03\x04 and a program that unpacks itself" + a_zip(_pages("zbefore", 1)), [ok("!0.txt")]
    )
    nested = a_zip([("in.zip", a_zip(_pages("znest", 1)))])
    yield box("nested.zip", nested, [ok("!in.zip!0.txt")])
    yield box("nested-3.zip", a_zip([("out.zip", nested)]), [no("!out.zip!in.zip", "nested_archive")])
    yield box("nested-names.zip", a_zip([("in.zip", a_zip([("0.txt", story("nn1").encode())])), ("in.zip!0.txt", story("nn2").encode())]),
              [ok("!in.zip!0.txt"), ok("!in.zip!0.txt~2")])  # fmt: skip
    yield box(
        "nested-tar.zip",
        a_zip([("in.tar.gz", gzip.compress(a_tar(_pages("znt", 2))))]),
        [ok("!in.tar.gz!0.txt"), ok("!in.tar.gz!1.txt")],
    )
    yield box("wrong-name.txt", a_zip(_pages("zwn", 1)), [ok("!0.txt")])
    yield page("text.zip", story("text zip"), may("", "broken_archive"))
    yield page("html.zip", html("html zip"), may("", "broken_archive"))
    yield box(
        "office.docx",
        a_zip([("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")]),
        [no("", "binary", "archive")],
    )
    yield box(
        "bomb.zip",
        late(lambda: a_zip([("a.txt", b"x" * (400 * _MIB))])),
        [no("!a.txt", "too_large", "archive_bomb")],
        big=True,
    )
    yield box(
        "bombs.zip",
        late(lambda: a_zip((f"{n}.txt", b"x" * (31 * _MIB)) for n in range(40))),
        [
            may("", "archive_bomb", optional=True),
            *(
                no(f"!{n}.txt", "too_long", "archive_bomb", "gibberish", "no_body")._replace(optional=True)
                for n in range(40)
            ),
        ],
        big=True,
    )
    yield box(
        "overlap.zip",
        late(_overlapping),
        [no("", "archive_bomb"), *(may(f"!{n}.txt", optional=True) for n in range(2000))],
        big=True,
    )
    yield box(
        "many.zip",
        late(lambda: a_zip(((f"{n}.txt", b"") for n in range(100_000)), zipfile.ZIP_STORED)),
        [no(f"!{n}.txt", "empty") for n in range(100_000)],
        big=True,
    )
    yield box("quine.zip", _deep_zip(30), [no("!in.zip!in.zip", "nested_archive")])


def _strange(data: bytes) -> list[Row]:
    """Return rows for names that a wrong bit in the directory makes."""
    found = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except Exception:  # noqa: BLE001 (it is broken)
        names = []
    known = {f"{n}.txt" for n in range(6)}
    found += [may(_member(name), optional=True) for name in names if name not in known]
    mark, place = b"PK\x01\x02", 0
    while (place := data.find(mark, place)) >= 0:
        size = struct.unpack_from("<H", data, place + 28)[0]
        raw = data[place + 46 : place + 46 + min(size, 400)].decode("utf-8", "surrogateescape")
        if raw not in known and raw not in names:
            found.append(may(_member(raw), optional=True))
        place += 4
    return found


def _wrong_crc(data: bytes) -> bytes:
    wrong = bytearray(data)
    for mark, at in ((b"PK\x01\x02", 16), (b"PK\x03\x04", 14)):
        wrong[wrong.find(mark) + at] ^= 0xFF
    return bytes(wrong)


def _deep_zip(depth: int) -> bytes:
    data = a_zip([("0.txt", b"deep")])
    for _ in range(depth):
        data = a_zip([("in.zip", data)])
    return data


def _overlapping(count: int = 2000) -> bytes:
    """Return a zip whose entries all point to one local header."""
    packed = zlib.compress(story("overlap").encode() * 2000, 9)[2:-4]
    size, crc = len(story("overlap").encode() * 2000), zlib.crc32(story("overlap").encode() * 2000)
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), size, 5, 0) + b"0.txt" + packed
    central = b""
    for number in range(count):
        name = f"{number}.txt".encode()
        central += (
            struct.pack(
                "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), size, len(name), 0, 0, 0, 0, 0, 0
            )
            + name
        )
    return local + central + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(central), len(local), 0)


def tars() -> Iterator[Case]:
    """Tars."""
    for name, inside in NAMES.items():
        yield box(f"name-{name}.tar", a_tar([(inside, story(f"t{name}").encode())]), [ok(_member(inside))])
    kinds = {
        "link": tarfile.SYMTYPE,
        "hard": tarfile.LNKTYPE,
        "fifo": tarfile.FIFOTYPE,
        "char": tarfile.CHRTYPE,
        "block": tarfile.BLKTYPE,
    }
    for kind, code in kinds.items():
        entry = tarfile.TarInfo("evil")
        entry.type, entry.linkname = code, "../../etc/passwd"
        yield box(
            f"{kind}.tar", a_tar([(entry, b""), *_pages(f"t{kind}", 1)]), [no("!evil", "not_a_file"), ok("!0.txt")]
        )
    whole = a_tar(_pages("tcut", 6))
    for tenth in range(1, 10):
        found = [may(f"!{n}.txt", *DAMAGED, optional=True) for n in range(6)]
        yield box(
            f"cut-{tenth}.tar", whole[: len(whole) * tenth // 10], [may("", "broken_archive", optional=True), *found]
        )
    for form, code in {"ustar": tarfile.USTAR_FORMAT, "gnu": tarfile.GNU_FORMAT}.items():
        yield box(f"{form}.tar", a_tar(_pages(f"t{form}"), code), [ok(f"!{n}.txt") for n in range(3)])
    yield box("empty.tar", a_tar([]), [no("", "empty_archive", "broken_archive")])
    yield box("twice.tar", a_tar([("a", story("tt1").encode()), ("a", story("tt2").encode())]), [ok("!a"), ok("!a~2")])
    yield box("joined.tar", a_tar(_pages("tj", 1)) + a_tar([("b", story("tjb").encode())]), [ok("!0.txt"), ok("!b")])
    yield box("checksum.tar", whole[:148] + b"0000000\0" + whole[156:], [no("", "broken_archive", "binary", "archive")])
    yield box("size.tar", _resized(b"77777777777\0"), [no("", "broken_archive"), may("!0.txt", optional=True)])
    yield box("negative.tar", _resized(b"\xff" * 12), [no("", "broken_archive"), may("!0.txt", optional=True)])
    pax = tarfile.TarInfo("x")
    pax.pax_headers = {"path": "a\nb\x1b[31m", "size": "9" * 40, "mtime": "nan", "comment": "x" * 100_000}
    yield box(
        "pax.tar",
        a_tar([(pax, story("tpax").encode())]),
        [may("!a\\x0ab\\x1b[31m", optional=True), may("!x", optional=True), may("", "broken_archive", optional=True)],
    )
    yield box("nested.tar", a_tar([("in.zip", a_zip(_pages("tnest", 1)))]), [ok("!in.zip!0.txt")])
    for kind, pack in PACK.items():
        packed = pack(a_tar(_pages(f"tp{kind}")))
        yield box(f"packed.tar.{kind}", packed, [ok(f"!{n}.txt") for n in range(3)])
        found = [may(f"!{n}.txt", *DAMAGED, optional=True) for n in range(3)]
        yield box(f"packed-cut.tar.{kind}", packed[: len(packed) // 2], [no("", "broken_archive", "damaged"), *found])
    yield box(
        "many.tar",
        late(lambda: a_tar(((f"{n}", b"") for n in range(100_000)), tarfile.USTAR_FORMAT)),
        [no(f"!{n}", "empty") for n in range(100_000)],
        big=True,
    )


def _resized(size: bytes) -> bytes:
    data = bytearray(a_tar(_pages("tsize", 1)))
    data[124:136] = size
    data[148:156] = b" " * 8
    data[148:156] = f"{sum(data[:512]):06o}\0 ".encode()
    return bytes(data)


PACK: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "xz": lzma.compress, "bz2": bz2.compress}


def compressed() -> Iterator[Case]:
    """Single files, compressed."""
    for kind, pack in PACK.items():
        data = pack(story(f"c{kind}").encode())
        yield page(f"page.txt.{kind}", data, ok())
        yield page(f"no-ending-{kind}", pack(story(f"cn{kind}").encode()), ok())
        yield page(f"wrong-{kind}.txt", pack(story(f"cw{kind}").encode()), ok())
        yield page(f"empty.{kind}", pack(b""), no("", "empty"))
        yield page(f"text-is.txt.{kind}", story(f"ct{kind}"), ok())
        yield page(f"two.txt.{kind}", pack(story(f"c2{kind}").encode()) + pack(b"The second part.\n"), ok())
        yield page(f"zeros.txt.{kind}", pack(story(f"c0{kind}").encode()) + bytes(99), may("", *DAMAGED))
        yield page(f"behind.txt.{kind}", pack(story(f"cb{kind}").encode()) + b"garbage", may("", *DAMAGED))
        for tenth in (1, 3, 5, 7, 9):
            yield page(
                f"cut-{tenth}.txt.{kind}",
                data[: len(data) * tenth // 10],
                no("", *DAMAGED, "empty", "binary", "archive"),
            )
        for place in range(12, len(data) - 1, len(data) // 4):
            wrong = bytearray(data)
            wrong[place] ^= 0xFF
            yield page(f"bit-{place}.txt.{kind}", bytes(wrong), may("", *DAMAGED))
        yield page(f"double.txt.{kind}.{kind}", pack(pack(story(f"cd{kind}").encode())), may("", "nested_archive"))
        yield page(f"zero-bytes.{kind}", b"", no("", "empty", "empty_archive", "damaged", "broken_archive"))
        yield page(f"bomb.txt.{kind}", _bomb(pack), no("", "too_large", "archive_bomb"), big=True)
    name = b"\x1f\x8b\x08\x08\0\0\0\0\0\x03" + b"../../\x1b[31m\0" + zlib.compress(b"x")[2:-4]
    yield page("gzip-name.gz", name + struct.pack("<LL", zlib.crc32(b"x"), 1), may("", "no_body", "gibberish"))


def _bomb(pack: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def write(file: Path) -> None:
        file.write_bytes(pack(bytes(64 * _MIB)) * 20)

    return write


def epubs() -> Iterator[Case]:
    """EPUBs with packages that lie."""
    container = '<container><rootfiles><rootfile full-path="{}"/></rootfiles></container>'
    package = '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>{}</dc:title><dc:date>{}</dc:date></metadata></package>'
    own = [no(_member(name), "epub_package") for name in ("mimetype", "META-INF/container.xml", "a.opf")]

    def epub(
        title: str = "The Harbour Courier",
        day: str = "2019-03-14",
        root: str = "a.opf",
        chapter: str = "",
        **more: bytes,
    ) -> bytes:
        parts = {"mimetype": b"application/epub+zip", "META-INF/container.xml": container.format(root).encode(), "a.opf": package.format(title, day).encode(),
                 "p/1.xhtml": chapter.encode()} | more  # fmt: skip
        return a_zip(list(parts.items()), zipfile.ZIP_STORED)

    for name, title in {
        "sql": "'; DROP TABLE articles; --",
        "tag": "&lt;script&gt;",
        "entity": "&x;",
        "long": "T" * 200_000,
        "empty": "",
        "escape": "&#x202e;[red]",
    }.items():
        yield box(f"title-{name}.epub", epub(title, chapter=html(f"et{name}")), [*own, ok("!p/1.xhtml")])
    for name, day in {
        "wrong": "2019-99-99",
        "far": "9999-12-31",
        "text": "yesterday",
        "long": "9" * 100_000,
        "range": "-0001-01-01",
    }.items():
        yield box(f"date-{name}.epub", epub(day=day, chapter=html(f"ed{name}")), [*own, ok("!p/1.xhtml")])
    for name, root in {
        "missing": "none.opf",
        "up": "../../etc/passwd",
        "itself": "META-INF/container.xml",
        "empty": "",
    }.items():
        yield box(f"root-{name}.epub", epub(root=root, chapter=html(f"er{name}")), [*own, ok("!p/1.xhtml")])
    entity = '<!DOCTYPE package [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + package.format("&x;", "2019-01-01")
    yield box("entity.epub", epub(chapter=html("ee"), **{"a.opf": entity.encode()}), [*own, ok("!p/1.xhtml")])
    yield box("deep.epub", epub(chapter=html("edeep"), **{"a.opf": b"<a>" * 100_000}), [*own, ok("!p/1.xhtml")])
    yield box("no-package.epub", a_zip([("1.xhtml", html("enp").encode())]), [ok("!1.xhtml")])
    yield page("text.epub", html("text epub"), may("", "broken_archive"))
    whole = epub(chapter=html("ecut", paragraphs=40))
    for tenth in (3, 6, 9):
        optional = [
            row._replace(optional=True, may=frozenset({"accepted", "quarantined"}), reasons=frozenset())
            for row in (*own, ok("!p/1.xhtml"))
        ]
        yield box(f"cut-{tenth}.epub", whole[: len(whole) * tenth // 10], [no("", "broken_archive"), *optional])


CLASSES = {"zip": zips, "tar": tars, "compressed": compressed, "epub": epubs}
