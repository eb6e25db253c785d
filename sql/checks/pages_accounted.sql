-- In = accepted + duplicate + quarantined, each page with what its status demands.
SELECT
    CASE
        WHEN status NOT IN ('accepted', 'duplicate', 'quarantined') THEN 'the status does not exist'
        WHEN (status = 'accepted') <> (reason IS NULL) THEN 'a reason stands if and only if a page is not accepted'
        WHEN (status = 'quarantined') <> (article_id IS NULL)
            THEN 'an article stands if and only if a page is not quarantined'
        ELSE 'a page that could be read has no id'
    END AS problem,
    input,
    source
FROM parquet.pages
WHERE status NOT IN ('accepted', 'duplicate', 'quarantined')
    OR (status = 'accepted') <> (reason IS NULL)
    OR (status = 'quarantined') <> (article_id IS NULL)
    OR (page_id IS NULL AND status <> 'quarantined')
ORDER BY ALL;
