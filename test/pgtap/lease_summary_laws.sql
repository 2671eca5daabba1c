-- Laws of lease_summary: any order, split and nesting give the same bytes; what it
-- sums is what rent() gives; plans of every kind agree.
\ir ../laws.psql
SELECT plan(20);

CREATE TABLE lease AS
SELECT n, 'pool ' || n % 7 AS pool,
	   (round(pg_temp.draw(n, 'amount') * 100, (n % 9)) || ' CNY/card/' ||
		(ARRAY['hour', 'day', 'week', 'month', 'quarter', 'year'])[1 + n % 6] || ' incl 6%')::rent_rate AS rate,
	   round(pg_temp.draw(n, 'cards') * 64, n % 10) AS cards,
	   CASE WHEN n % 50 <> 0 THEN started END AS started_at,
	   CASE WHEN n % 31 <> 0 THEN started + interval '1 second' * (pg_temp.draw(n, 'length') * 10 ^ (3 + n % 5)) END AS ended_at,
	   CASE WHEN n % 13 <> 0 THEN round(pg_temp.draw(n, 'used'), n % 10) END AS used,
	   tstzrange '[2024-02-10 03:30+00, 2024-11-20 17:00+00)' AS within,
	   (ARRAY['UTC', 'Asia/Shanghai', 'America/New_York'])[1 + n % 3] AS zone,
	   (ARRAY['anniversary', 'calendar', '30e/360', 'actual/30', 'actual/365', '730h'])[1 + n % 6] AS proration
FROM generate_series(1, 4000) AS n,
	 LATERAL (SELECT timestamptz '2024-01-01 00:00+00' + interval '1 second' * (pg_temp.draw(n, 'start') * 31000000)::int AS started) AS s;
ANALYZE lease;

-- ---- what it sums ----

SELECT is_empty($$
	SELECT pool FROM lease GROUP BY pool
	HAVING revenue(rate, cards, started_at, ended_at, within, zone, proration) IS DISTINCT FROM
		   sum(rent(rate, cards, tstzrange(started_at, ended_at), within, zone, proration)) FILTER (WHERE started_at IS NOT NULL)$$,
	'revenue is the sum of the rents, to the last decimal');
SELECT is_empty($$
	SELECT pool FROM lease WHERE ended_at IS NOT NULL AND started_at IS NOT NULL GROUP BY pool
	HAVING revenue(rate, cards, tstzrange(started_at, ended_at)) <> sum(rent(rate, cards, tstzrange(started_at, ended_at)))
		OR revenue(rate, cards, tstzrange(started_at, ended_at)) <> revenue(rate, cards, started_at, ended_at)$$,
	'without a within too, from a range and from two columns');
SELECT is_empty($$
	SELECT pool FROM lease WHERE ended_at IS NOT NULL AND started_at IS NOT NULL GROUP BY pool
	HAVING utilization_weighted_revenue(rate, cards, tstzrange(started_at, ended_at), used) <> sum(rent(rate, cards, tstzrange(started_at, ended_at)) * used)
		OR utilization_weighted_revenue(rate, cards, tstzrange(started_at, ended_at), used::float8) <> utilization_weighted_revenue(rate, cards, tstzrange(started_at, ended_at), used)
		OR unknown_utilization(utilization_weighted_summary(rate, cards, tstzrange(started_at, ended_at), used)) <> count(*) FILTER (WHERE used IS NULL)$$,
	'utilization-weighted revenue is the sum of the products');
SELECT is_empty($$
	SELECT pool FROM lease, LATERAL (SELECT tstzrange(started_at, ended_at) * within AS part) AS p
	GROUP BY pool
	HAVING card_hours(rate, cards, started_at, ended_at, within) <>
		   round(sum(cards * extract(epoch FROM upper(part) - lower(part))) FILTER (WHERE started_at IS NOT NULL AND NOT isempty(part)) / 3600.000000000000000000000000000000, 12)$$,
	'card-hours are seconds over 3600');
SELECT is_empty($$
	SELECT pool FROM lease GROUP BY pool
	HAVING leases(lease_summary(rate, cards, started_at, ended_at, within)) <> count(*) FILTER (WHERE started_at <@ within)
		OR pending(lease_summary(rate, cards, started_at, ended_at, within)) <> count(*) FILTER (WHERE started_at IS NULL)
		OR first_start(lease_summary(rate, cards, started_at, ended_at, within)) <>
		   min(greatest(started_at, lower(within))) FILTER (WHERE tstzrange(started_at, ended_at) && within)
		OR last_end(lease_summary(rate, cards, started_at, ended_at, within)) <>
		   max(least(ended_at, upper(within))) FILTER (WHERE tstzrange(started_at, ended_at) && within)$$,
	'counts, first start and last end');
SELECT is_empty($$
	SELECT pool FROM lease GROUP BY pool
	HAVING net_revenue(rate, cards, started_at, ended_at, within, zone, proration) + output_vat(rate, cards, started_at, ended_at, within, zone, proration) <>
		   round(revenue(rate, cards, started_at, ended_at, within, zone, proration), 2)
		OR net_revenue(rate, cards, started_at, ended_at, within, zone, proration) <>
		   round(revenue(rate, cards, started_at, ended_at, within, zone, proration) / 1.06, 2)$$,
	'net and tax sum to the rounded revenue');
SELECT is_empty($$
	SELECT pool FROM lease GROUP BY pool
	HAVING abs(utilization(cards, started_at, ended_at, 500, within) -
			   card_hours(rate, cards, started_at, ended_at, within) / (500 * extract(epoch FROM max(upper(within)) - min(lower(within))) / 3600)) > 1e-15$$,
	'utilization is card-hours over those available');

-- ---- order, split, nesting ----

CREATE TABLE whole AS
SELECT pool, lease_summary(rate, cards, started_at, ended_at, within, zone, proration) AS s FROM lease GROUP BY pool;
SELECT is_empty($$
	SELECT shuffle, pool FROM generate_series(1, 5) AS shuffle, whole,
	LATERAL (SELECT lease_summary(rate, cards, started_at, ended_at, within, zone, proration ORDER BY md5(shuffle || ' ' || n)) AS t
			 FROM lease WHERE lease.pool = whole.pool) AS x
	WHERE lease_summary_send(t) <> lease_summary_send(s)$$,
	'any order gives the same bytes');
SELECT is_empty($$
	SELECT parts, pool FROM (SELECT unnest(ARRAY[1, 2, 3, 10, 100, 4000]) AS parts) AS p, whole,
	LATERAL (SELECT rollup(t ORDER BY md5(part::text)) AS t
			 FROM (SELECT trunc(pg_temp.draw(n, 'split') * parts) AS part, lease_summary(rate, cards, started_at, ended_at, within, zone, proration) AS t
				   FROM lease WHERE lease.pool = whole.pool GROUP BY part) AS x) AS y
	WHERE lease_summary_send(t) <> lease_summary_send(s)$$,
	'any split gives the same bytes');
SELECT is_empty($$
	SELECT pool FROM whole,
	LATERAL (SELECT rollup(t) AS t FROM (
				SELECT a, rollup(t) AS t FROM (
					SELECT a, b, rollup(t::text::lease_summary) AS t FROM (
						SELECT n % 3 AS a, n % 5 AS b, n % 11 AS c, lease_summary(rate, cards, started_at, ended_at, within, zone, proration) AS t
						FROM lease WHERE lease.pool = whole.pool GROUP BY a, b, c) AS x
					GROUP BY a, b) AS y
				GROUP BY a) AS z) AS nested
	WHERE lease_summary_send(t) <> lease_summary_send(s)$$,
	'any nesting gives the same bytes, through text too');
SELECT is_empty($$
	SELECT a.pool FROM whole a, whole b, whole c
	WHERE (a.s + b.s) + c.s <> a.s + (b.s + c.s) OR a.s + b.s <> b.s + a.s$$,
	'+ is associative and commutative');

-- ---- plans ----

SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
SELECT matches(pg_temp.run_into('parallel', $$SELECT pool, lease_summary(rate, cards, started_at, ended_at, within, zone, proration) AS t FROM lease GROUP BY pool$$),
	'Finalize .*Workers Launched: [12].*Partial .*Aggregate', 'a parallel plan aggregates in the workers');
SELECT is_empty($$SELECT pool FROM parallel FULL JOIN whole USING (pool) WHERE lease_summary_send(t) IS DISTINCT FROM lease_summary_send(s)$$,
	'and gives the same bytes');
SET LOCAL max_parallel_workers_per_gather = 0;

CREATE TABLE parted (LIKE lease) PARTITION BY HASH (pool);
CREATE TABLE parted0 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE parted1 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO parted SELECT * FROM lease;
ANALYZE parted;
SET LOCAL enable_partitionwise_aggregate = on;
SELECT matches(pg_temp.run_into('by_partitions', $$SELECT pool, lease_summary(rate, cards, started_at, ended_at, within, zone, proration) AS t FROM parted GROUP BY pool$$),
	'^Append[^>]*->  (Hash|Group)Aggregate.*->  (Hash|Group)Aggregate', 'each partition is aggregated');
SELECT is_empty($$SELECT pool FROM by_partitions FULL JOIN whole USING (pool) WHERE lease_summary_send(t) IS DISTINCT FROM lease_summary_send(s)$$,
	'and the bytes are the same');

SET LOCAL work_mem = '64kB';
SET LOCAL hash_mem_multiplier = 1;
SET LOCAL enable_sort = off;
SELECT matches(pg_temp.run_into('spilled', $$SELECT n, lease_summary(rate, cards, started_at, ended_at, within, zone, proration) AS t FROM lease GROUP BY n$$),
	'HashAggregate.*Batches: ([2-9]|\d\d)', 'a hash aggregate spills');
SELECT is_empty($$
	SELECT n FROM spilled FULL JOIN lease USING (n)
	WHERE revenue(t) IS DISTINCT FROM CASE WHEN started_at IS NULL THEN 0 ELSE rent(rate, cards, tstzrange(started_at, ended_at), within, zone, proration) END$$,
	'and is right');
RESET enable_sort;

SELECT is_empty($$
	SELECT coalesce(pool, 'all') FROM lease GROUP BY GROUPING SETS ((pool), ())
	HAVING revenue(rate, cards, started_at, ended_at, within, zone, proration) <>
		   sum(rent(rate, cards, tstzrange(started_at, ended_at), within, zone, proration)) FILTER (WHERE started_at IS NOT NULL)$$,
	'grouping sets');
SELECT is_empty($$
	SELECT n FROM (
		SELECT n, revenue(rate, cards, started_at, ended_at, within, zone, proration) OVER moving AS moving,
			   utilization_weighted_revenue(rate, cards, tstzrange(started_at, ended_at), used, within, zone, proration) FILTER (WHERE started_at IS NOT NULL) OVER moving AS weighted,
			   sum(CASE WHEN started_at IS NOT NULL THEN rent(rate, cards, tstzrange(started_at, ended_at), within, zone, proration) ELSE 0 END) OVER moving AS expected,
			   sum(CASE WHEN started_at IS NOT NULL THEN rent(rate, cards, tstzrange(started_at, ended_at), within, zone, proration) * coalesce(used, 0) END) OVER moving AS expected_weighted
		FROM lease WINDOW moving AS (ORDER BY n ROWS BETWEEN 20 PRECEDING AND 3 PRECEDING)) AS x
	WHERE moving <> expected OR weighted <> expected_weighted$$,
	'moving frames take rows out exactly');

-- ---- numbers in and out are numeric's own, byte for byte ----

SELECT is_empty($$
	SELECT n, e FROM (
		SELECT n, e, CASE WHEN n % 2 = 0 THEN 1 ELSE -1 END * trunc(pg_temp.draw(n, 'digits') * 10::numeric ^ (n % 10)::numeric) * 10::numeric ^ (e - 9)::numeric AS q
		FROM generate_series(1, 60) AS n, generate_series(0, 9) AS e) AS x
	WHERE abs(q) < 9000000000 AND
		  numeric_send(rent('1 CNY/card/hour', q, '[2024-01-01 00:00Z, 2024-01-01 01:00Z)')) <> numeric_send(trim_scale(q))$$,
	'a quantity for an hour at 1 comes back as it was');

SELECT * FROM finish();
ROLLBACK;
