-- Which share of each newspaper is wire copy, and which was printed elsewhere too?
SELECT
    articles.outlet,
    count(*) AS articles,
    share(count(articles.agency), count(*)) AS says_so,
    share(count(coalesce(articles.agency, reprints.agency_inferred)), count(*)) AS wire_copy,
    share(count(reprints.cluster_id), count(*)) AS printed_elsewhere
FROM articles
LEFT JOIN reprints USING (article_id)
GROUP BY articles.outlet
ORDER BY articles DESC, articles.outlet;
