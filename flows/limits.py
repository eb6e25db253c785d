"""How much one page may cost before it is set aside: sizes decide alike on every machine, the clock is the last net."""

from dataclasses import dataclass

from transforms.record import Page


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one page; each can be set in `broadsheet.toml` or as `BROADSHEET_PAGE_…`."""

    page_bytes: int = 32 * 1024 * 1024  # a page of print is some kilobytes, an answer of a service some megabytes
    page_characters: int = 2_000_000  # three long novels
    page_lines: int = 100_000
    page_seconds: float = 30.0


def find_excess(page: Page, limits: Limits) -> tuple[str, str] | None:
    """Return reason and detail if the text of a page is longer than any page of print."""
    if len(page.text) > limits.page_characters:
        return "too_long", f"{len(page.text):,} characters; a page may have {limits.page_characters:,}."
    lines = page.text.count("\n")
    if lines > limits.page_lines:
        return "too_many_lines", f"{lines:,} lines; a page may have {limits.page_lines:,}."
    return None
