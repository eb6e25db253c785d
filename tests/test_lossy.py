"""Characters that became `?`: what is restored, what stays, and what is never touched."""

import random
from time import perf_counter

import pytest

from transforms.damage.lossy import judge, repair_lost_characters
from transforms.damage.lossy_page import REPLACEMENT
from transforms.encoding import repair_text, repair_with_names
from transforms.steps import clean

# Each text as it was printed; the test makes `?` of every character beyond ASCII.
RESTORED = [
    "They don’t know what’s next, but we’ll see.",
    "“We were told nothing,” she said. “It’s a scandal.”",
    "“The pier — the third in a decade — won’t last,” he said.",
    "The pier – the third in a decade – won’t last, he said.",
    "HALIFAX — The ferry didn’t sail on Monday, the harbour board said.",
    "It’s closed for good—and nobody’s sorry, said the mayor’s office.",
    "O’Brien’s boat didn’t sink. “She’s fine,” said O’Brien.",
    "It’s naïve, and the clichés of the town’s cafés aren’t new. They’ve heard them all.",
    "The council’s café isn’t open.",
    "The ships’ crews weren’t paid. The owners’ lawyers didn’t call.",
    "“So ‘what did we learn’ isn’t it?” he said. It’s late.",
    "“They didn’t ask.” “I’m 84. How’re we to go on?”",
    "It isn’t a 2880×1800 screen of the years 2010–2020 for $10–$20.",
    "The owner’s firm (“the Firm”) isn’t open. A “safe” route isn’t safe.",
    "It’s 30°C and it isn’t warm.",
    "“Why would we sell?” he asked. “It’s our harbour,” she said. Will they sell?",
]
# What was printed, and what is left of it after the damage and the repair.
LEFT = [
    ("They don’t know Škvorecký.", "They don’t know ?kvoreck?."),  # nothing proves the letters
    ("It’s £40, isn’t it?", "It’s ?40, isn’t it?"),
    ("The pol\xaditical par\xadties don’t agree.", "The pol?itical par?ties don’t agree."),  # no dash within a word
    ("It’s a trans\xadport mat\xadter and isn’t ours.", "It’s a trans?port mat?ter and isn’t ours."),
    # A quote is set with its partner, of its own kind, or not at all.
    (
        "They call it “the bath.” It isn’t warm, and it’s never been “clean”",
        "They call it “the bath.” It isn’t warm, and it’s never been ?clean?",
    ),
    # A house that sets its stops outside may print terms in single quotes, and speech in double ones.
    (
        "It isn’t a ‘farce’, a ‘scandal’, a ‘shame’. “It’s a mistake.”",
        "It isn’t a ?farce?, a ?scandal?, a ?shame?. “It’s a mistake.”",
    ),
    # What a list, a formula or a compound lost is no dash, and what ends a word before `and` no apostrophe.
    ("It isn’t hard. Tea → Milk → Sugar", "It isn’t hard. Tea ? Milk ? Sugar"),
    ("It isn’t hard that x ≠ y, she said.", "It isn’t hard that x ? y, she said."),
    ("It isn’t a mindfulness‑based course, she said.", "It isn’t a mindfulness?based course, she said."),
    ("It isn’t Hardened Images® and nobody’s.", "It isn’t Hardened Images? and nobody’s."),
]
SOUND = [
    "Where did the money go? Who knew? And why? Nobody will say.",
    "“Where did it go?” she asked. “Who knew?” It’s a scandal.",
    "Is that so?Yes it is.",
    "What?? He can't be serious. Why???",
    "See http://example.com/page?id=3&s=t and www.example.com/?s=1 for more.",
    "?? — AP PHOTO ?? The ferry at the pier.",
    "Pourquoi ? Parce que la mairie l’a dit ! Vraiment ?",
    "¿Qué pasa? ¿Quién sabe? Nadie lo dijo.",
    "Warum? Weil die Fähre nicht fährt. Und nun?",
    "a?b:c and x?y:z are code",
    "",
    "?",
]
OTHERS = [
    (
        "fr",
        "Il a été au café. L’homme était là et la délégation française n’a pas répondu. Sa sœur est à Paris; ils ont vu l’allée.",
        "à",
    ),
    ("es", "La investigación de los años pasados, según el alcalde de la ciudad, está en la televisión.", "á"),
    ("de", "Die Straße nach München ist für die Bürger nicht schön, und das wird sich ändern.", "ä"),
    ("pt", "A população não sabe; a situação da região é também uma questão de educação.", "é"),
]


def damaged(text: str, sign: str = "?") -> str:
    return "".join(character if character.isascii() else sign for character in text)


BY_RULE = [
    ("es", "¡Basta! La investigación de los años no avanza en la televisión. ¿Qué dice el alcalde de la ciudad?"),
    ("fr", "L’homme a été au café : il a dit « Non » et la délégation n’a pas répondu, 5 % des gens."),
]


@pytest.mark.parametrize("text", RESTORED)
def test_lost_characters_are_restored(text: str) -> None:
    assert repair_with_names(damaged(text)) == (text, ("lost_characters",))


@pytest.mark.parametrize("text", RESTORED)
def test_characters_lost_byte_by_byte_are_restored(text: str) -> None:
    by_bytes = "".join(c if c.isascii() else "?" * len(c.encode()) for c in text)
    assert repair_text(by_bytes) == text


@pytest.mark.parametrize("text", RESTORED)
def test_replacement_characters_are_restored(text: str) -> None:
    assert repair_text(damaged(text, REPLACEMENT)) == text


@pytest.mark.parametrize(("text", "left"), LEFT)
def test_what_is_not_certain_stays(text: str, left: str) -> None:
    assert repair_text(damaged(text)) == left


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_text_stays(text: str) -> None:
    assert judge(text) is None
    assert repair_with_names(text) == (text, ())


@pytest.mark.parametrize(("language", "text", "left"), OTHERS)
def test_letters_of_other_languages_are_restored_or_stay(language: str, text: str, left: str) -> None:
    repaired = repair_text(damaged(text))
    changed = [(old, new) for old, new in zip(text, repaired, strict=True) if old != new]
    assert all(new == "?" for _, new in changed), language
    assert "".join(old for old, _ in changed) == left


@pytest.mark.parametrize(("language", "text"), BY_RULE)
def test_signs_that_a_language_sets_by_rule_are_restored(language: str, text: str) -> None:
    assert repair_text(damaged(text)) == text, language


def test_signs_with_two_readings_stay() -> None:
    asked = "L?homme a ?t? au caf?.\n\n??Non?? dit la d?l?gation."  # « Non » or — Non ?
    assert "??Non?? dit la délégation" in repair_text(asked)
    spoken = "?V?monos? La ni?a de la ciudad no est?; los a?os."  # no question, though it ends in a sign
    assert repair_text(spoken).startswith("?V?monos? La niña")


def test_pounds_are_known_by_their_bytes() -> None:
    text = "It’s £40, isn’t it? “It isn’t,” he said."
    assert repair_text("".join(c if c.isascii() else "?" * len(c.encode()) for c in text)) == text


def test_a_page_full_of_strange_signs_keeps_all_but_its_apostrophes() -> None:
    strange = (
        "It isn’t new.\n\n"
        + "\n".join(f"→ Step {n} ✓ done, 🙂" for n in range(9))
        + "\n\nThe pier — the third — stands."
    )
    assert repair_text(damaged(strange)) == damaged(strange).replace("isn?t", "isn’t")


def test_a_name_is_proved_by_the_same_page_only() -> None:
    assert repair_lost_characters("Jos? Bralić left. Brali? didn?t say.").startswith("Jos? Bralić left. Bralić didn’t")
    assert "Brali?" in repair_lost_characters("Brali? didn?t say.")


def test_a_credit_is_settled_with_its_icon() -> None:
    page = "?? ? AP PHOTO ?? It didn?t rain.\n\n? AP PHOTO It didn?t rain."
    assert repair_text(page) == "?? — AP PHOTO ?? It didn’t rain.\n\n— AP PHOTO It didn’t rain."


def test_a_quotation_over_paragraphs_opens_each_and_closes_once() -> None:
    text = "“It’s a pity,” he said. “We can’t go on like this.\n\n“The pier won’t hold, and the council knows it,” he said."
    assert repair_text(damaged(text)) == text


def test_quotes_within_quotes_are_single() -> None:
    text = "“She told me, ‘Don’t go,’ and I didn’t,” he said."
    assert repair_text(damaged(text)) == text


def test_a_page_is_flagged_and_its_raw_text_kept() -> None:
    page = clean("The Harbour Courier\n\nPier opens\n\n- ADA MARSH\n\nThey don?t know. ?It?s late,? she said. Why?\n")
    assert page.body == "They don’t know. “It’s late,” she said. Why?"
    assert "lost_characters" in page.flags
    changed = [line for line in page.lines if line.text != line.raw]
    assert [(line.raw[:9], line.repairs) for line in changed] == [("They don?", ("lost_characters",))]


def test_headlines_get_their_question_mark_back() -> None:
    page = clean("The Harbour Courier\n\nThe ferry has gone, now what'\n\n- ADA MARSH\n\nIt rained.\n")
    assert page.headline == "The ferry has gone, now what?"


@pytest.mark.parametrize("line", ["All for the boys'", "Why they call it 'jazz'", "What I'm doin'", "It's hers'"])
def test_other_apostrophes_at_an_end_stay(line: str) -> None:
    assert repair_text(line) == line


def test_repairing_twice_is_repairing_once_whatever_is_lost() -> None:
    dice = random.Random(7)
    words = [
        "don?t",
        "?We",
        "told,?",
        "?",
        "??",
        "so?",
        "caf?",
        "pier",
        "O?Brien",
        "the",
        "“",
        "’",
        "\n",
        "???",
        "users?",
    ]
    for _ in range(400):
        repaired = repair_text(" ".join(dice.choices(words, k=dice.randint(1, 40))))
        assert repair_text(repaired) == repaired


@pytest.mark.parametrize(
    "unit", ["don?t ", "?a", "? ", "a?", "??", "?? ? A ?? ", "a" * 50 + "?t ", "?\n", "é?s ", "A?'"]
)
def test_time_grows_with_the_text(unit: str) -> None:
    text = "It isn?t so. " + unit * (100_000 // len(unit))
    start = perf_counter()
    repair_text(text)
    assert perf_counter() - start < 10


def test_a_letter_of_a_name_is_no_apostrophe() -> None:
    text = repair_text("It?s the end of the town?s caf?. They don?t know.\n\nBy In?s Vale\n\nBy Canada?s Tom Vale")
    assert text.endswith("By In?s Vale\n\nBy Canada’s Tom Vale")
