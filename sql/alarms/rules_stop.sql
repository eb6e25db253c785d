-- Rules that fired on most of the pages of a layout and now on next to none: the layout may have drifted.
SELECT 'rule stops' AS alarm, * EXCLUDE (kind, has_jumped, has_stopped)
FROM rates_compared
WHERE kind = 'rule' AND has_jumped AND has_stopped
ORDER BY deviations DESC, input, key;
