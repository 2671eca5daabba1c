-- A made-up lessor in the tables of lease_book.sql, the same on every machine: eight
-- pools, 40 customers, some 700 leases from May 2024 to October 2026, their usage,
-- costs, invoices and payments.  Contracts of months to years with steps, free months
-- and growth; boxes by the hour; metered terms; customers who pay in dollars; cards
-- that an owner hosts.  Months are closed through August 2026, and two leases were
-- put right after that.

SELECT set_config('lease_book.path', current_setting('search_path'), false) \g /dev/null
SELECT set_config('search_path', 'lease_book, ' || current_setting('search_path'), false) \g /dev/null

-- A number in [0, 1) for a key and a purpose; random() would differ between versions.
CREATE FUNCTION pg_temp.draw(key text, purpose text) RETURNS numeric
LANGUAGE sql IMMUTABLE
RETURN ('x' || substr(md5('gpurent book ' || key || ' ' || purpose), 1, 7))::bit(28)::int / 268435456.0;

-- One of an array's words, all as likely
CREATE FUNCTION pg_temp.choice(choices anyarray, key text, purpose text) RETURNS anyelement
LANGUAGE sql IMMUTABLE
AS 'SELECT choices[1 + floor(pg_temp.draw(key, purpose) * cardinality(choices))::int]';

SELECT add_months('2026-10-01', '2024-05-01') \g /dev/null

INSERT INTO exchange_rate
SELECT 'USD', daterange(month, last_day_of_month(month), '[]'), 7.24 - 0.005 * n + round(0.03 * pg_temp.draw(month::text, 'usd'), 4)
FROM (SELECT month, row_number() OVER (ORDER BY month) AS n FROM accounting_month) AS m;

-- ---- pools and their cards -------------------------------------------------------

INSERT INTO pool VALUES
  ('北京 A100', 'A100 80G', 'cn-beijing', '0.312 P fp16'),
  ('乌兰察布 A800', 'A800 80G', 'cn-ulanqab', '0.312 P fp16'),
  ('上海 H800', 'H800', 'cn-shanghai', '0.99 P fp16'),
  ('庆阳 H100', 'H100', 'cn-qingyang', '0.99 P fp16'),
  ('贵州 910B', '910B', 'cn-guizhou', '0.32 P fp16'),
  ('宁夏 H20', 'H20', 'cn-ningxia', '0.148 P fp16'),
  ('韶关 4090', 'RTX 4090', 'cn-shaoguan', '0.165 P fp16'),
  ('Singapore H100', 'H100', 'sg-singapore', '0.99 P fp16');

-- slot: how many cards go together in one contract; of each asset a tenth or so is let
-- by the hour
CREATE TEMP TABLE purchase (asset text, pool text, cards int, slot int, price numeric, salvage numeric, method text, since date, until date, owner text, share numeric);
INSERT INTO purchase VALUES
  ('BJ-1', '北京 A100', 1024, 128, 90000, 0.05, 'straight line', '2023-11-20', NULL, 'own', NULL),
  ('BJ-2', '北京 A100', 512, 64, 96000, 0.05, 'straight line', '2024-10-10', NULL, 'own', NULL),
  ('WL-1', '乌兰察布 A800', 1536, 192, 94000, 0.05, 'straight line', '2024-02-01', NULL, 'own', NULL),
  ('SH-1', '上海 H800', 512, 64, 215000, 0.05, 'straight line', '2024-04-15', NULL, 'own', NULL),
  ('SH-2', '上海 H800', 256, 32, 198000, 0.05, 'straight line', '2025-03-05', NULL, 'own', NULL),
  ('QY-1', '庆阳 H100', 384, 64, 238000, 0.05, 'double declining', '2024-06-18', NULL, 'own', NULL),
  ('GZ-1', '贵州 910B', 768, 96, 112000, 0, 'sum of digits', '2024-03-01', NULL, 'own', NULL),
  ('GZ-2', '贵州 910B', 256, 32, 105000, 0, 'sum of digits', '2025-06-01', NULL, 'own', NULL),
  ('NX-1', '宁夏 H20', 384, 48, NULL, 0, 'straight line', '2024-08-01', NULL, '中卫数据', 0.7),
  ('NX-2', '宁夏 H20', 128, 16, 108000, 0.05, 'straight line', '2024-11-11', NULL, 'own', NULL),
  ('SG-1', '韶关 4090', 512, 32, 15500, 0, 'straight line', '2023-12-01', NULL, 'own', NULL),
  ('SG-0', '韶关 4090', 128, 16, 14000, 0, 'straight line', '2022-09-01', '2025-09-30', 'own', NULL),
  ('XP-1', 'Singapore H100', 256, 32, 245000, 0.05, 'straight line', '2024-05-01', NULL, 'own', NULL);
INSERT INTO asset (asset, pool, owner, cards, price, owner_share, salvage, life, method, in_service_from, in_service_to, sold_for)
SELECT asset, pool, owner, cards, (price || ' CNY/card excl 13%')::rent_rate, share, coalesce(cards * price * salvage, 0),
       CASE asset WHEN 'SG-0' THEN interval '3 years' ELSE '5 years' END, method, since, until, CASE WHEN until IS NOT NULL THEN cards * 1800 END
FROM purchase;

-- ---- customers -------------------------------------------------------------------

CREATE TEMP TABLE tenant AS
SELECT n, (ARRAY['星河智能', '海川数据', '云帆科技', '青鸟大模型', '深蓝生物', '远山渲染', '启明自动驾驶', '长风研究院', '清源城市云', '瀚海药物',
                 'Nova AI', 'Orion Labs', 'Blue Harbor', 'Tern Robotics', 'Keel & Co.'])[1 + (n - 1) % 15] || CASE (n - 1) / 15 WHEN 0 THEN '' ELSE ' ' || (n - 1) / 15 + 1 END AS customer
FROM generate_series(1, 40) AS n;
INSERT INTO customer
SELECT customer, pg_temp.choice(ARRAY['llm', 'auto', 'university', 'bio', 'render', 'city', 'cloud'], customer, 'sector'),
       CASE WHEN customer ~ '^[A-Z]' THEN pg_temp.choice(ARRAY['SG', 'US', 'GB', 'DE'], customer, 'country') ELSE 'CN' END,
       pg_temp.choice(ARRAY[10, 15, 30, 30, 30, 60], customer, 'due')
FROM tenant;

-- ---- leases ----------------------------------------------------------------------

-- Hourly list price of a card, incl. VAT: it falls by a hundredth or so a month
CREATE FUNCTION pg_temp.list_price(pool text, at date) RETURNS numeric
LANGUAGE sql IMMUTABLE
AS $$ SELECT round(CASE pool WHEN '北京 A100' THEN 9.8 WHEN '乌兰察布 A800' THEN 8.2 WHEN '上海 H800' THEN 16.5 WHEN '庆阳 H100' THEN 17.5
                             WHEN '贵州 910B' THEN 7.4 WHEN '宁夏 H20' THEN 7.2 WHEN '韶关 4090' THEN 2.3 ELSE 2.75 END
                   * (1 - CASE pool WHEN 'Singapore H100' THEN 0.008 ELSE 0.011 END) ^ (3 * ((at - date '2024-01-01') / 91)), 2) $$;

-- A customer: few large ones, and some that only came later
CREATE FUNCTION pg_temp.who(key text, pool text, at date) RETURNS text
LANGUAGE sql STABLE
AS $$ SELECT customer FROM pg_temp.tenant
      WHERE CASE WHEN pool = 'Singapore H100' THEN customer ~ '^[A-Z]' ELSE true END AND (n <= 24 OR at >= date '2025-01-01' + 12 * (n - 24)) AND (n NOT IN (9, 13, 21) OR at < '2025-04-01')
      ORDER BY pg_temp.draw(key, 'customer ' || n) ^ (1.0 / (1 + 40.0 / n)) DESC LIMIT 1 $$;

-- Contracts one after the other in each slot of an asset
CREATE TEMP TABLE contract AS
WITH RECURSIVE slots AS (
  SELECT asset, pool, slot, since, until, k FROM purchase, generate_series(1, floor(0.9 * cards / slot)::int) AS k),
chain AS (
  SELECT asset, pool, slot, until, k, 1 AS n, greatest(since, date '2024-03-01') + floor(75 * pg_temp.draw(asset || k, 'first') ^ 2)::int AS first_day FROM slots
  UNION ALL
  SELECT asset, pool, slot, until, k, n + 1, first_day + length + floor(55 * pg_temp.draw(key, 'gap') ^ 3)::int
  FROM (SELECT *, asset || '.' || k || '.' || n AS key FROM chain) AS c,
       LATERAL (SELECT CASE WHEN pg_temp.draw(key, 'kind') < 0.35 THEN 30 + floor(60 * pg_temp.draw(key, 'length')) WHEN pg_temp.draw(key, 'kind') < 0.75 THEN 91 * (1 + floor(3 * pg_temp.draw(key, 'length'))) ELSE 365 + 31 * floor(12 * pg_temp.draw(key, 'length')) END::int AS length) AS l
  WHERE first_day + length < date '2026-10-25')
SELECT *, asset || '.' || k || '.' || n AS key, lead(first_day) OVER (PARTITION BY asset, k ORDER BY n) AS next_day FROM chain WHERE first_day < '2026-10-25' AND first_day < coalesce(until, '2027-01-01');
ALTER TABLE contract ADD last_day date;
UPDATE contract SET last_day = least(until,
  first_day - 1 + CASE WHEN pg_temp.draw(key, 'kind') < 0.35 THEN 30 + floor(60 * pg_temp.draw(key, 'length')) WHEN pg_temp.draw(key, 'kind') < 0.75 THEN 91 * (1 + floor(3 * pg_temp.draw(key, 'length'))) ELSE 365 + 31 * floor(12 * pg_temp.draw(key, 'length')) END::int);

INSERT INTO lease (lease, customer, pool, asset, terms, list_rate, cards, during)
SELECT 'C' || lpad(row_number() OVER (ORDER BY first_day, key)::text, 4, '0'), pg_temp.who(key, pool, first_day), pool,
       NULL,
       (CASE WHEN dollars THEN price || ' USD/card/hour excl 0%'
             WHEN pg_temp.draw(key, 'by month') < 0.4 THEN round(price * 730, -1) || ' CNY/card/month incl 6%'
             ELSE price || ' CNY/card/hour incl 6%' END
        || CASE WHEN last_day - first_day < 365 THEN '' WHEN pg_temp.draw(key, 'clause') < 0.3 THEN '; free 1 month' WHEN pg_temp.draw(key, 'clause') < 0.5 THEN '; -3% every 6 months'
                WHEN pg_temp.draw(key, 'clause') < 0.6 THEN '; +2% every 1 year' ELSE '' END)::lease_terms,
       ((CASE WHEN dollars OR pg_temp.draw(key, 'by month') >= 0.4 THEN list::text ELSE round(list * 730, -1)::text END)
        || CASE WHEN dollars THEN ' USD/card/hour excl 0%' WHEN pg_temp.draw(key, 'by month') < 0.4 THEN ' CNY/card/month incl 6%' ELSE ' CNY/card/hour incl 6%' END)::rent_rate,
       slot, term(first_day, CASE WHEN last_day < '2026-11-15' OR pg_temp.draw(key, 'open') < 0.8 THEN last_day END, accounting_zone())
FROM contract, LATERAL (SELECT pg_temp.list_price(pool, first_day) AS list, pool = 'Singapore H100' AS dollars) AS p,
     LATERAL (SELECT round(list * (1 - CASE WHEN last_day - first_day > 300 THEN 0.18 WHEN last_day - first_day > 80 THEN 0.1 ELSE 0.03 END - 0.06 * pg_temp.draw(key, 'discount')), 2) AS price) AS d;

-- Boxes by the hour, fractions of a card among them, in what is left
INSERT INTO lease (lease, customer, pool, terms, list_rate, cards, during)
SELECT 'H' || lpad(n::text, 4, '0'), pg_temp.who('h' || n, pool, starts::date), pool,
       CASE WHEN pool = 'Singapore H100' THEN (price || ' USD/card/hour excl 0%')::lease_terms ELSE (price || ' CNY/card/hour incl 6%')::lease_terms END,
       CASE WHEN pool = 'Singapore H100' THEN (price || ' USD/card/hour excl 0%')::rent_rate ELSE (price || ' CNY/card/hour incl 6%')::rent_rate END,
       cards, tstzrange(starts, starts + interval '1 minute' * minutes)
FROM (SELECT n, pg_temp.choice(ARRAY['北京 A100', '北京 A100', '上海 H800', '乌兰察布 A800', '贵州 910B', '宁夏 H20', '韶关 4090', 'Singapore H100'], 'h' || n, 'pool') AS pool,
             (timestamp '2024-09-01' + interval '1 minute' * (floor(780 * pg_temp.draw('h' || n, 'day')) * 1440 + 540 + floor(600 * pg_temp.draw('h' || n, 'minute')))) AT TIME ZONE accounting_zone() AS starts,
             30 + floor(12000 * pg_temp.draw('h' || n, 'length') ^ 3)::int AS minutes, pg_temp.choice(ARRAY[0.25, 0.5, 1, 2, 4, 8, 8], 'h' || n, 'cards') AS cards
      FROM generate_series(1, 260) AS n) AS h,
     LATERAL (SELECT round(1.1 * pg_temp.list_price(pool, starts::date), 2) AS price) AS p;

-- Whole assets, leased one after the other; metered terms; what has not started
INSERT INTO lease (lease, customer, pool, asset, terms, list_rate, cards, during)
SELECT v.lease, t.customer, v.pool, v.asset, v.terms::lease_terms, v.list_rate::rent_rate, v.cards, v.during
FROM (VALUES
  ('A001', 5, '宁夏 H20', 'NX-2', '3800 CNY/card/month incl 6%; free from 2025-02-01 to 2025-03-01', '4600 CNY/card/month incl 6%', 12, term('2024-12-01', '2025-11-30', accounting_zone())),
  ('A002', 7, '宁夏 H20', 'NX-2', '3500 CNY/card/month incl 6%', '4300 CNY/card/month incl 6%', 12, term('2025-12-01', NULL, accounting_zone())),
  ('M001', 2, '贵州 910B', NULL, '6.2 CNY/card/hour incl 6%; above 10000 per month at 5.6; above 20000 per month at 5; proration calendar', '7 CNY/card/hour incl 6%', 32, term('2024-06-01', '2026-12-31', accounting_zone())),
  ('M002', 11, '北京 A100', NULL, '8.4 CNY/card/hour incl 6%; minimum 12000 per month; proration calendar', '9.5 CNY/card/hour incl 6%', 24, term('2024-07-15', '2026-10-31', accounting_zone())),
  ('M003', 17, '韶关 4090', NULL, '1.9 CNY/card/hour incl 6%; maximum 60000 CNY per month; proration calendar', NULL, 48, term('2025-01-01', NULL, accounting_zone())),
  ('P001', 1, '上海 H800', NULL, '11.5 CNY/card/hour incl 6%', '12.8 CNY/card/hour incl 6%', 64, NULL),
  ('P002', 4, '庆阳 H100', NULL, '9000 CNY/card/month incl 6%', NULL, 32, NULL),
  -- sold twice for a week: more than there is
  ('X001', 3, 'Singapore H100', NULL, '2.4 USD/card/hour excl 0%', '2.6 USD/card/hour excl 0%', 64, term('2025-11-03', '2025-11-09', accounting_zone()))
) AS v (lease, n, pool, asset, terms, list_rate, cards, during) JOIN tenant AS t USING (n);

-- Metered leases by the month; of some of the others it is known how hard they work.
INSERT INTO usage
SELECT l.lease, l.during * m.within, round(CASE WHEN l.metered THEN 0.45 + 0.5 * pg_temp.draw(l.lease || m.month, 'use') ELSE 0.3 + 0.65 * pg_temp.draw(l.lease, 'use') * (0.8 + 0.2 * pg_temp.draw(l.lease || m.month, 'use')) END, 4)
FROM lease AS l JOIN accounting_month AS m ON l.during && m.within
WHERE (l.metered OR l.lease LIKE 'C%' AND pg_temp.draw(l.lease, 'known') < 0.2) AND NOT (l.lease = 'M003' AND m.month = '2026-10-01');

-- ---- costs -----------------------------------------------------------------------

INSERT INTO cost (pool, kind, days, currency, net, vat)
SELECT pool, kind, daterange(month, last_day_of_month(month), '[]'), CASE WHEN dollars THEN 'USD' ELSE 'CNY' END, net, round(net * CASE WHEN dollars THEN 0 WHEN kind = 'power' THEN 0.13 WHEN kind = 'site' THEN 0.06 ELSE 0 END, 2)
FROM (SELECT m.month, p.pool, k.kind, p.pool = 'Singapore H100' AND k.kind IN ('power', 'site') AS dollars,
             round(CASE k.kind
               WHEN 'power' THEN p.cards * p.kw * 1.28 * 24 * (last_day_of_month(m.month) - m.month + 1) * (0.72 + 0.2 * pg_temp.draw(p.pool || m.month, 'load')) * CASE p.pool WHEN 'Singapore H100' THEN 0.16 WHEN '乌兰察布 A800' THEN 0.38 WHEN '贵州 910B' THEN 0.42 WHEN '宁夏 H20' THEN 0.4 ELSE 0.62 END
               WHEN 'site' THEN p.cards * p.kw * CASE p.pool WHEN 'Singapore H100' THEN 150 ELSE 330 END
               WHEN 'staff' THEN 45000 + 95 * p.cards
             END, 2) AS net
      FROM accounting_month AS m CROSS JOIN (VALUES ('power'), ('site'), ('staff')) AS k (kind)
           CROSS JOIN LATERAL (SELECT pool, sum(cards) AS cards, CASE pool WHEN '韶关 4090' THEN 0.55 WHEN '贵州 910B' THEN 0.6 WHEN '宁夏 H20' THEN 0.6 WHEN '北京 A100' THEN 0.75 WHEN '乌兰察布 A800' THEN 0.75 ELSE 1.1 END AS kw
                               FROM asset WHERE in_service_from <= m.month AND coalesce(in_service_to, 'infinity') >= m.month GROUP BY pool) AS p) AS c;
-- insurance, a year ahead
INSERT INTO cost (pool, kind, days, net, vat)
SELECT pool, 'other', daterange(day, (day + interval '1 year')::date), round(sum(cards * amount(price)) * 0.004, 2), round(sum(cards * amount(price)) * 0.004 * 0.06, 2)
FROM asset, unnest('{2024-05-01,2025-05-01}'::date[]) AS day WHERE price IS NOT NULL AND in_service_from <= day AND coalesce(in_service_to, 'infinity') > day GROUP BY pool, day;
-- what the owner of hosted cards gets: a share of what the pool brings
INSERT INTO cost (pool, kind, days, net)
SELECT pool, 'owner', daterange(month, last_day_of_month(month), '[]'), round(sum(net) * 0.7 * 0.75, 2) FROM cell WHERE pool = '宁夏 H20' GROUP BY pool, month;

-- ---- invoices and payments ---------------------------------------------------------

-- One a customer and month, in arrears or, for a third of them, in advance; a line for each
-- lease.  What is metered is billed when it is known.
CREATE TEMP TABLE billed AS
SELECT l.lease, l.customer, l.currency, l.tax_rate, accounting_day(b.period_start) - extract(day FROM accounting_day(b.period_start))::int + 1 AS month, b.invoice_date, b.net, b.tax AS vat
FROM lease AS l JOIN tenant AS t USING (customer)
     CROSS JOIN LATERAL billing_schedule(l.terms, l.cards, l.during * tstzrange(NULL, (SELECT upper(within) FROM span)), 'month', CASE WHEN t.n % 3 = 0 AND l.lease LIKE 'C%' THEN 'advance' ELSE 'arrears' END, zone => accounting_zone()) AS b
WHERE NOT l.metered AND l.first_day <= '2026-10-31'
UNION ALL
SELECT lease, customer, currency, tax_rate, month, last_day_of_month(month), net_amount(amount, tax_basis, tax_rate, currency), gross_amount(amount, tax_basis, tax_rate, currency) - net_amount(amount, tax_basis, tax_rate, currency)
FROM metered_month;
DELETE FROM billed WHERE month < '2024-05-01' OR net = 0;

CREATE TEMP TABLE bill AS
SELECT 'INV-' || to_char(invoice_month, 'YYYYMM') || '-' || lpad(row_number() OVER (PARTITION BY invoice_month ORDER BY customer, currency)::text, 3, '0') AS invoice, *
FROM (SELECT DISTINCT customer, currency, date_trunc('month', invoice_date::timestamp)::date AS invoice_month FROM billed) AS b;
-- (one statement: an invoice is its lines)
WITH lines AS (
  SELECT b.invoice, b.customer, b.currency, l.lease, l.month, l.net, l.vat, l.tax_rate, l.invoice_date
  FROM bill AS b JOIN billed AS l ON (l.customer, l.currency, date_trunc('month', l.invoice_date::timestamp)::date) = (b.customer, b.currency, b.invoice_month)),
heads AS (
  INSERT INTO invoice
  SELECT l.invoice, l.customer, max(l.invoice_date), max(l.invoice_date) + c.due_days, l.currency, sum(l.net), sum(l.vat), sum(l.net + l.vat)
  FROM lines AS l JOIN customer AS c USING (customer) GROUP BY l.invoice, l.customer, l.currency, c.due_days)
INSERT INTO invoice_line
SELECT invoice, row_number() OVER (PARTITION BY invoice ORDER BY lease, month), lease, month, net, vat, tax_rate FROM lines;

-- Most pay in time, some late, a few not yet; what falls due in a month is paid at once.
CREATE TEMP TABLE paid AS
SELECT i.invoice, i.customer, i.currency, CASE WHEN pg_temp.draw(i.invoice, 'part') < 0.03 THEN round(i.gross * 0.6, 2) ELSE i.gross END AS amount,
       i.due_date + CASE WHEN t.n % 7 = 3 THEN 20 + floor(70 * pg_temp.draw(i.invoice, 'delay'))::int ELSE floor(26 * pg_temp.draw(i.invoice, 'delay') ^ 2)::int - 6 END AS day
FROM invoice AS i JOIN tenant AS t USING (customer)
WHERE pg_temp.draw(i.invoice, 'pays') < 0.995;
UPDATE paid SET day = greatest(day, (SELECT invoice_date FROM invoice AS i WHERE i.invoice = paid.invoice));
CREATE TEMP TABLE receipt AS
SELECT 'PAY-' || lpad(row_number() OVER (ORDER BY day, customer, currency)::text, 5, '0') AS payment, * FROM (SELECT customer, currency, date_trunc('month', day::timestamp)::date AS month, max(day) AS day, sum(amount) AS amount FROM paid GROUP BY 1, 2, 3) AS p
WHERE day <= '2026-10-31';
INSERT INTO payment
-- one customer pays round sums, the rest of them ahead
SELECT payment, customer, day, currency, CASE WHEN customer = (SELECT customer FROM tenant WHERE n = 6) THEN ceil(amount / 100000) * 100000 ELSE amount END FROM receipt;
INSERT INTO payment_line
SELECT r.payment, p.invoice, r.day, p.amount, p.customer, p.currency
FROM receipt AS r JOIN paid AS p ON (p.customer, p.currency, date_trunc('month', p.day::timestamp)::date) = (r.customer, r.currency, r.month);

-- ---- plans -----------------------------------------------------------------------

INSERT INTO budget
SELECT m.month, p.pool, round(coalesce((SELECT sum(c.net * r.rate) FROM cell AS c JOIN month_rate AS r USING (month, currency) WHERE c.month = m.month AND c.pool = p.pool), 0) * (0.96 + 0.1 * pg_temp.draw(p.pool || extract(quarter FROM m.month) || extract(year FROM m.month), 'budget')), -4), NULL
FROM accounting_month AS m CROSS JOIN pool AS p;

INSERT INTO scenario (scenario, cards, price, rate, rates, start_date, months, ramp_months, utilization, monthly_decline, life, residual_value, power_kw, pue, power_price, colocation, staff, selling, administration, debt_share, interest_rate, income_tax_rate, discount_rate) VALUES
  ('1,000 more A100', 1000, '100000 CNY/card excl 13%', '7.17 CNY/card/hour excl 13%', '{3 CNY/card/hour excl 13%,4 CNY/card/hour excl 13%,5 CNY/card/hour excl 13%,6 CNY/card/hour excl 13%,7 CNY/card/hour excl 13%,8 CNY/card/hour excl 13%,9 CNY/card/hour excl 13%,10 CNY/card/hour excl 13%,11 CNY/card/hour excl 13%,12 CNY/card/hour excl 13%,13 CNY/card/hour excl 13%,14 CNY/card/hour excl 13%,15 CNY/card/hour excl 13%,16 CNY/card/hour excl 13%}',
   '2027-01-01', 48, 6, 0.8, 0.01, '4 years', 10000, 0.8, 1.3, '0.6 CNY/kW/hour excl 13%', '330 CNY/kW/month excl 13%', '1600 CNY/card/year excl 13%', 0.02, '0.2 CNY/card/hour excl 13%', 0.6, 0.042, 0.25, 0.08),
  ('the same at half the rate', 1000, '100000 CNY/card excl 13%', '3.585 CNY/card/hour excl 13%', NULL, '2027-01-01', 48, 6, 0.8, 0.01, '4 years', 10000, 0.8, 1.3, '0.6 CNY/kW/hour excl 13%', '330 CNY/kW/month excl 13%', '1600 CNY/card/year excl 13%', 0.02, '0.2 CNY/card/hour excl 13%', 0.6, 0.042, 0.25, 0.08),
  ('512 H20 without debt', 512, '108000 CNY/card excl 13%', '6.1 CNY/card/hour excl 13%', NULL, '2027-04-01', 60, 3, 0.85, 0.008, '5 years', 8000, 0.6, 1.25, '0.4 CNY/kW/hour excl 13%', '300 CNY/kW/month excl 13%', '1500 CNY/card/year excl 13%', 0.02, NULL, 0, 0, 0.25, 0.08);

-- ---- closing, and what is put right afterwards ---------------------------------------

DO $$
DECLARE
  m date;
BEGIN
  FOR m IN SELECT month FROM accounting_month WHERE month <= '2026-08-01' ORDER BY month LOOP
    UPDATE accounting_month SET closed = true WHERE month = m;
  END LOOP;
END
$$;

-- A rate that was agreed lower from July on and keyed in late; a lease found in August's logs.
UPDATE lease SET terms = (first_rate(terms)::text || '; from 2026-07-01 ' || round(amount(first_rate(terms)) * 0.9, 2))::lease_terms
WHERE lease = (SELECT min(lease) FROM lease WHERE lease LIKE 'C%' AND currency = 'CNY' AND first_day < '2026-06-01' AND last_day > '2026-08-31' AND terms::text !~ '(free|every)');
INSERT INTO lease (lease, customer, pool, terms, list_rate, cards, during)
SELECT 'H0261', customer, '北京 A100', '8 CNY/card/hour incl 6%', '8.2 CNY/card/hour incl 6%', 8, tstzrange('2026-08-11 09:30+08', '2026-08-14 18:00+08') FROM tenant WHERE n = 8;
-- The customer of the first has been credited 10,600, set against what is open.
WITH credited AS (SELECT lease, customer FROM lease WHERE terms::text ~ 'from 2026-07-01'),
note AS (INSERT INTO invoice SELECT 'CN-202609-001', customer, '2026-09-15', '2026-09-15', 'CNY', -10000, -600, -10600 FROM credited)
INSERT INTO invoice_line SELECT 'CN-202609-001', 1, lease, '2026-07-01', -10000, -600, 0.06 FROM credited;

ANALYZE customer, pool, asset, lease, usage, cost, invoice, invoice_line, payment, payment_line, posted;
SELECT set_config('search_path', current_setting('lease_book.path'), false) \g /dev/null
