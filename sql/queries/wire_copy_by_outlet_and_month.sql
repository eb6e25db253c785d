-- How much of each newspaper, month by month, is wire copy or was printed elsewhere too?
SELECT
    articles.outlet,
    date_trunc('month', articles.published)::DATE AS month,
    count(*) AS articles,
    count(articles.agency) AS with_agency,
    count(reprints.agency_inferred) AS agency_inferred,
    count(reprints.cluster_id) AS printed_elsewhere,
    share(count(coalesce(articles.agency, reprints.agency_inferred)), count(*)) AS share_of_wire_copy
FROM articles
LEFT JOIN reprints USING (article_id)
GROUP BY ALL
ORDER BY outlet, month;
