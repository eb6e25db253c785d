-- A threshold of the alarms: what the settings, or SET VARIABLE, say, else its default.
CREATE OR REPLACE MACRO threshold(name) AS CASE name
    -- So many of the newest runs are looked at, and more where they hold fewer pages than this …
    WHEN 'alarm_recent' THEN coalesce(try_cast(getvariable('alarm_recent') AS DOUBLE), 1)
    WHEN 'alarm_pages' THEN coalesce(try_cast(getvariable('alarm_pages') AS DOUBLE), 20)
    -- … beside so many runs before them.
    WHEN 'alarm_runs' THEN coalesce(try_cast(getvariable('alarm_runs') AS DOUBLE), 30)
    -- A jump: the odds are so many times as high, or as low, and the rates differ so much, and that by so many
    -- standard deviations.
    WHEN 'alarm_jump' THEN coalesce(try_cast(getvariable('alarm_jump') AS DOUBLE), 4)
    WHEN 'alarm_difference' THEN coalesce(try_cast(getvariable('alarm_difference') AS DOUBLE), 0.05)
    WHEN 'alarm_deviations' THEN coalesce(try_cast(getvariable('alarm_deviations') AS DOUBLE), 4.5)
    -- A rule that fired on at least such a share of the pages, and now on such a share at most, has stopped.
    WHEN 'alarm_fired' THEN coalesce(try_cast(getvariable('alarm_fired') AS DOUBLE), 0.5)
    WHEN 'alarm_stopped' THEN coalesce(try_cast(getvariable('alarm_stopped') AS DOUBLE), 0.05)
    -- A short edition has at most such a share of the usual articles, by so many standard deviations; the alarms look at
    -- so many last days of a newspaper.
    WHEN 'alarm_short' THEN coalesce(try_cast(getvariable('alarm_short') AS DOUBLE), 0.5)
    WHEN 'alarm_short_deviations' THEN coalesce(try_cast(getvariable('alarm_short_deviations') AS DOUBLE), 3)
    WHEN 'alarm_days' THEN coalesce(try_cast(getvariable('alarm_days') AS DOUBLE), 14)
    ELSE error('no threshold ' || name)
END;
