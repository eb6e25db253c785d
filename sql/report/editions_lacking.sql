-- How many editions of each newspaper are here, short or missing, and which is the newest that is?
SELECT
    any_value(outlet) AS outlet,
    count_if(articles > 0) AS editions,
    count_if(state = 'short') AS short,
    count_if(state = 'missing') AS missing,
    count_if(state = 'unexpected') AS unexpected,
    max(date) FILTER (state = 'short') AS newest_short,
    max(date) FILTER (state = 'missing') AS newest_missing,
    median(expected) FILTER (expected > 0) AS usual
FROM editions
GROUP BY outlet_id
ORDER BY missing + short DESC, editions DESC, outlet_id;
