-- Occupancies by calendar steps, hours of the week and shares of the time; one held against another.
SET datestyle TO ISO;
SET timezone TO 'UTC';
SET intervalstyle TO postgres;

CREATE TABLE pool AS
SELECT occupancy(cards, during) AS leased FROM (VALUES
	(8, tstzrange('2024-01-01 12:00Z', '2024-01-03 00:00Z')),
	(4, tstzrange('2024-01-02 00:00Z', '2024-02-05 06:00Z')),
	(0.5, tstzrange('2024-01-31 18:00Z', '2024-02-01 06:00Z'))) AS lease (cards, during);

-- by calendar steps of a zone: from the first change to the last, or of all of within
SELECT s.* FROM pool, steps_by(leased, 'month', 'UTC') AS s;
SELECT s.* FROM pool, steps_by(leased, 'month', 'Asia/Shanghai', '[2023-12-31 16:00Z, 2024-02-29 16:00Z)') AS s;
SELECT s.* FROM pool, steps_by(leased, 'day', 'UTC', '[2024-01-01, 2024-01-04)') AS s;
-- each is what the functions of one window say
SELECT count(*), count(*) FILTER (WHERE s.quantity_hours = quantity_hours(leased, w) AND s.peak = peak(leased, w) AND s.minimum = minimum(leased, w)) AS same
FROM pool, steps_by(leased, 'hour', 'Asia/Kathmandu') AS s, LATERAL (SELECT tstzrange(s.period_start, s.period_end) AS w) AS w;
SELECT sum(s.quantity_hours) = quantity_hours(leased) AS sums FROM pool, steps_by(leased, 'week', 'America/New_York') AS s GROUP BY leased;
-- a bound that within lacks is the first or the last change; nothing, never
SELECT s.period_start, s.period_end FROM pool, steps_by(leased, 'month', 'UTC', '(, 2024-01-15)') AS s;
SELECT count(*) FROM pool, steps_by(leased, 'month', 'UTC', 'empty') AS s;
SELECT count(*) FROM pool, steps_by(NULL, 'month', 'UTC') AS s;
SELECT count(*) FROM steps_by((SELECT occupancy(1, NULL::tstzrange)), 'month', 'UTC') AS s;
SELECT s.* FROM steps_by((SELECT occupancy(1, NULL::tstzrange)), 'month', 'UTC', '[2024-01-01, 2024-03-01)') AS s;

-- hours of the week: 0 is Monday's first; 2024-01-01 was a Monday
SELECT h.* FROM pool, hour_of_week(leased, 'UTC', '[2024-01-01, 2024-01-08)') AS h WHERE h.hour_of_week IN (0, 11, 12, 23, 24, 47, 48, 167);
SELECT count(*), sum(h.hours) AS hours, sum(h.quantity_hours) = quantity_hours(leased, '[2024-01-01, 2024-02-06)') AS sums
FROM pool, hour_of_week(leased, 'Asia/Shanghai', '[2024-01-01, 2024-02-06)') AS h GROUP BY leased;
-- a Sunday of 23 hours and one of 25; a zone that is half an hour off, and one whose clock is changed by half an hour
SELECT sum(h.hours) AS hours, max(h.hours) AS most, min(h.hours) AS least, sum(h.hours) FILTER (WHERE h.hour_of_week = 6 * 24 + 2) AS sunday_at_two
FROM pool, hour_of_week(leased, 'Europe/Berlin', '[2024-03-24 23:00Z, 2024-03-31 22:00Z)') AS h;
SELECT sum(h.hours) AS hours, max(h.hours) AS most, sum(h.hours) FILTER (WHERE h.hour_of_week = 6 * 24 + 2) AS sunday_at_two
FROM pool, hour_of_week(leased, 'Europe/Berlin', '[2024-10-20 22:00Z, 2024-10-27 23:00Z)') AS h;
SELECT h.hour_of_week, h.quantity_hours, h.hours FROM pool, hour_of_week(leased, 'Asia/Kolkata', '[2024-01-01 12:00Z, 2024-01-01 13:00Z)') AS h WHERE h.hours > 0;
SELECT sum(h.hours) AS hours, string_agg(h.hour_of_week || ': ' || h.hours, ', ' ORDER BY h.hour_of_week) FILTER (WHERE h.hours <> 1) AS others
FROM pool, hour_of_week(leased, 'Australia/Lord_Howe', '[2024-03-31 13:00Z, 2024-04-07 13:30Z)') AS h;

-- shares of the time
SELECT fraction, percentile(leased, fraction, '[2024-01-01, 2024-01-05)') FROM pool, unnest('{0,0.125,0.1250001,0.375,0.5,0.6249,0.625,0.626,0.74999,0.75,0.95,1}'::numeric[]) AS fraction;
SELECT percentile(leased, 0.5, NULL) IS NULL AS unknown FROM pool;
-- the same, told by steps()
SELECT count(*), count(*) FILTER (WHERE percentile(leased, f / 100.0, w) =
	(SELECT min(s.quantity) FROM steps(leased, w) AS s
	 WHERE (SELECT sum(extract(epoch FROM r.period_end - r.period_start)) FROM steps(leased, w) AS r WHERE r.quantity <= s.quantity)
		   >= f / 100.0 * extract(epoch FROM upper(w) - lower(w)))) AS same
FROM pool, generate_series(0, 100) AS f, (VALUES (tstzrange('2024-01-01', '2024-02-06'))) AS window_of (w);

-- a fleet that grows: 6 cards, from January 2 on 12, from January 4 on 3
CREATE TABLE fleet AS
SELECT occupancy(cards, during) AS owned FROM (VALUES
	(6, tstzrange('2024-01-01', '2024-01-02')), (12, tstzrange('2024-01-02', '2024-01-04')), (3, tstzrange('2024-01-04', '2024-03-01'))) AS asset (cards, during);
SELECT s.* FROM pool, fleet, steps(owned - leased, '[2024-01-01, 2024-01-06)') AS s;
SELECT time_over(leased, owned), time_over(leased, owned, '[2024-01-01, 2024-01-04)') AS first_days, quantity_hours_over(leased, owned) AS hours_over, first_over(leased, owned),
	   utilization(leased, owned, '[2024-01-01, 2024-02-01)'), round(quantity_hours(leased, '[2024-01-01, 2024-02-01)') / quantity_hours(owned, '[2024-01-01, 2024-02-01)'), 20) AS the_same
FROM pool, fleet;
SELECT (leased - leased)::text, (leased - owned) + owned = leased AS back FROM pool, fleet;
SELECT peak(occupancy('2 P fp16'::p_capacity, w) - occupancy('0.5 P fp16'::p_capacity, w)) FROM (VALUES (tstzrange('2024-01-01', '2024-01-02'))) AS window_of (w);

-- refused
\set VERBOSITY default
SELECT * FROM pool, steps_by(leased, 'fortnight', 'UTC');
SELECT * FROM pool, steps_by(leased, 'month', 'CST');
SELECT * FROM steps_by((SELECT occupancy(1, tstzrange('2024-01-01', NULL))), 'month', 'UTC');
SELECT * FROM pool, hour_of_week(leased, 'UTC', '[2024-01-01,)');
SELECT percentile(leased, 95, '[2024-01-01, 2024-01-05)') FROM pool;
SELECT percentile(leased, 'NaN', '[2024-01-01, 2024-01-05)') FROM pool;
SELECT percentile(leased, 0.5, '[2024-01-01,)') FROM pool;
SELECT leased - (SELECT occupancy('2 P'::p_capacity, tstzrange('2024-01-01', '2024-01-02'))) FROM pool;
SELECT utilization(leased, leased, '[2030-01-01, 2030-02-01)') FROM pool;
