-- A body is the lines with role body or subhead, joined by an empty line: nothing more, nothing less.
-- Paragraphs are compared as sums of hashes by page, so that memory grows with pages and not with text.
WITH printed AS (
    SELECT page_id, count(*) AS paragraphs, sum(hash(coalesce(text, raw))::HUGEINT) AS total
    FROM parquet.lines
    WHERE role IN ('body', 'subhead')
    GROUP BY page_id
),
paragraphs AS (
    SELECT article_id, page_id, unnest(string_split(body, e'\n\n')) AS paragraph FROM parquet.articles
),
published AS (
    SELECT article_id, page_id, count(*) AS paragraphs, sum(hash(paragraph)::HUGEINT) AS total
    FROM paragraphs
    GROUP BY article_id, page_id
)
SELECT 'the body is not its lines' AS problem, b.article_id
FROM published AS b
LEFT JOIN printed AS l USING (page_id)
WHERE l.total IS NULL OR l.total <> b.total OR l.paragraphs <> b.paragraphs;
