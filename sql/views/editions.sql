-- Every day from the first to the last edition of a newspaper: its articles and words, how many articles are usual on
-- such a day, and what that makes of it: `state`, NULL where there is no edition and nobody knows whether one was due.
-- `date`: The day.
-- `country`: Country of the newspaper.
-- `articles`: Articles of that day, 0 where there is none.
-- `words`: Words of these articles.
-- `expected`: Articles that are usual on such a day, 0 where none is due, NULL where nobody knows.
-- `state`: `present`, `short`, `missing`, `unexpected` or `no_print`.
-- `deviations`: How far below the usual number, in standard deviations.
WITH found AS (
    SELECT outlet_id, published AS date, count(*) AS articles, sum(word_count)::BIGINT AS words
    FROM parquet.articles
    WHERE outlet_id IS NOT NULL AND published IS NOT NULL
    GROUP BY outlet_id, published
),
calendar AS (
    SELECT outlet_id, unnest(generate_series(min(date), max(date), INTERVAL 1 DAY))::DATE AS date
    FROM found
    GROUP BY outlet_id
),
years AS (
    SELECT unnest(range(min(year(date)), max(year(date)) + 1)) AS year
    FROM found
),
no_print AS (
    SELECT DISTINCT
        country,
        CASE WHEN days.easter IS NULL THEN make_date(year, month, day) ELSE easter(year) + days.easter END AS date
    FROM no_print_days AS days
    CROSS JOIN years
),
days AS (
    SELECT
        outlet_id,
        outlets.country,
        date,
        coalesce(found.articles, 0) AS articles,
        coalesce(found.words, 0) AS words,
        no_print.date IS NOT NULL AS is_no_print,
        -- A week without any edition tells nothing of the days on which the newspaper appears.
        sum(found.articles) OVER (PARTITION BY outlet_id, date_trunc('week', date)) > 0 AND NOT is_no_print AS tells
    FROM calendar
    LEFT JOIN found USING (outlet_id, date)
    LEFT JOIN parquet.outlets AS outlets USING (outlet_id)
    LEFT JOIN no_print USING (country, date)
),
-- The same weekday half a year before and after says whether an edition is due, two months before and after how large.
weekdays AS (
    SELECT
        *,
        count(*) FILTER (tells) OVER season AS weeks,
        count(*) FILTER (tells AND articles > 0) OVER season / nullif(weeks, 0) AS regularity,
        coalesce(
            median(articles) FILTER (articles > 0 AND NOT is_no_print) OVER near,
            median(articles) FILTER (articles > 0 AND NOT is_no_print) OVER season
        ) AS usual
    FROM days
    WINDOW
        season AS (
            PARTITION BY outlet_id, isodow(date) ORDER BY date
            ROWS BETWEEN 26 PRECEDING AND 26 FOLLOWING EXCLUDE CURRENT ROW
        ),
        near AS (
            PARTITION BY outlet_id, isodow(date) ORDER BY date
            ROWS BETWEEN 8 PRECEDING AND 8 FOLLOWING EXCLUDE CURRENT ROW
        )
),
expected AS (
    SELECT
        *,
        CASE
            WHEN is_no_print THEN 0
            -- Few data, or a newspaper of which only some pages are here: it is regular on no day of the week.
            WHEN weeks < 8 OR max(regularity) OVER (PARTITION BY outlet_id, date_trunc('week', date)) < 0.9 THEN NULL
            -- Of few articles a day chance leaves none now and then.
            WHEN regularity >= if(usual >= 5, 0.9, 0.98) THEN usual
            WHEN regularity <= 0.1 THEN 0
        END AS expected
    FROM weekdays
),
-- In standard deviations of counts, which are as large as chance makes them (root of the statistic G) or larger where
-- the editions of this newspaper differ more than by chance.
compared AS (
    SELECT
        *,
        greatest(1, 1.4826 * median(abs(2 * sqrt(articles) - 2 * sqrt(expected)))
            FILTER (articles > 0 AND expected > 0) OVER (PARTITION BY outlet_id)) AS spread,
        CASE WHEN articles > 0 AND articles < expected THEN
            sqrt(2 * (articles * ln(articles / expected) - (articles - expected))) / spread
        END AS deviations
    FROM expected
)
SELECT
    outlet_id,
    outlets.name AS outlet,
    compared.country,
    date,
    compared.articles,
    words,
    expected,
    CASE
        WHEN compared.articles = 0 AND expected > 0 THEN 'missing'
        WHEN compared.articles = 0 AND expected = 0 THEN 'no_print'
        WHEN compared.articles > 0 AND expected = 0 THEN 'unexpected'
        WHEN compared.articles <= expected * threshold('alarm_short') AND deviations >= threshold('alarm_short_deviations')
            THEN 'short'
        WHEN compared.articles > 0 THEN 'present'
    END AS state,
    round(deviations, 1) AS deviations
FROM compared
LEFT JOIN parquet.outlets AS outlets USING (outlet_id);
