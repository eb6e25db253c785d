-- On which days between its first and its last edition has a newspaper no article here?
-- SET VARIABLE days = 7 leaves out gaps of fewer than seven days (default 1: every gap).
WITH editions AS (
    SELECT DISTINCT outlet_id, outlet, published
    FROM articles
    WHERE published IS NOT NULL AND outlet_id IS NOT NULL
),
neighbours AS (
    SELECT outlet, published, lead(published) OVER (PARTITION BY outlet_id ORDER BY published) AS following
    FROM editions
)
SELECT
    outlet,
    published + 1 AS first_missing,
    following - 1 AS last_missing,
    following - published - 1 AS days
FROM neighbours
WHERE following - published > greatest(coalesce(CAST(getvariable('days') AS INTEGER), 1), 1)
ORDER BY days DESC, outlet, first_missing;
