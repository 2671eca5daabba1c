-- Rent divided by shares: the ordinary, the edges and the refused.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set ECHO all

-- ---- an operator and the owners of hosted cards ----

SELECT * FROM revenue_share(1000.01, '{0.3,0.35,0.35}', '{operator,owner A,owner B}');
-- worked.tsv: two months
SELECT * FROM revenue_share_schedule(ARRAY[1000.01, 1000.01], '{0.3,0.35,0.35}', '{operator,owner A,owner B}');
-- without names, to other decimals, of a credit, of nothing
SELECT * FROM revenue_share(-1000.01, '{0.3,0.35,0.35}', scale => 0);
SELECT * FROM revenue_share(100000, '{0.333333333333,0.333333333333,0.333333333334}', scale => -2);
SELECT * FROM revenue_share(0.005, '{1}');
SELECT * FROM revenue_share(1000.01, '{0,1,0}', '{none,all,none}');
SELECT count(*) AS no_rows FROM (SELECT * FROM revenue_share(NULL, '{1}') UNION ALL SELECT * FROM revenue_share(1, NULL)) AS r;
SELECT count(*) AS no_rows FROM revenue_share_schedule('{}'::numeric[], '{1}');
SELECT count(*) AS no_rows FROM (SELECT * FROM revenue_share_schedule(NULL::numeric[], '{1}') UNION ALL SELECT * FROM revenue_share_schedule(ARRAY[1.0], NULL)) AS r;
-- single cents, and a credit that takes them back
SELECT * FROM revenue_share_schedule(ARRAY[0.01, 0.01, 0.01, -0.02], '{0.5,0.5}');

-- ---- the rent of a lease ----

SELECT * FROM revenue_share_schedule('120000 CNY/P/year', '960 P', term('2024-01-15', '2024-03-14'), '{0.3,0.7}', '{operator,owner}');
SELECT period_start, party, amount FROM revenue_share_schedule('7.6 JPY/card/hour', 8, '[2024-01-15 00:00Z, 2024-01-16 12:00Z)', '{0.5,0.5}', step => 'day');
SELECT party, count(*), sum(amount), max(cumulative)
FROM revenue_share_schedule('120000 CNY/P/year', '960 P', term('2024-01-15', '2026-03-14', 'Asia/Shanghai'), '{0.3,0.7}',
							zone => 'Asia/Shanghai', proration => 'calendar', scale => -2)
GROUP BY party ORDER BY party;
SELECT count(*) AS no_rows FROM revenue_share_schedule('1 CNY/card/hour', NULL::int, term('2024-01-15', '2026-03-14'), '{1}');
-- each kind of quantity
SELECT sum(a.amount) AS int4, sum(b.amount) AS int8, sum(c.amount) AS numeric, sum(d.amount) AS float8
FROM revenue_share_schedule('1 CNY/card/hour', 3, '[2024-01-15 00:00Z, 2024-01-15 01:00Z)', '{1}') AS a,
	 revenue_share_schedule('1 CNY/card/hour', 3::int8, '[2024-01-15 00:00Z, 2024-01-15 01:00Z)', '{1}') AS b,
	 revenue_share_schedule('1 CNY/card/hour', 2.5, '[2024-01-15 00:00Z, 2024-01-15 01:00Z)', '{1}') AS c,
	 revenue_share_schedule('1 CNY/card/hour', 2.5::float8, '[2024-01-15 00:00Z, 2024-01-15 01:00Z)', '{1}') AS d;

-- ---- laws: the lines of a period sum to it, those of a party to its share of the total ----

WITH book AS (
	SELECT n, (SELECT array_agg(round((random_amount * 7919 % 100003) / 100.0 - 100, 2)) FROM generate_series(n, n + n % 40) AS random_amount) AS amounts,
		   (ARRAY['{0.3,0.35,0.35}', '{0.333333333333,0.333333333333,0.333333333334}', '{0.01,0.02,0.03,0.94}', '{1}', '{0.5,0,0.5}'])[1 + n % 5]::numeric[] AS shares,
		   n % 4 - 1 AS scale
	FROM generate_series(1, 300) AS n), line AS (
	SELECT b.*, r.* FROM book AS b, revenue_share_schedule(b.amounts, b.shares, scale => b.scale) AS r)
SELECT count(*) AS books,
	   bool_and(periods_foot) AS periods_foot, bool_and(total = round(total_of_amounts, scale)) AS total_foots,
	   bool_and(parties_foot) AS parties_foot, bool_and(last_cumulative = total) AS cumulative_foots
FROM (SELECT n, scale, sum(amount) AS total, (SELECT sum(a) FROM unnest(amounts) AS a) AS total_of_amounts,
			 sum(cumulative) FILTER (WHERE period = cardinality(amounts)) AS last_cumulative,
			 (SELECT bool_and(l.upto = round((SELECT sum(a) FROM unnest(b.amounts[1:l.period]) AS a), b.scale))
			  FROM (SELECT period, sum(cumulative) AS upto FROM line WHERE line.n = b.n GROUP BY period) AS l) AS periods_foot,
			 (SELECT bool_and(abs(p.amount - p.share * (SELECT sum(a) FROM unnest(b.amounts) AS a)) <= 10.0 ^ -b.scale)
			  FROM (SELECT party, share, sum(amount) AS amount FROM line WHERE line.n = b.n GROUP BY party, share) AS p) AS parties_foot
	  FROM line AS b GROUP BY n, scale, amounts) AS s;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT revenue_share(1000, '{0.3,0.6}')$$,
$$SELECT revenue_share(1000, '{0.3,0.8}')$$,
$$SELECT revenue_share(1000, '{}')$$,
$$SELECT revenue_share(1000, '{30,70}')$$,
$$SELECT revenue_share(1000, '{-0.5,1,0.5}')$$,
$$SELECT revenue_share(1000, '{NaN}')$$,
$$SELECT revenue_share(1000, array_fill(0::numeric, ARRAY[1000000]) || 1.0)$$,
$$SELECT revenue_share(1000, '{0.5,NULL}')$$,
$$SELECT revenue_share(1000, '{{0.5},{0.5}}')$$,
$$SELECT revenue_share(1000, '{0.3333333333,0.3333333333,0.3333333333}')$$,
$$SELECT revenue_share(1000, '{0.5,0.5}', '{operator}')$$,
$$SELECT revenue_share(1000, '{0.5,0.5}', '{operator,NULL}')$$,
$$SELECT revenue_share(1000, '{1}', scale => 13)$$,
$$SELECT revenue_share(1000, '{1}', scale => NULL)$$,
$$SELECT revenue_share('Infinity', '{1}')$$,
$$SELECT revenue_share(1e30, '{1}')$$,
$$SELECT revenue_share_schedule(ARRAY[1, NULL], '{1}')$$,
$$SELECT revenue_share_schedule(ARRAY[1e24, 1e24], '{1}')$$,
$$SELECT revenue_share_schedule('1 CNY/card/hour', 8, '[2024-01-15 00:00Z,)', '{1}')$$,
$$SELECT revenue_share_schedule('1 CNY/card', 8, '[2024-01-15 00:00Z, 2024-01-16 00:00Z)', '{1}')$$
]) AS statement;
