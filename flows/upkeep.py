"""Weekly work on the corpus as Prefect flows: parts written anew, and every check again."""

from prefect import flow, get_run_logger

from flows import catalogue
from flows.checking import CheckError
from flows.compacting import compact as write_anew
from flows.settings import WAREHOUSE, memory_limit, snapshots_kept, warehouse_folder, worker_count
from flows.snapshots import find_faults
from flows.summaries import RunSettings
from flows.warehouse import current_snapshot


@flow(name="compact", flow_run_name="compact {warehouse}")
def compact(warehouse: str = WAREHOUSE, workers: int | None = None, memory: str | None = None) -> bool:
    """Write the small parts that runs have added as large ones; tell whether there were any."""
    store = warehouse_folder(warehouse, writing=True)
    count, most = worker_count(workers, store), memory_limit(memory, store)
    done = write_anew(RunSettings("", str(store), workers=count, memory=most, keep=snapshots_kept(store)))
    get_run_logger().info("parts written anew" if done else "no small parts")
    return done


@flow(name="check", flow_run_name="check {warehouse}")
def check(warehouse: str = WAREHOUSE, memory: str | None = None) -> int:
    """Hash every part and run all checks on the whole corpus; return their number.

    Raises `CheckError` if a file is damaged or a check finds a bad row.
    """
    store = warehouse_folder(warehouse)
    current = current_snapshot(store)
    # What a search left that was killed is no harm: the next run takes it away.
    if faults := [f for f in find_faults(current, verify=True) if not (f.is_index and f.what == "foreign")]:
        message = "; ".join(f"{current / fault.file}: {fault.what}" for fault in faults)
        raise CheckError(message)
    con = catalogue.bounded(store, memory_limit(memory, store), worker_count(None, store))
    with catalogue.open_snapshot(current, con) as con:
        failures = catalogue.failed_checks(con)
    if failures:
        message = "; ".join(f"check '{name}' found {rows[0]}" for name, rows in failures.items())
        raise CheckError(message)
    return len(catalogue.check_names())
