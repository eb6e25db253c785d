-- What is each line of one page, which rule said so, and what was repaired?
-- SET VARIABLE page = '…' chooses it by page_id or source; without it, the first page that tells an article.
WITH chosen AS (
    SELECT page_id
    FROM pages
    WHERE page_id IS NOT NULL AND coalesce(getvariable('page') IN (page_id, source), true)
    ORDER BY status = 'quarantined', input, source
    LIMIT 1
)
SELECT
    line,
    role,
    rule,
    coalesce(text, raw) AS text,
    CASE WHEN text IS NOT NULL THEN raw END AS raw,
    repairs
FROM lines
SEMI JOIN chosen USING (page_id)
ORDER BY line;
