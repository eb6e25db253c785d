"""Bytes become text, or a reason that a person understands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.decoding import Decoded, decode

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
        (b"%PDF-1.7\n1 0 obj", "binary", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "binary", "JPEG"),
        (b"GIF89a\x01\0\x01\0", "binary", "GIF"),
        (b"PK\x03\x04\x14\0\0\0", "binary", "zip"),
        (b"\x1f\x8b\x08\0", "binary", "gzip"),
        (b"\0" * 100, "binary", "100 of 100 bytes"),
        (bytes(range(256)) * 4, "binary", "control characters"),
        ("Утренняя газета вышла вовремя.".encode("cp1251"), "undecodable", "%"),
        ("朝の新聞は時間どおりに出た。".encode("shift-jis"), "undecodable", "%"),
        (b"word \x81 word \x8d word \x8f word \x90 word", "undecodable", "4 bytes"),
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
        (b"A lone \x9d byte", Decoded("A lone \ufffd byte", "windows-1252", ("undecodable_bytes",))),
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
