"""Where a byline is cut: conjunctions, names turned round, headlines and sentences about writers."""

from collections.abc import Sequence

from transforms import names
from transforms.byline_names import FULL_NAME, SHORT, is_abbreviation, is_bare, is_known_paper, is_name
from transforms.byline_words import AND, NOBODY, PAPER, TAILS, Word, agency_of, covers, is_place, phrase_at

_LEAST_PROSE = 4


def verb_of(words: Sequence[Word]) -> str:
    """Return `contributed` or `reported` if such a verb stands in this clause, else ""."""
    for at, word in enumerate(words):
        if word.opens or word.kinds:
            kind, _ = phrase_at(words, at, ("contributed", "reported"))
            if kind and (at or kind == "reported") and word.shape == "lower":
                return kind
    return ""


def is_prose(words: Sequence[Word]) -> bool:
    """Say whether words are a sentence or a headline: too much that no name and no job holds."""
    if len(words) < _LEAST_PROSE:
        return False
    odd, skip, small = 0, 0, all(w.shape == "lower" for w in words)
    for at, word in enumerate(words):
        skip -= 1
        if word.opens and skip < 0:
            skip = phrase_at(words, at, ("job", "beat", *TAILS))[1]
        if skip > 0:
            continue
        if word.shape == "number":
            odd += 1
        elif word.shape == "lower" and not small:
            odd += not (word.kinds - {"prose", "heading", "biography"}) and not names.is_particle(word.key)
        elif "prose" in word.kinds and word.shape != "initial":
            odd += not word.kinds & {"lead_in", "generic", "for", "place_lead_in"}
    return odd >= FULL_NAME


def before_biography(words: Sequence[Word]) -> list[Word]:
    """Return the name before `is a …`; a name printed twice in two cases is one."""
    for at in range(1, len(words)):
        if phrase_at(words, at, ("biography",))[0] and words[at].shape == "lower":
            name = list(words[:at])
            half = at // 2
            if [w.key for w in name[:half]] == [w.key for w in name[half:]]:
                name = name[:half]
            return name if is_name(name) and len(name) >= FULL_NAME else []
    return []


def opens_names(words: Sequence[Word], kind: str, length: int, *, alone: bool) -> bool:
    """Say whether a lead-in leads in here: `Photo Editor` does not, nor does a name's first word."""
    following = words[length : length + 1]
    if not following:
        return words[0].shape != "initial"
    if kind == "photo_lead_in" or "beat" in words[0].kinds:
        return length > 1 or (not following[0].kinds & {"job", "beat"} and not alone) or words[0].shape == "upper"
    return True


def given_behind(chunk: Sequence[Word], following: Sequence[Word]) -> list[Word]:
    """Return the given names if two chunks are a name turned round: `Böll, Sven`; else []."""
    surname = [w for w in chunk if not names.is_particle(w.key)]
    ands = (i for i, w in enumerate(following) if "and" in w.kinds or (i and "weak_and" in w.kinds))
    end = next(ands, len(following))
    given = list(following[:end])
    if not surname or len(surname) > _most_surnames(surname, given):
        return []
    if not is_bare(surname) or not is_bare(given):
        return []
    if surname[0].shape in {"initial", "native"} or is_abbreviation(surname[0]) or len(given) > SHORT:
        return []
    return [] if is_prose(following) or (end < len(following) and len(given) > 1) else given


def _most_surnames(surname: Sequence[Word], given: Sequence[Word]) -> int:
    """Two surnames stand before one given name, and only if lists know which is which."""
    known = len(given) == 1 and names.is_given(given[0].key) and not names.is_given(surname[0].key)
    return FULL_NAME if known else 1


def run_together(chunks: Sequence[list[Word]]) -> list[list[Word]]:
    """Part letter writers run together: `name, place name, place name, place`; else no change."""
    inner = chunks[1:-1]
    cuts = [_name_start(chunk) for chunk in inner]
    if not inner or 0 in cuts or len(chunks[-1]) > FULL_NAME or not is_name(chunks[-1]):
        return list(chunks)
    parted = [part for chunk, at in zip(inner, cuts, strict=True) for part in (chunk[:at], chunk[at:])]
    return [chunks[0], *parted, chunks[-1]]


def _name_start(chunk: Sequence[Word]) -> int:
    """Return where a name begins behind a place: at an honorific or a given name; 0 if nowhere."""
    if not is_name(chunk) or names.is_given(chunk[0].key):
        return 0
    starts = (at for at, w in enumerate(chunk[:-1]) if at and ("honorific" in w.kinds or names.is_given(w.key)))
    return next(starts, 0)


def split_names(words: list[Word]) -> list[list[Word]]:
    """Split a chunk at its conjunctions; `y` in a surname and `and` in a job or a paper stay."""
    if not any(w.kinds & AND for w in words) or agency_of(words) or is_place(words):
        return [words]
    papery = any(w.kinds & PAPER or w.key == "the" for w in words)
    parts: list[list[Word]] = [[]]
    for at, word in enumerate(words):
        if _joins_people(words, at, len(parts[-1])) and not (
            (papery and _inside_paper(words, at)) or _inside_job(parts[-1], words, at)
        ):
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _joins_people(words: Sequence[Word], at: int, before: int) -> bool:
    """Say whether a word joins two people; a weak one does between two full names."""
    if "weak_and" not in words[at].kinds:
        return "and" in words[at].kinds
    return before >= FULL_NAME and len(words) - at > FULL_NAME and not words[at].text.endswith(".")


def _inside_paper(words: Sequence[Word], at: int) -> bool:
    """Say whether `and` stands inside a paper's name: `The Globe and Mail`."""
    spans = (words[i:j] for i in range(max(0, at - 3), at) for j in range(at + 2, min(len(words), at + 4) + 1))
    return any(is_known_paper(span) for span in spans)


def _inside_job(part: Sequence[Word], words: Sequence[Word], at: int) -> bool:
    """Say whether `and` stands inside a job: `Science and Technology Correspondent`."""
    end = next((i for i in range(at + 1, len(words)) if words[i].kinds & AND), len(words))
    return bool(part) and "beat" in part[-1].kinds and covers(words[at + 1 : end], NOBODY)
