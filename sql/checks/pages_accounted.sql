-- In = accepted + duplicate + quarantined, each with what its status demands.
SELECT
    CASE
        WHEN status NOT IN ('accepted', 'duplicate', 'quarantined') THEN 'the status does not exist'
        WHEN (status = 'accepted') <> (reason IS NULL) THEN 'a reason stands if and only if a page is not accepted'
        ELSE 'an article stands if and only if a page is not quarantined'
    END AS problem,
    input,
    source
FROM parquet.pages
WHERE status NOT IN ('accepted', 'duplicate', 'quarantined')
    OR (status = 'accepted') <> (reason IS NULL)
    OR (status = 'quarantined') <> (article_id IS NULL);
