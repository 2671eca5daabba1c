-- Laws of periodic_summary: each period is, to the byte, what lease_summary() says with it for its
-- within; any order, split and nesting give the same bytes.
\ir ../laws.psql
SELECT plan(12);

CREATE TABLE lease AS
SELECT n, n % 5 AS pool,
	   (round(pg_temp.draw(n, 'amount') * 100 - 5, n % 9) || ' CNY/card/' ||
		(ARRAY['hour', 'day', 'week', 'month', 'quarter', 'year'])[1 + n % 6])::rent_rate AS rate,
	   round(pg_temp.draw(n, 'cards') * 64 - 1, n % 11) AS cards,
	   tstzrange(started, started + interval '1 second' * (pg_temp.draw(n, 'length') * 10 ^ (3 + n % 5))) AS during,
	   (ARRAY['UTC', 'Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'America/St_Johns'])[1 + n % 5] AS zone,
	   (ARRAY['month', 'day', 'week', 'quarter', 'year'])[1 + n / 5 % 5] AS step,
	   (ARRAY[NULL, '[2006-03-10 05:00Z, 2006-12-01 03:33Z)'])[1 + n / 25 % 2]::tstzrange AS within,
	   (ARRAY['anniversary', 'calendar', '30e/360'])[1 + n / 50 % 3] AS proration
FROM generate_series(1, 3000) AS n,
	 LATERAL (SELECT timestamptz '2006-01-01 00:00+00' + interval '1 second' * (pg_temp.draw(n, 'start') * 50000000)::int AS started) AS s
WHERE n % 77 <> 0;
ANALYZE lease;
CREATE TABLE whole AS
SELECT zone, step, within, proration, lease_summary_by(rate, cards, during, step, zone, within, proration) AS s, count(*) AS leases FROM lease GROUP BY zone, step, within, proration;

CREATE TABLE period AS
SELECT whole.zone, whole.step, whole.within, whole.proration, p.*
FROM whole, LATERAL periods(s) WITH ORDINALITY AS p (period, summary, period_start, period_end, n);
SELECT cmp_ok(count(*), '>', 10000::bigint, 'thousands of periods') FROM period;
-- of days, one in nine
SELECT is_empty($$
	SELECT zone, step, period FROM period AS p
	WHERE (step <> 'day' OR n % 9 = 1) AND lease_summary_send(summary) <>
		(SELECT lease_summary_send(lease_summary(rate, cards, during, p.period, p.zone, p.proration)) FROM lease
		 WHERE (lease.zone, lease.step, lease.proration) = (p.zone, p.step, p.proration) AND lease.within IS NOT DISTINCT FROM p.within)$$,
	'each period is what lease_summary() says of it, to the byte');
SELECT is_empty($$
	SELECT zone, step, within, proration FROM whole AS w WHERE
		(SELECT revenue(rollup(summary)) FROM period AS p WHERE (p.zone, p.step, p.proration) = (w.zone, w.step, w.proration) AND p.within IS NOT DISTINCT FROM w.within) <>
		(SELECT revenue(rate, cards, during, w.within, w.zone, w.proration) FROM lease AS l WHERE (l.zone, l.step, l.proration) = (w.zone, w.step, w.proration) AND l.within IS NOT DISTINCT FROM w.within)$$,
	'the periods sum to the whole');
SELECT is_empty($$
	SELECT zone, step, period FROM (SELECT *, lag(period) OVER (PARTITION BY zone, step, within, proration ORDER BY n) AS before FROM period) AS p
	WHERE upper(before) <> lower(period) OR lower(period) >= upper(period) OR NOT period <@ coalesce(within, '(,)')
	   OR period_start <> (lower(period) AT TIME ZONE zone)::date OR period_end <> ((upper(period) - interval '1 microsecond') AT TIME ZONE zone)::date$$,
	'they follow one another, and say their days');
SELECT is_empty($$
	SELECT shuffle FROM generate_series(1, 5) AS shuffle, whole,
	LATERAL (SELECT rollup(t ORDER BY md5(part::text)) AS t
			 FROM (SELECT lease_summary_by(rate, cards, during, step, zone, within, proration ORDER BY md5(n::text || shuffle::text)) AS t, (n * 7 + shuffle) % (shuffle * 3) AS part FROM lease AS l
				   WHERE (l.zone, l.step, l.proration) = (whole.zone, whole.step, whole.proration) AND l.within IS NOT DISTINCT FROM whole.within GROUP BY part) AS parts) AS x
	WHERE periodic_summary_send(t) <> periodic_summary_send(s)$$,
	'any order and any split give the same bytes');
SELECT is_empty($$
	SELECT zone FROM whole WHERE periodic_summary_send(s::text::periodic_summary) <> periodic_summary_send(s)$$,
	'through its text too');
SELECT is_empty($$
	SELECT a.zone FROM (SELECT zone, step, within, proration, lease_summary_by(rate, cards, during, step, zone, within, proration) AS s FROM lease WHERE n % 2 = 0 GROUP BY zone, step, within, proration) AS a
	JOIN (SELECT zone, step, within, proration, lease_summary_by(rate, cards, during, step, zone, within, proration) AS s FROM lease WHERE n % 2 = 1 GROUP BY zone, step, within, proration) AS b
		ON (a.zone, a.step, a.proration) = (b.zone, b.step, b.proration) AND a.within IS NOT DISTINCT FROM b.within
	WHERE a.s + b.s <> b.s + a.s OR periodic_summary_send(a.s + b.s + a.s) <> periodic_summary_send(a.s + (b.s + a.s))$$,
	'addition commutes and associates');
-- in whole days, and on terms
SELECT is_empty($$
	SELECT unit, p.period_start FROM unnest(ARRAY['month', 'week', 'quarter', 'year']) AS unit, unnest(ARRAY[NULL, '[2006-03-10, 2007-01-02)']::daterange[]) AS part,
		 LATERAL (SELECT lease_summary_by(rate, cards, lower(during)::date, upper(during)::date, unit, part, 'calendar') AS s FROM lease WHERE n % 5 = 0) AS l, periods(s) AS p
	WHERE lease_summary_send(p.lease_summary) <> (SELECT lease_summary_send(lease_summary(rate, cards, lower(during)::date, upper(during)::date, daterange(p.period_start, p.period_end, '[]'), 'calendar')) FROM lease WHERE n % 5 = 0)$$,
	'of leases in whole days, what lease_summary() says of the days');
CREATE TABLE contract AS
SELECT n, (rate::text || (ARRAY['', '; free 1 month', '; +3% every 90 days', '; from 2006-08-17 7.7; free from 2 years to 3 years'])[1 + n % 4] || '; zone Asia/Shanghai' || (ARRAY['', '; proration calendar'])[1 + n % 2])::lease_terms AS terms, cards, during
FROM lease WHERE n % 10 = 1 AND amount(rate) > 0;
SELECT is_empty($$
	SELECT unit, p.period FROM unnest(ARRAY['month', 'week', 'quarter', 'year']) AS unit, unnest(ARRAY[NULL, '[2006-03-10 05:00Z, 2007-01-02 03:00Z)']::tstzrange[]) AS part,
		 LATERAL (SELECT lease_summary_by(terms, cards, during, unit, 'Asia/Shanghai', part) AS s FROM contract) AS l, periods(s) AS p
	WHERE lease_summary_send(p.lease_summary) <> (SELECT lease_summary_send(lease_summary(terms, cards, during, p.period)) FROM contract)$$,
	'on terms, what lease_summary() says of them');
SELECT is_empty($$
	SELECT month FROM (SELECT lease_summary_by(rate, cards, during, 'month', 'America/St_Johns') AS s, revenue_by_month(rate, cards, during, 'America/St_Johns') AS m FROM lease) AS l, months(m) AS m LEFT JOIN LATERAL periods(s) AS p ON p.period_start = m.month
	WHERE revenue(p.lease_summary) IS DISTINCT FROM m.revenue$$,
	'the money is that of revenue_by_month()');

SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
SELECT matches(pg_temp.run_into('parallel', 'SELECT zone, step, within, proration, lease_summary_by(rate, cards, during, step, zone, within, proration) AS t FROM lease GROUP BY zone, step, within, proration'),
	'Finalize .*Workers Launched: [12].*Partial .*Aggregate', 'a parallel plan aggregates in the workers');
SELECT is_empty($$SELECT w.zone FROM whole AS w LEFT JOIN parallel AS p ON (p.zone, p.step, p.proration, coalesce(p.within, '(,)')) = (w.zone, w.step, w.proration, coalesce(w.within, '(,)'))
	WHERE periodic_summary_send(t) IS DISTINCT FROM periodic_summary_send(s)$$,
	'and gives the same bytes');
SELECT * FROM finish();
ROLLBACK;
