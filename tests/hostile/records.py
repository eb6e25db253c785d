"""Records: answers in JSON, JSON Lines, Parquet and WARC."""

import gzip
import io
import json
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.hostile.truth import Case, Row, body, box, html, late, may, no, ok, page, story

_NUMBER = "9" * 5000
BROKEN = ("broken_json", "no_article", "too_deep", "too_many_values", "data_file", "undecodable", "binary", "no_body")


def answer(name: str, **more: Any) -> dict[str, Any]:
    """Return an article of a service."""
    title = story(name).split("\n")[2]
    blocks = [{"Text": text} for text in body(name).split("\n\n")]
    issue = {"CountryCode": "ca", "Title": "The Harbour Courier", "Date": "2019-03-14"}
    return {
        "Id": f"2815{hash_of(name):011d}",
        "Title": title,
        "Byline": "ADA MARSH",
        "Blocks": blocks,
        "Issue": issue,
    } | more


def hash_of(name: str) -> int:
    """Return a number of 11 digits that is the same in every process."""
    return int.from_bytes(blake2b(name.encode()).digest()[:8], "big") % 10**11


def json_answers() -> Iterator[Case]:
    """Answers that are deep, huge, glued, broken, or of wrong types."""

    def one(name: str, **more: Any) -> str:
        return json.dumps({"Articles": [answer(name, **more)]})

    plain = one("j plain")
    values: dict[str, Any] = {
        "null": None,
        "number": 7,
        "list": [],
        "object": {},
        "true": True,
        "nested": [[[["x"]]]],
        "huge": 10**400,
        "text": "x",
    }
    for field in ("Title", "Byline", "Section", "Id", "Issue", "Page", "Images", "Authors"):
        for kind, value in values.items():
            if (len(field) + len(kind)) % 2:
                row = may("#1") if field in {"Title", "Id"} else ok("#1")
                yield box(f"{field}-{kind}.json", one(f"j{field}{kind}", **{field: value}).encode(), [row])
    for kind, value in values.items():
        yield box(f"Blocks-{kind}.json", one(f"jB{kind}", Blocks=value).encode(), [may("#1")])
    for name, text in {
        "deep": "[" * 100_000, "deep-object": '{"a":' * 100_000, "deep-closed": "[" * 50_000 + "]" * 50_000, "number": _NUMBER, "nan": "[NaN, Infinity]",
        "string": '"' + "x" * 100_000 + '"', "open-string": '{"Articles": "' + "x" * 100_000, "array": "[1,2,3]", "null": "null", "empty": "{}",
        "keys": "{" + ",".join(f'"k{n}":1' for n in range(100_000)) + "}", "same-keys": "{" + '"a":1,' * 100_000 + '"a":1}', "quotes": '{"a":"' + '\\"' * 100_000,
        "single": "{'Articles': []}", "comment": "// hello\n{}", "trailing": '{"Articles": [],}', "commas": "[" + "," * 100_000 + "]",
    }.items():  # fmt: skip
        yield page(f"{name}.json", text, no("", *BROKEN))
    yield box(
        "in-list.json", (f'{{"x": {_NUMBER}, "Articles": [' + json.dumps(answer("jn")) + "]}").encode(), [ok("#1")]
    )
    yield box(
        "nan-inside.json",
        plain.replace("j plain", "x").replace('"Byline"', '"n": NaN, "Byline"').encode(),
        [ok("#1", "plain")],
    )
    yield box("plain.json", plain.encode(), [ok("#1", "plain")])
    yield box("mark.json", b"\xef\xbb\xbf" + plain.encode(), [ok("#1", "plain")])
    yield box("wide.json", plain.encode("utf-16"), [ok("#1", "plain")])
    yield box("padding.json", b")]}',\n" + plain.encode(), [ok("#1", "plain")])
    yield box("call.json", b"callback(" + plain.encode() + b");", [ok("#1", "plain")])
    yield box("name.txt", plain.encode(), [ok("#1", "plain")])
    yield box("glued.json", (one("g1") + one("g2") + "\n" + one("g3")).encode(), [ok("#1"), ok("#2"), ok("#3")])
    yield box(
        "many.json",
        json.dumps({"Articles": [answer(f"many{n}x") for n in range(300)]}).encode(),
        [Row(f"#{n}", frozenset({"accepted", "duplicate"})) for n in range(1, 301)],
    )
    for cut in (2, 4, 6, 8):
        text = json.dumps({"Articles": [answer(f"cut{cut}{n}y") for n in range(10)]})
        found = [may(f"#{n}", optional=True) for n in range(1, 11)]
        yield box(f"cut-{cut}.json", text[: len(text) * cut // 10].encode(), [no("", "broken_json"), *found])
    for name, odd in {
        "surrogate": "\\ud800", "pair": "\\udc00\\ud800", "nul": "\\u0000", "escape": "\\u001b[31m", "bidi": "\\u202e", "c1": "\\u009b2J", "raw": "\x1b[31m", "slash": "\\q",
    }.items():  # fmt: skip
        for field in ("Title", "Byline", "Id", "Text", "Section"):
            text = one(f"odd{name}{field}", Section="Town").replace(f'"{field}": "', f'"{field}": "{odd}', 1)
            row = may("#1", "broken_json", "no_body") if name == "slash" or field == "Id" else ok("#1")
            yield box(f"{name}-{field}.json", text.encode("utf-8"), [row])
    teaser = {
        "id": "281500752123499",
        "title": "Rain",
        "shortContent": "It rained on the crowd and then …",
        "textLength": 4000,
        "issue": {"date": "2019-01-01"},
    }
    yield box("teaser.json", json.dumps(teaser).encode(), [no("#1", "teaser")])
    yield box("answer.json", json.dumps({"Articles": []}).encode(), [no("", *BROKEN)])
    yield box("error.json", b'{"error": {"code": 403, "message": "forbidden"}}', [no("", *BROKEN)])
    yield box(
        "blocks-long.json",
        one("bl", Blocks=[{"Text": "It rained. "}] * 50_000).encode(),
        [may("#1", "too_many_lines")],
        big=True,
    )
    yield box("values.json", (b"[" + b"1," * 3_000_000 + b"1]"), [no("", *BROKEN)], big=True)


def jsonl() -> Iterator[Case]:
    """Lines of all kinds: one bad line costs itself."""
    good = [json.dumps({"text": story(f"l{n}"), "url": f"https://paper.test/{n}"}).encode() for n in range(40)]
    bad: dict[str, bytes] = {
        "half": b'{"text": "x', "list": b"[1]", "number": b"7", "null": b"null", "words": b"hello", "type": b'{"text": 7}', "object": b'{"text": {}}', "none": b'{"a": 1}',
        "deep": b'{"a":' + b"[" * 5000, "deep-closed": b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}", "nan": b'{"text": NaN}', "huge": b'{"text": ' + _NUMBER.encode() + b"}",
        "bytes": b"\xff\xfe\x00", "nul": b"\0" * 50, "glued": good[38] + good[39],
    }  # fmt: skip
    for number, (name, line) in enumerate(bad.items()):
        lines = b"\n".join([good[number], line, good[number + 15]])
        row = no("#2", "broken_record", "no_text_field", "no_article", "empty", "binary", "undecodable")
        yield box(f"{name}.jsonl", lines, [ok("#1"), row, ok("#3")])
    yield box(
        "empty-text.jsonl",
        b'{"text": ""}\n{"html": ""}\n{"text": null}\n',
        [no(f"#{n}", "empty", "no_text_field") for n in (1, 2, 3)],
    )
    yield box("blank.jsonl", b"\n\n" + good[30] + b"\n \n\t\n", [ok("#3")])
    yield box("mark.jsonl", b"\xef\xbb\xbf" + good[31], [ok("#1")])
    yield box("crlf.ndjson", good[32] + b"\r\n" + b"\r\n" + good[33], [ok("#1"), ok("#3")])
    yield box(
        "wide.jsonl",
        good[34].decode().encode("utf-16"),
        [may("#1", "broken_record", optional=True), may("#2", "broken_record", optional=True)],
    )
    yield box("empty.jsonl", b"", [no("", "empty_archive", "empty")])
    yield box("only-blank.jsonl", b"\n\n\n", [no("", "empty_archive", "empty")])
    yield box(
        "html-named.jsonl",
        html("named").encode(),
        [may("", optional=True), no("#1", "broken_record")._replace(optional=True)],
    )
    for name, odd in {
        "surrogate": "\ud800",
        "nul": "\0",
        "escape": "\x1b]0;x\x07",
        "c1": "\x9b2J",
        "bidi": "\u202e",
        "line": "a\nb",
    }.items():
        records = [
            {"text": story(f"jl{name}text").replace("crowd", odd + "crowd")},
            {"text": story(f"jl{name}url"), "url": f"https://paper.test/{odd}x"},
            {"text": story(f"jl{name}time"), "fetched_at": odd},
            {"html": html(f"jl{name}html", f"<p>{odd} rain</p>"), "url": odd},
        ]
        yield box(f"odd-{name}.jsonl", "\n".join(map(json.dumps, records)).encode(), [ok(f"#{n}") for n in range(1, 5)])
    for place, time in enumerate(
        (
            1e308,
            -1e308,
            0,
            "2019-13-45",
            "9999-12-31T23:59:59-12:00",
            "0001-01-01T00:00:00+14:00",
            [],
            "x" * 10_000,
            True,
        )
    ):
        yield box(
            f"time-{place}.jsonl", json.dumps({"text": story(f"time{place}"), "fetched_at": time}).encode(), [ok("#1")]
        )
    for place, url in enumerate(
        (
            "javascript:alert(1)",
            "x" * 100_000,
            "http://[::1",
            "//",
            "http://a b/\t",
            "https://www.pressreader.com/x/y/99999999/1",
            7,
            ["x"],
            {},
            "http://" + "a." * 5000,
        )
    ):
        yield box(f"url-{place}.jsonl", json.dumps({"text": story(f"url{place}"), "url": url}).encode(), [ok("#1")])
    yield box(
        "endless.jsonl",
        good[35] + b"\n" + b'{"text": "' + b"x" * 40_000_000,
        [ok("#1"), no("#2", "too_large")],
        big=True,
    )
    yield box(
        "bomb.jsonl.gz",
        late(lambda: gzip.compress(b" " * 300_000_000 + b"\n{}", 1)),
        [no("#1", "too_large"), no("#2", "no_text_field")],
        big=True,
    )
    yield box("many.jsonl", b"{}\n" * 100_000, [no(f"#{n}", "no_text_field") for n in range(1, 100_001)], big=True)


def _table(columns: dict[str, Any], **more: Any) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file, **more)
    return file.getvalue()


def parquet() -> Iterator[Case]:
    """Tables with odd columns, and tables that are broken."""
    good = _table({"text": [story(f"p{n}") for n in range(3)], "url": ["https://paper.test/1", None, "x"]})
    rows = [ok(f"#{n}") for n in (1, 2, 3)]
    yield box("good.parquet", good, rows)
    for name, column in {
        "numbers": [1, 2],
        "lists": [["x"], []],
        "nulls": pa.nulls(2),
        "times": pa.array([1, 2], pa.timestamp("s")),
    }.items():
        yield box(
            f"{name}.parquet",
            _table({"text": column}),
            [may("", "no_text_field", optional=True), *(no(f"#{n}", "empty")._replace(optional=True) for n in (1, 2))],
        )
    yield box(
        "bytes.parquet", _table({"text": [story("pb").encode() + b"\xff", bytes(range(256)) * 9]}), [ok("#1"), no("#2")]
    )
    yield box(
        "odd.parquet", _table({"text": [story("po")], "url": [b"\xff\x1b[31m\0"], "fetched_at": [1 << 62]}), [ok("#1")]
    )
    yield box(
        "dictionary.parquet",
        _table({"text": pa.array([story("pd")] * 5).dictionary_encode()}),
        [ok(f"#{n}", "pd") for n in range(1, 6)],
    )
    yield box("no-rows.parquet", _table({"text": pa.array([], pa.string())}), [no("", "empty_archive")])
    yield box("no-columns.parquet", _table({"a": [1]}), [no("", "no_text_field")])
    for tenth in range(1, 10):
        cut = good[: len(good) * tenth // 10]
        yield box(f"cut-{tenth}.parquet", cut, [no("", "broken_archive")])
    yield box("head.parquet", b"PAR1", [no("", "broken_archive")])
    yield box("both-heads.parquet", b"PAR1\xff\xff\xff\x7fPAR1", [no("", "broken_archive")])
    yield page("text.parquet", story("tp"), may("", "broken_archive"))
    good = _table({"text": [story(f"pbit{n}") for n in range(3)]})
    for place in range(60, len(good) - 20, len(good) // 12):
        wrong = bytearray(good)
        wrong[place] ^= 0xFF
        yield box(
            f"bit-{place}.parquet",
            bytes(wrong),
            [may("", optional=True), *(may(f"#{n}", optional=True) for n in (1, 2, 3))],
        )
    yield box(
        "bomb.parquet",
        late(lambda: _table({"text": ["x" * 1_000_000] * 300}, compression="zstd")),
        [may("", "archive_bomb", optional=True), *(may(f"#{n}", optional=True) for n in range(1, 301))],
        big=True,
    )


def record(  # noqa: PLR0913 (what can be wrong with one)
    body_: bytes,
    *,
    kind: str = "response",
    status: str = "HTTP/1.1 200 OK",
    headers: str = "",
    length: int | str | None = None,
    url: str = "https://paper.test/x",
    more: str = "",
) -> bytes:
    """Return a record of WARC."""
    block = (
        f"{status}\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\r\n".encode() + body_
        if kind == "response"
        else body_
    )
    size = len(block) if length is None else length
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2019-03-14T05:06:07Z\r\n{more}Content-Length: {size}\r\n\r\n"
    return head.encode("utf-8", "surrogatepass") + block + b"\r\n\r\n"


def _chunked(data: bytes, size: int = 100) -> bytes:
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces) + b"0\r\n\r\n"


def warc() -> Iterator[Case]:
    """Records with wrong lengths, other types, encodings and absurd headers; a good one stands on both sides."""

    def good(name: str) -> bytes:
        return record(html(f"warc {name}").encode())

    def around(name: str, middle: bytes, row: Row, *more: Row) -> Case:
        return box(f"{name}.warc", good(f"{name}1") + middle + good(f"{name}3"), [ok("#1"), row, ok("#3"), *more])

    inner = {name: html(f"inner {name}").encode() for name in ("chunked", "gzip", "both", "lie", "plain")}
    for kind in ("warcinfo", "request", "metadata", "revisit", "conversion", "continuation", "evil\x1b[31m", ""):
        yield around(f"type-{kind[:4]}{len(kind)}", record(b"x", kind=kind), no("#2", "not_a_response", "damaged"))
    for status in (
        "HTTP/1.1 404 Not Found",
        "HTTP/1.1 302 Found",
        "HTTP/1.1 999",
        "HTTP/1.1 abc",
        "HTTP/9",
        "ICY 200 OK",
        "HTTP/1.1 " + "2" * 5000,
        "",
    ):
        yield around(
            f"status-{len(status)}-{status[-3:].strip()}",
            record(b"<p>x</p>", status=status),
            no("#2", "http_status", "not_a_response", "no_body", "no_article"),
        )
    yield around("chunked", record(_chunked(inner["chunked"]), headers="Transfer-Encoding: chunked\r\n"), ok("#2"))
    yield around("gzip", record(gzip.compress(inner["gzip"]), headers="Content-Encoding: gzip\r\n"), ok("#2"))
    yield around(
        "both",
        record(
            _chunked(gzip.compress(inner["both"])), headers="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
        ),
        ok("#2"),
    )
    yield around(
        "lie", record(inner["lie"], headers="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"), ok("#2")
    )
    yield around(
        "cut-gzip",
        record(gzip.compress(inner["plain"])[:-20], headers="Content-Encoding: gzip\r\n"),
        no("#2", "damaged"),
    )
    yield around("encoding", record(b"x", headers="Content-Encoding: evil\r\n"), no("#2", "unsupported_compression"))
    yield around(
        "encodings",
        record(b"x", headers="Content-Encoding: " + "gzip," * 5000 + "\r\n"),
        no("#2", "unsupported_compression", "damaged", "not_a_response", "no_body"),
    )
    yield around("chunk-size", record(b"ffffffffffffffff\r\nabc", headers="Transfer-Encoding: chunked\r\n"), may("#2"))
    yield around("chunk-none", record(b"", headers="Transfer-Encoding: chunked\r\n"), no("#2", "empty"))
    for media in ("image/png", "application/pdf", "text/css", "video/mp4", "x\x1b[31m", "a" * 9000):
        other = record(b"x").replace(b"text/html; charset=utf-8", media.encode())
        size = len(other.split(b"\r\n\r\n", 1)[1]) - 4
        other = record(b"x", length=size).replace(b"text/html; charset=utf-8", media.encode())
        yield around(f"media-{len(media)}-{ord(media[-1])}", other, no("#2", "not_html"))
    for length in ("-1", "", "abc", "1e3", "9" * 30, "٣"):
        yield box(f"length-{len(length)}-{ord(length[:1] or '0')}.warc", good(f"le{length}") + record(b"<p>x</p>", length=length) + good(f"l2{length}"),
                  [ok("#1"), no("#2", "damaged"), may("#3", optional=True), may("", "broken_archive", optional=True)])  # fmt: skip
    for length in (1, 10**6, 10**12):
        yield box(f"wrong-{length}.warc", good(f"w{length}") + record(html(f"wr{length}").encode(), length=length),
                  [ok("#1"), may("#2"), may("", "broken_archive", optional=True)])  # fmt: skip
    for place, url in enumerate(
        ("", "<>", "x" * 20_000, "\x1b[31m", "javascript:x", "https://paper.test/%00%1b", "https://paper.test/\ud800")
    ):
        yield around(f"url-{place}", record(html(f"wu{place}").encode(), url=url), ok("#2"))
    yield around("headers", record(b"<p>x</p>", more="X: y\r\n" * 5000), may("#2"))
    yield around("header-long", record(b"<p>x</p>", more="X: " + "y" * 60_000 + "\r\n"), may("#2"))
    yield box(
        "header-huge.warc",
        good("hh") + record(b"<p>x</p>", more="X: " + "y" * 500_000 + "\r\n"),
        [ok("#1"), no("#2", "damaged"), no("", "broken_archive")],
    )
    yield around("no-colon", record(html("nocolon").encode(), more="no colon here\r\n"), ok("#2"))
    whole = good("cut a") + good("cut b") + good("cut c")
    for tenth in range(1, 10):
        optional = [may(f"#{n}", optional=True) for n in (2, 3)]
        yield box(
            f"cut-{tenth}.warc",
            whole[: len(whole) * tenth // 10],
            [may("#1"), *optional, may("", "broken_archive", optional=True)],
        )
    yield box(
        "garbage.warc", good("ga") + b"garbage\n" * 99 + good("gb"), [ok("#1"), ok("#2"), no("", "broken_archive")]
    )
    yield box("members.warc.gz", gzip.compress(good("gm1")) + gzip.compress(good("gm2")), [ok("#1"), ok("#2")])
    yield box("one-stream.warc.gz", gzip.compress(good("gs1") + good("gs2")), [ok("#1"), ok("#2")])
    cut = gzip.compress(good("gc1")) + gzip.compress(good("gc2"))[:-30]
    yield box("cut.warc.gz", cut, [ok("#1"), may("#2", optional=True), no("", "broken_archive")])
    yield box("empty.warc", b"", [no("", "empty_archive", "empty")])
    yield box("version.warc", b"WARC/99.9\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n\r\n\r\n", [no("#1")])
    yield page("text.warc", html("named warc"), may("", "broken_archive", "empty_archive"))
    yield box(
        "large.warc",
        good("big1") + record(b"x" * 40_000_000) + good("big3"),
        [ok("#1"), no("#2", "too_large"), ok("#3")],
        big=True,
    )

    def bomb() -> bytes:
        return record(gzip.compress(b"<p>" + b"x" * 200_000_000), headers="Content-Encoding: gzip\r\n")

    yield box(
        "bomb.warc",
        late(lambda: good("bo1") + bomb() + good("bo3")),
        [ok("#1"), no("#2", "too_large", "archive_bomb"), ok("#3")],
        big=True,
    )


CLASSES = {"json": json_answers, "jsonl": jsonl, "parquet": parquet, "warc": warc}
