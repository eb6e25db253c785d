"""What can be a person's name in a byline, and what is initials, a user name, a paper or a heading."""

from collections.abc import Sequence

from transforms import names
from transforms.byline.known import agency_of, is_known_paper, is_place
from transforms.byline.words import GIVEN, Word, is_particle, phrase_at, text_of

CAPITAL = frozenset({"upper", "title", "initial", "native"})
FULL_NAME = 2
SHORT = 3
_LONGEST_NAME = 7
_LONGEST_USER = 24
_VOWELS = frozenset("aeiouyäöüáéíóúàèìòùâêîôûãõåæøœăąęėőűũỳ")
_NO_SURNAME = frozenset({"job", "beat", "weak_beat", "label", "desk"})  # `Rohan Das | Business`, `Wei Du | Columnist`
_KNOWN = frozenset({"job", "outlet", "degree", "name_suffix", "desk"})


def opens_person(words: Sequence[Word]) -> bool:
    """Say whether the first word is a given name: what follows is rather a person than a thing."""
    return bool(words) and "given" in words[0].kinds and words[0].shape in CAPITAL


def inside_name(words: Sequence[Word], at: int) -> bool:
    """Say whether a name cannot end before this word: `Leah M. | Star`, `Cas van der | Wales`, `Rosa Di | Roma`."""
    before, word = words[at - 1], words[at] if at < len(words) else None
    opens = before.shape != "title" or (_opens_surname(words, at - 1) and not (word and word.kinds & _NO_SURNAME))
    particle = at > 1 and is_particle(before) and opens
    return before.shape == "initial" or (particle and not agency_of([before]))


def _opens_surname(words: Sequence[Word], at: int) -> bool:
    """Say whether a particle with a capital stands behind given names only: `Maria Elena De | Lima`."""
    return at == 1 or all("given" in w.kinds or w.shape == "initial" or is_particle(w) for w in words[:at])


def without_echo(words: Sequence[Word]) -> Sequence[Word]:
    """Return a name printed twice, or once more by its surname, once: `NORA QUILL Nora Quill`."""
    keys = [w.key for w in words]
    half = len(keys) // 2
    if half >= FULL_NAME and keys[:half] == keys[half:]:
        return words[:half]
    again = len(keys) > FULL_NAME and keys[-1] == keys[-2] and words[-1].text != words[-2].text
    return words[:-1] if again else words


def before_echo(words: Sequence[Word]) -> Sequence[Word]:
    """Return several names without the biography that opens with the first of them: `A and B A is …`."""
    start = next((at for at, w in enumerate(words) if w.plain and w.shape in CAPITAL), len(words))
    first = [w.key for w in words[start : start + FULL_NAME]]
    for at in range(start + 2 * FULL_NAME, len(words) - FULL_NAME):
        if [w.key for w in words[at : at + FULL_NAME]] == first and words[at - 1].shape != "break":
            return words[:at]
    return words


def untitled(words: Sequence[Word]) -> Sequence[Word]:
    """Return a name without the honorifics before it: `The Rev. Nora Quill`."""
    start = 0
    while start < len(words) - 1 and not words[start].plain:
        _, length = phrase_at(words, start, ("honorific",))
        alone = start or words[start].text.endswith(".")  # `Dr. Quill`, but Judge Quill may be a name
        if not length or len(words) - start - length < (1 if alone else FULL_NAME):
            break
        start += length
    return words[start:]


def is_name(words: Sequence[Word]) -> bool:
    """Say whether words can be the name of a person."""
    links = sum(_is_link(w) for w in words) if len(words) > _LONGEST_NAME else 0
    if not 1 <= len(words) - links <= _LONGEST_NAME or all(w.shape == "initial" for w in words):
        return False
    if all(w.shape == "lower" for w in words):
        return FULL_NAME <= len(words) <= SHORT and not any(w.kinds - GIVEN or len(w.key) == 1 for w in words)
    ends = len(words) - 1
    return all(w.shape in CAPITAL or _is_link(w) or (0 < at < ends and _is_short(w)) for at, w in enumerate(words))


def _is_link(word: Word) -> bool:
    if word.shape != "lower":
        return False
    return names.is_particle(word.key) or "weak_and" in word.kinds or word.text[0] in "'’"


def _is_short(word: Word) -> bool:
    """Say whether a small word may be a particle that no list knows: `Ngũgĩ wa Thiong'o`."""
    return word.shape == "lower" and word.plain and len(word.key) < SHORT


def is_bare(words: Sequence[Word], *, sure: bool = False) -> bool:
    """Say whether words may be part of a name and are nothing else that we know.

    `sure` says that what they belong to is a name: then `Day` and `England` may be.
    """
    if not words or not all(w.shape in CAPITAL or names.is_particle(w.key) for w in words):
        return False
    known = _KNOWN if sure else _KNOWN | {"generic"}
    if any(w.kinds & known for w in words if w.shape not in {"lower", "initial"}) or agency_of(words):
        return False
    if is_place(words) and not sure:
        return False
    return len(words) == 1 or not is_known_paper(words)


def is_abbreviation(word: Word) -> bool:
    """Say whether a word is a few capitals: `GCA`, `SZ`; `ROE` is one too."""
    letters = [c for c in word.key if c.isalpha()]
    short = len(letters) <= SHORT or not _VOWELS.intersection(letters)
    return word.shape == "upper" and short and len(letters) <= SHORT + 1


def is_initials(words: Sequence[Word]) -> bool:
    """Say whether words are initials only: `GCA`, `J.D.`, `M. S.`."""
    if len(words) == 1:
        return words[0].shape == "initial" or is_abbreviation(words[0])
    return all(w.shape == "initial" or (is_abbreviation(w) and not _VOWELS.intersection(w.key)) for w in words)


def is_user(words: Sequence[Word]) -> bool:
    """Say whether one lower-case word stands for a name: an account of the system."""
    word = words[0]
    return len(words) == 1 and word.shape in {"lower", "number"} and len(word.text) <= _LONGEST_USER


def before_headline(words: Sequence[Word]) -> list[Word]:
    """Return the full name before the first small word of a headline: `Ewa Lind on the tides`."""
    at = next((i for i, w in enumerate(words) if w.shape == "lower" and not names.is_particle(w.key)), 0)
    return list(words[:at]) if FULL_NAME <= at <= SHORT and opens_person(words) and is_name(words[:at]) else []


def names_apart(words: list[Word]) -> list[list[Word]]:
    """Part two names with nothing between them, where the second given name shows it."""
    starts = [at for at, word in enumerate(words) if "sure_given" in word.kinds]
    if len(starts) != FULL_NAME or starts[0] or not FULL_NAME <= starts[1] <= len(words) - FULL_NAME:
        return [words]
    if any(w.shape == "lower" for w in words) or inside_name(words, starts[1]):
        return [words]
    return [words[: starts[1]], words[starts[1] :]]


def bare_name(words: Sequence[Word]) -> str:
    """Return a name without honorifics before it and degrees behind it."""
    words = untitled(words)
    end = len(words)
    while end > FULL_NAME and "degree" in words[end - 1].kinds:
        end -= 1
    name = text_of(words[:end])
    last = words[end - 1]
    dotted = "name_suffix" in last.kinds or last.shape == "initial" or "." in last.text[:-1]
    return name if dotted else name.rstrip(".")
