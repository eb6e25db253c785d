"""The one door to packaged knowledge: TOML in, frozen records out, or one clear error.

What a newspaper, agency, phrase or country is called is data under `data/`; a built wheel
carries the same files inside this package. Each module names its own file and its own record
and keeps what it loaded, so that a step needs no second argument.
"""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

import msgspec
import tomli

R = TypeVar("R", bound="Knowledge")

FOLDERS = ("rules", "registry", "words")


class RuleError(Exception):
    """A file of rules is wrong: the message names file, key and mend."""


class Knowledge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every record read from TOML: frozen, and an unknown key is an error."""


@cache
def data_folder() -> Traversable:
    """Return the folder that holds `rules/` and `registry/`, in a wheel or in a checkout."""
    package = files("transforms")
    packed = package / "_data"
    return packed if packed.is_dir() else files("transforms").joinpath("..", "data")


def load(path: str, record: type[R]) -> R:
    """Read the TOML file `path` (below `data/`) as one `record`.

    Raises `RuleError` if the file is missing, no TOML, or does not fit the record.
    """
    file = data_folder() / path
    try:
        return msgspec.convert(tomli.loads(file.read_text("utf-8")), record)
    except FileNotFoundError:
        message = f"data/{path}: the file is missing; restore it or reinstall broadsheet"
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"data/{path}: not valid TOML: {error}"
    except msgspec.ValidationError as error:
        message = f"data/{path}: {error}; mend that key (compare the entries around it)"
    raise RuleError(message)


def sources() -> list[tuple[str, Traversable]]:
    """Return what decides how a page is read, each file with the name of its folder: data and code."""
    package = files("transforms")
    rooms = (folder for folder in package.iterdir() if folder.joinpath("__init__.py").is_file())
    folders = (*(data_folder() / name for name in FOLDERS), package, *rooms)
    return sorted(
        (f"{folder.name}/{file.name}", file)
        for folder in folders
        for file in folder.iterdir()
        if file.name.endswith((".toml", ".py", ".zlib"))
    )


@cache
def version() -> str:
    """Return 12 hex digits that change when a rule, a registry or a transform changes."""
    digest = hashlib.sha256()
    for name, file in sources():
        digest.update(f"{name}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
