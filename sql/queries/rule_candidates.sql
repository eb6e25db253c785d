-- Which lines of bodies come again in many articles, and may be boilerplate that no rule knows yet?
-- Boilerplate spreads over many days; the paragraph of a reprinted story stays within a few.
-- SET VARIABLE articles = 10 asks for lines of at least ten articles (default 3).
WITH repeated AS (
    SELECT
        coalesce(lines.text, lines.raw) AS text,
        count(DISTINCT page_id) AS pages,
        count(DISTINCT articles.article_id) AS articles,
        count(DISTINCT articles.outlet_id) AS outlets,
        count(DISTINCT articles.published) AS days,
        min(page_id) AS example_page
    FROM lines
    JOIN articles USING (page_id)
    WHERE lines.role IN ('body', 'subhead') AND length(lines.raw) <= 300
    GROUP BY ALL
)
SELECT text, pages, articles, outlets, days, example_page
FROM repeated
WHERE articles >= coalesce(CAST(getvariable('articles') AS INTEGER), 3)
ORDER BY days DESC, articles DESC, text;
