"""Where the tail of a segment begins: a place, a paper, a verb, helpers, a sentence about the writer."""

from collections.abc import Sequence

from transforms.byline.known import is_place
from transforms.byline.names import FULL_NAME, SHORT, opens_person
from transforms.byline.words import TAILS, Word, is_particle, phrase_at

_FIRST = frozenset({"place_lead_in", "for", "reported"})  # tails that may have no head


def tail_at(words: Sequence[Word]) -> tuple[int, str, int]:
    """Return where the tail begins, what opens it, and how many words that takes."""
    shouting = all(w.shape in {"upper", "initial"} or not w.kinds.isdisjoint(TAILS) for w in words)
    at = 0
    while at < len(words):
        word = words[at]
        if word.opens or not word.kinds.isdisjoint(TAILS):
            job = phrase_at(words, at, ("job",))[1]  # `da reportagem local` holds a lead-in
            kind, length = phrase_at(words, at, TAILS)
            if kind and length >= job and (at or kind in _FIRST) and _opens(words, at, (kind, length), shouting):
                return at, kind, length
            at += max(job - 1, 0)
        at += 1
    return len(words), "", 0


def _opens(words: Sequence[Word], at: int, phrase: tuple[str, int], shouting: bool) -> bool:  # noqa: FBT001
    """Say whether a phrase opens a tail here, and is no part of a name or a job."""
    word, (kind, length) = words[at], phrase
    match kind:
        case "biography":
            return at >= FULL_NAME and (word.shape == "lower" or length > FULL_NAME)  # `The writer is …`
        case "photo_lead_in" | "editor_lead_in":
            return length > 1 or (at >= FULL_NAME and opens_person(words[at + 1 :]))
        case "lead_in":
            return length == 1 and _leads_in(words, at)
        case "place_lead_in":
            return _opens_place(words, at, shouting=shouting)
    sure = {"for": length > 1 or at >= FULL_NAME or at == 0, "contribution_lead_in": length > 1}
    verb = at == 0 and kind == "reported"
    return len(words) > 1 if verb else word.shape == "lower" or shouting or sure.get(kind, False)


def _leads_in(words: Sequence[Word], at: int) -> bool:
    """Say whether one word inside a segment leads in: `COMMENT By Ewa Lind`, but Raymond Story."""
    word = words[at]
    small = word.shape != "title" or len(word.key) <= SHORT
    if not 0 < at < len(words) - 1 or not small or "beat" in word.kinds:
        return False
    return not is_particle(word) or ("particle" in word.kinds and (word.shape == "lower" or not words[at - 1].plain))


def _opens_place(words: Sequence[Word], at: int, *, shouting: bool) -> bool:
    """Say whether `in` opens a place: also a capital one in `EWA LIND IN OSLO` and `Ewa Lind In Oslo`."""
    word, behind = words[at], words[at + 1 :]
    if word.shape == "lower" or not behind:
        return word.shape == "lower" and (at > 0 or bool(behind))
    if at == 0 or shouting or "job" in words[at - 1].kinds:
        return True
    return at >= FULL_NAME and "weak_and" not in word.kinds and is_place(behind)  # Tan Kah En is a name
