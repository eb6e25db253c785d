-- The lines of a page rebuild it: their characters, escapes undone, are those of the decoded page.
WITH counted AS (
    SELECT page_id, sum(count_characters(raw, ending, repairs)) AS characters
    FROM parquet.lines
    GROUP BY page_id
)
SELECT
    CASE
        WHEN counted.characters IS NULL THEN 'the page has no lines'
        ELSE 'lines and page differ in characters'
    END AS problem,
    pages.input,
    pages.source
FROM parquet.pages AS pages
LEFT JOIN counted USING (page_id)
WHERE pages.status <> 'quarantined' AND counted.characters IS NULL
    OR counted.characters IS NOT NULL AND counted.characters IS DISTINCT FROM pages.characters
ORDER BY ALL;
