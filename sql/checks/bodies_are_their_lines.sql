-- A body is the lines with role body or subhead, in order, joined by an empty line: nothing more, nothing less.
-- A line that continues the one before says so (see the macro `joint`).
-- Paragraphs are compared as one sum of hashes, each times its place, so that memory does not grow with the text.
WITH kept AS (
    SELECT page_id, line, coalesce(text, raw) AS printed, joint(repairs) AS joint
    FROM parquet.lines
    WHERE role IN ('body', 'subhead')
),
with_joints AS (
    SELECT DISTINCT page_id
    FROM kept
    WHERE joint <> e'\n\n'
),
numbered AS (
    SELECT
        *,
        count_if(joint = e'\n\n') OVER (PARTITION BY page_id ORDER BY line) AS paragraph
    FROM kept
    SEMI JOIN with_joints USING (page_id)
),
paragraphs AS (
    SELECT page_id, line, hash(printed) AS paragraph
    FROM kept
    ANTI JOIN with_joints USING (page_id)
    UNION ALL
    SELECT
        page_id,
        min(line) AS line,
        hash(ltrim(string_agg(joint || printed, '' ORDER BY line), e'\n')) AS paragraph
    FROM numbered
    GROUP BY page_id, numbered.paragraph
),
placed AS (
    SELECT page_id, paragraph, row_number() OVER (PARTITION BY page_id ORDER BY line) AS place
    FROM paragraphs
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
