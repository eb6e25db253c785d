-- One row for each article, from the page that represents it, as `corrected` by hand; bodies are added in this order.
SELECT
    m.article_id, m.former_ids, r.page_id, r.outlet_id, r.outlet, r.outlet_as_printed, r.country, r.language,
    r.published, r.edition, r.section, m.page_numbers, r.headline, r.kicker, r.standfirst, r.byline, r.agency,
    r.dateline, r.word_count, r.url, r.source_article_id, r.flags, r.evidence
FROM members AS m
JOIN corrected AS r USING (input, source)
WHERE m.rank = 1
ORDER BY r.outlet_id, r.published, m.article_id;
