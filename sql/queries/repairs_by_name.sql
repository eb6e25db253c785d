-- What was repaired: how many lines and pages for each repair, and what is the shortest example?
WITH repaired AS (
    SELECT unnest(repairs) AS repair, page_id, line, raw, coalesce(text, raw) AS text
    FROM lines
    WHERE len(repairs) > 0
),
counted AS (
    SELECT
        repair,
        count(*) AS lines,
        count(DISTINCT page_id) AS pages,
        arg_min({raw: raw, text: text}, (length(raw), page_id, line)) AS example
    FROM repaired
    GROUP BY repair
)
SELECT repair, lines, pages, example.raw AS example_raw, example.text AS example_text
FROM counted
ORDER BY lines DESC, repair;
