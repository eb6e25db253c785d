"""Give each text of a service's article its rule, once all others are known.

A head that says the headline is a repeat, else a subhead, else the headline itself; one photograph
stands as a paragraph and as an image; the outlet as byline is none.
"""

from functools import lru_cache

from transforms.captions import split_led_caption
from transforms.encoding import repair_text
from transforms.folding import fold
from transforms.grammars.blocks import BODY, Block

HEADLINE, STANDFIRST, SUBHEAD = "service.headline", "service.standfirst", "service.subhead"
OUTLET, SECTION, BYLINE = "service.outlet", "service.section", "service.byline"
CAPTION, CREDIT, REPEAT = "service.caption", "service.credit", "service.repeat"
TEASER, DATA = "service.teaser", "service.data"
# Places that are no rules: what falls there is settled here.
AUTHOR, HEAD = "author", "head"
_GLANCE = 200  # characters; nobody hides a text behind so many marks


def shows(text: str) -> bool:
    """Tell whether anything is left to see of a text when it has been repaired."""
    return text[:1].isalnum() or (not text.isspace() and _shows_repaired(text[:_GLANCE]))


@lru_cache(maxsize=4096)
def _shows_repaired(text: str) -> bool:
    return any(c.isprintable() and not c.isspace() for c in repair_text(text))


def _key(text: str) -> str:
    return fold(repair_text(text))


def names_person(byline: str, outlet: str | None) -> bool:
    """Tell whether a byline says anything but the outlet's name."""
    key = _key(byline)
    return bool(key) and (outlet is None or key != _key(outlet))


class Settler:
    """Gives each block its rule; `outlet` and `section` are what the answer states, `authors` how many are named."""

    def __init__(self, outlet: str | None, section: str | None, authors: int) -> None:
        """Begin an article."""
        self.outlet, self.section, self.authors = outlet, section, authors
        self.heads: set[str] = set()
        self.said: set[str] = set()
        self.photos: set[str] = set()
        self.has_headline = self.has_byline = self.has_section = self.is_repeat = False

    def settle(self, blocks: list[Block]) -> list[Block]:
        """Return the blocks of an article with their rules; one in which nothing is to be seen has none."""
        shown = [block if shows(block.text) else Block(block.text, BODY) for block in blocks]
        self.has_headline = any(block.rule == HEADLINE for block in shown)
        self.heads, self.said = {_key(block.text) for block in shown if block.rule in {HEADLINE, STANDFIRST}}, set()
        self.has_byline = any(block.rule == BYLINE and names_person(block.text, self.outlet) for block in shown)
        return [Block(block.text, self._rule(block)) for block in shown]

    def _rule(self, block: Block) -> str:
        match block.rule:
            case "head":
                return self._head(block.text)
            case "service.headline" | "service.standfirst":
                return self._title(block)
            case "service.byline" | "author":
                return self._byline(block)
            case "service.caption" | "service.credit":
                return self._photo(block)
            case "service.section":
                return self._section(block.text)
            case rule:
                return rule

    def _title(self, block: Block) -> str:
        key = _key(block.text)
        if key and key in self.said:
            return REPEAT
        self.said.add(key)
        return block.rule

    def _head(self, text: str) -> str:
        if _key(text) in self.heads:
            return REPEAT
        self.heads.add(_key(text))
        if self.has_headline:
            return SUBHEAD
        self.has_headline = True
        return HEADLINE

    def _byline(self, block: Block) -> str:
        if not names_person(block.text, self.outlet):
            return REPEAT if _key(block.text) else DATA
        if block.rule == BYLINE:
            return BYLINE
        return DATA if self.has_byline or self.authors > 1 else BYLINE

    def _section(self, text: str) -> str:
        if self.has_section or text.strip() != self.section:
            return DATA
        self.has_section = True
        return SECTION

    def _photo(self, block: Block) -> str:
        """Tell a photograph's second caption by its words, with its credit or without."""
        if block.rule == CREDIT:
            return DATA if self.is_repeat else CREDIT
        shape = split_led_caption(repair_text(block.text))
        keys = {_key(block.text), fold(shape.caption or "")} - {""}
        self.is_repeat = not keys.isdisjoint(self.photos)
        self.photos |= keys
        return REPEAT if self.is_repeat else CAPTION
