-- Reasons that are given to many more, or many fewer, of the pages than before.
SELECT 'reason jumps' AS alarm, * EXCLUDE (kind, has_jumped, has_stopped)
FROM rates_compared
WHERE kind = 'reason' AND has_jumped
ORDER BY deviations DESC, input, key;
