-- A body is the lines with role body or subhead, in order, joined by an empty line: nothing more, nothing less.
-- Paragraphs are compared as lists of hashes, so that memory grows with their number and not with the text.
WITH printed AS (
    SELECT page_id, list(hash(coalesce(text, raw)) ORDER BY line) AS paragraphs
    FROM parquet.lines
    WHERE role IN ('body', 'subhead')
    GROUP BY page_id
),
published AS (
    SELECT article_id, page_id, list_transform(string_split(body, e'\n\n'), lambda p: hash(p)) AS paragraphs
    FROM parquet.articles
)
SELECT 'the body is not its lines' AS problem, article_id
FROM published
LEFT JOIN printed USING (page_id)
WHERE published.paragraphs IS DISTINCT FROM printed.paragraphs
ORDER BY ALL;
