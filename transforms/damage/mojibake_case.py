"""Mojibake that was put into capitals or small letters afterwards: `Itâ€™s` as `ITÂ€™S`, `É` as `ã‰`.

Changing case changes the first sign of a damaged pair, so that no decoder knows it any more. The table
holds what each letter and sign becomes; a whole line in one case is read with the whole table and given
back in that case, a line in both cases only with what nobody writes.
"""

import re
from collections.abc import Callable
from functools import cache

from transforms.damage.misreading import LETTERS, SIGNS, WESTERN, any_of, misread

_TWO_LETTERS = re.compile("[A-Za-z][^A-Za-z]*[A-Za-z]")  # one alone tells no case
# A letter before a sign that may follow any word proves nothing, unless a word stops there: `manhã»`, `AMANHÃ”`.
_PROVES_NOTHING = re.compile("(?:[ãâåäî]\xad|[ãâåäîÃÂÅÄÎ][\xa0·´“”‘’»›…–—―®™])")
_A_GRAVE = "[ãÃ]\xa0(?=[\\s,.;:!?)-]|$)|(?<![\\w’'])[ãÃ]\xa0|[ãÃ]»(?=[A-Za-z])"
# ” lost its last byte before it was put into capitals; `mojibake_lost` knows it in small letters.
_LOST_QUOTE = re.compile("(?<=[^\\s\\d])Â€(?=[\\s?\ufffd.,;:!)\\]'\"-]|$)")

# Ä and Å begin pairs that look like words (`HÅØYA`): of these only œ, š and ž are read.
_LEADS = re.compile("[ÃãÂâÎîÌì]|[Åå][“’¡¾½\xa0]")

Case = Callable[[str], str]


@cache
def _table(case: Case) -> dict[str, str]:
    pairs = ((case(misread(c, charset) or ""), case(c)) for charset in WESTERN for c in LETTERS + SIGNS)
    return {damaged: c for damaged, c in pairs if _LEADS.match(damaged)}


@cache
def _keys(case: Case) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds damage in a line of one case, and what proves that there is some."""
    table = _table(case)
    proof = {damaged for damaged in table if not _PROVES_NOTHING.match(damaged)}
    if case is str.lower:  # what small letters leave alone (`â€™`) is for ftfy, which knows its further rounds
        proof -= {misread(c, charset) for charset in WESTERN for c in LETTERS + SIGNS}
    return re.compile(any_of(table)), re.compile(f"{any_of(proof)}|{_A_GRAVE}")


@cache
def _capital_signs() -> re.Pattern[str]:
    """Return what finds signs that capitals changed (`Â€™`): nobody writes that in any line."""
    return re.compile(any_of(damaged for damaged in _table(str.upper) if damaged[:2] in {"Â€", "Â‚", "Â„"}))


def decode_changed_case(text: str) -> str:
    r"""Undo mojibake whose letters were put into one case.

    >>> decode_changed_case("CAFÃ©S: ITÂ€™S OVER, Â€ŒDÃ©JÃ\xa0 VUÂ€\x9d")
    'CAFÉS: IT’S OVER, “DÉJÀ VU”'
    >>> decode_changed_case("cafã© in sã£o paulo")
    'café in são paulo'
    >>> decode_changed_case("“AMANHÃ”, AÇÕES, PÂTÉ, «manhã»")
    '“AMANHÃ”, AÇÕES, PÂTÉ, «manhã»'
    """
    if text.isascii():
        return text
    for case in (str.upper, str.lower):
        if text == case(text) and _TWO_LETTERS.search(text):
            keys, proof = _keys(case)
            text = _LOST_QUOTE.sub("â€", text)
            return _decode(text, keys, case) if proof.search(text) else text
    return _decode(text, _capital_signs(), str.upper) if "Â" in text else text


def _decode(text: str, keys: re.Pattern[str], case: Case) -> str:
    table = _table(case)
    return keys.sub(lambda found: table[found[0]], text)
