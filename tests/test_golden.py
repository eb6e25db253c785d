"""The whole reading of each sample page as text, so that a change of any rule shows in a diff.

Renew with `pytest tests/test_golden.py --force-regen`, and read the diff.
"""

from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from flows.manifests import read_manifest
from transforms.decoding import decode
from transforms.record import Page, Role
from transforms.steps import clean_all

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
GOLDEN = Path(__file__).parent / "golden"
FIELDS = (
    "layout", "outlet_as_printed", "country", "language", "published", "section", "headline", "standfirst", "byline",
    "agency", "dateline", "word_count",
)  # fmt: skip
WIDTH = 90
NAMES = sorted(file.name for file in SAMPLES.iterdir() if file.name != "manifest.csv")


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


def golden(sample: str) -> str:
    """Return the name of a sample's reading: that of a page of text is the page's own."""
    return sample if sample.endswith(".txt") else f"{sample}.txt"


def test_no_reading_is_left_of_a_page_that_is_gone() -> None:
    assert {file.name for file in GOLDEN.glob("*")} == {golden(name) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_read_as_before(name: str, file_regression: FileRegressionFixture) -> None:
    decoded = decode((SAMPLES / name).read_bytes())
    if decoded.text is None:
        text = f"quarantined: {decoded.reason}: {decoded.detail}\n"
    else:
        pages = clean_all(decoded.text, read_manifest(SAMPLES).get(name, (None, None))[0], name)
        text = "\n\n".join(as_text(page) for page in pages)
    file_regression.check(text, fullpath=GOLDEN / golden(name), encoding="utf-8")
