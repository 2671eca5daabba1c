-- Every view of gpurent_bi, with rollups, against count(*) of the lease table: grouped at most 4, of one pool or one
-- month at most 1; the bars are for a million leases, since there are as many months, pools and customers with few.  Views without a pool or a month are only grouped; lines of invoices are as many as a tenth of the leases.
-- The view of leases, a row for each of them, is held against a plain table of its rows as well.

SET search_path = lease_book, public;

INSERT INTO bench (what, against, ours, theirs, bar, faster)
SELECT v.view || ', by ' || replace(v.by, '"', ''), 'count(*) of leases', format('SELECT %s, %s FROM gpurent_bi.%I GROUP BY 1', v.by, v.sums, v.view), 'SELECT count(*) FROM lease_book.lease', CASE WHEN :rows >= 1000000 THEN 4 END, false
FROM (VALUES
  ('calendar', 'year', 'count(*)'), ('pool', 'region', 'sum(leases), sum(cards)'), ('customer', 'country', 'sum(leases), min(first_day_of_lease)'), ('asset', 'pool', 'sum(depreciation_functional)'),
  ('lease', 'pool', 'sum(net_contract_in_currency)'), ('lease', 'customer', 'sum(days), sum(net_contract_in_currency)'), ('revenue_month', 'pool', 'sum(net_functional), sum(card_hours)'), ('revenue_month', 'customer', 'sum(net_functional)'),
  ('pool_month', 'pool', 'sum(net_functional), sum(gross_profit_functional)'), ('pool_day', 'pool', 'sum(leased_card_hours), max(peak_cards)'), ('fleet_month', 'year', 'sum(gross_profit_functional)'),
  ('utilization_hour_of_week', 'pool', 'sum(leased_card_hours)'), ('concurrency_month', 'pool', 'max(p95_cards)'), ('customer_month', 'customer', 'sum(net_functional), max(share_percent)'),
  ('revenue_bridge_month', 'month', 'sum(volume_functional), sum(price_functional)'), ('backlog_month', 'year', 'sum(net_in_currency), sum(card_hours)'), ('receivable', 'customer', 'sum(open_in_currency)'),
  ('receivable_aging', 'month', 'sum(open_functional)'), ('payback_month', 'pool', 'sum(cash_flow_functional)'), ('scenario', 'currency', 'sum(cards)'), ('unit_economics', 'line', 'count(*)'), ('payback_grid', 'scenario', 'min(payback_years)'),
  ('pro_forma_month', 'scenario', 'sum(net_profit_in_currency)'), ('focus_cost_and_usage', '"InvoiceId"', 'sum("BilledCost")'), ('focus_cost_and_usage', '"RegionId"', 'sum("ListCost"), sum("ConsumedQuantity")'),
  ('pool_cost_allocation', 'customer', 'sum("totalCost"), sum("gpuHours")'), ('problem', 'kind', 'count(*)')) AS v (view, by, sums)
UNION ALL
SELECT v.view || ', one pool', 'count(*) of leases', format('SELECT %s FROM gpurent_bi.%I WHERE %s = ''pool 3''', v.sums, v.view, CASE v.view WHEN 'focus_cost_and_usage' THEN '"x_Pool"' ELSE 'pool' END), 'SELECT count(*) FROM lease_book.lease', CASE WHEN :rows >= 1000000 THEN 1 END, false
FROM (VALUES
  ('pool', 'sum(leases)'), ('asset', 'sum(depreciation_functional)'), ('lease', 'sum(net_contract_in_currency)'), ('revenue_month', 'sum(net_functional)'), ('pool_month', 'sum(gross_profit_functional)'), ('pool_day', 'sum(leased_card_hours)'),
  ('utilization_hour_of_week', 'sum(leased_card_hours)'), ('concurrency_month', 'max(p95_cards)'), ('revenue_bridge_month', 'sum(price_functional)'), ('backlog_month', 'sum(net_in_currency)'),
  ('payback_month', 'sum(cash_flow_functional)'), ('focus_cost_and_usage', 'sum("BilledCost")'), ('pool_cost_allocation', 'sum("totalCost")'), ('problem', 'count(*)')) AS v (view, sums)
UNION ALL
SELECT v.view || ', one month', 'count(*) of leases', format('SELECT %s FROM gpurent_bi.%I WHERE %s = %L', v.sums, v.view, CASE v.view WHEN 'focus_cost_and_usage' THEN '"x_Month"' ELSE 'month' END, CASE v.view WHEN 'backlog_month' THEN '2026-03-01' ELSE '2025-06-01' END), 'SELECT count(*) FROM lease_book.lease', CASE WHEN :rows >= 1000000 THEN 1 END, false
FROM (VALUES
  ('calendar', 'count(*)'), ('asset', 'sum(depreciation_functional)'), ('revenue_month', 'sum(net_functional)'), ('pool_month', 'sum(gross_profit_functional)'), ('pool_day', 'sum(leased_card_hours)'), ('fleet_month', 'sum(gross_profit_functional)'),
  ('utilization_hour_of_week', 'sum(leased_card_hours)'), ('concurrency_month', 'max(p95_cards)'), ('customer_month', 'max(share_percent)'), ('revenue_bridge_month', 'sum(price_functional)'), ('backlog_month', 'sum(net_in_currency)'), ('receivable_aging', 'sum(open_functional)'),
  ('payback_month', 'sum(cash_flow_functional)'), ('focus_cost_and_usage', 'sum("BilledCost")'), ('pool_cost_allocation', 'sum("totalCost")'), ('problem', 'count(*)')) AS v (view, sums)
UNION ALL
SELECT 'lease, ' || v.what, 'a plain table of its rows', format('SELECT %s FROM gpurent_bi.lease %s', v.asked, v.rest), format('SELECT %s FROM lease_book.plain_lease %s', v.asked, v.rest), CASE WHEN :rows >= 1000000 THEN 1.5 END, false
FROM (VALUES ('by pool', 'pool, sum(net_contract_in_currency)', 'GROUP BY 1'), ('by customer', 'customer, sum(days), sum(net_contract_in_currency)', 'GROUP BY 1'), ('one pool', 'sum(net_contract_in_currency)', 'WHERE pool = ''pool 3''')) AS v (what, asked, rest)
UNION ALL
SELECT 'a plain table of leases, ' || v.what, 'count(*) of leases', format('SELECT %s FROM lease_book.plain_lease GROUP BY 1', v.asked), 'SELECT count(*) FROM lease_book.lease', NULL, false
FROM (VALUES ('by pool', 'pool, sum(net_contract_in_currency)'), ('by customer', 'customer, sum(days), sum(net_contract_in_currency)')) AS v (what, asked);

-- (what is kept is held against the leases themselves by test/pgtap/lease_book.sql and lease_book_laws.sql; here only that it is all)
INSERT INTO bench_check VALUES
('the rollups are behind', 'SELECT NOT EXISTS (SELECT FROM lease_change) AND NOT EXISTS (SELECT FROM receivable_change) AND (SELECT sum(net_functional) FROM gpurent_bi.revenue_month) = (SELECT sum(net_functional) FROM gpurent_bi.pool_month)'),
('what is allocated is not the cost', 'SELECT (SELECT sum("totalCost") FROM gpurent_bi.pool_cost_allocation) = (SELECT sum(cost_functional) FROM gpurent_bi.pool_month)'),
('a view has no line here', 'SELECT NOT EXISTS (SELECT FROM pg_class AS c WHERE relnamespace = ''gpurent_bi''::regnamespace AND NOT EXISTS (SELECT FROM bench WHERE what LIKE relname || '', by%''))');
