-- Which stories were printed most often, where first, and how long did it take them to the last newspaper?
SELECT
    size AS copies,
    len(any_value(outlets)) AS outlets,
    any_value(outlet) FILTER (is_first) AS first_outlet,
    any_value(published) FILTER (is_first) AS first_published,
    max(published) - min(published) AS days,
    any_value(headline) FILTER (is_first) AS headline,
    coalesce(min(agency), min(agency_inferred)) AS agency,
    cluster_id
FROM reprints
GROUP BY cluster_id, size
ORDER BY copies DESC, cluster_id;
