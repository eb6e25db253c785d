-- Editions of the last days of a newspaper that have far fewer articles than is usual on such a day.
WITH recent AS (
    FROM editions
    QUALIFY date > max(date) OVER (PARTITION BY outlet_id) - threshold('alarm_days')::INTEGER
)
SELECT
    'short edition' AS alarm,
    outlet_id || '/' || date AS key,
    deviations,
    expected,
    articles,
    date::TIMESTAMP AS since,
    (SELECT arg_max(run_id, (started_at, run_id)) FROM parquet.runs) AS run_id
FROM recent
WHERE state = 'short'
ORDER BY deviations DESC, key;
