-- What a run counts of the pages delivered to it, by key: reasons, layouts, rules by layout, fields by newspaper.
-- Only shards are read for it, never the lines of older pages; a copy counts as often as it was delivered.
CREATE TABLE tallies AS
WITH read AS (
    SELECT * FROM shard_readings WHERE reason IS NULL
),
largest AS (
    SELECT outlet_id, count(*) AS pages
    FROM read
    WHERE outlet_id IS NOT NULL
    GROUP BY outlet_id
    ORDER BY pages DESC, outlet_id
    LIMIT 100
),
filled AS (
    SELECT outlet_id, unnest([
        CASE WHEN headline IS NOT NULL THEN 'headline' END,
        CASE WHEN byline IS NOT NULL THEN 'byline' END,
        CASE WHEN len(people) > 0 THEN 'authors' END,
        CASE WHEN published IS NOT NULL THEN 'published' END
    ]) AS field
    FROM read
    SEMI JOIN largest USING (outlet_id)
),
met AS (
    SELECT DISTINCT page_id, rule FROM shard_lines
)
SELECT 'pages' AS key, count(*) AS pages
FROM shard_readings
UNION ALL
SELECT 'reason/' || reason, count(*)
FROM parquet.pages
SEMI JOIN delivered USING (input, source)
WHERE reason IS NOT NULL
GROUP BY reason
UNION ALL
SELECT 'layout/' || layout, count(*)
FROM read
GROUP BY layout
UNION ALL
SELECT 'rule/' || layout || '/' || rule, count(*)
FROM read
JOIN met USING (page_id)
GROUP BY layout, rule
UNION ALL
SELECT 'outlet/' || outlet_id, pages
FROM largest
UNION ALL
SELECT 'field/' || outlet_id || '/' || field, count(*)
FROM filled
WHERE field IS NOT NULL
GROUP BY outlet_id, field;
