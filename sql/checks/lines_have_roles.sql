-- Every line has a role that exists and the rule that gave it, and lines are numbered 1 to n, each once.
-- Two sums stand in for a list of all numbers, so that this stays quick on millions of lines; `//` keeps them exact.
SELECT 'role or rule is missing or unknown' AS problem, page_id, min(line) AS line
FROM parquet.lines
WHERE rule = '' OR role NOT IN (
    'outlet', 'headline', 'kicker', 'standfirst', 'byline', 'dateline', 'section', 'body', 'subhead', 'pullquote',
    'caption', 'credit', 'repeat', 'boilerplate', 'promo', 'blank', 'markup'
)
GROUP BY page_id
UNION ALL
SELECT 'lines are not numbered 1 to n' AS problem, page_id, max(line) AS line
FROM parquet.lines
GROUP BY page_id
HAVING max(line) <> count(*)
    OR sum(line) <> count(*)::HUGEINT * (count(*) + 1) // 2
    OR sum(line::HUGEINT * line) <> count(*)::HUGEINT * (count(*) + 1) * (2 * count(*) + 1) // 6
ORDER BY ALL;
