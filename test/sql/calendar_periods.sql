-- The calendar's periods.
SET datestyle TO ISO;
SET timezone TO 'Asia/Shanghai';

SELECT * FROM calendar_periods('2024-01-15', '2024-04-10', zone => 'Asia/Shanghai');
SELECT * FROM calendar_periods('2024-01-01', '2024-12-31', 'quarter');
SELECT * FROM calendar_periods('2023-12-30', '2025-01-01', 'year', 'America/New_York');
SELECT * FROM calendar_periods('2024-01-03', '2024-01-15', 'week', 'Europe/Berlin');
SELECT * FROM calendar_periods('2024-03-30', '2024-04-01', 'day', 'Europe/Berlin');
SELECT * FROM calendar_periods('2024-02-29', '2024-02-29', 'month', 'Asia/Shanghai');

-- they are the days of generate_series, without gaps or overlaps, before 2000 too, and term() of their days
SELECT step, zone, count(*) AS periods, sum(p.period_end - p.period_start + 1) = date '2003-05-05' - '1996-02-03' + 1 AS all_days,
	   bool_and(p.within = term(p.period_start, p.period_end, zone)) AS terms, range_agg(p.within) = tstzmultirange(term('1996-02-03', '2003-05-05', zone)) AS whole,
	   bool_and(p.period_start IN ('1996-02-03', date_trunc(step, p.period_start))) AS starts
FROM unnest('{day,week,month,quarter,year}'::text[]) AS step, unnest('{UTC,Asia/Shanghai,America/New_York,Pacific/Apia}'::text[]) AS zone,
	 calendar_periods('1996-02-03', '2003-05-05', step, zone) AS p
GROUP BY step, zone ORDER BY step, zone;

-- no rows of nothing
SELECT count(*) FROM calendar_periods(NULL, '2024-01-01');
SELECT count(*) FROM calendar_periods('2024-01-01', NULL);

-- the planner knows how many there are
CREATE FUNCTION pg_temp.planned_rows(query text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
	RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows';
END $$;
SELECT pg_temp.planned_rows($$SELECT * FROM calendar_periods('2024-01-01', '2026-12-31', 'month', 'UTC')$$),
	   pg_temp.planned_rows($$SELECT * FROM calendar_periods('2024-01-01', '2024-12-31', 'day', 'UTC')$$),
	   pg_temp.planned_rows($$SELECT * FROM calendar_periods('2024-01-01', now()::date)$$);

-- refused
\set VERBOSITY default
SELECT * FROM calendar_periods('2024-01-02', '2024-01-01');
SELECT * FROM calendar_periods('-infinity', '2024-01-01');
SELECT * FROM calendar_periods('2024-01-01', 'infinity');
SELECT * FROM calendar_periods('2024-01-01', '2024-01-02', 'hour');
SELECT * FROM calendar_periods('2024-01-01', '2024-01-02', 'lunar month');
SELECT * FROM calendar_periods('2024-01-01', '2024-01-02', zone => 'CST');
SELECT * FROM calendar_periods('2024-01-01', '2024-01-02', NULL);
SELECT * FROM calendar_periods('2024-01-01', '2024-01-02', zone => NULL);
SELECT * FROM calendar_periods('5874897-12-30', '5874897-12-31', 'year');
