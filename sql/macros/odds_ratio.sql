-- How many times as high the odds are now as they were; half a page is added to each count, so that 0 has odds too.
CREATE OR REPLACE MACRO odds_ratio(hits, pages, hits_before, pages_before) AS
    ((hits + 0.5) / (pages - hits + 0.5)) / ((hits_before + 0.5) / (pages_before - hits_before + 0.5));
