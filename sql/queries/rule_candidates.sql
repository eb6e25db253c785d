-- Which lines of bodies come again in many articles, and may be boilerplate that no rule knows yet?
-- Boilerplate spreads over many days; the paragraph of a reprinted story stays within a few.
-- SET VARIABLE articles = 10 asks for lines of at least ten articles (default 3).
WITH paragraphs AS (
    SELECT page_id, coalesce(text, raw) AS text, hash(coalesce(text, raw)) AS key
    FROM lines
    WHERE role IN ('body', 'subhead') AND length(raw) <= 300
),
repeated AS ( -- few lines come again: their hashes take far less memory than all texts
    SELECT key
    FROM paragraphs
    GROUP BY key
    HAVING count(*) >= coalesce(CAST(getvariable('articles') AS INTEGER), 3)
),
counted AS (
    SELECT
        paragraphs.text,
        count(DISTINCT page_id) AS pages,
        count(DISTINCT articles.article_id) AS articles,
        count(DISTINCT articles.outlet_id) AS outlets,
        count(DISTINCT articles.published) AS days,
        min(page_id) AS example_page
    FROM paragraphs
    SEMI JOIN repeated USING (key)
    JOIN articles USING (page_id)
    GROUP BY paragraphs.text
)
SELECT text, pages, articles, outlets, days, example_page
FROM counted
WHERE articles >= coalesce(CAST(getvariable('articles') AS INTEGER), 3)
ORDER BY days DESC, articles DESC, text;
