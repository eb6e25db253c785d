-- Which share of the articles of each layout has each field?
SELECT
    coalesce(pages.layout, '–') AS name,
    count(*) AS articles,
    share(count(articles.published), count(*)) AS date,
    share(count(articles.country), count(*)) AS country,
    share(count(articles.language), count(*)) AS language,
    share(count(articles.section), count(*)) AS section,
    share(count_if(len(articles.page_numbers) > 0), count(*)) AS page,
    share(count(articles.headline), count(*)) AS headline,
    share(count(articles.standfirst), count(*)) AS standfirst,
    share(count(articles.byline), count(*)) AS byline,
    share(count(articles.agency), count(*)) AS agency,
    share(count(articles.dateline), count(*)) AS dateline
FROM articles
LEFT JOIN (SELECT DISTINCT ON (page_id) page_id, layout FROM pages ORDER BY page_id, input, source) AS pages
USING (page_id)
GROUP BY name
ORDER BY articles DESC, name;
