-- Laws of rent(): parts sum to the whole, other ways to compute it agree, schedules
-- foot, explanations end in the figure.  Random leases of a fixed seed.
\ir ../laws.psql
SELECT plan(25);

CREATE TEMP TABLE zones (i int, zone text);
INSERT INTO zones VALUES (0, 'UTC'), (1, 'Asia/Shanghai'), (2, 'America/New_York'), (3, 'Europe/London'),
	(4, 'Australia/Lord_Howe'), (5, 'America/Sao_Paulo'), (6, 'Asia/Kathmandu'), (7, 'Pacific/Apia');
CREATE TEMP TABLE prorations (i int, proration text);
INSERT INTO prorations VALUES (0, 'anniversary'), (1, 'calendar'), (2, '30e/360'), (3, 'actual/30'),
	(4, 'actual/365'), (5, '730h');
-- (calendar/30 is asked of those of actual/30, lest all leases change)
CREATE TEMP TABLE periods (i int, period text, months int, hours int);
INSERT INTO periods VALUES (0, 'hour', NULL, 1), (1, 'day', NULL, 24), (2, 'week', NULL, 168),
	(3, 'month', 1, NULL), (4, 'quarter', 3, NULL), (5, 'year', 12, NULL);

CREATE TEMP TABLE leases AS
SELECT n,
	   period, months, hours, zone, proration,
	   amount, (amount || ' CNY/card/' || period)::rent_rate AS rate,
	   quantity,
	   started, ended,
	   tstzrange(started, ended) AS during
FROM generate_series(1, 3000) AS n
	 CROSS JOIN LATERAL (SELECT round(pg_temp.draw(n, 'amount') * 100000, (pg_temp.draw(n, 'decimals') * 8)::int) AS amount,
					 round(pg_temp.draw(n, 'quantity') * 1000, (pg_temp.draw(n, 'more') * 9)::int) AS quantity,
					 timestamptz '2005-01-01 00:00Z' +
					 CASE WHEN n % 3 = 0 THEN interval '1 day' * trunc(pg_temp.draw(n, 'start') * 8000)
						  ELSE interval '1 second' * (pg_temp.draw(n, 'start') * 700000000) END AS started) AS x
	 CROSS JOIN LATERAL (SELECT started + interval '1 second' * (pg_temp.draw(n, 'length') * 10 ^ (4 + n % 5)) AS ended) AS y
	 JOIN zones z ON z.i = trunc(pg_temp.draw(n, 'zone') * 8)
	 JOIN prorations q ON q.i = trunc(pg_temp.draw(n, 'proration') * 6)
	 JOIN periods p ON p.i = trunc(pg_temp.draw(n, 'period') * 6);

SELECT is(count(*), 3000::bigint, 'three thousand leases') FROM leases;

-- ---- additivity ----

SELECT is_empty($$
	SELECT n FROM leases,
	LATERAL (SELECT sum(rent(rate, quantity, during, tstzrange(cut, lead))) AS parts
			 FROM (SELECT cut, lead(cut, 1, 'infinity') OVER (ORDER BY cut)
				   FROM (SELECT '-infinity'::timestamptz
						 UNION SELECT started + (ended - started) * pg_temp.draw(n * 10 + i, 'cut')
						 FROM generate_series(1, 7) AS i) AS cuts (cut)) AS spans (cut, lead)) AS s
	WHERE parts <> rent(rate, quantity, during)$$,
	'the parts of any split sum to the whole');
SELECT is_empty($$
	SELECT n FROM leases,
	LATERAL (SELECT sum(rent(rate, quantity, during, tstzrange(day, day + interval '1 day'), zone, proration)) AS parts
			 FROM generate_series(started, ended, interval '1 day') AS day) AS s
	WHERE n % 10 = 0 AND ended - started < interval '400 days'
		  AND parts <> rent(rate, quantity, during, NULL, zone, proration)$$,
	'days sum to the whole, in every zone and proration');
SELECT is_empty($$
	SELECT n FROM leases
	WHERE rent(rate, -quantity, during, NULL, zone, proration) <> -rent(rate, quantity, during, NULL, zone, proration)$$,
	'a negative quantity is the mirror image');
SELECT is_empty($$
	SELECT n FROM leases
	WHERE scale(rent(rate, quantity, during, NULL, zone, proration)) > 12
	   OR scale(rent(rate, quantity, during, NULL, zone, proration)) <>
		  min_scale(rent(rate, quantity, during, NULL, zone, proration))$$,
	'twelve decimals at most, without trailing zeros');

-- ---- the same by other means ----

-- Days of a zone from one time of day to an instant, and how much of the current one's length has passed.
CREATE FUNCTION pg_temp.civil_day(start timestamptz, local_start timestamp, at timestamptz, zone text, OUT whole int, OUT elapsed numeric, OUT length numeric)
LANGUAGE sql STABLE AS $$
	SELECT j, extract(epoch FROM at - day_start), extract(epoch FROM day_end - day_start)
	FROM (SELECT (at AT TIME ZONE zone)::date - local_start::date AS about) AS a,
		 generate_series(greatest(about - 2, 0), about + 2) AS j,
		 LATERAL (SELECT CASE WHEN j = 0 THEN start ELSE (local_start + make_interval(days => j)) AT TIME ZONE zone END AS day_start,
						 (local_start + make_interval(days => j + 1)) AT TIME ZONE zone AS day_end) AS d
	WHERE day_start <= at AND at < day_end
$$;
CREATE FUNCTION pg_temp.civil_days(start timestamptz, local_start timestamp, at timestamptz, zone text) RETURNS numeric LANGUAGE sql STABLE AS $$
	SELECT whole + elapsed / length::numeric(40,30) FROM pg_temp.civil_day(start, local_start, at, zone)
$$;

SELECT is_empty($$
	SELECT n FROM leases
	WHERE period = 'hour' AND
		  rent(rate, quantity, during, NULL, zone, proration) <>
		  round(amount * quantity * extract(epoch FROM ended - started)::numeric / 3600::numeric(40,30), 12)$$,
	'hours: elapsed seconds over 3600');
SELECT is_empty($$
	SELECT n FROM leases, pg_temp.civil_day(started, started AT TIME ZONE zone, ended, zone)
	WHERE period IN ('day', 'week') AND
		  rent(rate, quantity, during, NULL, zone, proration) <>
		  round(amount * quantity * (whole * length + elapsed) / (length * (hours / 24))::numeric(40,30), 12)$$,
	'days and weeks: PostgreSQL''s own days of the zone');
SELECT cmp_ok((SELECT count(*) FROM leases WHERE period IN ('day', 'week') AND rent(rate, 1, during) <> rent(rate, 1, during, NULL, zone)),
	'>', 50::bigint, '(which are often not those of UTC)');
SELECT is_empty($$
	WITH local AS (
		SELECT *, started AT TIME ZONE zone AS local_start FROM leases
		WHERE months IS NOT NULL AND proration = 'anniversary'),
	current AS (
		SELECT local.*, k, local_start + make_interval(months => k * months) AS local_period,
			   CASE WHEN k = 0 THEN started ELSE (local_start + make_interval(months => k * months)) AT TIME ZONE zone END AS period_start,
			   (local_start + make_interval(months => (k + 1) * months)) AT TIME ZONE zone AS period_end
		FROM local, generate_series(0, 60) AS k)
	SELECT n FROM current, pg_temp.civil_day(period_start, local_period, ended, zone),
		 LATERAL (SELECT (local_start + make_interval(months => (k + 1) * months))::date - local_period::date AS days) AS d
	WHERE period_start <= ended AND ended < period_end AND
		  rent(rate, quantity, during, NULL, zone, proration) <>
		  round(amount * quantity * ((k * days + whole) * length + elapsed) / (days * length)::numeric(40,30), 12)$$,
	'anniversaries: PostgreSQL''s own months, days and zones');
SELECT cmp_ok((SELECT count(*) FROM leases WHERE months IS NOT NULL AND proration = 'anniversary'), '>', 150::bigint,
	'(not a few of them)');
SELECT is_empty($$
	WITH month AS (
		SELECT leases.*, greatest(started, month_start) AS from_at, least(ended, month_end) AS to_at, month_start, m,
			   (m + interval '1 month')::date - m::date AS days
		FROM leases,
			 LATERAL generate_series(date_trunc('month', started AT TIME ZONE zone),
									 ended AT TIME ZONE zone, interval '1 month') AS m,
			 LATERAL (SELECT m AT TIME ZONE zone AS month_start,
							 (m + interval '1 month') AT TIME ZONE zone AS month_end) AS x
		WHERE months IS NOT NULL AND proration = 'calendar')
	SELECT n FROM month
	GROUP BY n, rate, quantity, during, zone, proration, amount, months
	HAVING abs(rent(rate, quantity, during, NULL, zone, proration) -
			   amount * quantity / months::numeric(40,30) *
			   sum((pg_temp.civil_days(month_start, m, to_at, zone) - pg_temp.civil_days(month_start, m, from_at, zone)) /
				   days::numeric(40,30)))
		   > 0.0000000000006$$,
	'calendar: each month by its days');
SELECT is_empty($$
	WITH month AS (
		SELECT leases.*, m > local_start AND m + interval '1 month' <= local_end AS whole,
			   least(pg_temp.civil_days(month_start, m, least(ended, month_end), zone) -
					 pg_temp.civil_days(month_start, m, greatest(started, month_start), zone), 30) AS days,
			   m = date_trunc('month', local_start) AND m = local_start AND m + interval '1 month' <= local_end AS whole_first
		FROM (SELECT *, started AT TIME ZONE zone AS local_start, ended AT TIME ZONE zone AS local_end FROM leases) AS leases,
			 LATERAL generate_series(date_trunc('month', local_start), local_end, interval '1 month') AS m,
			 LATERAL (SELECT m AT TIME ZONE zone AS month_start,
							 (m + interval '1 month') AT TIME ZONE zone AS month_end) AS x
		WHERE months IS NOT NULL AND proration = 'actual/30')
	SELECT n FROM month
	GROUP BY n, rate, quantity, during, zone, amount, months
	HAVING abs(rent(rate, quantity, during, NULL, zone, 'calendar/30') -
			   amount * quantity / months::numeric(40,30) * sum(CASE WHEN whole OR whole_first THEN 1 ELSE days / 30::numeric(40,30) END))
		   > 0.0000000000006$$,
	'calendar/30: whole months, and the days of broken ones by thirtieths');
SELECT is_empty($$
	SELECT n FROM leases
	WHERE months IS NOT NULL AND proration = '730h' AND
		  rent(rate, quantity, during, NULL, zone, proration) <>
		  round(amount * quantity * extract(epoch FROM ended - started) / (months * 730 * 3600)::numeric(40,30), 12)$$,
	'730h: elapsed hours over 730 a month');
SELECT is_empty($$
	SELECT n FROM leases
	WHERE months IS NOT NULL AND proration IN ('actual/30', 'actual/365') AND zone IN ('UTC', 'Asia/Shanghai', 'Asia/Kathmandu') AND
		  rent(rate, quantity, during, NULL, zone, proration) <>
		  round(amount * quantity * extract(epoch FROM ended - started) * 12 /
				(months * CASE proration WHEN 'actual/30' THEN 360 ELSE 365 END * 86400)::numeric(40,30), 12)$$,
	'actual/30 and actual/365 where every day has 24 hours');

-- ---- zones: every one there is, as PostgreSQL has it ----

-- AT TIME ZONE takes CET and a few others for abbreviations first, with one offset all year.
CREATE TEMP VIEW unambiguous AS
SELECT name FROM pg_timezone_names
WHERE name NOT IN ('Factory', 'localtime', 'posixrules') AND
	  NOT EXISTS (SELECT FROM pg_timezone_abbrevs WHERE abbrev = upper(name));
SELECT cmp_ok(count(*), '>', 400::bigint, 'more than four hundred zones') FROM unambiguous;

SELECT is_empty($$
	SELECT name, day FROM pg_timezone_names,
	unnest(ARRAY['1890-01-01', '1937-07-01', '1986-04-13', '2007-03-11', '2011-12-30', '2024-02-29', '2024-03-31',
				 '2024-09-08', '2024-10-27', '2500-07-01']::date[]) AS day
	WHERE name IN (SELECT * FROM unambiguous) AND
		  lower(term(day, day, name)) <> day::timestamp AT TIME ZONE name$$,
	'a day starts where AT TIME ZONE says');
SELECT is_empty($$
	SELECT name, day FROM pg_timezone_names,
	generate_series(timestamp '2023-12-25', '2025-01-05', interval '1 day') AS day
	WHERE name IN (SELECT * FROM unambiguous) AND
		  upper(term(day::date, day::date, name)) <> (day + interval '1 day') AT TIME ZONE name$$,
	'every day of 2024 ends where it should');

-- ---- schedules ----

CREATE TEMP TABLE schedules AS
SELECT n, zone, s.*, step, scale
FROM leases, unnest(ARRAY['day', 'week', 'month', 'quarter', 'year']) AS step,
	 LATERAL (SELECT (pg_temp.draw(n, step) * 4)::int AS scale) AS x,
	 LATERAL rent_schedule(rate, quantity, during, step, zone, proration, scale) AS s
WHERE n % 7 = 0 AND ended - started < interval '1000 days';

SELECT cmp_ok((SELECT count(*) FROM schedules), '>', 5000::bigint, 'more than five thousand lines of schedules');
SELECT is_empty($$
	SELECT n, step FROM schedules JOIN leases USING (n, zone)
	GROUP BY n, step, scale, rate, quantity, during, zone, proration
	HAVING sum(schedules.amount) <> round(rent(rate, quantity, during, NULL, zone, proration), scale)
		OR min(period_start) <> lower(during) OR max(period_end) <> upper(during)$$,
	'a schedule sums to the rounded rent and covers the lease');
SELECT is_empty($$
	SELECT n, step, period_start FROM (
		SELECT *, sum(amount) OVER w AS running, lag(period_end) OVER w AS previous
		FROM schedules WINDOW w AS (PARTITION BY n, step ORDER BY period_start)) AS s
	WHERE running <> cumulative OR previous <> period_start$$,
	'cumulative is the running sum, and lines adjoin');
SELECT is_empty($$
	SELECT n, step, period_start FROM (
		SELECT *, lag(period_end) OVER (PARTITION BY n, step ORDER BY period_start) AS previous FROM schedules) AS s
	WHERE previous IS NOT NULL AND
		  period_start <> date_trunc(step, period_start AT TIME ZONE zone) AT TIME ZONE zone$$,
	'lines start where the calendar''s steps do');
SELECT is_empty($$
	SELECT n, step FROM schedules JOIN leases USING (n, zone)
	WHERE cumulative <> round(rent(rate, quantity, during, tstzrange(NULL, period_end), zone, proration), scale)$$,
	'cumulative is the rounded rent until then');

-- ---- explanations ----

SELECT is_empty($$
	SELECT n FROM leases
	WHERE n % 5 = 0 AND
		  (SELECT value::numeric FROM explain_rent(rate, quantity, during, NULL, zone, proration) WHERE item = 'rent') <>
		  rent(rate, quantity, during, NULL, zone, proration)$$,
	'an explanation ends in the figure');
SELECT is_empty($$
	SELECT n FROM leases,
	LATERAL (SELECT tstzrange(started + (ended - started) * 0.3, started + (ended - started) * 0.7) AS within) AS w,
	LATERAL (SELECT array_agg(value::numeric ORDER BY ordinality) AS c
			 FROM explain_rent(rate, quantity, during, within, zone, proration) WITH ORDINALITY
			 WHERE item = 'cumulative rent') AS x
	WHERE n % 5 = 0 AND c[1] - c[2] <> rent(rate, quantity, during, within, zone, proration)$$,
	'of a part, in the difference of two');
SELECT is_empty($$
	SELECT n FROM leases
	WHERE n % 5 = 0 AND months IS NOT NULL AND proration = 'anniversary' AND NOT EXISTS (
		SELECT FROM explain_rent(rate, quantity, during, NULL, zone, proration) WHERE item = 'whole periods')$$,
	'and shows the whole periods');

SELECT * FROM finish();
ROLLBACK;
