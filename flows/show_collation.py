"""Two printings of a story as a person sees them: in colours on a terminal, in brackets elsewhere."""

import sys
from collections.abc import Iterable, Sequence

from rich.markup import escape

from flows.collating import Printing, Run
from flows.show import console, plain

_STYLES = {"same": "default", "first": "red strike", "second": "green"}
_BRACKETS = {"same": ("", ""), "first": ("[-", "-]"), "second": ("{+", "+}")}
_SIGNS = ("[-only in the first-]", "{+only in the second+}")


def collation(printings: Sequence[Printing], runs: Iterable[Run]) -> None:
    """Print where the two stand, then their texts as one."""
    out = console()
    for printing, kind, sign in zip(printings, ("first", "second"), _SIGNS, strict=True):
        where = ", ".join(str(part) for part in (printing.outlet, printing.published) if part)
        told = f"{printing.article_id}  {where or 'no newspaper known'}  {printing.headline or ''}"
        out.print(f"[{_STYLES[kind]}]{escape(plain(told))}[/]  {printing.word_count:,} words  [dim]{escape(sign)}[/]")
    out.print()
    for paragraph in _paragraphs(runs):
        out.print(" ".join(map(_shown, paragraph)))
        out.print()


def _shown(run: Run) -> str:
    before, after = ("", "") if sys.stdout.isatty() else _BRACKETS[run.kind]
    return f"[{_STYLES[run.kind]}]{escape(before + plain(run.text) + after)}[/]"


def _paragraphs(runs: Iterable[Run]) -> list[list[Run]]:
    """Return the runs of each paragraph; breaks of both texts at one place are one."""
    found: list[list[Run]] = [[]]
    for run in runs:
        if run.kind != "break":
            found[-1].append(run)
        elif found[-1]:
            found.append([])
    return [paragraph for paragraph in found if paragraph]
