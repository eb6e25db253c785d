"""The named questions of `sql/queries`: what each asks, and what can be set."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from flows.catalogue import QueryError
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


def check_variables(query: NamedQuery, names: Iterable[str]) -> None:
    """Raise `QueryError` if a question has no variable of one of these names."""
    known = {variable.name for variable in query.variables}
    if unknown := set(names) - known:
        wrong, right = (", ".join(sorted(each)) for each in (unknown, known))
        message = f"{query.name} has no variable {wrong}; it has {right or 'none'}"
        raise QueryError(message)


def _read(name: str, text: str) -> NamedQuery:
    found = _HEAD.match(text)
    lines = [line.removeprefix("-- ") for line in found[0].splitlines()] if found else [""]
    variables = (Variable(*each) for each in _VARIABLE.findall(" ".join(lines)))
    return NamedQuery(name, lines[0], tuple(variables), text)
