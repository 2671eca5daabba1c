-- Laws of finance leases over random ones: payments with gaps, both dues, residuals, direct costs,
-- losses, every kind of every standard.  LEASES=100000 in the environment for more of them.

\ir ../laws.psql
\set leases `echo "${LEASES:-400}"`
SELECT plan(14);

-- A third of the payments are missing or of their own size; fair values from half of what comes in to more than all of it.
CREATE TEMP TABLE lease AS
SELECT l.*, CASE WHEN guaranteed + unguaranteed + paid = 0 THEN 100 ELSE greatest(round((guaranteed + unguaranteed + paid) * (0.5 + 0.6 * pg_temp.draw(i, 'value')), 2), 0.02) END AS fair,
	   (ARRAY['cas', 'cas', 'ifrs', 'ifrs', 'us gaap', 'us gaap'])[1 + i % 6] AS standard,
	   (ARRAY['dealer', 'financier', 'dealer', 'financier', 'sales-type', 'direct financing'])[1 + i % 6] AS kind
FROM (SELECT i, n, payments, (SELECT sum(p) FROM unnest(payments) AS p) AS paid, CASE i % 2 WHEN 0 THEN 'arrears' ELSE 'advance' END AS due,
			 CASE WHEN i % 3 = 0 THEN round(100000 * pg_temp.draw(i, 'guaranteed'), 2) ELSE 0 END AS guaranteed,
			 CASE WHEN i % 4 < 2 THEN round(100000 * pg_temp.draw(i, 'unguaranteed'), 2) ELSE 0 END AS unguaranteed,
			 CASE WHEN i % 5 < 2 THEN round(3000 * pg_temp.draw(i, 'costs'), 2) ELSE 0 END AS costs,
			 (ARRAY['month', 'quarter', 'year', 'week', 'day'])[1 + i % 5] AS step, date '2024-01-01' + (400 * pg_temp.draw(i, 'start'))::int AS start
	  FROM (SELECT i, n, array_agg(CASE WHEN pg_temp.draw(i * 100 + k, 'gap') < 0.15 THEN 0 WHEN pg_temp.draw(i * 100 + k, 'gap') < 0.3 THEN round(20000 * pg_temp.draw(i * 100 + k, 'payment'), 2) ELSE level END ORDER BY k) AS payments
			FROM (SELECT i, 1 + (47 * pg_temp.draw(i, 'n'))::int AS n, round(10000 * pg_temp.draw(i, 'level'), 2) AS level FROM generate_series(1, :leases) AS i) AS x, generate_series(1, n) AS k
			GROUP BY i, n) AS p) AS l;
ALTER TABLE lease ADD book numeric, ADD market numeric;
-- most books are below the value, some above; every seventh is what it is worth; a market rate for some of the sales
UPDATE lease SET book = CASE WHEN i % 7 = 0 THEN fair ELSE round(fair * (0.6 + 0.5 * pg_temp.draw(i, 'book')), 2) END,
	market = CASE WHEN kind IN ('dealer', 'sales-type') AND i % 8 = 0 THEN round(0.03 * pg_temp.draw(i, 'market'), 6) END;
-- where the first payment recovers all, or nothing but what is not guaranteed comes in, there is no finance lease
DELETE FROM lease WHERE due = 'advance' AND payments[1] >= least(fair, book) OR paid + guaranteed = 0;
SELECT cmp_ok(count(*)::int, '>', :leases * 8 / 10, 'there are leases') FROM lease;

CREATE TEMP TABLE started AS
SELECT l.*, f.rate, f.lease_receivable, f.unguaranteed_residual, f.net_investment, f.gross_investment, f.unearned_income, f.revenue, f.cost_of_sales, f.selling_profit, f.direct_costs_expensed, f.gain_on_disposal, f.deferred_profit, f.selling_loss,
	   implicit_rate(payments, fair, guaranteed + unguaranteed, costs, due) AS implicit
FROM lease AS l, finance_lease(payments, fair, book, guaranteed, unguaranteed, costs, due, standard, kind, market) AS f;

-- ---- the rate ----

-- what comes in, discounted in numeric, from the end backwards
CREATE FUNCTION pg_temp.worth(payments numeric[], residual numeric, due text, rate numeric) RETURNS numeric LANGUAGE plpgsql AS
$$
DECLARE
	factor numeric := round(1.0 / (1 + rate), 40);
	result numeric := residual;
BEGIN
	FOR k IN REVERSE cardinality(payments) .. 1 LOOP
		result := CASE due WHEN 'advance' THEN round(result * factor, 40) + payments[k] ELSE round((result + payments[k]) * factor, 40) END;
	END LOOP;
	RETURN result;
END
$$;
SELECT is((SELECT i FROM started WHERE implicit > 0 AND abs(pg_temp.worth(payments, guaranteed + unguaranteed, due, implicit) - fair - costs) > 1e-9 LIMIT 1), NULL, 'at the implicit rate what comes in is worth the fair value and the costs');
SELECT is((SELECT i FROM started WHERE (implicit = 0) <> (paid + guaranteed + unguaranteed <= fair + costs) OR implicit < 0 LIMIT 1), NULL, 'which is 0 where less comes in');
SELECT is((SELECT i FROM started WHERE rate > 0 AND abs(pg_temp.worth(payments, guaranteed + unguaranteed, due, rate) - net_investment) > 0.0051 LIMIT 1), NULL, 'and the net investment is what it is worth at its own');

-- ---- the start, by kind ----

SELECT is((SELECT i FROM started WHERE net_investment <> gross_investment - unearned_income OR gross_investment <> paid + guaranteed + unguaranteed
	OR net_investment <> lease_receivable + unguaranteed_residual - coalesce(deferred_profit, 0) OR least(net_investment, unearned_income) < 0 LIMIT 1), NULL, 'the start foots');
SELECT is((SELECT i FROM started WHERE CASE
	WHEN kind IN ('dealer', 'sales-type') THEN selling_profit <> revenue - cost_of_sales OR cost_of_sales <> book - unguaranteed_residual OR revenue <> least(fair, lease_receivable - (costs - direct_costs_expensed))
		OR direct_costs_expensed <> CASE WHEN kind = 'sales-type' AND fair = book AND paid + guaranteed + unguaranteed >= fair AND (market IS NULL OR market <= implicit_rate(payments, fair, guaranteed + unguaranteed, 0, due)) THEN 0 ELSE costs END OR num_nulls(gain_on_disposal, deferred_profit, selling_loss) < 3
	WHEN kind = 'financier' THEN gain_on_disposal <> net_investment - costs - book OR num_nulls(revenue, cost_of_sales, selling_profit, direct_costs_expensed, deferred_profit, selling_loss) < 6
	ELSE net_investment + selling_loss <> book + costs OR least(deferred_profit, selling_loss) <> 0 OR num_nulls(revenue, cost_of_sales, selling_profit, direct_costs_expensed, gain_on_disposal) < 5 END LIMIT 1), NULL, 'by the rule of its kind');

-- ---- the schedule ----

CREATE TEMP TABLE period AS
SELECT s.i, s.n AS periods, s.rate, s.guaranteed, s.unguaranteed, s.net_investment, p.*
FROM started AS s, finance_lease_schedule(payments, s.rate, guaranteed, unguaranteed, due) AS p (k, opening, payment, interest, accretion, receivable, residual, closing);
CREATE INDEX ON period (i);
ANALYZE period;
SELECT is((SELECT i FROM (SELECT *, lag(closing) OVER w AS before, lag(receivable) OVER w AS receivable_before, lag(residual) OVER w AS residual_before FROM period WINDOW w AS (PARTITION BY i ORDER BY k)) AS p
	WHERE closing <> opening - payment + interest + accretion OR closing <> receivable + residual OR opening <> coalesce(before, net_investment)
	OR receivable <> receivable_before - payment + interest OR residual <> residual_before + accretion OR (rate = 0 AND interest + accretion <> 0) LIMIT 1), NULL, 'every row foots, and the first opening is the net investment');
SELECT is((SELECT i FROM period WHERE k = periods AND (receivable <> guaranteed OR residual <> unguaranteed) LIMIT 1), NULL, 'the last row is the residuals');
SELECT is((SELECT s.i FROM started AS s WHERE i % 10 = 0 AND finance_lease_income(payments, rate, start, 'infinity', step, guaranteed, unguaranteed, due, 2)
	<> (SELECT sum(interest + accretion) FROM period AS p WHERE p.i = s.i) LIMIT 1), NULL, 'income to the end is what the rows sum to');

-- ---- the journal ----

CREATE TEMP TABLE line AS
SELECT s.i, j.* FROM started AS s, finance_lease_journal(payments, fair, book, start, step, guaranteed, unguaranteed, costs, due, standard, kind, market, i % 3 = 0) AS j;
SELECT is((SELECT i FROM line GROUP BY i, at, entry HAVING coalesce(sum(debit), 0) <> coalesce(sum(credit), 0) LIMIT 1), NULL, 'every entry balances');
SELECT is((SELECT i FROM started AS s JOIN (SELECT i,
		coalesce(sum(coalesce(debit, 0) - coalesce(credit, 0)) FILTER (WHERE account IN ('lease_receivable', 'unguaranteed_residual', 'net_investment') AND entry = 'commencement'), 0) AS first,
		coalesce(sum(coalesce(debit, 0) - coalesce(credit, 0)) FILTER (WHERE account IN ('lease_receivable', 'unguaranteed_residual', 'net_investment')), 0) AS last,
		coalesce(sum(coalesce(debit, 0) - coalesce(credit, 0)) FILTER (WHERE account = 'unguaranteed_residual'), 0) AS residual FROM line GROUP BY i) AS j USING (i)
	WHERE first <> net_investment OR last <> guaranteed + unguaranteed OR (kind <> 'direct financing' AND residual <> unguaranteed) LIMIT 1), NULL, 'net investment begins as in finance_lease() and ends at the residuals');
-- what is earned over the life is what comes in less what was given up, whatever the kind
SELECT is((SELECT i FROM started AS s JOIN (SELECT i, coalesce(sum(coalesce(credit, 0) - coalesce(debit, 0)) FILTER (WHERE account IN ('revenue', 'cost_of_sales', 'selling_expense', 'gain_on_disposal', 'selling_loss', 'interest_income')), 0) AS profit FROM line GROUP BY i) AS j USING (i)
	WHERE profit <> paid + guaranteed + unguaranteed - book - costs LIMIT 1), NULL, 'all profit is what comes in less what was given up');

-- ---- posting to any day, as doc/lessor.md does it: income with and without the residual that nobody guarantees ----

-- at each period's end the two are the journal's accounts
CREATE TEMP TABLE earned AS
SELECT i, kind, at, sum(a) FILTER (WHERE account = 'interest_income') OVER w AS income, sum(a) FILTER (WHERE account = 'unguaranteed_residual') OVER w AS accretion, row_number() OVER (PARTITION BY i, at) AS first
FROM (SELECT i, at, account, CASE account WHEN 'interest_income' THEN -1 ELSE 1 END * (coalesce(debit, 0) - coalesce(credit, 0)) AS a FROM line WHERE entry LIKE 'interest %') AS e JOIN started USING (i)
WINDOW w AS (PARTITION BY i ORDER BY at);
SELECT is((SELECT i FROM earned AS e JOIN started AS s USING (i, kind), LATERAL (SELECT round(finance_lease_income(payments, rate, start, at, step, guaranteed, unguaranteed, due), 2) AS whole, round(finance_lease_income(payments, rate, start, at, step, guaranteed, 0, due), 2) AS on_receivable) AS f
	WHERE first = 1 AND (whole <> coalesce(income, 0) OR kind <> 'direct financing' AND whole - on_receivable <> coalesce(accretion, 0)) LIMIT 1), NULL, 'income and its part of the residual are those of the journal, whenever a period ends');
-- between them both rise
SELECT is((SELECT i FROM started AS s, generate_series(0, 60, 7) AS d, LATERAL (SELECT finance_lease_income(payments, rate, start, start + d, step, guaranteed, unguaranteed, due) - finance_lease_income(payments, rate, start, start + d, step, guaranteed, 0, due) AS accretion,
		finance_lease_income(payments, rate, start, start + d + 7, step, guaranteed, unguaranteed, due) - finance_lease_income(payments, rate, start, start + d + 7, step, guaranteed, 0, due) AS later) AS f
	WHERE accretion < 0 OR later < accretion LIMIT 1), NULL, 'and between, no accretion is taken back');

SELECT * FROM finish();
ROLLBACK;
