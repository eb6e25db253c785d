-- Layouts that many more, or many fewer, of the pages have than before.
SELECT 'layout jumps' AS alarm, * EXCLUDE (kind, has_jumped, has_stopped)
FROM rates_compared
WHERE kind = 'layout' AND has_jumped
ORDER BY deviations DESC, input, key;
