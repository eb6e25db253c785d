-- How much of each newspaper comes from agencies, and which one does it use most?
WITH used AS (
    SELECT outlet, agency, count(*) AS articles
    FROM articles
    GROUP BY outlet, agency
)
SELECT
    outlet,
    sum(used.articles) AS articles,
    share(coalesce(sum(used.articles) FILTER (agency IS NOT NULL), 0), sum(used.articles)) AS share_from_agencies,
    arg_max(agency, (used.articles, agency)) FILTER (agency IS NOT NULL) AS most_used
FROM used
GROUP BY outlet
ORDER BY outlet;
