"""The one door to the project's SQL: `sql/` of the checkout, or the copy a wheel carries."""

import re
from functools import cache
from graphlib import TopologicalSorter
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def sql_folder() -> Traversable:
    """Return the folder that holds `views/`, `queries/`, `checks/`, `alarms/`, `macros/` and `tables/`."""
    packed = files("flows") / "_sql"
    return packed if packed.is_dir() else files("flows").joinpath("..", "sql")


@cache
def sql_files(kind: str) -> dict[str, str]:
    """Return the SQL of every file of a kind by its name, in order of names."""
    found = (f for f in (sql_folder() / kind).iterdir() if f.name.endswith(".sql"))
    return {f.name.removesuffix(".sql"): f.read_text("utf-8") for f in sorted(found, key=lambda f: f.name)}


@cache
def macros() -> list[str]:
    """Return what makes the macros, each behind those it uses: DuckDB looks for them when it is made."""
    found = sql_files("macros")
    uses = {
        name: [other for other in found if other != name and re.search(rf"\b{other}\(", text)]
        for name, text in found.items()
    }
    return [found[name] for name in TopologicalSorter(uses).static_order()]
