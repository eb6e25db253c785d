"""Say why a page is no article: a shell, a dialogue, an error, a teaser, a whole issue, a file of another kind.

Each question is asked by a module of its own; what it knows stands in `data/rules/refusals.toml`. The
danger is losing articles, so all of them answer None where a page says anything else beside.
"""

from typing import NamedTuple

from transforms.record import Page
from transforms.refusal.issues import find_issue
from transforms.refusal.notices import find_notice
from transforms.refusal.shapes import find_shape
from transforms.refusal.teasers import find_teaser


class Refusal(NamedTuple):
    """Why a page is no article: a short stable word, and a sentence that names what was seen."""

    reason: str
    detail: str


def find_refusal(page: Page) -> Refusal | None:
    r"""Say why a page, all steps taken, is no article; None if it is one.

    Raises nothing; costs some ten microseconds for an ordinary page.

    >>> from transforms.steps import clean
    >>> find_refusal(clean("Please enable JavaScript to run this app.")).reason
    'shell'
    >>> find_refusal(clean("The Courier\n\nPier opens\n\nIt rained."))
    """
    if page.reason is not None:
        return Refusal(page.reason, page.detail or "The document holds no article.")
    found = find_shape(page) or find_issue(page) or find_teaser(page) or find_notice(page)
    if found is not None:
        return Refusal(*found)
    return None if page.body else Refusal("no_body", "No line of the page is text of an article.")
