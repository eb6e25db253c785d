"""What a person sees: progress, summary, one page explained, rows."""

import io
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

import pyarrow as pa
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from flows.alarms import COLUMNS as ALARM_COLUMNS
from flows.row_formats import cell_text, is_number, write_rows
from flows.spreadsheets import plain_values
from flows.styles import Style
from transforms.splitting import escape_controls, has_controls

if TYPE_CHECKING:  # they bring all that reads pages: a question does not wait for it
    from flows.comparing import Difference
    from flows.explaining import Explained
    from flows.summaries import Summary
    from transforms.record import Page

_COLOURS = {
    "headline": "bold", "standfirst": "italic", "outlet": "magenta", "byline": "cyan", "caption": "yellow",
    "credit": "yellow", "repeat": "dim red", "boilerplate": "dim red", "promo": "dim red",
}  # fmt: skip
# Embeddings, overrides and isolates: `exe.txt` can be made to look like `txt.exe`.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")

_ALARMS_SHOWN = 10


class _Console(Console):
    """A console that leaves to its caller what a reader who has gone means: rich would exit with 1."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console() -> Console:
    """Return the console: as wide as the terminal; piped output is never cut."""
    if sys.stdout.isatty():
        return _Console(highlight=False)
    return _Console(highlight=False, width=1_000_000, soft_wrap=True)


def plain(text: str) -> str:
    r"""Return text that a terminal shows and does not obey; what turns its direction is written `\uNNNN`."""
    text = escape_controls(text) if has_controls(text) else text
    return _TURNS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


@contextmanager
def progress(root: str) -> Iterator[Callable[[int, int], None] | None]:
    """Show pages, rate and time left, on a terminal only; the input is measured in bytes."""
    from flows.sources import list_entries  # noqa: PLC0415 (it brings all that opens archives)

    if not sys.stderr.isatty():
        yield None
        return
    columns = (
        TextColumn("reading"), BarColumn(), DownloadColumn(), TextColumn("{task.fields[pages]} pages"),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        total = None if "://" in root else sum(entry.size for entry in list_entries(Path(root)))
        task = bar.add_task("pages", total=total, pages="–")

        def advance(pages: int, size: int) -> None:
            bar.update(task, completed=size, pages=f"{pages:,}")

        yield advance


def summary(done: "Summary") -> None:
    """Print what a run did and what to do next."""
    out = console()
    rate = done.pages / done.seconds if done.seconds else 0
    if not done.published:
        out.print("Nothing differs from what the corpus holds: nothing was published.")
    elif not done.pages and not done.files_unchanged:
        out.print("The input holds no pages: the corpus is as it was.")
    for file in done.mended:
        out.print(f"[red]found damaged and made again:[/] {escape(plain(file))}")
    if done.taken_down:
        out.print(f"[red]a takedown was cut short, and is finished now:[/] {done.taken_down:,} pages")
    for name in done.corrections_idle:
        said = f"another copy represents its article: the correction of {plain(name)} changes nothing"
        out.print(f"[red]corrections.toml:[/] {escape(said)}")
    counts = list(_counts(done, rate))
    width = max(len(f"{count:,}") for count, _ in counts)
    for count, what in counts:
        out.print(escape(f"{count:>{width},}  {what}"))
    for alarm in done.alarms[:_ALARMS_SHOWN]:
        out.print(f"[red]alarm:[/] {escape(plain(alarm))}")
    if len(done.alarms) > _ALARMS_SHOWN:
        out.print(f"[red]alarm:[/] {len(done.alarms) - _ALARMS_SHOWN:,} more, see broadsheet alarms")
    where = "" if done.warehouse == "data/warehouse" else f" --warehouse {plain(done.warehouse)}"
    store = plain(done.warehouse)
    where_found = store if "://" in store else f"{store}/current, {store}/corpus.duckdb"
    copies = f", {done.reprints:,} of them reprints" if done.reprints else ""
    out.print(escape(f"\n{done.articles:,} articles in the corpus{copies}: {where_found}"))
    out.print(escape(f'Next: broadsheet sql "SELECT outlet, count(*) FROM articles GROUP BY ALL"{where}'))


def _counts(done: "Summary", rate: float) -> Iterator[tuple[int, str]]:
    """Yield each count of a run with what it counts, reasons below their status."""
    yield done.pages, f"pages read, {done.seconds:.1f} s, {rate:,.0f} pages/s"
    if done.files_unchanged:
        yield done.files_unchanged, "files are as they were when they were read: not read again"
    yield done.accepted, "accepted"
    yield done.duplicates, "duplicates"
    yield from ((count, f"  {reason}") for reason, count in done.duplicate_reasons.items())
    yield done.quarantined, "quarantined"
    others = done.reasons.keys() - done.duplicate_reasons.keys()
    yield from ((count, f"  {reason}") for reason, count in done.reasons.items() if reason in others)
    if done.pages_pruned:
        yield done.pages_pruned, "pages pruned: their files are not there any more"
    if done.pages_not_found:
        yield done.pages_not_found, "pages that are not there any more: their rows stay"
    if done.manifest_rows_without_page:
        yield done.manifest_rows_without_page, "rows of the manifest without a page"
    if done.authors_not_met:
        yield done.authors_not_met, "authors of authors.toml whom no byline names: mend outlet or name"
    yield done.characters_in, "characters read"
    yield done.characters_kept, "characters kept"
    yield from ((count, f"  set aside by {rule}") for rule, count in done.characters_set_aside.items())
    rest = done.characters_in - done.characters_kept - sum(done.characters_set_aside.values())
    yield rest, "  in line ends, blank lines and repairs"


def alarms(found: list[dict[str, Any]], style: Style) -> None:
    """Print what has jumped, one row each."""
    if not found and style == "table":
        said = "No alarm: the newest runs are like those before, and no edition of the last days is missing or short."
        console().print(said)
        return
    told = [n for n in ALARM_COLUMNS if style != "table" or any(row[n] is not None for row in found)]
    shown = pa.Table.from_pylist([{name: row[name] for name in told} for row in found])
    rows(shown, style)


def quarantine(found: list[tuple[str, int, str, str | None]], reason: str | None) -> None:
    """Print reasons with their counts, and examples below each."""
    out = console()
    if not found:
        out.print("No page is quarantined" + (f" for '{escape(plain(reason))}'." if reason else "."))
    last = None
    for word, count, source, detail in found:
        if word != last:
            out.print(f"[bold]{escape(word)}[/]  {count:,} {'page' if count == 1 else 'pages'}")
            last = word
        out.print(f"    {escape(plain(source))}  [dim]{escape(plain(detail or ''))}[/]")
    if found:
        out.print(escape("\nRead them again, after a fix: broadsheet replay [--reason REASON]"))


def explained(found: "Explained") -> None:
    """Print one article of a page, and why it is set aside if it is."""
    out = console()
    out.print(f"[bold]{escape(plain(found.source))}[/]")
    if found.page is not None:
        page(found.page)
    if found.reason:
        out.print(f"quarantined: [red]{found.reason}[/]: {escape(plain(found.detail or ''))}")
    out.print()


def page(read: "Page") -> None:
    """Print each line with its role and rule, then the fields."""
    out = console()
    for number, (line, given) in enumerate(zip(read.lines, read.marks, strict=True), 1):
        if given is None or given.role == "blank":
            continue
        colour = _COLOURS.get(given.role, "default")
        repairs = f" [green]({', '.join(line.repairs)})[/]" if line.repairs else ""
        out.print(
            f"[dim]{number:4}[/] [{colour}]{given.role.value:<11}[/] [dim]{given.rule:<16}[/]"
            f" [{colour}]{escape(plain(line.text))}[/]{repairs}"
        )
    out.print()
    evidence = dict(read.evidence)
    fields: dict[str, Any] = {
        "layout": read.layout, "url": read.url, "outlet": read.outlet.name if read.outlet else None,
        "country": read.country, "language": read.language, "published": read.published, "edition": read.edition,
        "pages": ", ".join(read.page_numbers) or None, "section": read.section, "kicker": read.kicker,
        "headline": read.headline, "standfirst": read.standfirst, "byline": read.byline,
        "authors": ", ".join(f"{p.name} ({p.role})" for p in read.people) or None, "agency": read.agency,
        "dateline": read.dateline, "words": read.word_count, "flags": ", ".join(read.flags) or None,
    }  # fmt: skip
    for name, value in fields.items():
        where = f" [dim]({evidence[name]})[/]" if name in evidence else ""
        out.print(f"{name:<11} {escape(plain(str(value))) if value is not None else '[dim]–[/]'}{where}")
    for caption in read.captions:
        said = f"{caption.caption or '–'} [{caption.credit or 'no credit'}] × {caption.times_printed}"
        out.print(f"{'caption':<11} {escape(plain(said))}")


def rows(table: pa.Table, style: Style) -> None:
    """Print rows as a table, or in a format that programs read."""
    if style == "table":
        _print_table(table)
    else:
        sys.stdout.flush()
        write_rows(table.to_reader(), style, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def table_to(table: pa.Table, out: BinaryIO) -> None:
    """Write rows as a table into a file."""
    text = io.TextIOWrapper(out, "utf-8", newline="\n")
    _print_table(table, text)
    text.flush()
    text.detach()


def _print_table(table: pa.Table, file: TextIO | None = None) -> None:
    shown = Table(*(escape(plain(n)) for n in table.column_names))
    for place, kind in enumerate(table.schema.types):
        shown.columns[place].justify = "right" if is_number(kind) else "left"
    for row in plain_values(table):
        shown.add_row(*(escape(_plain_lines(cell_text(v))) for v in row.values()))
    out = console()
    if file or not sys.stdout.isatty():
        width = max(shutil.get_terminal_size().columns, 1_000_000)
        out = _Console(file=file, width=width, highlight=False, soft_wrap=True)
    out.print(shown)


def _plain_lines(text: str) -> str:
    return "\n".join(map(plain, text.split("\n")))


def described(found: dict[str, list[dict[str, Any]]]) -> None:
    """Print all that is known of one page: fields with their evidence first, its lines last."""
    out = console()
    for row in found["pages"]:
        said = f"{row['status']}{': ' + row['detail'] if row['detail'] else ''}"
        out.print(f"[bold]{escape(plain(row['input'] + '/' + row['source']))}[/]  {escape(plain(said))}")
    for article in found["article"]:
        evidence = dict(article.pop("evidence"))
        for name, value in article.items():
            if value is not None and value != [] and name != "body":
                where = f" [dim]({evidence[name]})[/]" if name in evidence else ""
                out.print(f"{name:<17} {escape(plain(cell_text(value)))}{where}")
    for kind in ("copies", "people", "photographs", "reprints"):
        for row in found[kind]:
            told = "; ".join(f"{n} {cell_text(v)}" for n, v in row.items() if v not in (None, []) and n != "article_id")
            out.print(f"[bold]{kind:<17}[/] {escape(plain(told))}")
    for row in found["lines"]:
        if row["role"] != "blank":
            colour = _COLOURS.get(row["role"], "default")
            repairs = f" [green]({', '.join(row['repairs'])})[/]" if row["repairs"] else ""
            out.print(
                f"[dim]{row['line']:4}[/] [{colour}]{row['role']:<11}[/] [dim]{row['rule']:<16}[/]"
                f" [{colour}]{escape(plain(row['text']))}[/]{repairs}"
            )


def difference(found: "Difference") -> None:
    """Print what differs between two readings of pages."""
    out = console()
    out.print(f"{found.compared:,} pages compared, {found.changed:,} differ", end="")
    out.print(f"; {found.only_before:,} only before, {found.only_after:,} only after")
    for rows_ in (found.fields, found.rules):
        if rows_:
            _print_table(pa.Table.from_pylist(rows_))
