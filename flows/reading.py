"""Read a batch of pages and write what they say as shards: the work of one worker process."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from flows.limits import Limits, find_excess
from flows.rows import in_order
from flows.sources import Unit, open_regular
from flows.watching import Unwatched, Watch
from transforms import identity, rules
from transforms.decoding import decode
from transforms.grammars import open_pages
from transforms.record import NOISE_ROLES, Page
from transforms.refusals import find_refusal
from transforms.splitting import escape_controls, has_controls
from transforms.steps import take_steps
from transforms.tables import LINES, READINGS

BODIES = pa.schema([("page_id", pa.string()), ("body", pa.string()), ("line", pa.int32())])
_STORY = ("edition", "section", "headline", "kicker", "standfirst", "byline", "agency", "dateline")
_LONGEST_DETAIL = 300
FORGOTTEN = "forgotten"  # the reason of a page that was taken out of the corpus
_UNWATCHED = Unwatched()

Row = dict[str, Any]


class Batch(NamedTuple):
    """Pages to read together, and where their shards go.

    `first` is the place of the first one in the batch that this one was cut off from.
    """

    number: int
    input: str
    units: tuple[Unit, ...]
    folder: str
    limits: Limits = Limits()
    forgotten: frozenset[str] = frozenset()
    first: int = 0


def read_batch(batch: Batch, watch: Watch = _UNWATCHED) -> int:
    """Read every page of a batch, write its three shards, return the number of pages.

    `watch` is asked before each page, which may belong to somebody else by now, and told of each article of it.
    """
    readings: list[Row] = []
    lines: dict[str, list[Any]] = {c.name: [] for c in LINES.columns}
    bodies: dict[str, list[Any]] = {"page_id": [], "body": [], "line": []}
    seen: set[str] = set()
    for place, unit in enumerate(batch.units):
        if not watch.claim(place, read=unit.reason is None):  # a page that was set aside cannot be blamed again
            break
        for row, page in read_pages(unit, batch.limits, batch.forgotten):
            watch.go_on()
            readings.append({name: _printable(value) for name, value in (("input", batch.input), *row.items())})
            if page is not None and page.body and row["reason"] is None and row["page_id"] not in seen:
                seen.add(row["page_id"])
                _add_lines(lines, row["page_id"], page)
                bodies["page_id"].append(row["page_id"])
                bodies["body"].append(page.body)
                bodies["line"].append(0)
    watch.rest()
    columns = {n: [row.get(n) for row in readings] for n in READINGS.schema.names}
    _write(batch, "readings", pa.table(columns, schema=READINGS.schema))
    _write(batch, "bodies", pa.table(bodies, schema=BODIES))
    _write(batch, "lines", pa.table(lines, schema=LINES.schema))
    return len(readings)


def _write(batch: Batch, kind: str, table: pa.Table) -> None:
    """Write one shard, sorted so that a range of pages can be read without the rest."""
    if kind != "readings":
        table = in_order(table, "page_id", *(("line",) if kind == "lines" else ()))
    file = Path(batch.folder) / f"{kind}-{batch.number:06}-{batch.first:06}.parquet"
    new = file.with_suffix(f".{socket.gethostname()}-{os.getpid()}")  # an engine may let two read the same batch
    pq.write_table(table, new, compression="zstd", compression_level=1, row_group_size=20_000)
    new.replace(file)


class _RefusedError(Exception):
    """A page that is no article: a stable word, and a sentence."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        sentence = escape_controls(detail) if has_controls(detail) else detail
        if len(sentence) > _LONGEST_DETAIL:
            sentence = sentence[: _LONGEST_DETAIL - 2] + "…."
        self.row = {"reason": reason, "detail": sentence}


def read_pages(
    unit: Unit, limits: Limits, forgotten: frozenset[str] = frozenset()
) -> Iterator[tuple[Row, Page | None]]:
    """Yield a row for `readings` for each article of a page, and the article if there is text.

    Whatever a page holds, it gets a row: if the reader itself fails, that is its reason. Of a `forgotten` page
    nothing else is told.
    """
    row: Row = {
        "source": unit.source, "file": unit.file or unit.source, "url": _printable(unit.url),
        "fetched_at": unit.fetched_at, "bytes": unit.size, "rules": rules.version(), "reason": None,
        "detail": None, "page_numbers": [], "flags": [], "evidence": [], "people": [], "photographs": [],
    }  # fmt: skip
    try:
        text, pages = _open(row, unit, limits)
        _refuse_forgotten(row, forgotten)
    except _RefusedError as refused:
        yield row | refused.row, None
        return
    except Exception as error:  # noqa: BLE001 (one page must not stop a run)
        yield row | _failure(error), None
        return
    for page in pages:
        own = dict(row)
        read: Page | None = None
        try:
            _identify(own, page, text)
            _refuse_forgotten(own, forgotten)
            read = _take(own, unit, page, limits)
            own |= _story(read)
        except _RefusedError as refused:
            own |= refused.row
        except Exception as error:  # noqa: BLE001 (as above)
            own |= _failure(error)
        yield own, read


def _refuse_forgotten(row: Row, forgotten: frozenset[str]) -> None:
    if row["page_id"] in forgotten:
        told = {name: row[name] for name in ("source", "file", "page_id", "bytes", "rules")}
        empty: Row = {name: [] if isinstance(value, list) else None for name, value in row.items()}
        row |= empty | told
        raise _RefusedError(FORGOTTEN, "Taken out of the corpus on request.")


def _failure(error: Exception) -> Row:
    return _RefusedError("failed", f"The reader failed: {type(error).__name__}: {error}.").row


def _printable(value: Any) -> Any:
    """Return a value of a row with every control character of its strings escaped: the last net before the tables."""
    if isinstance(value, str):
        return value if value.isprintable() or not has_controls(value) else escape_controls(value)
    if isinstance(value, list | tuple):
        return type(value)(map(_printable, value))
    return {name: _printable(one) for name, one in value.items()} if isinstance(value, dict) else value


def _open(row: Row, unit: Unit, limits: Limits) -> tuple[str, tuple[Page, ...]]:
    """Return the decoded text of a page, and the articles in it; their steps are still to be taken."""
    if unit.reason:
        raise _RefusedError(unit.reason, unit.detail or "")
    data = unit.data if unit.data is not None else _bytes_of(unit, limits)
    row |= {"page_id": identity.page_id(data), "bytes": len(data)}
    if len(data) > limits.page_bytes:
        raise _too_large(limits)
    decoded = decode(data, unit.charset)
    row["charset"] = decoded.charset
    if decoded.text is None:
        raise _RefusedError(decoded.reason or "undecodable", decoded.detail or "")
    told = tuple(fact for fact in unit.facts if fact.where == "manifest")  # a person's word goes first
    other = tuple(fact for fact in unit.facts if fact.where != "manifest")
    pages = (
        page._replace(flags=(*page.flags, *decoded.flags), facts=(*told, *page.facts, *other))
        for page in open_pages(decoded.text)
    )
    return decoded.text, tuple(pages)


def _too_large(limits: Limits) -> _RefusedError:
    return _RefusedError("too_large", f"More than {limits.page_bytes:,} bytes, which is all a page may have.")


def _bytes_of(unit: Unit, limits: Limits) -> bytes:
    """Return the bytes of a file, never many more than a page may have: a file can grow while it is read."""
    try:
        with open_regular(unit.path) as file:
            data = file.read(min(unit.size, limits.page_bytes) + 1)  # room for all a page may have would cost more
            return data if len(data) <= unit.size else data + file.read(limits.page_bytes + 1 - len(data))
    except OSError as error:
        reason, detail = "unreadable", f"The file cannot be read: {error.strerror}."
        raise _RefusedError(reason, detail) from error


def _identify(row: Row, page: Page, text: str) -> None:
    """Fill what tells an article from the others of its document: of its own slice, else of its place."""
    row |= {"media": page.media, "layout": page.layout, "characters_markup": page.characters_markup}
    if page.number is None:
        return
    row["source"] += f"#{page.number}"
    if page.slice is None:
        row["page_id"] = identity.digest(row["page_id"], str(page.number))
        return
    data = text[slice(*page.slice)].encode("utf-8", "surrogatepass")
    row |= {"page_id": identity.page_id(data), "bytes": len(data)}


def _take(row: Row, unit: Unit, page: Page, limits: Limits) -> Page:
    """Take all steps with an article that is not too long, and look whether it is one."""
    row["characters"] = len(page.text)
    if excess := find_excess(page, limits):
        raise _RefusedError(*excess)
    read = take_steps(page._replace(url=_printable(unit.url) or page.url, name=_name(unit)))
    row |= {"layout": read.layout, "url": _printable(read.url)}
    if refusal := find_refusal(read):
        raise _RefusedError(refusal.reason, refusal.detail)
    return read


def _name(unit: Unit) -> str | None:
    """Return the path that may tell of a page; that of a dump of records tells when the dump was made."""
    return None if "#" in unit.source[len(unit.file or unit.source) :] else unit.source


def _story(page: Page) -> Row:
    """Return the columns of an article that a page fills."""
    outlet_id = page.outlet.outlet_id if page.outlet else None
    ids = identity.identify(page, page.published)
    people = [{"author_id": identity.author_id(outlet_id, person.name), **person._asdict()} for person in page.people]
    story = {name: getattr(page, name) for name in _STORY} | {
        "outlet_id": outlet_id, "outlet": page.outlet.name if page.outlet else None,
        "outlet_as_printed": page.outlet_as_printed, "country": page.country, "language": page.language,
        "published": page.published, "source_article_id": page.address.source_article_id,
    }  # fmt: skip
    return story | {
        "fields": sum(value is not None for value in story.values()) + bool(people) + len(page.captions),
        "own_id": ids.own_id,
        "text_id": ids.text_id,
        "text_key": ids.text_key,
        "word_count": page.word_count,
        "characters_kept": sum(
            len(line.text) for line, given in zip(page.lines, page.marks, strict=True)
            if given is not None and given.role not in NOISE_ROLES
        ),
        "flags": sorted(set(page.flags)),
        "page_numbers": list(page.page_numbers),
        "evidence": sorted(page.evidence),
        "people": people,
        "photographs": [caption._asdict() for caption in page.captions],
    }  # fmt: skip


def _add_lines(columns: dict[str, list[Any]], page_id: str, page: Page) -> None:
    """Append the lines of one page, column by column."""
    count = len(page.lines)
    columns["page_id"] += [page_id] * count
    columns["line"] += range(1, count + 1)
    columns["role"] += [given.role.value if given else None for given in page.marks]
    columns["rule"] += [given.rule if given else None for given in page.marks]
    columns["raw"] += [line.raw for line in page.lines]
    columns["ending"] += [line.ending for line in page.lines]
    columns["text"] += [None if line.text == line.raw else line.text or None for line in page.lines]
    columns["repairs"] += [line.repairs for line in page.lines]
