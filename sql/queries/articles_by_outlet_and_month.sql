-- How many articles and words does each newspaper have in each month?
SELECT
    outlet,
    CAST(date_trunc('month', published) AS DATE) AS month,
    count(*) AS articles,
    sum(word_count) AS words
FROM articles
GROUP BY ALL
ORDER BY outlet, month;
