-- What share of each newspaper's articles lacks a date, section, headline, standfirst, byline …?
WITH illustrated AS (
    SELECT DISTINCT article_id FROM captions
)
SELECT
    articles.outlet,
    count(*) AS articles,
    share(count_if(published IS NULL), count(*)) AS without_date,
    share(count_if(country IS NULL), count(*)) AS without_country,
    share(count_if(language IS NULL), count(*)) AS without_language,
    share(count_if(section IS NULL), count(*)) AS without_section,
    share(count_if(len(page_numbers) = 0), count(*)) AS without_page_number,
    share(count_if(headline IS NULL), count(*)) AS without_headline,
    share(count_if(standfirst IS NULL), count(*)) AS without_standfirst,
    share(count_if(byline IS NULL), count(*)) AS without_byline,
    share(count_if(agency IS NULL), count(*)) AS without_agency,
    share(count_if(dateline IS NULL), count(*)) AS without_dateline,
    share(count_if(illustrated.article_id IS NULL), count(*)) AS without_photograph
FROM articles
LEFT JOIN illustrated USING (article_id)
GROUP BY articles.outlet
ORDER BY articles.outlet;
