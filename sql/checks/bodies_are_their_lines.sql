-- A body is the lines with role body or subhead, joined by an empty line: nothing more, nothing less.
WITH texts AS (
    SELECT page_id, string_agg(coalesce(text, raw), e'\n\n' ORDER BY line) AS body
    FROM parquet.lines
    WHERE role IN ('body', 'subhead')
    GROUP BY page_id
)
SELECT 'the body is not its lines' AS problem, a.article_id
FROM parquet.articles AS a
LEFT JOIN texts AS t USING (page_id)
WHERE t.body IS NULL OR t.body <> a.body;
