-- How many articles has each newspaper, and how many in each month, as pairs of month and number?
WITH monthly AS (
    SELECT outlet_id, outlet, date_trunc('month', published)::DATE AS month, count(*) AS articles, sum(word_count) AS words
    FROM articles
    GROUP BY ALL
)
SELECT
    any_value(outlet ORDER BY outlet) AS outlet,
    sum(articles)::BIGINT AS articles,
    sum(words)::BIGINT AS words,
    min(month) AS first_month,
    max(month) AS last_month,
    coalesce(sum(articles) FILTER (month IS NULL), 0)::BIGINT AS without_date,
    coalesce(list({month: month, articles: articles} ORDER BY month) FILTER (month IS NOT NULL), []) AS months
FROM monthly
GROUP BY outlet_id
ORDER BY articles DESC, outlet_id;
