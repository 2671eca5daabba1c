-- periodic_summary and lease_summary_by(): the ordinary, the edges and the refused.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set binary_helpers :abs_srcdir '/binary.psql'
\set ECHO none
\i :helpers
\i :binary_helpers
\set ECHO all
SET timezone = 'UTC';
SET datestyle = 'ISO';

CREATE TEMP TABLE lease (pool text, rate rent_rate, cards numeric, during tstzrange);
INSERT INTO lease VALUES
	('a', '15.1 CNY/card/hour incl 6%', 8, '[2024-01-20 00:00Z, 2024-02-11 12:00Z)'),
	('a', '3100 CNY/card/month incl 6%', 1, '[2024-01-15 00:00Z, 2024-04-15 00:00Z)'),
	('a', '15.1 CNY/card/hour incl 6%', 2, '[2023-11-30 23:00Z, 2023-12-01 01:00Z)'),
	('b', '7.6 CNY/card/hour incl 6%', 0.5, '[2024-06-30 20:00Z, 2024-06-30 22:00Z)'),
	('c', NULL, NULL, NULL);

-- what a period says, and that it is what lease_summary() says with the period for its within
CREATE FUNCTION pg_temp.told(s periodic_summary) RETURNS TABLE (period_start date, period_end date, period tstzrange, leases int8, card_hours numeric, revenue numeric, net_revenue numeric, first_start timestamptz, last_end timestamptz)
LANGUAGE sql BEGIN ATOMIC SELECT period_start, period_end, period, leases(p.lease_summary), card_hours(p.lease_summary), revenue(p.lease_summary), net_revenue(p.lease_summary), first_start(p.lease_summary), last_end(p.lease_summary) FROM periods(s) AS p; END;
SELECT pool, t.* FROM (SELECT pool, lease_summary_by(rate, cards, during, 'month', 'UTC') AS s FROM lease GROUP BY pool) AS l, pg_temp.told(s) AS t ORDER BY pool, period_start;
-- the zone decides which month
SELECT t.* FROM (SELECT lease_summary_by(rate, cards, during, 'month', 'Asia/Shanghai') AS s FROM lease WHERE pool = 'b') AS l, pg_temp.told(s) AS t;
-- every step, with broken periods where within cuts them, also where there is no lease
SELECT step, t.period_start, t.period_end, t.period, t.revenue, same
FROM unnest(ARRAY['year', 'quarter', 'month', 'week', 'Days']) AS step,
	 LATERAL (SELECT lease_summary_by(rate, cards, during, step, 'Asia/Shanghai', '[2024-04-10 20:00Z, 2024-04-17 06:00Z)') AS s FROM lease WHERE pool = 'a') AS l,
	 LATERAL (SELECT p.*, revenue(p.lease_summary) AS revenue, p.lease_summary = (SELECT lease_summary(rate, cards, during, period, 'Asia/Shanghai') FROM lease WHERE pool = 'a') AS same FROM periods(s) AS p) AS t;
-- within without one of its bounds, or without anything in it
SELECT within, count(t), min(period_start), max(period_end), sum(revenue)
FROM unnest(ARRAY['[2024-03-05,)', '(,2024-02-10)', '[2025-01-01,)', '(,2020-01-01)', '[2025-01-01,2025-03-01)', 'empty', '(,)', '[-infinity,infinity]', NULL]::tstzrange[]) WITH ORDINALITY AS w (within, i),
	 LATERAL (SELECT lease_summary_by(rate, cards, during, 'month', 'UTC', within) AS s FROM lease) AS l LEFT JOIN LATERAL pg_temp.told(s) AS t ON true
GROUP BY i, within ORDER BY i;
-- running leases, a proration, two columns, days; those that have not started are pending in each period
SELECT t.* FROM (SELECT lease_summary_by(rate, cards, tstzrange(lower(during), NULL), 'month', 'UTC', '[2024-01-01, 2024-03-01)', 'calendar') AS s FROM lease WHERE pool = 'a') AS l, pg_temp.told(s) AS t;
CREATE TEMP TABLE contract (rate rent_rate, cards int, first_day date, last_day date);
INSERT INTO contract VALUES ('31000 CNY/card/month', 1, '2024-01-15', '2024-02-14'), ('15.1 CNY/card/hour', 8, '2024-02-29', NULL), ('15.1 CNY/card/hour', 8, NULL, NULL), ('15.1 CNY/card/hour', 8, '2024-02-10', '2024-02-10');
SELECT period, period_start, period_end, p.lease_summary, p.lease_summary = (SELECT lease_summary(rate, cards, first_day, last_day, daterange(period_start, period_end, '[]'), 'calendar') FROM contract) AS same
FROM (SELECT lease_summary_by(rate, cards, first_day, last_day, 'month', '[2024-01-10, 2024-03-03)', 'calendar') AS s FROM contract) AS l, periods(s) AS p;
SELECT period, p.lease_summary, p.lease_summary = (SELECT lease_summary(rate, cards, first_day::timestamp AT TIME ZONE 'Asia/Shanghai', last_day::timestamp AT TIME ZONE 'Asia/Shanghai', period, 'Asia/Shanghai') FROM contract) AS same
FROM (SELECT lease_summary_by(rate, cards, first_day::timestamp AT TIME ZONE 'Asia/Shanghai', last_day::timestamp AT TIME ZONE 'Asia/Shanghai', 'quarter', 'Asia/Shanghai', '[2024-01-01, 2024-06-01)') AS s FROM contract) AS l, periods(s) AS p;
-- a lease that ends as it starts is one of its period
SELECT t.period, leases(t.lease_summary), revenue(t.lease_summary), (SELECT t.lease_summary = lease_summary(rate, 1, a, a, t.period) FROM (SELECT rent_rate '1 CNY/card/hour' AS rate, at AS a) AS x) AS same
FROM (SELECT at, lease_summary_by('1 CNY/card/hour', 1, at, at, 'day', 'UTC', '[2024-01-01,2024-01-03)') AS s FROM unnest(ARRAY['2024-01-02', '2024-01-03 00:00Z']::timestamptz[]) AS at GROUP BY at) AS l, periods(s) AS t;
-- literals
SELECT period, revenue(p.lease_summary) FROM (SELECT lease_summary_by('15.1 CNY/card/hour', 8, '[2024-01-31 12:00Z,2024-02-02)', 'month', 'UTC') AS s) AS l, periods(s) AS p;
SELECT period, revenue(p.lease_summary) FROM (SELECT lease_summary_by('15.1 CNY/card/hour', 8, '2024-01-31', '2024-02-02', 'month', '[2024-02-01,2024-02-02)', 'calendar') AS s) AS l, periods(s) AS p;
-- on terms: of their own zone, and of the one that is given where they say none
CREATE TEMP TABLE on_terms AS
SELECT terms, 3 AS cards, tstzrange('2024-01-14 16:00Z', '2025-06-30 16:00Z') AS during
FROM unnest(ARRAY['31000 CNY/card/month incl 6%; +5% every 1 year; free 2 months; zone Asia/Shanghai', '15.1 CNY/card/hour incl 6%; from 2024-03-20 12.08; zone Asia/Shanghai', '31000 CNY/card/month incl 6%; zone Asia/Shanghai; proration calendar']::lease_terms[]) AS terms;
SELECT count(*), bool_and(p.lease_summary = (SELECT lease_summary(terms, cards, during, period) FROM on_terms)) AS same, sum(revenue(p.lease_summary)) = (SELECT revenue(terms, cards, during) FROM on_terms) AS whole, min(period_start), max(period_end)
FROM unnest(ARRAY['year', 'quarter', 'month', 'week', 'day']) AS step, LATERAL (SELECT lease_summary_by(terms, cards, during, step, 'Asia/Shanghai') AS s FROM on_terms) AS l, periods(s) AS p GROUP BY step;
SELECT lease_summary_by(terms, cards, during, 'month', NULL) = lease_summary_by(terms, cards, during, 'month', 'Asia/Shanghai') AS own_zone FROM on_terms;
SELECT bool_and(revenue(p.lease_summary) = rent('31000 CNY/card/month; free 2 weeks'::lease_terms, 1, during, period, 'Asia/Shanghai')) AS same
FROM (SELECT during, lease_summary_by('31000 CNY/card/month; free 2 weeks'::lease_terms, 1, during, 'week', 'Asia/Shanghai') AS s FROM on_terms GROUP BY during) AS l, periods(s) AS p;
SELECT period, p.lease_summary = (SELECT lease_summary(terms, cards, date '2024-01-15', date '2025-06-30', daterange(period_start, period_end, '[]')) FROM on_terms) AS same
FROM (SELECT lease_summary_by(terms, cards, date '2024-01-15', date '2025-06-30', 'quarter', '[2024-02-10,2024-10-03)') AS s FROM on_terms) AS l, periods(s) AS p;
-- capacities, negative quantities, thousandths
SELECT period, p.lease_summary FROM (SELECT lease_summary_by('120000 CNY/P/year', q, '[2024-01-31 00:00Z,2024-02-02)', 'month', 'UTC') AS s FROM unnest('{960 P, 0.5 P}'::p_capacity[]) AS q) AS l, periods(s) AS p;
SELECT period, p.lease_summary FROM (SELECT lease_summary_by('1 CNY/card/hour', q, '[2024-01-31 00:00Z,2024-02-02)', 'month', 'UTC') AS s FROM unnest('{1, -1, 0.0000000000007}'::numeric[]) AS q) AS l, periods(s) AS p;

-- ---- days that zones shift: midnight left out, midnight twice, a day left out ----
SELECT zone, p.period, p.period_start, p.period_end, card_hours(p.lease_summary) AS hours, same
FROM (SELECT zone, during, lease_summary_by('24 CNY/card/day', 1, during, 'day', zone) AS s
	  FROM (VALUES ('America/Sao_Paulo', tstzrange '[2018-11-03 12:00Z,2018-11-05 02:00Z)'), ('America/Sao_Paulo', '[2018-02-17 02:00Z,2018-02-18 12:00Z)'),
				   ('America/St_Johns', '[2006-10-28 12:00Z,2006-10-30 03:30Z)'), ('Pacific/Apia', '[2011-12-29 10:00Z,2011-12-31 10:00Z)'), ('Australia/Lord_Howe', '[2024-04-06 00:00Z,2024-04-07 13:30Z)')) AS z (zone, during)
	  GROUP BY zone, during) AS l, periods(s) AS p,
	 LATERAL (SELECT p.lease_summary = lease_summary(rate, 1, d, p.period, zone) AS same FROM (SELECT rent_rate '24 CNY/card/day' AS rate, during AS d) AS x) AS x
ORDER BY zone, p.period;
-- as steps_by() and calendar_periods() have them
SELECT zone, step, count(*), bool_and(p.period = tstzrange(b.period_start, b.period_end)) AS as_steps_by, bool_and(p.period = c.within AND p.period_start = c.period_start AND p.period_end = c.period_end) AS as_calendar
FROM (SELECT zone, step, within, lease_summary_by('1 CNY/card/hour', 1, within, step, zone, within) AS s, occupancy(1, within) AS o
	  FROM unnest(ARRAY['UTC', 'Asia/Shanghai', 'America/Sao_Paulo', 'America/St_Johns', 'Asia/Kathmandu']) AS zone, unnest(ARRAY['day', 'week', 'month', 'quarter', 'year']) AS step,
		   LATERAL (SELECT term('1999-11-10', '2001-02-19', zone) AS within) AS w GROUP BY zone, step, within) AS l,
	 LATERAL (SELECT p.* FROM periods(s) WITH ORDINALITY AS p (period, lease_summary, period_start, period_end, n)) AS p
	 LEFT JOIN LATERAL (SELECT b.* FROM steps_by(o, step, zone) WITH ORDINALITY AS b (period_start, period_end, quantity_hours, peak, minimum, n)) AS b ON b.n = p.n
	 LEFT JOIN LATERAL (SELECT c.* FROM calendar_periods('1999-11-10', '2001-02-19', step, zone) WITH ORDINALITY AS c (period_start, period_end, within, n)) AS c ON c.n = p.n
GROUP BY zone, step ORDER BY zone, step;
-- before 2000, and before Christ
SELECT step, p.period_start, p.period_end
FROM (SELECT step, lease_summary_by('1 CNY/card/hour', 1, '[0044-03-14 22:00Z BC, 0044-03-15 02:00Z BC)', step, 'UTC') AS s FROM unnest(ARRAY['year', 'quarter', 'month', 'week', 'day']) AS step GROUP BY step) AS x, periods(s) AS p ORDER BY 2, 3;

-- ---- merging, text, order ----
SELECT rollup(s) = (SELECT lease_summary_by(rate, cards, during, 'month', 'UTC') FROM lease) AS merged, count(DISTINCT s)
FROM (SELECT lease_summary_by(rate, cards, during, 'month', 'UTC') AS s FROM lease GROUP BY pool) AS x;
SELECT s, s::text::periodic_summary = s AS text, s + s, s = s + s AS equal, pg_temp.received('periodic_summary', periodic_summary_send(s)) = 'gives ' || s AS binary
FROM (SELECT lease_summary_by(rate, cards, during, 'month', 'Asia/Shanghai', '[2024-01-01,)') AS s FROM lease WHERE pool IN ('a', 'b')) AS x;
SELECT lease_summary_by(rate, cards, during, 'month', 'UTC') IS NULL AS all_null FROM lease WHERE pool = 'c';
SELECT lease_summary_by('1 CNY/card/hour', 1, tstzrange 'empty', 'month', 'UTC') AS nothing;
SELECT x.s + y.s = y.s AS neutral FROM (SELECT '{"version": 1, "terms": "", "step": "", "zone": "", "window_start": "-infinity", "window_end": "infinity", "rows": 0, "pending": 0, "first_period": "", "periods": []}'::periodic_summary AS s) AS x,
	(SELECT lease_summary_by(rate, cards, during, 'month', 'UTC') AS s FROM lease) AS y;
-- one zone in any case; other names of it are other zones
SELECT lease_summary_by('1 CNY/card/hour', 1, tstzrange '[2024-01-31 00:00Z,2024-02-02 00:00Z)', 'month', zone) FROM unnest(ARRAY['asia/shanghai', 'Asia/Shanghai']) AS zone;
-- more periods than fit a page
CREATE TEMP TABLE long_days AS SELECT lease_summary_by('1 CNY/card/hour', 1, '[1900-01-01 00:00Z,2100-01-01 00:00Z)', 'day', 'UTC') AS days;
SELECT count(*), sum(revenue(p.lease_summary)) FROM long_days, periods(days) AS p;
SELECT rollup(days) + rollup(days) = rollup(days + days) AS same, bool_and(days::text::periodic_summary = days) AS text FROM long_days;
-- units that add as money do
SELECT revenue(p.lease_summary), p.lease_summary::text::jsonb ->> 'terms' AS terms FROM (SELECT lease_summary_by(r, 1, '[2024-01-31 00:00Z,2024-02-01 00:00Z)', 'month', 'UTC') AS s FROM unnest('{1 CNY/card/hour, 8 CNY/server/hour}'::rent_rate[]) AS r) AS x, periods(s) AS p;
SELECT count(*) FROM periods(NULL);

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
\set value '''{"version": 1, "terms": "CNY/card", "step": "month", "zone": "UTC", "window_start": "-infinity", "window_end": "infinity", "rows": 2, "pending": 1, "first_period": "2024-01-01", "periods": [[1, "2024-01-10T00:00:00+00", "2024-01-11T00:00:00+00", 86400, 24]]}'''
SELECT :value::periodic_summary;
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT lease_summary_by(rate, 1, '[2024-01-01, 2024-01-02)'::tstzrange, 'day', 'UTC') FROM unnest(ARRAY['1 CNY/card/hour', '1 USD/card/hour']::rent_rate[]) AS rate$$,
$$SELECT lease_summary_by('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, 'day', zone) FROM unnest(ARRAY['UTC', 'Asia/Shanghai']) AS zone$$,
$$SELECT lease_summary_by('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, step, 'UTC') FROM unnest(ARRAY['day', 'month']) AS step$$,
$$SELECT lease_summary_by('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, 'day', 'UTC', within) FROM unnest(ARRAY[NULL, '[2024-01-01,)']::tstzrange[]) AS within$$,
$$SELECT lease_summary_by('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, 'hour', 'UTC')$$,
$$SELECT lease_summary_by('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, 'decade', 'UTC')$$,
$$SELECT lease_summary_by('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, NULL, 'UTC')$$,
$$SELECT lease_summary_by('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, 'day', NULL)$$,
$$SELECT lease_summary_by('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, 'day', 'CST')$$,
$$SELECT lease_summary_by('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, 'day', 'UTC', NULL, NULL)$$,
$$SELECT lease_summary_by('1 CNY/card/hour', 1, '[2024-01-01,)'::tstzrange, 'day', 'UTC')$$,
$$SELECT lease_summary_by('1 CNY/card/hour', 1, '(,2024-01-01)'::tstzrange, 'day', 'UTC')$$,
$$SELECT lease_summary_by('1 CNY/card', 1, '[2024-01-01, 2024-01-02)'::tstzrange, 'day', 'UTC')$$,
$$SELECT lease_summary_by('1 CNY/card/hour', 1, '2024-01-02 00:00Z'::timestamptz, '2024-01-01 00:00Z', 'day', 'UTC')$$,
$$SELECT lease_summary_by('1 CNY/card/hour', 1, date '2024-01-02', date '2024-01-01', 'day')$$,
$$SELECT lease_summary_by('1 CNY/card/hour', 1, date '2024-01-02', date '2024-01-03', 'day', 'UTC', '[2024-01-01,2024-01-02)'::tstzrange)$$,
$$SELECT lease_summary_by('1 CNY/card/hour; zone Asia/Shanghai'::lease_terms, 1, '[2024-01-01, 2024-01-02)'::tstzrange, 'day', 'UTC')$$,
$$SELECT lease_summary_by('1 CNY/card/hour; above 100 per month at 2'::lease_terms, 1, '[2024-01-01, 2024-01-02)'::tstzrange, 'day', 'UTC')$$,
$$SELECT lease_summary_by('1 CNY/card/hour', 1, '[2024-01-01, 9999-12-31)'::tstzrange, 'day', 'UTC')$$,
$$SELECT lease_summary_by('1 CNY/card/hour', 1, '[2024-01-01, 9999-12-31)'::tstzrange, 'month', 'UTC')$$,
$$SELECT lease_summary_by('1 CNY/card/hour', 1, d, 'year', 'UTC') FROM (VALUES (tstzrange '[1970-01-01, 1970-02-01)'), ('[200000-01-01, 200000-02-01)')) AS v (d)$$,
$$SELECT count(*) FROM periods((SELECT lease_summary_by('1 CNY/card/hour', 1, '[2024-01-01, 2024-02-01)', 'month', 'UTC', '[1000-01-01,2024-02-01)')))$$,
$$SELECT count(*) FROM periods((SELECT lease_summary_by('1 CNY/card/hour', 1, '[2024-01-01, 2024-02-01)', 'month', 'UTC', '[4714-11-24 BC,2024-02-01)')))$$,
$$SELECT lease_summary_by('1 CNY/card/hour', 1, '[294276-12-31 20:00, 294276-12-31 23:00)'::tstzrange, 'year', 'Asia/Shanghai')$$,
$$SELECT lease_summary_by('90000000000 CNY/card/second', 9000000000, '[2024-01-01,2324-01-01)'::tstzrange, 'year', 'UTC')$$,
$$SELECT count(*) FROM periods('{"version": 1, "terms": "CNY/card", "step": "month", "zone": "No/Such", "window_start": "-infinity", "window_end": "infinity", "rows": 1, "pending": 0, "first_period": "2024-01-01", "periods": [[1, "2024-01-10T00:00:00+00", "2024-01-11T00:00:00+00", 86400, 24]]}')$$,
$$SELECT periodic_summary_add(NULL, '1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, 'day', 'UTC')$$
]) AS statement;
-- text: each field as it should not be
SELECT changed, pg_temp.refused(format('SELECT %L::periodic_summary', regexp_replace(:value, field, changed)))
FROM (VALUES ('"version": 1', '"version": 2'), ('"CNY/card"', '"CNY"'), ('"CNY/card"', '""'), ('"month"', '"hour"'), ('"month"', '"months"'), ('"month"', '""'), ('"month"', 'null'), ('"UTC"', '""'), ('"UTC"', '"U\\"C"'), ('"UTC"', '"' || repeat('x', 64) || '"'), ('"UTC"', '"No/Such"'),
	('"-infinity"', '"infinity"'), ('"-infinity"', '"2024-01-01"'), ('"window_end"', '"windowend"'), ('"rows": 2', '"rows": 0'), ('"rows": 2', '"rows": -2'), ('"pending": 1', '"pending": 3'), ('"pending": 1', '"pending": 2'), ('"pending": 1', '"pending": -1'),
	('2024-01-01', '2024-01-02'), ('2024-01-01', '2024-1-1'), ('2024-01-01', ' 2024-01-01'), ('2024-01-01', '2024-13-01'), ('2024-01-01', ''), ('2024-01-01', '-4714-11-01'), ('2024-01-01', '-4713-12-01'), ('2024-01-01', '294276-12-01'), ('2024-01-01', '294277-01-01'),
	('\[\[.*\]\]', '[]'), ('\[\[.*\]\]', '[[]]'), ('\[\[.*\]\]', '[1]'), ('\[\[.*\]\]', '[[1]]'), ('\[\[.*\]\]', '{}'), ('\[\[1', '[[-1'), ('\[\[1', '[[1.5'), ('\[\[1', '[[99999999999999999999'), ('"2024-01-10T00:00:00\+00"', '"infinity"'), ('"2024-01-10T00:00:00\+00"', '"2024-01-11T00:00:00+00"'), ('"2024-01-10T00:00:00\+00"', '"2024-01-10"'),
	('86400, 24', '1e-16, 24'), ('86400, 24', '86400, "24"'), ('86400, 24', '0, 0')) AS v (field, changed);
SELECT pg_temp.refused(format('SELECT (%L)::periodic_summary IS NOT NULL', regexp_replace(:value, '\]\]', ']' || repeat(', []', n - 2) || ', [0, "2024-02-10T00:00:00+00", "2024-02-11T00:00:00+00", 0, 0]]'))) FROM unnest(ARRAY[12000, 12001]) AS n;
-- binary: a first period beyond all, where merging would count past the end of an integer; a count of more than there are
SELECT first, pg_temp.received('periodic_summary', overlay(sent PLACING int4send(first) FROM length(sent) - 63)) FROM periodic_summary_send(:value) AS sent, unnest('{288, 3507323, 3507324, 2147483647, -80545, -80546, -2147483648}'::int[]) AS first;
SELECT count, pg_temp.received('periodic_summary', overlay(sent PLACING int4send(count) FROM length(sent) - 59)) FROM periodic_summary_send(:value) AS sent, unnest('{-1, 0, 2, 2147483647}'::int[]) AS count;
