-- How little chance explains two rates: the statistic G; its root is in standard deviations.
CREATE OR REPLACE MACRO deviance(hits, pages, hits_before, pages_before) AS 2 * list_sum(list_transform(
    [
        {found: hits, pages: pages, share: (hits + hits_before) / (pages + pages_before)},
        {found: pages - hits, pages: pages, share: 1 - (hits + hits_before) / (pages + pages_before)},
        {found: hits_before, pages: pages_before, share: (hits + hits_before) / (pages + pages_before)},
        {found: pages_before - hits_before, pages: pages_before, share: 1 - (hits + hits_before) / (pages + pages_before)}
    ],
    lambda cell: CASE WHEN cell.found > 0 THEN cell.found * ln(cell.found / (cell.pages * cell.share)) ELSE 0 END
));
