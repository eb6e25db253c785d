"""What a person sees: progress, summary, one page explained, rows."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from flows.running import Summary
from transforms.record import Page
from transforms.splitting import escape_controls, has_controls

_COLOURS = {
    "headline": "bold", "standfirst": "italic", "outlet": "magenta", "byline": "cyan", "caption": "yellow",
    "credit": "yellow", "repeat": "dim red", "boilerplate": "dim red", "promo": "dim red",
}  # fmt: skip


def console() -> Console:
    """Return the console: as wide as the terminal; piped output is never cut."""
    if sys.stdout.isatty():
        return Console(highlight=False)
    return Console(highlight=False, width=1_000_000, soft_wrap=True)


def plain(text: str) -> str:
    """Return text that a terminal shows and does not obey."""
    return escape_controls(text) if has_controls(text) else text


@contextmanager
def progress() -> Iterator[Callable[[int, int], None] | None]:
    """Show pages, rate and time left, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (
        TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]} pages/s"),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("pages", total=None, rate="–")

        def advance(done: int, total: int) -> None:
            speed = bar.tasks[0].finished_speed or bar.tasks[0].speed
            bar.update(task, completed=done, total=total, rate=f"{speed:,.0f}" if speed else "–")

        yield advance


def summary(done: Summary) -> None:
    """Print what a run did and what to do next."""
    out = console()
    rate = done.pages / done.seconds if done.seconds else 0
    if not done.pages:
        out.print("The input holds no pages: the corpus is as it was.")
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right")
    table.add_column()
    table.add_row(f"{done.pages:,}", f"pages delivered, {done.seconds:.1f} s, {rate:,.0f} pages/s")
    table.add_row(f"{done.accepted:,}", "accepted")
    table.add_row(f"{done.duplicates:,}", "duplicates")
    table.add_row(f"{done.quarantined:,}", "quarantined")
    for reason, count in done.reasons.items():
        table.add_row(f"{count:,}", f"  {reason}")
    table.add_row(f"{done.characters_in:,}", "characters read")
    table.add_row(f"{done.characters_kept:,}", "characters kept")
    for rule, count in done.characters_set_aside.items():
        table.add_row(f"{count:,}", f"  set aside by {rule}")
    out.print(table)
    where = "" if done.warehouse == "data/warehouse" else f" --warehouse {done.warehouse}"
    out.print(f"\n{done.articles:,} articles in the corpus: {done.warehouse}/current, {done.warehouse}/corpus.duckdb")
    out.print(escape(f'Next: broadsheet sql "SELECT outlet, count(*) FROM articles GROUP BY ALL"{where}'))


def page(read: Page) -> None:
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
        "layout": read.layout, "outlet": read.outlet.name if read.outlet else None, "country": read.country,
        "language": read.language, "published": read.published, "section": read.section,
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


def rows(table: pa.Table, style: str) -> None:
    """Print rows as a table, CSV or JSON."""
    if style == "csv":
        import pyarrow.csv as pc

        text = [c for c in table.column_names if pa.types.is_nested(table[c].type)]
        for name in text:
            as_json = [None if v is None else json.dumps(v, ensure_ascii=False) for v in table[name].to_pylist()]
            table = table.set_column(table.column_names.index(name), name, pa.array(as_json, pa.string()))
        pc.write_csv(table, sys.stdout.buffer)
    elif style == "json":
        json.dump(table.to_pylist(), sys.stdout, default=str, ensure_ascii=False, indent=1)
        print()
    else:
        _print_table(table)


def _print_table(table: pa.Table) -> None:
    shown = Table(*(escape(n) for n in table.column_names))
    for place, name in enumerate(table.column_names):
        kind = table[name].type
        shown.columns[place].justify = "right" if pa.types.is_integer(kind) or pa.types.is_floating(kind) else "left"
    for row in table.to_pylist():
        shown.add_row(*("" if v is None else escape(_plain_lines(_cell(v))) for v in row.values()))
    out = console()
    if not sys.stdout.isatty():
        out = Console(width=max(shutil.get_terminal_size().columns, 1_000_000), highlight=False, soft_wrap=True)
    out.print(shown)


def _cell(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _plain_lines(text: str) -> str:
    return "\n".join(map(plain, text.split("\n")))
