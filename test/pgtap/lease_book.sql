-- examples/lease_book.sql and its made-up book: what the views show foots, and is one
-- total everywhere; every column is of a type that all clients hold, and says what may be
-- summed; with rollups the same.
\ir ../laws.psql
SET LOCAL client_min_messages = warning;
SELECT plan(61);
\ir ../../examples/lease_book.sql
SELECT is((SELECT string_agg(kind, ', ') FROM gpurent_bi.problem), NULL, 'an empty book has no problem');
CREATE FUNCTION pg_temp.rows_of(view text) RETURNS bigint LANGUAGE plpgsql AS
$$ DECLARE n bigint; BEGIN EXECUTE format('SELECT count(*) FROM (SELECT * FROM gpurent_bi.%I OFFSET 0) AS v', view) INTO n; RETURN n; END $$;
SELECT is((SELECT sum(pg_temp.rows_of(relname)) FROM pg_class WHERE relnamespace = 'gpurent_bi'::regnamespace), 0::numeric, 'nor any rows in its views');
-- half a cent of volume: a thirtieth of 1.35
SAVEPOINT empty;
SELECT lease_book.add_months('2024-07-01', '2024-06-01') \g /dev/null
INSERT INTO lease_book.customer (customer) VALUES ('c');
INSERT INTO lease_book.pool (pool) VALUES ('p');
INSERT INTO lease_book.lease (lease, customer, pool, terms, cards, during) VALUES ('l', 'c', 'p', '0.001875 CNY/card/hour excl 0%', 1, '[2024-05-31 16:00Z,)');
SELECT results_eq('SELECT from_functional, volume_functional, price_functional, mix_functional, to_functional FROM gpurent_bi.revenue_bridge_month WHERE months_before = 1', 'VALUES (1.35, 0.05, 0.01, -0.01, 1.40)', 'the bridge rounds an exact amount');
-- and of cost: a twelfth of 0.06
INSERT INTO lease_book.asset (asset, pool, cards, owner_share, in_service_from) VALUES ('a', 'p', 12, 0.5, '2024-06-01');
INSERT INTO lease_book.cost (pool, kind, days, net) VALUES ('p', 'power', '[2024-06-01,2024-07-01)', 0.06);
SELECT results_eq('SELECT customer, "totalCost" FROM gpurent_bi.pool_cost_allocation WHERE month = ''2024-06-01'' ORDER BY "totalCost"', $$VALUES ('c'::varchar(80), 0.01), ('__idle__', 0.05)$$, 'so does the allocation');
ROLLBACK TO empty;
\ir ../../examples/lease_book_example.sql
SET CONSTRAINTS ALL IMMEDIATE;
SET LOCAL search_path = gpurent_bi, lease_book, public;

-- ---- columns ----

CREATE TEMP VIEW shown AS
SELECT c.relname::text AS view, a.attname::text AS col, format_type(a.atttypid, a.atttypmod) AS type, col_description(c.oid, a.attnum) AS told
FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 WHERE c.relnamespace = 'gpurent_bi'::regnamespace;
SELECT is((SELECT string_agg(view || '.' || col || ' is ' || type, ', ') FROM shown
           WHERE type !~ '^(numeric\(\d+,\d+\)|date|integer|bigint|boolean|character varying\(\d+\))$'), NULL, 'no column of a type that a client could not hold');
SELECT is((SELECT string_agg(view || '.' || col, ', ') FROM shown WHERE told IS NULL), NULL, 'every column has a comment');
SELECT is((SELECT string_agg(view || '.' || col, ', ') FROM shown WHERE type ~ 'numeric' AND told !~* '(sum|not of FOCUS)'), NULL, 'that of a number says whether it may be summed');
SELECT is((SELECT string_agg(view || '.' || col, ', ') FROM shown WHERE type IN ('numeric(20,2)', 'numeric(22,4)') AND col !~ '(_in_currency|_functional|Cost)$'), NULL, 'money has its currency in its name');
SELECT is((SELECT string_agg(s.view, ', ') FROM shown AS s WHERE s.col ~ '_functional$' AND NOT EXISTS (SELECT FROM shown AS f WHERE f.view = s.view AND f.col = 'functional_currency')), NULL, 'and its currency beside it');
SELECT is((SELECT string_agg(s.view || '.' || s.col, ', ') FROM shown AS s WHERE s.col ~ '_in_currency$' AND NOT EXISTS (SELECT FROM shown AS f WHERE f.view = s.view AND f.col = 'currency')), NULL, 'both ways');
SELECT is((SELECT string_agg(relname, ', ') FROM pg_class AS c WHERE relnamespace = 'gpurent_bi'::regnamespace AND obj_description(c.oid, 'pg_class') IS NULL), NULL, 'every view has a comment');
SELECT is((SELECT string_agg(relname, ', ' ORDER BY relname) FROM pg_class WHERE relnamespace = 'gpurent_bi'::regnamespace AND pg_temp.rows_of(relname) = 0), NULL, 'no view is empty');
SELECT set_eq($$SELECT view FROM shown$$, ARRAY['calendar', 'pool', 'customer', 'asset', 'lease', 'revenue_month', 'pool_month', 'pool_day', 'fleet_month', 'utilization_hour_of_week', 'concurrency_month',
  'revenue_bridge_month', 'customer_month', 'backlog_month', 'receivable', 'receivable_aging', 'payback_month', 'scenario', 'unit_economics', 'payback_grid', 'pro_forma_month', 'focus_cost_and_usage', 'pool_cost_allocation', 'problem'], 'the views');
SELECT is((SELECT string_agg(col, ', ') FROM unnest(ARRAY['BilledCost', 'BillingAccountId', 'BillingAccountName', 'BillingCurrency', 'BillingPeriodEnd', 'BillingPeriodStart', 'ChargeCategory', 'ChargeClass', 'ChargeDescription',
  'ChargePeriodEnd', 'ChargePeriodStart', 'ContractedCost', 'EffectiveCost', 'InvoiceIssuerName', 'ListCost', 'PricingQuantity', 'PricingUnit', 'ProviderName', 'PublisherName', 'ServiceCategory', 'ServiceName']) AS col
  WHERE col NOT IN (SELECT s.col FROM shown AS s WHERE view = 'focus_cost_and_usage')), NULL, 'the 21 mandatory columns of FOCUS 1.2');
SELECT is((SELECT string_agg(s.col, ', ') FROM shown AS s WHERE view = 'focus_cost_and_usage' AND col !~ '^([A-Z][A-Za-z]+|x_[A-Z][A-Za-z]+)$'), NULL, 'and names as FOCUS writes them');

-- ---- one total ----

CREATE FUNCTION pg_temp.of_month(view text, col text) RETURNS TABLE (month date, amount numeric) LANGUAGE plpgsql AS
$$ BEGIN RETURN QUERY EXECUTE format('SELECT month, sum(%I) FROM gpurent_bi.%I GROUP BY month', col, view); END $$;
SELECT results_eq($$SELECT * FROM pg_temp.of_month('revenue_month', 'net_functional') ORDER BY month$$, format('SELECT * FROM pg_temp.of_month(%L, %L) ORDER BY month', view, col), 'net revenue of each month: ' || view)
FROM (VALUES ('pool_month', 'net_functional'), ('fleet_month', 'net_functional'), ('customer_month', 'net_functional'), ('payback_month', 'net_functional')) AS v (view, col);
SELECT results_eq($$SELECT month, amount FROM pg_temp.of_month('revenue_month', 'net_functional') WHERE month > '2025-04-01' ORDER BY month$$,
                  $$SELECT month, sum(to_functional) FROM revenue_bridge_month WHERE months_before = 12 GROUP BY month ORDER BY month$$, 'the end of the bridge');
SELECT results_eq($$SELECT month, amount FROM pg_temp.of_month('revenue_month', 'net_functional') WHERE month < '2025-11-01' ORDER BY month$$,
                  $$SELECT (month - interval '1 year')::date, sum(from_functional) FROM revenue_bridge_month WHERE months_before = 12 GROUP BY month ORDER BY month$$, 'and its beginning, a year before');
SELECT results_eq($$SELECT month, sum(leased_card_hours), sum(available_card_hours) FROM pool_day GROUP BY month ORDER BY month$$,
                  $$SELECT month, leased_card_hours, owned_card_hours FROM fleet_month ORDER BY month$$, 'hours of days and of months');
SELECT results_eq($$SELECT * FROM pg_temp.of_month('asset', 'depreciation_functional') ORDER BY month$$, $$SELECT month, depreciation_functional FROM fleet_month ORDER BY month$$, 'depreciation of assets and of pools');
SELECT results_eq($$SELECT month, sum("totalCost") FROM pool_cost_allocation GROUP BY month ORDER BY month$$, $$SELECT month, cost_functional FROM fleet_month ORDER BY month$$, 'what is allocated is the cost');
SELECT ok(abs((SELECT sum(card_hours) FROM revenue_month) - (SELECT sum(leased_card_hours) FROM fleet_month)) < 0.01, 'card-hours billed are those on lease');
SELECT ok((SELECT max(abs(w.hours - f.leased_card_hours)) < 0.01 FROM (SELECT month, sum(leased_card_hours) AS hours FROM utilization_hour_of_week GROUP BY month) AS w JOIN fleet_month AS f USING (month)), 'and those of the hours of the week');
SELECT is((SELECT count(*) FROM fleet_month WHERE idle_card_hours + leased_card_hours <> owned_card_hours), 0::bigint, 'idle and leased are owned');
SELECT is((SELECT count(*) FROM revenue_bridge_month WHERE from_functional + new_customers_functional + lost_customers_functional + volume_functional + mix_functional + price_functional + exchange_functional <> to_functional), 0::bigint, 'every row of the bridge foots');
SELECT is((SELECT count(*) FROM receivable_aging WHERE not_due_in_currency + days_1_to_30_in_currency + days_31_to_60_in_currency + days_61_to_90_in_currency + days_over_90_in_currency <> open_in_currency
           OR not_due_functional + days_1_to_30_functional + days_31_to_60_functional + days_61_to_90_functional + days_over_90_functional <> open_functional OR open_in_currency - not_due_in_currency <> past_due_in_currency), 0::bigint, 'ages foot');
SELECT results_eq($$SELECT customer, currency, sum(open_in_currency) FROM receivable GROUP BY 1, 2 HAVING sum(open_in_currency) <> 0 ORDER BY 1, 2$$,
                  $$SELECT customer, currency, open_in_currency FROM receivable_aging WHERE as_of_day = '2026-10-31' AND open_in_currency <> 0 ORDER BY 1, 2$$, 'to what is open');
SELECT is((SELECT sum(open_in_currency) - sum(paid_ahead_in_currency) FROM receivable_aging WHERE as_of_day = '2026-10-31' AND currency = 'CNY'),
          (SELECT sum(gross) FROM invoice WHERE currency = 'CNY') - (SELECT sum(amount) FROM payment WHERE currency = 'CNY'), 'which is what was billed less what came in');
SELECT is((SELECT count(*) FROM (SELECT "InvoiceId" AS invoice, sum("BilledCost") AS gross FROM focus_cost_and_usage GROUP BY 1) AS f FULL JOIN invoice AS i USING (invoice) WHERE f.gross IS DISTINCT FROM i.gross), 0::bigint, 'BilledCost by invoice is its gross amount');
-- FOCUS 1.2, specification/columns of its repository at v1.2: what may be empty, what must be, and what is allowed
SELECT is((SELECT string_agg(col, ', ') FROM unnest(ARRAY['BilledCost', 'BillingAccountId', 'BillingCurrency', 'BillingPeriodEnd', 'BillingPeriodStart', 'ChargeCategory', 'ChargePeriodEnd', 'ChargePeriodStart', 'ContractedCost', 'EffectiveCost', 'InvoiceIssuerName',
  'ListCost', 'ProviderName', 'PublisherName', 'ServiceCategory', 'ServiceName', 'ChargeFrequency', 'ServiceSubcategory', 'ChargeDescription', 'InvoiceId', 'ResourceId', 'ResourceType']) AS col
  WHERE (SELECT count(*) FROM focus_cost_and_usage AS f WHERE to_jsonb(f) ->> col IS NULL OR to_jsonb(f) ->> col = '') > 0), NULL, 'what FOCUS wants is nowhere empty');
SELECT is((SELECT count(*) FROM focus_cost_and_usage WHERE "ChargeCategory" = 'Tax' AND num_nonnulls("PricingQuantity", "PricingUnit", "ContractedUnitPrice", "ListUnitPrice", "ConsumedQuantity", "ConsumedUnit", "PricingCategory", "SkuId", "SkuMeter", "SkuPriceId") > 0
  OR "ChargeCategory" = 'Usage' AND num_nulls("PricingQuantity", "PricingUnit", "ContractedUnitPrice", "ListUnitPrice", "ConsumedQuantity", "ConsumedUnit", "PricingCategory", "SkuId", "SkuMeter", "SkuPriceId") > 0), 0::bigint, 'a charge of tax has no quantity, price or SKU; one of usage has all');
SELECT is((SELECT count(*) FROM focus_cost_and_usage WHERE "ChargeCategory" NOT IN ('Usage', 'Tax') OR "ChargeClass" <> 'Correction' OR "ChargeFrequency" NOT IN ('Recurring', 'Usage-Based') OR "PricingCategory" <> 'Standard' OR "ServiceCategory" <> 'Compute'
  OR "ServiceSubcategory" <> 'Virtual Machines' OR "PricingUnit" <> 'GPU-Hours' OR "BillingPeriodStart" !~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$' OR "ChargePeriodEnd" !~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$'), 0::bigint, 'values are of those allowed, instants UTC as ISO 8601 writes them');
SELECT is((SELECT count(*) FROM focus_cost_and_usage WHERE "ChargeClass" IS NULL AND "ChargeCategory" = 'Usage' AND (round("ContractedUnitPrice" * "PricingQuantity", 2) <> "ContractedCost" OR round("ListUnitPrice" * "PricingQuantity", 2) <> "ListCost" OR least("ContractedUnitPrice", "ListUnitPrice") < 0)), 0::bigint,
  'unit prices times the quantity are the costs');
SELECT results_eq($$SELECT "ResourceId"::text, "x_Month", "ConsumedQuantity" FROM focus_cost_and_usage WHERE "ChargeFrequency" = 'Usage-Based' AND "ChargeCategory" = 'Usage' ORDER BY 1, 2$$,
  $$SELECT lease::text, month, used_card_hours::numeric(20,6) FROM lease_book.metered_month JOIN (SELECT DISTINCT lease, month FROM invoice_line) AS l USING (lease, month) ORDER BY 1, 2$$, 'of metered terms the hours that were used are consumed');
SELECT is((SELECT count(*) FROM focus_cost_and_usage WHERE "ChargeFrequency" = 'Recurring' AND "ConsumedQuantity" IS DISTINCT FROM "PricingQuantity"), 0::bigint, 'of others those of the lease');
SELECT results_eq($$SELECT "InvoiceId"::text, "ChargeCategory"::text, "BilledCost" FROM focus_cost_and_usage WHERE "ChargeClass" = 'Correction' ORDER BY 3$$, $$VALUES ('CN-202609-001', 'Usage', -10000.00), ('CN-202609-001', 'Tax', -600.00)$$, 'a correction is of a month that an earlier period billed');
SELECT results_eq($$SELECT month, pool, customer, currency, sum(leases) FROM backlog_month GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4$$,
  $$SELECT m::date, l.pool, l.customer, l.currency, count(*)::numeric FROM generate_series(timestamp '2026-11-01', (SELECT max(last_day) FROM lease_book.lease)::timestamp, interval '1 month') AS m
    JOIN lease_book.lease AS l ON l.during && term(m::date, lease_book.last_day_of_month(m::date), 'Asia/Shanghai') AND l.last_day > '2026-10-31' AND NOT l.metered GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4$$, 'leases of the backlog, counted one by one');
SELECT is((SELECT count(*) FROM lease_book.lease AS l JOIN lease AS v USING (lease) WHERE NOT l.metered AND l.during IS NOT NULL
  AND v.net_contract_in_currency IS DISTINCT FROM round(rent(l.terms, l.cards, l.during, '(,2026-11-01 00:00+08)') / CASE l.tax_basis WHEN 'including' THEN 1 + l.tax_rate ELSE 1 END, 2) AND l.last_day IS NULL), 0::bigint, 'a lease without an end is told to the end of the book');
SELECT is((SELECT sum(cost_functional - accumulated_depreciation_functional - book_value_functional) FROM asset), 0.00, 'cost less depreciation is book value');
SELECT is((SELECT count(*) FROM payback_month AS p WHERE cumulative_cash_flow_functional <> (SELECT sum(cash_flow_functional) FROM payback_month AS q WHERE q.pool = p.pool AND q.month <= p.month)), 0::bigint, 'cash cumulates');

-- ---- against the leases themselves ----

-- cell by cell, in another way: months of a group in one pass, and the contract's own net
SELECT is((SELECT count(*) FROM (
  SELECT l.pool, l.customer, r.month, sum(r.revenue) / 1.06 AS net
  FROM (SELECT pool, customer, revenue_by_month(terms, cards, during, span.within) AS months FROM lease_book.lease, span
        WHERE currency = 'CNY' AND NOT metered AND terms::text ~ 'zone Asia/Shanghai' GROUP BY pool, customer) AS l, months(l.months) AS r WHERE r.month >= '2026-09-01' GROUP BY 1, 2, 3
  EXCEPT
  SELECT l.pool, l.customer, m.month, sum(rent(l.terms, l.cards, l.during, m.within)) / 1.06 FROM lease_book.lease AS l JOIN accounting_month AS m ON l.during && m.within
  WHERE l.currency = 'CNY' AND NOT metered AND terms::text ~ 'zone Asia/Shanghai' AND m.month >= '2026-09-01' GROUP BY 1, 2, 3) AS d), 0::bigint, 'months in one pass are those of each lease');
SELECT is((SELECT count(*) FROM (SELECT month, pool, customer, sum(net_in_currency) AS net FROM revenue_month WHERE month = '2026-10-01' AND currency = 'CNY' GROUP BY 1, 2, 3) AS v
  FULL JOIN (SELECT m.month, l.pool, l.customer, round(sum(rent(l.terms, l.cards, l.during, m.within)) / 1.06, 2) AS net FROM lease_book.lease AS l JOIN accounting_month AS m ON l.during && m.within
             WHERE l.currency = 'CNY' AND m.month = '2026-10-01' AND NOT l.metered GROUP BY 1, 2, 3) AS r USING (month, pool, customer)
  WHERE v.net IS DISTINCT FROM r.net AND NOT EXISTS (SELECT FROM lease_book.lease AS m WHERE m.metered AND m.pool = v.pool AND m.customer = v.customer)), 0::bigint, 'October''s cells are the rounded rents of their leases');
SELECT is((SELECT sum(net) FROM revenue), (SELECT sum(net) FROM cell), 'closed and open months together are what the leases come to');
SELECT is((SELECT count(*) FROM left_to_post WHERE service_month < '2026-07-01'), 0::bigint, 'of what was closed and not changed nothing is left to post');
SELECT results_eq($$SELECT service_month, net FROM revenue WHERE month <> service_month ORDER BY service_month, net$$,
  $$VALUES ('2026-07-01'::date, -17856.00), ('2026-08-01', -17856.00), ('2026-08-01', 4860.38)$$, 'corrections of closed months land in September');
-- by hand: 8 cards x 8.00 x 80.5 hours / 1.06
SELECT is(round(8 * 8.00 * 80.5 / 1.06, 2), 4860.38, 'a lease found late');

-- ---- rollups ----

CREATE FUNCTION pg_temp.shown_now() RETURNS TABLE (view text, digest text) LANGUAGE plpgsql AS
$$ BEGIN FOR view IN SELECT relname FROM pg_class WHERE relnamespace = 'gpurent_bi'::regnamespace ORDER BY 1 LOOP
     EXECUTE format('SELECT md5(string_agg(v::text, '' '' ORDER BY v::text)) FROM gpurent_bi.%I AS v', view) INTO digest; RETURN NEXT; END LOOP; END $$;
CREATE TEMP TABLE before AS SELECT * FROM pg_temp.shown_now();
CREATE FUNCTION pg_temp.changed() RETURNS text LANGUAGE sql AS $$ SELECT string_agg(view, ', ') FROM (TABLE before EXCEPT SELECT * FROM pg_temp.shown_now()) AS d $$;
SELECT use_rollups(true) \g /dev/null
SELECT is(pg_temp.changed(), NULL, 'with rollups the views show the same');
SELECT is((SELECT count(*) FROM rollup_differences()), 0::bigint, 'which are proved');
UPDATE lease_book.lease SET cards = cards + 1 WHERE lease = 'C0050';
UPDATE lease_book.lease SET during = tstzrange(lower(during), upper(during) + interval '10 days 5 hours') WHERE lease = 'H0007';
UPDATE usage SET utilization = 0.9 WHERE lease = 'M001' AND during @> timestamptz '2026-08-15 00:00Z';
DELETE FROM usage WHERE lease = 'C0100';
DELETE FROM lease_book.lease WHERE lease = 'H0100' AND NOT EXISTS (SELECT FROM invoice_line AS l WHERE l.lease = 'H0100');
UPDATE lease_book.invoice SET due_date = due_date + 20 WHERE invoice_date > '2026-10-01';
DELETE FROM payment_line WHERE applied_on > '2026-10-10';
INSERT INTO lease_book.asset (asset, pool, cards, price, in_service_from) VALUES ('BJ-3', '北京 A100', 64, '90000 CNY/card excl 13%', '2026-09-10');
SELECT add_months('2026-11-01') \g /dev/null
SELECT isnt((SELECT count(*) FROM rollup_differences()), 0::bigint, 'a change is seen');
SELECT isnt((SELECT count(*) FROM problem WHERE kind = 'rollups'), 0::bigint, 'and told');
SELECT refresh_rollups() \g /dev/null
SELECT is((SELECT count(*) FROM rollup_differences()), 0::bigint, 'and right after a refresh');
SELECT is((SELECT count(*) FROM problem WHERE kind = 'rollups'), 0::bigint, 'nothing is told any more');
-- names, an end of the book, exchange rates, what is known of use
UPDATE lease_book.customer SET customer = customer || '!' WHERE customer = '星河智能';
UPDATE lease_book.pool SET pool = '北京 A100 1' WHERE pool = '北京 A100';
UPDATE lease_book.lease SET lease = lease || '!' WHERE so_far;
UPDATE usage SET utilization = 0.5 WHERE lease IN (SELECT lease FROM lease_book.lease WHERE NOT metered);
DELETE FROM accounting_month WHERE month = '2026-11-01';
SELECT refresh_rollups() \g /dev/null
SELECT is((SELECT count(*) FROM rollup_differences()), 0::bigint, 'renamed, shorter, used otherwise: no difference');
UPDATE exchange_rate SET rate = rate + 0.1 WHERE days @> '2026-10-15'::date;
SELECT is((SELECT count(*) FROM rollup_differences()), 0::bigint, 'another exchange rate is in all views at once');
-- a customer of whom nothing is left but what was posted
INSERT INTO lease_book.customer (customer) VALUES ('once');
INSERT INTO lease_book.lease (lease, customer, pool, terms, cards, during) VALUES ('once', 'once', '北京 A100 1', '8 CNY/card/hour incl 6%', 1, term('2026-07-01', '2026-07-31', accounting_zone()));
UPDATE accounting_month SET closed = true WHERE month = '2026-09-01';
DELETE FROM lease_book.lease WHERE lease = 'once';
SELECT refresh_rollups() \g /dev/null
UPDATE lease_book.customer SET customer = 'once more' WHERE customer = 'once';
SELECT refresh_rollups() \g /dev/null
SELECT is((SELECT count(*) FROM rollup_differences()), 0::bigint, 'renamed, its correction too');

-- a scenario is told in its currency's own decimals: fils, of which a dinar has 1,000; whole yen; the four of CLF
INSERT INTO lease_book.scenario (scenario, cards, price, rate, rates, start_date, months, residual_value, colocation)
SELECT c, 3, ('10001 ' || c || '/card')::rent_rate, ('0.75777 ' || c || '/card/hour')::rent_rate, ARRAY[('0.75777 ' || c || '/card/hour')::rent_rate], '2027-01-01', 24, CASE c WHEN 'KWD' THEN 100.125 ELSE 100 END, ('1.0217 ' || c || '/card/day')::rent_rate
FROM unnest(ARRAY['KWD', 'JPY', 'CLF']) AS c;
SELECT results_eq($$SELECT scenario, month_number, revenue_in_currency, net_profit_in_currency, equity_cash_flow_in_currency, cumulative_equity_cash_flow_in_currency FROM pro_forma_month WHERE scenario = currency ORDER BY 1, 2$$,
                  $$SELECT s.scenario, p.month, p.revenue, p.net_profit, p.equity_cash_flow, sum(p.equity_cash_flow) OVER (PARTITION BY s.scenario ORDER BY p.month) FROM lease_book.scenario AS s, scenario_months(s) AS p WHERE s.scenario = currency(s.rate) ORDER BY 1, 2$$, 'a scenario''s months are what pro_forma() posts, in any currency');
SELECT results_eq($$SELECT scenario, max(scale(trim_scale(revenue_in_currency))) FROM pro_forma_month WHERE scenario = currency GROUP BY scenario ORDER BY 1$$, $$VALUES ('CLF'::varchar(60), 4), ('JPY', 0), ('KWD', 3)$$, 'with its decimals, and no more');
SELECT results_eq($$SELECT g.scenario, g.monthly_cash_flow_in_currency, v.residual_value_in_currency FROM payback_grid AS g JOIN gpurent_bi.scenario AS v USING (scenario) WHERE scenario = g.currency AND g.let_percent = 100 ORDER BY 1$$,
                  $$SELECT s.scenario, round(g.monthly_cash_flow, minor_unit(currency(s.rate))), s.residual_value FROM lease_book.scenario AS s, scenario_grid(s) AS g WHERE s.scenario = currency(s.rate) AND g.utilization = 1 ORDER BY 1$$, 'and so are a month''s cash in the grid, and the residual value');

SELECT * FROM finish();
ROLLBACK;
