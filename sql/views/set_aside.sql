-- What was not kept, and why: the lines of each page that belong to no article.
-- Exact copies of a page have no lines of their own, so they are left out.
-- `text`: The line, as repaired.
SELECT
    pages.input,
    pages.source,
    page_id,
    pages.article_id,
    lines.line,
    lines.role,
    lines.rule,
    coalesce(lines.text, lines.raw) AS text
FROM parquet.lines AS lines
JOIN parquet.pages AS pages USING (page_id)
WHERE NOT is_kept(lines.role) AND pages.reason IS DISTINCT FROM 'same_bytes';
