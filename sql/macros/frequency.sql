-- How often a phrase was printed, also per million words: in all, by newspaper, month, section, newspaper and month; beside
-- it of how many words, articles and editions. `grouped_by` says which; a column that does not group is NULL.
-- `grouped_by`: `all`, `outlet`, `month`, `section`, or `outlet and month`.
-- `outlet_id`: Newspaper, where it groups.
-- `month`: Month of the edition, where it groups.
-- `section`: Section, where it groups.
-- `hits`: Printings in bodies; they do not overlap.
-- `per_million`: Printings in a million words.
-- `articles_with`: Articles that hold it.
-- `words`: Words of all articles of the group: the sum of `word_count`.
-- `articles`: All articles of the group.
-- `editions`: Editions (newspaper and day) of the group.
CREATE OR REPLACE MACRO frequency(phrase) AS TABLE
WITH counted AS (
    SELECT
        outlet_id,
        strftime(published, '%Y-%m') AS month,
        section,
        word_count,
        CASE WHEN outlet_id IS NOT NULL AND published IS NOT NULL THEN (outlet_id, published) END AS edition,
        printings(body, phrase) AS hits
    FROM parquet.articles
)

SELECT
    CASE grouping(outlet_id, month, section)
        WHEN 7 THEN 'all' WHEN 3 THEN 'outlet' WHEN 5 THEN 'month' WHEN 6 THEN 'section' ELSE 'outlet and month'
    END AS grouped_by,
    outlet_id, month, section,
    coalesce(sum(hits), 0)::BIGINT AS hits,
    round(sum(hits) * 1e6 / nullif(sum(word_count), 0), 2) AS per_million,
    count(*) FILTER (hits > 0) AS articles_with,
    coalesce(sum(word_count), 0)::BIGINT AS words,
    count(*) AS articles,
    count(DISTINCT edition) AS editions
FROM counted
GROUP BY GROUPING SETS ((), (outlet_id), (month), (section), (outlet_id, month))
ORDER BY grouped_by, outlet_id, month, section;
