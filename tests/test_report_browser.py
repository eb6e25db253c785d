"""The report in a real browser: it asks nobody for anything, says nothing to the console, and everybody can read it.

Needs Chromium and two packages: `uv run --with playwright --with axe-playwright-python pytest tests/test_report_browser.py`.
"""

import shutil
from pathlib import Path

import pytest

from flows.report import write_report
from flows.running import run
from flows.summaries import RunSettings

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: uv run --with playwright")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if not CHROMIUM:
    pytest.skip("no Chromium on this machine", allow_module_level=True)

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
SCREENS = [(1280, 900, "light"), (1280, 900, "dark"), (390, 844, "light"), (390, 844, "dark")]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a report on the sample pages."""
    store = tmp_path_factory.mktemp("browser") / "warehouse"
    run(RunSettings(str(SAMPLES), str(store)))
    return write_report(store).as_uri()


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.parametrize(("width", "height", "scheme"), SCREENS)
def test_a_browser_asks_for_nothing_reports_nothing_and_scrolls_no_page_sideways(
    browser, address, width, height, scheme
):
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("[...document.querySelectorAll('svg')].every(s => s.getBoundingClientRect().height > 0)")
    page.close()


@pytest.mark.parametrize(("width", "height", "scheme"), SCREENS)
def test_axe_finds_no_fault(browser, address, width, height, scheme):
    context = browser.new_context(
        bypass_csp=True, viewport={"width": width, "height": height}, color_scheme=scheme
    )  # the page itself lets no script run
    page = context.new_page()
    page.goto(address)
    found = axe.Axe().run(page).response["violations"]
    assert [(fault["impact"], fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
    context.close()


def test_the_schemes_differ(browser, address):
    colours = set()
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(address)
        colours.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        page.close()
    assert len(colours) == 2
