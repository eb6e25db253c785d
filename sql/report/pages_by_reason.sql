-- What became of the pages that were delivered?
SELECT status, reason, count(*) AS pages
FROM pages
GROUP BY status, reason
ORDER BY status, pages DESC, reason;
