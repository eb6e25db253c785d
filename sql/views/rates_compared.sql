-- Each rate of `rates` in the newest runs of an input beside the runs before: has it jumped? See the macro `threshold`.
-- Where the newest run holds too few pages of a layout or newspaper, so many runs are taken as hold enough together.
-- `rate_before`: Rate in the runs before, 0 to 1.
-- `rate`: Rate in the newest runs, 0 to 1.
-- `pages_before`: Pages on which it could have come up in the runs before.
-- `pages`: Pages on which it could have come up in the newest runs.
-- `times_the_odds`: How many times the odds before the odds are now.
-- `deviations`: Standard deviations that chance would need to make the difference.
-- `has_jumped`: Whether all three thresholds of a jump are passed.
-- `has_stopped`: Whether it came up usually, and hardly does any more.
-- `since`: Start of the oldest of the newest runs.
-- `run_id`: The newest run.
WITH placed AS (
    SELECT
        *,
        row_number() OVER same_rate AS place,
        coalesce(sum(of) OVER (same_rate ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS newer
    FROM rates
    WINDOW same_rate AS (PARTITION BY input, kind, key ORDER BY age)
),
parted AS (
    SELECT *, place <= threshold('alarm_recent') OR newer < threshold('alarm_pages') AS is_recent
    FROM placed
),
chosen AS (
    FROM parted
    QUALIFY place - count(*) FILTER (is_recent) OVER (PARTITION BY input, kind, key) <= threshold('alarm_runs')
),
summed AS (
    SELECT
        input, kind, key,
        sum(hits) FILTER (is_recent)::BIGINT AS hits,
        sum(of) FILTER (is_recent)::BIGINT AS pages,
        sum(hits) FILTER (NOT is_recent)::BIGINT AS hits_before,
        sum(of) FILTER (NOT is_recent)::BIGINT AS pages_before,
        count(*) FILTER (NOT is_recent) AS runs_before,
        sum(hits * hits / of) FILTER (NOT is_recent) AS squares_before,
        sum(of * of) FILTER (is_recent) / sum(of) FILTER (is_recent) AS size,
        sum(of * of) FILTER (NOT is_recent) / sum(of) FILTER (NOT is_recent) AS size_before,
        min(age) AS age,
        arg_min(run_id, age) AS run_id,
        min(started_at) FILTER (is_recent) AS since
    FROM chosen
    GROUP BY input, kind, key
),
-- Rates that differ from run to run by more than chance does (their pages are like each other: `likeness` 0 to 1, as in
-- a beta-binomial distribution, by moments) are given that much more room.
likened AS (
    SELECT
        *,
        hits_before / pages_before AS share_before,
        (squares_before - hits_before * share_before) / nullif(share_before * (1 - share_before), 0) AS scatter,
        greatest(0, coalesce(
            (scatter - (runs_before - 1)) / nullif(pages_before - size_before - (runs_before - 1), 0), 0
        )) AS likeness
    FROM summed
    WHERE pages_before >= threshold('alarm_pages') AND age <= threshold('alarm_runs')
),
spread AS (
    SELECT
        *,
        1 + likeness * ((size - 1) * pages_before + (size_before - 1) * pages) / (pages + pages_before) AS spread
    FROM likened
),
judged AS (
    SELECT
        *,
        hits / pages AS share_now,
        odds_ratio(hits, pages, hits_before, pages_before) AS times,
        sqrt(greatest(0, deviance(hits, pages, hits_before, pages_before)) / spread) AS sigmas
    FROM spread
)
SELECT
    input, kind, key,
    round(share_before, 3) AS rate_before,
    round(share_now, 3) AS rate,
    pages_before, pages,
    round(times, 3) AS times_the_odds,
    round(sigmas, 1) AS deviations,
    abs(share_now - share_before) >= threshold('alarm_difference')
    AND greatest(times, 1 / times) >= threshold('alarm_jump')
    AND sigmas >= threshold('alarm_deviations') AS has_jumped,
    share_before >= threshold('alarm_fired') AND share_now <= threshold('alarm_stopped') AS has_stopped,
    since, run_id
FROM judged;
