-- Articles in groups of reprints, with what tells them apart: newspaper, day, headline, length, credit as printed.
SELECT
    reprints.*,
    articles.outlet_id,
    articles.outlet,
    articles.published,
    articles.headline,
    articles.word_count,
    articles.agency
FROM parquet.reprints AS reprints
JOIN parquet.articles AS articles USING (article_id);
