-- Which pages are no articles, and why: how many for each reason, and what is an example?
WITH quarantined AS (
    SELECT reason, count(*) AS pages, arg_min({input: input, source: source, detail: detail}, (input, source)) AS example
    FROM pages
    WHERE status = 'quarantined'
    GROUP BY reason
)
SELECT
    reason,
    pages,
    share(pages, (SELECT count(*) FROM pages)) AS share_of_pages,
    example.input AS example_input,
    example.source AS example_source,
    example.detail AS example_detail
FROM quarantined
ORDER BY pages DESC, reason;
