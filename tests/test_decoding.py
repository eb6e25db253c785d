"""Bytes become text, or a reason that a person understands."""

import random
import re
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.charsets import codec_of, declared_charsets, known_charsets, rank
from transforms.decoding import Decoded, decode
from transforms.refusal.signatures import find_signature, known_signatures

TEXT = "Der Bürgermeister sagte: „Wir bauen weiter“ – und die Gäste nickten.\n"
STRAY = "A stray \x01 in a line that is long enough to bear it."
TELLING_BYTES = [*b"a \0\xff\xfe\xc3\xa9\xe2\x80\x9d\xd8\xef\xbb\xbf"]
VISIBLE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(lambda text: f"A {text}")


@pytest.mark.parametrize(
    ("data", "text", "charset"),
    [
        (b"Plain words.\r\n", "Plain words.\r\n", "utf-8"),
        (TEXT.encode(), TEXT, "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "\ufeff" + TEXT, "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "\ufeff" + TEXT, "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "\ufeff" + TEXT, "utf-16-be"),
        (b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"), "\ufeff" + TEXT, "utf-32-le"),
        (TEXT.encode("utf-16-le"), TEXT, "utf-16-le"),
        (TEXT.encode("utf-16-be"), TEXT, "utf-16-be"),
        (TEXT.encode("cp1252"), TEXT, "windows-1252"),
        ("Ein einziges ü.".encode("latin-1"), "Ein einziges ü.", "windows-1252"),
        ("新聞の見出し".encode(), "新聞の見出し", "utf-8"),
        (b"A stray \x01 in a line that is long enough to bear it.", STRAY, "utf-8"),
    ],
)
def test_text_is_read_in_the_charset_it_was_written_in(data: bytes, text: str, charset: str) -> None:
    assert decode(data) == Decoded(text, charset)


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (b"", "empty", "no bytes"),
        (b" \r\n\t ", "empty", "white space"),
        (b"\xef\xbb\xbf\n", "empty", "white space"),
        ("\xa0\u3000\n".encode(), "empty", "white space"),
        (b"\xff\xfe", "empty", "white space"),
        (b"%PDF-1.7\n1 0 obj", "pdf", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image", "JPEG"),
        (b"GIF89a\x01\0\x01\0", "image", "GIF"),
        (b"PK\x03\x04\x14\0\0\0", "archive", "zip"),
        (b"\x1f\x8b\x08\0", "archive", "gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "binary", "Office"),
        (b"\0" * 100, "binary", "100 of 100 bytes"),
        (bytes(range(256)) * 4, "binary", "control characters"),
        (bytes(0x80 | byte for byte in random.Random(3).randbytes(600)), "undecodable", "100 %"),
        (b"word \x81 word \x8d word \x8f word \x90 word", "undecodable", "%"),
        (b"\xff\xfe" + b"\0\xd8" * 50, "undecodable", "utf-16-le"),
    ],
)
def test_what_is_no_text_has_a_reason_and_a_sentence(data: bytes, reason: str, detail: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.charset, decoded.flags, decoded.reason) == (None, None, (), reason)
    assert decoded.detail is not None
    assert detail in decoded.detail
    assert decoded.detail.endswith(".")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            "“Zürich” isn".encode() + b"\x92" + "t “Züri”".encode(),
            Decoded("“Zürich” isn’t “Züri”", "utf-8", ("mixed_charset",)),
        ),
        (
            "Zürich, Genève".encode() + b" caf\xe9",
            Decoded("Zürich, Genève café", "utf-8", ("mixed_charset",)),
        ),
        (
            "Zürich".encode() + b" \x9d",
            Decoded("Zürich \ufffd", "utf-8", ("mixed_charset", "undecodable_bytes")),
        ),
        (
            "A lost \ufffd, ".encode() + b"caf\xe9",
            Decoded("A lost \ufffd, café", "utf-8", ("mixed_charset",)),
        ),
        (b"A lone \x9d byte", Decoded("A lone \ufffd byte", "windows-1252", ("charset_guessed", "undecodable_bytes"))),
        (b"\xff\xfea\0b\0c", Decoded("\ufeffab\ufffd", "utf-16-le", ("undecodable_bytes",))),
    ],
)
def test_a_few_wrong_bytes_are_flagged_and_cost_nothing_else(data: bytes, expected: Decoded) -> None:
    assert decode(data) == expected


def test_accidental_utf8_does_not_make_western_text_utf8() -> None:
    text = "« Ce café\xa0» était fermé à l’été, répéta le député.\n"
    assert decode(text.encode("cp1252")) == Decoded(text, "windows-1252")


def test_a_replacement_character_of_the_source_is_no_undecodable_byte() -> None:
    assert decode("K\ufffdhn".encode()) == Decoded("K\ufffdhn", "utf-8")


@given(VISIBLE)
def test_whatever_was_written_in_utf8_comes_back_exactly(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "utf-8")


@given(VISIBLE, st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]))
def test_a_page_with_a_byte_order_mark_can_be_rebuilt(text: str, charset: str) -> None:
    data = f"\ufeff{text}".encode(charset)
    decoded = decode(data)
    assert decoded.charset == charset
    assert decoded.text is not None
    assert decoded.text.encode(charset) == data


@given(
    st.lists(st.sampled_from("äöüß“”–é"), min_size=1),
    st.integers(0, 500),
    st.sampled_from([0x92, 0xE9, 0xFC]),
)
def test_one_wrong_byte_changes_nothing_but_itself(letters: list[str], place: int, wrong: int) -> None:
    words = [f"wort{letter} " for letter in letters]
    place %= len(words) + 1
    data = "".join(words[:place]).encode() + bytes([wrong, 0x20]) + "".join(words[place:]).encode()
    words.insert(place, bytes([wrong]).decode("cp1252") + " ")
    assert decode(data) == Decoded("".join(words), "utf-8", ("mixed_charset",))


@given(st.one_of(st.binary(), st.lists(st.sampled_from(TELLING_BYTES)).map(bytes)))
def test_any_bytes_give_either_text_or_a_reason(data: bytes) -> None:
    decoded = decode(data)
    assert (decoded.text is None) == (decoded.reason is not None) == (decoded.detail is not None)
    assert (decoded.text is None) == (decoded.charset is None)
    assert decoded.text is None or decoded.text.encode()


RUSSIAN = "Утренняя газета вышла вовремя. Мэр открыл старый мост, и жители города пришли на берег.\n"
CZECH = "Ranní noviny vyšly včas. Starosta otevřel starý most a lidé přišli na břeh řeky. Žádný déšť.\n"
POLISH = "Poranna gazeta ukazała się na czas. Burmistrz otworzył stary most, więc ludzie przyszli nad rzekę. Żółć.\n"
GREEK = "Η πρωινή εφημερίδα βγήκε στην ώρα της. Ο δήμαρχος άνοιξε την παλιά γέφυρα.\n"
TURKISH = "Sabah gazetesi zamanında çıktı. Belediye başkanı eski köprüyü açtı, halk ırmağın kıyısına geldi.\n"
JAPANESE = "朝の新聞は時間どおりに出た。市長は古い橋を開き、人々は川のほとりに集まった。\n"
FRENCH = "Le maire a rouvert le vieux pont à l’été ; les élèves, émus, y étaient déjà. « Enfin ! » Ça coûte 5 €.\n"
GERMAN = "Der Bürgermeister öffnete die alte Brücke für Fußgänger, und ältere Gäste hörten die Größe des Flusses.\n"
ENGLISH = "“We didn’t see it coming,” the mayor said — and the café stayed open…\n"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        *[(RUSSIAN, codec) for codec in ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5")],
        *[(CZECH, codec) for codec in ("cp1250", "iso8859-2", "cp852")],
        *[(POLISH, codec) for codec in ("cp1250", "iso8859-2")],
        *[(GREEK, codec) for codec in ("iso8859-7",)],
        *[(TURKISH, codec) for codec in ("cp1254", "iso8859-9")],
        *[(JAPANESE, codec) for codec in ("shift_jis", "euc_jp", "iso2022_jp")],
        *[(FRENCH, codec) for codec in ("cp1252", "mac-roman")],
        *[(GERMAN, codec) for codec in ("cp1252", "mac-roman", "cp850", "cp437", "iso8859-15")],
        *[(ENGLISH, codec) for codec in ("cp1252", "mac-roman")],
    ],
)
def test_a_charset_nobody_declared_is_found(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize("text", [RUSSIAN, GREEK, JAPANESE, "新聞の見出し。市長は古い橋を開いた。"])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_needs_neither_a_mark_nor_western_letters(text: str, codec: str) -> None:
    assert decode(text.encode(codec)) == Decoded(text, codec)


@pytest.mark.parametrize(
    ("data", "declared", "text", "charset", "flags"),
    [
        ("Łódź".encode("iso8859-2"), "iso-8859-2", "Łódź", "iso8859-2", ()),
        (RUSSIAN.encode("koi8-r"), "text/html; charset=KOI8-R", RUSSIAN, "koi8-r", ()),
        (TEXT.encode("cp1252"), "ISO-8859-1", TEXT, "windows-1252", ()),
        (TEXT.encode(), "iso-8859-1", TEXT, "utf-8", ("charset_contradicted",)),
        (TEXT.encode("cp1252"), "utf-8", TEXT, "windows-1252", ("charset_contradicted",)),
        (RUSSIAN.encode("cp1251"), "iso-8859-1", RUSSIAN, "windows-1251", ("charset_contradicted",)),
        (GERMAN.encode("cp1252"), "shift_jis", GERMAN, "windows-1252", ("charset_contradicted",)),
        (b"Plain words.", "iso-8859-1", "Plain words.", "utf-8", ()),
        (TEXT.encode("cp1252"), "no-such-charset", TEXT, "windows-1252", ()),
        (TEXT.encode("cp1252"), "", TEXT, "windows-1252", ()),
        (b"Hi Mom +Jjo-!", "utf-7", "Hi Mom ☺!", "utf-7", ()),
        (b"Hi Mom +Jjo-!", None, "Hi Mom +Jjo-!", "utf-8", ()),
        ("新闻报道。".encode("hz"), None, "新闻报道。", "hz", ()),
        ("新聞の見出し".encode("iso2022_jp"), "iso-2022-jp", "新聞の見出し", "iso-2022-jp", ()),
    ],
)
def test_a_declared_charset_is_believed_where_the_bytes_agree(
    data: bytes, declared: str | None, text: str, charset: str, flags: tuple[str, ...]
) -> None:
    assert decode(data, declared) == Decoded(text, charset, flags)


@pytest.mark.parametrize(
    "head",
    [
        '<html><meta charset="iso-8859-2"><p>',
        "<html><META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=iso-8859-2'><p>",
        "<?xml version='1.0' encoding='ISO-8859-2'?><p>",
    ],
)
def test_a_declaration_inside_the_page_is_read(head: str) -> None:
    assert decode(f"{head}Łódź".encode("iso8859-2")) == Decoded(f"{head}Łódź", "iso8859-2")


def test_a_declaration_outside_the_head_of_the_page_is_none() -> None:
    assert declared_charsets(b" " * 5000 + b"<meta charset=koi8-r>") == ()


@pytest.mark.parametrize(
    "label", ["rot13", "base64", "unicode_escape", "idna", "punycode", "undefined", "\0", "../x", ""]
)
def test_what_is_no_charset_is_not_believed(label: str) -> None:
    assert codec_of(label) is None


@pytest.mark.parametrize(
    ("data", "text", "flags"),
    [
        (b"\xef\xbb\xbf" * 2 + b"Text.", "\ufeff\ufeffText.", ("repeated_mark",)),
        ("Züri ".encode() + b"\xed\xa0\xbd\xed\xb8\x80", "Züri 😀", ("surrogates_in_utf8",)),
        ("Zürich, Bern ü ".encode() + b"\xed\xa0\xbd.", "Zürich, Bern ü \ufffd.", ("undecodable_bytes",)),
        ("Zürich, Bern ü ".encode() + b"\xc0\xaf.", "Zürich, Bern ü \ufffd.", ("undecodable_bytes",)),
        ("Zürich, Bern ü ".encode() + b"\xe0\x80\xaf.", "Zürich, Bern ü \ufffd.", ("undecodable_bytes",)),
    ],
)
def test_utf8_as_no_standard_allows_it_is_read_and_flagged(data: bytes, text: str, flags: tuple[str, ...]) -> None:
    assert decode(data) == Decoded(text, "utf-8", flags)


@pytest.mark.parametrize("signature", [one for _, one in known_signatures()], ids=lambda one: one.kind)
def test_a_signature_names_its_examples_and_leaves_text_alone(signature) -> None:
    for example in signature.examples:
        data = bytes.fromhex(example)
        assert find_signature(data) == signature
        assert decode(data).reason == signature.reason
    for text in signature.near_misses:
        for data in (text.encode(), text.encode("cp1252")):
            assert find_signature(data) is None
        assert decode(text.encode()).text == text
    assert signature.reason in {"pdf", "image", "archive", "binary"}


@pytest.mark.parametrize("rule", known_charsets().implausible, ids=lambda rule: rule.id)
def test_a_rule_of_plausibility_keeps_its_examples(rule) -> None:
    for text in rule.examples:
        assert re.search(rule.pattern, text), text
    for text in rule.near_misses:
        assert not re.search(rule.pattern, text), text


def test_every_label_names_a_charset_of_python() -> None:
    known = known_charsets()
    assert all(codec_of(label) for label in known.labels)
    assert all(codec_of(name) == name for name in known.detector.western)


def test_the_detector_is_asked_only_for_bytes_that_are_no_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "chardet", None)  # importing it now fails
    for data in (b"Plain.", TEXT.encode(), b"\xff\xfe" + TEXT.encode("utf-16-le"), "新聞".encode() * 9 + b"\x92"):
        assert decode(data, "latin1").text is not None
    with pytest.raises(ImportError):
        decode(TEXT.encode("cp1252"))


@pytest.mark.parametrize(
    "data",
    [
        b"a" * 2_000_000,
        b"\xe9" * 2_000_000,
        b"a\xe9" * 1_000_000,
        b" \xe9" * 1_000_000,
        b"<meta " * 300_000 + b"\xe9",
        b"~{" * 1_000_000,
        b"\x1b$B" * 700_000,
        b"\xed\xa0\xbd" * 700_000,
        b"\0\x01" * 1_000_000,
        bytes(range(0x80, 0x100)) * 16_000,
        JAPANESE.encode("shift_jis") * 20_000,
    ],
    ids=lambda data: repr(data[:6]),
)
def test_hostile_bytes_take_no_longer_than_their_length_allows(data: bytes) -> None:
    start = time.perf_counter()
    decode(data)
    assert time.perf_counter() - start < 5


def test_letters_far_behind_in_a_long_page_are_found() -> None:
    text = "Plain words, and no end of them.\n" * 20_000 + FRENCH
    assert decode(text.encode("mac-roman")).text == text


@given(
    st.binary(min_size=1), st.one_of(st.none(), st.text(), st.sampled_from(["utf-8", "utf-16", "hz", "utf-7", "big5"]))
)
def test_the_same_bytes_always_give_the_same_text(data: bytes, declared: str | None) -> None:
    decoded = decode(data, declared)
    assert decoded == decode(data, declared)
    assert decoded.text is None or decoded.text.encode()
    assert rank(data) == rank(data)
