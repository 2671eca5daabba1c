-- Laws of cash_flows: any order, split and nesting give the same bytes; sums are
-- exact; the flows are worth nothing at their xirr; payback is where the running sum
-- crosses; plans of every kind agree.
\ir ../laws.psql
SELECT plan(46);

-- Projects of 1 to 200 flows: an outlay or two, then income with setbacks, not in order.
CREATE TABLE flow AS
SELECT n, n % 101 AS project,
	   date '2020-01-01' + (pg_temp.draw(n, 'day') * (ARRAY[30, 400, 4000, 400000])[1 + n % 101 % 4])::int AS at,
	   CASE WHEN n <= 101 THEN -round(pg_temp.draw(n, 'outlay') * 1000000, 2)
			WHEN n % 37 = 0 THEN 0
			ELSE round((pg_temp.draw(n, 'amount') - 0.2) * 40000, n % 13) END AS amount,
	   pg_temp.draw(n, 'order') AS shuffled
FROM generate_series(1, 8000) AS n;
INSERT INTO flow SELECT n, project, NULL, amount, shuffled FROM flow WHERE n % 400 = 0;
INSERT INTO flow SELECT n, project, at, NULL, shuffled FROM flow WHERE n % 300 = 0;
ANALYZE flow;

-- ---- what they hold ----

SELECT is_empty($$
	(SELECT project, f.at, f.amount FROM (SELECT project, cash_flows(amount, at) AS s FROM flow GROUP BY project) AS x, flows(s) AS f
	 EXCEPT SELECT project, at, sum(amount) FROM flow WHERE at IS NOT NULL GROUP BY project, at HAVING sum(amount) IS NOT NULL)
	UNION ALL
	(SELECT project, at, sum(amount) FROM flow WHERE at IS NOT NULL GROUP BY project, at HAVING sum(amount) IS NOT NULL
	 EXCEPT SELECT project, f.at, f.amount FROM (SELECT project, cash_flows(amount, at) AS s FROM flow GROUP BY project) AS x, flows(s) AS f)$$,
	'one amount per date, the exact sum');
SELECT is_empty($$
	SELECT project FROM flow GROUP BY project
	HAVING total(cash_flows(amount, at)) <> sum(amount) FILTER (WHERE at IS NOT NULL)
		OR first_date(cash_flows(amount, at)) <> min(at) FILTER (WHERE amount IS NOT NULL)
		OR last_date(cash_flows(amount, at)) <> max(at) FILTER (WHERE amount IS NOT NULL)$$,
	'total, first and last date');
SELECT is_empty($$SELECT project FROM flow GROUP BY project HAVING cash_flows(amount, at)::text::cash_flows <> cash_flows(amount, at)$$, 'text goes in and out');
SELECT is_empty($$
	SELECT project FROM flow GROUP BY project
	HAVING cash_flows(amount, at) <> cash_flows(amount, at + time '23:59:59.999999') OR cash_flows(amount, at) <> cash_flows(amount, at::timestamp)$$,
	'a timestamp counts as its date');
SELECT is_empty($$
	SELECT project FROM flow WHERE scale(amount) <= 8 GROUP BY project HAVING cash_flows(amount, at) <> cash_flows(amount::float8, at)$$,
	'float8 amounts are their shortest decimals');
SELECT is_empty($$
	SELECT project FROM flow GROUP BY project
	HAVING cash_flows(amount::int8, at) <> cash_flows(amount::int4, at) OR cash_flows(amount::int8, at) <> cash_flows(round(amount), at)$$,
	'integers are numbers');

-- Groups of 1 to 300 flows, each with a date of its own: states that have grown to every size.  Amounts
-- of up to 2^95 / 10^12 are kept in less room than larger ones, of which a third of the groups has one somewhere
-- and a third has one last.
CREATE TABLE grown AS
SELECT size, n, date '2024-01-01' + (n * 7919 % 10007) AS at,
	   CASE WHEN size % 3 = 0 AND n = size / 2 THEN 1e23
			WHEN size % 3 = 1 AND n = size THEN -1e23
			WHEN n % 50 = 7 THEN 39614081257132168.796771975167
			WHEN n % 50 = 8 THEN 39614081257132168.796771975168
			WHEN n % 50 = 9 THEN -39614081257132168.796771975168
			WHEN n % 50 = 10 THEN -39614081257132168.796771975169
			ELSE n - 100.25 END AS amount
FROM generate_series(1, 300) AS size, generate_series(1, size) AS n;
ANALYZE grown;
CREATE FUNCTION pg_temp.grown_differ(x cash_flows, y int) RETURNS boolean LANGUAGE sql AS
$$ SELECT EXISTS ((SELECT f.at, f.amount FROM flows(x) AS f EXCEPT SELECT at, amount FROM grown WHERE size = y)
	UNION ALL (SELECT at, amount FROM grown WHERE size = y EXCEPT SELECT f.at, f.amount FROM flows(x) AS f)) $$;
SELECT is_empty($$
	SELECT size FROM (SELECT size, cash_flows(amount, at) AS s FROM grown GROUP BY size) AS x WHERE pg_temp.grown_differ(s, size)$$,
	'of every size, amounts of every size');
CREATE TEMP TABLE grown_answers AS SELECT size, xirr(amount, at) AS r, cash_flows(amount, at) AS s FROM grown GROUP BY size;

-- ---- any order, split, nesting ----

CREATE TABLE whole AS SELECT project, cash_flows(amount, at) AS s FROM flow GROUP BY project;
SELECT is_empty($$SELECT project FROM (SELECT project, cash_flows(amount, at ORDER BY shuffled) AS t FROM flow GROUP BY project) AS x JOIN whole USING (project)
	WHERE s <> t OR s::text <> t::text OR cash_flows_send(s) <> cash_flows_send(t)$$, 'any order');
SELECT is_empty($$SELECT project FROM (SELECT project, cash_flows(amount, at ORDER BY at DESC, amount) AS t FROM flow GROUP BY project) AS x JOIN whole USING (project)
	WHERE cash_flows_send(s) <> cash_flows_send(t)$$, 'backwards');
SELECT is_empty($$
	SELECT project FROM whole JOIN (
		SELECT project, rollup(part ORDER BY k DESC) AS t
		FROM (SELECT project, floor(shuffled * (1 + project % 9)) AS k, cash_flows(amount, at) AS part FROM flow GROUP BY 1, 2) AS p GROUP BY project) AS r USING (project)
	WHERE cash_flows_send(s) <> cash_flows_send(t)$$, 'any split');
SELECT is_empty($$
	SELECT project FROM whole JOIN (
		SELECT project, rollup(part) AS t FROM (
			SELECT project, j, rollup(part) AS part FROM (
				SELECT project, floor(shuffled * 3) AS j, floor(shuffled * 17) AS k, cash_flows(amount, at) AS part FROM flow GROUP BY 1, 2, 3) AS a
			GROUP BY 1, 2) AS b
		GROUP BY project) AS r USING (project)
	WHERE cash_flows_send(s) <> cash_flows_send(t)$$, 'any nesting');
SELECT is_empty($$SELECT a.project FROM whole a JOIN whole b ON b.project = (a.project * 7 + 3) % 101
	WHERE a.s + b.s <> b.s + a.s OR total(a.s + b.s) <> total(a.s) + total(b.s)$$, '+ commutes');
SELECT is_empty($$SELECT a.project FROM whole a JOIN whole b ON b.project = (a.project * 7 + 3) % 101 JOIN whole c ON c.project = (a.project + 50) % 101
	WHERE cash_flows_send((a.s + b.s) + c.s) <> cash_flows_send(a.s + (b.s + c.s))$$, '+ associates');
SELECT is((SELECT cash_flows_send(rollup(s)) FROM whole), (SELECT cash_flows_send(cash_flows(amount, at)) FROM flow), 'all of them');
SELECT is((SELECT count(*) FROM whole a JOIN whole b USING (s)), (SELECT count(*) FROM whole), 'equal states meet in a join');

-- ---- rates of return ----

-- What the flows are worth at their xirr, over the sum of their sizes there; and on either side.
CREATE TEMP TABLE root AS
SELECT project, s, r, size FROM whole, unnest(xirr_all(s)) AS r,
	 LATERAL (SELECT sum(abs(amount) * exp(-ln(1 + r) * (at - first_date(s)) / 365)) AS size FROM flows(s)) AS z;
SELECT ok((SELECT count(*) > 80 FROM root), 'there are roots');
SELECT is_empty($$SELECT project, r, xnpv(r::float8, s) / size FROM (SELECT * FROM root WHERE size < 1e20 AND r > -0.9 AND r < 1e6 OFFSET 0) AS x WHERE abs(xnpv(r::float8, s)) > 1e-11 * size$$,
	'the flows are worth nothing at each root');
SELECT is_empty($$
	SELECT project FROM root
	GROUP BY project, s HAVING NOT xirr(s) = ANY (xirr_all(s)) OR xirr(s, 0.5) IS NULL$$, 'xirr is one of them');
SELECT is_empty($$
	SELECT project FROM whole WHERE xirr(s) IS DISTINCT FROM
		(SELECT r FROM unnest(xirr_all(s)) AS r ORDER BY round(abs(ln(1 + r) - ln(1.1)), 12), r DESC LIMIT 1)$$, 'the nearest to the guess in the logarithm of growth');
-- Projects with a small outlay at their end, for taking the machines down: there are two rates then.  The one that
-- is given continues that without it: followed in 64 steps from no last outlay to the whole of it.
CREATE TEMP TABLE project AS
SELECT p, ARRAY[-100000] || ARRAY(SELECT round((100000 * (0.2 + 3 * pg_temp.draw(p * 20 + k, 'income')) / (1 + p % 6))) FROM generate_series(1, 1 + p % 11) AS k) AS amounts,
	   round(-(500 + 19500 * pg_temp.draw(p, 'removal'))) AS removal
FROM generate_series(1, 396) AS p;
CREATE FUNCTION pg_temp.followed(amounts numeric[], last numeric) RETURNS numeric LANGUAGE plpgsql AS
$$
DECLARE
	r numeric := irr(amounts || 0::numeric);
BEGIN
	FOR step IN 1 .. 64 LOOP
		-- the root of this step that is nearest to that of the last one
		SELECT x INTO r FROM unnest(irr_all(amounts || last * step / 64)) AS x ORDER BY abs(ln(1 + x) - ln(1 + r)) LIMIT 1;
	END LOOP;
	RETURN r;
END
$$;
SELECT is_empty($$SELECT p, amounts, removal, irr(amounts || removal), irr_all(amounts || removal) FROM project WHERE irr(amounts || removal) IS DISTINCT FROM pg_temp.followed(amounts, removal)$$,
	'irr of a project with an outlay at its end continues that of the project without it');
SELECT is_empty($$SELECT p FROM project WHERE (SELECT irr(a ORDER BY n) FROM unnest(amounts || removal) WITH ORDINALITY AS f (a, n)) IS DISTINCT FROM irr(amounts || removal)$$, 'over rows too');
SELECT is_empty($$
	SELECT p FROM project, LATERAL (SELECT array_agg(date '2024-01-01' + 365 * i) AS dates FROM generate_series(0, cardinality(amounts)) AS i) AS d
	WHERE abs(xirr(amounts || removal, dates) - irr(amounts || removal)) > 1e-12
		OR (SELECT xirr(a, d) FROM unnest(amounts || removal, dates) AS f (a, d)) IS DISTINCT FROM xirr(amounts || removal, dates)$$, 'and by dates');
-- those of equal payments
SELECT is_empty($$
	SELECT p, rate FROM project, LATERAL (SELECT 2 + p % 11 AS n, round(amounts[2]) AS pmt) AS a, LATERAL (SELECT rate(n, pmt, -100000, removal - pmt) AS rate) AS r
	WHERE abs(rate - irr(ARRAY[-100000] || array_fill(pmt, ARRAY[(n - 1)::int]) || removal)) > 1e-10$$, 'rate() gives the same of two');

SELECT is_empty($$
	SELECT project FROM flow GROUP BY project
	HAVING xirr(amount, at) IS DISTINCT FROM xirr(cash_flows(amount, at))
		OR xirr(amount, at, 0.3) IS DISTINCT FROM xirr(cash_flows(amount, at), 0.3)
		OR xirr(amount, at, NULL) IS DISTINCT FROM xirr(amount, at)
		OR xnpv(0.08, amount, at) IS DISTINCT FROM xnpv(0.08, cash_flows(amount, at))
		OR payback(amount, at) IS DISTINCT FROM payback(cash_flows(amount, at))
		OR payback_date(amount, at) IS DISTINCT FROM payback_date(cash_flows(amount, at))
		OR discounted_payback(0.05, amount, at) IS DISTINCT FROM discounted_payback(0.05, cash_flows(amount, at))$$,
	'one step is two steps');
SELECT is_empty($$
	SELECT project FROM whole, LATERAL (SELECT sum(amount * (1.08 ^ (-(at - first_date(s)) / 365.0))) AS slow FROM flows(s)) AS x
	WHERE abs(xnpv(0.08, s) - slow) > 1e-6$$, 'xnpv is the sum of the discounted flows');
SELECT is_empty($$
	SELECT project FROM whole, LATERAL (SELECT npv(0.01, amount, 0 ORDER BY at) AS fast, sum(amount / 1.01 ^ k::int) AS slow
		FROM (SELECT at, amount, row_number() OVER (ORDER BY at) - 1 AS k FROM flows(s)) AS f) AS x
	WHERE abs(fast - slow) > 1e-6$$, 'npv too');

-- ---- arrays and values, periods and dates ----

CREATE TEMP TABLE listed AS
SELECT project, s, amounts, dates FROM whole, LATERAL (SELECT array_agg(amount ORDER BY at) AS amounts, array_agg(at ORDER BY at) AS dates FROM flows(s)) AS f;
SELECT is_empty($$
	SELECT project FROM listed
	WHERE cash_flows(amounts, dates) <> s OR xirr(amounts, dates) IS DISTINCT FROM xirr(s) OR xirr(amounts, dates, 0.3) IS DISTINCT FROM xirr(s, 0.3)
		OR xirr_all(amounts, dates) <> xirr_all(s) OR xnpv(0.08, amounts, dates) <> xnpv(0.08, s) OR xnfv(0.08::float8, amounts, dates) <> xnfv(0.08, s)
		OR profitability_index(0.08, amounts, dates) IS DISTINCT FROM profitability_index(0.08, s) OR payback(amounts, dates) IS DISTINCT FROM payback(s)
		OR payback_date(amounts, dates, 'last') IS DISTINCT FROM payback_date(s, 'last') OR discounted_payback(0.08, amounts, dates) IS DISTINCT FROM discounted_payback(0.08, s)
		OR discounted_payback_date(0.08, amounts, dates) IS DISTINCT FROM discounted_payback_date(0.08, s)$$, 'arrays give what values give');
SELECT is_empty($$
	SELECT project FROM listed WHERE xirr(amounts::text, dates::text) IS DISTINCT FROM xirr(s) OR xnpv(0.08, amounts::text, dates::text) <> xnpv(0.08, s)$$, 'and so do their texts');
SELECT is_empty($$
	SELECT project FROM listed, LATERAL (SELECT irr(a ORDER BY i) AS irr, irr_all(a ORDER BY i) AS irr_all, npv(0.08, a ORDER BY i) AS npv, npv(0.08, a, 0 ORDER BY i) AS npv_0, mirr(a, 0.08, 0.1 ORDER BY i) AS mirr,
		profitability_index(0.08, a ORDER BY i) AS index, payback(a ORDER BY i) AS payback, discounted_payback(0.01, a ORDER BY i) AS discounted FROM unnest(amounts) WITH ORDINALITY AS u (a, i)) AS p
	WHERE (irr(amounts), irr_all(amounts), npv(0.08, amounts), npv(0.08, amounts, 0), mirr(amounts, 0.08, 0.1), profitability_index(0.08, amounts), payback(amounts), discounted_payback(0.01, amounts))
		IS DISTINCT FROM (irr, irr_all, npv, npv_0, mirr, index, payback, discounted)$$, 'and what ordered rows give');
-- a period is a year of 365 days
SELECT is_empty($$
	SELECT project FROM listed, LATERAL (SELECT array_agg(date '2001-01-01' + 365 * i ORDER BY i) AS years FROM generate_series(0, cardinality(amounts) - 1) AS i) AS y
	WHERE irr(amounts) IS DISTINCT FROM xirr(amounts, years) OR payback(amounts) IS DISTINCT FROM payback(amounts, years)
		OR discounted_payback(0.08, amounts) IS DISTINCT FROM discounted_payback(0.08, amounts, years)
		OR abs(npv(0.08, amounts, 0) - xnpv(0.08, amounts, years)) > 1e-30 * abs(npv(0.08, amounts, 0))
		OR profitability_index(0.08, amounts) IS DISTINCT FROM profitability_index(0.08, amounts, years)$$, 'periods are years of 365 days');
SELECT is_empty($$
	SELECT project FROM whole, LATERAL (SELECT xnpv(0.08, s) AS now, xnfv(0.08, s) AS later, last_date(s) - first_date(s) AS days) AS v
	WHERE abs(later - now * power(1.08::numeric(60, 50), days / 365.0::numeric(60, 50))) > 1e-15 * abs(later)$$, 'xnfv is xnpv, compounded');
SELECT is_empty($$
	SELECT project FROM whole, LATERAL (SELECT profitability_index(0.08, s) AS index, xnpv(0.08, s) AS value) AS v
	WHERE (index > 1) IS DISTINCT FROM CASE WHEN EXISTS (SELECT FROM flows(s) WHERE amount < 0) THEN value > 0 END$$,
	'the index is above 1 where the value is above 0, and there is none without an outlay');
SELECT is_empty($$
	SELECT project, r FROM root, LATERAL (SELECT xnpv(r, s) AS value) AS v WHERE size < 1e20 AND r > -0.9 AND r < 1e6 AND abs(value) > 1e-11 * size$$, 'the value at a root, to its last digit, is nothing');
SELECT is_empty($$
	SELECT project FROM listed, LATERAL (SELECT round(xnpv(0.08, amounts, dates, 'ACT/365F') - xnpv(0.08, s), 20) AS off, xirr(s, 0.1, 'ACT/365F') AS r) AS x
	WHERE off <> 0 OR r IS DISTINCT FROM xirr(s, 0.1) OR xirr_all(s, 'ACT/365F') <> xirr_all(s)$$, 'the day count of spreadsheets by its name');

-- ---- payback ----

SELECT is_empty($$
	SELECT project FROM whole, LATERAL (
		SELECT min(at) FILTER (WHERE running >= 0 AND before < 0) AS crossed
		FROM (SELECT at, running, lag(running) OVER (ORDER BY at) AS before
			  FROM (SELECT at, sum(amount) OVER (ORDER BY at) AS running FROM flows(s)) AS a) AS b) AS c
	WHERE crossed IS NOT NULL AND payback_date(s) IS DISTINCT FROM crossed$$, 'payback_date is where the running sum crosses zero');
SELECT is_empty($$SELECT project FROM whole WHERE abs(payback(s) - discounted_payback(0, s)) > 1e-12$$, 'payback is that discounted at zero');
SELECT is_empty($$SELECT project FROM whole WHERE payback(s) > (payback_date(s) - first_date(s)) / 365.0 + 1e-19$$, 'it is no later than its date');

-- ---- plans ----

CREATE TEMP TABLE answers AS
SELECT project, xirr(amount, at) AS r, payback(amount, at) AS p, cash_flows(amount, at) AS s FROM flow GROUP BY project;
ALTER TABLE flow SET (parallel_workers = 2);
SET LOCAL max_parallel_workers_per_gather = 2;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SELECT matches(pg_temp.run_into('parallel', 'SELECT project, xirr(amount, at) AS r, payback(amount, at) AS p, cash_flows_send(cash_flows(amount, at)) AS bytes FROM flow GROUP BY project'),
	'Finalize .*Workers Launched: [12].*Partial .*Aggregate', 'a parallel plan aggregates in the workers');
SELECT is_empty($$SELECT project FROM parallel AS x FULL JOIN answers AS a USING (project) WHERE (x.r, x.p, x.bytes) IS DISTINCT FROM (a.r, a.p, cash_flows_send(a.s))$$, 'and gives the same');

ALTER TABLE grown SET (parallel_workers = 2);
SELECT matches(pg_temp.run_into('grown_parallel', 'SELECT size, xirr(amount, at) AS r, cash_flows(amount, at) AS s FROM grown GROUP BY size'),
	'Finalize .*Workers Launched: [12].*Partial .*Aggregate', 'states of every size are merged');
SELECT is_empty($$
	SELECT size FROM grown_parallel AS x FULL JOIN grown_answers AS a USING (size)
	WHERE (x.r, x.s) IS DISTINCT FROM (a.r, a.s) OR pg_temp.grown_differ(x.s, size)$$, 'and give the same');

-- 100,000 dates far apart and out of order in each of two groups.  Of these one of two workers has half at
-- least: its state is an expanded object, not in order yet when a sort takes it in.
CREATE TABLE far AS
SELECT n % 2 AS project, n AS amount, date '2024-01-01' + (n * 7919 % 200003) * 7 AS at FROM generate_series(1, 200000) AS n;
ALTER TABLE far SET (parallel_workers = 2);
ANALYZE far;
CREATE TEMP TABLE far_answers AS SELECT project, cash_flows(amount, at) AS s FROM far GROUP BY project;
SET LOCAL max_parallel_workers_per_gather = 2;
SET LOCAL parallel_leader_participation = off;
SELECT matches(pg_temp.run_into('sorted', 'SELECT project, cash_flows(amount, at) AS t FROM far GROUP BY project'), 'Workers Launched: [12].*Sort.*Partial HashAggregate', 'a plan that sorts states');
SELECT is_empty($$
	SELECT project FROM sorted FULL JOIN far_answers USING (project) WHERE octet_length(cash_flows_send(s)) < 1048576 OR cash_flows_send(t) IS DISTINCT FROM cash_flows_send(s)$$,
	'of more than a megabyte');
RESET parallel_leader_participation;
SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL work_mem = '64kB';
SET LOCAL hash_mem_multiplier = 1;
SET LOCAL enable_sort = off;
SELECT matches(pg_temp.run_into('spilled', 'SELECT project, xirr(amount, at) AS r, payback(amount, at) AS p, cash_flows_send(cash_flows(amount, at)) AS bytes FROM flow GROUP BY project'),
	'HashAggregate.*Batches: ([2-9]|\d\d)', 'hashed, in memory that does not suffice');
SELECT is_empty($$SELECT project FROM spilled AS x FULL JOIN answers AS a USING (project) WHERE (x.r, x.p, x.bytes) IS DISTINCT FROM (a.r, a.p, cash_flows_send(a.s))$$, 'the same');
SET LOCAL enable_sort = on;
SELECT is_empty($$
	SELECT n FROM (
		SELECT n, xirr(amount, at) OVER w AS r, payback(amount, at) OVER w AS p, cash_flows(amount, at) OVER w AS s, array_agg(n) OVER w AS members
		FROM flow WHERE project = 5 WINDOW w AS (ORDER BY shuffled ROWS BETWEEN 6 PRECEDING AND CURRENT ROW)) AS x,
	LATERAL (SELECT xirr(amount, at) AS r, payback(amount, at) AS p, cash_flows(amount, at) AS s FROM flow WHERE project = 5 AND n = ANY (members)) AS y
	WHERE (x.r, x.p, x.s) IS DISTINCT FROM (y.r, y.p, y.s)$$, 'over a moving frame');

SELECT * FROM finish();
ROLLBACK;
