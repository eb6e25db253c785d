-- Which page shows best what is done: one of moderate length with many roles, many repairs and much set aside?
WITH counted AS (
    SELECT
        page_id,
        count(*) AS lines,
        count(DISTINCT role) AS roles,
        count_if(len(repairs) > 0) AS repaired,
        max(length(raw)) AS longest
    FROM lines
    GROUP BY page_id
)
SELECT page_id
FROM counted
SEMI JOIN (SELECT page_id FROM pages WHERE status = 'accepted') USING (page_id)
ORDER BY lines <= 60 AND longest <= 1500 DESC, roles DESC, repaired > 0 DESC, lines, page_id
LIMIT 1;
