-- What is not known is NULL, never an empty string: counted for every column of every table, and in lists.
-- `raw` and `ending` of lines may be empty; bodies_are_clean looks at bodies. `"\0"` keeps a column's name.
WITH counted AS (
    SELECT 'pages' AS "table", field, amount
    FROM (SELECT count_if(COLUMNS(*)::VARCHAR = '') AS "\0" FROM parquet.pages)
    UNPIVOT (amount FOR field IN (COLUMNS(*)))
    UNION ALL
    SELECT 'articles' AS "table", field, amount
    FROM (SELECT count_if(COLUMNS(* EXCLUDE (body))::VARCHAR = '') AS "\0" FROM parquet.articles)
    UNPIVOT (amount FOR field IN (COLUMNS(*)))
    UNION ALL
    SELECT 'lines' AS "table", field, amount
    FROM (SELECT count_if(COLUMNS(* EXCLUDE (line, raw, ending, repairs))::VARCHAR = '') AS "\0" FROM parquet.lines)
    UNPIVOT (amount FOR field IN (COLUMNS(*)))
    UNION ALL
    SELECT 'bylines' AS "table", field, amount
    FROM (SELECT count_if(COLUMNS(*)::VARCHAR = '') AS "\0" FROM parquet.bylines)
    UNPIVOT (amount FOR field IN (COLUMNS(*)))
    UNION ALL
    SELECT 'authors' AS "table", field, amount
    FROM (SELECT count_if(COLUMNS(*)::VARCHAR = '') AS "\0" FROM parquet.authors)
    UNPIVOT (amount FOR field IN (COLUMNS(*)))
    UNION ALL
    SELECT 'captions' AS "table", field, amount
    FROM (SELECT count_if(COLUMNS(*)::VARCHAR = '') AS "\0" FROM parquet.captions)
    UNPIVOT (amount FOR field IN (COLUMNS(*)))
    UNION ALL
    SELECT 'outlets' AS "table", field, amount
    FROM (SELECT count_if(COLUMNS(*)::VARCHAR = '') AS "\0" FROM parquet.outlets)
    UNPIVOT (amount FOR field IN (COLUMNS(*)))
    UNION ALL
    SELECT 'countries' AS "table", field, amount
    FROM (SELECT count_if(COLUMNS(*)::VARCHAR = '') AS "\0" FROM parquet.countries)
    UNPIVOT (amount FOR field IN (COLUMNS(*)))
    UNION ALL
    SELECT 'reprints' AS "table", field, amount
    FROM (SELECT count_if(COLUMNS(*)::VARCHAR = '') AS "\0" FROM parquet.reprints)
    UNPIVOT (amount FOR field IN (COLUMNS(*)))
    UNION ALL
    SELECT 'cluster_changes' AS "table", field, amount
    FROM (SELECT count_if(COLUMNS(*)::VARCHAR = '') AS "\0" FROM parquet.cluster_changes)
    UNPIVOT (amount FOR field IN (COLUMNS(*)))
    UNION ALL
    SELECT 'runs' AS "table", field, amount
    FROM (SELECT count_if(COLUMNS(*)::VARCHAR = '') AS "\0" FROM parquet.runs)
    UNPIVOT (amount FOR field IN (COLUMNS(*)))
    UNION ALL
    SELECT 'articles', 'former_ids', count_if(list_contains(former_ids, '')) FROM parquet.articles
    UNION ALL
    SELECT 'articles', 'page_numbers', count_if(list_contains(page_numbers, '')) FROM parquet.articles
    UNION ALL
    SELECT 'articles', 'flags', count_if(list_contains(flags, '')) FROM parquet.articles
    UNION ALL
    SELECT 'authors', 'aliases', count_if(list_contains(aliases, '')) FROM parquet.authors
    UNION ALL
    SELECT 'authors', 'outlets', count_if(list_contains(outlets, '')) FROM parquet.authors
    UNION ALL
    SELECT 'outlets', 'aliases', count_if(list_contains(aliases, '')) FROM parquet.outlets
    UNION ALL
    SELECT 'reprints', 'outlets', count_if(list_contains(outlets, '')) FROM parquet.reprints
    UNION ALL
    SELECT 'reprints', 'authors_inferred', count_if(list_contains(authors_inferred, '')) FROM parquet.reprints
)
SELECT amount || ' rows have an empty string in ' || "table" || '.' || field AS problem
FROM counted
WHERE amount > 0
ORDER BY ALL;
