"""The corpus as one page: `broadsheet report`. What it shows is bounded, whatever the size of the corpus."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from flows import catalogue
from flows.report import pictures
from flows.report.contents import ROWS, Contents, collect
from flows.settings import alarm_thresholds, memory_limit
from flows.show import plain
from flows.warehouse import REPORT, current_snapshot

# Each is a template of this name.
SECTIONS = (
    ("came", "What came in"),
    ("alarms", "Alarms"),
    ("coverage", "Articles by newspaper and month"),
    ("editions", "Editions"),
    ("fields", "Fields filled"),
    ("removed", "What was set aside"),
    ("repairs", "Repairs"),
    ("quarantine", "Quarantine"),
    ("people", "Authors and agencies"),
    ("reprints", "Reprints"),
    ("article", "One article, before and after"),
)
# Roles that have one colour.
GROUPS = {
    "head": ("headline", "kicker", "standfirst", "subhead", "pullquote"),
    "who": ("byline",),
    "source": ("outlet", "section", "dateline"),
    "body": ("body",),
    "picture": ("caption", "credit"),
    "aside": ("repeat", "boilerplate", "promo", "blank", "markup"),
}
_GROUP_OF = {role: group for group, roles in GROUPS.items() for role in roles}
_LONGEST = 400  # characters of any text that is shown


def write_report(warehouse: Path, output: Path | None = None, con: duckdb.DuckDBPyConnection | None = None) -> Path:
    """Write the report of the newest snapshot, by default beside `corpus.duckdb`; return its file.

    The file appears whole or not at all, and no snapshot knows of it.
    """
    file = output or warehouse / REPORT
    text = render(collect(current_snapshot(warehouse), alarm_thresholds(warehouse), con))
    new = file.with_name(f".{file.name}.new")
    new.write_text(text, "utf-8")
    new.replace(file)
    return file


def bounded(warehouse: Path, workers: int) -> duckdb.DuckDBPyConnection:
    """Return a connection that keeps to the memory of the settings."""
    return catalogue.bounded(warehouse, memory_limit(None, warehouse), workers)


def render(contents: Contents) -> str:
    """Return the page: one file, without a script or an address."""
    pages = Environment(
        loader=PackageLoader("flows.report"), autoescape=True, undefined=StrictUndefined, finalize=_shown,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    pages.filters |= {"number": _number, "share": _share, "joined": _joined}
    return pages.get_template("report.html").render(
        contents._asdict(), sections=SECTIONS, shapes=pictures.legend(), groups=GROUPS, group_of=_GROUP_OF, most=ROWS
    )


def _shown(value: Any) -> Any:
    """Return a value as it is shown: nothing for NULL, no text that controls the reader or goes on for ever."""
    if value is None:
        return "–"
    if isinstance(value, str) and not isinstance(value, Markup):
        cut = value if len(value) <= _LONGEST else value[:_LONGEST] + " …"
        return plain(cut)
    return value


def _number(value: float | None) -> str | None:
    return None if value is None else f"{value:,.0f}"


def _share(value: float | None) -> str | None:
    return None if value is None else f"{value:.0%}"


def _joined(values: Iterable[Any], most: int = 4) -> str:
    """Return a list as text, long ones cut."""
    told = list(map(str, values))
    more = f" and {len(told) - most} more" if len(told) > most else ""
    return ", ".join(told[:most]) + more
