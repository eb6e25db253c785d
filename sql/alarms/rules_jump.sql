-- Rules that fire on many more, or many fewer, of the pages of a layout than before; one that stops is in rules_stop.
SELECT 'rule jumps' AS alarm, * EXCLUDE (kind, has_jumped, has_stopped)
FROM rates_compared
WHERE kind = 'rule' AND has_jumped AND NOT has_stopped
ORDER BY deviations DESC, input, key;
