-- What did the newest runs read, and how fast?
SELECT started_at, input, pages, accepted, duplicates, quarantined, seconds, pages_per_second
FROM runs
ORDER BY started_at DESC, run_id DESC;
