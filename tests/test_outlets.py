"""Which paper and which edition: homonyms, editions, catalogue numbers, papers that nobody knows, countries that disagree."""

import tomllib
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms import editions as editions_step
from transforms import provenance
from transforms.papers.outlets import find_edition, find_outlets
from transforms.papers.proposals import propose_entry
from transforms.papers.titles import editions, read_slug, read_title
from transforms.record import Address, Fact, Outlet, Page
from transforms.steps import clean

STEPS = (
    provenance.read_country,
    provenance.read_outlet,
    editions_step.read_edition,
    provenance.read_country_of_outlet,
)


def read(
    name: str | None = None,
    slug: str | None = None,
    shelf: str | None = None,
    country: str | None = None,
    **parts: object,
) -> Page:
    """Take the steps of this file with a page that says no more than this."""
    facts = (Fact("country", country, "service"),) if country else ()
    page = Page("", outlet_as_printed=name, address=Address(shelf, slug, **parts), facts=facts)  # type: ignore[arg-type]
    for step in STEPS:
        page = step(page)
    return page


def which(page: Page) -> tuple[str | None, str | None, str | None]:
    return (page.outlet.outlet_id if page.outlet else None, page.edition, page.country)


# name | slug | shelf -> outlet, edition, country
KNOWN = """
The Globe and Mail (Ontario Edition) | | canada -> the-globe-and-mail, Ontario Edition, CA
 | the-globe-and-mail-metro-ontario-edition | canada -> the-globe-and-mail, Metro Ontario Edition, CA
 | usa-today-us-edition | usa -> usa-today, US Edition, US
 | usa-today-international-edition | -> usa-today, International Edition, US
National Post (f/k/a The Financial Post) (Canada) | | -> national-post, , CA
National Post (Latest Edition) | | -> national-post, Latest Edition, CA
 | national-post-latest-edition | -> national-post, Latest Edition, CA
The Vancouver Province (British Columbia) | | -> the-province, , CA
The Guardian (Charlottetown) | | -> the-guardian-charlottetown, , CA
The Guardian | | canada -> the-guardian-charlottetown, , CA
The Guardian | | uk -> the-guardian, , GB
The Guardian | the-guardian-charlottetown | -> the-guardian-charlottetown, , CA
Sunday Times | | south-africa -> sunday-times-south-africa, , ZA
Sunday Times | | uk -> the-sunday-times, , GB
The Sunday Times | | sri-lanka -> sunday-times-sri-lanka, , LK
Sunday Times (South Africa) | | -> sunday-times-south-africa, , ZA
The Herald (Glasgow) | | -> the-herald, , GB
 | the-herald-south-africa | south-africa -> the-herald-south-africa, , ZA
 | the-herald-zimbabwe-late-edition | -> the-herald-zimbabwe, Late Edition, ZW
El País (Nacional) | | spain -> el-pais, Nacional, ES
 | el-pais | uruguay -> el-pais-uruguay, , UY
ABC (Andalucía) | | spain -> abc-spain, Andalucía, ES
La Verdad (Murcia) | | spain -> la-verdad-murcia, , ES
Ideal (Granada) | | -> ideal-granada, , ES
Hindustan Times (Mumbai) | | -> hindustan-times, Mumbai, IN
Daily Mail - Scottish edition | | -> daily-mail, Scottish edition, GB
Toronto Star, Saturday edition | | -> toronto-star, Saturday edition, CA
Sunday Telegraph – Money | | uk -> the-sunday-telegraph, , GB
Metro (UK) | | -> metro-uk, , GB
La Presse | | tunisia -> la-presse-de-tunisie, , TN
The Times-Picayune | | -> the-times-picayune, , US
China Daily - Hong Kong Edition | | -> china-daily-hong-kong-edition, , HK
 | clarín | argentina -> clarin, , AR
"""

UNKNOWN = """
The Fenland Gazette | | uk -> the-fenland-gazette, , GB, The Fenland Gazette
The Fenland Gazette (Late Edition) | | uk -> the-fenland-gazette, Late Edition, GB, The Fenland Gazette
Le Courrier des Halles, édition du soir | | france -> le-courrier-des-halles, édition du soir, FR, Le Courrier des Halles
Der Elbkurier Ausgabe Stadt | | -> der-elbkurier, Ausgabe Stadt, , Der Elbkurier
Harbour Courier (Canada) | | canada -> harbour-courier, , CA, Harbour Courier
 | the-fenland-gazette-metro-edition | uk -> the-fenland-gazette, Metro Edition, GB, The Fenland Gazette
 | harbour-courier-us-edition | -> harbour-courier, US Edition, , Harbour Courier
The Herald (Nowhereville) | | -> the-herald-nowhereville, , , The Herald (Nowhereville)
The Daily Edition | | -> the-daily-edition, , , The Daily Edition
 | weekend-edition | -> weekend-edition, , , Weekend Edition
The Times - Harbour | | -> the-times-harbour, , , The Times - Harbour
The Guardian | | fiji -> the-guardian-fj, , FJ, The Guardian
Утренняя Газета | | -> утренняя-газета, , , Утренняя Газета
"""


def rows(table: str) -> list[tuple[list[str | None], list[str | None]]]:
    cut = (line.partition(" -> ") for line in table.strip("\n").splitlines())
    return [
        ([part.strip() or None for part in given.split("|")], [part.strip() or None for part in right.split(", ")])
        for given, _, right in cut
    ]


@pytest.mark.parametrize(("given", "right"), rows(KNOWN))
def test_a_known_paper_is_found_and_its_edition_kept(given: list[str | None], right: list[str | None]) -> None:
    page = read(*given)
    assert list(which(page)) == right
    assert page.outlet
    assert page.outlet.known
    assert page.flags == ()


@pytest.mark.parametrize(("given", "right"), rows(UNKNOWN.replace("du soir | |", "du soir | |")))
def test_an_unknown_paper_is_kept_by_its_bare_name(given: list[str | None], right: list[str | None]) -> None:
    page = read(*given)
    assert page.outlet
    assert [*which(page), page.outlet.name] == right
    assert not page.outlet.known


def test_a_catalogue_number_tells_a_paper_and_is_no_edition() -> None:
    assert which(read(slug="sunday-times", shelf="south-africa", catalogue="1107")) == (
        "sunday-times-south-africa",
        None,
        "ZA",
    )
    assert which(read(slug="harbour-courier", catalogue="9876")) == ("harbour-courier", None, None)
    assert read_slug("harbour-courier-9876").paper == "harbour-courier"
    assert read_title("Harbour Courier (9876)").paper == "Harbour Courier"
    assert read_title("El Faro 1911").paper == "El Faro 1911"


def test_a_documents_edition_goes_before_a_printed_one() -> None:
    page = Page("", outlet_as_printed="The Courier (Late)", facts=(Fact("edition", "Late City", "json-ld"),))
    assert editions_step.read_edition(page).edition == "Late City"
    assert editions_step.read_edition(page._replace(facts=())).edition == "Late"


def test_where_an_edition_was_read_is_evidence() -> None:
    printed = read("The Globe and Mail (Ontario Edition)")
    assert ("edition", "inferred") in printed.evidence
    assert ("edition", "url") in read(slug="usa-today-us-edition").evidence


@pytest.mark.parametrize(
    ("name", "shelf", "outlet", "country"),
    [
        ("BBC History Magazine", "australia", "bbc-history-magazine", "GB"),
        ("Vancouver Sun", "usa", "vancouver-sun", "CA"),
    ],
)
def test_a_paper_that_can_be_no_other_stays_at_home_on_a_foreign_shelf(
    name: str, shelf: str, outlet: str, country: str
) -> None:
    page = read(name, shelf=shelf)
    assert (page.outlet.outlet_id, page.outlet.known, page.country) == (outlet, True, country)  # type: ignore[union-attr]
    assert page.flags == ("country_conflict",)
    assert [where for field, where in page.evidence if field == "country"] == ["registry"]


def test_of_witnesses_who_differ_the_registry_confirms_one() -> None:
    page = clean(
        "The Scotsman\n\nPier opens\n\n-\n\nIt rained on it.\n\nNewspapers from Spain\n",
        "https://www.pressreader.com/uk/the-scotsman/20190314/281500000000001",
    )
    assert (page.country, page.outlet.outlet_id, page.outlet.known) == ("GB", "the-scotsman", True)  # type: ignore[union-attr]
    assert page.flags == ("country_conflict",)
    other = clean(
        "The Unheard Herald\n\nPier opens\n\n-\n\nIt rained on it.\n\nNewspapers from Spain\n",
        "https://www.pressreader.com/uk/the-unheard-herald/20190314/281500000000001",
    )
    assert (other.country, other.flags) == ("ES", ("country_conflict",))


def test_sources_that_disagree_are_flagged_once() -> None:
    page = read("The Herald", shelf="south-africa", country="GB")
    assert (page.country, page.outlet.outlet_id) == ("GB", "the-herald")  # type: ignore[union-attr]
    assert page.flags == ("country_conflict",)
    assert read("The Herald", shelf="south-africa", country="ZA").flags == ()


def test_homonyms_that_nothing_tells_apart_are_flagged_and_kept() -> None:
    page = read("Sunday Times")
    assert page.outlet == Outlet("sunday-times", "Sunday Times")
    assert page.flags == ("ambiguous_outlet",)


@pytest.mark.parametrize("case", editions().cases.examples)
def test_examples_of_editions_are_taken_off(case: tuple[str, str, str]) -> None:
    printed, paper, edition = case
    title = read_title(printed)
    assert (title.paper, title.edition) == (paper, edition)


@pytest.mark.parametrize("printed", editions().cases.near_misses)
def test_near_misses_hold_no_edition(printed: str) -> None:
    assert read_title(printed).edition is None
    assert find_edition(printed, None, None) is None


def test_what_is_no_name_finds_no_paper() -> None:
    lines = [
        "Council votes - new pier",
        "Star (Late)",
        "Times",
        "(Late Edition)",
        "The (Canada)",
        "Metro: trains late",
        " - ",
        "Edition",
    ]
    assert [line for line in lines if find_outlets(line, None)] == []


def test_a_proposal_is_a_line_of_the_registry() -> None:
    line = propose_entry(
        {"El Faro de Poniente (Nacional)": 3, "El Faro del Poniente": 1}, {"el-faro-1234": 2}, {"ES": 4}, {"es": 4}
    )
    (entry,) = tomllib.loads(f"outlet = [\n{line}\n]")["outlet"]
    assert entry == {
        "id": "el-faro-de-poniente",
        "name": "El Faro de Poniente",
        "country": "ES",
        "language": "es",
        "aliases": ["El Faro del Poniente"],
        "slugs": ["el-faro"],
    }


def test_a_proposal_that_a_person_must_complete_is_a_comment() -> None:
    for line in (
        propose_entry({"The Herald": 3}, {}, {"GB": 3}),
        propose_entry({"Harbour Courier": 3}),
        propose_entry({}),
        propose_entry({'A "B" \\ C\n': 1}, {}, {"CA": 1, "US": 1}),
    ):
        assert line.startswith("# ")
        assert tomllib.loads(f"outlet = [\n{line}\n]") == {"outlet": []}


@pytest.mark.parametrize(
    "text", ["(" * 5000, "a (" * 40, " - " * 4000, "a-" * 5000, "edition " * 14, "the times " * 11, "[(" * 60]
)
def test_no_text_is_slow(text: str) -> None:
    find_outlets("The Province (Late)", "the-province-late")
    begun = perf_counter()
    find_outlets(text, text)
    find_edition(text, text, None)
    assert perf_counter() - begun < 0.05


@given(st.text(max_size=130), st.text(max_size=130))
def test_no_text_fails(name: str, slug: str) -> None:
    assert isinstance(find_outlets(name, slug), list)
    assert find_edition(name, slug, None) is None or find_edition(name, slug, None)
    assert propose_entry({name: 1}, {slug: 1}).strip()
    page = read(name, slug)
    assert page.outlet is None or page.outlet.outlet_id
