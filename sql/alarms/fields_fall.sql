-- Fields that many fewer of the pages of a newspaper fill than before.
SELECT 'field falls' AS alarm, * EXCLUDE (kind, has_jumped, has_stopped)
FROM rates_compared
WHERE kind = 'field' AND has_jumped AND rate < rate_before
ORDER BY deviations DESC, input, key;
