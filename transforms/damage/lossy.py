"""Characters that became `?`: restored where the page proves what they were, left where it does not.

    judge     does this page have lost characters?                      `lossy_page`
    credits   the dash of a photo credit, before anything else          `lossy_credits`
    units     which of its question marks may be one                    `lossy_units`
    letters   which letter, where one word only can have stood there    `lossy_letters`
    signs     `¿` in Spanish, no-break spaces in French                 `lossy_signs`

and, in English pages (`lossy_english`),

    place     what stands around each                                   `lossy_place`, `lossy_features`
    proofs    what that proves by itself: `don?t`, `O?Brien`            `lossy_proofs`
    weights   how likely else an apostrophe, a quote, a dash …          `lossy_weights`
    pair      what the quotes of a paragraph make of that together      `lossy_pairing`
    sure      how likely each has to be where it stands                 `lossy_certainty`, `lossy_dashes`
    kinds     which quote, which dash; quotes with their partner only   `lossy_kinds`, `lossy_quotes`

What is not sure stays a `?`: a reader sees that, and a query finds it by the flag `lost_characters`.
"""

from functools import lru_cache

from transforms.damage import lexicon
from transforms.damage.lossy_credits import settle_credits
from transforms.damage.lossy_english import restore_english
from transforms.damage.lossy_letters import restore_letters
from transforms.damage.lossy_page import Evidence, judge
from transforms.damage.lossy_signs import restore_signs
from transforms.damage.lossy_units import Plain, find_units

__all__ = ["Evidence", "judge", "repair_lost_characters"]


def repair_lost_characters(text: str) -> str:
    """Return a text with its lost characters, as far as they are certain; lines stay lines, a sound text stays.

    >>> repair_lost_characters("They don?t know, she said. ?We were told nothing,? he added. Why?")
    'They don’t know, she said. “We were told nothing,” he added. Why?'
    """
    text = settle_credits(text)
    before = None
    # What was restored may prove more; every round restores something, and hardly any page takes a second one.
    while text != before:
        before, text = text, _restore(text)
    return text


@lru_cache(1)  # a page of which nothing more is certain is asked again by the rounds of `settle`
def _restore(text: str) -> str:
    evidence = judge(text)
    if evidence is None:
        return text
    plain = find_units(text, evidence)
    language = lexicon.languages_of(text)[0]
    bytes_of = {unit.at: len(unit.delivered) for unit in plain.units}
    signs = restore_signs(plain.text, language, by_bytes=evidence.width > 1)
    signs = {at: sign for at, sign in signs.items() if at in bytes_of and _fits(sign, bytes_of[at], evidence)}
    if language == "en":
        restored = restore_english(plain, evidence) | signs
    else:
        marked = "".join(signs.get(at, sign) for at, sign in enumerate(plain.text)) if signs else plain.text
        restored = restore_letters(marked, language, bytes_of.keys() - signs.keys()) | signs
    return _rebuilt(plain, {at: sign for at, sign in restored.items() if _fits(sign, bytes_of[at], evidence)})


def _fits(sign: str, size: int, evidence: Evidence) -> bool:
    """Tell whether a sign has as many bytes as were lost, if that is known: a letter that has two was none of three."""
    return evidence.width == 1 or len(sign.encode()) == size


def _rebuilt(plain: Plain, restored: dict[int, str]) -> str:
    pieces, last = [], 0
    for unit in plain.units:
        pieces += [plain.text[last : unit.at], restored.get(unit.at, unit.delivered)]
        last = unit.at + 1
    return "".join([*pieces, plain.text[last:]])
