"""Settings in one order: flags, then `BROADSHEET_*`, then `broadsheet.toml` beside the warehouse."""

import os
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

from flows.limits import Limits

WAREHOUSE = "data/warehouse"
DEFAULT_MEMORY = "512MB"
FILE = "broadsheet.toml"
KINDS: dict[str, type] = {
    "warehouse": str, "workers": int, "memory": str, "input_name": str,
    "page_bytes": int, "page_characters": int, "page_lines": int, "page_seconds": float,
    "text_field": str, "html_field": str, "url_field": str, "fetched_at_field": str,
}  # fmt: skip
FIELDS = ("text", "html", "url", "fetched_at")


class SettingError(Exception):
    """A setting is wrong: the message names where it stands, its key and the mend."""


def setting(key: str, flag: Any, warehouse: Path | None = None) -> Any:
    """Return the value of a setting from the first place that has it, None if no place has."""
    if flag is not None:
        return flag
    variable = f"BROADSHEET_{key.upper()}"
    if value := os.environ.get(variable):
        return _as_kind(key, value, variable)
    return _from_file(warehouse).get(key) if warehouse else None


def warehouse_folder(flag: str | None) -> Path:
    """Return the folder of the warehouse."""
    return Path(setting("warehouse", flag) or WAREHOUSE)


def worker_count(flag: int | None, warehouse: Path) -> int:
    """Return how many processes read; without a setting as many as there are cores."""
    workers = int(setting("workers", flag, warehouse) or len(os.sched_getaffinity(0)))
    if workers < 1:
        message = f"--workers {workers}: at least 1 is needed"
        raise SettingError(message)
    return workers


def page_limits(warehouse: Path) -> Limits:
    """Return the limits of one page: the defaults where nothing is set."""
    found = {f.name: setting(f.name, None, warehouse) for f in fields(Limits)}
    for key, value in found.items():
        if value is not None and value <= 0:
            message = f"{key} = {value}: must be above 0; mend it"
            raise SettingError(message)
    return Limits(**{key: value for key, value in found.items() if value is not None})


def record_fields(flags: tuple[str, ...], warehouse: Path) -> dict[str, str]:
    """Return the names of the fields of records; `flags` are written `html=content`."""
    given = dict(flag.partition("=")[::2] for flag in flags)
    if wrong := [name for name, value in given.items() if name not in FIELDS or not value]:
        message = f"--field {wrong[0]}: write it as NAME=FIELD, where NAME is one of {', '.join(FIELDS)}"
        raise SettingError(message)
    found = {name: setting(f"{name}_field", given.get(name), warehouse) for name in FIELDS}
    return {name: value for name, value in found.items() if value is not None}


def _from_file(warehouse: Path) -> dict[str, Any]:
    file = warehouse.parent / FILE
    if not file.is_file():
        return {}
    try:
        found = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{file}: not valid TOML: {error}"
        raise SettingError(message) from error
    for key in found:
        if key not in KINDS or key == "warehouse":
            allowed = ", ".join(k for k in KINDS if k != "warehouse")
            message = f"{file}: unknown key '{key}'; it may hold {allowed}"
            raise SettingError(message)
    return {key: _as_kind(key, value, str(file)) for key, value in found.items()}


def _as_kind(key: str, value: Any, where: str) -> Any:
    try:
        return KINDS[key](value)
    except ValueError as error:
        message = f"{where}: {key} = {value!r} is no {KINDS[key].__name__}; mend it"
        raise SettingError(message) from error
