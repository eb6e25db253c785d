-- Every delivered page with what became of it.
-- The same bytes may first have been delivered as a page that is itself a duplicate: that one is named.
WITH delivered AS (
    SELECT article_id, page_id, arg_min(source, rank) AS source
    FROM members
    GROUP BY article_id, page_id
)
SELECT
    r.input, r.source, r.page_id, r.url, r.fetched_at, r.bytes, r.media, r.charset, r.layout,
    CASE WHEN r.reason IS NOT NULL THEN 'quarantined' WHEN m.rank = 1 THEN 'accepted' ELSE 'duplicate' END AS status,
    coalesce(r.reason, m.reason) AS reason,
    CASE
        WHEN r.reason IS NOT NULL THEN r.detail
        WHEN m.reason = 'same_bytes' THEN 'The same bytes were delivered before: ' || delivered.source || '.'
        WHEN m.reason = 'other_page' THEN 'The same text stands on another page of the edition: ' || first.source || '.'
        WHEN m.reason = 'same_article' THEN 'Another copy of the article is fuller: ' || first.source || '.'
    END AS detail,
    m.article_id, r.characters, r.characters_markup, r.rules
FROM readings AS r
LEFT JOIN members AS m USING (input, source)
LEFT JOIN members AS first ON first.article_id = m.article_id AND first.rank = 1
LEFT JOIN delivered ON delivered.article_id = m.article_id AND delivered.page_id = m.page_id
ORDER BY r.input, r.source;
