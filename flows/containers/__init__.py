"""Raw pages out of containers, streaming: read this file first.

    bytes of a file ── container_kind ──▶ kind ── read_members ──▶ Member, Member, …

    kind                 yields                                  read by
    zip                  each entry that is no folder, `!name`   directory, zips
    epub                 the same, with date and title           epub, zips
    tar                  each entry that is no folder, `!name`   tars
    jsonl                each line that is not blank, `#line`    records
    parquet              each row, `#row`                        tables
    warc                 each record, `#record`                  warc, http
    gz, xz, zst, bz2     what is compressed: a page, or a        codecs, streams
                         tar, jsonl or warc, read on at once

An entry of a zip or tar that is itself a container is opened (`!inner.tar.gz!a.html`); a third container
inside is not. Nothing is written but large inner containers, to a file without a name in `scratch`.
"""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from flows.containers.epub import read_package, with_package
from flows.containers.kinds import COMPRESSED, HEAD, container_kind, inner_name
from flows.containers.members import CHUNK, Budget, Fields, Limits, Member, Reading, RefusedError, refused
from flows.containers.nested import Entry, read_entry
from flows.containers.records import read_jsonl
from flows.containers.streams import Guarded, unfold
from flows.containers.tables import read_parquet
from flows.containers.tars import read_tar
from flows.containers.warc import read_warc
from flows.containers.zips import read_zip

__all__ = ["HEAD", "Fields", "Limits", "Member", "container_kind", "read_members"]


def read_members(  # noqa: PLR0913, PLR0917 (what a reader must know)
    file: BinaryIO, name: str, kind: str, limits: Limits, fields: Fields, scratch: Path
) -> Iterator[Member]:
    """Yield every page in a container, in order, and a refused member for whatever is none.

    `file` is binary and can be sought; it is read from its beginning and not closed. `kind` is what
    `container_kind` said. A container that cannot be read to its end yields, behind its good members, one
    member for itself: `empty_archive`, `broken_archive`, `archive_bomb`, `unreadable`, or what else was in
    the way. Never raises on any content; an `OSError` comes only from `scratch` (a full disk).
    """
    guarded = cast("BinaryIO", io.BufferedReader(Guarded(file), CHUNK))
    try:
        size = guarded.seek(0, io.SEEK_END)
    except RefusedError as error:
        yield refused("", 0, error)
        return
    yield from _read(guarded, name, kind, Reading(limits, fields, scratch, Budget(limits, size)))


def _read(file: BinaryIO, name: str, kind: str, reading: Reading) -> Iterator[Member]:
    """Yield the members of a container; what stops its reader becomes the last one, that of the container."""
    found, size = False, 0
    try:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        for member in _READERS[kind](file, name, reading):
            found = True
            yield member
    except RefusedError as error:
        whole = "broken_archive" if error.reason == "damaged" else error.reason
        yield refused("", size, RefusedError(error.detail, whole))
    except OSError:
        raise  # of the scratch folder: streams and parsers have words of their own
    except Exception as error:  # noqa: BLE001 (the last net: one container must never stop a run)
        detail = f"The container cannot be read: {type(error).__name__}: {error}."
        yield refused("", size, RefusedError(detail, "broken_archive"))
    else:
        if not found:
            yield Member("", None, size, reason="empty_archive", detail="There is nothing in the container.")


def _read_epub(file: BinaryIO, _: str, reading: Reading) -> Iterator[Member]:
    package = read_package(file, reading)
    for member in read_zip(file, _open_inner, reading):
        yield with_package(member, package)


def _read_compressed(kind: str) -> Callable[[BinaryIO, str, Reading], Iterator[Member]]:
    """Return the reader of a compressed file: what flows is read on at once, the rest is a page or lies deeper."""

    def read(file: BinaryIO, name: str, reading: Reading) -> Iterator[Member]:
        stream = cast("BinaryIO", unfold(file, kind, reading.budget))
        inner = container_kind(inner_name(name), stream.peek(HEAD)[:HEAD])  # type: ignore[attr-defined]
        if inner in _STREAMED:
            yield from _READERS[inner](stream, inner_name(name), reading)
        else:
            yield from read_entry(Entry(stream, inner_name(name), "", None), _open_inner, reading)

    return read


def _open_inner(file: BinaryIO, name: str, kind: str, reading: Reading) -> Iterator[Member]:
    return _read(file, name, kind, reading)


_STREAMED = ("tar", "jsonl", "warc")
_READERS: dict[str, Callable[[BinaryIO, str, Reading], Iterator[Member]]] = {
    "zip": lambda file, _, reading: read_zip(file, _open_inner, reading),
    "epub": _read_epub,
    "tar": lambda file, _, reading: read_tar(file, _open_inner, reading),
    "jsonl": lambda file, _, reading: read_jsonl(file, reading),
    "parquet": lambda file, _, reading: read_parquet(file, reading),
    "warc": lambda file, _, reading: read_warc(file, reading),
    **{kind: _read_compressed(kind) for kind in COMPRESSED},
}
