-- The rent of hosted machines: shares, guarantees, costs, and the refused.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set ECHO all

SELECT * FROM hosted_statement('{12345.67,5000,20000}', 0.7);
-- a guarantee for each month, and one to date: good months make up for bad ones
SELECT * FROM hosted_statement('{12345.67,5000,20000}', 0.7, 9000);
SELECT * FROM hosted_statement('{12345.67,5000,20000}', 0.7, 9000, guaranteed_per => 'to date');
-- a month whose power is more than its rent: by default the owner has no part of a loss
SELECT * FROM hosted_statement('{1000,1000}', 0.7, costs => '{1200,100}');
SELECT * FROM hosted_statement('{1000,1000}', 0.7, NULL, '{1200,100}');
SELECT * FROM hosted_statement('{1000,1000}', 0.7, 0, '{1200,100}', 'to date');
-- nobody's, everybody's, to yen, single cents, two thirds, more decimals than the scale
SELECT * FROM hosted_statement('{100.01}', 0);
SELECT * FROM hosted_statement('{100.01}', 1);
SELECT * FROM hosted_statement('{1001,1001,1001}', 0.5, scale => 0);
SELECT * FROM hosted_statement('{0.01,0.01,0.01,-0.02}', 0.5, NULL);
SELECT owner_to_date FROM hosted_statement('{30000000000}', 2 / 3.0);
SELECT * FROM hosted_statement(ARRAY[10 / 3.0, 10 / 3.0, 10 / 3.0], 0.5);
SELECT owner FROM hosted_statement('{1}', 0.333333333333333333, 0.333333333333, scale => 12);
SELECT count(*) AS no_rows FROM (SELECT * FROM hosted_statement(NULL, 0.5) UNION ALL SELECT * FROM hosted_statement('{1}', NULL) UNION ALL SELECT * FROM hosted_statement('{}', 0.5)) AS r;

-- against numeric's own arithmetic
SELECT per, guaranteed IS NOT NULL AS guaranteed, count(*) AS rows,
	   count(*) FILTER (WHERE s.rent <> s.cost + s.owner + s.operator) AS do_not_foot,
	   count(*) FILTER (WHERE s.owner_to_date <> round(CASE WHEN guaranteed IS NULL THEN 0.7 * (r - c) WHEN per = 'to date' THEN greatest(s.n * guaranteed, 0.7 * (r - c)) ELSE o END, 2)) AS otherwise
FROM (SELECT *, array_agg(rent) OVER b AS rents, array_agg(cost) OVER b AS costs
	  FROM (SELECT i, k, rent, cost, guaranteed, sum(rent) OVER w AS r, sum(cost) OVER w AS c, sum(greatest(guaranteed, 0.7 * (rent - cost))) OVER w AS o
			FROM (SELECT i, k, round((i * k * 104729 % 9973) / 100.0, 2) AS rent, round((i * k * 7919 % 4999) / 100.0, 2) AS cost, CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN 0 ELSE 12.345 END AS guaranteed
				  FROM generate_series(1, 200) AS i, generate_series(1, 1 + i % 12) AS k) AS p WINDOW w AS (PARTITION BY i ORDER BY k)) AS x
	  WINDOW b AS (PARTITION BY i ORDER BY k ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) AS book,
	 unnest('{period,to date}'::text[]) AS per, hosted_statement(rents, 0.7, guaranteed, costs, per) AS s
WHERE s.n = book.k GROUP BY 1, 2 ORDER BY 1, 2;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT hosted_statement('{1}', 70)$$,
$$SELECT hosted_statement('{1}', -0.1)$$,
$$SELECT hosted_statement('{1}', 0.7, -1)$$,
$$SELECT hosted_statement('{1}', 0.7, 'NaN')$$,
$$SELECT hosted_statement('{1,2}', 0.7, costs => '{1}')$$,
$$SELECT hosted_statement('{1}', 0.7, guaranteed_per => 'month')$$,
$$SELECT hosted_statement('{1}', 0.7, guaranteed_per => NULL)$$,
$$SELECT hosted_statement('{1,NULL}', 0.7)$$,
$$SELECT count(*) FROM hosted_statement('{1,1}', 0.7, 1e24)$$,
$$SELECT count(*) FROM hosted_statement('{1,1}', 0.7, 1e24, guaranteed_per => 'to date')$$,
$$SELECT hosted_statement('{1}', 0.7, scale => NULL)$$
]) AS statement;
