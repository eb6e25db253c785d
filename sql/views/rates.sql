-- How often each reason, layout, rule and field came up in each run whose tallies are kept: `hits` of `of` pages.
-- A rule is of the pages of its layout, a field of those of its newspaper; what a run did not meet has 0 hits.
-- `age` 1 is the newest run of an input.
-- `age`: Place of the run among those of its input: 1 is the newest.
-- `kind`: `reason`, `layout`, `rule` or `field`.
-- `key`: The reason, the layout, LAYOUT/RULE or OUTLET_ID/FIELD.
-- `hits`: Pages on which it came up.
-- `of`: Pages on which it could have.
-- `rate`: `hits` of `of`, 0 to 1.
WITH counted AS (
    SELECT
        input, run_id, started_at, tallies,
        row_number() OVER (PARTITION BY input ORDER BY started_at DESC, run_id DESC) AS age
    FROM parquet.runs
    WHERE tallies IS NOT NULL
),
entries AS (
    SELECT input, run_id, started_at, age, entry.key AS tally, entry.value AS pages
    FROM (SELECT * EXCLUDE (tallies), unnest(map_entries(tallies)) AS entry FROM counted)
),
tallied AS (
    SELECT DISTINCT input, tally, split_part(tally, '/', 1) AS kind
    FROM entries
    WHERE tally <> 'pages'
),
parts AS (
    SELECT
        input, tally, kind, substr(tally, length(kind) + 2) AS key,
        CASE kind
            WHEN 'rule' THEN 'layout/' || split_part(tally, '/', 2)
            WHEN 'field' THEN 'outlet/' || split_part(tally, '/', 2)
            ELSE 'pages'
        END AS whole
    FROM tallied
)
SELECT
    whole.input, whole.run_id, whole.started_at, whole.age, parts.kind, parts.key,
    coalesce(part.pages, 0) AS hits, whole.pages AS of, share(hits, of) AS rate
FROM entries AS whole
JOIN parts ON parts.input = whole.input AND parts.whole = whole.tally
LEFT JOIN entries AS part ON part.run_id = whole.run_id AND part.tally = parts.tally
WHERE whole.pages > 0;
