-- What the page holds, from the views of schema gpurent_bi alone: one JSON value in one
-- state of the book.  Rows are told at the grain the page needs to follow its pools and
-- months; whatever it sums is additive there, and ratios are made of these sums.
--
-- One thing no view tells comes from lease_book, where that is open to the reader: the
-- accounting zone.

\set ON_ERROR_STOP 1
\pset tuples_only on
\pset format unaligned
SET client_encoding = 'UTF8';
SET datestyle = 'ISO, YMD';
BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT count(*) > 0 AS open FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE nspname = 'lease_book' AND relname = 'scenario' AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') \gset
\if :open
SELECT lease_book.accounting_zone() AS zone, lease_book.functional_currency() AS currency \gset
\else
SELECT '' AS zone, coalesce((SELECT min(functional_currency) FROM gpurent_bi.fleet_month), '') AS currency \gset
\endif

-- a lease book of before there was this view has none
SELECT coalesce(has_table_privilege(to_regclass('gpurent_bi.scenario'), 'SELECT'), false) AS has_scenarios \gset

\echo {"meta":
SELECT json_build_object('as_of_day', max(day), 'first_month', min(month), 'last_month', max(month), 'zone', :'zone', 'currency', :'currency', 'database', current_database(),
                         'open_months', (SELECT json_agg(DISTINCT month) FROM gpurent_bi.calendar WHERE NOT closed))
FROM gpurent_bi.calendar;

\echo ,"pools":
SELECT coalesce(json_agg(json_build_array(pool, gpu_model) ORDER BY pool), '[]') FROM gpurent_bi.pool;

\echo ,"pool_month":
SELECT coalesce(json_agg(json_build_array(month, pool, available_card_hours, leased_card_hours, net_functional, cost_functional, gross_profit_functional, service_net_functional) ORDER BY month, pool), '[]')
FROM gpurent_bi.pool_month;

\echo ,"bridge":
SELECT coalesce(json_agg(json_build_array(month, pool, f, new, lost, volume, mix, price, exchange, t) ORDER BY month, pool), '[]')
FROM (SELECT month, pool, sum(from_functional) AS f, sum(new_customers_functional) AS new, sum(lost_customers_functional) AS lost, sum(volume_functional) AS volume, sum(mix_functional) AS mix,
             sum(price_functional) AS price, sum(exchange_functional) AS exchange, sum(to_functional) AS t
      FROM gpurent_bi.revenue_bridge_month WHERE months_before = 12 GROUP BY month, pool) AS b;

-- 168 hours in a row: these are the most numbers of the page
\echo ,"hour_of_week":
SELECT coalesce(json_agg(json_build_array(month, pool, leased, available) ORDER BY month, pool), '[]')
FROM (SELECT month, pool, json_agg(trim_scale(leased_card_hours) ORDER BY hour_of_week) AS leased, json_agg(trim_scale(available_card_hours) ORDER BY hour_of_week) AS available
      FROM gpurent_bi.utilization_hour_of_week GROUP BY month, pool) AS h;

\echo ,"customer":
SELECT coalesce(json_agg(json_build_array(month, pool, customer, net) ORDER BY month, pool, customer), '[]')
FROM (SELECT month, pool, customer, CASE WHEN count(*) = count(net_functional) THEN sum(net_functional) END AS net FROM gpurent_bi.revenue_month GROUP BY month, pool, customer) AS c;

\echo ,"aging":
SELECT coalesce(json_agg(json_build_array(month, customer, b0, b1, b2, b3, b4) ORDER BY month, customer), '[]')
FROM (SELECT month, customer, CASE WHEN known THEN b0 END AS b0, CASE WHEN known THEN b1 END AS b1, CASE WHEN known THEN b2 END AS b2, CASE WHEN known THEN b3 END AS b3, CASE WHEN known THEN b4 END AS b4
      FROM (SELECT month, customer, count(*) = count(open_functional) AS known, sum(not_due_functional) AS b0, sum(days_1_to_30_functional) AS b1, sum(days_31_to_60_functional) AS b2,
                   sum(days_61_to_90_functional) AS b3, sum(days_over_90_functional) AS b4
            FROM gpurent_bi.receivable_aging GROUP BY month, customer) AS a) AS k;

\echo ,"payback":
SELECT coalesce(json_agg(json_build_array(month, pool, purchases_functional, sales_functional, cash_flow_functional, cumulative_cash_flow_functional) ORDER BY month, pool), '[]')
FROM gpurent_bi.payback_month;

-- numbers as text: they are computed with
\echo ,"scenario":
\if :has_scenarios
SELECT coalesce(json_agg(json_build_object('scenario', scenario, 'price', price, 'rate', rate, 'rate_period', rate_period, 'cash_cost', cash_cost, 'cards', cards::text, 'start_date', start_date, 'months', months::text,
         'construction_months', construction_months::text, 'ramp_months', ramp_months::text, 'let_percent', let_percent::text, 'monthly_decline_percent', monthly_decline_percent::text, 'selling_percent', selling_percent::text,
         'life_months', life_months::text, 'residual_value', residual_value_in_currency::text, 'debt_percent', debt_percent::text, 'interest_percent', interest_percent::text, 'income_tax_percent', income_tax_percent::text,
         'discount_rate_percent', discount_rate_percent::text) ORDER BY scenario), '[]')
FROM gpurent_bi.scenario;
\else
\echo []
\endif

\echo ,"pro_forma":
SELECT coalesce(json_agg(json_build_array(scenario, month_number, at_day, currency, equity_cash_flow_in_currency, cumulative_equity_cash_flow_in_currency) ORDER BY scenario, month_number), '[]')
FROM gpurent_bi.pro_forma_month;

\echo ,"grid":
SELECT coalesce(json_agg(json_build_array(scenario, rate_in_currency, let_percent, payback_years, currency, rate_period) ORDER BY scenario, rate_in_currency, let_percent), '[]')
FROM gpurent_bi.payback_grid;

\echo ,"economics":
SELECT coalesce(json_agg(json_build_array(scenario, line_number, line, currency, in_currency_per_leased_card_hour, in_currency_per_available_card_hour) ORDER BY scenario, line_number), '[]')
FROM gpurent_bi.unit_economics;

\echo ,"problem":
SELECT coalesce(json_agg(json_build_array(kind, lease, pool, customer, month, reason) ORDER BY kind, lease, pool, month, reason), '[]')
FROM gpurent_bi.problem;
\echo }
COMMIT;
