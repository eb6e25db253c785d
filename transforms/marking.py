"""Rules that give lines their roles: patterns for single lines, and the marks of the grammars.

`data/rules/lines.toml` holds patterns, each for a whole line and a zone of the page;
`data/rules/grammar_*.toml` name the rules that look at the shape of the page, which are code.
Both carry examples and near misses, and a test reads every one of them.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from transforms.damage.spacing import equal_spaces
from transforms.record import Mark, Page, Role
from transforms.rules import Knowledge, RuleError, load

GRAMMARS = ("grammar_text", "grammar_markup", "grammar_service", "grammar_news")
ZONES = ("tail", "anywhere")
_LONGEST = 120  # characters of a line that is read with equal spaces: a longer one is text
_BLANK = Role.BLANK
_GROUP_NAME = re.compile(r"\(\?P<\w+>")


class LineRule(Knowledge, frozen=True):
    """A pattern for a whole line. `where`: `tail` (after the last line of text) or `anywhere`."""

    id: str
    role: Role
    where: str
    pattern: str
    why: str
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]


class GrammarRule(Knowledge, frozen=True):
    """A rule of a grammar. Examples and near misses are pages; `» ` stands before the line meant."""

    id: str
    role: Role
    why: str
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]


class _LineRules(Knowledge, frozen=True):
    rule: tuple[LineRule, ...]


class _GrammarRules(Knowledge, frozen=True):
    rule: tuple[GrammarRule, ...]


@cache
def line_rules() -> dict[str, LineRule]:
    """Return the line rules by id; a pattern that does not compile is a `RuleError`."""
    rules = {}
    for rule in load("rules/lines.toml", _LineRules).rule:
        try:
            re.compile(rule.pattern)
        except re.error as error:
            message = f"data/rules/lines.toml: pattern of '{rule.id}': {error}; mend the pattern"
            raise RuleError(message) from error
        if rule.where not in ZONES or rule.id in rules or not rule.examples or not rule.near_misses:
            message = (
                f"data/rules/lines.toml: rule '{rule.id}': needs a unique id, `where` one of"
                f" {', '.join(ZONES)}, and at least one example and one near miss"
            )
            raise RuleError(message)
        rules[rule.id] = rule
    return rules


@cache
def grammar_rules() -> dict[str, GrammarRule]:
    """Return the rules of the grammars by id."""
    return {rule.id: rule for name in GRAMMARS for rule in load(f"rules/{name}.toml", _GrammarRules).rule}


@cache
def mark(rule_id: str) -> Mark:
    """Return the mark that a rule gives; there is one object for each rule."""
    rule = line_rules().get(rule_id) or grammar_rules().get(rule_id)
    if rule is None:
        message = f"data/rules/grammar_*.toml: rule '{rule_id}' is missing; restore it"
        raise RuleError(message)
    return Mark(rule.role, rule.id)


@cache
def _alternation(zone: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return all patterns of a zone as one, and the ids by number of the group that matched."""
    rules = [rule for rule in line_rules().values() if rule.where == zone]
    unnamed = (f"({_GROUP_NAME.sub('(?:', rule.pattern)})" for rule in rules)
    return re.compile("|".join(unnamed) or r"(?!)"), tuple(rule.id for rule in rules)


def match_line(text: str, zone: str) -> Mark | None:
    r"""Return the mark of the first rule of `zone` that matches the whole of `text`, whatever its spaces are.

    >>> match_line("Newspapers\xa0in English", "tail").rule
    'tail.language'
    """
    pattern, ids = _alternation(zone)
    found = pattern.fullmatch(text)
    if found is None and len(text) <= _LONGEST and ("  " in text or not text.isprintable()):
        found = pattern.fullmatch(equal_spaces(text))
    return mark(ids[found.lastindex - 1]) if found and found.lastindex else None


@cache
def _compiled(rule_id: str) -> re.Pattern[str]:
    return re.compile(line_rules()[rule_id].pattern)


def testimony(page: Page, kind: str) -> tuple[str, int] | None:
    r"""Return what a marked line says about `kind` (a group name of its rule), and its number from 1.

    >>> from transforms.steps import clean
    >>> testimony(clean("A\n\nB\n\nText.\n\nNewspapers in English"), "language")
    ('English', 7)
    """
    told = [(index, rule) for rule in _tellers(kind) for index in lines_by_rule(page, rule)]
    for index, rule in sorted(told, reverse=True):
        found = _compiled(rule).fullmatch(equal_spaces(page.lines[index].text))
        if found and found[kind]:
            return found[kind], index + 1
    return None


@cache
def _tellers(kind: str) -> tuple[str, ...]:
    """Return the rules whose pattern names a group so."""
    return tuple(rule for rule in line_rules() if kind in _compiled(rule).groupindex)


def with_marks(page: Page, found: Mapping[int, Mark], over: Mark | None = None) -> Page:
    """Return `page` with these lines (by index from 0) marked; marked lines keep their mark, unless it is `over`."""
    if not found:
        return page
    marks = list(page.marks)
    for index, given in found.items():
        if marks[index] is None or marks[index] == over:
            marks[index] = given
    return page._replace(marks=tuple(marks))


def unmarked(page: Page) -> list[int]:
    """Return the indices of the lines that no rule has claimed yet."""
    return [index for index, given in enumerate(page.marks) if given is None]


def lines_with(page: Page, role: Role) -> Sequence[int]:
    """Return the indices of the lines that have a role, in order; blank ones nobody asks for."""
    return _placed(page.marks)[0].get(role, ())


def lines_by_rule(page: Page, rule: str) -> Sequence[int]:
    """Return the indices of the lines that a rule has marked, in order."""
    return _placed(page.marks)[1].get(rule, ())


Places = tuple[dict[Role, list[int]], dict[str, list[int]]]
_last: tuple[tuple[Mark | None, ...], Places] = ((), ({}, {}))


def _placed(marks: tuple[Mark | None, ...]) -> Places:
    """Return the lines of each role and of each rule; a dozen steps in a row ask for those of one page."""
    global _last  # noqa: PLW0603 (the last page only: to hash its marks costs more than to look at them)
    known, places = _last
    if known is not marks:
        by_role: dict[Role, list[int]] = defaultdict(list)
        by_rule: dict[str, list[int]] = defaultdict(list)
        for index, given in enumerate(marks):
            if given is not None and given.role is not _BLANK:
                by_role[given.role].append(index)
                by_rule[given.rule].append(index)
        places = by_role, by_rule
        _last = (marks, places)
    return places
