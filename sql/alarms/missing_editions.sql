-- Editions of the last days of a newspaper that are not here though one was due; those in a row are one alarm.
WITH recent AS (
    FROM editions
    QUALIFY date > max(date) OVER (PARTITION BY outlet_id) - threshold('alarm_days')::INTEGER
),
due AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY outlet_id ORDER BY date)
        - row_number() OVER (PARTITION BY outlet_id, state = 'missing' ORDER BY date) AS gap
    FROM recent
    WHERE state <> 'no_print' -- it parts no gap
)
SELECT
    'missing edition' AS alarm,
    outlet_id || '/' || min(date) || CASE WHEN count(*) > 1 THEN '/' || max(date) ELSE '' END AS key,
    sum(expected) AS expected,
    sum(articles)::BIGINT AS articles,
    min(date)::TIMESTAMP AS since,
    (SELECT arg_max(run_id, (started_at, run_id)) FROM parquet.runs) AS run_id
FROM due
WHERE state = 'missing'
GROUP BY outlet_id, gap
ORDER BY since, key;
