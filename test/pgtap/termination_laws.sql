-- Laws of leases that end early, over random leases with and without tax, cut at any instant: one that was
-- billed and paid owes nothing, and its income comes to what it was let for.  LEASES= for more of them.
\ir ../laws.psql
SELECT plan(13);

\set leases `echo "${LEASES:-600}"`
CREATE TEMP TABLE lease AS
SELECT n, zone, x.quantity, tstzrange(started, ended) AS during, r / 100.0 AS tax_rate, n % 3 AS basis,
	   (round(pg_temp.draw(n, 'amount') * 20000, (pg_temp.draw(n, 'decimals') * 4)::int) || ' CNY/card/' || (ARRAY['month', 'hour', 'quarter', 'year', 'day'])[1 + n % 5]
		|| CASE n % 3 WHEN 0 THEN ' incl ' || r || '%' WHEN 1 THEN ' excl ' || r || '%' ELSE '' END
		|| CASE WHEN d1 < 0.4 THEN '; +3.7% every ' || (ARRAY['3 months', '1 year'])[1 + n % 2] ELSE '' END
		|| CASE WHEN d2 < 0.4 THEN '; free ' || 1 + n % 3 || ' months' ELSE '' END
		|| '; zone ' || zone || '; proration ' || (ARRAY['anniversary', 'calendar', 'actual/365', '30e/360', 'calendar/30', 'actual/30', '730h'])[1 + n / 3 % 7])::lease_terms AS terms,
	   started + (ended - started) * d3 AS middle, (ARRAY['month', 'quarter', 'year', 'week'])[1 + n % 4] AS step, (ARRAY['advance', 'arrears'])[1 + n / 2 % 2] AS due,
	   (ARRAY['calendar', 'anniversary'])[1 + n / 5 % 2] AS cut, (ARRAY['invoice', 'invoice', 'cumulative'])[1 + n / 7 % 3] AS tax_rounding,
	   round(d1 * 5000, 2) AS fee, round(d2 * 4000, 2) AS deposit, round(d3 * 9000 - 3000, 2) AS opening
FROM generate_series(1, :leases) AS n
	 CROSS JOIN LATERAL (SELECT (ARRAY[6, 13, 9])[1 + n / 3 % 3] AS r, round(pg_temp.draw(n, 'quantity') * 40, (pg_temp.draw(n, 'more') * 3)::int) AS quantity, (ARRAY['UTC', 'Asia/Shanghai', 'America/New_York'])[1 + n / 2 % 3] AS zone,
								pg_temp.draw(n, 'a') AS d1, pg_temp.draw(n, 'b') AS d2, pg_temp.draw(n, 'c') AS d3) AS x
	 CROSS JOIN LATERAL (SELECT lower(term((date '2022-01-01' + (700 * pg_temp.draw(n, 'start'))::int), NULL, zone)) AS started) AS s
	 CROSS JOIN LATERAL (SELECT started + interval '1 day' * (20 + trunc(1200 * pg_temp.draw(n, 'length'))) AS ended) AS e;

-- cut at the end of a day, in the midst of one, at the lease's end, before its first day
CREATE TEMP TABLE cut AS
SELECT l.*, c.*, (ended_at - interval '1 microsecond') AT TIME ZONE zone AS last
FROM lease AS l CROSS JOIN LATERAL (VALUES ('midnight', greatest(lower(during), date_trunc('day', middle AT TIME ZONE zone) AT TIME ZONE zone)), ('any', middle), ('end', upper(during)), ('start', lower(during))) AS c (kind, ended_at);

CREATE TEMP TABLE ended AS
SELECT c.*, b.billed, round(rent(terms, quantity, during, tstzrange(NULL, ended_at)), 2) AS rent, income_to_date(terms, quantity, during, last::date) AS earned, accrued_rent(terms, quantity, during, last::date) AS accrued
FROM cut AS c CROSS JOIN LATERAL (SELECT coalesce(sum(gross) FILTER (WHERE CASE due WHEN 'advance' THEN period_start < ended_at ELSE period_end <= ended_at END), 0) AS billed
	FROM billing_schedule(terms, quantity, during, step, due, cut => cut, tax_rounding => tax_rounding)) AS b;
-- what the bills until then have net: taxes in them are theirs
CREATE TEMP TABLE net AS
SELECT n, kind, (SELECT coalesce(sum(net), 0) FROM billing_schedule(terms, quantity, tstzrange(lower(during), ended_at), step, due, cut => cut, tax_rounding => tax_rounding)) AS net FROM cut;
CREATE TEMP TABLE settled AS
SELECT e.*, t.* FROM ended AS e, termination(terms, quantity, during, ended_at, billed, billed, accrued, deposit, fee, NULL, NULL, NULL, step, cut, tax_rounding) AS t;
SELECT is(count(*), 4 * (:leases)::bigint, 'leases, each cut four times') FROM settled;

-- to the end nothing is cut: bills of any steps, taxes rounded in either way
SELECT is_empty($$SELECT n FROM settled AS s, termination(terms, quantity, during, ended_at, billed, billed, step => step, cut => cut, tax_rounding => tax_rounding) AS t
	WHERE kind = 'end' AND (t.rent_due <> billed OR t.credit_note <> 0 OR t.still_to_bill <> 0 OR t.balance_due <> 0 OR t.refund <> 0)$$, 'what was billed and paid to the end owes nothing');
-- where a bill ends, nothing is owed either; inside its period what was billed ahead is credited and refunded
SELECT is_empty($$SELECT n FROM settled AS s, termination(terms, quantity, during, ended_at, billed, billed, step => step, cut => cut, tax_rounding => tax_rounding) AS t
	WHERE due = 'advance' AND (t.still_to_bill <> 0 OR t.balance_due <> t.still_to_bill OR t.refund <> t.credit_note)$$, 'what was billed ahead is credited');
SELECT is_empty($$SELECT n FROM cut AS c, LATERAL (SELECT period_end AS at, sum(gross) OVER (ORDER BY invoice) AS billed FROM billing_schedule(terms, quantity, during, step, due, cut => cut, tax_rounding => tax_rounding)) AS b,
	termination(terms, quantity, during, b.at, b.billed, b.billed, step => step, cut => cut, tax_rounding => tax_rounding) AS t
	WHERE kind = 'end' AND (t.rent_due <> b.billed OR t.still_to_bill <> 0 OR t.balance_due <> 0 OR t.refund <> 0)$$, 'where a bill ends nothing is owed');
-- and so does a lease that was let until then from the first, and billed and paid to its end
SELECT is_empty($$SELECT n FROM settled AS s, LATERAL (SELECT coalesce(sum(gross), 0) AS billed FROM billing_schedule(terms, quantity, tstzrange(lower(during), ended_at), step, due, cut => cut, tax_rounding => tax_rounding)) AS b,
	termination(terms, quantity, during, ended_at, b.billed, b.billed, step => step, cut => cut, tax_rounding => tax_rounding) AS t
	WHERE b.billed <> s.rent_due OR t.rent_due <> b.billed OR t.still_to_bill <> 0 OR t.balance_due <> 0 OR t.refund <> 0$$, 'one that was billed and paid to any instant owes nothing then');
-- the rent itself is that of rent(), and taxes are within half a cent a bill
SELECT is_empty($$SELECT n FROM settled WHERE CASE basis WHEN 1 THEN abs(rent_due - round(rent * (1 + tax_rate), 2)) > 0.005 * (2 + (ended_at::date - lower(during)::date) / 7) ELSE rent_due <> rent END$$, 'rent due is the rent, with its tax');
SELECT is_empty($$SELECT n FROM settled WHERE billed - credit_note + still_to_bill <> rent_due + fee OR billed + deposit_applied + balance_due - refund <> rent_due + fee OR deposit_applied + deposit_refund <> deposit
	OR least(credit_note, deposit_applied, deposit_refund, balance_due, refund) < 0$$, 'bills and money foot');

-- ---- income ----

-- all that is income is the net of the bills until the end and the net fee, whatever was earned until then
SELECT is_empty($$SELECT n FROM settled JOIN net USING (n, kind) WHERE round(earned, 2) + income_effect <> net + CASE basis WHEN 2 THEN fee ELSE round(fee / (1 + tax_rate), 2) END$$, 'income until then and its change are the rent and the fee');
SELECT is_empty($$SELECT n FROM settled AS s JOIN net USING (n, kind), termination(terms, quantity, during, ended_at, billed, billed, accrued_rent(terms, quantity, during, last::date, opening => opening), step => step, cut => cut, tax_rounding => tax_rounding) AS t
	WHERE round(opening + income_to_date(terms, quantity, during, last::date, opening => opening), 2) + t.income_effect <> net$$, 'with what earlier books carried in');
SELECT is_empty($$SELECT n FROM settled JOIN net USING (n, kind) WHERE rent_due - rent_due_tax <> net OR fee_tax <> CASE basis WHEN 2 THEN 0 ELSE fee - round(fee / (1 + tax_rate), 2) END$$, 'taxes are those of the bills until then, and the fee''s');

-- ---- the entries of doc/termination.md ----

-- in yen, yuan and dinars: the journal until the last day, the income that it is short of, the last bill or credit note, what is written off
CREATE TEMP TABLE booked AS
SELECT c.n, c.kind, c.tax_rounding, c.terms_in, c.decimals, b.opening, c.fee, j.*, t.rent_due, t.credit_note, t.still_to_bill, t.income_effect, t.rent_due_tax, t.fee_tax,
	   left_to_post(b.opening + income_to_date(terms_in, c.quantity, c.during, c.last::date, opening => b.opening), b.opening + j.income, c.decimals) AS income_left
FROM (SELECT c.*, (ARRAY[0, 2, 3])[1 + n % 7 % 3] AS decimals, replace(terms::text, 'CNY', (ARRAY['JPY', 'CNY', 'KWD'])[1 + n % 7 % 3])::lease_terms AS terms_in FROM cut AS c) AS c
	 CROSS JOIN LATERAL (SELECT CASE WHEN n % 3 = 0 THEN 0 ELSE round(c.opening, c.decimals) END AS opening) AS b
	 CROSS JOIN LATERAL (SELECT coalesce(sum(a) FILTER (WHERE account = 'receivable'), 0) AS billed, coalesce(-sum(a) FILTER (WHERE account = 'output_vat'), 0) AS tax, coalesce(sum(a) FILTER (WHERE account = 'accrued_rent'), 0) AS accrued_rent,
						 coalesce(-sum(a) FILTER (WHERE account = 'rental_income'), 0) AS income, coalesce(-sum(a) FILTER (WHERE account = 'rounding'), 0) AS rounding
						 FROM (SELECT account, coalesce(debit, 0) - coalesce(credit, 0) AS a FROM rent_journal(terms_in, c.quantity, c.during, c.step, c.due, cut => c.cut, opening => b.opening, tax_rounding => c.tax_rounding) WHERE at <= c.last::date) AS line) AS j
	 CROSS JOIN LATERAL termination(terms_in, c.quantity, c.during, c.ended_at, j.billed, j.billed, accrued_rent(terms_in, c.quantity, c.during, c.last::date, opening => b.opening), fee => c.fee, step => c.step, cut => c.cut, tax_rounding => c.tax_rounding) AS t;
SELECT is(count(*), 4 * (:leases)::bigint, 'journals, each closed four times') FROM booked;
SELECT is_empty($$SELECT n, kind, terms_in FROM booked WHERE opening + accrued_rent + income_left - (rent_due - rent_due_tax - (billed - tax)) - rounding - (round(fee, decimals) - fee_tax - income_effect) <> 0$$, 'accrued rent is 0 after them, to the last decimal');
SELECT is_empty($$SELECT n, kind FROM booked WHERE opening + income + income_left - (round(fee, decimals) - fee_tax - income_effect) + round(fee, decimals) - fee_tax <> rent_due - rent_due_tax + round(fee, decimals) - fee_tax$$, 'and income is the net rent and the net fee');

SELECT * FROM finish();
ROLLBACK;
