-- A body is the lines with role body or subhead, in order, joined by an empty line: nothing more, nothing less.
-- Paragraphs are compared as one sum of hashes, each times its place, so that memory does not grow with the text.
WITH hashed AS (
    SELECT page_id, line, hash(coalesce(text, raw)) AS paragraph
    FROM parquet.lines
    WHERE role IN ('body', 'subhead')
),
placed AS (
    SELECT page_id, paragraph, row_number() OVER (PARTITION BY page_id ORDER BY line) AS place
    FROM hashed
),
printed AS (
    SELECT page_id, sum(paragraph::HUGEINT * place) AS total
    FROM placed
    GROUP BY page_id
),
published AS (
    SELECT
        article_id,
        page_id,
        list_sum(list_transform(string_split(body, e'\n\n'), lambda p, place: hash(p)::HUGEINT * place)) AS total
    FROM parquet.articles
)
SELECT 'the body is not its lines' AS problem, article_id
FROM published
LEFT JOIN printed USING (page_id)
WHERE published.total IS DISTINCT FROM printed.total
ORDER BY ALL;
