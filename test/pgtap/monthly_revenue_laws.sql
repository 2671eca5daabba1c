-- Laws of monthly_revenue: each month is what rent() gives for it; any order, split and
-- nesting give the same bytes.
\ir ../laws.psql
SELECT plan(7);

CREATE TABLE lease AS
SELECT n, n % 5 AS pool,
	   (round(pg_temp.draw(n, 'amount') * 100, n % 9) || ' CNY/card/' ||
		(ARRAY['hour', 'day', 'week', 'month', 'quarter', 'year'])[1 + n % 6])::rent_rate AS rate,
	   round(pg_temp.draw(n, 'cards') * 64, n % 10) AS cards,
	   tstzrange(started, started + interval '1 second' * (pg_temp.draw(n, 'length') * 10 ^ (4 + n % 5))) AS during,
	   (ARRAY['UTC', 'Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'UTC'])[1 + n % 5] AS zone
FROM generate_series(1, 2000) AS n,
	 LATERAL (SELECT timestamptz '2023-01-01 00:00+00' + interval '1 second' * (pg_temp.draw(n, 'start') * 60000000)::int AS started) AS s;
ANALYZE lease;
CREATE TABLE whole AS
SELECT pool, zone, revenue_by_month(rate, cards, during, zone) AS m FROM lease GROUP BY pool, zone;

SELECT is_empty($$
	SELECT pool, month, r.revenue, expected FROM whole, LATERAL months(m) AS r,
	LATERAL (SELECT sum(rent(rate, cards, during, tstzrange(month::timestamp AT TIME ZONE zone, (month + interval '1 month') AT TIME ZONE zone), zone)) AS expected
			 FROM lease WHERE lease.pool = whole.pool) AS x
	WHERE r.revenue <> expected$$,
	'each month is the sum of the rents within it');
SELECT is_empty($$
	SELECT pool FROM lease GROUP BY pool, zone
	HAVING revenue(revenue_by_month(rate, cards, during, zone)) <> revenue(rate, cards, during, NULL, zone)$$,
	'the months sum to the whole');
SELECT is_empty($$
	SELECT shuffle, pool FROM generate_series(1, 5) AS shuffle, whole,
	LATERAL (SELECT revenue_by_month(rate, cards, during, zone ORDER BY md5(shuffle || ' ' || n)) AS t FROM lease WHERE lease.pool = whole.pool) AS x
	WHERE monthly_revenue_send(t) <> monthly_revenue_send(m)$$,
	'any order gives the same bytes');
SELECT is_empty($$
	SELECT parts, pool FROM (SELECT unnest(ARRAY[2, 3, 10, 100, 2000]) AS parts) AS p, whole,
	LATERAL (SELECT rollup(t::text::monthly_revenue ORDER BY md5(part::text)) AS t
			 FROM (SELECT trunc(pg_temp.draw(n, 'split') * parts) AS part, revenue_by_month(rate, cards, during, zone) AS t
				   FROM lease WHERE lease.pool = whole.pool GROUP BY part) AS x) AS y
	WHERE monthly_revenue_send(t) <> monthly_revenue_send(m)$$,
	'any split gives the same bytes, through text too');
SELECT is_empty($$
	SELECT a.pool FROM whole a, whole b WHERE a.zone = b.zone AND (a.m + b.m <> b.m + a.m OR monthly_revenue_send(a.m + b.m + a.m) <> monthly_revenue_send(a.m + (b.m + a.m)))$$,
	'+ is associative and commutative');
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
SELECT matches(pg_temp.run_into('parallel', 'SELECT pool, zone, revenue_by_month(rate, cards, during, zone) AS t FROM lease GROUP BY pool, zone'),
	'Finalize .*Workers Launched: [12].*Partial .*Aggregate', 'a parallel plan aggregates in the workers');
SELECT is_empty($$SELECT pool FROM parallel FULL JOIN whole USING (pool, zone) WHERE monthly_revenue_send(t) IS DISTINCT FROM monthly_revenue_send(m)$$,
	'and gives the same bytes');
SELECT * FROM finish();
ROLLBACK;
