"""Containers: every page inside is found, and what is none is refused with its reason; nothing raises."""

import bz2
import gzip
import io
import json
import lzma
import os
import struct
import tarfile
import time
import tracemalloc
import warnings
import zipfile
import zlib
from datetime import date, datetime, timedelta
from pathlib import Path

import brotli
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.containers import HEAD, Fields, Limits, Member, container_kind, read_members
from flows.containers.codecs import zstd
from flows.containers.names import Names

PAGE = b"The Harbour Courier\n\nPier opens\n\nIt rained on the crowd.\n"
HTML = "<html><p>Zürich at noon</p></html>".encode()
FIELDS = Fields()
NOON = datetime.fromisoformat("2019-03-14T05:06:07")
SMALL = Limits(page_bytes=10_000, free_bytes=1_000_000, skipped_bytes=1_000_000)
PACK = {"gz": gzip.compress, "xz": lzma.compress, "zst": zstd.compress, "bz2": bz2.compress}


def read(name: str, data: bytes, limits: Limits = SMALL, fields: Fields = FIELDS, scratch: Path = Path("/nonexistent")):
    kind = container_kind(name, data[: 2 * HEAD])
    assert kind, f"{name} is no container"
    return list(read_members(io.BytesIO(data), name, kind, limits, fields, scratch))


def told(members: list[Member]) -> list[tuple[str, bytes | str | None]]:
    """Suffix, and bytes or reason."""
    for member in members:
        assert (member.data is None) == (member.reason is not None) == (member.detail is not None)
        assert member.data is None or member.size == len(member.data)
    return [(member.suffix, member.reason if member.data is None else member.data) for member in members]


def a_zip(*entries, method=zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", method) as archive:
        warnings.simplefilter("ignore")  # names twice are what we want
        for name, data in entries:
            archive.writestr(name, data)
    return file.getvalue()


def a_tar(*entries, form=tarfile.PAX_FORMAT) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as archive:
        for name, data in entries:
            header = tarfile.TarInfo(name)
            if isinstance(data, bytes):
                header.size = len(data)
                archive.addfile(header, io.BytesIO(data))
            else:
                header.type, header.linkname = data[0], "elsewhere"
                archive.addfile(header)
    return file.getvalue()


def a_record(
    body: bytes = HTML, *, kind="response", http=b"Content-Type: text/html; charset=utf-8\r\n", **changed
) -> bytes:
    record_type = changed.get("record_type", "application/http; msgtype=response")
    status, end = changed.get("status", b"200 OK"), changed.get("end", "\r\n")
    block = b"HTTP/1.1 " + status + b"\r\n" + http + b"\r\n" + body if kind == "response" else body
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        "WARC-Target-URI: http://paper.test/1",
        "WARC-Date: 2019-03-14T05:06:07Z",
    ]
    lines += [f"Content-Type: {record_type}", f"Content-Length: {changed.get('length', len(block))}", "", ""]
    return end.join(lines).encode() + block + (end * 2).encode()


def a_parquet(**columns) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file, row_group_size=2)
    return file.getvalue()


OPF = b"""<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<metadata><dc:title>The Harbour
 Courier</dc:title><dc:date opf:event="modification">2020-01-01</dc:date><dc:date>2019-03-14T00:00:00Z</dc:date></metadata>
<manifest><item href="nav%20page.xhtml" properties="nav" id="n"/></manifest></package>"""
ROOT = b'<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'


def an_epub(opf: bytes = OPF, root: bytes = ROOT) -> bytes:
    return a_zip(
        ("mimetype", b"application/epub+zip"), ("META-INF/container.xml", root), ("OEBPS/book.opf", opf),
        ("OEBPS/nav page.xhtml", b"<nav/>"), ("OEBPS/a.xhtml", HTML), ("OEBPS/style.css", b"p{}"), ("OEBPS/i.png", b"\x89PNG"),
        method=zipfile.ZIP_STORED,
    )  # fmt: skip


# Which kind


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.zip", a_zip(("a", PAGE)), "zip"),
        ("a.bin", a_zip(), "zip"),
        ("a.epub", a_zip(("a", PAGE)), "epub"),
        ("a.zip", an_epub(), "epub"),
        ("report.docx", a_zip(("a", PAGE)), None),
        ("a.zip", a_zip(("[Content_Types].xml", b"<Types/>")), None),
        ("a.zip", a_zip(("mimetype", b"application/vnd.oasis.opendocument.text"), method=zipfile.ZIP_STORED), None),
        ("tool.JAR", a_zip(("a", PAGE)), None),
        ("a", a_tar(("a", PAGE)), "tar"),
        ("a.tar", b"no header", "tar"),
        ("page.html", gzip.compress(HTML), "gz"),
        ("a.tgz", gzip.compress(b""), "gz"),
        ("a", PACK["xz"](b""), "xz"),
        ("a", PACK["zst"](PAGE), "zst"),
        ("a", PACK["bz2"](PAGE), "bz2"),
        ("a.txt", b"BZhere we go again", None),
        ("a.txt", b'{"text": "x"}\n', None),
        ("a.jsonl", b'{"text": "x"}\n', "jsonl"),
        ("a.ndjson", b"", "jsonl"),
        ("a.jsonl", a_zip(("a", PAGE)), "zip"),
        ("a", b"PAR1....", "parquet"),
        ("a", b"WARC/1.0\r\n", "warc"),
        ("a.zip", b"  <!doctype html><title>503</title>", None),
        ("a.zip", b"garbage", "zip"),
        ("a.txt.gz", b"text that was unfolded by whoever stored it", None),
        ("a.jsonl.gz", b'{"text": "unfolded already"}', "jsonl"),
        ("a.gz", b"\0\1\2", "gz"),
        ("a.html", HTML, None),
        ("a.txt", PAGE * 20, None),
        ("a", b"", None),
        (".gz", b"", "gz"),
    ],
)
def test_content_decides_first_and_the_name_second(name, head, kind):
    assert container_kind(name, head) == kind


# Zip


def test_every_entry_of_a_zip_but_folders_is_a_unit_under_its_own_name():
    data = a_zip(
        ("a/", b""), ("a/b.html", HTML), ("a/b.html", PAGE), ("a/b.html", b""), ("é\n.txt", PAGE), ("x\\y", PAGE)
    )
    assert told(read("may.zip", data)) == [
        ("!a/b.html", HTML), ("!a/b.html~2", PAGE), ("!a/b.html~3", b""), ("!é\\x0a.txt", PAGE), ("!x\\\\y", PAGE),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["../../up.txt", "/etc/passwd", "C:\\up.txt", "..", "a/../../b", "x" * 60_000])
def test_names_that_lead_elsewhere_are_only_names(name, tmp_path):
    for data in (a_zip((name, PAGE)), a_tar((name, PAGE))):
        assert told(read("a.bin", data, scratch=tmp_path)) == [("!" + name.replace("\\", "\\\\"), PAGE)]
    assert list(tmp_path.iterdir()) == []


def test_bytes_of_names_that_are_no_utf8_are_written_out():
    data = a_zip(("caf_.txt", PAGE)).replace(b"caf_", b"caf\x82")
    assert told(read("a.zip", data)) == [("!caf\\x82.txt", PAGE)]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_each_method_of_compression_is_read(method):
    assert told(read("a.zip", a_zip(("a", PAGE * 50), method=method))) == [("!a", PAGE * 50)]


def test_entries_that_cannot_be_read_cost_only_themselves():
    data = bytearray(a_zip(*((name, PAGE) for name in ("encrypted", "method9", "crc", "lost", "good"))))
    for name, offset, value in ((b"encrypted", 8, 1), (b"method9", 10, 9), (b"crc", 16, 1), (b"lost", 42, 1)):
        data[data.rindex(name) - 46 + offset] ^= value
    assert told(read("a.zip", bytes(data))) == [
        ("!encrypted", "encrypted"), ("!method9", "unsupported_compression"), ("!crc", "damaged"),
        ("!lost", "damaged"), ("!good", PAGE),
    ]  # fmt: skip


def test_links_and_devices_are_no_files():
    link, device = zipfile.ZipInfo("link"), zipfile.ZipInfo("device")
    link.external_attr, device.external_attr = 0o120777 << 16, 0o020666 << 16
    assert told(read("a.zip", a_zip((link, b"/etc/passwd"), (device, b""), ("a", PAGE)))) == [
        ("!link", "not_a_file"), ("!device", "not_a_file"), ("!a", PAGE),
    ]  # fmt: skip
    kinds = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE)
    data = a_tar(("d", [tarfile.DIRTYPE]), *((str(number), [kind]) for number, kind in enumerate(kinds)), ("a", PAGE))
    assert told(read("a.tar", data)) == [*((f"!{number}", "not_a_file") for number in range(4)), ("!a", PAGE)]


def test_a_page_beyond_the_limit_is_refused_and_the_next_one_read():
    huge = b"x" * 10_001
    for data in (
        a_zip(("a", huge), ("b", PAGE)),
        a_tar(("a", huge), ("b", PAGE)),
        gzip.compress(a_tar(("a", huge), ("b", PAGE))),
    ):
        members = read("a", data)
        assert told(members) == [("!a", "too_large"), ("!b", PAGE)]
        assert members[0].size == len(huge)


def test_a_zip_that_breaks_off_gives_what_came_before(tmp_path):
    data = a_zip(("a", PAGE), ("b", PAGE), method=zipfile.ZIP_STORED)
    assert told(read("a.zip", data[:-30])) == [("!a", PAGE), ("!b", PAGE), ("", "broken_archive")]
    assert told(read("a.zip", data[: data.index(b"PK\1\2") - 5])) == [
        ("!a", PAGE),
        ("!b", "damaged"),
        ("", "broken_archive"),
    ]
    assert told(read("a.zip", b"garbage")) == [("", "broken_archive")]
    assert told(read("a.zip", b"")) == [("", "broken_archive")]


def test_a_program_before_a_zip_and_a_note_behind_it_do_no_harm():
    data = a_zip(("a", PAGE), ("b", PAGE))
    noted = data[:-2] + b"\5\0notes"
    assert told(read("a.zip", b"MZ program" + noted)) == told(read("a.zip", data)) == [("!a", PAGE), ("!b", PAGE)]


def test_a_zip64_is_read(monkeypatch):
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 10)
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    assert told(read("a.zip", a_zip(("a", PAGE), ("b", HTML)))) == [("!a", PAGE), ("!b", HTML)]


def test_an_empty_archive_has_a_row_of_its_own():
    assert told(read("a.zip", a_zip())) == told(read("a.zip", a_zip(("d/", b"")))) == [("", "empty_archive")]
    assert told(read("a.tar", a_tar())) == told(read("a.jsonl", b"\n \n")) == [("", "empty_archive")]
    assert told(read("a.parquet", a_parquet(text=pa.array([], pa.string())))) == [("", "empty_archive")]


# Bombs


def overlapping() -> bytes:
    """A thousand entries of the directory that all point to one local entry."""
    one = a_zip(("a", b"x" * 5000), method=zipfile.ZIP_STORED)
    at, end = one.index(b"PK\1\2"), one.index(b"PK\5\6")
    directory = one[at:end] * 1000
    return one[:at] + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1000, 1000, len(directory), at, 0)


def test_entries_that_overlap_are_a_bomb():
    assert told(read("a.zip", overlapping()))[-1] == ("", "archive_bomb")
    assert len(read("a.zip", overlapping())) < 20


@pytest.mark.parametrize("kind", PACK)
def test_zeros_that_unfold_without_end_are_refused(kind):
    zeros = PACK[kind](bytes(20_000_000))
    assert told(read("zeros", zeros)) == [("", "too_large")]
    header = tarfile.TarInfo("a")
    header.size = 20_000_000
    bomb = told(read("zeros.tar", PACK[kind](header.tobuf() + bytes(20_000_000))))
    assert bomb == [("!a", "too_large"), ("", "archive_bomb")]


def test_a_zip_of_bombs_is_stopped_over_all():
    inner = gzip.compress(bytes(9_000))
    data = a_zip(*((str(number), bytes(9_000)) for number in range(2000)))
    assert told(read("a.zip", data, SMALL._replace(expansion=2)))[-1] == ("", "archive_bomb")
    assert told(read("a.zip", a_zip(("a.gz", inner), ("b", PAGE)))) == [("!a.gz", bytes(9_000)), ("!b", PAGE)]


def test_too_many_members_are_a_bomb():
    few = SMALL._replace(members=2)
    pages = [("a", PAGE), ("b", PAGE), ("c", PAGE)]
    for data in (a_zip(*pages), a_tar(*pages), a_record() * 3):
        assert told(read("a", data, few))[-1] == ("", "archive_bomb")
    assert told(read("a.jsonl", b'{"text":""}\n' * 3, few))[-1] == ("", "archive_bomb")


@pytest.mark.parametrize("size", [10**12, 10**18])
def test_a_tar_that_promises_a_terabyte_ends_at_once(size):
    header = tarfile.TarInfo("huge")
    header.size = size
    data = a_tar(("a", PAGE))[:1024] + header.tobuf(tarfile.GNU_FORMAT) + PAGE * 20
    assert told(read("a.tar", data)) == [("!a", PAGE), ("!huge", "too_large"), ("", "broken_archive")]
    assert told(read("a.tgz", gzip.compress(data)))[-1] == ("", "broken_archive")


def test_an_extended_header_of_any_size_is_not_read():
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.XHDTYPE, 50_000_000
    digits = tarfile.TarInfo("x")
    digits.type, digits.size = tarfile.XHDTYPE, 1_000_000
    started = time.monotonic()
    assert told(read("a.tar", header.tobuf() + bytes(1000))) == [("", "broken_archive")]
    assert told(read("a.tar", digits.tobuf() + b"1" * 1_000_448 + a_tar(("a", PAGE)))) == [("!a", PAGE)]
    assert time.monotonic() - started < 2


def test_a_line_without_end_is_not_kept():
    data = b'{"text":"ok"}\n{"text":"' + b"x" * 50_000_000
    packed = zstd.compress(data)
    tracemalloc.start()
    assert told(read("a.jsonl", data)) == [("#1", b"ok"), ("", "broken_archive")]
    assert told(read("a.jsonl.zst", packed)) == [("#1", b"ok"), ("", "archive_bomb")]
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


# Tar


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("kind", ["tar", *PACK])
def test_tars_of_every_form_are_read(form, kind):
    long = "f/" * 60 + "page.html"
    data = a_tar((long, HTML), ("a", b""), ("a", PAGE), form=form)
    name = f"a.tar.{kind}" if kind in PACK else "a.tar"
    assert told(read(name, PACK.get(kind, bytes)(data))) == [("!" + long, HTML), ("!a", b""), ("!a~2", PAGE)]


def test_a_tar_is_read_up_to_a_wrong_header_and_that_is_told():
    data = a_tar(("a", PAGE), ("b", PAGE), ("c", PAGE))
    assert told(read("a.tar", data[:1024] + b"junk" * 128 + data[1536:])) == [("!a", PAGE), ("", "broken_archive")]
    assert told(read("a.tar", data[:1560])) == [("!a", PAGE), ("!b", "damaged"), ("", "broken_archive")]
    assert told(read("a.tgz", gzip.compress(data)[:-20]))[0] == ("!a", PAGE)


def test_tars_one_behind_the_other_are_one():
    assert told(read("a.tar", a_tar(("a", PAGE)) + a_tar(("b", PAGE)))) == [("!a", PAGE), ("!b", PAGE)]


def test_bytes_of_tar_names_that_are_no_utf8_are_written_out():
    data = a_tar(("caf\udce9\x1b", PAGE), form=tarfile.GNU_FORMAT)
    assert told(read("a.tar", data)) == [("!caf\\xe9\\x1b", PAGE)]


def test_sparse_members_are_no_files():
    header = tarfile.TarInfo("s")
    header.type = tarfile.GNUTYPE_SPARSE
    data = header.tobuf(tarfile.GNU_FORMAT) + a_tar(("a", PAGE))
    assert told(read("a.tar", data)) == [("!s", "not_a_file"), ("!a", PAGE)]


# Single files


@pytest.mark.parametrize("kind", PACK)
def test_plain_compression_adds_nothing_to_the_name(kind):
    packed = PACK[kind](PAGE)
    assert told(read(f"a.txt.{kind}", packed)) == told(read("page.html", packed)) == [("", PAGE)]
    assert told(read("a", PACK[kind](b"")) if kind != "bz2" else [Member("", b"", 0)]) == [("", b"")]
    assert told(read("a", packed + bytes(8) + PACK[kind](HTML) + bytes(8))) == [("", PAGE + HTML)]
    assert told(read("a", packed[:-3])) == [("", "damaged")]
    assert told(read("a", packed + b"something else")) == [("", "damaged")]


def test_notes_before_a_zstd_frame_are_skipped():
    note = b"\x50\x2a\x4d\x18" + struct.pack("<L", 5) + b"notes"
    assert told(read("a.zst", note + zstd.compress(PAGE) + note)) == [("", PAGE)]


# Nested


def test_a_container_in_a_container_is_opened_and_a_third_is_not(tmp_path):
    tgz = gzip.compress(a_tar(("a.html", HTML), ("more.zip", a_zip(("x", PAGE)))))
    lines = b'{"text":"one"}\n\n{"text":"two"}\n'
    data = a_zip(("inner.tar.gz", tgz), ("dump.jsonl", lines), ("d.jsonl.gz", gzip.compress(lines)), ("p.txt.gz", gzip.compress(PAGE)),
                 ("empty.zip", a_zip()), ("broken.zip", b"garbage"), ("w.warc", a_record()), ("b", PAGE))  # fmt: skip
    assert told(read("outer.zip", data, scratch=tmp_path)) == [
        ("!inner.tar.gz!a.html", HTML), ("!inner.tar.gz!more.zip", "nested_archive"), ("!dump.jsonl#1", b"one"),
        ("!dump.jsonl#3", b"two"), ("!d.jsonl.gz#1", b"one"), ("!d.jsonl.gz#3", b"two"), ("!p.txt.gz", PAGE),
        ("!empty.zip", "empty_archive"), ("!broken.zip", "broken_archive"), ("!w.warc#1", HTML), ("!b", PAGE),
    ]  # fmt: skip
    assert told(read("twice.gz", gzip.compress(gzip.compress(PAGE)))) == [("", PAGE)]
    assert told(read("a.zip.gz", gzip.compress(a_zip(("a", PAGE))))) == [("!a", PAGE)]


def test_a_large_inner_container_lies_in_scratch_while_it_is_read(tmp_path):
    pages = [(str(number), bytes([number]) * 5000) for number in range(50)]
    data = a_tar(("in.zip", a_zip(*pages, method=zipfile.ZIP_STORED)), ("a", PAGE))
    members = read_members(io.BytesIO(data), "a.tar", "tar", SMALL, FIELDS, tmp_path)
    assert [(m.suffix, m.data) for m in members] == [*((f"!in.zip!{n}", d) for n, d in pages), ("!a", PAGE)]
    assert list(tmp_path.iterdir()) == []


# JSON Lines


def test_each_line_is_a_page():
    lines = [
        b'\xef\xbb\xbf{"text": "plain", "url": "http://paper.test/1", "fetched_at": "2019-03-14T06:06:07+01:00"}', b"", b"  ",
        '{"text": "t", "html": "<p>Zürich", "x": [1, {"text": 2}]}'.encode(), b'{"text": null}', b'{"html": "", "text": "t"}',
        b'{"text": "\\ud800 \\ud83d\\ude00 \\\\ud800"}', b'{"text": "caf\xe9 \xc3\xa9"}', b"[1]", b'{"text": "a', b'{"title": "x"}', b'{"text": 5}',
        b'{"Title": "x", "Blocks": [{"Text": "y"}]}', b'{"text": "a", "url": 7, "fetched_at": 1552536367}', b'{"text": "last"}',
    ]  # fmt: skip
    members = read("dump.jsonl", b"\n".join(lines))
    assert told(members) == [
        ("#1", b"plain"), ("#4", "<p>Zürich".encode()), ("#5", b""), ("#6", b"t"), ("#7", "\ufffd 😀 \\ud800".encode()),
        ("#8", b"caf\xe9 \xc3\xa9"), ("#9", "broken_record"), ("#10", "broken_record"), ("#11", "no_text_field"), ("#12", "no_text_field"),
        ("#13", lines[12]), ("#14", b"a"), ("#15", b"last"),
    ]  # fmt: skip
    assert [m.media for m in members if m.data is not None] == [
        "text",
        "html",
        "text",
        "text",
        "text",
        "text",
        None,
        "text",
        "text",
    ]
    assert (members[0].url, members[0].fetched_at) == ("http://paper.test/1", NOON)
    assert (members[11].url, members[11].fetched_at) == (None, NOON - timedelta(hours=1))


def test_a_line_that_is_too_large_costs_only_itself():
    data = b'{"text":"a"}\n' + b"x" * 50_000 + b'\n{"text":"b"}\n'
    members = read("a.jsonl", data)
    assert told(members) == [("#1", b"a"), ("#2", "too_large"), ("#3", b"b")]
    assert members[1].size == 50_001


@pytest.mark.parametrize(
    "names", [Fields("body", "raw", "link", "time"), Fields("body", "body", "link", "body"), Fields("Title", "Blocks")]
)
def test_fields_may_have_other_names(names):
    record = json.dumps({names.text: "t", "text": "no", names.url: "u"})
    assert [(m.data, m.url) for m in read("a.jsonl", record.encode(), fields=names)] == [(b"t", "u")]
    table = a_parquet(**{names.text: ["t"], names.url: ["u"]})
    assert [(m.data, m.url) for m in read("a.parquet", table, fields=names)] == [(b"t", "u")]


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 9000,
        b'{"a":' * 1500,
        b'{"text":"' + b"\\ud800" * 1500 + b'"}',
        b'"' * 9000,
        b"1" * 9000,
        b'{"fetched_at":1e999,"text":""}',
    ],
)
def test_hostile_lines_are_read_or_refused(line):
    assert len(read("a.jsonl", line)) == 1


# Parquet


def test_each_row_is_a_page():
    data = a_parquet(
        text=["plain", "t", None, "z", ""], html=[None, "<p>Zürich", None, "", None], url=["http://paper.test/1", None, None, "", "u"],
        fetched_at=pa.array([NOON, None, None, None, None], pa.timestamp("us", "UTC")), other=[1, 2, 3, 4, 5],
    )  # fmt: skip
    members = read("a.parquet", data)
    assert told(members) == [("#1", b"plain"), ("#2", "<p>Zürich".encode()), ("#3", b""), ("#4", b"z"), ("#5", b"")]
    assert [m.media for m in members] == ["text", "html", "text", "text", "text"]
    assert (members[0].url, members[0].fetched_at) == ("http://paper.test/1", NOON)
    assert members[3].url is None


@pytest.mark.parametrize("kind", [pa.binary(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_strings_of_every_type_are_read(kind):
    assert told(read("a.parquet", a_parquet(text=pa.array(["a", "b", "a"]).cast(pa.string() if pa.types.is_dictionary(kind) else kind)))) == [
        ("#1", b"a"), ("#2", b"b"), ("#3", b"a"),
    ]  # fmt: skip
    assert told(read("a.parquet", a_parquet(html=pa.array([b"caf\xe9"], pa.binary())))) == [("#1", b"caf\xe9")]


def test_tables_without_pages_are_refused():
    assert told(read("a.parquet", a_parquet(title=["x"]))) == [("", "no_text_field")]
    assert told(read("a.parquet", a_parquet(text=[1]))) == [("", "no_text_field")]
    good = a_parquet(text=["x"])
    assert told(read("a.parquet", good[:-20])) == told(read("a.parquet", b"PAR1")) == [("", "broken_archive")]
    assert told(read("a.parquet", good[:-8] + struct.pack("<L", 1 << 31) + b"PAR1")) == [("", "broken_archive")]
    assert told(read("a.parquet", a_parquet(text=["x" * 2_000_000, "b"]), SMALL._replace(expansion=2))) == [
        ("", "archive_bomb")
    ]
    assert told(read("a.parquet", a_parquet(text=["x" * 200_000, "b"]))) == [("", "too_large")]
    assert told(read("a.parquet", a_parquet(text=["x" * 20_000, "b"]))) == [("#1", "too_large"), ("#2", b"b")]


# WARC


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_every_record_is_a_unit(end):
    data = b"".join(
        (
            a_record(b"software: x", kind="warcinfo", record_type="application/warc-fields", end=end),
            a_record(kind="request", end=end), a_record(end=end), a_record(b"\x89PNG", http=b"Content-Type: image/png\r\n", end=end),
            a_record(status=b"404 Not Found", end=end), a_record(HTML, kind="resource", record_type="text/html; charset=latin1", end=end),
            a_record(b"%PDF", kind="resource", record_type="application/pdf", end=end), a_record(PAGE, http=b"content-type: TEXT/PLAIN\r\n", end=end),
            a_record(b"{}", http=b"Content-Type: application/json\r\n", end=end), a_record(b"no answer", kind="response", end=end)[:-4],
        )
    )  # fmt: skip
    members = read("a.warc", data)
    assert told(members)[:9] == [
        ("#1", "not_a_response"), ("#2", "not_a_response"), ("#3", HTML), ("#4", "not_html"), ("#5", "http_status"), ("#6", HTML),
        ("#7", "not_html"), ("#8", PAGE), ("#9", b"{}"),
    ]  # fmt: skip
    page = members[2]
    assert (page.media, page.charset, page.url, page.fetched_at) == ("html", "utf-8", "http://paper.test/1", NOON)
    assert (members[5].media, members[5].charset, members[7].media, members[8].media) == (
        "html",
        "latin1",
        "text",
        None,
    )
    assert members[3].url == "http://paper.test/1"


def test_records_may_be_compressed_each_or_as_a_whole():
    one, two = a_record(), a_record(PAGE)
    for kind in ("gz", "zst"):
        assert told(read(f"a.warc.{kind}", PACK[kind](one) + PACK[kind](two))) == [("#1", HTML), ("#2", PAGE)]
        assert told(read("noname", PACK[kind](one + two))) == [("#1", HTML), ("#2", PAGE)]


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(piece), piece) for piece in (body[:7], body[7:])) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("Transfer-Encoding: chunked", chunked(HTML)),
        ("Transfer-Encoding: chunked", HTML),
        ("Content-Encoding: gzip", gzip.compress(HTML)),
        ("Content-Encoding: gzip", HTML),
        ("Content-Encoding: deflate", zlib.compress(HTML)),
        ("Content-Encoding: deflate", zlib.compress(HTML)[2:-4]),
        ("Content-Encoding: deflate", HTML),
        ("Content-Encoding: br", brotli.compress(HTML)),
        ("Content-Encoding: br", HTML),
        ("Content-Encoding: zstd", zstd.compress(HTML)),
        ("Content-Encoding: deflate, gzip\r\nTransfer-Encoding: chunked", chunked(gzip.compress(zlib.compress(HTML)))),
    ],
)
def test_encodings_of_http_are_undone(header, body):
    http = b"Content-Type: text/html\r\n" + header.encode() + b"\r\n"
    assert told(read("a.warc", a_record(body, http=http))) == [("#1", HTML)]


def test_answers_that_cannot_be_decoded_cost_only_themselves():
    answers = [
        ("gzip", gzip.compress(HTML)[:-9]),
        ("compress", HTML),
        ("gzip", gzip.compress(bytes(50_000))),
        ("br", brotli.compress(bytes(50_000))),
    ]
    data = (
        b"".join(a_record(body, http=f"Content-Encoding: {name}\r\n".encode()) for name, body in answers) + a_record()
    )
    assert told(read("a.warc", data)) == [
        ("#1", "damaged"), ("#2", "unsupported_compression"), ("#3", "too_large"), ("#4", "too_large"), ("#5", HTML),
    ]  # fmt: skip


@pytest.mark.parametrize("length", [10, 100_000, 10**15, 10**30, -5, "abc", ""])
def test_a_wrong_length_of_a_record_is_told(length):
    told_of = told(read("a.warc", a_record() + a_record(length=length) + a_record(PAGE)))
    assert told_of[0] == ("#1", HTML)
    assert told_of[-1] == ("", "broken_archive")
    assert {reason for _, reason in told_of[1:-1]} <= {"not_a_response", "damaged", "too_large", PAGE}


def test_headers_without_end_are_refused():
    for lines in (b"X-A: " + b"a" * 5_000_000, b"X-A: a\r\n" * 500_000, b"X: a\r\n" + b" a\r\n" * 500_000):
        data = a_record() + b"WARC/1.0\r\n" + lines + b"\r\n\r\n"
        assert told(read("a.warc", data)) == [("#1", HTML), ("#2", "damaged"), ("", "broken_archive")]


def test_names_of_headers_may_be_written_in_any_case():
    data = a_record().replace(b"WARC-Type", b"warc-type").replace(b"Content-Length", b"content-length")
    assert told(read("a.warc", data)) == [("#1", HTML)]


# EPUB


def test_pages_of_an_epub_carry_the_date_and_title_of_the_package():
    members = read("paper.epub", an_epub())
    assert told(members) == [
        ("!mimetype", "epub_package"), ("!META-INF/container.xml", "epub_package"), ("!OEBPS/book.opf", "epub_package"),
        ("!OEBPS/nav page.xhtml", "epub_package"), ("!OEBPS/a.xhtml", HTML), ("!OEBPS/style.css", "epub_package"), ("!OEBPS/i.png", b"\x89PNG"),
    ]  # fmt: skip
    assert (members[4].published, members[4].outlet) == (date(2019, 3, 14), "The Harbour Courier")


@pytest.mark.parametrize(
    "opf",
    [
        b"", b"no xml", b"<package><metadata>", OPF[:300].replace(b"2019", b"MMXX"),
        b'<!DOCTYPE p [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]><package><title>&c;</title></package>',
        b'<!DOCTYPE p [<!ENTITY f SYSTEM "file:///etc/passwd">]><package xmlns:d="x"><d:title>&f;</d:title></package>',
        b"<a>" * 200_000, b"<dc:date>" + b"9" * 1_000_000,
    ],
)  # fmt: skip
def test_a_package_that_says_nothing_sound_costs_no_page(opf):
    page = read("a.epub", an_epub(opf), SMALL._replace(page_bytes=2_000_000))[4]
    assert (page.data, page.published) == (HTML, None)
    assert "root:" not in (page.outlet or "")
    assert read("a.epub", an_epub(root=opf), SMALL._replace(page_bytes=2_000_000))[4].data == HTML


# Files that fail


class Failing(io.BytesIO):
    """A file of which nothing behind `good` bytes can be read."""

    def __init__(self, data: bytes, good: int) -> None:
        super().__init__(data)
        self.good = good

    def read(self, size=-1):
        if self.tell() + (size if size and size > 0 else 0) > self.good:
            raise ConnectionError("the line is dead")
        return super().read(size)


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz", "a.jsonl", "a.parquet", "a.warc", "a.epub"])
def test_a_file_that_cannot_be_read_is_unreadable(name):
    data = SAMPLES[name]
    for good in (0, 100, len(data) - 10):
        members = list(
            read_members(
                Failing(data, good), name, container_kind(name, data[:HEAD]), SMALL, FIELDS, Path("/nonexistent")
            )
        )
        assert members[-1].reason == "unreadable"


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz", "a.jsonl", "a.parquet", "a.warc", "a.epub", "outer.zip"])
@pytest.mark.parametrize("kept", [0, 300, 1500])
def test_a_file_that_shrinks_while_it_is_read_ends_with_a_reason(name, kept, tmp_path):
    path = tmp_path / "growing"
    path.write_bytes(SAMPLES[name])
    with path.open("rb") as file:
        members = read_members(file, name, container_kind(name, SAMPLES[name][:HEAD]), SMALL, FIELDS, tmp_path)
        first = next(members)
        os.truncate(path, kept)
        told([first, *members])
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_written_to_the_terminal(capfd):
    odd = a_record().replace(b"http://paper.test/1", b"http://paper test/\x1b[31m1")
    told(read("a.warc", odd + a_record(length=20) + a_record()))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.jsonl", "a.warc.gz"])
def test_memory_does_not_grow_with_the_container(name):
    def peak(pages: int) -> int:
        numbered = [(f"p{number}", f"page {number} ".encode() * 400) for number in range(pages)]
        data = {
            "a.zip": lambda: a_zip(*numbered),
            "a.tar": lambda: a_tar(*numbered),
            "a.tar.gz": lambda: gzip.compress(a_tar(*numbered)),
            "a.jsonl": lambda: b"".join(b'{"text":"%s"}\n' % data for _, data in numbered),
            "a.warc.gz": lambda: b"".join(gzip.compress(a_record(data)) for _, data in numbered),
        }[name]()
        tracemalloc.start()
        try:
            found = sum(
                m.data is not None
                for m in read_members(
                    io.BytesIO(data), name, container_kind(name, data[:HEAD]), Limits(), FIELDS, Path("/nonexistent")
                )
            )
            assert found == pages
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)
    assert (
        peak(4000) < peak(1000) + 1_000_000
    )  # of 10 MB more: 16 to 32 bytes for each name, and what waits for the collector


def test_a_full_scratch_folder_is_no_fault_of_the_content(tmp_path):
    data = a_tar(("in.zip", a_zip(*((str(n), b"x" * 5000) for n in range(9)), method=zipfile.ZIP_STORED)))
    with pytest.raises(OSError, match="nowhere"):
        read("a.tar", data, scratch=tmp_path / "nowhere")


# Anything

ROOM = 1100  # bytes that may stand between a page and its end: padding, the next header
PAGES = [(f"p{number}", f"page {number} ".encode() * 40) for number in range(6)]
SAMPLES = {
    "a.zip": a_zip(*PAGES),
    "stored.zip": a_zip(*PAGES, method=zipfile.ZIP_STORED),
    "a.tar": a_tar(*PAGES),
    "a.tgz": gzip.compress(a_tar(*PAGES)),
    "a.tar.xz": lzma.compress(a_tar(*PAGES)),
    "a.tar.zst": zstd.compress(a_tar(*PAGES)),
    "a.tar.bz2": bz2.compress(a_tar(*PAGES)),
    "a.jsonl": b"".join(json.dumps({"text": data.decode(), "url": name}).encode() + b"\n" for name, data in PAGES),
    "a.jsonl.gz": gzip.compress(b"".join(json.dumps({"text": data.decode()}).encode() + b"\n" for name, data in PAGES)),
    "a.parquet": a_parquet(text=[data.decode() for _, data in PAGES], url=[name for name, _ in PAGES]),
    "a.warc": b"".join(a_record(data) for name, data in PAGES),
    "a.warc.gz": b"".join(gzip.compress(a_record(data)) for name, data in PAGES),
    "a.epub": an_epub(),
    "outer.zip": a_zip(
        ("in.tgz", gzip.compress(a_tar(*PAGES))), ("in.zip", a_zip(*PAGES)), ("in.jsonl", b'{"text":"x"}\n')
    ),
    "page.txt.gz": gzip.compress(PAGE),
}


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(chance=st.data())
def test_bytes_changed_or_lost_anywhere_never_raise(name, chance, tmp_path):
    data = bytearray(SAMPLES[name])
    if chance.draw(st.booleans()):
        del data[chance.draw(st.integers(0, len(data))) :]
    for _ in range(chance.draw(st.integers(0, 5)) if data else 0):
        data[chance.draw(st.integers(0, len(data) - 1))] = chance.draw(st.integers(0, 255))
    kind = container_kind(name, bytes(data[:HEAD]))
    if kind is None:
        return
    started = time.monotonic()
    assert told(list(read_members(io.BytesIO(data), name, kind, SMALL, FIELDS, tmp_path)))
    assert time.monotonic() - started < 5
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.tar", "stored.zip", "a.warc", "a.jsonl"])
@settings(max_examples=40, deadline=None, derandomize=True)
@given(chance=st.data())
def test_pages_before_a_changed_byte_are_kept(name, chance):
    data = bytearray(SAMPLES[name])
    at = chance.draw(st.integers(HEAD, data.rindex(PAGES[-1][1])))
    data[at] ^= chance.draw(st.integers(1, 255))
    kept = [told_of[1] for told_of in told(read(name, bytes(data)))]
    assert all(page in kept for _, page in PAGES if SAMPLES[name].index(page) + len(page) + ROOM < at)


@pytest.mark.parametrize("name", ["a.tar", "a.jsonl", "a.warc", "stored.zip", "a.tgz", "a.warc.gz", "a.jsonl.gz"])
def test_what_came_before_the_break_is_kept(name, tmp_path):
    data, whole = SAMPLES[name], told(read(name, SAMPLES[name]))
    for cut in range(HEAD, len(data), 7):
        members = told(read(name, data[:cut], scratch=tmp_path))
        good = [told_of for told_of in members if isinstance(told_of[1], bytes)]
        assert good == whole[: len(good)]
        if "gz" not in name:  # compressed pages come in blocks
            whole_pages = (
                data[:cut].count(b"\n") if name == "a.jsonl" else sum(data[:cut].count(page) for _, page in PAGES)
            )
            assert len(good) >= whole_pages


def test_names_stay_their_own():
    names = Names()
    given_names = [names.unique(name) for name in ["a", "a~2", "a", "a", *map(str, range(5000)), "a"]]
    assert given_names[:4] == ["a", "a~2", "a~3", "a~4"]
    assert len(set(given_names)) == len(given_names)
