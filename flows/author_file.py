"""The file `authors.toml` beside the warehouse: what people know about authors that no page proves.

[[same]]    one person under several names or in several newspapers
[[apart]]   people whom evidence must never join with others of their name
[[split]]   two people of one name in one newspaper: from a day on it is the other
"""

from collections import Counter
from datetime import date
from pathlib import Path

import msgspec
import tomli

from flows.warehouse import beside
from transforms.folding import fold
from transforms.identity import author_id, digest

FILE = "authors.toml"


class AuthorFileError(Exception):
    """The file of authors is wrong: the message names file, entry and mend."""


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    why: str


class Who(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An author by newspaper (`outlet_id`) and name; with `since`, the one that a split begins."""

    outlet: str
    name: str
    since: date | None = None

    @property
    def author_id(self) -> str:
        """The id in `bylines` and `authors`."""
        whole = author_id(self.outlet, self.name)
        return digest("split", whole, self.since.isoformat()) if self.since else whole


class _People(_Entry, frozen=True):
    people: tuple[Who, ...]


class Same(_People, frozen=True):
    """People who are one; `name` says how that one is called, else the best spelling met."""

    name: str | None = None


class Apart(_People, frozen=True):
    """People whom no evidence joins with anybody."""


class Split(_Entry, frozen=True):
    """From the day `since` on, this name in this newspaper is another person."""

    outlet: str
    name: str
    since: date

    @property
    def begun(self) -> Who:
        """The author whom the split begins."""
        return Who(self.outlet, self.name, self.since)


class AuthorFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that a file of authors says."""

    same: tuple[Same, ...] = ()
    apart: tuple[Apart, ...] = ()
    split: tuple[Split, ...] = ()

    @property
    def digest(self) -> str:
        """Changes when the entries do."""
        return digest("authors", msgspec.json.encode(self).decode())

    @property
    def named(self) -> set[str]:
        """The ids of all authors that the entries name."""
        people = {who for entry in self.same for who in entry.people} | {
            who for entry in self.apart for who in entry.people
        }
        return {who.author_id for who in people} | {split.begun.author_id for split in self.split}


NOTHING_SAID = AuthorFile()


def read_author_file(warehouse: Path) -> AuthorFile:
    """Return what `authors.toml` beside the warehouse says, nothing if there is none.

    Raises `AuthorFileError` if it is no TOML, does not fit, or contradicts itself.
    """
    file, called = beside(warehouse, FILE)
    if not file.is_file():
        return NOTHING_SAID
    try:
        said = msgspec.convert(tomli.loads(file.read_text("utf-8")), AuthorFile)
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{called}: not valid TOML: {error}"
        raise AuthorFileError(message) from error
    except msgspec.ValidationError as error:
        message = f"{called}: {error}; mend that key (README, *Who is who*, shows an entry of each kind)"
        raise AuthorFileError(message) from error
    if wrong := _contradiction(said):
        message = f"{called}: {wrong}"
        raise AuthorFileError(message)
    return said


def _contradiction(said: AuthorFile) -> str | None:
    """Return what is wrong with a file whose entries are well formed, None if nothing is."""
    begun = {split.begun.author_id for split in said.split}
    if len(begun) < len(said.split):
        return "two [[split]] entries begin the same author; keep one"
    everyone = Counter(who.author_id for entry in said.same for who in entry.people)
    entries: tuple[_People, ...] = (*said.same, *said.apart)
    for entry in entries:
        for who in entry.people:
            named = f"'{who.name}' of {who.outlet}"
            if not fold(who.name) or not who.outlet:
                return f"an author of [[{type(entry).__name__.lower()}]] has no name or no outlet; fill it in"
            if who.since and who.author_id not in begun:
                return f"{named} since {who.since} is begun by no [[split]]; add one or leave `since` out"
            if everyone[who.author_id] > 1:
                return f"{named} stands in two [[same]] entries; make them one"
    if short := next((entry for entry in said.same if len(entry.people) < 2), None):  # noqa: PLR2004
        return f"[[same]] needs two people or more (why = '{short.why}')"
    return None
