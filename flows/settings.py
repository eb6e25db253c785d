"""Settings in one order: flags, then `BROADSHEET_*`, then `broadsheet.toml` beside the warehouse."""

import os
import re
from dataclasses import fields
from math import inf
from pathlib import Path
from typing import Any

import tomli

from flows.limits import Limits
from flows.warehouse import beside
from transforms.address.name_patterns import compile_pattern

WAREHOUSE = "data/warehouse"
DEFAULT_MEMORY = "512MB"
DEFAULT_KEEP = 5
LEAST_KEPT = 2
FILE = "broadsheet.toml"
KINDS: dict[str, type] = {
    "warehouse": str, "cache": str, "runner": str, "workers": int, "memory": str, "input_name": str, "keep": int,
    "name_pattern": str, "page_bytes": int, "page_characters": int, "page_lines": int, "page_seconds": float,
    "text_field": str, "html_field": str, "url_field": str, "fetched_at_field": str,
    "alarm_recent": int, "alarm_runs": int, "alarm_pages": int, "alarm_jump": float, "alarm_difference": float,
    "alarm_deviations": float, "alarm_fired": float, "alarm_stopped": float,
    "alarm_short": float, "alarm_short_deviations": float, "alarm_days": int,
}  # fmt: skip
_NOT_IN_FILE = frozenset({"warehouse", "cache"})  # they tell where the file lies
FIELDS = ("text", "html", "url", "fetched_at")
LEAST_MEMORY = 64  # MB; measured: with less, 4,000 pages are not assembled by eight workers
_RUNNER = re.compile(r"(?:dask|ray)=\S+")
_MEMORY = re.compile(r"(\d+(?:\.\d+)?) *([KMGT])(i?)B", re.IGNORECASE)


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


def warehouse_address(flag: str | None) -> str:
    """Return where the warehouse is: a folder, or the address of a bucket."""
    return str(setting("warehouse", flag) or WAREHOUSE).removeprefix("file://")


def warehouse_folder(flag: str | None, *, writing: bool = False) -> Path:
    """Return the folder of the warehouse; of one in a bucket a copy of what it holds now, to be read or written.

    Raises `WarehouseError` if the bucket cannot be read.
    """
    address = warehouse_address(flag)
    if "://" not in address:
        return Path(address)
    from flows.objects.copies import checked_out  # noqa: PLC0415 (which a folder need not pay)

    return checked_out(address, writing=writing)


def worker_count(flag: int | None, warehouse: Path) -> int:
    """Return how many processes read; without a setting as many as there are cores."""
    workers = setting("workers", flag, warehouse)
    if workers is None:
        return len(os.sched_getaffinity(0))
    if workers < 1:
        message = f"workers = {workers}: at least 1 is needed"
        raise SettingError(message)
    return int(workers)


def runner(flag: str | None, warehouse: Path) -> str:
    """Return who reads: `local`, or an engine and its address."""
    said: str = setting("runner", flag, warehouse) or "local"
    if said != "local" and not _RUNNER.fullmatch(said):
        message = f"runner = {said!r}: write it as local, dask=ADDRESS or ray=ADDRESS"
        raise SettingError(message)
    return said


def snapshots_kept(warehouse: Path) -> int:
    """Return how many snapshots are kept."""
    keep = setting("keep", None, warehouse) or DEFAULT_KEEP
    if keep < LEAST_KEPT:
        message = f"keep = {keep}: at least {LEAST_KEPT} snapshots are kept, so that no reader loses its files"
        raise SettingError(message)
    return int(keep)


def memory_limit(flag: str | None, warehouse: Path) -> str:
    """Return how much memory the database may take while it assembles."""
    memory: str = setting("memory", flag, warehouse) or DEFAULT_MEMORY
    if not (said := _MEMORY.fullmatch(memory)):
        message = f"memory = {memory!r}: write it as {DEFAULT_MEMORY} or 2GB"
        raise SettingError(message)
    number, unit, binary = said.groups()
    if float(number) * (1024 if binary else 1000) ** ("KMGT".index(unit.upper()) + 1) < LEAST_MEMORY * 1e6:
        message = f"memory = {memory!r}: at least {LEAST_MEMORY}MB is needed"
        raise SettingError(message)
    return memory


def page_limits(warehouse: Path) -> Limits:
    """Return the limits of one page: the defaults where nothing is set."""
    found = {f.name: setting(f.name, None, warehouse) for f in fields(Limits)}
    for key, value in found.items():
        if value is not None and not value > 0:  # NaN too
            message = f"{key} = {value}: must be above 0; mend it"
            raise SettingError(message)
    return Limits(**{key: value for key, value in found.items() if value is not None})


def alarm_thresholds(warehouse: Path) -> dict[str, float]:
    """Return the thresholds of alarms that are set; the macro `threshold` has the defaults of the others."""
    found = {key: setting(key, None, warehouse) for key in KINDS if key.startswith("alarm_")}
    for key, value in found.items():
        least = 1 if key == "alarm_jump" else 0
        if value is not None and not least < value < inf:  # NaN too
            message = f"{key} = {value}: must be above {least}; mend it"
            raise SettingError(message)
    return {key: value for key, value in found.items() if value is not None}


def name_pattern(flag: str | None, warehouse: Path) -> str | None:
    """Return how the files of this house are named, None where nothing is set."""
    pattern: str | None = setting("name_pattern", flag, warehouse)
    if pattern:
        try:
            compile_pattern(pattern)
        except ValueError as error:
            message = f"name_pattern = {error}; mend it"
            raise SettingError(message) from error
    return pattern or None


def record_fields(flags: tuple[str, ...], warehouse: Path) -> dict[str, str]:
    """Return the names of the fields of records; `flags` are written `html=content`."""
    given = dict(flag.partition("=")[::2] for flag in flags)
    if wrong := [name for name, value in given.items() if name not in FIELDS or not value]:
        message = f"--field {wrong[0]}: write it as NAME=FIELD, where NAME is one of {', '.join(FIELDS)}"
        raise SettingError(message)
    found = {name: setting(f"{name}_field", given.get(name), warehouse) for name in FIELDS}
    return {name: value for name, value in found.items() if value is not None}


def _from_file(warehouse: Path) -> dict[str, Any]:
    file, called = beside(warehouse, FILE)
    if not file.is_file():
        return {}
    try:
        found = tomli.loads(file.read_text("utf-8"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{called}: not valid TOML: {error}"
        raise SettingError(message) from error
    for key in found:
        if key not in KINDS or key in _NOT_IN_FILE:
            allowed = ", ".join(k for k in KINDS if k not in _NOT_IN_FILE)
            message = f"{called}: unknown key '{key}'; it may hold {allowed}"
            raise SettingError(message)
    return {key: _as_kind(key, value, called) for key, value in found.items()}


def _as_kind(key: str, value: Any, where: str) -> Any:
    """Return a value as the kind that its key wants; text is read, but no other kind is bent (2.7 is no int)."""
    kind = KINDS[key]
    try:
        found = kind(value)
    except (TypeError, ValueError):
        found = None
    if found is None or isinstance(value, bool) or (found != value and not isinstance(value, str)):
        message = f"{where}: {key} = {value!r} is no {kind.__name__}; mend it"
        raise SettingError(message)
    return found
