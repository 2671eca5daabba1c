-- One price for several things: the ordinary, the edges and the refused.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set ECHO all

-- a server for three years with power and operations: by what each costs alone
SELECT * FROM allocate_price(1000000, '{900000,120000,80000}');
-- the one without a price takes what is left
SELECT * FROM allocate_price(1000, '{700,NULL,200}');
SELECT * FROM allocate_price(1000, '{NULL}');
SELECT * FROM allocate_price(100, '{0,NULL,0}');
-- thirds, to other decimals, of a credit, of nothing
SELECT * FROM allocate_price(100, '{1,1,1}');
SELECT * FROM allocate_price(100001, '{1,1,1}', 0);
SELECT * FROM allocate_price(-100, '{1,1,1}');
SELECT * FROM allocate_price(0, '{1,1}');
SELECT * FROM allocate_price(0.000000000001, '{1,1}', 12);
-- a half goes away from zero, and is one only exactly
SELECT * FROM allocate_price(0.05, '{1,1}', 1);
SELECT * FROM allocate_price(0.1, '{0.499999999999,0.500000000001}', 1);
-- computed prices are rounded to 12 decimals; the largest
SELECT * FROM allocate_price(100, ARRAY[1 / 3.0, 2 / 3.0]);
SELECT * FROM allocate_price(999999999999999999999999.99, '{999999999999999999999999,1}');
SELECT count(*) AS no_rows FROM (SELECT * FROM allocate_price(NULL, '{1}') UNION ALL SELECT * FROM allocate_price(1, NULL)) AS r;

-- against numeric's own arithmetic
SELECT count(*) AS parts, count(*) FILTER (WHERE a.amount <> round(c.consideration * c.upto[a.n] / c.upto[cardinality(c.upto)], 2) - coalesce(round(c.consideration * c.upto[a.n - 1] / c.upto[cardinality(c.upto)], 2), 0)) AS different
FROM (SELECT i, (i * 7919 % 100003) / 7.0::numeric(20, 12) AS consideration, array_agg(round((i * k * 104729 % 9973) / 100.0, 2) ORDER BY k) AS price,
			 array_agg(s ORDER BY k) AS upto
	  FROM generate_series(1, 500) AS i, LATERAL (SELECT k, sum(round((i * k * 104729 % 9973) / 100.0, 2)) OVER (ORDER BY k) AS s FROM generate_series(1, 2 + i % 6) AS k) AS x
	  GROUP BY i) AS c, allocate_price(c.consideration, c.price) AS a;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT allocate_price(800, '{0,0}')$$,
$$SELECT allocate_price(800, '{}')$$,
$$SELECT allocate_price(800, '{100,NULL,NULL}')$$,
$$SELECT allocate_price(800, '{700,100,NULL}')$$,
$$SELECT allocate_price(-800, '{700,NULL}')$$,
$$SELECT allocate_price(800, '{700,-100}')$$,
$$SELECT allocate_price(800, '{700,NaN}')$$,
$$SELECT allocate_price(800, '{{700},{100}}')$$,
$$SELECT allocate_price('NaN', '{1}')$$,
$$SELECT allocate_price(1e25, '{1}')$$,
$$SELECT allocate_price(1::numeric, '{1e24,1}')$$,
$$SELECT allocate_price(800, '{1}', 13)$$,
$$SELECT allocate_price(800, '{1}', -1)$$,
$$SELECT allocate_price(800, '{1}', NULL)$$,
$$SELECT allocate_price(800, ARRAY[0.5]::float8[])$$,
$$SELECT (allocate_price(800, ARRAY[1, 2])).amount LIMIT 1$$
]) AS statement;
