"""The run as a Prefect flow, on Prefect's own test server."""

import time
import tomllib
from pathlib import Path

import pytest
import yaml
from prefect.client.orchestration import get_client
from prefect.settings import get_current_settings
from prefect.testing.utilities import prefect_test_harness

from flows import catalogue, upkeep
from flows.checking import CheckError
from flows.ingest import ingest
from flows.snapshots import find_faults
from flows.sources import SourceError
from flows.warehouse import current_snapshot

ROOT = Path(__file__).parent.parent
EXPECTED = tomllib.loads((Path(__file__).parent / "samples.toml").read_text("utf-8"))
ARTICLES = sum("status" not in page for page in EXPECTED.values())


@pytest.fixture(scope="module", autouse=True)
def server():
    with prefect_test_harness(server_startup_timeout=120):
        yield


def test_the_flow_publishes_what_the_command_publishes(tmp_path):
    summary = ingest(str(ROOT / "data" / "samples"), str(tmp_path / "warehouse"), workers=1)
    assert (summary.pages, summary.accepted) == (len(EXPECTED), ARTICLES)
    assert list((tmp_path / "warehouse" / "current" / "articles").glob("*.parquet"))
    with get_client(sync_client=True) as client:
        kept = {artifact.key for artifact in client.read_artifacts()}
        (run,) = client.read_flow_runs()
    assert {"ingest-summary", "ingest-report", "report"} <= kept
    assert run.name.startswith("ingest ")


def test_each_run_that_publishes_makes_the_report_and_links_it(tmp_path):
    root, store = tmp_path / "raw", tmp_path / "warehouse"
    root.mkdir()
    file = store / "report.html"

    def add(name, **more):
        (root / name).write_text(
            f"The Harbour Courier\n\nPier {name}\n\nIt rained on {name}, and nobody minded.\n", "utf-8"
        )
        time.sleep(0.1)
        ingest(str(root), str(store), workers=1, **more)
        return file.read_bytes() if file.exists() else None

    assert add("one", report=False) is None
    with get_client(sync_client=True) as client:
        made = [artifact.data for artifact in client.read_artifacts() if artifact.key == "ingest-report"]
    assert any("The corpus at a glance: not made" in text for text in made)
    first = add("two")
    assert b"Snapshot 2" in first
    assert find_faults(current_snapshot(store), verify=True) == []
    assert add("two") == first  # nothing differs: nothing is made
    file.unlink()
    assert add("two") == first
    assert b"Snapshot 3" in add("three")
    with get_client(sync_client=True) as client:
        found = {
            artifact.key: artifact.data for artifact in client.read_artifacts() if file.as_uri() in str(artifact.data)
        }
    assert found.keys() == {"report", "ingest-report"}


def test_an_alarm_stands_in_the_report(tmp_path, monkeypatch):
    monkeypatch.setenv("BROADSHEET_ALARM_PAGES", "2")
    monkeypatch.setenv("BROADSHEET_ALARM_DEVIATIONS", "1")
    root = tmp_path / "raw"
    root.mkdir()
    for headline, byline in (("Pier opens", "- ADA MARSH\n\n"), ("Mill closes", "")):
        for number in range(5):
            text = f"The Harbour Courier\n\n{headline}\n\n{byline}{headline}: it rained {number} times, and nobody minded.\n"
            (root / f"{headline}-{number}.txt").write_text(text, "utf-8")
        time.sleep(0.1)  # a file younger than a tick of the clock is read by every run
        summary = ingest(str(root), str(tmp_path / "warehouse"), workers=1)
    gone = "field falls: the-harbour-courier/byline, 100.0% before, now 0.0% of 5 pages"
    assert gone in summary.alarms
    with get_client(sync_client=True) as client:
        reports = [artifact.data for artifact in client.read_artifacts() if artifact.key == "ingest-report"]
    assert any(f"\n- {gone}\n" in report.partition("Alarms:")[2] for report in reports)
    assert any("Alarms:\n\n- none\n" in report for report in reports)


def test_a_run_over_nothing_succeeds(tmp_path):
    (tmp_path / "raw").mkdir()
    assert ingest(str(tmp_path / "raw"), str(tmp_path / "warehouse"), workers=1).pages == 0


def test_a_missing_input_fails_the_flow(tmp_path):
    with pytest.raises(SourceError, match="no such folder"):
        ingest(str(tmp_path / "nowhere"), str(tmp_path / "warehouse"), workers=1)


@pytest.mark.parametrize(
    ("place", "flow", "parameters"),
    [
        (0, "ingest", {"root", "warehouse", "input_name", "workers", "memory", "index"}),
        (1, "compact", {"warehouse", "workers", "memory"}),
        (2, "check", {"warehouse", "memory"}),
    ],
)
def test_each_deployment_names_its_flow_its_schedule_and_a_limit_of_one(place, flow, parameters):
    deployment = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"][place]
    module, _, name = deployment["entrypoint"].partition(":")
    assert (ROOT / module).is_file()
    assert name == flow
    assert deployment["schedules"][0]["timezone"]
    assert deployment["concurrency_limit"]["limit"] == 1
    assert set(deployment["parameters"]) <= parameters


def test_the_server_keeps_on_the_disk_whose_place_is_taken():
    """Else the place of a run that was killed with the server is never free again."""
    storage = get_current_settings().server.concurrency.lease_storage
    assert storage == "prefect.server.concurrency.lease_storage.filesystem"


def test_weekly_work_writes_parts_anew_and_runs_every_check(tmp_path):
    root, store = tmp_path / "raw", tmp_path / "warehouse"
    root.mkdir()
    for page in sorted((ROOT / "data" / "samples").glob("prairie-*.txt"))[:2]:
        (root / page.name).write_bytes(page.read_bytes())
        ingest(str(root), str(store), workers=1)
    assert len(list((store / "current" / "articles").glob("*.parquet"))) == 2
    assert upkeep.compact(str(store), workers=1)
    assert len(list((store / "current" / "articles").glob("*.parquet"))) == 1
    assert upkeep.check(str(store)) == len(list((ROOT / "sql" / "checks").glob("*.sql")))


def test_a_check_that_finds_a_bad_row_fails_its_flow(tmp_path, monkeypatch):
    (tmp_path / "raw").mkdir()
    ingest(str(tmp_path / "raw"), str(tmp_path / "warehouse"), workers=1)
    monkeypatch.setattr(catalogue, "failed_checks", lambda *_: {"codes_valid": [("XX",)]})
    with pytest.raises(CheckError, match="codes_valid"):
        upkeep.check(str(tmp_path / "warehouse"))
