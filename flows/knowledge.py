"""All rules and registries, loaded before the first page."""

from transforms.bylines import read_byline
from transforms.credits import credit_words
from transforms.dateline.words import known_places
from transforms.datelines import dateline_rules
from transforms.marking import grammar_rules, line_rules
from transforms.papers.print_days import no_print_days
from transforms.registry import agencies, countries, find_language, known_outlets
from transforms.suppliers import agency_rules


def load_knowledge() -> None:
    """Load every rule and registry once, so that a wrong file stops the run before it starts."""
    for load in (
        line_rules,
        grammar_rules,
        countries,
        agencies,
        known_outlets,
        credit_words,
        dateline_rules,
        agency_rules,
        known_places,
        no_print_days,
    ):
        load()
    find_language("English")
    read_byline("By Nobody")
