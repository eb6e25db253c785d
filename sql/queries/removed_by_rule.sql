-- What did each rule set aside: how many lines, characters and pages, and what is an example?
SELECT
    role,
    rule,
    count(*) AS lines,
    sum(count_characters(raw, ending, repairs)) AS characters,
    count(DISTINCT page_id) AS pages,
    arg_min(coalesce(text, raw), (page_id, line)) AS example
FROM lines
WHERE NOT is_kept(role)
GROUP BY role, rule
ORDER BY characters DESC, role, rule;
