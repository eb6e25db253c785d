import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms import rules
from transforms.damage import lexicon
from transforms.damage.break_rules import known_breaks
from transforms.damage.breaks import is_broken, join_breaks, lost_hyphens
from transforms.damage.wrapping import continues, join_wrapped, joints

EN = "The harbour board met on Monday, and it was said that the {} had been late for most of the year."
FR = "Le conseil du port a dit que la {} est dans les mains des élus et qu'il ne peut pas attendre."
ES = "El consejo del puerto dijo que la {} es de los vecinos y que no se puede esperar más por el momento."
DE = "Der Rat der Stadt hat am Montag gesagt, dass die {} nicht für das Jahr und den Hafen reicht."
PT = "O conselho do porto disse que a {} não é da cidade e que os vizinhos já não podem esperar mais."
IT = "Il consiglio del porto ha detto che la {} non è della città e che gli abitanti sono stanchi."
NL = "De raad van de haven heeft gezegd dat het {} niet voor de stad is en dat zij op het water wachten."

BROKEN = [
    (EN, "brief- ings", "briefings"),
    (EN, "brief-\nings", "briefings"),
    (EN, "brief-\r\nings", "briefings"),
    (EN, "under- stand- ing", "understanding"),
    (EN, "in- formation", "information"),
    (EN, "Vancou- ver", "Vancouver"),
    (EN, "Minne- sota", "Minnesota"),
    (EN, "SCHED- ULE", "SCHEDULE"),
    (EN, "well- known ferry", "well-known ferry"),
    (EN, "government- owned ferry", "government-owned ferry"),
    (EN, "long-estab- lished line", "long-established line"),
    (EN, "face- to- face talk", "face-to-face talk"),
    (EN, "gulls-and- pier picture", "gulls-and-pier picture"),
    (EN, "hide- and-seek pier", "hide-and-seek pier"),
    (EN, "19- year-old ferry", "19-year-old ferry"),
    (EN, "5- day ferry", "5-day ferry"),
    (EN, "one of a 32- page list", "one of a 32-page list"),
    (EN, "19- year- olds of it", "19-year-olds of it"),
    (EN, "ex- President of it", "ex-President of it"),
    (EN, "non- ruminants of it", "non-ruminants of it"),
    (EN, "Quorlby- based ferry", "Quorlby-based ferry"),
    (EN, "larger- than-life ferry", "larger-than-life ferry"),
    (EN, "pay-as- you-go ferry", "pay-as-you-go ferry"),
    (
        EN,
        "way it can- not sail, my go- to pier, an up- to-date one",
        "way it cannot sail, my go-to pier, an up-to-date one",
    ),
    (EN, "post- MVP talk", "post-MVP talk"),
    (EN, "TikTok, Tik- Tok", "TikTok, TikTok"),
    (DE, "Verwal- tung der Ecco- Stores und Web- Seiten", "Verwaltung der Ecco-Stores und Web-Seiten"),
    (DE, "Zahl, die der- zeit so ist und bei- der", "Zahl, die derzeit so ist und beider"),
    (NL, "PvdA- senator", "PvdA-senator"),
    (NL, "Zuid- Afrika en de achttiende- eeuwse", "Zuid-Afrika en de achttiende-eeuwse"),
    (PT, "rua. Fala- se", "rua. Fala-se"),
    (EN, "sea- and salt- eaten rail", "sea- and salt-eaten rail"),
    (EN, "post- war and pre- and post- war quay", "postwar and pre- and post-war quay"),
    (FR, "pré- et post- électorale", "pré- et post-électorale"),
    (PT, "ex- Presidente", "ex-Presidente"),
    (PT, "rua pintou- se e deitou- lhe", "rua pintou-se e deitou-lhe"),
    (PT, "lei queria mantê- la e sentar- se e", "lei queria mantê-la e sentar-se e"),
    (PT, "tia cabo- verdiana", "tia cabo-verdiana"),
    (PT, "maternos, mater- nos, e", "maternos, maternos, e"),
    (DE, "MRT- Technik", "MRT-Technik"),
    (FR, "répara- tion", "réparation"),
    (FR, "dimen- sion", "dimension"),
    (FR, "l'inaugu- ration", "l'inauguration"),
    (ES, "dimensio- nes", "dimensiones"),
    (ES, "pobla- ción", "población"),
    (DE, "Verwal- tung", "Verwaltung"),
    (DE, "schrift- liche", "schriftliche"),
    (DE, "Genehmi- gungen", "Genehmigungen"),
    (PT, "constru- ção", "construção"),
    (PT, "melho- res", "melhores"),
    (IT, "costru- zione", "costruzione"),
    (NL, "vergade- ring", "vergadering"),
]

KEPT = [
    (EN, "drought- and flood-hit field"),
    (EN, "low- and middle-income home"),
    (EN, "short- to medium-term plan"),
    (EN, "pre- or post-war quay"),
    (EN, "two-, three- and four-year lease"),
    (EN, "boat, he said- and then the pier"),
    (EN, "pier was closed for a week- all of it"),
    (EN, "ferry - late again - and the pier"),
    (EN, "first- and second-class cabin"),
    (EN, "boat of those aged 18- years later"),
    (EN, "boat of those aged 21- day one of it"),
    (EN, "Harbour Act of 1914- year of the ferry"),
    (EN, "cabin, 5- to 10-year lease"),
    (EN, "ferry of the- pick-up/drop-off pier"),
    (FR, "micro- et macro-économie"),
    (FR, "mer - et le port - ou la ville"),
    (ES, "zona centro- y sudamericana"),
    (ES, "lengua hispano- o lusohablante"),
    (DE, "Schul- und Sportplätze"),
    (DE, "Ein- und Ausgänge"),
    (DE, "vor- und nachmittags"),
    (DE, "Planung von Hafenbau und -pflege, Kinder- sowie Jugendarbeit"),
    (DE, "Geo- als auch Sachdaten"),
    (PT, "política macro- e microeconómica"),
    (IT, "storia medio- e neolatina"),
    (PT, "ilha- se"),
    (NL, "landings- en taxibanen"),
    (NL, "semi-land- en tuinbouw"),
]


@pytest.mark.parametrize(("frame", "broken", "whole"), BROKEN)
def test_a_broken_word_is_joined(frame, broken, whole):
    assert join_breaks(frame.format(broken)) == (frame.format(whole), ("line_end_hyphens",))


@pytest.mark.parametrize(("frame", "text"), KEPT)
def test_a_hyphen_that_was_printed_on_purpose_is_kept(frame, text):
    assert join_breaks(frame.format(text)) == (frame.format(text), ())


def test_a_word_that_no_list_has_is_proved_by_its_page():
    page = "The Quorlthwaite was late. Nobody on the Quorl- thwaite knew, and the Harb- orough was no help to them."
    assert "on the Quorlthwaite knew" in join_breaks(page)[0]
    assert join_breaks("the Quorl- by of it", page="Quorlby is the name of the boat")[0] == "the Quorlby of it"


def test_a_page_with_broken_words_has_compounds_broken_too():
    page = "The har- bour board gave the fish- market a cliff- facing gate, and it was the mo- ment to open."
    assert "cliff-facing" in join_breaks(page)[0]
    alone = "The harbour board gave the market a cliff- facing gate, and it was the moment to open."
    assert join_breaks(alone)[0] == alone


FRACTIONS = [
    ("the 1/2rst thought", "the first thought"),
    ("a bene1/2t of the pier", "a benefit of the pier"),
    ("the ½nance of1/2ce was in the red", "the finance office was in the red"),
    ("they had ½lled the sta½ room", "they had filled the staff room"),
    ("the signi½cant o½er of the board", "the significant offer of the board"),
    ("and THE BENE1/2T of it", "and THE BENEFIT of it"),
    ("il est dif1/2cile de dire que la mer", "il est difficile de dire que la mer"),
]
HALVES = ["at 1/2p a page", "a 1/2 mile of it", "2 1/2in of rain", "the 1/2lb bag", "a 1/2st more", "the ½in nail", "1/2km on",
          "2½m of it", "on 1/2/2019 it was", "21/2rst the", "31/2 hours", "the 1½st child", "a/b1/2/rst"]  # fmt: skip


@pytest.mark.parametrize(("lost", "whole"), FRACTIONS)
def test_a_ligature_that_became_a_fraction_is_restored(lost, whole):
    assert join_breaks(lost) == (whole, ("lost_ligatures",))


@pytest.mark.parametrize("text", HALVES)
def test_a_half_is_kept(text):
    assert join_breaks(text) == (text, ())


def test_lost_hyphens_are_named_and_never_repaired():
    text = "The twomonth strike, a fiveyear lease and lowskilled work in the 21stcentury harbour."
    assert lost_hyphens(text) == ("twomonth", "fiveyear", "lowskilled", "21stcentury")
    assert join_breaks(text) == (text, ())
    assert lost_hyphens("Someone at the fortnight selfless highway longterm sixpence of the harbour.") == ()


CLEAN = [
    "",
    "-",
    "- a",
    "a -",
    "a well-known ferry",
    "one - two",
    "- item\n- item",
    "half a mile",
    "a/2 x",
    "one-\n\ntwo",
    "1/2 mile",
]


@pytest.mark.parametrize("text", CLEAN)
def test_sound_text_is_told_cheaply(text):
    assert not is_broken(text)


def test_sound_pages_load_no_list():
    lexicon._lines.cache_clear()
    join_breaks("A well-known ferry - late again - sailed at half past nine. " * 80)
    assert lexicon._lines.cache_info().currsize == 0


PROSE = (
    "The ferry left at noon with forty people and a piano on board, and nobody at the pier could say who had "
    "paid for the passage of the last. It rained. The captain, who has sailed for thirty years, would not be "
    "drawn, but the harbour board has promised to look at the matter before the end of the summer season."
)


def wrap(text, width):
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


@pytest.mark.parametrize("width", [55, 60, 66, 72, 80])
def test_wrapped_paragraphs_are_joined_and_headlines_are_not(width):
    body = f"{wrap(PROSE, width)}\n\n{wrap(PROSE[::-1].lower()[::-1], width)}"
    text = f"Pier opens\n\nBy Ada Marsh\n\n{body}\n\nNewspapers in English\n\nNewspapers from Canada"
    assert join_wrapped(text) == (
        f"Pier opens\n\nBy Ada Marsh\n\n{PROSE}\n\n{PROSE.lower()}\n\nNewspapers in English\n\nNewspapers from Canada"
    )


PAGES = {
    "one line a paragraph": f"The Courier\nPier opens\nBy Ada Marsh\n{PROSE}\n{PROSE}\nNewspapers in English\nNewspapers from Canada\n",
    "list": "What the board will do about the harbour before the summer:\n- mend the pier at the end of the old town\n- paint the lamps\n- pay the piano\n- buy a boat",
    "verse": "The gulls that follow in the wake of boats\nhave never paid a fare, and never will;\nthey take the crust that on the water floats\nand when the last is gone they follow still.",
    "table": "Monday       12.30   14.30\nTuesday      12.30   14.30\nWednesday    11.00   15.30\nSunday       09.15   16.45",
    "captions": "The pier in June. Photo: Rowan Ashgrove\nThe pier in May. Photo: Rowan Ashgrove\nThe pier, of late. Photo: Rowan Ashgrove",
    "scores": "Harbour 2 Fenland 1\nPrairie 0 Elbe 0\nHalles 3 Poniente 2",
}


@pytest.mark.parametrize("name", PAGES)
def test_lines_that_are_no_wrapped_prose_stay_apart(name):
    assert join_wrapped(PAGES[name]) == PAGES[name]


def test_a_word_cut_over_a_paragraph_is_joined():
    lines = ["Hubo en la bahía muchos años de avis", "", "tamientos de ballenas, según los vecinos del puerto."]
    assert joints(lines) == (None, None, "")
    assert continues(lines) == (False, False, True)
    whole = ["Hubo en la bahía muchos años de pesca", "", "de ballenas, según los vecinos del puerto."]
    assert not any(continues(whole))


def test_a_dash_that_begins_a_wrapped_line_goes_on_with_the_sentence():
    text = "The ferry left at noon with forty people and a piano on board today\n— and nobody at the pier could say who had paid for the passage of\nthe last."
    assert join_wrapped(text) == text.replace("\n", " ")


def test_a_hyphen_at_the_end_of_a_wrapped_line_is_left_to_the_proof():
    text = "The ferry left at noon with forty people and a piano, and the under-\nstanding of all on the pier was that it had been paid for by a well-\nknown mayor."
    assert join_breaks(join_wrapped(text))[0] == text.replace("under-\n", "under").replace("well-\n", "well-").replace(
        "\n", " "
    )


def test_a_hyphen_at_the_end_of_a_paragraph_is_proved():
    text = "The board of the harbour met again for brief-\n\nings about the ferry."
    assert join_breaks(join_wrapped(text))[0] == "The board of the harbour met again for briefings about the ferry."


TEXTS = st.lists(
    st.sampled_from(
        [
            "brief",
            "ings",
            "- ",
            "-\n",
            "well",
            "known",
            "and",
            "Ver",
            "waltung",
            " ",
            "\n",
            "\n\n",
            "1/2",
            "½",
            "rst",
            "the",
            "\ud800",
            "\x00",
            "ß",
            "’",
        ],
    ),
    max_size=40,
).map("".join)


@given(TEXTS)
def test_joining_twice_is_joining_once(text):
    once, _ = join_breaks(text)
    assert join_breaks(once) == (once, ())
    wrapped = join_wrapped(text)
    assert len(continues(text.split("\n"))) == text.count("\n") + 1
    assert "".join(wrapped.split()) == "".join(text.split())


@given(st.text(max_size=80))
def test_any_text_is_taken(text):
    once, names = join_breaks(text)
    assert (once == text) == (names == ())
    join_wrapped(text)
    lost_hyphens(text)


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a-",
        "a- ",
        "ab- cd ",
        "ab- ",
        "-\n",
        "a-\n",
        "1/2",
        "½a",
        "a½",
        "ab\n\n",
        "- ",
        "brief- ings ",
        "18- year-old ",
        "face- to- ",
        "a-b- ",
        "low- and ",
        "two",
        "ab cd ef gh ij kl mn op qr\n\nst ",
    ],
)
def test_hostile_text_takes_linear_time(piece):
    text = piece * (200_000 // len(piece))
    start = time.perf_counter()
    is_broken(text)
    join_breaks(text)
    lost_hyphens(text)
    join_wrapped(text)
    assert time.perf_counter() - start < 6


def test_the_lists_of_breaks_are_folded_and_no_word_comes_twice():
    known = known_breaks()
    lists_of_words = (known.suspending, known.first, known.last, known.linking, known.compound, known.prefix)
    for lists in (*lists_of_words, known.clitic, known.number, known.half, known.lost):
        for words in lists.values():
            assert [word.casefold() for word in words] == list(words)
            assert len(set(words)) == len(words)
    assert set(known.suspending) == set(lexicon.LANGUAGES)
    assert rules.load("rules/breaks.toml", type(known)) == known
