-- Net, tax and gross of lines, and the tax on a difference.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set ECHO all

-- seven lines of 10.00 that include 6 %: the tax of the total is 0.03 less
SELECT * FROM vat_lines(array_fill(10.00, '{7}'), 0.06);
SELECT * FROM vat_lines(array_fill(10.00, '{7}'), 0.06, tax_rounding => 'cumulative');
-- excluded
SELECT * FROM vat_lines('{10.04,10.04,10.04}', 0.13, 'excl');
SELECT * FROM vat_lines('{10.04,10.04,10.04}', 0.13, 'excl', 'cumulative');
-- a credit note mirrors its invoice, also in the middle
SELECT * FROM vat_lines('{-10,-10}', 0.06);
SELECT * FROM vat_lines('{10,-10}', 0.06, tax_rounding => 'cumulative');
-- no tax, all tax, yen, more decimals than the scale: amounts are rounded as cumulated
SELECT * FROM vat_lines('{12.34}', 0);
SELECT * FROM vat_lines('{12.35}', 1);
SELECT * FROM vat_lines('{1001,1001}', 0.1, scale => 0);
SELECT * FROM vat_lines(ARRAY[10 / 3.0, 10 / 3.0, 10 / 3.0], 0.06);
SELECT * FROM vat_lines('{999999999999999999999999.99}', 0.06);
SELECT count(*) AS no_rows FROM (SELECT * FROM vat_lines(NULL, 0.06) UNION ALL SELECT * FROM vat_lines('{1}', NULL) UNION ALL SELECT * FROM vat_lines('{}', 0.06)) AS r;

-- against numeric's own arithmetic, by both bases and roundings
SELECT basis, rounding, count(*) AS lines, count(*) FILTER (WHERE gross <> net + tax OR tax_difference <> at_once - taxes) AS do_not_foot,
	   count(*) FILTER (WHERE rounding = 'cumulative' AND tax_difference <> 0) AS left_over,
	   count(*) FILTER (WHERE rounding = 'line' AND tax <> CASE basis WHEN 'incl' THEN gross - round(gross / 1.06, 2) ELSE round(net * 0.06, 2) END) AS otherwise
FROM (SELECT *, sum(tax) OVER (PARTITION BY i, basis, rounding ORDER BY line) AS taxes,
			 CASE basis WHEN 'incl' THEN sum(gross) OVER (PARTITION BY i, basis, rounding ORDER BY line) - round(sum(gross) OVER (PARTITION BY i, basis, rounding ORDER BY line) / 1.06, 2)
			 ELSE round(sum(net) OVER (PARTITION BY i, basis, rounding ORDER BY line) * 0.06, 2) END AS at_once
	  FROM (SELECT i, array_agg(round((i * k * 104729 % 9973) / 100.0 - 20, 2) ORDER BY k) AS amounts FROM generate_series(1, 100) AS i, generate_series(1, 1 + i % 12) AS k GROUP BY i) AS c,
		   unnest('{incl,excl}'::text[]) AS basis, unnest('{line,cumulative}'::text[]) AS rounding, vat_lines(c.amounts, 0.06, basis, rounding)) AS l
GROUP BY 1, 2 ORDER BY 1, 2;

-- what a finance lessor pays on: what it takes less its own interest
SELECT difference_vat(1060000, 530000, 0.06), difference_vat(100, 200, 0.06) AS nothing_left, difference_vat(100.01, 0, 0.13) AS as_a_line,
	   difference_vat(1000, 1, 0.1, 0) AS yen, difference_vat(NULL, 1, 0.06) AS unknown, difference_vat(1, NULL, 0.06) AS unknown, difference_vat(1, 1, NULL) AS unknown;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT vat_lines('{1}', 6)$$,
$$SELECT vat_lines('{1}', -0.06)$$,
$$SELECT vat_lines('{1}', 'NaN')$$,
$$SELECT vat_lines('{1}', 0.06, 'gross')$$,
$$SELECT vat_lines('{1}', 0.06, NULL)$$,
$$SELECT vat_lines('{1}', 0.06, tax_rounding => 'invoice')$$,
$$SELECT vat_lines('{1}', 0.06, tax_rounding => NULL)$$,
$$SELECT vat_lines('{1,NULL}', 0.06)$$,
$$SELECT vat_lines('{1,Infinity}', 0.06)$$,
$$SELECT vat_lines(array_fill(1::numeric, '{1000001}'), 0.06)$$,
$$SELECT vat_lines('{1}', 0.06, scale => NULL)$$,
$$SELECT difference_vat(1, 0, 6)$$,
$$SELECT difference_vat(1, 'NaN', 0.06)$$,
$$SELECT difference_vat(1, 0, 0.06, 13)$$
]) AS statement;
