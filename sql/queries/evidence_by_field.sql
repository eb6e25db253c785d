-- Where was each field read: how often from the page, its address, the registry …?
WITH evidence_read AS (
    SELECT article_id, unnest(map_entries(evidence)) AS entry
    FROM articles
)
SELECT
    entry.key AS field,
    regexp_replace(entry.value, ' [0-9]+$', '') AS read_from,
    count(*) AS articles,
    share(articles, (SELECT count(*) FROM articles)) AS share_of_articles,
    min(article_id) AS example_article
FROM evidence_read
GROUP BY field, read_from
ORDER BY field, articles DESC, read_from;
