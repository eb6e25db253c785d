-- Which share of the articles has each field, by newspaper and by layout? The largest come first.
WITH told AS (
    SELECT articles.*, coalesce(pages.layout, '–') AS layout
    FROM articles
    LEFT JOIN (SELECT DISTINCT ON (page_id) page_id, layout FROM pages ORDER BY page_id, input, source) AS pages
    USING (page_id)
),
parted AS (
    SELECT 'outlet' AS part, outlet AS name, * EXCLUDE (outlet, layout) FROM told
    UNION ALL BY NAME
    SELECT 'layout' AS part, layout AS name, * EXCLUDE (outlet, layout) FROM told
)
SELECT
    part,
    name,
    count(*) AS articles,
    share(count(published), count(*)) AS date,
    share(count(country), count(*)) AS country,
    share(count(language), count(*)) AS language,
    share(count(section), count(*)) AS section,
    share(count_if(len(page_numbers) > 0), count(*)) AS page,
    share(count(headline), count(*)) AS headline,
    share(count(standfirst), count(*)) AS standfirst,
    share(count(byline), count(*)) AS byline,
    share(count(agency), count(*)) AS agency,
    share(count(dateline), count(*)) AS dateline
FROM parted
GROUP BY part, name
ORDER BY part, articles DESC, name;
