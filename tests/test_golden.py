"""The whole reading of each sample page as text, so that a change of any rule shows in a diff.

Renew with `pytest tests/test_golden.py --force-regen`, and read the diff.
"""

from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from flows.sources import read_manifest
from transforms import clean
from transforms.decoding import decode
from transforms.record import Page, Role

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
GOLDEN = Path(__file__).parent / "golden"
FIELDS = (
    "layout", "outlet_as_printed", "country", "language", "published", "section", "headline", "standfirst", "byline",
    "agency", "dateline", "word_count",
)  # fmt: skip
WIDTH = 90


def as_text(page: Page) -> str:
    """Write the lines of a page with role and rule, then its fields, one a line."""
    lines = [
        f"{given.role.value:<11} {given.rule:<14} {line.text[:WIDTH]}".rstrip()
        for line, given in zip(page.lines, page.marks, strict=True)
        if given is not None and given.role is not Role.BLANK
    ]
    fields = [f"{name}: {getattr(page, name)}" for name in FIELDS if getattr(page, name) is not None]
    fields.append(f"outlet: {page.outlet.outlet_id if page.outlet else None}")
    fields += [f"address: {name} = {value}" for name, value in page.address._asdict().items() if value is not None]
    for kind, found in (("person", page.people), ("caption", page.captions)):
        for one in found:
            said = "; ".join(f"{key} {value}" for key, value in one._asdict().items() if value is not None)
            fields.append(f"{kind}: {said}")
    repairs = sorted({name for line in page.lines for name in line.repairs})
    fields.append(f"repairs: {', '.join(repairs)}".rstrip())
    fields.append(f"flags: {', '.join(page.flags)}".rstrip())
    fields += [f"evidence: {field} from {where}" for field, where in page.evidence]
    return "\n".join([*lines, "", *fields, ""])


def test_no_reading_is_left_of_a_page_that_is_gone() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == {file.stem for file in SAMPLES.glob("*.txt")}


@pytest.mark.parametrize("name", sorted(file.stem for file in SAMPLES.glob("*.txt")))
def test_the_page_is_read_as_before(name: str, file_regression: FileRegressionFixture) -> None:
    file = SAMPLES / f"{name}.txt"
    decoded = decode(file.read_bytes())
    if decoded.text is None:
        text = f"quarantined: {decoded.reason}: {decoded.detail}\n"
    else:
        text = as_text(clean(decoded.text, read_manifest(SAMPLES).get(file.name, (None, None))[0], file.name))
    file_regression.check(text, fullpath=GOLDEN / f"{name}.txt", encoding="utf-8")
