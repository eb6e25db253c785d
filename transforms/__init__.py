"""From the text of a scraped page to an article: read this file first.

    bytes ── decode ──▶ Page ── STEPS ──▶ Page ── tables ──▶ Parquet ── views ──▶ DuckDB

A page goes through one straight line of pure steps, each `Page -> Page`. Nothing is deleted:
`mark_*` gives lines a role and a rule, and the article is the lines that were not set aside.

    split_*   cuts text into lines
    repair_*  changes text and says what it did
    mark_*    gives lines a role and the id of the rule that said so
    read_*    fills the one field it is named after

Steps do not know each other. Only this list knows them all, and its order is the work.
"""

from collections.abc import Callable
from functools import reduce

from transforms import addresses, captions, datelines, layouts, noise, provenance, repairing, splitting, story
from transforms.record import Page

Step = Callable[[Page], Page]

STEPS: tuple[Step, ...] = (
    splitting.split_lines,
    repairing.repair_lines,
    noise.mark_blank,
    captions.mark_captions,
    noise.mark_boilerplate,
    layouts.mark_head,
    story.mark_body,
    addresses.read_address,
    addresses.read_published,
    story.read_headline,
    story.read_standfirst,
    story.read_section,
    story.read_outlet_as_printed,
    provenance.read_country,
    provenance.read_outlet,
    provenance.read_country_of_outlet,
    story.read_byline,
    story.read_people,
    datelines.read_dateline,
    story.read_body,
    provenance.read_language,
    captions.read_captions,
)


def clean(text: str, url: str | None = None, name: str | None = None) -> Page:
    r"""Read the decoded text of one page; `url` and `name` (path) tell what the page does not.

    >>> page = clean("The Courier\n\nPier opens\n\n- ADA MARSH\n\nIt rained.\n")
    >>> page.headline, page.people[0].name, page.body
    ('Pier opens', 'Ada Marsh', 'It rained.')
    """
    return reduce(lambda page, step: step(page), STEPS, Page(text, url, name))
