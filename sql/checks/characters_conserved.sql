-- The lines of a page rebuild it: their characters, escapes undone, are those of the decoded page.
WITH counted AS (
    SELECT page_id, sum(count_characters(raw, ending, repairs)) AS characters
    FROM parquet.lines
    GROUP BY page_id
)
SELECT 'lines and page differ in characters' AS problem, p.input, p.source
FROM parquet.pages AS p
LEFT JOIN counted AS c USING (page_id)
WHERE p.status <> 'quarantined' AND (c.characters IS NULL OR c.characters <> p.characters);
