"""Both trees of a document hold each other to the same: the one lxml's events grow, and BeautifulSoup's."""

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from transforms.grammars.growing import grow
from transforms.grammars.limits import UnreadableError
from transforms.grammars.markup import find_excess
from transforms.grammars.repairs import repair_markup
from transforms.grammars.soup import as_tree, read_soup
from transforms.grammars.tree import Tag

ROOT = Path(__file__).parents[1]
REAL = Path(os.environ.get("BROADSHEET_REAL_PAGES", ROOT.parent / "shared" / "pages"))
SAMPLES = sorted(
    file for place in ("data/samples", "tests/golden") for file in (ROOT / place).rglob("*.*html") if file.is_file()
)
ODD = [
    "", "<", "<p", "<p>", "</p>", "plain", "<article>", "<article><p>a<p>b</article>c", "<article aid=1>a<b>b<i>c</b>d</i>e",
    "<article><p>a<!-- b --> c</p><![CDATA[d]]></article>", "<?xml version='1.0' encoding='latin-1'?><html><p>é</p></html>",
    "<article><table><tr><td>a<table><td>b</table></table></article>", "<article><p>a&amp;b&ampc&#233;&#xe9;&nope;&#0;&#55296;",
    "<article>a\x00b\x01c<br>d<br/>e</br>f</article>", "<article><pre> a\n  b </pre> <p> c </p>\n\n<p>\td</p></article>",
    "<article><script>a<p>b</script><style>c</style><p>d</p><noscript>e</noscript><template>f</template></article>",
    "<ns:article xmlns:ns='x'><ns:p>a</ns:p></ns:article>", "<ARTICLE CLASS=X><P>a</P></ARTICLE>", "<article><p title='<b>'>a</p>",
    "<html><head><title>t</title><meta name=a content=b></head><body>x<article>y</article>z</body></html>tail<p>more",
    "\ufeff<article><p>a</p></article>", "<article><p>\xa0\u2003</p> \xa0 <p>a</p></article>", "<article><svg><title>a</title></svg></article>",
    "<article><select><option>a<option>b</select><textarea> a\n b</textarea></article>", "<div>" * 150 + "<article>a" + "</div>" * 150,
    "<article><pre> <b>a</b> \n  <h2>b</h2>  \n </pre>  \n <p>c</p></article>",
    "<article><h1>a</h2>b</h1><form><form>c</form></article>", "<article>\ud800 a</article>", "<article><a href=x>a<a href=y>b</a></article>",
]  # fmt: skip
PIECES = (
    "<p>",
    "</p>",
    "<b>",
    "</i>",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "&amp",
    "&#233;",
    "<br>",
    "\x00",
    "<table>",
    "</article>",
    "<td>",
    "<",
)


def told(tag: Tag) -> Any:
    """Return a tree as nested tuples; strings that stand side by side are one."""
    held: list[Any] = []
    for node in tag.contents:
        if isinstance(node, str) and held and isinstance(held[-1], str):
            held[-1] += node
        else:
            held.append(node if isinstance(node, str) else told(node))
    assert tag.get_text() == "".join(_strings(tag))  # what stands in order is what is below
    return (tag.name, dict(tag.attrs), held)


def _strings(tag: Tag) -> Iterator[str]:
    for node in tag.contents:
        yield from (node,) if isinstance(node, str) else _strings(node)


def differences(text: str) -> tuple[Any, Any] | None:
    """Return both trees where they differ; a document that either refuses, or that is refused before, has none."""
    if find_excess(text):
        return None
    text = repair_markup(text)
    try:
        grown = grow(text)
    except (UnicodeDecodeError, LookupError, etree.LxmlError, UnreadableError):
        return None  # BeautifulSoup reads it, or nobody
    soup = as_tree(read_soup(text, strained=True))
    return None if told(grown) == told(soup) else (told(grown), told(soup))


def mutated(text: str, rng: random.Random) -> str:
    """Return a document a few pieces of which were cut, doubled, moved or put in."""
    for _ in range(rng.randrange(1, 6)):
        start = rng.randrange(len(text) + 1)
        end = min(len(text), start + rng.randrange(1, 60))
        match rng.randrange(4):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:end] + text[start:]
            case 2:
                text = text[:start] + rng.choice(PIECES) + text[start:]
            case _:
                other = rng.randrange(len(text) + 1)
                text = text[:other] + text[start:end] + text[other:]
    return text


@pytest.mark.parametrize("text", ODD)
def test_odd_documents_have_the_same_tree(text: str) -> None:
    assert differences(text) is None


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name)
def test_pages_and_pages_that_were_spoilt_have_the_same_tree(file: Path) -> None:
    text = file.read_text("utf-8", errors="replace")
    assert grow(repair_markup(text)).tags  # it is no page that BeautifulSoup alone reads
    assert differences(text) is None
    rng = random.Random(file.name)
    for _ in range(60):
        spoilt = mutated(text, rng)
        assert differences(spoilt) is None, spoilt


def test_real_pages_have_the_same_tree() -> None:
    files = [file for file in sorted(REAL.rglob("*.*html")) if file.is_file()] if REAL.is_dir() else []
    if not files:
        pytest.skip(f"no real pages in HTML in {REAL}: set BROADSHEET_REAL_PAGES")
    for file in files:
        assert differences(file.read_text("utf-8", errors="replace")) is None, file
