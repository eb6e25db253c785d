"""Write the data dictionary, `data/README.md`, from the one description of the tables.

`python -m flows.dictionary` renews it, `--check` fails if it is not up to date.
"""

import sys
from pathlib import Path

from flows.catalogue import view_queries
from flows.describing import Described, described, described_macros
from transforms.repair_names import REPAIR_NAMES
from transforms.tables import PUBLIC, WORKING, Table

FILE = Path(__file__).parent.parent / "data" / "README.md"
HEAD = """# Data dictionary

Generated from `transforms/tables.py`, `sql/views`, `sql/macros` and `transforms/repair_names.py`
by `python -m flows.dictionary`: do not edit.

`rules/` and `registry/` hold what broadsheet knows, as TOML, `words/` lists of words. `samples/` holds pages we
wrote in the shapes of real ones: newspapers, people and events in them are invented. The warehouse holds one folder of
Parquet files for each table below; NULL means "not known".
"""


def dictionary() -> str:
    """Return the data dictionary as Markdown."""
    return "\n".join([HEAD, *map(_section, (*PUBLIC, *WORKING)), _views(), _macros(), _repairs()])


def _views() -> str:
    """Return the views, those that only widen their table included."""
    head = "## Views\n\nMade by `sql/views` from the tables; a column that is a table's own has its sentence.\n"
    return "\n".join([head, *(_view(described()[name]) for name in view_queries())])


def _macros() -> str:
    """Return the macros that give rows."""
    head = "## Macros\n\nAsked as `FROM kwic('coup plotters', 8)`; made by `sql/macros`.\n"
    return "\n".join([head, *map(_view, described_macros().values())])


def _view(view: Described) -> str:
    rows = [f"| `{c.name}` | {c.type} | {c.about.replace('|', chr(92) + '|')} |" for c in view.columns]
    return "\n".join([f"### {view.name}\n\n{view.about}\n", "| column | type | what |", "|---|---|---|", *rows, ""])


def _repairs() -> str:
    """Return the names of repairs, in the order in which they are made."""
    rows = [f"| `{name}` | {about} |" for name, about in REPAIR_NAMES.items()]
    head = "## Repairs\n\nThe names in `lines.repairs`; `raw` holds what stood there before.\n"
    return "\n".join([head, "| name | what was done |", "|---|---|", *rows, ""])


def _section(table: Table) -> str:
    rows = [
        f"| `{c.name}` | {c.type} | {'yes' if c.required else ''} | {c.about.replace('|', chr(92) + '|')} |"
        for c in table.columns
    ]
    key, order = ", ".join(table.key), ", ".join(table.order)
    head = f"## {table.name}\n\n{table.about} Key: `{key}`; in order of `{order}`.\n"
    return "\n".join([head, "| column | type | required | what |", "|---|---|---|---|", *rows, ""])


def main() -> int:
    """Write the dictionary, or tell whether it is up to date."""
    if "--check" in sys.argv:
        if FILE.read_text("utf-8") == dictionary():
            return 0
        print("data/README.md is out of date: run `python -m flows.dictionary`", file=sys.stderr)
        return 1
    FILE.write_text(dictionary(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
