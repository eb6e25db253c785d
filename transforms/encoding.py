"""Repair what encodings did to a line of text, and change nothing else.

One damage, one small pure function, one name: the name stands in `REPAIRS`, in the column
`lines.repairs` and in the test that shows it. A new repair is a function and a row of `REPAIRS`; if
it mends text that `is_suspicious` lets pass, the test is extended too.

Most lines are sound, so everything starts with a test that costs a fraction of a repair: a page asks
`is_suspicious` once for its whole text and skips all of its lines.
"""

import re
from collections.abc import Callable

import ftfy
from ftfy.badness import is_bad
from ftfy.fixes import unescape_html

Repair = Callable[[str], str]

# The letters of Western and Central Europe without the signs × and ÷ that stand among them.
_LATIN = "À-ÖØ-öø-ɏ"
_LOWER = "".join(c for c in map(chr, range(0xDF, 0x250)) if c.islower())

_BYTE_ORDER_MARK = "\ufeff"
_SOFT_HYPHEN = "\xad"
_ALWAYS_ZERO = "\u200b\u2060"
_JOINERS = "\u200c\u200d"
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"},
)

# Joiners shape Persian, Indic and emoji sequences; between Latin letters and spaces they do nothing.
_ZERO_WIDTH = re.compile(
    rf"[{_ALWAYS_ZERO}]+|(?<![^A-Za-z{_LATIN}\s])[{_JOINERS}]+(?![^A-Za-z{_LATIN}\s])",
)

_ODD_SOFT_HYPHEN = re.compile(rf"(?<![A-Za-z{_LOWER}]){_SOFT_HYPHEN}")  # `Ã` before it is the first half of an í

# `&amp;amp;…` is undone in one go, so that a line of nothing else costs one pass and not hundreds.
_AMPERSANDS = re.compile(r"&(?:(?:amp|AMP|#0{0,9}38|#[xX]0{0,9}26);)+")
_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,24};")
_BREAKS_A_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

# The third byte of ” (0x9D) is none of Windows-1252; readers dropped it or wrote U+FFFD.
_LOST_QUOTE = re.compile("(?<=\\S)â€\ufffd?(?=[ \t.,;:!)\\]'\"-]|$)")

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

# The test of `is_suspicious`. The first class finds a candidate (all but ASCII and the signs that never
# begin a damage), then one of the conditions must hold; a test shows that none is missing.
_COMMON = "\xa0·´–—―…’"  # in sound text these follow any letter
_QUOTES = "‘‚“„”«»‹›¡¿©®•™"  # these too, but not within a word
_ALONE = "\x80-\x9f¦¤¨¬¯¸ƒˆˇ˘˛˜†‡‰⌐◊√ªº\ufffd\u2500-\u259f\xad\u200b-\u200d\u2060\ufeff\ufb00-\ufb06"
_SUSPICIOUS = re.compile(
    rf"[^\x00-%'-\x7f{_COMMON}‘“„«¡¿•©](?:"
    rf"(?<=[{_ALONE}])"  # hardly met outside mojibake, or what another repair removes
    r"|(?<=&)#?[0-9A-Za-z]{1,24};"
    r"|(?<=[ÂÃ]) "
    r"|(?<=[Œœ])[^A-Za-z]"
    r"|(?<=[ÂÃÎÐØÙ])[^\x00-\x7f]"
    # two characters beyond ASCII, unless sound text has such pairs: éè, é’, É— and é” at the end of a word
    rf"|[^\x00-\x7f{_COMMON}{_QUOTES}{_LOWER}]"
    rf"|(?<![{_LATIN}])[{_LOWER}]"
    rf"|(?<![{_LOWER}”»›])[{_QUOTES}]"
    rf"|[{_QUOTES}][^\x00-/:-@\[-`{{-\x7f{_COMMON}]"
    r")",
)


def is_suspicious(text: str) -> bool:
    """Tell whether any line of `text`, a line or a whole page, may need a repair.

    False is certain, True is not: sound text that looks odd only costs time.

    >>> is_suspicious("“It’s café society,” she said — and smiled…")
    False
    >>> is_suspicious("â€œIt’s")
    True
    """
    if text.isascii() and "&" not in text:
        return False
    return _SUSPICIOUS.search(text) is not None


def remove_byte_order_marks(text: str) -> str:
    r"""Drop U+FEFF: it marks the start of a file, and inside one it is left over from gluing files.

    >>> remove_byte_order_marks("\ufeffTwo files\ufeff in one")
    'Two files in one'
    """
    return text.replace(_BYTE_ORDER_MARK, "")


def remove_zero_width(text: str) -> str:
    r"""Drop characters without width, but leave joiners where a script or an emoji needs them.

    >>> remove_zero_width("news\u200bpaper, ed\u200ditor")
    'newspaper, editor'
    >>> remove_zero_width("👩\u200d🚀 می\u200cشود") == "👩\u200d🚀 می\u200cشود"
    True
    """
    return _ZERO_WIDTH.sub("", text)


def unescape_entities(text: str) -> str:
    """Read entities that survived as text; those that would break the line stay, as does mark-up.

    >>> unescape_entities("caf&eacute; &amp;amp; bar, AT&T;, R&D, ?a&copy=1")
    'café & bar, AT&T;, R&D, ?a&copy=1'
    >>> unescape_entities("<b>caf&eacute;</b>")
    '<b>caf&eacute;</b>'
    """
    if "&" not in text or "<" in text:
        return text
    return _ENTITY.sub(_unescape, _AMPERSANDS.sub("&", text))


def _unescape(entity: re.Match[str]) -> str:
    character = unescape_html(entity[0])
    return entity[0] if not character or _BREAKS_A_LINE.search(character) else character


def restore_lost_quotes(text: str) -> str:
    """Put ” where its mojibake lost the last byte: nothing else ends a quotation like this.

    >>> restore_lost_quotes("â€œover the horizonâ€.")
    'â€œover the horizon”.'
    """
    return _LOST_QUOTE.sub("”", text) if "â€" in text else text


def decode_mojibake(text: str) -> str:
    r"""Undo a wrong decoding, also in a part of the line, also if it happened twice.

    >>> decode_mojibake("â€œWeâ€™ve always liked ZÃ¼richâ€\x9d")
    '“We’ve always liked Zürich”'
    >>> decode_mojibake("“Âge” is French, Â£5 is mojibake")
    '“Âge” is French, £5 is mojibake'
    """
    return ftfy.fix_text_segment(text, MOJIBAKE_ONLY) if is_bad(text) else text


def remove_soft_hyphens(text: str) -> str:
    r"""Drop U+00AD, which only says where a word may be broken.

    >>> remove_soft_hyphens("pol\xaditical")
    'political'
    """
    return text.replace(_SOFT_HYPHEN, "")


def separate_ligatures(text: str) -> str:
    """Write the typographic ligatures U+FB00 to U+FB06 as letters.

    >>> separate_ligatures("ﬁrst eﬀort, œuvre, ĳs")
    'first effort, œuvre, ĳs'
    """
    return text.translate(_LIGATURES)


# Soft hyphens go after mojibake, because U+00AD is the second half of a broken í; lost quotes go
# before it, because `â€ ` would otherwise be read as a dagger.
REPAIRS: tuple[tuple[str, Repair], ...] = (
    ("byte_order_mark", remove_byte_order_marks),
    ("zero_width", remove_zero_width),
    ("html_entities", unescape_entities),
    ("lost_quote", restore_lost_quotes),
    ("mojibake", decode_mojibake),
    ("soft_hyphens", remove_soft_hyphens),
    ("ligatures", separate_ligatures),
)


def repair_text(text: str) -> str:
    """Return one line of text as people should read it; never raises.

    >>> repair_text("caf&eacute; ZÃ¼rich")
    'café Zürich'
    """
    return repair_with_names(text)[0]


def repair_with_names(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Return the repaired line and the names of the repairs that changed it, in the order of REPAIRS.

    >>> repair_with_names("ﬁrst, pol\xaditical")
    ('first, political', ('soft_hyphens', 'ligatures'))
    """
    if not is_suspicious(text):
        return text, ()
    # Services write soft hyphens into every long word: where they break plain letters, nothing dearer is asked.
    if _SOFT_HYPHEN in text and not _ODD_SOFT_HYPHEN.search(text):
        plain = remove_soft_hyphens(text)
        if not is_suspicious(plain):
            return plain, ("soft_hyphens",)
    done: set[str] = set()
    before = None
    # One repair may bring another's damage to light. Every change uses up what it repairs, so this ends.
    while text != before:
        before = text
        for name, repair in REPAIRS:
            repaired = repair(text)
            if repaired != text:
                done.add(name)
                text = repaired
    return text, tuple(name for name, _ in REPAIRS if name in done)
