"""Mojibake, as ftfy undoes it: UTF-8 that was read as another charset, once, twice or in a part of a line."""

import re
from functools import cache, lru_cache

import ftfy
from ftfy.badness import is_bad

from transforms.damage.misreading import LETTERS, SIGNS, WESTERN, any_of, is_whole, misread, read_whole
from transforms.damage.mojibake_lost import restore_lost_bytes
from transforms.damage.suspicion import is_suspicious

MOJIBAKE_ONLY = ftfy.TextFixerConfig(
    fix_encoding=True,  # the one thing wanted: undo a wrong decoding
    restore_byte_a0=True,  # `Ã la` is `à la` whose no-break space a program made a plain one
    replace_lossy_sequences=True,  # off, U+FFFD in a repaired line would come back as U+001A
    decode_inconsistent_utf8=True,  # in real pages sound and broken text share a line
    fix_c1_controls=True,  # U+0080-U+009F are quotes and dashes of Windows-1252 read as Latin-1
    unescape_html=False,  # `html_entities`, which spares line breaks, does it
    fix_latin_ligatures=False,  # `ligatures` does it, and leaves the letters ĳ and ǆ
    uncurl_quotes=False,  # curly quotes are what was printed
    fix_character_width=False,  # full width is what was printed
    fix_line_breaks=False,  # the splitter of lines has decided what a line is
    fix_surrogates=False,  # the splitter of lines writes them as escapes
    remove_terminal_escapes=False,  # no character is lost without a name
    remove_control_chars=False,  # no character is lost without a name
    normalization=None,  # composed or not, a letter stays as it was delivered
    explain=True,  # ftfy 6.3 reads the five encoding options only if it explains
)

_LATIN = re.compile("[A-Za-z]")
_SMALL = re.compile("[a-z]")
# What `mojibake_lost` could not decide and a reader dropped, or made a space: ftfy would read `Ã ` as à, `â€ ` as †.
# Where a `?` or U+FFFD stands for the byte, ftfy puts U+FFFD for the character: it is lost, and the line says so.
_UNDECIDED = re.compile("(?:â[‚œ] |â Œ|ðŸ. |Ã(?=[ A-Za-z]) ?|â€(?=[ A-Za-z]) ?)")
_STAND_INS = "\x11\x12\x13\x14"  # of ASCII, so that every charset has them
# ftfy takes time that grows with the square of a run of damage; no text has one so long without a space.
_LONG = 1000
_RUN = re.compile("[^\x00-\x7f]+|$")
_PART = re.compile("[^\x00-\x7f]{1,100}|[\x00-\x7f]+")

# A capital before a sign that may follow any word, or that opens one in the next word.
_MAY_BE_SOUND = re.compile("[ÃÂÅ][\xa0\xad“”‘’»›…–—®™´·]|[ÅÄÌ]\\w|Ã¥")
# What is left of other damage: with it in the line, ftfy knows better where one piece ends.
_REMNANT = re.compile("[ÃÂâÅÄÐð](?![A-Za-zÀ-ÿ])|[ÃÂâÅÄÐð]Â")
# What ftfy left, or read wrongly: other damage, icons, letters of other continents, a capital within a word or alone.
_UNREAD = re.compile("[√≈├┬┼ΓГВвĂĹĆÃÂƀ-ɏ\ue000-\uf8ff\ufffd]|â€|[a-zß-öø-ÿ][À-ÖØ-Þ]|(?<=[a-z] )[À-ÖØ-Þ](?= [a-z])")

# Words in capitals that end in Ã or Â before a closing sign: “AMANHÔ is Portuguese, and ftfy would read Ô.
_CAPITALS_AT_AN_END = re.compile("(?<=[A-ZÀ-ÖØ-Þ])(?:[ÃÂ](?=[”’»›…–—](?![A-Za-zÀ-ÿ]))|Ã(?=\xa0[A-ZÀ-Þ]))")


@cache
def _pieces() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return the damaged pairs and triples that sound text never holds, and what finds them."""
    pairs = {damaged: c for charset in WESTERN for c in LETTERS + SIGNS if (damaged := misread(c, charset))}
    table = {damaged: c for damaged, c in pairs.items() if damaged[0] in "ÃÂâÅÌ" and not _MAY_BE_SOUND.match(damaged)}
    return table, re.compile(any_of(table))


def is_settled(text: str) -> bool:
    """Tell whether ftfy, or the bytes that are lost, make all of a line sound: no bolder reading is asked for.

    >>> is_settled("Itâ€™s Ã©tÃ©"), is_settled("â€œIt isâ€?"), is_settled("pi√π")
    (True, True, False)
    """
    if is_whole(text) or is_whole(restore_lost_bytes(text)):
        return True
    repaired = _by_ftfy(text)
    return repaired != text and not _UNREAD.search(repaired)


@lru_cache(maxsize=16)
def _by_ftfy(text: str) -> str:
    """Return what ftfy makes of a line; what lost its last byte for good stays as it was delivered."""
    if not is_bad(text):
        return text
    stand_in = next((c for c in _STAND_INS if c not in text), None)
    lost = _UNDECIDED.findall(text) if stand_in else []
    masked = _UNDECIDED.sub(stand_in, text) if stand_in else text
    repaired = iter(_by_ftfy_alone(masked).split(stand_in) if lost else [_by_ftfy_alone(masked)])
    return next(repaired) + "".join(remnant + part for remnant, part in zip(lost, repaired, strict=True))


def _by_ftfy_alone(text: str) -> str:
    if not is_bad(text) or not is_bad(_CAPITALS_AT_AN_END.sub("A", text)):
        return text
    if len(text) > _LONG and not is_whole(text) and max(map(len, _RUN.findall(text))) > _LONG:
        return "".join(ftfy.fix_text_segment(part, MOJIBAKE_ONLY) for part in _PART.findall(text))
    return ftfy.fix_text_segment(text, MOJIBAKE_ONLY)


def decode_mojibake(text: str) -> str:
    r"""Undo a wrong decoding, also in a part of the line, also if it happened twice.

    >>> decode_mojibake("â€œWeâ€™ve always liked ZÃ¼richâ€\x9d")
    '“We’ve always liked Zürich”'
    >>> decode_mojibake("“Âge” is French, Â£5 is mojibake")
    '“Âge” is French, £5 is mojibake'
    >>> decode_mojibake("“NÃO, AMANHÔ")
    '“NÃO, AMANHÔ'
    """
    whole = decode_whole(text)
    if whole != text and not is_suspicious(whole):
        return whole
    if not _LATIN.search(text):
        return _by_ftfy(text)
    if not is_whole(text):
        text = _decode_pieces(text)
    repaired = _by_ftfy(text)
    return repaired if repaired != text else _decode_pieces(text)  # `â„¢` alone in a line is no sign for ftfy


def decode_whole(text: str) -> str:
    r"""Undo a wrong decoding of a whole line, however often it happened, where nothing in it can be sound.

    It makes what `decode_mojibake` makes of such a line, a hundred times as fast. A line in capitals may have been put
    into them afterwards, and is left to `decode_changed_case`.

    >>> decode_whole("Itâ€™s Ã©tÃ©"), decode_whole("AMANHÃ”")
    ('It’s été', 'AMANHÃ”')
    """
    if not _SMALL.search(text):
        return text
    _, never_sound = _pieces()
    while never_sound.search(text) and not _CAPITALS_AT_AN_END.search(text) and (read := read_whole(text)):
        text = read
    return text


def _decode_pieces(text: str) -> str:
    """Undo the pairs that sound text never holds: ftfy might read sound and broken parts of a line as the Mac's."""
    table, pieces = _pieces()
    if _REMNANT.search(pieces.sub("", text)):
        return text
    return pieces.sub(lambda found: table[found[0]], text)
