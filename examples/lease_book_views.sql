-- What BI tools read of the lease book: schema gpurent_bi.
--
-- Columns are numeric(p,s), date, integer, bigint, boolean and varchar(n), nothing
-- else: every client holds these, and shows the same cents in any time zone and date
-- style.  Money in the currency of the row ends in _in_currency, and the same in
-- functional_currency() in _functional.  It was rounded once, in lease_book.cell, so
-- that whatever is added up here comes to one total.  Ratios end in _percent or have
-- _per_ in them, and stand beside what they are made of: add that up, and divide.
--
-- No view fails because of one row: what can't be billed is in no figure, and listed
-- in gpurent_bi.problem.
--
-- Included by lease_book.sql; to replace the views, DROP SCHEMA gpurent_bi CASCADE,
-- SET search_path = lease_book, public and run it again, and grant the rights on them anew.

CREATE SCHEMA gpurent_bi;

-- ---- dimensions ------------------------------------------------------------------

CREATE VIEW gpurent_bi.calendar AS
SELECT d.day, m.month, date_trunc('quarter', m.month::timestamp)::date AS quarter_start, to_char(m.month, 'YYYY"-Q"Q')::varchar(7) AS quarter,
       extract(year FROM m.month)::integer AS year, extract(month FROM m.month)::integer AS month_of_year, extract(day FROM d.day)::integer AS day_of_month,
       extract(isodow FROM d.day)::integer AS day_of_week, (d.day - extract(isodow FROM d.day)::integer + 1) AS week_start,
       (last_day_of_month(m.month) - m.month + 1) AS days_in_month, m.closed
FROM accounting_month AS m CROSS JOIN LATERAL (SELECT m.month + n AS day FROM generate_series(0, last_day_of_month(m.month) - m.month) AS n) AS d;

CREATE VIEW gpurent_bi.pool AS
SELECT p.pool, p.gpu_model, p.region, petaflops(p.capacity)::numeric(18,6) AS petaflops_per_card,
       coalesce(a.cards, 0)::numeric(14,6) AS cards, a.first_day_in_service, coalesce(l.leases, 0) AS leases, s.last_day AS as_of_day
FROM pool AS p CROSS JOIN span AS s
     LEFT JOIN LATERAL (SELECT sum(cards) FILTER (WHERE in_service_from <= s.last_day AND coalesce(in_service_to, 'infinity') >= s.last_day) AS cards,
                               min(in_service_from) AS first_day_in_service FROM asset WHERE pool = p.pool) AS a ON true
     LEFT JOIN (SELECT pool, count(*) AS leases FROM lease GROUP BY pool) AS l ON l.pool = p.pool;

CREATE VIEW gpurent_bi.customer AS
SELECT c.customer, c.sector, c.country, c.due_days, l.first_day AS first_day_of_lease, coalesce(l.leases, 0) AS leases
FROM customer AS c LEFT JOIN (SELECT customer, min(first_day) AS first_day, count(*) AS leases FROM lease GROUP BY customer) AS l USING (customer);

-- ---- assets ----------------------------------------------------------------------

CREATE VIEW gpurent_bi.asset AS
SELECT month, asset, pool, owner, cards, in_service_from, in_service_to, cost::numeric(20,2) AS cost_functional, charge::numeric(20,2) AS depreciation_functional,
       accumulated::numeric(20,2) AS accumulated_depreciation_functional, closing::numeric(20,2) AS book_value_functional, gain::numeric(20,2) AS disposal_gain_functional,
       functional_currency()::varchar(3) AS functional_currency
FROM asset_month;

-- ---- leases ----------------------------------------------------------------------

-- Up to the end of the book where a lease has none: of the others all is in their rows.  (What a lease
-- has come to so far is looked up one by one, for few have no whole.)
CREATE VIEW gpurent_bi.lease AS
SELECT lease, customer, pool, asset,
       CASE WHEN cannot_bill IS NOT NULL THEN 'problem' WHEN first_day IS NULL THEN 'pending' WHEN last_day <= (SELECT last_day FROM span) THEN 'ended' ELSE 'running' END::varchar(10) AS status,
       first_day, last_day, (coalesce(last_day, greatest((SELECT last_day FROM span), first_day)) - first_day + 1) AS days, cards, card_hours,
       amount(rate)::numeric(19,8) AS rate_in_currency, currency, unit(rate)::varchar(10) AS rate_unit, period(rate)::varchar(10) AS rate_period,
       tax_basis, (100 * tax_rate)::numeric(18,4) AS tax_percent, left(terms::text, 1000)::varchar(1000) AS terms, metered,
       amount(list_rate)::numeric(19,8) AS list_rate_in_currency,
       list AS list_contract_in_currency, net AS net_contract_in_currency, gross AS gross_contract_in_currency,
       round(100 * (1 - net / nullif(list, 0)), 4)::numeric(24,4) AS discount_percent,
       round(net / nullif(card_hours, 0), 6)::numeric(24,6) AS net_in_currency_per_card_hour
FROM (SELECT l.*, coalesce(whole_hours, (SELECT c.card_hours FROM contract AS c WHERE c.lease = l.lease AND c.pool = l.pool)) AS card_hours,
             coalesce(whole_net, (SELECT c.net FROM contract AS c WHERE c.lease = l.lease AND c.pool = l.pool)) AS net,
             coalesce(whole_gross, (SELECT c.gross FROM contract AS c WHERE c.lease = l.lease AND c.pool = l.pool)) AS gross,
             coalesce(list_net, (SELECT c.list FROM contract AS c WHERE c.lease = l.lease AND c.pool = l.pool)) AS list
      FROM lease AS l) AS l;

-- ---- revenue ---------------------------------------------------------------------

-- At the finest grain that is rounded, so that a query groups it once
CREATE VIEW gpurent_bi.revenue_month AS
SELECT month, to_char(month, 'YYYY"-Q"Q')::varchar(7) AS quarter, extract(year FROM month)::integer AS year, service_month, pool, customer, currency, tax_basis, (100 * tax_rate)::numeric(18,4) AS tax_percent,
       leases, leases_started, card_hours::numeric(20,6) AS card_hours,
       list_net::numeric(20,2) AS list_in_currency, gross::numeric(20,2) AS gross_in_currency, vat::numeric(20,2) AS vat_in_currency, net::numeric(20,2) AS net_in_currency,
       net_functional::numeric(20,2) AS net_functional, functional_currency()::varchar(3) AS functional_currency,
       exchange_rate AS functional_per_unit_of_currency, (exchange_rate IS NULL) AS exchange_rate_missing
FROM revenue;

-- ---- pools and the fleet -----------------------------------------------------------

CREATE VIEW gpurent_bi.pool_day AS
SELECT day, date_trunc('month', day::timestamp)::date AS month, pool, cards::numeric(14,6) AS cards, available_card_hours::numeric(20,6) AS available_card_hours,
       leased_card_hours::numeric(20,6) AS leased_card_hours, (available_card_hours - leased_card_hours)::numeric(20,6) AS idle_card_hours,
       round(100 * leased_card_hours / nullif(available_card_hours, 0), 4)::numeric(24,4) AS utilization_percent,
       peak_cards::numeric(20,6) AS peak_cards, minimum_cards::numeric(20,6) AS minimum_cards, overbooked_hours::numeric(12,6) AS overbooked_hours
FROM pool_day;

CREATE VIEW gpurent_bi.pool_month AS
WITH days AS (
  SELECT pool, date_trunc('month', day::timestamp)::date AS month, sum(available_card_hours) AS available, sum(leased_card_hours) AS leased,
         max(peak_cards) AS peak, min(minimum_cards) AS minimum, sum(overbooked_hours) AS overbooked, sum(cards) FILTER (WHERE day = last_day_of_month(date_trunc('month', day::timestamp)::date)) AS cards
  FROM pool_day GROUP BY pool, date_trunc('month', day::timestamp)::date),
costs AS (
  SELECT pool, month, sum(net_functional) FILTER (WHERE kind = 'power') AS power, sum(net_functional) FILTER (WHERE kind = 'site') AS site,
         sum(net_functional) FILTER (WHERE kind = 'staff') AS staff, sum(net_functional) FILTER (WHERE kind = 'owner') AS owner, sum(net_functional) FILTER (WHERE kind = 'other') AS other,
         count(*) = count(net_functional) AS known
  FROM cost_month GROUP BY pool, month),
depreciations AS (SELECT pool, month, sum(charge) AS charge FROM asset_month GROUP BY pool, month),
accounted AS (SELECT month, pool, CASE WHEN count(*) = count(net_functional) THEN sum(net_functional) END AS net FROM pool_sold GROUP BY month, pool),
served AS (SELECT service_month AS month, pool, CASE WHEN count(*) = count(net_functional) THEN sum(net_functional) END AS net FROM pool_sold GROUP BY service_month, pool),
figures AS (
  SELECT m.month, p.pool, coalesce(d.cards, 0) AS cards, coalesce(d.available, 0) AS available, coalesce(d.leased, 0) AS leased, coalesce(d.peak, 0) AS peak, coalesce(d.minimum, 0) AS minimum, coalesce(d.overbooked, 0) AS overbooked,
         CASE WHEN r.month IS NULL THEN 0 ELSE r.net END AS net, CASE WHEN s.month IS NULL THEN 0 ELSE s.net END AS served, coalesce(c.power, 0) AS power, coalesce(c.site, 0) AS site, coalesce(c.staff, 0) AS staff, coalesce(c.owner, 0) AS owner, coalesce(c.other, 0) AS other,
         coalesce(a.charge, 0) AS depreciation,
         -- a cost without an exchange rate leaves the sum unknown, not smaller
         CASE WHEN coalesce(c.known, true) THEN coalesce(c.power, 0) + coalesce(c.site, 0) + coalesce(c.staff, 0) + coalesce(c.owner, 0) + coalesce(c.other, 0) END AS cash_cost
  FROM accounting_month AS m CROSS JOIN pool AS p
       LEFT JOIN days AS d ON d.month = m.month AND d.pool = p.pool
       LEFT JOIN accounted AS r ON r.month = m.month AND r.pool = p.pool
       LEFT JOIN served AS s ON s.month = m.month AND s.pool = p.pool
       LEFT JOIN costs AS c ON c.month = m.month AND c.pool = p.pool
       LEFT JOIN depreciations AS a ON a.month = m.month AND a.pool = p.pool)
SELECT month, to_char(month, 'YYYY"-Q"Q')::varchar(7) AS quarter, extract(year FROM month)::integer AS year, pool, cards::numeric(14,6) AS cards,
       available::numeric(20,6) AS available_card_hours, leased::numeric(20,6) AS leased_card_hours, (available - leased)::numeric(20,6) AS idle_card_hours,
       round(100 * leased / nullif(available, 0), 4)::numeric(24,4) AS utilization_percent,
       peak::numeric(20,6) AS peak_cards, minimum::numeric(20,6) AS minimum_cards, overbooked::numeric(12,6) AS overbooked_hours,
       net::numeric(20,2) AS net_functional, power::numeric(20,2) AS power_functional, site::numeric(20,2) AS site_functional, staff::numeric(20,2) AS staff_functional,
       owner::numeric(20,2) AS owner_functional, other::numeric(20,2) AS other_functional, depreciation::numeric(20,2) AS depreciation_functional,
       (cash_cost + depreciation)::numeric(20,2) AS cost_functional, (net - cash_cost - depreciation)::numeric(20,2) AS gross_profit_functional,
       round(100 * (net - cash_cost - depreciation) / nullif(net, 0), 4)::numeric(24,4) AS gross_margin_percent,
       served::numeric(20,2) AS service_net_functional,
       round(served / nullif(leased, 0), 6)::numeric(24,6) AS net_functional_per_leased_card_hour,
       round(served / nullif(available, 0), 6)::numeric(24,6) AS net_functional_per_available_card_hour,
       round((cash_cost + depreciation) / nullif(available, 0), 6)::numeric(24,6) AS cost_functional_per_available_card_hour,
       functional_currency()::varchar(3) AS functional_currency
FROM figures;

CREATE VIEW gpurent_bi.fleet_month AS
SELECT f.month, to_char(f.month, 'YYYY"-Q"Q')::varchar(7) AS quarter, extract(year FROM f.month)::integer AS year, f.cards::numeric(14,6) AS cards,
       f.owned::numeric(20,6) AS owned_card_hours, f.leased::numeric(20,6) AS leased_card_hours, (f.owned - f.leased)::numeric(20,6) AS idle_card_hours,
       round(100 * f.leased / nullif(f.owned, 0), 4)::numeric(24,4) AS utilization_percent, f.overbooked::numeric(16,6) AS overbooked_pool_hours,
       f.net::numeric(20,2) AS net_functional, f.cost::numeric(20,2) AS cost_functional, f.depreciation::numeric(20,2) AS depreciation_functional, (f.net - f.cost)::numeric(20,2) AS gross_profit_functional,
       round(100 * (f.net - f.cost) / nullif(f.net, 0), 4)::numeric(24,4) AS gross_margin_percent,
       f.served::numeric(20,2) AS service_net_functional,
       round(f.served / nullif(f.leased, 0), 6)::numeric(24,6) AS net_functional_per_leased_card_hour, round(f.served / nullif(f.owned, 0), 6)::numeric(24,6) AS net_functional_per_owned_card_hour,
       round(f.cost / nullif(f.owned, 0), 6)::numeric(24,6) AS cost_functional_per_owned_card_hour, functional_currency()::varchar(3) AS functional_currency, m.closed
FROM (SELECT month, sum(cards) AS cards, sum(available_card_hours) AS owned, sum(leased_card_hours) AS leased, sum(overbooked_hours) AS overbooked,
             CASE WHEN count(*) = count(net_functional) THEN sum(net_functional) END AS net, CASE WHEN count(*) = count(service_net_functional) THEN sum(service_net_functional) END AS served,
             CASE WHEN count(*) = count(cost_functional) THEN sum(cost_functional) END AS cost,
             sum(depreciation_functional) AS depreciation
      FROM gpurent_bi.pool_month GROUP BY month) AS f JOIN accounting_month AS m USING (month);

CREATE VIEW gpurent_bi.utilization_hour_of_week AS
SELECT month, pool, hour_of_week, (hour_of_week / 24 + 1) AS day_of_week, (hour_of_week % 24) AS hour_of_day,
       leased_card_hours::numeric(20,6) AS leased_card_hours, available_card_hours::numeric(20,6) AS available_card_hours,
       round(100 * leased_card_hours / nullif(available_card_hours, 0), 4)::numeric(24,4) AS utilization_percent
FROM week_hour;

CREATE VIEW gpurent_bi.concurrency_month AS
SELECT month, pool, median_cards::numeric(20,6) AS median_cards, p95_cards::numeric(20,6) AS p95_cards, peak_cards::numeric(20,6) AS peak_cards
FROM concurrency;

-- ---- customers -------------------------------------------------------------------

-- A sum with an unknown amount in it is unknown; customers whose amount is come last.
CREATE VIEW gpurent_bi.customer_month AS
SELECT month, customer, card_hours::numeric(20,6) AS card_hours, net::numeric(20,2) AS net_functional,
       fleet::numeric(20,2) AS fleet_net_functional, round(100 * net / nullif(fleet, 0), 4)::numeric(24,4) AS share_percent,
       CASE WHEN net IS NOT NULL THEN rank END AS rank, upto::numeric(20,2) AS cumulative_net_functional, round(100 * upto / nullif(fleet, 0), 4)::numeric(24,4) AS cumulative_share_percent,
       functional_currency()::varchar(3) AS functional_currency
FROM (SELECT month, customer, card_hours, net, CASE WHEN count(*) OVER w = count(net) OVER w THEN sum(net) OVER w END AS fleet, rank() OVER (PARTITION BY month ORDER BY net DESC NULLS LAST) AS rank,
             CASE WHEN net IS NOT NULL THEN sum(net) OVER (PARTITION BY month ORDER BY net DESC NULLS LAST, customer ROWS UNBOUNDED PRECEDING) END AS upto
      FROM (SELECT month, customer, sum(card_hours) AS card_hours, CASE WHEN count(*) = count(net_functional) THEN sum(net_functional) END AS net FROM sold GROUP BY month, customer) AS c
      WINDOW w AS (PARTITION BY month)) AS c;

-- From one month to another: see lease_book.bridge_now
CREATE VIEW gpurent_bi.revenue_bridge_month AS
SELECT month, months_before, pool, customer, f0 AS from_functional, new AS new_customers_functional, lost AS lost_customers_functional, volume AS volume_functional, mix AS mix_functional,
       price AS price_functional, exchange AS exchange_functional, f1 AS to_functional, functional_currency()::varchar(3) AS functional_currency
FROM bridge;

-- Contracted after the end of the book, by the months to come
CREATE VIEW gpurent_bi.backlog_month AS
SELECT b.month, extract(year FROM b.month)::integer AS year, b.pool, b.customer, b.currency, b.leases, b.card_hours::numeric(20,6) AS card_hours, b.gross::numeric(20,2) AS gross_in_currency, b.net::numeric(20,2) AS net_in_currency,
       (SELECT last_day FROM span) AS as_of_day
FROM (SELECT month, pool, customer, currency, sum(leases)::bigint AS leases, sum(card_hours) AS card_hours, sum(gross) AS gross, sum(net) AS net FROM backlog GROUP BY month, pool, customer, currency) AS b;

-- ---- receivables -----------------------------------------------------------------

CREATE VIEW gpurent_bi.receivable AS
SELECT i.invoice, i.customer, i.invoice_date, i.due_date, i.currency, i.net AS net_in_currency, i.vat AS vat_in_currency, i.gross AS gross_in_currency,
       coalesce(p.paid, 0)::numeric(20,2) AS paid_in_currency, (i.gross - coalesce(p.paid, 0))::numeric(20,2) AS open_in_currency, p.last_paid_on,
       CASE WHEN i.gross = coalesce(p.paid, 0) THEN 0 ELSE greatest(s.last_day - i.due_date, 0) END AS days_past_due, s.last_day AS as_of_day
FROM invoice AS i CROSS JOIN span AS s
     LEFT JOIN LATERAL (SELECT sum(amount) AS paid, max(applied_on) AS last_paid_on FROM payment_line WHERE invoice = i.invoice AND applied_on <= s.last_day) AS p ON true
WHERE i.invoice_date <= s.last_day;

-- At the end of each month
CREATE VIEW gpurent_bi.receivable_aging AS
SELECT last_day_of_month(a.month) AS as_of_day, a.month, a.customer, a.currency, a.b0::numeric(20,2) AS not_due_in_currency, a.b1::numeric(20,2) AS days_1_to_30_in_currency, a.b2::numeric(20,2) AS days_31_to_60_in_currency,
       a.b3::numeric(20,2) AS days_61_to_90_in_currency, a.b4::numeric(20,2) AS days_over_90_in_currency, (a.b1 + a.b2 + a.b3 + a.b4)::numeric(20,2) AS past_due_in_currency,
       (a.b0 + a.b1 + a.b2 + a.b3 + a.b4)::numeric(20,2) AS open_in_currency, a.ahead::numeric(20,2) AS paid_ahead_in_currency,
       f.b0::numeric(20,2) AS not_due_functional, f.b1::numeric(20,2) AS days_1_to_30_functional, f.b2::numeric(20,2) AS days_31_to_60_functional, f.b3::numeric(20,2) AS days_61_to_90_functional,
       f.b4::numeric(20,2) AS days_over_90_functional, (f.b1 + f.b2 + f.b3 + f.b4)::numeric(20,2) AS past_due_functional, (f.b0 + f.b1 + f.b2 + f.b3 + f.b4)::numeric(20,2) AS open_functional,
       functional_currency()::varchar(3) AS functional_currency
FROM aging AS a LEFT JOIN month_rate AS r ON r.month = a.month AND r.currency = a.currency
     CROSS JOIN LATERAL (SELECT round(a.b0 * r.closing_rate, 2) AS b0, round(a.b1 * r.closing_rate, 2) AS b1, round(a.b2 * r.closing_rate, 2) AS b2, round(a.b3 * r.closing_rate, 2) AS b3, round(a.b4 * r.closing_rate, 2) AS b4) AS f;

-- ---- payback and scenarios ---------------------------------------------------------

-- Cash of a pool since its first card: what was bought before the book begins counts in its first month.
CREATE VIEW gpurent_bi.payback_month AS
SELECT month, pool, purchases::numeric(20,2) AS purchases_functional, sales::numeric(20,2) AS sales_functional, net::numeric(20,2) AS net_functional, cash_cost::numeric(20,2) AS cash_cost_functional,
       flow::numeric(20,2) AS cash_flow_functional, cumulative::numeric(20,2) AS cumulative_cash_flow_functional,
       (cumulative >= 0 AND purchased > 0) AS paid_back, functional_currency()::varchar(3) AS functional_currency
-- from a month on whose cash is unknown, for want of an exchange rate, what has cumulated is unknown
FROM (SELECT *, CASE WHEN count(*) OVER w = count(flow) OVER w THEN sum(flow) OVER w END AS cumulative, sum(purchases) OVER w AS purchased
FROM (SELECT p.month, p.pool, coalesce(a.purchases, 0) AS purchases, coalesce(a.sales, 0) AS sales, p.net_functional AS net, p.cost_functional - p.depreciation_functional AS cash_cost,
             p.net_functional - (p.cost_functional - p.depreciation_functional) - coalesce(a.purchases, 0) + coalesce(a.sales, 0) AS flow
      FROM gpurent_bi.pool_month AS p CROSS JOIN span AS s
           LEFT JOIN LATERAL (SELECT sum(asset_cost(cards, price)) FILTER (WHERE greatest(in_service_from, s.first_day) BETWEEN p.month AND last_day_of_month(p.month)) AS purchases,
                                     sum(sold_for) FILTER (WHERE greatest(in_service_to, s.first_day) BETWEEN p.month AND last_day_of_month(p.month)) AS sales
                              FROM asset WHERE pool = p.pool) AS a ON true) AS flows
WINDOW w AS (PARTITION BY pool ORDER BY month)) AS flows;

-- Scenarios are in any currency, whose smallest units go down to four decimals (CLF); the book itself keeps two.
CREATE VIEW gpurent_bi.scenario AS
SELECT s.scenario, currency(s.rate)::varchar(3) AS currency, s.cards::numeric(18,6) AS cards, s.price::text::varchar(60) AS price, s.rate::text::varchar(60) AS rate, period(s.rate)::varchar(10) AS rate_period,
       scenario_cash_cost(s)::text::varchar(60) AS cash_cost, s.start_date, s.months, s.construction_months, s.ramp_months, (100 * s.utilization)::numeric(18,4) AS let_percent, (100 * s.monthly_decline)::numeric(18,4) AS monthly_decline_percent,
       (100 * s.selling)::numeric(18,4) AS selling_percent, (12 * extract(year FROM s.life) + extract(month FROM s.life))::integer AS life_months, s.residual_value::numeric(22,4) AS residual_value_in_currency, (100 * s.debt_share)::numeric(18,4) AS debt_percent,
       (100 * s.interest_rate)::numeric(18,4) AS interest_percent, (100 * s.income_tax_rate)::numeric(18,4) AS income_tax_percent, (100 * s.discount_rate)::numeric(18,4) AS discount_rate_percent
FROM scenario AS s;

CREATE VIEW gpurent_bi.unit_economics AS
SELECT s.scenario, u.n AS line_number, u.line::varchar(20) AS line, currency(s.rate)::varchar(3) AS currency, u.per_hour_available::numeric(18,8) AS in_currency_per_available_card_hour,
       u.per_hour_let::numeric(18,8) AS in_currency_per_leased_card_hour, (100 * u.share_of_revenue)::numeric(24,4) AS share_of_revenue_percent
FROM scenario AS s CROSS JOIN LATERAL scenario_economics(s) AS u;

CREATE VIEW gpurent_bi.payback_grid AS
SELECT s.scenario, currency(s.rate)::varchar(3) AS currency, g.rate_amount::numeric(18,8) AS rate_in_currency, period(s.rate)::varchar(10) AS rate_period, (100 * g.utilization)::numeric(18,4) AS let_percent,
       round(g.monthly_cash_flow, minor_unit(currency(s.rate)))::numeric(22,4) AS monthly_cash_flow_in_currency, g.payback_years::numeric(18,6) AS payback_years
FROM scenario AS s CROSS JOIN LATERAL scenario_grid(s) AS g;

CREATE VIEW gpurent_bi.pro_forma_month AS
SELECT s.scenario, p.month AS month_number, p.at AS at_day, p.operating_month AS operating_month_number, currency(s.rate)::varchar(3) AS currency, p.revenue::numeric(22,4) AS revenue_in_currency, p.operating_cost::numeric(22,4) AS operating_cost_in_currency,
       p.ebitda::numeric(22,4) AS ebitda_in_currency, p.depreciation::numeric(22,4) AS depreciation_in_currency, p.interest::numeric(22,4) AS interest_in_currency, p.income_tax::numeric(22,4) AS income_tax_in_currency,
       p.net_profit::numeric(22,4) AS net_profit_in_currency, p.capex::numeric(22,4) AS capex_in_currency, p.debt_balance::numeric(22,4) AS debt_balance_in_currency,
       p.project_cash_flow::numeric(22,4) AS project_cash_flow_in_currency, p.equity_cash_flow::numeric(22,4) AS equity_cash_flow_in_currency,
       sum(p.project_cash_flow) OVER w::numeric(22,4) AS cumulative_project_cash_flow_in_currency, sum(p.equity_cash_flow) OVER w::numeric(22,4) AS cumulative_equity_cash_flow_in_currency
FROM scenario AS s CROSS JOIN LATERAL scenario_months(s) AS p
WINDOW w AS (PARTITION BY s.scenario ORDER BY p.month);

-- ---- as FOCUS and OpenCost have it ---------------------------------------------------

-- FinOps Open Cost and Usage Specification 1.2, as a provider gives it to its customers: the
-- invoices.  A line is two rows, its net and its tax, so that the sum by invoice is its gross
-- amount.  Put your company's name in the place of 'Lessor'.
--
-- All 21 columns that are mandatory, those conditional and recommended ones that apply, then ours.  By their
-- rules a row of Tax has no quantity, price or SKU; unit prices are not below 0, and times the quantity the cost; a
-- correction is of a month that an earlier billing period billed.  (Names are not IDs: a lease has an ID only.)
CREATE VIEW gpurent_bi.focus_cost_and_usage AS
SELECT (CASE c.category WHEN 'Tax' THEN v.vat ELSE v.net END)::numeric(20,2) AS "BilledCost",
       i.customer AS "BillingAccountId", i.customer AS "BillingAccountName", i.currency AS "BillingCurrency",
       to_char(upper(b.within) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')::varchar(20) AS "BillingPeriodEnd",
       to_char(lower(b.within) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')::varchar(20) AS "BillingPeriodStart",
       c.category AS "ChargeCategory",
       CASE WHEN v.net < 0 AND EXISTS (SELECT FROM invoice_line AS o JOIN invoice AS e USING (invoice) WHERE o.lease = v.lease AND o.month = v.month AND e.invoice_date < b.month) THEN 'Correction' END::varchar(10) AS "ChargeClass",
       left(CASE c.category WHEN 'Tax' THEN format('VAT at %s %%', trim_scale(100 * v.tax_rate)) ELSE format('Lease %s: %s cards of %s', v.lease, trim_scale(v.cards), v.pool) END, 240)::varchar(240) AS "ChargeDescription",
       to_char(upper(w.within) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')::varchar(20) AS "ChargePeriodEnd",
       to_char(lower(w.within) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')::varchar(20) AS "ChargePeriodStart",
       (CASE c.category WHEN 'Tax' THEN v.vat ELSE v.net END)::numeric(20,2) AS "ContractedCost",
       (CASE c.category WHEN 'Tax' THEN v.vat ELSE v.net END)::numeric(20,2) AS "EffectiveCost",
       'Lessor'::varchar(80) AS "InvoiceIssuerName",
       (CASE c.category WHEN 'Tax' THEN round(v.list_cost * v.tax_rate, 2) ELSE v.list_cost END)::numeric(20,2) AS "ListCost",
       CASE c.category WHEN 'Usage' THEN v.hours END::numeric(20,6) AS "PricingQuantity", CASE c.category WHEN 'Usage' THEN 'GPU-Hours' END::varchar(10) AS "PricingUnit",
       'Lessor'::varchar(80) AS "ProviderName", 'Lessor'::varchar(80) AS "PublisherName", 'Compute'::varchar(20) AS "ServiceCategory", 'GPU lease'::varchar(20) AS "ServiceName",
       CASE WHEN v.metered THEN 'Usage-Based' ELSE 'Recurring' END::varchar(20) AS "ChargeFrequency",
       CASE c.category WHEN 'Usage' THEN v.consumed END::numeric(20,6) AS "ConsumedQuantity", CASE c.category WHEN 'Usage' THEN 'GPU-Hours' END::varchar(10) AS "ConsumedUnit",
       CASE c.category WHEN 'Usage' THEN round(v.net / nullif(v.hours, 0), 12) END::numeric(28,12) AS "ContractedUnitPrice",
       v.invoice AS "InvoiceId",
       CASE c.category WHEN 'Usage' THEN round(v.list_cost / nullif(v.hours, 0), 12) END::numeric(28,12) AS "ListUnitPrice",
       CASE c.category WHEN 'Usage' THEN 'Standard' END::varchar(10) AS "PricingCategory", p.region AS "RegionId", p.region AS "RegionName", v.lease AS "ResourceId", 'GPU'::varchar(10) AS "ResourceType",
       'Virtual Machines'::varchar(20) AS "ServiceSubcategory", CASE c.category WHEN 'Usage' THEN coalesce(p.gpu_model, v.pool) END::varchar(80) AS "SkuId",
       CASE c.category WHEN 'Usage' THEN 'GPU time' END::varchar(10) AS "SkuMeter", CASE c.category WHEN 'Usage' THEN format('%s, %s', coalesce(p.gpu_model, v.pool), v.price) END::varchar(160) AS "SkuPriceId",
       v.line AS "x_InvoiceLine", v.pool AS "x_Pool", v.cards AS "x_Cards", (100 * v.tax_rate)::numeric(18,4) AS "x_TaxPercent", v.month AS "x_Month"
-- (there is one of each; joins from the left, so that a query that asks for nothing of them reads nothing of them)
FROM invoice_line AS v LEFT JOIN invoice AS i ON i.invoice = v.invoice LEFT JOIN pool AS p ON p.pool = v.pool
     CROSS JOIN (VALUES ('Usage'::varchar(10)), ('Tax'::varchar(10))) AS c (category)
     CROSS JOIN LATERAL (SELECT m.month, term(m.month, last_day_of_month(m.month), accounting_zone()) AS within FROM (SELECT date_trunc('month', i.invoice_date::timestamp)::date AS month) AS m) AS b
     CROSS JOIN LATERAL (SELECT term(v.month, last_day_of_month(v.month), accounting_zone()) AS within) AS w
WHERE c.category = 'Usage' OR v.vat <> 0;

-- What each customer costs, by its card-hours; what nobody leased is __idle__'s.  Shares are
-- rounded as they cumulate, so that they come to the pool's cost.
CREATE VIEW gpurent_bi.pool_cost_allocation AS
SELECT a.month, a.pool, a.customer, a.hours AS "gpuHours",
       (round(p.depreciation_functional * a.upto / a.all_hours, 2) - round(p.depreciation_functional * a.before / a.all_hours, 2))::numeric(20,2) AS "gpuCost",
       (round(p.cost_functional * a.upto / a.all_hours, 2) - round(p.cost_functional * a.before / a.all_hours, 2))::numeric(20,2) AS "totalCost",
       a.used AS "usedGpuHours", a.metered AS "meteredGpuHours", a.efficiency AS "totalEfficiency", functional_currency()::varchar(3) AS functional_currency
FROM allocation AS a LEFT JOIN gpurent_bi.pool_month AS p ON p.month = a.month AND p.pool = a.pool;

-- ---- problems ----------------------------------------------------------------------

CREATE VIEW gpurent_bi.problem AS
SELECT 'not billed'::varchar(20) AS kind, lease, pool, customer, NULL::date AS month, cannot_bill AS reason FROM lease WHERE cannot_bill IS NOT NULL
UNION ALL
SELECT 'not started'::varchar(20), lease, pool, customer, NULL::date, 'it has no start yet, and earns nothing'::varchar(400) FROM lease WHERE during IS NULL
UNION ALL
SELECT 'exchange rate'::varchar(20), NULL::varchar(60), r.pool, r.customer, r.month, left(format('no exchange rate of %s on some day of the month: %s is in no figure in %s', r.currency, sum(r.net), functional_currency()), 400)::varchar(400)
FROM sold AS r WHERE r.exchange_rate IS NULL GROUP BY r.pool, r.customer, r.month, r.currency
UNION ALL
SELECT 'exchange rate'::varchar(20), NULL::varchar(60), c.pool, NULL::varchar(80), c.month, left(format('no exchange rate of %s on some day of the month: a cost of %s is not counted, and the month''s profit unknown', c.currency, c.net), 400)::varchar(400)
FROM cost_month AS c WHERE c.exchange_rate IS NULL
UNION ALL
SELECT 'exchange rate'::varchar(20), NULL::varchar(60), NULL::varchar(80), a.customer, a.month, left(format('no exchange rate of %s on the last day of the month: what is owed or paid ahead in it is in no figure in %s', a.currency, functional_currency()), 400)::varchar(400)
FROM aging AS a LEFT JOIN month_rate AS r ON r.month = a.month AND r.currency = a.currency WHERE r.closing_rate IS NULL
UNION ALL
SELECT 'usage'::varchar(20), l.lease, l.pool, l.customer, m.month, 'its terms price what is used, and nothing is metered in this month'::varchar(400)
FROM lease AS l JOIN accounting_month AS m ON l.first_day <= last_day_of_month(m.month) AND coalesce(l.last_day, 'infinity') >= m.month
WHERE l.metered AND l.cannot_bill IS NULL AND NOT EXISTS (SELECT FROM usage AS u WHERE u.lease = l.lease AND m.month BETWEEN u.first_month AND u.last_month)
UNION ALL
SELECT 'usage'::varchar(20), l.lease, l.pool, l.customer, NULL::date, left(format('metered from %s to %s, when it is not on lease: that is in no bill', min(accounting_day(lower(u.during))), max(accounting_day(upper(u.during) - interval '1 microsecond'))), 400)::varchar(400)
FROM lease AS l JOIN usage AS u USING (lease) WHERE l.metered AND l.during IS NOT NULL AND NOT u.during <@ l.during GROUP BY l.lease, l.pool, l.customer
UNION ALL
SELECT 'correction'::varchar(20), NULL::varchar(60), c.pool, c.customer, c.service_month, left(format('%s %s is left to post, and no month is open: add one', c.net, c.currency), 400)::varchar(400)
FROM correction AS c JOIN span AS s ON s.open_month IS NULL
UNION ALL
-- (only where there are several lines, or one that is too much, are they added up; each may be rounded)
SELECT 'billing'::varchar(20), k.lease, k.pool, l.customer, k.month, left(format('billed with %s %s net, while it comes to %s', v.net, l.currency, v.lease_net), 400)::varchar(400)
FROM (SELECT lease, month, pool FROM invoice_line GROUP BY lease, month, pool HAVING count(*) > 1
      UNION SELECT lease, month, pool FROM invoice_line WHERE net > coalesce(lease_net, 0) + 0.01) AS k
     CROSS JOIN LATERAL (SELECT sum(net) AS net, coalesce(max(lease_net), 0) AS lease_net, count(*) AS lines FROM invoice_line WHERE lease = k.lease AND month = k.month AND pool = k.pool) AS v
     JOIN lease AS l ON l.lease = k.lease
WHERE v.net > greatest(v.lease_net, 0) + 0.01 * v.lines
UNION ALL
SELECT 'refund'::varchar(20), NULL::varchar(60), NULL::varchar(80), a.customer, a.month, left(format('%s %s more was refunded than was paid ahead', -a.ahead, a.currency), 400)::varchar(400)
FROM aging AS a WHERE a.ahead < 0
UNION ALL
SELECT 'over capacity'::varchar(20), NULL::varchar(60), d.pool, NULL::varchar(80), d.month, left(format('up to %s let of %s cards, for %s hours', trim_scale(max(d.peak_cards)), trim_scale(max(d.cards)), trim_scale(round(sum(d.overbooked_hours), 2))), 400)::varchar(400)
FROM gpurent_bi.pool_day AS d WHERE d.overbooked_hours > 0 GROUP BY d.pool, d.month
UNION ALL
SELECT 'asset'::varchar(20), l.lease, l.pool, l.customer, NULL::date, left(format('leased from %s to %s, while asset %s is in service from %s to %s', l.first_day, coalesce(l.last_day::text, 'no end'), a.asset, a.in_service_from, coalesce(a.in_service_to::text, 'no end')), 400)::varchar(400)
FROM lease AS l JOIN asset AS a USING (asset)
WHERE l.first_day < a.in_service_from OR a.in_service_to IS NOT NULL AND (l.last_day IS NULL OR l.last_day > a.in_service_to)
UNION ALL
SELECT 'asset'::varchar(20), l.lease, l.pool, l.customer, NULL::date, left(format('%s cards are leased of asset %s, which has %s', trim_scale(l.cards), a.asset, trim_scale(a.cards)), 400)::varchar(400)
FROM lease AS l JOIN asset AS a USING (asset) WHERE l.cards > a.cards
UNION ALL
SELECT 'rollups'::varchar(20), NULL::varchar(60), c.pool, NULL::varchar(80), NULL::date, 'changed since the last refresh_rollups()'::varchar(400)
FROM (SELECT DISTINCT pool FROM lease_change, rollups WHERE in_use UNION SELECT NULL::varchar(80) FROM revenue_change, rollups WHERE in_use
      UNION SELECT NULL::varchar(80) FROM receivable_change, rollups WHERE in_use) AS c;

-- ---- what the columns are, and what may be summed --------------------------------------

-- A column means the same in every view that has it, so each is told once; clients show
-- these comments, and test/pgtap/lease_book.sql finds a view or a column without one.
DO $$
DECLARE
  c record;
  views CONSTANT text[] := ARRAY[
    'calendar', 'a row for each day of the book''s months: join it to day, month or as_of_day',
    'pool', 'a row for each pool, as it is at the end of the book',
    'customer', 'a row for each customer',
    'asset', 'a row for each month and asset bought: its books. Depreciation sums over months and assets; cost, accumulated depreciation and book value over assets of one month only',
    'lease', 'a row for each lease: what its whole contract comes to, up to the end of the book where it has no end. Rounded by lease, so it does not add up to revenue_month',
    'revenue_month', 'a row for each month, month of service, pool, customer, currency and tax: the accounts, as posted in closed months; corrections of these are in the month that was open then. Sum over anything, amounts in_currency within one currency',
    'pool_month', 'a row for each month and pool, with and without leases: cards, hours, revenue, costs. Hours and amounts sum over anything',
    'pool_day', 'a row for each day and pool: cards and hours. Hours sum over anything',
    'fleet_month', 'a row for each month: all pools. idle + leased = owned card-hours. Hours and amounts sum over months',
    'utilization_hour_of_week', 'a row for each month, pool and hour of the week. Hours sum over anything',
    'concurrency_month', 'a row for each month and pool: how many cards were on lease at once. Nothing here may be summed',
    'revenue_bridge_month', 'a row for each month, pool and customer: from the net revenue of the month so many months before to that of this one. Filter on months_before; then all amounts sum over anything, and from + new + lost + volume + mix + price + exchange = to in every row. Where an exchange rate is missing, amounts are empty',
    'customer_month', 'a row for each month and customer, the largest first by rank. Amounts and hours sum over anything but the cumulative ones',
    'backlog_month', 'a row for each month after the end of the book, pool, customer and currency: what contracts with an end still bring. Amounts sum over anything within one currency',
    'receivable', 'a row for each invoice or credit note, as it stands at the end of the book. Amounts sum over anything within one currency',
    'receivable_aging', 'a row for the end of each month, customer and currency: what is open, by days past due. Amounts are balances: sum over customers, never over days',
    'payback_month', 'a row for each month and pool: cash of the pool since the book begins. Amounts sum over months and pools but the cumulative one, which sums over pools of one month',
    'scenario', 'a row for each scenario of cards to buy: its terms. Nothing here may be summed',
    'unit_economics', 'a row for each scenario and line of an hour''s income statement. Nothing sums over scenarios',
    'payback_grid', 'a row for each scenario, rate and share let: years until the price is back. Nothing here may be summed',
    'pro_forma_month', 'a row for each scenario and month. Amounts sum over the months of one scenario, but the balance and the cumulative ones',
    'focus_cost_and_usage', 'FOCUS 1.2: two rows for each line of an invoice, its net and its tax. Costs sum over anything within one BillingCurrency; by InvoiceId BilledCost is the gross amount',
    'pool_cost_allocation', 'a row for each month, pool and customer, and __idle__: the pool''s cost by card-hours as they are known now, as OpenCost has it; of revenue it is compared to that of the same service_month. Hours and costs sum over anything',
    'problem', 'what is in no figure, or looks wrong, and why. Nothing here may be summed'];
  columns CONSTANT text[] := ARRAY[
    'day', 'key: the day, of the accounting zone',
    'month', 'key: the first day of the month', 'service_month', 'key: the month that the amounts are of; another than month in corrections of closed months',
    'quarter_start', 'the first day of the quarter',
    'quarter', 'the calendar quarter, as 2026-Q1',
    'year', 'the calendar year',
    'month_of_year', '1 to 12', 'day_of_month', '1 to 31', 'day_of_week', '1 is Monday',
    'week_start', 'the Monday of the week', 'days_in_month', 'days of the month; not to be summed over its days',
    'closed', 'whether the month is closed',
    'pool', 'key: the pool', 'customer', 'key: the customer', 'asset', 'key: the asset', 'lease', 'key: the lease', 'invoice', 'key: the invoice or credit note', 'scenario', 'key: the scenario',
    'gpu_model', 'the model of its cards', 'region', 'where it is', 'petaflops_per_card', 'compute of a card, PFLOPS: not to be summed; times cards it is the pool''s',
    'cards', 'number of cards, at the end of the period: sum over pools, not over time',
    'first_day_in_service', 'the first day on which it had a card', 'leases', 'leases with a part in it: sum over pools and customers, not over months (a lease is in each of its months); of corrections the difference',
    'leases_started', 'leases that started in the month: sum over anything',
    'as_of_day', 'the day at whose close it is', 'sector', 'the customer''s business', 'country', 'ISO 3166', 'due_days', 'days from an invoice to its due date', 'first_day_of_lease', 'of its first lease',
    'owner', 'whose cards they are', 'in_service_from', 'the first day in service', 'in_service_to', 'the last day in service; empty: still there',
    'cost_functional', 'cost at the end of the month (assets), or cost of the month with depreciation (pools), net of VAT, in functional_currency: sum over pools or assets; costs of months sum over months',
    'depreciation_functional', 'depreciation of the month, in functional_currency: sum over anything',
    'accumulated_depreciation_functional', 'at the end of the month, in functional_currency: sum over assets, not over months',
    'book_value_functional', 'net book value at the end of the month, in functional_currency: sum over assets, not over months',
    'disposal_gain_functional', 'proceeds less book value, in functional_currency: sum over anything',
    'functional_currency', 'the currency of amounts that end in _functional',
    'status', 'pending, running, ended, or problem: see gpurent_bi.problem', 'first_day', 'of the lease; empty: not started', 'last_day', 'of the lease; empty: not started, or still running', 'days', 'days of the contract, to the end of the book where it has none: sum over leases',
    'card_hours', 'card-hours on lease: sum over anything',
    'rate_in_currency', 'the contract''s first rate, per rate_unit and rate_period: not to be summed', 'currency', 'key: ISO 4217; the currency of amounts that end in _in_currency', 'rate_unit', 'what the rate is per', 'rate_period', 'how long the rate is for',
    'tax_basis', 'whether the rate includes its tax', 'tax_percent', 'VAT of the rate, per cent: not to be summed', 'terms', 'the contract''s terms, up to 1,000 characters', 'metered', 'whether use is billed instead of time',
    'list_rate_in_currency', 'what the price list asked: not to be summed',
    'list_contract_in_currency', 'the contract at the list rate, net of VAT: sum within one currency', 'net_contract_in_currency', 'the contract, net of VAT: sum within one currency', 'gross_contract_in_currency', 'the contract with VAT: sum within one currency',
    'discount_percent', '1 - net_contract / list_contract, per cent: not to be summed, divide the sums',
    'net_in_currency_per_card_hour', 'net_contract / card_hours: not to be summed, divide the sums',
    'list_in_currency', 'at the list rate, net of VAT: sum within one currency', 'gross_in_currency', 'with VAT: sum within one currency', 'vat_in_currency', 'output VAT, gross less net: sum within one currency', 'net_in_currency', 'net of VAT: sum within one currency',
    'net_functional', 'net revenue in functional_currency, rounded at its finest grain: sum over anything. Empty where an exchange rate is missing',
    'service_net_functional', 'net revenue of what was let in the month, with the corrections of it that later months posted, in functional_currency: sum over anything. Over all months it is net_functional',
    'functional_per_unit_of_currency', 'the month''s exchange rate: not to be summed', 'exchange_rate_missing', 'whether net_functional is unknown for that',
    'available_card_hours', 'card-hours that there were: sum over anything', 'leased_card_hours', 'card-hours on lease: sum over anything',
    'idle_card_hours', 'those that there were less those on lease, below 0 where more was let than there is: sum over anything',
    'utilization_percent', 'leased over available (owned) card-hours, per cent, more than 100 where more was let than there is: not to be summed, divide the sums',
    'peak_cards', 'the most that were on lease at once: not to be summed; the largest over time', 'minimum_cards', 'the least: not to be summed; the smallest over time',
    'overbooked_hours', 'hours in which more was let than there is: sum over time', 'overbooked_pool_hours', 'the same, each pool''s: sum over months',
    'power_functional', 'power of the month, net, in functional_currency: sum over anything', 'site_functional', 'colocation of the month, net, in functional_currency: sum over anything', 'staff_functional', 'staff of the month, in functional_currency: sum over anything',
    'owner_functional', 'the share of owners of hosted cards, in functional_currency: sum over anything', 'other_functional', 'other costs of the month, net, in functional_currency: sum over anything',
    'gross_profit_functional', 'net revenue less cost, in functional_currency: sum over anything', 'gross_margin_percent', 'gross profit over net revenue, per cent: not to be summed, divide the sums',
    'net_functional_per_leased_card_hour', 'service_net over leased card-hours: not to be summed, divide the sums', 'net_functional_per_available_card_hour', 'service_net over available card-hours: not to be summed, divide the sums',
    'cost_functional_per_available_card_hour', 'cost over available card-hours: not to be summed, divide the sums', 'owned_card_hours', 'card-hours of all cards in service: sum over months',
    'net_functional_per_owned_card_hour', 'service_net over owned card-hours: not to be summed, divide the sums', 'cost_functional_per_owned_card_hour', 'cost over owned card-hours: not to be summed, divide the sums',
    'hour_of_week', 'key: 0 is Monday''s first hour', 'hour_of_day', '0 to 23', 'median_cards', 'cards on lease or fewer for half of the time: not to be summed', 'p95_cards', 'cards on lease or fewer for 95 % of the time: not to be summed',
    'fleet_net_functional', 'net revenue of all customers of the month, the denominator of the shares: not to be summed over customers', 'share_percent', 'of the month''s net revenue: sums over customers of one month', 'rank', 'by net revenue of the month, 1 the largest; empty where that is unknown',
    'cumulative_net_functional', 'of this customer and all larger ones: not to be summed', 'cumulative_share_percent', 'cumulative over all net revenue of the month: not to be summed',
    'months_before', 'key: how many months lie between the two, 1 or 12: filter on one', 'from_functional', 'net revenue of the month before, in functional_currency: sum over anything', 'to_functional', 'net revenue of the month, in functional_currency: sum over anything',
    'new_customers_functional', 'of customers without revenue before: sum over anything', 'lost_customers_functional', 'of customers without revenue now: sum over anything', 'volume_functional', 'of more or fewer card-hours of the customers that stay: sum over anything',
    'mix_functional', 'of hours that moved to dearer or cheaper pools and customers: sum over anything', 'price_functional', 'of prices per card-hour: sum over anything', 'exchange_functional', 'of exchange rates: sum over anything',
    'invoice_date', 'of the invoice', 'due_date', 'when it is due', 'paid_in_currency', 'paid of it: sum within one currency', 'open_in_currency', 'not paid: sum within one currency, not over days', 'last_paid_on', 'when something was last paid of it', 'days_past_due', 'days since it was due, 0 if it is not, or paid: not to be summed',
    'not_due_in_currency', 'open and not past due: sum within one currency, not over days', 'past_due_in_currency', 'open and past due: sum within one currency, not over days', 'paid_ahead_in_currency', 'received and applied to no invoice: sum within one currency, not over days',
    'not_due_functional', 'the same in functional_currency, at the exchange rate of the day: sum over customers, not over days', 'past_due_functional', 'the same in functional_currency, at the exchange rate of the day: sum over customers, not over days', 'open_functional', 'the same in functional_currency, at the exchange rate of the day: sum over customers, not over days',
    'purchases_functional', 'what cards cost, net, in the month in which they came into service, of cards from before the book in its first month, in functional_currency: sum over anything', 'sales_functional', 'what cards were sold for, in functional_currency: sum over anything',
    'cash_cost_functional', 'costs without depreciation, in functional_currency: sum over anything', 'cash_flow_functional', 'net revenue less cash costs and purchases, with sales, in functional_currency: sum over anything',
    'cumulative_cash_flow_functional', 'since the book''s first month, in functional_currency: sum over pools, not over months; empty from a month on whose cash flow is unknown', 'paid_back', 'whether that has reached 0; empty where it is unknown',
    'line_number', 'key: order of the lines', 'line', 'key: of the income statement', 'in_currency_per_available_card_hour', 'an hour that there is: not to be summed over lines that are sums', 'in_currency_per_leased_card_hour', 'an hour that is let: not to be summed over lines that are sums', 'share_of_revenue_percent', 'per cent of revenue: not to be summed over lines that are sums',
    'price', 'of a card, with its currency and tax', 'rate', 'of a card in the first month, with its currency, period and tax', 'cash_cost', 'what a card costs an hour in cash, let or not: power, colocation, staff, others, administration', 'start_date', 'the first day of building or letting', 'months', 'in operation', 'construction_months', 'before the first in operation',
    'ramp_months', 'until the share let is reached', 'monthly_decline_percent', 'by how much rents fall each month, per cent: not to be summed', 'selling_percent', 'selling costs, per cent of revenue: not to be summed', 'life_months', 'over which a card is depreciated', 'residual_value_in_currency', 'of a card after its months: not to be summed',
    'debt_percent', 'what is borrowed, per cent of the price: not to be summed', 'interest_percent', 'a year, per cent: not to be summed', 'income_tax_percent', 'per cent of profit: not to be summed', 'discount_rate_percent', 'a year, for the payback, per cent: not to be summed',
    'let_percent', 'key: share of the time that is let, per cent; not to be summed', 'monthly_cash_flow_in_currency', 'of a card in the first month: not to be summed', 'payback_years', 'years until the price of a card is back; empty: never. Not to be summed',
    'month_number', 'key: 0 is the start', 'at_day', 'the day of it', 'operating_month_number', '1 for the first after construction', 'revenue_in_currency', 'of the month: sum over months', 'operating_cost_in_currency', 'of the month: sum over months', 'ebitda_in_currency', 'of the month: sum over months',
    'depreciation_in_currency', 'of the month: sum over months', 'interest_in_currency', 'of the month: sum over months', 'income_tax_in_currency', 'of the month: sum over months', 'net_profit_in_currency', 'of the month: sum over months', 'capex_in_currency', 'of the month: sum over months',
    'debt_balance_in_currency', 'at the end of the month: not to be summed', 'project_cash_flow_in_currency', 'as if there were no debt: sum over months', 'equity_cash_flow_in_currency', 'of the owners: sum over months',
    'cumulative_project_cash_flow_in_currency', 'since the start: not to be summed', 'cumulative_equity_cash_flow_in_currency', 'since the start: not to be summed',
    'gpuHours', 'GPU-hours on lease; of __idle__ those nobody leased: sum over anything', 'gpuCost', 'its share of depreciation, in functional_currency: sum over anything', 'totalCost', 'its share of all costs, in functional_currency: sum over anything', 'usedGpuHours', 'GPU-hours that were metered and used: sum over anything', 'meteredGpuHours', 'GPU-hours that were metered: sum over anything', 'totalEfficiency', 'used over metered, a fraction: not to be summed, divide the sums',
    'kind', 'key: what sort of problem', 'reason', 'in words'];
BEGIN
  FOR c IN
    SELECT format('COMMENT ON VIEW gpurent_bi.%I IS %L', views[i], views[i + 1]) AS command FROM generate_series(1, cardinality(views), 2) AS i
    UNION ALL
    SELECT format('COMMENT ON COLUMN gpurent_bi.%I.%I IS %L', a.relname, a.attname,
                  CASE WHEN a.attname ~ '^days_.*_(in_currency|functional)$'
                       THEN format('open and %s past due%s: sum %s, not over days', replace(regexp_replace(a.attname, '_(in_currency|functional)$', ''), '_', ' '), CASE WHEN a.attname LIKE '%functional' THEN ', in functional_currency' ELSE '' END, CASE WHEN a.attname LIKE '%functional' THEN 'over customers' ELSE 'within one currency' END)
                       WHEN a.relname = 'focus_cost_and_usage' AND a.attname ~ '(Cost|Quantity)$' THEN format('FOCUS 1.2, %s: sum within one BillingCurrency%s', a.attname, CASE WHEN a.attname ~ 'Quantity' THEN ' or none; Tax rows have none' ELSE '' END)
                       WHEN a.relname = 'focus_cost_and_usage' AND a.attname ~ '^x_' THEN format('ours, not of FOCUS: %s; not to be summed', lower(substr(a.attname, 3)))
                       WHEN a.relname = 'focus_cost_and_usage' THEN format('FOCUS 1.2, %s: not to be summed', a.attname)
                       ELSE columns[array_position(columns, a.attname::text) + 1] END)
    FROM (SELECT k.relname, a.attname FROM pg_attribute AS a JOIN pg_class AS k ON k.oid = a.attrelid WHERE k.relnamespace = 'gpurent_bi'::regnamespace AND a.attnum > 0) AS a
  LOOP
    EXECUTE c.command;
  END LOOP;
END
$$;
