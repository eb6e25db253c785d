-- For every run, in = accepted + duplicates + quarantined, and no more characters were kept than came in.
SELECT
    CASE
        WHEN pages <> accepted + duplicates + quarantined
            THEN 'pages are not accepted + duplicates + quarantined'
        ELSE 'more characters were kept than came in'
    END AS problem,
    run_id
FROM parquet.runs
WHERE pages <> accepted + duplicates + quarantined OR characters_kept > characters_in
ORDER BY ALL;
