"""Judge a run over a hostile set: every row against its truth, every table against the laws of all tables."""

import hashlib
import os
import re
import stat
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows import catalogue, warehouse
from tests.hostile import source
from tests.hostile.truth import Case, Row
from transforms.tables import PUBLIC, TABLES

CONTROL = r"[\x00-\x08\x0b-\x1f\x7f-\x{9f}]"
_REASON = re.compile(r"[a-z_0-9]+")
_LONGEST_DETAIL = 300
_MANY_LINES = (("articles", "body"), ("lines", "ending"))
_LARGEST = 64 * 1024 * 1024  # bytes of a file that is hashed


class Violation(NamedTuple):
    """What is wrong, and with which class and unit; without a unit it is the whole run."""

    kind: str
    source: str
    what: str


def judge(store: Path, units: dict[str, list[Case]], said: dict[str, Any] | None) -> list[Violation]:
    """Return all that is wrong with the published tables; `said` is the summary of the run that made them."""
    snapshot = warehouse.current_snapshot(store)
    rows = pq.read_table(snapshot / "pages").to_pylist()
    found = [*_judge_rows(rows, units), *_judge_words(rows), *_judge_strings(snapshot)]
    with catalogue.open_snapshot(snapshot) as con:
        found += [Violation("", "", f"check {name}: {bad[0]}") for name, bad in catalogue.failed_checks(con).items()]
    with duckdb.connect(str(store / "corpus.duckdb"), read_only=True) as con:
        for name in (table.name for table in PUBLIC):
            con.execute(f"SELECT * FROM {name}").fetch_arrow_table()
    if said is not None:
        found += _judge_summary(rows, said)
    return found


def expected(units: dict[str, list[Case]]) -> dict[str, tuple[str, Row]]:
    """Return class and truth of each source."""
    found: dict[str, tuple[str, Row]] = {}
    for kind, cases in units.items():
        for case in cases:
            for row in case.rows:
                found.setdefault(source(kind, case) + row.suffix, (kind, row))
    return found


def _judge_rows(rows: list[dict[str, Any]], units: dict[str, list[Case]]) -> Iterator[Violation]:
    truth = expected(units)
    counts = Counter(row["source"] for row in rows)
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, (kind, row) in truth.items():
        if name not in counts and not row.optional:
            yield Violation(kind, name, "has no row")
    for row in rows:
        name, status, reason = row["source"], row["status"], row["reason"]
        kind, wanted = truth.get(name, (name.partition("/")[0], None))
        if counts[name] > 1:
            yield Violation(kind, name, f"has {counts[name]} rows")
        if wanted is None:
            yield Violation(kind, name, f"is a row that nobody expected: {status} {reason}: {row['detail']}")
        elif status not in wanted.may:
            yield Violation(
                kind, name, f"is {status} ({reason}: {row['detail']}), may be {', '.join(sorted(wanted.may))}"
            )
        elif status == "quarantined" and wanted.reasons and reason not in wanted.reasons:
            yield Violation(kind, name, f"is {reason} ({row['detail']}), may be {', '.join(sorted(wanted.reasons))}")
        if wanted is not None and wanted.group:
            groups[kind, wanted.group].append(status)
    for (kind, group), statuses in groups.items():
        if statuses.count("accepted") != 1 and "quarantined" not in statuses:
            yield Violation(kind, group, f"one article has {statuses.count('accepted')} accepted pages")


def _judge_words(rows: list[dict[str, Any]]) -> Iterator[Violation]:
    """Every row that is set aside has a stable word and a printable sentence."""
    for row in rows:
        kind, reason, detail = row["source"].partition("/")[0], row["reason"], row["detail"]
        if row["status"] == "accepted":
            if reason is not None or detail is not None:
                yield Violation(kind, row["source"], f"is accepted, with the reason {reason}: {detail}")
            continue
        if not _REASON.fullmatch(reason or ""):
            yield Violation(kind, row["source"], f"has the reason {reason!r}")
        if not detail or not detail.endswith(".") or (detail[0].isalpha() and not detail[0].isupper()):
            yield Violation(kind, row["source"], f"has no sentence of detail: {detail!r}")
        elif len(detail) > _LONGEST_DETAIL or unprintable(detail):
            yield Violation(kind, row["source"], f"has {len(detail)} characters of detail: {detail!r}")
        if reason in {"failed", "crash", "timeout"}:
            yield Violation(kind, row["source"], f"broke its reader: {reason}: {detail}")


def unprintable(text: str) -> bool:
    """Tell whether a text holds a character that a terminal obeys."""
    return any(c != "\t" and unicodedata.category(c) in {"Cc", "Cs"} for c in text)


def _judge_strings(snapshot: Path) -> Iterator[Violation]:
    """No string of any table holds a control character, or half of a surrogate pair."""
    for name in TABLES:
        table = pq.read_table(snapshot / name)
        table.validate(full=True)
        for column in table.column_names:
            many_lines = (name, column) in _MANY_LINES
            for strings in _strings(table[column].combine_chunks()):
                checked = (
                    pc.replace_substring(pc.replace_substring(strings, "\r\n", ""), "\n", "") if many_lines else strings
                )
                bad = checked.filter(
                    pc.fill_null(pc.match_substring_regex(checked, CONTROL + ("" if many_lines else r"|\n")), False)
                )
                if len(bad):
                    yield Violation(
                        "", f"{name}.{column}", f"{len(bad)} strings with control characters: {bad[0].as_py()[:200]!r}"
                    )


def _strings(array: Any) -> Iterator[Any]:
    kind = array.type
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], kind)
    if pa.types.is_string(kind):
        yield array
    elif pa.types.is_map(kind):
        yield from (*_strings(array.keys), *_strings(array.items))
    elif pa.types.is_list(kind):
        yield from _strings(array.flatten())
    elif pa.types.is_struct(kind):
        for part in array.flatten():
            yield from _strings(part)


def _judge_summary(rows: list[dict[str, Any]], said: dict[str, Any]) -> Iterator[Violation]:
    status = Counter(row["status"] for row in rows)
    counted = {"pages": len(rows), "accepted": status["accepted"], "duplicates": status["duplicate"], "quarantined": status["quarantined"],
               "reasons": dict(Counter(row["reason"] for row in rows if row["reason"]))}  # fmt: skip
    for name, value in counted.items():
        if said[name] != value:
            yield Violation("", "", f"the summary says {name} {said[name]}, the tables {value}")


def fingerprint(root: Path) -> dict[str, str]:
    """Return kind, mode, size, time and content of every entry below a folder that has a path short enough."""
    found: dict[str, str] = {}
    waiting = [os.fspath(root)]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue
        for entry in entries:
            try:
                state = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            what = f"{stat.filemode(state.st_mode)} {state.st_mtime_ns}"
            if stat.S_ISDIR(state.st_mode):
                waiting.append(entry.path)
            elif stat.S_ISLNK(state.st_mode):
                what += os.readlink(entry.path)  # noqa: PTH115 (names that are no UTF-8)
            elif stat.S_ISREG(state.st_mode) and state.st_size <= _LARGEST:
                with open(entry.path, "rb") as file:  # noqa: PTH123 (names that are no UTF-8)
                    what += hashlib.file_digest(file, "sha256").hexdigest()
            found[entry.path] = f"{what} {state.st_size if not stat.S_ISDIR(state.st_mode) else ''}"
    return found


def digests(store: Path) -> dict[str, str]:
    """Return a digest of each file of the tables but `runs`."""
    snapshot = warehouse.current_snapshot(store)
    parts = (file for file in snapshot.glob("*/*.parquet") if file.parent.name != "runs")
    return {str(f.relative_to(snapshot)): hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(parts)}
