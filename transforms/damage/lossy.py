"""Characters that became `?`: restored where the page proves what they were, left where it does not.

    judge     does this page have lost characters?                      `lossy_page`
    credits   the dash of a photo credit, before anything else          `lossy_credits`
    units     which of its question marks may be one                    `lossy_units`
    letters   which letter, where one word only can have stood there    `lossy_letters`

and, in English pages (`lossy_english`),

    place     what stands around each                                   `lossy_place`, `lossy_features`
    proofs    what that proves by itself: `don?t`, `O?Brien`            `lossy_proofs`
    weights   how likely else an apostrophe, a quote, a dash …          `lossy_weights`
    pair      what the quotes of a paragraph make of that together      `lossy_pairing`
    kinds     which quote, which dash                                   `lossy_kinds`

What is not sure stays a `?`: a reader sees that, and a query finds it by the flag `lost_characters`.
"""

from transforms.damage import lexicon
from transforms.damage.lossy_credits import settle_credits
from transforms.damage.lossy_english import restore_english
from transforms.damage.lossy_letters import restore_letters
from transforms.damage.lossy_page import Evidence, judge
from transforms.damage.lossy_units import Plain, find_units

__all__ = ["Evidence", "judge", "repair_lost_characters"]


def repair_lost_characters(text: str) -> str:
    """Return a text with its lost characters, as far as they are certain; lines stay lines, a sound text stays.

    >>> repair_lost_characters("They don?t know, she said. ?We were told nothing,? he added. Why?")
    'They don’t know, she said. “We were told nothing,” he added. Why?'
    """
    text = settle_credits(text)
    # What was restored may prove more; every round restores something, and hardly any page takes a second one.
    while evidence := judge(text):
        restored = _restore(text, evidence)
        if restored == text:
            break
        text = restored
    return text


def _restore(text: str, evidence: Evidence) -> str:
    plain = find_units(text, evidence)
    language = lexicon.languages_of(text)[0]
    if language == "en":
        restored = restore_english(plain, evidence)
    else:
        restored = restore_letters(plain.text, language, {unit.at for unit in plain.units})
    if evidence.width > 1:  # as many signs as bytes: a letter that has two was none of three
        bytes_of = {unit.at: len(unit.delivered) for unit in plain.units}
        restored = {at: sign for at, sign in restored.items() if len(sign.encode()) == bytes_of[at]}
    return _rebuilt(plain, restored)


def _rebuilt(plain: Plain, restored: dict[int, str]) -> str:
    pieces, last = [], 0
    for unit in plain.units:
        pieces += [plain.text[last : unit.at], restored.get(unit.at, unit.delivered)]
        last = unit.at + 1
    return "".join([*pieces, plain.text[last:]])
