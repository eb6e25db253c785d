"""Which words of a byline name a paper, a station or a news service, and where they stand decides with them."""

from collections.abc import Sequence
from typing import NamedTuple

from transforms.byline.known import agency_of, is_known_paper, is_place
from transforms.byline.names import CAPITAL, FULL_NAME, SHORT, inside_name, opens_person
from transforms.byline.words import AND, PAPER, Word, phrase_at

LONGEST_AGENCY = 4


class Context(NamedTuple):
    """What came before a segment: a lead-in, a person, a comma; what comes after: a verb, a job.

    `hung` says that the person before has a job that hangs on the name without a comma.
    """

    led: bool
    peopled: bool = False
    behind_comma: bool = False
    told: bool = False
    jobbed: bool = False
    hung: bool = False

    @property
    def behind_person(self) -> bool:
        """Say whether somebody stands before the comma, to whom a job, paper or place may belong."""
        return self.peopled and self.behind_comma and not self.told


def is_wire(words: Sequence[Word]) -> bool:
    """Say whether the last words say `News Service`; one name before it is a surname's."""
    for at in range(max(0, len(words) - SHORT), len(words)):
        if phrase_at(words, at, ("wire",))[1] == len(words) - at:
            return at > 0 and (at > 1 or len(words) - at > 1) and not inside_name(words, at)
    return False


def is_outlet(words: Sequence[Word], context: Context) -> bool:
    """Say whether words name a paper or a station: by its words, its place, or the registry."""
    first, last = words[0], words[-1]
    if len(words) == 1:
        # one word is a surname sooner than a paper
        alone = not context.led and (context.behind_comma or not context.peopled)
        return "outlet" in last.kinds or (alone and (_heads_paper(first) or is_known_paper(words)))
    if is_known_paper(words) or _is_foreign_paper(words, context):
        return True
    if inside_name(words, len(words) - 1):
        return False
    if opens_person(words):  # `Marthe Guardian`, but behind a comma `Austin Guardian`
        return "outlet" in last.kinds and (context.behind_person or len(words) > FULL_NAME)
    if any("outlet" in w.kinds for w in words[1:]) or _heads_paper(first):
        return True
    titled = "article" in first.kinds and all(w.shape in CAPITAL or w.kinds & AND for w in words[1:])
    return titled or ("weak_outlet" in last.kinds and (context.behind_person or is_place(words[:-1])))


def _heads_paper(word: Word) -> bool:
    return "outlet" in word.kinds and word.shape == "upper"


def _is_foreign_paper(words: Sequence[Word], context: Context) -> bool:
    """Say whether words behind a person's comma begin like a paper: `Diário do Sul`, `La Voz`."""
    heads = {"outlet", "foreign_article"} & words[0].kinds
    return context.behind_person and bool(heads) and not opens_person(words[1:])


def is_his_paper(words: Sequence[Word], context: Context) -> bool:
    """Say whether words behind a person's comma name a paper as a whole."""
    if not context.behind_person or len(words) < FULL_NAME:
        return False
    if is_known_paper(words):
        return True
    ends = bool(words[-1].kinds & PAPER) and not opens_person(words) and is_outlet(words, context)
    return ends and not any(w.kinds & {"job", *AND} for w in words)


def leading_agency(words: list[Word]) -> int:
    """Return how many words an agency before a job and a name takes: `AP Writer Nora Quill`."""
    for at in range(min(LONGEST_AGENCY, len(words) - SHORT), 0, -1):
        if phrase_at(words, at, ("job", "beat"))[1] and agency_of(words[:at]):
            return at
    return 0
