-- Who reprints whom: how many articles does each newspaper take from each agency, printed or proved by a reprint?
SELECT
    articles.outlet,
    coalesce(articles.agency, reprints.agency_inferred) AS agency,
    count(*) AS articles,
    count(*) FILTER (articles.agency IS NULL) AS proved_by_reprint
FROM articles
LEFT JOIN reprints USING (article_id)
WHERE coalesce(articles.agency, reprints.agency_inferred) IS NOT NULL
GROUP BY ALL
ORDER BY outlet, articles DESC, agency;
