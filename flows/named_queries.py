"""The named questions of `sql/queries`: what each asks, and what can be set."""

import re
from typing import NamedTuple

from flows.sql_files import sql_files

_HEAD = re.compile(r"\A(?:-- .*\n)+")
_VARIABLE = re.compile(r"SET VARIABLE (\w+) = (\S+) (.*?)(?= SET VARIABLE |$)")


class Variable(NamedTuple):
    """A variable of a question: its name, an example, and what it does, its default included."""

    name: str
    example: str
    about: str


class NamedQuery(NamedTuple):
    """A question: its name, its first comment line, its variables."""

    name: str
    question: str
    variables: tuple[Variable, ...]
    text: str


def named_queries() -> dict[str, NamedQuery]:
    """Return every named question, by name."""
    return {name: _read(name, text) for name, text in sql_files("queries").items()}


def _read(name: str, text: str) -> NamedQuery:
    found = _HEAD.match(text)
    lines = [line.removeprefix("-- ") for line in found[0].splitlines()] if found else [""]
    variables = (Variable(*each) for each in _VARIABLE.findall(" ".join(lines)))
    return NamedQuery(name, lines[0], tuple(variables), text)
