-- What is not known is NULL, never an empty string.
SELECT 'an empty string stands for nothing known' AS problem, article_id AS key
FROM parquet.articles
WHERE '' IN (
    article_id, page_id, coalesce(outlet, '-'), coalesce(country, '-'), coalesce(language, '-'), coalesce(section, '-'),
    coalesce(headline, '-'), coalesce(standfirst, '-'), coalesce(byline, '-'), coalesce(agency, '-'),
    coalesce(dateline, '-'), coalesce(url, '-')
)
UNION ALL
SELECT 'an empty string stands for nothing known' AS problem, article_id
FROM parquet.captions
WHERE '' IN (coalesce(caption, '-'), coalesce(credit, '-'), coalesce(agency, '-'), coalesce(photographer, '-'))
UNION ALL
SELECT 'an empty string stands for nothing known' AS problem, article_id FROM parquet.bylines WHERE name = '';
