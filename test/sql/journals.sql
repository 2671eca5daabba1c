-- The journal of a finance lease: every kind, both dues, red entries, and the refused.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set ECHO all

-- a dealer's, in arrears: commencement with expensed costs, then payments before interest
SELECT * FROM finance_lease_journal('{1000,1000}', 1900, 1500, '2024-01-31', unguaranteed_residual => 50, initial_direct_costs => 20);
-- in advance, by quarters
SELECT at, entry, account, debit, credit FROM finance_lease_journal('{1000,1000}', 1900, 1500, '2024-01-15', 'quarter', due => 'advance');
-- a financier's, with a gain; at a loss, and the same in red
SELECT at, entry, account, debit, credit FROM finance_lease_journal('{1000,1000}', 1900, 1890, '2024-01-15', initial_direct_costs => 5, kind => 'financier') WHERE entry = 'commencement';
SELECT at, entry, account, debit, credit FROM finance_lease_journal('{1000,1000}', 1900, 1950, '2024-01-15', kind => 'financier') WHERE entry = 'commencement';
SELECT at, entry, account, debit, credit FROM finance_lease_journal('{1000,1000}', 1900, 1950, '2024-01-15', kind => 'financier', red => true) WHERE entry = 'commencement';
-- direct financing: one account for the net investment, with a profit deferred and with a loss at once
SELECT at, entry, account, debit, credit, memo FROM finance_lease_journal('{9500,9500}', 18500, 18000, '2024-02-29', 'year', unguaranteed_residual => 700, initial_direct_costs => 200, standard => 'us gaap', kind => 'direct financing');
SELECT at, entry, account, debit, credit FROM finance_lease_journal('{9500,9500}', 18500, 18700, '2024-02-29', 'year', standard => 'us gaap', kind => 'direct financing') WHERE entry = 'commencement';
-- sales-type without a profit: costs are in the receivable
SELECT account, debit, credit FROM finance_lease_journal('{9500,9500}', 18500, 18500, '2024-02-29', initial_direct_costs => 200, standard => 'us gaap', kind => 'sales-type') WHERE entry = 'commencement';
-- more than an unguaranteed residual is worth of cost: the cost of sales is below zero, on the other side or red
SELECT red, account, debit, credit FROM unnest('{f,t}'::boolean[]) AS red, finance_lease_journal('{1000}', 1900, 500, '2024-01-01', unguaranteed_residual => 1000, red => red) WHERE entry = 'commencement' ORDER BY red;
-- a period without a payment has no entry of it; at a rate of 0 nothing is earned
SELECT entry, account, debit, credit FROM finance_lease_journal('{0,2000}', 1900, 1500, '2024-01-01') WHERE entry <> 'commencement';
SELECT entry, count(*) FROM finance_lease_journal('{1000,900}', 1900, 1500, '2024-01-01') GROUP BY 1 ORDER BY 1;
SELECT count(*) AS no_rows FROM (SELECT * FROM finance_lease_journal(NULL, 1, 1, '2024-01-01') UNION ALL SELECT * FROM finance_lease_journal('{1}', NULL, 1, '2024-01-01')
	UNION ALL SELECT * FROM finance_lease_journal('{1}', 1, NULL, '2024-01-01') UNION ALL SELECT * FROM finance_lease_journal('{1}', 1, 1, NULL)) AS r;
-- what the planner expects: with and without a residual to accrete, and of a column
CREATE FUNCTION pg_temp.expected_rows(statement text) RETURNS int LANGUAGE plpgsql AS
$$DECLARE plan json; BEGIN EXECUTE 'EXPLAIN (FORMAT json) ' || statement INTO plan; RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows'; END$$;
SELECT pg_temp.expected_rows($$SELECT * FROM finance_lease_journal(array_fill(50000::numeric, '{36}'), 1600000, 1400000, '2024-01-01')$$) AS without,
	   pg_temp.expected_rows($$SELECT * FROM finance_lease_journal(array_fill(50000::numeric, '{36}'), 1600000, 1400000, '2024-01-01', unguaranteed_residual => 80000)$$) AS with_residual,
	   (SELECT count(*) FROM finance_lease_journal(array_fill(50000::numeric, '{36}'), 1600000, 1400000, '2024-01-01', unguaranteed_residual => 80000, initial_direct_costs => 1)) AS lines;

-- ---- charts of accounts ----

\set chart :abs_srcdir '/../examples/chart.sql'
BEGIN;
CREATE SCHEMA books;
SET LOCAL search_path = books, public;
\set ECHO none
\i :chart
\set ECHO all
-- every role that a journal gives is in both; none is there twice
SELECT DISTINCT c.chart, j.account FROM unnest('{cn,en}'::text[]) AS c (chart), (VALUES ('cas', 'dealer', 1500), ('ifrs', 'financier', 1950), ('us gaap', 'sales-type', 1500), ('us gaap', 'direct financing', 1950)) AS v (standard, kind, book),
	 finance_lease_journal('{1000,1000}', 1900, v.book, '2024-01-31', unguaranteed_residual => 50, initial_direct_costs => 20, standard => v.standard, kind => v.kind) AS j
WHERE NOT EXISTS (SELECT FROM chart AS a WHERE a.chart = c.chart AND a.account = j.account);
SELECT chart, count(*) = count(DISTINCT code) AS codes_once, count(*) = count(DISTINCT name) AS names_once, count(DISTINCT account) FROM chart GROUP BY 1 ORDER BY 1;
-- one lease in three books, side by side
SELECT c.code, c.name, sum(j.debit - j.credit) FILTER (WHERE b.standard = 'cas') AS cas, sum(j.debit - j.credit) FILTER (WHERE b.standard = 'ifrs') AS ifrs, sum(j.debit - j.credit) FILTER (WHERE b.standard = 'us gaap') AS us_gaap
FROM (VALUES ('cas', 'financier'), ('ifrs', 'financier'), ('us gaap', 'direct financing')) AS b (standard, kind),
	 LATERAL (SELECT account, coalesce(debit, 0) AS debit, coalesce(credit, 0) AS credit FROM finance_lease_journal(array_fill(50000::numeric, '{36}'), 1600000, 1580000, '2024-01-01', unguaranteed_residual => 80000, initial_direct_costs => 16000,
		standard => b.standard, kind => b.kind) AS j WHERE j.at <= '2024-12-31') AS j
	 JOIN chart AS c ON c.account = j.account AND c.chart = 'en' GROUP BY 1, 2 ORDER BY 1;
ROLLBACK;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT finance_lease_journal('{1}', 1, 1, 'infinity')$$,
$$SELECT finance_lease_journal('{1}', 1, 1, '2024-01-01', 'minute')$$,
$$SELECT count(*) FROM finance_lease_journal(array_fill(1::numeric, '{1000}'), 1, 1, '5874000-01-01', 'year')$$,
$$SELECT finance_lease_journal('{1}', 1, 1, '2024-01-01', red => NULL)$$,
$$SELECT finance_lease_journal('{1}', 1, 1, '2024-01-01', step => NULL)$$,
$$SELECT finance_lease_journal('{1}', 1, 1, '2024-01-01', kind => 'operating')$$,
$$SELECT finance_lease_journal('{}', 1, 1, '2024-01-01')$$,
$$SELECT finance_lease_journal('{1,1}', 1, 1, '2024-01-01', due => 'advance')$$
]) AS statement;
