"""The order of the work: every step from an opened page to an article.

Steps do not know each other. Only this list knows them all, and its order is the work.
"""

from collections.abc import Callable
from functools import reduce

from transforms import (
    agencies,
    captions,
    datelines,
    editions,
    folios,
    joining,
    languages,
    layouts,
    noise,
    provenance,
    repairing,
    splitting,
    story,
)
from transforms.grammars import open_pages
from transforms.record import Page

Step = Callable[[Page], Page]

STEPS: tuple[Step, ...] = (
    splitting.split_lines,
    repairing.repair_lines,
    noise.mark_blank,
    captions.mark_captions,
    noise.mark_boilerplate,
    folios.mark_folio,
    layouts.mark_head,
    story.mark_body,
    joining.repair_joints,
    repairing.repair_facts,
    editions.read_url,
    editions.read_address,
    editions.read_published,
    editions.read_page_numbers,
    story.read_headline,
    story.read_kicker,
    story.read_standfirst,
    story.read_section,
    story.read_outlet_as_printed,
    provenance.read_country,
    provenance.read_outlet,
    editions.read_edition,
    provenance.read_country_of_outlet,
    story.read_byline,
    story.read_people,
    datelines.read_dateline,
    agencies.read_agency,
    agencies.read_contributors,
    story.read_body,
    languages.read_language,
    captions.read_captions,
)


def take_steps(page: Page) -> Page:
    """Take every step, in order, with a page that a grammar has opened."""
    return reduce(lambda page, step: step(page), STEPS, page)


def clean_all(text: str, url: str | None = None, name: str | None = None) -> tuple[Page, ...]:
    """Read every article of a decoded document: a service answer holds several, a page of text one.

    `url` and `name` (path) tell what the document does not.
    """
    return tuple(take_steps(page._replace(url=url or page.url, name=name)) for page in open_pages(text))


def clean(text: str, url: str | None = None, name: str | None = None) -> Page:
    r"""Read the first article of a decoded document; see `clean_all`.

    >>> page = clean("The Courier\n\nPier opens\n\n- ADA MARSH\n\nIt rained.\n")
    >>> page.headline, page.people[0].name, page.body
    ('Pier opens', 'Ada Marsh', 'It rained.')
    """
    return clean_all(text, url, name)[0]
