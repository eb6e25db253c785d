"""Indexes: one folder for each part of `articles`, named by the part and by a hash of its own content.

index/part-00012-0123456789abcdef-fedcba9876543210/
"""

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from flows.catalogue import quoted
from flows.sql_files import macros

FOLDER = "index"
BEGINNING = "="  # a word that no text holds: it parts headline, standfirst and body, so that no phrase runs across
_MEMORY = 256_000_000  # bytes: a part of 2,000 articles stays one segment
_LOCK = ".tantivy-writer.lock"


def indexes(snapshot: Path) -> dict[str, Path]:
    """Return the index of each part of a snapshot that has one, by the name of the part."""
    return {f.name.rpartition("-")[0]: f for f in sorted((snapshot / FOLDER).glob("part-*"))}


def parts(snapshot: Path) -> dict[str, Path]:
    """Return the parts of the articles by their names."""
    return {f.stem: f for f in sorted((snapshot / "articles").glob("part-*.parquet"))}


def write_indexes(snapshot: Path, others: Iterable[Path]) -> None:
    """Give each part of the articles its index: that of another snapshot where it is whole, else a new one."""
    here = indexes(snapshot)
    known = {name: found for other in others for name, found in indexes(other).items()}
    (snapshot / FOLDER).mkdir(exist_ok=True)
    missing = []
    for name, part in parts(snapshot).items():
        if name in here:
            continue
        if name in known and is_whole(known[name]):
            place = snapshot / FOLDER / known[name].name
            place.mkdir()
            for file in known[name].iterdir():
                (place / file.name).hardlink_to(file)
        else:
            missing.append(part)
    with duckdb.connect(config={"enable_external_file_cache": False, "threads": 1}) as con:
        for macro in macros():
            if "FROM parquet." not in macro:
                con.execute(macro)
        for part in missing:
            _write(con, part, snapshot / FOLDER)


def _write(con: duckdb.DuckDBPyConnection, part: Path, folder: Path) -> None:
    new = folder / "new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    fill(open_new(str(new)), texts(con, part))
    (new / _LOCK).unlink(missing_ok=True)
    for file in new.iterdir():
        file.chmod(0o644)  # as all files of a snapshot: some come as the owner's alone
    new.rename(folder / f"{part.stem}-{_hash(new)}")


def texts(con: duckdb.DuckDBPyConnection, part: Path, rows: Iterable[int] | None = None) -> list[tuple[int, str]]:
    """Return the place of each article in a part, or of some, and the words that are looked for in it."""
    chosen = "true" if rows is None else f"file_row_number IN ({', '.join(map(str, sorted(rows)))})"
    return con.execute(f"""
        SELECT file_row_number, concat_ws(' {BEGINNING} ', folded(headline), folded(standfirst), folded(body))
        FROM read_parquet({quoted(str(part))}, file_row_number = true)
        WHERE {chosen}
        ORDER BY file_row_number
    """).fetchall()


def open_new(path: str | None) -> Any:
    """Return a new index, in memory without a path."""
    import tantivy  # noqa: PLC0415

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    schema.add_unsigned_field("row", indexed=True, fast=True)
    return tantivy.Index(schema.build(), path=path)


def fill(index: Any, rows: Iterable[tuple[int, str]]) -> None:
    """Add texts to a new index, which is never opened for writing again.

    Raises `OSError` if the disk fails: tantivy has one error for everything.
    """
    import tantivy  # noqa: PLC0415

    try:
        writer = index.writer(heap_size=_MEMORY, num_threads=1)
        for row, text in rows:
            article = tantivy.Document(text=text)
            article.add_unsigned("row", row)
            writer.add_document(article)
        writer.commit()
        writer.wait_merging_threads()
    except ValueError as error:
        raise OSError(str(error)) from error


def is_whole(index: Path) -> bool:
    """Tell whether an index is as it was written."""
    return _hash(index) == index.name.rpartition("-")[2]


def _hash(index: Path) -> str:
    found = hashlib.sha256()
    for file in sorted(index.iterdir()):
        found.update(f"{file.name} {file.stat().st_size}\n".encode())
        with file.open("rb") as data:
            found.update(hashlib.file_digest(data, "sha256").digest())
    return found.hexdigest()[:16]
