-- Which days of each year have an edition, are short, missing …? The newest three years of the largest newspapers.
WITH yearly AS (
    SELECT
        outlet_id,
        any_value(outlet) AS outlet,
        year(date) AS year,
        sum(articles)::BIGINT AS articles,
        count_if(articles > 0) AS editions,
        count_if(state = 'short') AS short,
        count_if(state = 'missing') AS missing,
        count_if(state = 'unexpected') AS unexpected,
        list({date: date, state: state} ORDER BY date) FILTER (state IS NOT NULL) AS days
    FROM editions
    GROUP BY outlet_id, year
),
sized AS (
    SELECT
        *,
        sum(articles) OVER (PARTITION BY outlet_id) AS size,
        row_number() OVER (PARTITION BY outlet_id ORDER BY year DESC) AS age
    FROM yearly
    WHERE editions > 0
)
SELECT outlet, year, editions, short, missing, unexpected, days
FROM sized
WHERE age <= 3
ORDER BY size DESC, outlet_id, year DESC;
