"""Where a byline is cut: conjunctions, headlines and sentences about writers."""

from collections.abc import Sequence

from transforms import names
from transforms.byline.known import agency_of, is_known_paper, is_place
from transforms.byline.names import (
    FULL_NAME,
    SHORT,
    is_name,
    opens_person,
    without_echo,
)
from transforms.byline.words import AND, GIVEN, NOBODY, PAPER, TAILS, Word, covers, is_particle, phrase_at

_LEAST_PROSE = 3
_LONGEST_LEAD_IN = 6
_SMALL = frozenset({"prose", "generic", *AND})


def verb_of(words: Sequence[Word]) -> str:
    """Return `contributed` or `reported` if such a verb stands in this clause, else ""."""
    for at, word in enumerate(words):
        if not word.plain:
            kind, _ = phrase_at(words, at, ("contributed", "reported"))
            if kind and (at or kind == "reported") and word.shape == "lower":
                return kind
    return ""


def is_prose(words: Sequence[Word], *, last: bool = False) -> bool:
    """Say whether words are a sentence or a headline: too much that no name and no job holds.

    Behind a person, at the end, less is enough: `Hidden gems of Lima`.
    """
    if (
        len(words) < _LEAST_PROSE
        or agency_of(words)
        or (len(words) == _LEAST_PROSE and any("job" in w.kinds for w in words))
    ):
        return False
    odd, at, low, small = 0, -1, False, all(w.shape == "lower" for w in words)
    while (at := at + 1) < len(words):
        word = words[at]
        skip = phrase_at(words, at, ("job", "beat", "weak_beat", "place", *TAILS))[1] if word.opens else 0
        if skip:
            at += skip - 1
        elif word.shape == "number":
            odd += not word.kinds & AND
        elif word.shape == "lower" and not small:
            plain = not (word.kinds - {"prose", "heading", "biography"}) and not names.is_particle(word.key)
            odd, low = odd + plain, low or plain
        elif "prose" in word.kinds and word.shape != "initial" and not names.is_particle(word.key):
            odd += not word.kinds & {"lead_in", "generic", "for", "place_lead_in"}
    return odd >= FULL_NAME or (last and low and not opens_person(words))


def before_biography(words: Sequence[Word]) -> list[Word]:
    """Return the name before `is a …`; a name printed twice in two cases is one."""
    for at in range(1, len(words)):
        if phrase_at(words, at, ("biography",))[0] and words[at].shape == "lower":
            name = list(without_echo(words[:at]))
            return name if is_name(name) and len(name) >= FULL_NAME else []
    return []


def biography_at(words: Sequence[Word]) -> int:
    """Return where a sentence about the writers begins behind a full name, no verb of reporting before it; else 0."""
    for at in range(FULL_NAME, len(words)):
        kind, length = phrase_at(words, at, TAILS) if not words[at].plain else ("", 0)
        low = words[at].shape == "lower"
        if kind == "biography" and (low or length > FULL_NAME):
            return at
        if low and not (words[at].kinds & AND or is_particle(words[at])):
            return 0
    return 0


def lead_in_at(words: Sequence[Word]) -> tuple[str, int]:
    """Return a lead-in put together from a kind of text and `by`: `Eine lange Glosse von`; else ("", 0)."""
    of_text = of_picture = False
    for at, word in enumerate(words[:_LONGEST_LEAD_IN]):
        least = FULL_NAME if names.is_particle(word.key) else 1  # Review de Vries is a name
        if "by" in word.kinds and (of_text or of_picture) and at + least < len(words):
            return "lead_in" if of_text else "photo_lead_in", at + 1
        article = not at and len(word.key) <= SHORT
        small = article or (not word.kinds & GIVEN and (word.shape == "lower" or bool(word.kinds & _SMALL)))
        of_text = of_text or "label" in word.kinds
        of_picture = of_picture or "photo_mark" in word.kinds
        if not (small or word.kinds & {"label", "photo_mark"}):
            break
    return "", 0


def opens_names(words: Sequence[Word], kind: str, length: int, *, alone: bool) -> bool:
    """Say whether a lead-in leads in here: `Photo Editor` does not, nor does a name's first word."""
    following = words[length : length + 1]
    if not following:
        return words[0].shape != "initial"
    if kind == "photo_lead_in" or "beat" in words[0].kinds:
        return length > 1 or (not following[0].kinds & {"job", "beat"} and not alone) or words[0].shape == "upper"
    return True


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
    if not is_name(chunk) or "sure_given" in chunk[0].kinds:
        return 0
    starts = (at for at, w in enumerate(chunk[:-1]) if at and w.kinds & {"honorific", "sure_given"})
    return next(starts, 0)


def split_names(words: list[Word]) -> list[list[Word]]:
    """Split a chunk at its conjunctions; `y` in a surname and `and` in a job or a paper stay."""
    if not any(w.kinds & AND for w in words) or agency_of(words) or is_place(words) or is_known_paper(words):
        return [words]
    papery = any(w.kinds & PAPER or w.key == "the" for w in words)
    parts: list[list[Word]] = [[]]
    for at, word in enumerate(words):
        if _joins_people(words, at, parts[-1]) and not (
            (papery and _inside_paper(words, at)) or _inside_job(parts[-1], words, at)
        ):
            parts.append([])
        else:
            parts[-1].append(word)
    if len(parts) == FULL_NAME and _share_surname(*parts):
        parts[0] = [*parts[0], parts[1][-1]]
    return parts


def _share_surname(first: Sequence[Word], second: Sequence[Word]) -> bool:
    """Say whether one surname stands for two: `Ewa and Tom Lind`."""
    both = len(first) == 1 and len(second) == FULL_NAME and not second[-1].kinds - GIVEN
    return both and all("sure_given" in words[0].kinds for words in (first, second))


def _joins_people(words: Sequence[Word], at: int, before: Sequence[Word]) -> bool:
    """Say whether a word joins two people; a weak one does between two full names, and beside an agency."""
    if "weak_and" not in words[at].kinds:
        return "and" in words[at].kinds
    behind = words[at + 1 :]
    if agency_of(before) or agency_of(behind):
        return True
    if "place_lead_in" in words[at].kinds and not (behind and (opens_person(behind) or behind[0].shape == "initial")):
        return False  # `Marta Ribas en Lima`, but `Mies Vink en Piet Vos`
    return len(before) >= FULL_NAME and _opens_whole_name(behind) and not words[at].text.endswith(".")


def _opens_whole_name(words: Sequence[Word]) -> bool:
    """Say whether a name of two words follows, so that `y` joins people: a lone surname is the second of one person."""
    if len(words) == 1:
        return bool(words[0].kinds & {"generic", "desk"})  # `y Redacción`
    if not words or (is_particle(words[0]) and words[0].shape == "lower"):
        return False
    if opens_person(words) or words[0].shape == "initial":
        return True
    return not (words[1].kinds & AND or _is_job(words[1:]))


def _is_job(words: Sequence[Word]) -> bool:
    """Say whether a job with what it is about opens here: `Health Correspondent and …`."""
    at = 0
    while at < len(words):
        kind, length = phrase_at(words, at, ("job", "beat", "weak_beat", "rank"))
        if kind in {"", "job"}:
            return bool(kind)
        at += length
    return False


def _inside_paper(words: Sequence[Word], at: int) -> bool:
    """Say whether `and` stands inside a paper's name: `The Globe and Mail`."""
    spans = (words[i:j] for i in range(max(0, at - 3), at) for j in range(at + 2, min(len(words), at + 4) + 1))
    return any(is_known_paper(span) for span in spans)


def _inside_job(part: Sequence[Word], words: Sequence[Word], at: int) -> bool:
    """Say whether `and` stands inside a job: `Science and Technology Correspondent`."""
    end = next((i for i in range(at + 1, len(words)) if words[i].kinds & AND), len(words))
    return bool(part) and bool(part[-1].kinds & {"beat", "weak_beat", "job"}) and covers(words[at + 1 : end], NOBODY)
