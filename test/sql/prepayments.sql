-- Prepayments and credits used up.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set ECHO all

-- a prepayment burns down
SELECT * FROM drawdown('{300,300,300,300,300}', '{1000,0,0,0,0}');
-- use it or lose it; two periods of grace
SELECT * FROM drawdown('{600,1200,800}', '{1000,1000,1000}', 1);
SELECT * FROM drawdown('{100,100,0,0,500}', '{1000,50,0,0,0}', 2);
-- the oldest first: what is younger lives on
SELECT * FROM drawdown('{0,700,0,900}', '{500,500,500,0}', 3);
-- nothing prepaid, nothing charged, parts of a cent
SELECT * FROM drawdown('{0.01,0.02}', '{0,0}');
SELECT * FROM drawdown('{0,0}', '{5,5}');
SELECT * FROM drawdown('{0.000000000001,1}', '{1,0}');
SELECT count(*) AS no_rows FROM (SELECT * FROM drawdown(NULL, '{1}') UNION ALL SELECT * FROM drawdown('{1}', NULL) UNION ALL SELECT * FROM drawdown('{}', '{}')) AS r;
-- laws
SELECT expire, count(*) AS rows, bool_and(applied + payable = charge AND least(applied, payable, lapsed, balance) >= 0) AS every_row,
	   bool_and(upto_credit = upto_applied + upto_lapsed + balance) AS every_balance, sum(lapsed) > 0 AS something_lapses
FROM (SELECT *, sum(credit) OVER w AS upto_credit, sum(applied) OVER w AS upto_applied, sum(lapsed) OVER w AS upto_lapsed
	  FROM (SELECT i, array_agg(round((i * k * 104729 % 9973) / 100.0, 2) ORDER BY k) AS charges, array_agg(round(greatest((i * k * 7919 % 9973) / 50.0 - 100, 0), 2) ORDER BY k) AS credits
			FROM generate_series(1, 100) AS i, generate_series(1, 1 + i % 24) AS k GROUP BY i) AS c, unnest('{1,3,12,NULL}'::int[]) AS expire, drawdown(charges, credits, expire)
	  WINDOW w AS (PARTITION BY i, expire ORDER BY n)) AS d GROUP BY 1 ORDER BY 1;
-- what the planner expects: a row for each charge
CREATE FUNCTION pg_temp.expected_rows(statement text) RETURNS int LANGUAGE plpgsql AS
$$DECLARE plan json; BEGIN EXECUTE 'EXPLAIN (FORMAT json) ' || statement INTO plan; RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows'; END$$;
SELECT pg_temp.expected_rows($$SELECT * FROM drawdown(array_fill(1::numeric, '{36}'), array_fill(1::numeric, '{36}'))$$) AS known,
	   pg_temp.expected_rows($$SELECT d.* FROM (SELECT x FROM generate_series(1, 1) AS x OFFSET 0) AS r, drawdown(ARRAY[x, 1, 2], ARRAY[0, x, x]) AS d$$) AS written,
	   pg_temp.expected_rows($$SELECT * FROM vat_lines(NULL, 0.06)$$) AS not_known;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT drawdown('{1}', '{1,2}')$$,
$$SELECT drawdown('{-1}', '{1}')$$,
$$SELECT drawdown('{1}', '{-1}')$$,
$$SELECT drawdown('{1}', '{1}', 0)$$,
$$SELECT drawdown('{NULL}', '{1}')$$,
$$SELECT drawdown('{NaN}', '{1}')$$,
$$SELECT drawdown('{1e24,1e24}', '{1,1}')$$
]) AS statement;
