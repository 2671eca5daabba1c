-- Laws of leases in whole days: they are what the same days are as a range in any zone, schedules
-- foot, aggregates are the sums of their rows.  Random leases of a fixed seed.
\ir ../laws.psql
SELECT plan(13);

CREATE TEMP TABLE leases AS
SELECT n, g, period, zone, proration, (amount || ' CNY/card/' || period)::rent_rate AS rate, quantity, first_day, last_day,
	   daterange(first_day + (pg_temp.draw(n, 'from') * 400)::int - 200, CASE WHEN n % 7 > 0 THEN first_day + (pg_temp.draw(n, 'from') * 400 + pg_temp.draw(n, 'to') * 900)::int - 199 END) AS within,
	   started, n % 11 = 0 AS running
FROM generate_series(1, 2000) AS n
	 CROSS JOIN LATERAL (SELECT n % 20 AS g, round(pg_temp.draw(n, 'amount') * 100000, (pg_temp.draw(n, 'decimals') * 8)::int) AS amount,
		round(pg_temp.draw(n, 'quantity') * 1000, (pg_temp.draw(n, 'more') * 9)::int) AS quantity,
		date '2010-01-01' + (pg_temp.draw(n, 'start') * 5000)::int AS first_day, pg_temp.draw(n, 'started') > 0.05 AS started,
		(ARRAY['hour', 'day', 'week', 'month', 'quarter', 'year'])[1 + trunc(pg_temp.draw(n, 'period') * 6)::int] AS period,
		(ARRAY['Asia/Shanghai', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Kathmandu'])[1 + trunc(pg_temp.draw(n, 'zone') * 6)::int] AS zone,
		(ARRAY['anniversary', 'calendar', 'calendar/30', '30e/360', 'actual/30', 'actual/365', '730h'])[1 + trunc(pg_temp.draw(n, 'proration') * 7)::int] AS proration) AS x
	 CROSS JOIN LATERAL (SELECT first_day + (pg_temp.draw(n, 'length') * 10 ^ (1 + n % 3))::int AS last_day) AS y;

SELECT is_empty($$
	SELECT n FROM leases WHERE rent(rate, quantity, first_day, last_day, NULL, proration) <> rent(rate, quantity, term(first_day, last_day), NULL, 'UTC', proration)$$,
	'days are days of UTC');
SELECT is_empty($$
	SELECT n FROM leases WHERE period <> 'hour' AND proration <> '730h'
	  AND rent(rate, quantity, first_day, last_day, NULL, proration) <> rent(rate, quantity, term(first_day, last_day, zone), NULL, zone, proration)$$,
	'and of every zone, whose days are civil, but where hours are counted');
SELECT is_empty($$
	SELECT n FROM leases WHERE period <> 'hour' AND proration <> '730h'
	  AND rent(rate, quantity, first_day, last_day, within, proration)
		  <> rent(rate, quantity, term(first_day, last_day, zone), tstzrange(lower(term(lower(within), NULL, zone)), lower(term(upper(within), NULL, zone))), zone, proration)$$,
	'the part within as well');
SELECT is_empty($$
	SELECT n FROM leases WHERE rent(rate, quantity, first_day, last_day, NULL, proration) <>
		rent(rate, quantity, first_day, last_day, daterange(NULL, lower(within)), proration) + rent(rate, quantity, first_day, last_day, within, proration) +
		CASE WHEN upper_inf(within) THEN 0 ELSE rent(rate, quantity, first_day, last_day, daterange(upper(within), NULL), proration) END$$,
	'parts sum to the whole');
SELECT is_empty($$
	SELECT n FROM leases WHERE rent(rate, quantity, first_day, last_day, within, proration) <> rent(rate, quantity, first_day::text, last_day::text, within::text, proration)$$,
	'and texts are the same');
SELECT is_empty($$
	SELECT n FROM leases, LATERAL (SELECT sum(amount) AS total, min(period_start) AS first, max(period_end) AS last, bool_and(next IS NULL OR next = period_end + 1) AS gapless
		FROM (SELECT *, lead(period_start) OVER (ORDER BY period_start) AS next FROM rent_schedule(rate, quantity, first_day, last_day, (ARRAY['day', 'week', 'month', 'quarter', 'year'])[1 + n % 5], proration, n % 5, NULL, (ARRAY['calendar', 'anniversary'])[1 + n % 2])) AS lines) AS s
	WHERE (total, first, last, gapless) IS DISTINCT FROM (round(rent(rate, quantity, first_day, last_day, NULL, proration), n % 5), first_day, last_day, true)$$,
	'schedules foot, and their days follow one another from the first to the last');
SELECT is_empty($$
	SELECT n FROM leases, LATERAL (SELECT array_agg(amount ORDER BY period_start) AS lines FROM rent_schedule(rate, quantity, first_day, last_day, 'month', proration)) AS a,
		LATERAL (SELECT array_agg(amount ORDER BY period_start) AS lines FROM rent_schedule(rate, quantity, term(first_day, last_day), 'month', 'UTC', proration)) AS b,
		LATERAL (SELECT array_agg(amount ORDER BY period_start) AS lines FROM rent_schedule(rate, quantity, first_day::text, last_day::text, 'month', proration)) AS c
	WHERE a.lines <> b.lines OR a.lines <> c.lines$$,
	'the lines are those of the same range, and of texts');
SELECT is_empty($$
	SELECT n FROM leases WHERE rent(rate, quantity, first_day, last_day, within, proration) <> (SELECT value::numeric FROM explain_rent(rate, quantity, first_day, last_day, within, proration) WHERE item = 'rent')$$,
	'explanations end in the figure');

SELECT is_empty($$
	SELECT g FROM leases GROUP BY g
	HAVING revenue(rate, quantity, first_day, last_day) <> sum(rent(rate, quantity, first_day, last_day))
		OR revenue(rate, quantity, first_day, last_day, daterange('2013-01-01', '2016-01-01'), 'calendar') <> sum(rent(rate, quantity, first_day, last_day, daterange('2013-01-01', '2016-01-01'), 'calendar'))
		OR revenue(rate, quantity, first_day, CASE WHEN NOT running THEN last_day END, daterange(NULL, '2016-01-01')) <> sum(rent(rate, quantity, first_day, CASE WHEN NOT running THEN last_day END, daterange(NULL, '2016-01-01')))$$,
	'revenue is the sum of the rents');
SELECT is_empty($$
	SELECT g FROM leases GROUP BY g
	HAVING lease_summary(rate, quantity, first_day, last_day) <> lease_summary(rate, quantity, term(first_day, last_day))
		OR lease_summary(rate, quantity, first_day, last_day, daterange('2013-01-01', '2016-01-01'), 'calendar') <> lease_summary(rate, quantity, term(first_day, last_day), term('2013-01-01', '2015-12-31'), 'UTC', 'calendar')
		OR lease_summary(rate, quantity::float8, first_day, last_day) <> lease_summary(rate, quantity::float8::numeric, term(first_day, last_day))$$,
	'a summary is that of the same ranges');
SELECT is_empty($$
	SELECT g FROM leases GROUP BY g
	HAVING pending(lease_summary(rate, quantity, CASE WHEN started THEN first_day END, last_day)) <> count(*) FILTER (WHERE NOT started)
		OR revenue(rate, quantity, CASE WHEN started THEN first_day END, last_day) <> sum(rent(rate, quantity, CASE WHEN started THEN first_day END, last_day))
		OR lease_summary(rate, quantity, CASE WHEN started THEN first_day END, last_day) <> lease_summary(rate, quantity, CASE WHEN started THEN lower(term(first_day, last_day)) END, upper(term(first_day, last_day)))$$,
	'what has not started is pending, and adds nothing');
SELECT is_empty($$
	SELECT g FROM leases GROUP BY g
	HAVING revenue_by_month(rate, quantity, first_day, last_day) <> revenue_by_month(rate, quantity, term(first_day, last_day), 'UTC')
		OR revenue_by_month(rate, quantity, first_day, last_day, daterange('2013-01-01', '2016-01-01'), 'calendar') <> revenue_by_month(rate, quantity, term(first_day, last_day), 'UTC', term('2013-01-01', '2015-12-31'), 'calendar')
		OR revenue(revenue_by_month(rate, quantity, first_day, last_day, daterange('2013-01-01', '2016-01-01'))) <> revenue(rate, quantity, first_day, last_day, daterange('2013-01-01', '2016-01-01'))$$,
	'months are those of the same ranges');
SELECT is_empty($$
	SELECT g, rate FROM leases, LATERAL (SELECT count(*) AS moved FROM (SELECT revenue(rate, quantity, first_day, last_day) OVER w AS moving, revenue(rate, quantity, first_day, last_day) OVER (w ROWS BETWEEN 0 PRECEDING AND CURRENT ROW) AS alone,
		rent(rate, quantity, first_day, last_day) AS rent FROM leases AS l WHERE l.g = leases.g AND l.n < 200 WINDOW w AS (ORDER BY n)) AS r WHERE alone <> rent) AS m WHERE n < 21 AND moved > 0$$,
	'a frame that moves on leaves leases behind');

SELECT * FROM finish();
ROLLBACK;
