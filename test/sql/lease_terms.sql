-- The type lease_terms: text in and out, what is refused, order, storage; rent on terms.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all
SET timezone = 'UTC';
SET datestyle = 'ISO';
\pset format unaligned

-- ---- every clause, and its one form ----

SELECT text, text::lease_terms AS terms, text::lease_terms::text::lease_terms = text::lease_terms AS again
FROM unnest(ARRAY[
	'15.1 CNY/card/hour',
	'15.1 CNY/card/hour;',
	'  15.1 CNY/card/hour ;  free 3 months ; ',
	'133400 CNY/server/month; FROM 12 Months 140,070',
	'133400 CNY/server/month; from 2025-07-01 14万',
	'133400 CNY/server/month; from 2025/7/1 12.08 CNY',
	'9 USD/card/hour; from 2025-01-01 index 9.9; from 2026-01-01 cpi 10',
	'9 USD/card/hour; +5% every 1 year; from 18 months 12; -0.000001% every 90 days; from 36 months 5; +1000 every 6 months; from 5 years 1; +3% simple every quarter; from 6 years 3; -0.5 per month',
	'9 USD/card/hour; free 1 week; free 1 year; free 48 hours; free 12 months; free from 2024-06-01 to 2024-08-01; free from 12 months to 2026-01-01; free from 11 months to 14 months',
	'9 USD/card/hour; free 0 months; free from 3 days to 3 days; free from 2024-06-01 to 2024-06-01',
	'9 USD/card/hour; from 2024-06-01 to 2024-08-01 free',
	'5 CNY/card/hour; above 10000 per month at 4; above 20,000.5/month @ 3',
	'5 CNY/card/hour; above 10000 per year all at 4; above 20000 per year all at 3; minimum 54000 CNY per year; maximum 80000 CNY per year',
	'5 CNY/card/hour; maximum ¥80000 per lease; min 10000 per lease',
	'5 CNY/card/hour; every month above 10000 at 4; minimum 10000',
	'5 CNY/card/hour; time zone asia/shanghai; proration 30e/360',
	'5 CNY/card/hour; proration calendar; zone UTC; free 1 month',
	'15.1元/卡/小时；免租3个月；每年递增5%；自2025-07-01起12.08；自2026年7月1日起 10',
	'13.34万元/台/月；自12个月后14万元；每2年递减1000；自2024-06-01至2024-08-01免租；时区 Asia/Shanghai',
	'5.4元/卡/小时；每月保底1万；超过10000部分按5；每月封顶8万元',
	'5.4元/卡/小时；超过10000全部按5'
]) AS text;

-- ---- refused: malformed, with the place ----

SELECT text, pg_temp.refused('SELECT ' || quote_literal(text) || '::lease_terms')
FROM unnest(ARRAY[
	'', ';', '; free 3 months', 'free 3 months', '5 CNY/card/hour;; free 3 months',
	'5 CNY/card/hour; 12', '5 CNY/card/hour; bogus', '5 CNY/card/hour; to 3 months', '5 CNY/card/hour; free', '5 CNY/card/hour; free 3', '5 CNY/card/hour; free months',
	'5 CNY/card/hour; free 3 moons', '5 CNY/card/hour; free 3 months please', '5 CNY/card/hour; free from 3 months', '5 CNY/card/hour; free from 2024-13-01 to 2025-01-01',
	'5 CNY/card/hour; free from 2023-02-29 to 2025-01-01', '5 CNY/card/hour; free -3 months', '5 CNY/card/hour; free 1.5 months', '5 CNY/card/hour; free 20000 years',
	'5 CNY/card/hour; from 12 months', '5 CNY/card/hour; from 12 months x', '5 CNY/card/hour; from 12.08', '5 CNY/card/hour; from 2025-07-01 12.08 CNY/card/hour',
	'5 CNY/card/hour; from 1 year 0.123456789', '5 CNY/card/hour; from 1 year 1e30',
	'5 CNY/card/hour; +5%', '5 CNY/card/hour; +5% every', '5 CNY/card/hour; +% every year', '5 CNY/card/hour; +5% every 0.5 years', '5 CNY/card/hour; +0.0000001% every year', '5 CNY/card/hour; +10000000% every year',
	'5 CNY/card/hour; + five every year', '5 CNY/card/hour; every year', '5 CNY/card/hour; every 2 months minimum 3',
	'5 CNY/card/hour; above 10000 per month', '5 CNY/card/hour; above per month at 4', '5 CNY/card/hour; above 10000 per hour at 4', '5 CNY/card/hour; minimum 3 per', '5 CNY/card/hour; minimum', '5 CNY/card/hour; minimum 1 CNY per week',
	'5 CNY/card/hour; minimum 10000000000', '5 CNY/card/hour; minimum 1.0000000001', '5 CNY/card/hour; zone', '5 CNY/card/hour; zone Asia/Shanghai UTC', '5 CNY/car/hour; free 3 months', '5 CNY/card/hour; NaN'
]) AS text;

-- ---- refused: what contradicts itself ----

SELECT text, pg_temp.refused('SELECT ' || quote_literal(text) || '::lease_terms')
FROM unnest(ARRAY[
	'5 CNY/card/hour; from 12 months 4; from 1 year 3', '5 CNY/card/hour; from 2025-07-01 4; from 2025-01-01 3', '5 CNY/card/hour; from 0 months 4', '5 CNY/card/hour; +5% every 0 months',
	'5 CNY/card/hour; +5% every year; +3% every year', '5 CNY/card/hour; free from 3 months to 2 months', '5 CNY/card/hour; free from 2024-02-01 to 2024-01-01',
	'5 CNY/card/hour; from 1 year 4 USD', '5 CNY/card/hour; minimum 10000 USD per month', '5 CNY/card/hour; above 100 per month at 4 USD',
	'5 CNY/card/hour; from 1 year 4; above 100 per month at 4', '5 CNY/card/hour; free 1 month; minimum 100',
	'5 CNY/card/hour; above 200 per month at 4; above 100 per month at 3', '5 CNY/card/hour; above 200 per month at 4; above 200 per month at 3',
	'5 CNY/card/hour; above 200 per month at 4; above 300 per month all at 3', '5 CNY/card/hour; above 100 per month at 4; minimum 50 per year',
	'5 CNY/card/hour; minimum 1; minimum 2', '5 CNY/card/hour; minimum 1; minimum 2 CNY', '5 CNY/card/hour; maximum 1 CNY; maximum 2 CNY', '5 CNY/card/hour; zone UTC; zone UTC', '5 CNY/card/hour; proration calendar; proration calendar',
	'5 CNY/card/hour; minimum -1', '5 CNY/card/hour; above -1 per month at 4', '5 CNY/card/hour; minimum 200 CNY; maximum 100 CNY',
	'5 CNY/card/hour; zone CST', '5 CNY/card/hour; zone Asia/Shangai', '5 CNY/card/hour; proration sometimes'
]) AS text;
SELECT pg_temp.refused(format('SELECT %L::lease_terms', '5 CNY/card/hour' || string_agg('; from ' || i || ' days ' || i, '' ORDER BY i))) FROM generate_series(1, 101) AS i;
SELECT length(('5 CNY/card/hour' || string_agg('; from ' || i || ' days ' || i, '' ORDER BY i))::lease_terms::text) FROM generate_series(1, 100) AS i;
SELECT pg_temp.refused('SELECT ''5 CNY/card/hour; free 3 months''::rent_rate');

-- ---- order, equality, hash; arrays, JSON ----

CREATE TEMP TABLE terms (i int GENERATED ALWAYS AS IDENTITY, v lease_terms);
INSERT INTO terms (v) VALUES ('5 CNY/card/hour'), ('5 CNY/card/hour; free 1 month'), ('5 CNY/card/hour; free 30 days'), ('5 CNY/card/hour; from 1 year 4'), ('5 CNY/card/hour; from 1 year 4; free 1 month'),
	('4 CNY/card/hour; from 1 year 9'), ('5 CNY/card/hour; zone UTC'), ('5 CNY/card/hour; zone Asia/Shanghai'), ('5 CNY/card/hour; proration calendar'), ('5 USD/card/hour'), ('5 CNY/card/hour; minimum 3'), (NULL);
SELECT v FROM terms ORDER BY v;
SELECT bool_and((a.v < b.v)::int + (a.v = b.v)::int + (a.v > b.v)::int = 1) AS one_of_three, bool_and((a.v <= b.v) = (NOT a.v > b.v) AND (a.v >= b.v) = (NOT a.v < b.v) AND (a.v <> b.v) = (NOT a.v = b.v)) AS consistent,
	   bool_and((a.v = b.v) = (a.i = b.i)) AS distinct_values, bool_and(a.v <> b.v OR lease_terms_hash(a.v) = lease_terms_hash(b.v)) AS hashes_agree
FROM terms AS a CROSS JOIN terms AS b;
SELECT bool_and(lease_terms_hash_extended(v, 0) & 4294967295 = lease_terms_hash(v)::bit(32)::bigint) AS halves_agree FROM terms;
CREATE INDEX ON terms (v);
CREATE INDEX ON terms USING hash (v);
SELECT count(*) FROM terms AS a JOIN terms AS b USING (v);
SELECT array_agg(v ORDER BY i) FROM terms WHERE i < 4;
SELECT to_json(v), jsonb_build_object('terms', v) FROM terms WHERE i = 2;
CREATE TEMP TABLE copied (v lease_terms);
\copy terms (v) to 'terms.bin' (format binary)
\copy copied from 'terms.bin' (format binary)
SELECT count(*), count(v) FROM (SELECT v FROM terms INTERSECT ALL SELECT v FROM copied) AS x;
\! rm -f terms.bin
SELECT rent_rate '5 CNY/card/hour' = lease_terms '5 CNY/card/hour' AS same, lease_terms(rent_rate '5 CNY/card/hour incl 6%'), pg_column_size(lease_terms '5 CNY/card/hour; free 1 month') AS bytes;

-- ---- rent on terms ----

SELECT rent('133400 CNY/server/month; +5% every 1 year; free 3 months'::lease_terms, 2, term('2024-01-01', '2026-12-31')) AS contract,
	   rent('120000 CNY/P/year; free 6 months'::lease_terms, p_capacity '960 P', term('2024-01-01', '2026-12-31')) AS capacity,
	   rent('15.1 CNY/card/hour; from 1 day 10'::lease_terms, 0.5::float8, '[2024-01-01, 2024-01-03)') AS halves,
	   rent('15.1 CNY/card/hour; from 1 day 10'::lease_terms, 8, '[2024-01-01,)', '[2024-01-01 12:00, 2024-01-02 12:00)') AS part,
	   rent('15.1 CNY/card/hour; from 1 day 10'::lease_terms, 8, 'empty') AS nothing,
	   rent(NULL::lease_terms, 8, '[2024-01-01, 2024-01-03)') AS no_terms, rent('1 CNY/card/hour'::lease_terms, NULL::numeric, '[2024-01-01, 2024-01-03)') AS no_quantity, rent('1 CNY/card/hour'::lease_terms, 8, NULL) AS no_time;

-- growth: each amount from the first, rounded once; the 29th clips
SELECT starts_at, ends_at, amount, kind FROM rate_steps('100 CNY/server/month; +5% every 1 year', '[2024-02-29, 2027-02-28)');
SELECT ends_at, amount FROM rate_steps('1.00000001 CNY/server/month; -50% every 1 month', '[2024-01-31, 2024-06-30)');
SELECT amount FROM rate_steps('133400 CNY/server/month; +0.1% every 1 month', '[2000-01-01, 2124-01-01)') OFFSET 1487;
SELECT round(133400 * 1.001 ^ 1487, 8) AS by_numeric;
SELECT starts_at, amount FROM rate_steps('100 CNY/server/month; +10% simple every 6 months; from 2 years index 50; +1 every 6 months; from 3 years 9', '[2024-01-01, 2027-06-01)');
-- what would grow below zero just as the lease ends never governs
SELECT rent('5 CNY/card/hour; -3 every 1 month'::lease_terms, 1, '[2024-01-01, 2024-03-01)') AS whole, rent('5 CNY/card/hour; -3 every 1 month'::lease_terms, 1, '[2024-01-01, 2024-03-01)', '[2024-02-01,)') AS part,
	   (SELECT sum(amount) FROM rent_schedule('5 CNY/card/hour; -3 every 1 month'::lease_terms, 1, '[2024-01-01, 2024-03-01)', 'day')) AS days, (SELECT sum(income) FROM income_schedule('5 CNY/card/hour; -3 every 1 month', 1, '[2024-01-01, 2024-03-01)')) AS income,
	   rent('90000000000 CNY/card/day; +1000000% every 1 month'::lease_terms, 1, '[2024-01-01, 2024-02-01)') AS beyond_a_rate;
-- by an index; the fixed rent goes on growing below it (income.sql)
SELECT starts_at, ends_at, amount, kind FROM rate_steps('100 CNY/server/month; +5% every 1 year; from 18 months index 103', '[2024-01-01, 2027-01-01)');
-- dates before the start; free times that overlap and hang over; hours and days over a change of clocks
SELECT starts_at, amount, kind FROM rate_steps('15.1 CNY/card/hour; from 2022-07-01 13; +1 every 1 year; from 2023-07-01 12.08; +2 every 1 year; from 2024-07-01 9', '[2024-01-01, 2026-01-01)');
SELECT starts_at, ends_at, kind FROM rate_steps('1 CNY/card/hour; free from 2023-01-01 to 2024-01-10; free 5 days; free from 3 days to 12 days; free from 20 days to 2025-01-01', '[2024-01-01, 2024-02-01)');
SELECT starts_at, ends_at FROM rate_steps('1 CNY/card/hour; free from 24 hours to 2 days', '[2024-03-30 12:00 Europe/Berlin, 2024-04-02 00:00 Europe/Berlin)', 'Europe/Berlin');
SELECT rate_at('133400 CNY/server/month; +5% every 1 year; free 3 months', term('2024-01-01', '2026-12-31'), day) FROM unnest('{2023-12-31,2024-01-01,2024-03-31,2024-04-01,2026-12-31,2027-01-01,infinity}'::date[]) AS day;
SELECT rate_at('5 CNY/card/hour; from 12 hours 6', '[2024-01-01 06:00, 2024-01-01 20:00)', '2024-01-01') AS at_its_end, rate_at(NULL, '[2024-01-01, 2024-01-03)', '2024-01-01') AS no_terms;
SELECT count(*) FROM rate_steps(NULL, '[2024-01-01, 2024-01-03)');

-- one value of one rate is that rate
SELECT bool_and(rent(rate::rent_rate, 7.3, d, w, z, p) = rent(rate::lease_terms, 7.3, d, w, z, p)) AS rent,
	   bool_and((SELECT array_agg(s) FROM rent_schedule(rate::rent_rate, 7.3, d, 'month', z, p, within => w) AS s) = (SELECT array_agg(s) FROM rent_schedule(rate::lease_terms, 7.3, d, 'month', z, p, within => w) AS s)) AS schedule, count(*)
FROM unnest(ARRAY['15.1 CNY/card/hour', '30 CNY/card/day', '210 USD/card/week', '31000 CNY/server/month', '31000 JPY/server/quarter', '120000 CNY/rack/year incl 6%']) AS rate,
	 unnest(ARRAY['[2024-01-31 11:00Z, 2024-04-30 23:17Z)', '[2024-02-29 00:00Z, 2025-02-28 00:00Z)', '[2023-10-15 00:00Z, 2024-11-20 05:00Z)']::tstzrange[]) AS d,
	 unnest(ARRAY['[2024-03-01 00:00Z, 2024-04-01 00:00Z)', '(,)']::tstzrange[]) AS w,
	 unnest(ARRAY['UTC', 'Asia/Shanghai', 'America/New_York']) AS z, unnest(ARRAY['anniversary', 'calendar', 'calendar/30', '30e/360', 'actual/30', 'actual/365', '730h']) AS p;
-- parts sum to the whole, with steps and growth and free times in broken months
SELECT bool_and(whole = parts) FROM unnest(ARRAY['anniversary', 'calendar', 'calendar/30', '30e/360', 'actual/30', 'actual/365', '730h']) AS p, unnest(ARRAY['UTC', 'Europe/Berlin']) AS z,
	 LATERAL (SELECT lease_terms '31000 CNY/server/month; +7% every 5 weeks; from 2024-07-11 1234.56789; -1% every 11 days; free from 40 days to 71 days; free from 2024-10-20 to 2024-10-30' AS t, tstzrange '[2024-01-31 11:00Z, 2025-01-17 23:17Z)' AS d) AS l,
	 LATERAL (SELECT rent(t, 7.3, d, NULL, z, p) AS whole, (SELECT sum(rent(t, 7.3, d, tstzrange(day, day + interval '1 day'), z, p)) FROM generate_series(timestamptz '2024-01-31 00:00Z', '2025-01-18 00:00Z', interval '1 day') AS day) AS parts) AS x;
SELECT period_start, period_end, amount, cumulative FROM rent_schedule('1000 CNY/server/month; from 3 months 1000.10; free from 1 month to 2 months'::lease_terms, 1, '[2024-01-15, 2024-07-15)', 'quarter', cut => 'anniversary');
SELECT period_start, amount, cumulative FROM rent_schedule('1000 CNY/server/month; from 3 months 1000.10'::lease_terms, 1, '[2024-01-15,)', within => '[2024-04-01, 2024-06-01)');
SELECT count(*) FROM rent_schedule(NULL::lease_terms, 1, '[2024-01-15, 2024-07-15)');
SELECT item, value, note FROM explain_rent('1000 CNY/server/month; from 3 months 1000.10; free from 1 month to 2 months'::lease_terms, 3, '[2024-01-15, 2024-07-18)', '[2024-02-01,)');
SELECT item, value FROM explain_rent('15.1 CNY/card/hour; zone Asia/Shanghai'::lease_terms, 8::float8, '[2024-01-15, 2024-01-18)');
SELECT item, value FROM explain_rent('12 CNY/P/month; free 1 month; proration calendar'::lease_terms, p_capacity '5 P', '[2024-01-15, 2024-01-18)');

-- ---- in whole days of the terms' own zone ----

-- whatever the session's zone is
SET timezone = 'America/Los_Angeles';
SELECT rent('133400 CNY/server/month; +5% every 1 year; free 3 months'::lease_terms, 2, date '2024-01-01', date '2026-12-31') AS days,
	   rent('133400 CNY/server/month; +5% every 1 year; free 3 months'::lease_terms, 2, '2024-01-01', '2026-12-31') AS literals,
	   rent('133400 CNY/server/month; +5% every 1 year; free 3 months; zone Asia/Shanghai'::lease_terms, 2::float8, date '2024-01-01', date '2026-12-31') AS shanghai,
	   rent('120000 CNY/P/year; free 6 months'::lease_terms, p_capacity '960 P', date '2024-01-01', date '2026-12-31') AS capacity;
-- a day of the zone has 23 hours when clocks are put forward; a step by date begins with its day there
SELECT rent('1 CNY/card/hour'::lease_terms, 1, date '2024-03-31', date '2024-03-31') AS utc, rent('1 CNY/card/hour; zone Europe/Berlin'::lease_terms, 1, date '2024-03-31', date '2024-03-31') AS berlin,
	   rent('1 CNY/card/hour; from 2024-04-01 2; zone Europe/Berlin'::lease_terms, 1, date '2024-03-31', date '2024-04-01') AS stepped, rent('24 CNY/card/day; zone Europe/Berlin'::lease_terms, 1, date '2024-03-31', date '2024-03-31') AS a_day;
-- parts, a lease that runs on, one that has not started
SELECT rent(t, 1, date '2024-01-15', date '2024-04-14', '[2024-02-01,2024-03-01)') AS february, rent(t, 1, date '2024-01-15', date '2024-04-14', '[2024-02-01,2024-03-01)', 'calendar') AS calendar, rent(t, 1, date '2024-01-15', date '2024-04-14', proration => 'calendar') AS all_of_it,
	   rent(t, 1, date '2024-01-15', NULL, '[2024-02-01,2024-03-01)') AS running, rent(t, 1, '2024-01-15', NULL, '[2024-02-01,2024-03-01)') AS literals, rent(t, 1, date '2024-01-15', 'infinity', '[2024-02-01,2024-03-01)') AS as_well,
	   rent(t, 1, date '2024-01-15', date '2024-04-14', 'empty') AS nothing, rent(t, 1, NULL::date, date '2024-04-14') AS not_started, rent(t, NULL::numeric, date '2024-01-15', date '2024-04-14') AS no_quantity, rent(NULL::lease_terms, 1, date '2024-01-15', date '2024-04-14') AS no_terms
FROM (VALUES (lease_terms '31000 CNY/server/month; from 2024-02-11 62000; zone Asia/Shanghai')) AS v (t);
-- what the aggregates over the same days say
SELECT revenue(t, 8, date '2024-01-15', date '2024-04-14', '[2024-02-01,2024-03-01)') = rent(t, 8, date '2024-01-15', date '2024-04-14', '[2024-02-01,2024-03-01)') AS part, revenue(t, 8, date '2024-03-30', date '2024-04-01') = rent(t, 8, date '2024-03-30', date '2024-04-01') AS whole
FROM unnest('{1 CNY/card/hour; zone Europe/Berlin,31000 CNY/server/month; from 2024-02-11 62000; zone America/New_York,7 CNY/card/week}'::lease_terms[]) AS t GROUP BY t ORDER BY t;
-- terms of one rate are that rate, over days and over two texts
SELECT bool_and(rent(rate::rent_rate, 7.3, f, l, w, p) = rent(rate::lease_terms, 7.3, f, l, w, p)) AS rent, bool_and(rent(rate::rent_rate, 7.3, fi, li, wi, p) = rent(rate::lease_terms, 7.3, fi, li, wi, p)) AS texts,
	   bool_and((SELECT array_agg(s) FROM rent_schedule(rate::rent_rate, 7.3, f, l, 'month', p, NULL, w) AS s) = (SELECT array_agg(s) FROM rent_schedule(rate::lease_terms, 7.3, f, l, 'month', p, NULL, w) AS s)) AS schedule,
	   bool_and((SELECT array_agg(s) FROM rent_schedule(rate::rent_rate, 7.3, fi, li, 'month', p, NULL, wi) AS s) = (SELECT array_agg(s) FROM rent_schedule(rate::lease_terms, 7.3, fi, li, 'month', p, NULL, wi) AS s)) AS schedule_of_texts,
	   bool_and((SELECT array_agg(value ORDER BY i) FROM explain_rent(rate::rent_rate, 7.3, f, l, w, p) WITH ORDINALITY AS s (item, value, note, i) WHERE item <> 'rate') = (SELECT array_agg(value ORDER BY i) FROM explain_rent(rate::lease_terms, 7.3, f, l, w, p) WITH ORDINALITY AS s (item, value, note, i) WHERE item <> 'terms')) AS explained, count(*)
FROM unnest(ARRAY['15.1 CNY/card/hour', '30 CNY/card/day', '210 USD/card/week', '31000 CNY/server/month', '31000 JPY/server/quarter', '120000 CNY/rack/year incl 6%']) AS rate,
	 (VALUES (date '2024-01-31', date '2024-04-30'), ('2024-02-29', '2025-02-28')) AS v (f, l), unnest('{"[2024-03-01,2024-04-01)","(,)"}'::daterange[]) AS w, unnest(ARRAY['anniversary', 'calendar', '30e/360', 'actual/365']) AS p,
	 LATERAL (SELECT to_char(f, 'YYYY-MM-DD') AS fi, to_char(l, 'YYYY-MM-DD') AS li, CASE WHEN lower_inf(w) THEN '(,)' ELSE '[2024-03-01,2024-04-01)' END AS wi) AS x;
SELECT * FROM rent_schedule('1000 CNY/server/month; from 3 months 1000.10; free from 1 month to 2 months; zone Asia/Shanghai'::lease_terms, 1, date '2024-01-15', date '2024-07-14');
SELECT * FROM rent_schedule('1000 CNY/server/month; from 3 months 1000.10; proration calendar'::lease_terms, 1, date '2024-01-15', NULL, 'quarter', NULL, 1, '[2024-02-01,2024-08-01)', 'anniversary');
SELECT * FROM rent_schedule('1000 CNY/server/month; from 3 months 1000.10; zone Asia/Shanghai'::lease_terms, 1, '2024-01-15', '2024-03-14');
SELECT count(*), sum(amount) FROM rent_schedule('1000 CNY/server/month; from 3 months 1000.10; zone Asia/Shanghai'::lease_terms, 1, '2024-01-15', '2024-03-14', 'day', within => '[2024-02-01,2024-03-01)');
SELECT count(*), sum(amount) FROM rent_schedule('1000 CNY/server/month; zone Asia/Shanghai'::lease_terms, 1, '[2024-01-15 00:00+08,2024-03-15 00:00+08)', 'month', 'Asia/Shanghai', 'calendar', 0, 'anniversary', '[2024-02-01 00:00+08,)');
SELECT count(*) FROM rent_schedule('1000 CNY/server/month; free 1 month'::lease_terms, 1, NULL::date, date '2024-04-14');
SELECT count(*) FROM rent_schedule('1000 CNY/server/month; free 1 month'::lease_terms, 1, NULL::text, '2024-04-14');
SELECT * FROM explain_rent('1000 CNY/server/month; from 3 months 1000.10; from 2024-05-11 1200; zone Asia/Shanghai'::lease_terms, 3, date '2024-01-15', date '2024-07-17', '[2024-02-01,)');
SELECT item, value, note FROM explain_rent('1 CNY/card/hour; from 36 hours 2; zone Europe/Berlin'::lease_terms, 1, date '2024-03-30', date '2024-03-31') WHERE item = 'step';
SELECT item, value FROM explain_rent('1000 CNY/server/month; free 1 month'::lease_terms, 3, '2024-01-15', '2024-03-14', '[2024-02-01,2024-03-01)') WHERE item IN ('anchor', 'accrued until', 'rent');
SELECT count(*) FROM explain_rent('1000 CNY/server/month; free 1 month'::lease_terms, 3, NULL::date, NULL::date);
-- the planner knows the lines
CREATE FUNCTION pg_temp.rows_of(call text) RETURNS text LANGUAGE plpgsql AS
$$ DECLARE plan json; BEGIN EXECUTE 'EXPLAIN (FORMAT json) SELECT * FROM ' || call INTO plan; RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows'; END $$;
SELECT call, pg_temp.rows_of(call) FROM unnest(ARRAY[
	$$rent_schedule('1 CNY/card/month; free 1 month'::lease_terms, 1, date '2024-01-01', date '2024-12-31', within => '[2024-02-01,2024-04-01)')$$, $$rent_schedule('1 CNY/card/month; free 1 month'::lease_terms, 1, '2024-01-01', '2024-12-31')$$,
	$$rent_schedule('1 CNY/card/month; free 1 month'::lease_terms, 1, '2024-01-01', '2024-12-31', 'day')$$, $$rent_schedule('1 CNY/card/month; free 1 month'::lease_terms, 1, '[2024-01-01,2025-01-01)', 'quarter')$$,
	$$rate_steps('1 CNY/card/month', '[2024-01-01,2025-01-01)')$$, $$rate_steps('1 CNY/card/month; from 2 months 2; from 2024-06-01 index 3; free from 3 months to 4 months', '[2024-01-01,2025-01-01)')$$,
	$$rate_steps('1 CNY/card/month; +5% every 1 month; free 1 month', '[2024-01-01,2025-01-01)')$$, $$rate_steps('1 CNY/card/month; +5% every 1 month', '[2024-01-01,)')$$]) AS call;
SELECT pg_temp.refused('SELECT ' || call) FROM unnest(ARRAY[
	$$rent('5 CNY/card/hour; free 1 month'::lease_terms, 1, date '2024-01-01', NULL)$$,
	$$rent('5 CNY/card/hour; free 1 month'::lease_terms, 1, date '-infinity', date '2024-01-31')$$,
	$$rent('5 CNY/card/hour; free 1 month'::lease_terms, 1, date '2024-01-31', date '2024-01-29')$$,
	$$rent('5 CNY/card/hour; free 1 month'::lease_terms, 1, date '2024-01-31', date '-infinity')$$,
	$$rent('5 CNY/card/hour; free 1 month; zone Asia/Shanghai'::lease_terms, 1, date '294276-12-31', date '294276-12-31', 'empty')$$,
	$$rent('5 CNY/card/hour; free 1 month'::lease_terms, 1, '2024-01-01', '2024-01-31', 'UTC')$$,
	$$rent('5 CNY/card/hour; free 1 month'::lease_terms, 1, '2024-01-01', '31.12.2024')$$,
	$$rent('5 CNY/card/hour; free 1 month; zone Asia/Shanghai'::lease_terms, 1, '[2024-01-01,2024-02-01)', NULL, 'UTC')$$,
	$$rent('5 CNY/card/month; proration calendar'::lease_terms, 1, date '2024-01-01', date '2024-01-31', proration => 'anniversary')$$,
	$$rent('5 CNY/card/hour; minimum 100'::lease_terms, 1, date '2024-01-01', date '2024-01-31')$$,
	$$rent('5 CNY/card/hour; from 12 months 4; from 2024-06-01 3'::lease_terms, 1, date '2024-01-01', date '2024-12-31')$$,
	$$rent_schedule('5 CNY/card/hour; free 1 month'::lease_terms, 1, date '2024-01-01', NULL)$$,
	$$rent_schedule('5 CNY/card/hour; free 1 month'::lease_terms, 1, date '2024-01-01', date '2024-01-31', 'hour')$$,
	$$rent_schedule('5 CNY/card/hour; free 1 month'::lease_terms, 1, date '2024-01-01', date '2024-01-31', NULL)$$,
	$$rent_schedule('5 CNY/card/hour; free 1 month'::lease_terms, 1, '2024-01-01', '2024-01-31', cut => NULL)$$,
	$$rent_schedule('5 CNY/card/hour; free 1 month'::lease_terms, 1, NULL::text, '2024-01-31', cut => NULL)$$,
	$$explain_rent('5 CNY/card/hour; free 1 month'::lease_terms, 1, '2024-01-01', '2024-01-31', 'Asia/Shanghai')$$
]) AS call;
SET timezone = 'UTC';

-- ---- zone and proration ----

SELECT rent('31000 CNY/server/month; proration calendar'::lease_terms, 1, '[2024-01-15, 2024-02-15)') AS calendar, rent('31000 CNY/server/month; proration calendar'::lease_terms, 1, '[2024-01-15, 2024-02-15)', proration => 'calendar') AS said_twice,
	   rent('10 CNY/card/hour; from 2024-02-01 20; zone Asia/Shanghai'::lease_terms, 1, '[2024-01-31 00:00Z, 2024-02-02 00:00Z)') AS shanghai, rent('10 CNY/card/hour; from 2024-02-01 20'::lease_terms, 1, '[2024-01-31 00:00Z, 2024-02-02 00:00Z)', NULL, 'Asia/Shanghai') AS argument;
SELECT term('2024-01-01', '2024-12-31', '5 CNY/card/hour; zone Asia/Shanghai'::lease_terms), term('2024-01-01', '2024-12-31', '5 CNY/card/hour'::lease_terms), term('2024-01-01', NULL, '5 CNY/card/hour'::lease_terms), term('2024-01-01', '2024-12-31', NULL::lease_terms);

-- ---- from rows ----

CREATE TEMP TABLE step (lease int, starts date, rate rent_rate, index boolean);
INSERT INTO step VALUES (1, '2025-07-01', '12.08 CNY/card/hour', false), (1, NULL, '15.1 CNY/card/hour', NULL), (1, '2026-01-01', '9 CNY/card/hour', true), (2, '2025-01-01', '5 CNY/card/day', false),
	(2, '2024-01-01', '4 CNY/card/day', true), (2, '2025-01-01', NULL, false), (3, NULL, NULL, NULL), (4, '-infinity', '1 CNY/card/day', NULL);
SELECT lease, lease_terms(rate, starts) AS two, lease_terms(rate, starts, index) AS three FROM step GROUP BY lease ORDER BY lease;
SELECT lease_terms(rate, starts ORDER BY starts DESC) = lease_terms(rate, starts ORDER BY starts) AS any_order FROM step WHERE lease = 1;
SELECT pg_temp.refused(query) FROM unnest(ARRAY[
	$$SELECT lease_terms(rate, starts) FROM (VALUES (rent_rate '5 CNY/card/hour', date '2024-01-01'), ('6 CNY/card/hour', '2024-01-01')) AS v (rate, starts)$$,
	$$SELECT lease_terms(rate, starts) FROM (VALUES (rent_rate '5 CNY/card/hour', NULL::date), ('6 CNY/card/hour', NULL)) AS v (rate, starts)$$,
	$$SELECT lease_terms(rate, starts) FROM (VALUES (rent_rate '5 CNY/card/hour', NULL::date), ('6 CNY/card/day', '2024-01-01')) AS v (rate, starts)$$,
	$$SELECT lease_terms(rate, starts) FROM (VALUES (rent_rate '5 CNY/card/hour', NULL::date), ('6 CNY/card/hour', 'infinity')) AS v (rate, starts)$$,
	$$SELECT lease_terms(rate, starts) FROM (VALUES (rent_rate '5 CNY/card/hour', NULL::date), ('6 CNY/card/hour', '12024-01-01')) AS v (rate, starts)$$,
	$$SELECT lease_terms(rent_rate '5 CNY/card/hour', date '2024-01-01' + i) FROM generate_series(1, 102) AS i$$,
	$$SELECT lease_terms_final('\x00')$$,
	$$SELECT lease_terms_accum(NULL, '5 CNY/card/hour', '2024-01-01')$$
]) AS query;

-- ---- refused with a lease ----

SELECT pg_temp.refused('SELECT ' || call) FROM unnest(ARRAY[
	$$rent('5 CNY/card/hour; from 12 months 4; from 2024-06-01 3'::lease_terms, 1, '[2024-01-01, 2025-01-01)')$$,
	$$rent('5 CNY/card/hour; free from 12 months to 2024-06-01'::lease_terms, 1, '[2024-01-01, 2025-01-01)')$$,
	$$rent('5 CNY/card/hour; -3 every 1 month'::lease_terms, 1, '[2024-01-01, 2025-01-01)')$$,
	$$rent('5 CNY/card/hour; -110% every 1 month'::lease_terms, 1, '[2024-01-01, 2025-01-01)')$$,
	$$rent('5 CNY/card/hour; +100% every 1 day'::lease_terms, 1, '[2024-01-01, 2025-01-01)')$$,
	$$rent('5 CNY/card/hour; minimum 100'::lease_terms, 1, '[2024-01-01, 2025-01-01)')$$,
	$$rent('5 CNY/card; free 1 month'::lease_terms, 1, '[2024-01-01, 2025-01-01)')$$,
	$$rent('5 CNY/card/hour; free 1 month'::lease_terms, '8 P', '[2024-01-01, 2025-01-01)')$$,
	$$rent('5 CNY/card/hour; free 1 month'::lease_terms, 1, '(,2025-01-01)')$$,
	$$rent('5 CNY/card/hour; free 1 month'::lease_terms, 1, '[2024-01-01,)')$$,
	$$rent('5 CNY/card/hour; zone Asia/Shanghai'::lease_terms, 1, '[2024-01-01, 2025-01-01)', zone => 'UTC')$$,
	$$rent('5 CNY/card/month; proration calendar'::lease_terms, 1, '[2024-01-01, 2025-01-01)', proration => 'anniversary')$$,
	$$rent('5 CNY/card/hour'::lease_terms, 1, '[2024-01-01, 2025-01-01)', zone => 'CST')$$,
	$$rent('92233720368 CNY/card/hour; from 1 day 1'::lease_terms, 9223372036, '[0001-01-01, 9999-01-01)')$$,
	$$rent('92233720368 CNY/card/hour; from 20 years -92233720368'::lease_terms, 9223372036, '[2000-01-01, 2060-01-01)', '[2020-01-01,)')$$,
	$$rent_schedule('5 CNY/card/hour; free 1 month'::lease_terms, 1, '[2024-01-01,)')$$,
	$$rent_schedule('5 CNY/card/hour; free 1 month'::lease_terms, 1, '[2024-01-01, 2025-01-01)', 'fortnight')$$,
	$$rent_schedule('5 CNY/card/hour; free 1 month'::lease_terms, 1, '[2024-01-01, 2025-01-01)', cut => 'never')$$,
	$$rent_schedule('5 CNY/card/hour; free 1 month'::lease_terms, 1, '[0001-01-01, 9999-01-01)', 'hour')$$,
	$$rent_schedule('5 CNY/card/hour; free 1 month'::lease_terms, 1, '[2024-01-01, 2025-01-01)', NULL)$$,
	$$rate_steps('5 CNY/card/hour; +1% every 1 month', '[2024-01-01,)')$$,
	$$rate_steps('5 CNY/card/hour; minimum 3', '[2024-01-01, 2025-01-01)')$$,
	$$rate_at('5 CNY/card/hour', '(,2025-01-01)', '2024-01-01')$$
]) AS call;
