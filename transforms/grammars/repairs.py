"""Repair mark-up before it is parsed: what XHTML writes and an HTML parser reads differently, or not at all."""

import re
from html import escape

_DECLARATION = re.compile(r"\ufeff?\s{0,1000}<\?xml[^>]{0,500}\?>")
_PREFIX = re.compile(r"xmlns:([a-zA-Z]\w{0,20})\s?=\s?[\"']http://www\.w3\.org/1999/xhtml[\"']")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TOKEN = re.compile(r"<(script|style)\b|</(script|style)\b|<!--|-->|<!\[CDATA\[|\]\]>", re.IGNORECASE)
_OPENS = "<![CDATA["
_DECLARED_WITHIN = 5000  # characters from the start


def repair_markup(text: str) -> str:
    """Return a document as an HTML parser reads it without loss.

    The declaration goes (the text is decoded already), the text of CDATA is text, a prefix that
    XHTML's namespace has is no part of a tag's name; NUL is nothing and half of a surrogate pair no character.
    """
    if declared := _DECLARATION.match(text):
        text = text[declared.end() :]
    if "\0" in text:
        text = text.replace("\0", "")
    try:
        text.encode()  # four times as fast as to look for one
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
    if prefix := _PREFIX.search(text, 0, _DECLARED_WITHIN):
        text = re.sub(rf"<(/?){prefix[1]}:", r"<\1", text)
    return show_cdata(text) if _OPENS in text else text


def show_cdata(text: str) -> str:
    """Return a document with the text of its CDATA sections as plain text; those of programs stay.

    >>> show_cdata("<p><![CDATA[Rain & <wind>]]></p>")
    '<p>Rain &amp; &lt;wind&gt;</p>'
    """
    parts: list[str] = []
    place, inside = 0, ""
    for token in _TOKEN.finditer(text):
        opened = token[0].lower()
        if not inside and opened == _OPENS.lower():
            parts.append(text[place : token.start()])
            place, inside = token.end(), "]]>"
        elif not inside and opened[1] != "/" and opened not in {"-->", "]]>"}:
            inside = "-->" if opened == "<!--" else f"</{opened[1:]}"
        elif inside and opened == inside:
            if inside == "]]>":
                parts.append(escape(text[place : token.start()], quote=False))
                place = token.end()
            inside = ""
    rest = text[place:]
    return "".join([*parts, escape(rest, quote=False) if inside == "]]>" else rest])
