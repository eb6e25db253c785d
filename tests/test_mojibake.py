"""Mojibake beyond ftfy is repaired, and sound text in the same letters is not touched."""

import itertools
import random

import ftfy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.damage import mojibake_case, mojibake_pages
from transforms.damage.misreading import LETTERS, SIGNS, is_whole, misread
from transforms.damage.mojibake import MOJIBAKE_ONLY, decode_mojibake
from transforms.encoding import REPAIRS, is_suspicious, repair_text, repair_with_names

SENTENCES = (
    "“It’s over,” the mayor’s aide said — and that was that…",
    "Élodie a déjà mangé à l’hôtel « Beau Rivage » : où est passé l’été ?",
    "El niño comió piñón; ¿qué pasó después en la montaña?",
    "„Überall Ärger“, sagte Jürgen Groß – ‚ganz schön‘ müde.",
    "A manhã de São João não é só coração, irmã e açúcar às três.",
    "Perché è così? Più tardi andrò in città, disse.",
)

# Sound text in the letters and signs that mojibake is made of.
SOUND = (
    "AÇÕES DA MANHÃ EM SÃO JOÃO: NÃO HÁ AMANHÃ",
    "“AMANHÃ”, MANHÃ – IRMÃ; ‘ROMÃ’ E «AMANHÃ»",
    "MANHÃ DE SOL, AMANHÃ É TARDE; ALEMÃ, CRISTÃ!",
    "amanhã” e «manhã», irmã – romã… ímã, lã.",
    "PÂTÉ, ÂGE, CHÂTEAU, THÉÂTRE « À LA CÔTE »",
    "MOÇA E MAÇÃ, ÓRGÃO E ÓRFÃ, LÃ, IMÃ",
    "HÔTEL DE L’ÎLE: OÙ ÊTES-VOUS, ÂME SŒUR?",
    "ORĂŞTIE ŞI TÂRGOVIŞTE, ŢARĂ FĂRĂ SÂMBĂTĂ",
    "Гімн України, ЦГЄ, група В, «план Г» и пункт В.",
    "Γάμος και Βόλος, ομάδα Γ, «τμήμα Β»",
    "├── docs\n│   └── index\n└── src",
    "√2, √π, ≈5 °C, ¬p, 3 ± 1, ∆t",
    "BYĆ ALBO NIE BYĆ, «BYĆ», ŁÓDŹ",
    "Ångström, Åre, HÅLL, TÅG, BÅT, Ægir, Ørsted",
    "Wie? Über „Äpfel“ – Ökostrom, ÄRGER, MÜSSEN",
    "Bâtir, câliner; qu’il donnât, l’âne, le Mâconnais, â l’ancienne",
)

BEYOND_FTFY = {
    "the horizonâ€.": "the horizon”.",
    "the horizonâ€? he said": "the horizon” he said",
    "the horizonâ€  he said, â€œyes": "the horizon” he said, “yes",
    "â€?We donâ€?t,â€? she said": "“We don’t,” she said",
    "un dÃa en la AndalucÃa": "un día en la Andalucía",
    "Ãfrica, Ã\ufffdndice": "África, Índice",
    "dÃ©jÃ -vu, dÃ©jÃ , voilÃ": "déjà-vu, déjà, voilà",
    "fidÃ¨le Ã s’y mÃ©prendre": "fidèle à s’y méprendre",
    "ΓÇ£Caf├⌐ΓÇ¥ ΓÇö na├»ve": "“Café” — naïve",
    "ÔÇ£CafÔÇØ, l'├®t├®": "“Caf”, l'été",
    "вЂњItвЂ™s cafГ©вЂќ, вЂ\ufffdnoвЂ™": "“It’s café”, ‘no’",
    "corazГіn, mГЎs, ГЁ": "corazón, más, è",
    "corazĂłn, mĂˇs": "corazón, más",
    "l‚Äô√©t√© au pi√π": "l’été au più",
    "ц╘tц╘": "été",
    "CAFÃ©: ITÂ€™S Â€ŒOVERÂ€\x9d": "CAFÉ: IT’S “OVER”",
    "CAFÃ©: ITÂ€™S Â€ŒOVERÂ€": "CAFÉ: IT’S “OVER”",
    "cafã© em sã£o joã£o, jã¡": "café em são joão, já",
    "â„¢ Quantumâ„¢": "™ Quantum™",
    "C’è chi Ã¨ tentato": "C’è chi è tentato",
}

CODE_PAGES = tuple(mojibake_pages.ALPHABETS)


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_in_the_letters_of_mojibake_stays(text: str) -> None:
    assert repair_with_names(text) == (text, ())


@pytest.mark.parametrize(("text", "repaired"), BEYOND_FTFY.items())
def test_what_ftfy_leaves_or_gives_up_in_longer_lines_is_repaired(text: str, repaired: str) -> None:
    assert repair_text(text) == repaired
    assert (
        repair_text(f"“{repaired}” A sound line.\n{text}\nAnother.")
        == f"“{repaired}” A sound line.\n{repaired}\nAnother."
    )


@pytest.mark.parametrize("charset", CODE_PAGES)
@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_comes_back_from_every_code_page(text: str, charset: str) -> None:
    assert repair_text(text.encode().decode(charset)) == text


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_comes_back_from_capitals(text: str) -> None:
    damaged = text.encode().decode("sloppy-windows-1252").upper()
    assert repair_text(damaged) == text.upper()


@pytest.mark.parametrize("lost", ["", "?", "\ufffd"])
@pytest.mark.parametrize("rounds", [1, 2])
@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_comes_back_without_the_bytes_that_windows_1252_lacks(text: str, rounds: int, lost: str) -> None:
    damaged = text
    for _ in range(rounds):
        damaged = damaged.encode().decode("sloppy-windows-1252")
    damaged = damaged.translate(dict.fromkeys((0x81, 0x8D, 0x8F, 0x90, 0x9D), lost))
    assert repair_text(damaged) == text


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_comes_back_whose_no_break_spaces_became_plain(text: str) -> None:
    assert repair_text(text.encode().decode("latin-1").replace("\xa0", " ")) == text


# As it was delivered, and what is left: a byte that a reader replaced is lost for good, and the line says so.
UNDECIDED = {
    "Es fÃ\ufffdllt auf, itâ€™s late": "Es f\ufffdllt auf, it’s late",
    "O Ã\ufffd e o cafÃ©": "O \ufffd e o café",
    "GlÃ qzxw und StraÃŸe": "GlÃ qzxw und Straße",
    "a way â€ that itâ€™s seen": "a way â€ that it’s seen",
}


BESIDE_SIGNS = [
    "Il ministro ha detto che sfiderà Ugo e che non è la città/porto.",
    "Hij heeft het vis-à-vis gezegd, à la carte en ‘à’.",
    "La città è così: «bontà» e “verità” e \"realtà\" e 'lealtà' e realtà—così.",
    "Il chante à l’été, à\xa0l’heure ; ou là… et voilà » !",
]


@pytest.mark.parametrize("text", BESIDE_SIGNS)
def test_an_a_grave_takes_the_space_of_its_byte_beside_a_sign(text: str) -> None:
    broken = misread(text, "sloppy-windows-1252")
    assert broken is not None
    assert repair_text(broken.replace("\xa0", " ")) == text


def test_mac_letters_are_read_where_a_word_of_their_line_proves_them() -> None:
    proved = repair_with_names("El barco tur\x92stico de los Coatl\x87n")
    assert proved == ("El barco turístico de los Coatlán", ("mac_letters",))
    assert repair_with_names("El barco de los Coatl\x87n") == ("El barco de los Coatl‡n", ("mojibake",))


@pytest.mark.parametrize("text", UNDECIDED)
def test_what_no_word_proves_is_not_guessed(text: str) -> None:
    assert repair_text(text) == UNDECIDED[text]


def test_words_prove_lost_letters() -> None:
    assert repair_text("Les mÃdias de la rÃ�gion") == "Les médias de la région"
    assert repair_text("Die Stadt sorgt fÃ r die BlÃ?ten") == "Die Stadt sorgt für die Blüten"
    assert repair_text("Itâ€s Googleâ€�s, isnâ€™t it") == "It’s Google’s, isn’t it"


def _keys() -> set[str]:
    keys = {damaged for charset in CODE_PAGES for damaged in mojibake_pages._code_page(charset).table}
    for case in (str.upper, str.lower):
        keys |= set(mojibake_case._table(case))
    return keys | {damaged for c in LETTERS + SIGNS if (damaged := misread(c, "sloppy-windows-1252"))}


def test_whatever_a_repair_changes_is_suspicious() -> None:
    contexts = ("{}", "a{}a", "{}a", "ã{} a", " {} ", "é{}.", "A {}B", "a{}”", "“{}a", "1{} 2")
    texts = [context.format(key) for key in _keys() for context in contexts]
    changed = [text for text in texts if any(repair(text) != text for _, repair in REPAIRS)]
    assert len(changed) > len(texts) // 4
    assert [text for text in changed if not is_suspicious(text)] == []


WORDS = sorted({word for sentence in (*SENTENCES, *SOUND) for word in sentence.split()})
CHARSETS = ("sloppy-windows-1252", "latin-1", *CODE_PAGES, "sloppy-windows-1254", "iso8859-15")


def _damage(dice: random.Random) -> str:
    """Return a line of sound and broken words: some twice, some in another case, some with a byte lost."""
    words = []
    for word in dice.choices(WORDS, k=dice.randint(1, 9)):
        damaged = word
        for _ in range(dice.choice((0, 0, 1, 1, 2))):
            damaged = misread(damaged, dice.choice(CHARSETS)) or damaged
        if dice.random() < 0.3 and damaged:
            at = dice.randrange(len(damaged))
            damaged = damaged[:at] + dice.choice(("", "?", "\ufffd", " ")) + damaged[at + 1 :]
        words.append(dice.choice((str, str, str, str.upper, str.lower))(damaged))
    return " ".join(words)


def test_a_line_that_is_not_suspicious_is_left_alone_by_every_repair_and_by_ftfy() -> None:
    dice = random.Random(4)
    lines = [_damage(dice) for _ in range(20_000)]
    spared = [line for line in lines if not is_suspicious(line)]
    assert len(spared) > 500
    assert [line for line in spared if ftfy.fix_text_segment(line, MOJIBAKE_ONLY) != line] == []
    assert [line for line in spared if any(repair(line) != line for _, repair in REPAIRS)] == []


def test_repairing_damage_twice_is_repairing_it_once() -> None:
    dice = random.Random(5)
    for repaired in (repair_text(_damage(dice)) for _ in range(4_000)):
        assert repair_with_names(repaired) == (repaired, ())


@given(st.text())
def test_no_repair_raises_on_any_text(text: str) -> None:
    for _, repair in REPAIRS:
        assert isinstance(repair(text), str)


@pytest.mark.parametrize(("text", "charset"), itertools.product(SENTENCES, ("sloppy-windows-1252", "latin-1")))
def test_a_whole_line_is_read_as_ftfy_reads_it(text: str, charset: str) -> None:
    damaged = text.encode().decode(charset)
    assert is_whole(damaged)
    assert decode_mojibake(damaged) == ftfy.fix_text_segment(damaged, MOJIBAKE_ONLY) == text
