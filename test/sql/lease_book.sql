-- examples/lease_book.sql: what is refused, with its reason; what is shown rightly all the same; a row
-- that cannot be billed is listed, and no view fails for it.
\getenv abs_srcdir PG_ABS_SRCDIR
\set book :abs_srcdir '/../examples/lease_book.sql'
\set ECHO none
SET client_min_messages = warning;
SET timezone = 'America/New_York';
SET datestyle = 'German';
\set SHOW_CONTEXT never
\i :book
SET search_path = lease_book, public;
\set ECHO all
SELECT add_months('2024-06-01', '2024-01-01');
INSERT INTO customer (customer) VALUES ('Nova'), ('Tern');
INSERT INTO pool (pool, gpu_model, capacity) VALUES ('east', 'A100', '0.312 P fp16'), ('bare', NULL, NULL);
INSERT INTO asset (asset, pool, cards, price, in_service_from) VALUES ('e1', 'east', 64, '100000 CNY/card excl 13%', '2023-12-10');
INSERT INTO exchange_rate VALUES ('USD', '[2024-01-01,2024-03-16)', 7.1), ('USD', '[2024-03-16,2024-05-01)', 7.2);

-- leases
INSERT INTO lease (lease, customer, pool, terms, cards, during) VALUES ('1', 'Nova', 'west', '10 CNY/card/hour incl 6%', 1, '[2024-01-01,)');
INSERT INTO lease (lease, customer, pool, terms, cards, during) VALUES ('1', 'Who', 'east', '10 CNY/card/hour incl 6%', 1, '[2024-01-01,)');
INSERT INTO lease (lease, customer, pool, terms, cards, during) VALUES ('1', 'Nova', 'east', '10 CNY/server/hour incl 6%', 1, '[2024-01-01,)');
INSERT INTO lease (lease, customer, pool, terms, cards, during) VALUES ('1', 'Nova', 'east', '100000 CNY/card incl 6%', 1, '[2024-01-01,)');
INSERT INTO lease (lease, customer, pool, terms, cards, during) VALUES ('1', 'Nova', 'east', '10 CNY/card/hour', 1, '[2024-01-01,)');
INSERT INTO lease (lease, customer, pool, terms, cards, during) VALUES ('1', 'Nova', 'east', '10 KWD/card/hour incl 5%', 1, '[2024-01-01,)');
INSERT INTO lease (lease, customer, pool, terms, list_rate, cards, during) VALUES ('1', 'Nova', 'east', '10 CNY/card/hour incl 6%', '12 CNY/card/hour incl 13%', 1, '[2024-01-01,)');
INSERT INTO lease (lease, customer, pool, terms, list_rate, cards, during) VALUES ('1', 'Nova', 'east', '10 CNY/card/hour incl 6%', '12 CNY/server/hour incl 6%', 1, '[2024-01-01,)');
INSERT INTO lease (lease, customer, pool, terms, cards, during) VALUES ('1', 'Nova', 'east', '10 CNY/card/hour incl 6%', -1, '[2024-01-01,)');
INSERT INTO lease (lease, customer, pool, terms, cards, during) VALUES ('1', 'Nova', 'east', '10 CNY/card/hour incl 6%', 'NaN', '[2024-01-01,)');
INSERT INTO lease (lease, customer, pool, terms, cards, during) VALUES ('1', 'Nova', 'east', '10 CNY/card/hour incl 6%', 1, '(,2024-01-01)');
INSERT INTO lease (lease, customer, pool, terms, cards, during) VALUES ('1', 'Nova', 'east', '10 CNY/card/hour incl 6%', 1, '[2024-01-01,9999-12-31)');
INSERT INTO lease (lease, customer, pool, asset, terms, cards, during) VALUES ('1', 'Nova', 'bare', 'e1', '10 CNY/card/hour incl 6%', 1, '[2024-01-01,)');
INSERT INTO lease (lease, customer, pool, asset, terms, cards, during) VALUES ('1', 'Nova', 'east', 'e1', '10 CNY/card/hour incl 6%', 64, term('2024-01-01', '2024-01-31', accounting_zone()));
INSERT INTO lease (lease, customer, pool, asset, terms, cards, during) VALUES ('2', 'Tern', 'east', 'e1', '10 CNY/card/hour incl 6%', 64, term('2024-01-31', '2024-02-29', accounting_zone()));
INSERT INTO lease (lease, customer, pool, asset, terms, cards, during) VALUES ('2', 'Tern', 'east', 'e1', '10 CNY/card/hour incl 6%', 64, term('2024-02-01', '2024-02-29', accounting_zone()));
SELECT lease, first_day, last_day, currency, tax_basis, tax_rate, metered, terms FROM lease ORDER BY lease;
-- a contract by the month counts them in the accounting zone; infinity is no end
INSERT INTO lease (lease, customer, pool, terms, cards, during) VALUES ('3', 'Tern', 'bare', '2900 USD/card/month excl 0%', 1, tstzrange('2024-02-01 00:00+08', 'infinity'));
SELECT lease, terms, during FROM lease WHERE lease = '3';

-- usage
INSERT INTO usage VALUES ('1', '[2024-01-01,2024-01-02)', 85);
INSERT INTO usage VALUES ('1', '[2024-01-01,2024-01-10)', 0.5), ('1', '[2024-01-09,2024-01-12)', 0.5);

-- assets, exchange rates, costs
INSERT INTO asset (asset, pool, cards, price, in_service_from) VALUES ('e2', 'east', 8, '800000 CNY/server excl 13%', '2024-01-01');
INSERT INTO asset (asset, pool, cards, price, in_service_from) VALUES ('e2', 'east', 8, '15000 USD/card excl 13%', '2024-01-01');
INSERT INTO asset (asset, pool, cards, price, in_service_from) VALUES ('e2', 'east', 8, '100000 CNY/card', '2024-01-01');
INSERT INTO asset (asset, pool, cards, price, salvage, in_service_from) VALUES ('e2', 'east', 8, '100000 CNY/card excl 13%', 900000, '2024-01-01');
INSERT INTO asset (asset, pool, cards, in_service_from) VALUES ('e2', 'east', 8, '2024-01-01');
INSERT INTO exchange_rate VALUES ('USD', '[2024-04-01,2024-06-01)', 7.3);
INSERT INTO exchange_rate VALUES ('CNY', '[2024-04-01,2024-06-01)', 1);
INSERT INTO cost (pool, kind, days, net) VALUES ('east', 'lunch', '[2024-01-01,2024-02-01)', 1);
INSERT INTO cost (pool, kind, days, net) VALUES ('east', 'power', '[2024-01-01,2024-02-01)', 'NaN');
INSERT INTO cost (pool, kind, days, net) VALUES ('east', 'power', '[2024-01-01,infinity)', 1);
-- a year's bill, by days: its months come to it
INSERT INTO cost (cost_id, pool, kind, days, net, vat) VALUES (1, 'east', 'site', '[2024-01-15,2024-06-15)', 1000, 60);
SELECT month, net, vat, sum(net) OVER (ORDER BY month) FROM cost_month ORDER BY month;

-- invoices and payments
INSERT INTO invoice VALUES ('i0', 'Nova', '2024-02-01', '2024-03-02', 'CNY', 100, 6, 107);
INSERT INTO invoice VALUES ('i0', 'Nova', '2024-02-01', '2024-01-02', 'CNY', 100, 6, 106);
INSERT INTO invoice VALUES ('i0', 'Nova', '2024-02-01', '2024-03-02', 'CNY', 100, 6, 106);
WITH i AS (INSERT INTO invoice VALUES ('i1', 'Nova', '2024-02-01', '2024-03-02', 'CNY', 449207.55, 26952.45, 476160.00)) INSERT INTO invoice_line VALUES ('i1', 1, '1', '2024-01-01', 449207.55, 26952.45, 0.06);
WITH i AS (INSERT INTO invoice VALUES ('i2', 'Tern', '2024-03-31', '2024-04-10', 'USD', 2900, 0, 2900)) INSERT INTO invoice_line VALUES ('i2', 1, '3', '2024-02-01', 2900, 0, 0);
UPDATE invoice_line SET net = 449207.56 WHERE invoice = 'i1';
-- another customer's lease, another currency, another tax
WITH i AS (INSERT INTO invoice VALUES ('i3', 'Tern', '2024-02-01', '2024-03-02', 'CNY', 100, 6, 106)) INSERT INTO invoice_line VALUES ('i3', 1, '1', '2024-01-01', 100, 6, 0.06);
WITH i AS (INSERT INTO invoice VALUES ('i3', 'Nova', '2024-02-01', '2024-03-02', 'USD', 100, 6, 106)) INSERT INTO invoice_line VALUES ('i3', 1, '1', '2024-01-01', 100, 6, 0.06);
WITH i AS (INSERT INTO invoice VALUES ('i3', 'Nova', '2024-02-01', '2024-03-02', 'CNY', 100, 13, 113)) INSERT INTO invoice_line VALUES ('i3', 1, '1', '2024-01-01', 100, 13, 0.13);
UPDATE invoice SET customer = 'Tern' WHERE invoice = 'i1';
-- what was billed to a customer is taken back from it, though the lease is another's by now; no more than that
BEGIN;
UPDATE lease SET customer = 'Tern' WHERE lease = '1';
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE lease SET lease = 'one' WHERE lease = '1';
SET CONSTRAINTS ALL DEFERRED;
WITH i AS (INSERT INTO invoice VALUES ('c0', 'Nova', '2024-02-02', '2024-03-02', 'CNY', -100, -6, -106)) INSERT INTO invoice_line VALUES ('c0', 1, 'one', '2024-01-01', -100, -6, 0.06);
SET CONSTRAINTS ALL IMMEDIATE;
SAVEPOINT taken_back;
UPDATE invoice_line SET month = '2024-02-01' WHERE invoice = 'c0';
ROLLBACK TO taken_back;
SET CONSTRAINTS ALL DEFERRED;
WITH i AS (INSERT INTO invoice VALUES ('c9', 'Nova', '2024-02-02', '2024-03-02', 'CNY', -449107.56, 0, -449107.56)) INSERT INTO invoice_line VALUES ('c9', 1, 'one', '2024-01-01', -449107.56, 0, 0.06);
COMMIT;
-- a lease of a cent, listed at ten thousand million, billed with a thousand million: its cost at the list is no amount
INSERT INTO lease (lease, customer, pool, terms, list_rate, cards, during) VALUES ('cent', 'Nova', 'east', '0.01 CNY/card/hour excl 6%', '10000000000 CNY/card/hour excl 6%', 1, '[2024-02-01 00:00Z,2024-02-01 01:00Z)');
WITH i AS (INSERT INTO invoice VALUES ('i3', 'Nova', '2024-02-01', '2024-03-02', 'CNY', 1000000000, 0, 1000000000)) INSERT INTO invoice_line VALUES ('i3', 1, 'cent', '2024-02-01', 1000000000, 0, 0);
DELETE FROM lease WHERE lease = 'cent';
INSERT INTO payment VALUES ('p1', 'Nova', '2024-03-01', 'CNY', 500000), ('p2', 'Tern', '2024-04-01', 'USD', 1000);
INSERT INTO payment_line VALUES ('p1', 'i1', '2024-03-01', 476161, 'Nova', 'CNY');
INSERT INTO payment_line VALUES ('p1', 'i1', '2024-02-28', 476160, 'Nova', 'CNY');
INSERT INTO payment_line VALUES ('p2', 'i1', '2024-04-01', 1000, 'Tern', 'USD');
INSERT INTO payment_line VALUES ('p2', 'i2', '2024-04-01', 1001, 'Tern', 'USD');
INSERT INTO payment_line VALUES ('p1', 'i1', '2024-03-01', 476160, 'Nova', 'CNY'), ('p2', 'i2', '2024-04-01', 1000, 'Tern', 'USD');
-- less than what was paid of it; a set-off of which one half is taken away; two at once would not see each other
BEGIN;
UPDATE invoice_line SET net = 100, vat = 6 WHERE invoice = 'i1';
UPDATE invoice SET net = 100, vat = 6, gross = 106 WHERE invoice = 'i1';
COMMIT;
WITH i AS (INSERT INTO invoice VALUES ('c1', 'Tern', '2024-04-01', '2024-04-10', 'USD', -530, 0, -530)) INSERT INTO invoice_line VALUES ('c1', 1, '3', '2024-02-01', -530, 0, 0);
INSERT INTO payment VALUES ('p3', 'Tern', '2024-04-02', 'USD', 0);
INSERT INTO payment_line VALUES ('p3', 'i2', '2024-04-02', 530, 'Tern', 'USD'), ('p3', 'c1', '2024-04-02', -530, 'Tern', 'USD');
DELETE FROM payment_line WHERE payment = 'p3' AND invoice = 'c1';
UPDATE payment_line SET invoice = 'i2', applied_on = '2024-04-03' WHERE payment = 'p3' AND invoice = 'c1';
DELETE FROM payment WHERE payment = 'p3';
DELETE FROM invoice WHERE invoice = 'c1';
BEGIN ISOLATION LEVEL REPEATABLE READ;
INSERT INTO payment_line VALUES ('p2', 'i2', '2024-04-02', 1, 'Tern', 'USD');
COMMIT;
INSERT INTO customer (customer) VALUES ('__idle__');
-- money that came in before its invoice is paid ahead until then; of it a part is given back, and more than that is told
BEGIN;
INSERT INTO payment VALUES ('p4', 'Tern', '2024-02-20', 'USD', 700);
WITH i AS (INSERT INTO invoice VALUES ('i4', 'Tern', '2024-05-02', '2024-06-01', 'USD', 500, 0, 500)) INSERT INTO invoice_line VALUES ('i4', 1, '3', '2024-04-01', 500, 0, 0);
INSERT INTO payment_line VALUES ('p4', 'i4', '2024-02-20', 500, 'Tern', 'USD');
INSERT INTO payment VALUES ('r1', 'Tern', '2024-05-20', 'USD', -150), ('r2', 'Tern', '2024-06-20', 'USD', -60);
SET CONSTRAINTS ALL IMMEDIATE;
SELECT as_of_day, open_in_currency, paid_ahead_in_currency FROM gpurent_bi.receivable_aging WHERE customer = 'Tern' ORDER BY as_of_day;
SELECT invoice, open_in_currency, days_past_due FROM gpurent_bi.receivable ORDER BY invoice;
SELECT kind, customer, month, reason FROM gpurent_bi.problem WHERE kind = 'refund';
-- a refund pays out a credit note, and no invoice
WITH i AS (INSERT INTO invoice VALUES ('c4', 'Tern', '2024-05-02', '2024-06-01', 'USD', -100, 0, -100)) INSERT INTO invoice_line VALUES ('c4', 1, '3', '2024-04-01', -100, 0, 0);
INSERT INTO payment_line VALUES ('r1', 'c4', '2024-05-20', -100, 'Tern', 'USD');
SELECT as_of_day, open_in_currency, paid_ahead_in_currency FROM gpurent_bi.receivable_aging WHERE customer = 'Tern' AND month >= '2024-05-01' ORDER BY as_of_day;
INSERT INTO payment_line VALUES ('r2', 'i2', '2024-06-20', 10, 'Tern', 'USD');
ROLLBACK;
-- what is owed is told at the exchange rate of that day, what was earned at the mean of the month; by hand 2900 x 7.2
SELECT as_of_day, customer, currency, not_due_in_currency, days_1_to_30_in_currency, open_in_currency, paid_ahead_in_currency, open_functional FROM gpurent_bi.receivable_aging WHERE as_of_day >= '2024-03-31' AND as_of_day <= '2024-04-30' ORDER BY as_of_day, customer;
-- what is not said: when it is due, and whose line and in which currency it is
BEGIN;
WITH i AS (INSERT INTO invoice (invoice, customer, invoice_date, currency, net, vat, gross) VALUES ('i5', 'Nova', '2024-06-01', 'CNY', 1, 0.06, 1.06)) INSERT INTO invoice_line VALUES ('i5', 1, '1', '2024-01-01', 1, 0.06, 0.06);
INSERT INTO payment_line (payment, invoice, applied_on, amount) VALUES ('p1', 'i5', '2024-06-02', 1.06);
SET CONSTRAINTS ALL IMMEDIATE;
SELECT invoice, due_date FROM invoice WHERE invoice = 'i5';
SELECT * FROM payment_line WHERE invoice = 'i5';
SAVEPOINT s;
INSERT INTO payment_line (payment, invoice, applied_on, amount) VALUES ('p9', 'i5', '2024-06-02', 1);
ROLLBACK TO s;
INSERT INTO invoice (invoice, customer, invoice_date, currency, net, vat, gross) VALUES ('i6', 'Who', '2024-06-01', 'CNY', 1, 0.06, 1.06);
ROLLBACK;

-- months: by hand, 64 x 10 x 744 = 476160; net of 6 % 449207.547
UPDATE accounting_month SET closed = true WHERE month = '2024-02-01';
SELECT count(*) > 0 AS lease_change, (SELECT count(*) > 0 FROM receivable_change) AS receivable_change FROM lease_change;
UPDATE accounting_month SET closed = true WHERE month = '2024-01-01';
-- without rollups nobody asks what has changed
SELECT count(*) AS lease_change, (SELECT count(*) FROM receivable_change) AS receivable_change FROM lease_change;
INSERT INTO accounting_month VALUES ('2023-12-02');
INSERT INTO accounting_month VALUES ('2024-09-01');
INSERT INTO accounting_month (month, closed) VALUES ('2024-07-01', true);
UPDATE accounting_month SET closed = false WHERE month = '2024-01-01';
INSERT INTO accounting_month VALUES ('2023-12-01');
UPDATE accounting_month SET month = '2024-07-01' WHERE month = '2024-02-01';
-- moved to another pool or customer, which is not renamed
UPDATE cost SET pool = 'bare' WHERE pool = 'east';
UPDATE posted SET customer = 'Tern' WHERE customer = 'Nova';
-- a rate that turns out wrong holds to the end of what is closed, and no day of that goes
BEGIN;
UPDATE exchange_rate SET days = '[2024-01-01,2024-02-01)' WHERE days = '[2024-01-01,2024-03-16)';
INSERT INTO exchange_rate VALUES ('USD', '[2024-02-01,2024-03-16)', 7.11);
ROLLBACK;
UPDATE exchange_rate SET days = '[2024-01-02,2024-03-16)' WHERE days = '[2024-01-01,2024-03-16)';
DELETE FROM accounting_month WHERE month = '2024-01-01';
UPDATE cost SET net = 999;
UPDATE asset SET cards = 63 WHERE asset = 'e1';
UPDATE exchange_rate SET rate = 7 WHERE rate = 7.1;
INSERT INTO exchange_rate VALUES ('EUR', '(,2024-01-01)', 8);
UPDATE invoice SET due_date = '2024-03-03' WHERE invoice = 'i1';
UPDATE posted SET net = 0;
DELETE FROM posted;
TRUNCATE posted;
TRUNCATE cost;
-- renamed, which is no change of what is closed
UPDATE pool SET pool = 'east coast' WHERE pool = 'east';
UPDATE customer SET customer = '</script>"N''va"' WHERE customer = 'Nova';
-- corrected: in February, which is open
UPDATE lease SET cards = 60 WHERE lease = '1';
SELECT month, service_month, pool, customer, leases, card_hours, gross, vat, net FROM revenue WHERE currency = 'CNY' ORDER BY month, service_month, customer, pool;
SELECT month, pool, customer, net_in_currency, net_functional FROM gpurent_bi.revenue_month WHERE month < '2024-03-01' ORDER BY month, customer, pool;
-- May has no exchange rate of USD: a gap with a name, and no month that is closed over it
SELECT month, net_in_currency, net_functional, functional_per_unit_of_currency, exchange_rate_missing FROM gpurent_bi.revenue_month WHERE currency = 'USD' ORDER BY month;
SELECT month, pool, net_functional, gross_profit_functional FROM gpurent_bi.pool_month WHERE month >= '2024-04-01' ORDER BY month, pool;
-- unknown from there on, and not as if nothing had come in; the bridge neither loses the customer nor finds a new one
SELECT month, pool, cash_flow_functional, cumulative_cash_flow_functional, paid_back FROM gpurent_bi.payback_month WHERE month >= '2024-04-01' ORDER BY month, pool;
SELECT month, customer, net_functional, fleet_net_functional, share_percent, rank, cumulative_net_functional, cumulative_share_percent FROM gpurent_bi.customer_month WHERE month >= '2024-04-01' ORDER BY month, rank, customer;
SELECT month, pool, customer, from_functional, new_customers_functional, lost_customers_functional, volume_functional, mix_functional, price_functional, exchange_functional, to_functional
FROM gpurent_bi.revenue_bridge_month WHERE months_before = 1 AND month >= '2024-05-01' ORDER BY month, pool, customer;
UPDATE accounting_month SET closed = true WHERE month = '2024-02-01';
UPDATE accounting_month SET closed = true WHERE month = '2024-03-01';
UPDATE accounting_month SET closed = true WHERE month = '2024-04-01';
UPDATE accounting_month SET closed = true WHERE month = '2024-05-01';
-- what is owed or paid ahead at the end of a month needs a rate too: afterwards there is none to be had
BEGIN;
INSERT INTO exchange_rate VALUES ('USD', '[2024-05-01,2024-07-01)', 7.2);
INSERT INTO payment VALUES ('p9', 'Tern', '2024-05-15', 'EUR', 5);
SELECT kind, customer, month, reason FROM gpurent_bi.problem WHERE kind = 'exchange rate' ORDER BY month;
UPDATE accounting_month SET closed = true WHERE month = '2024-05-01';
ROLLBACK;
-- pools, leases, invoices and customers are renamed, though lines of theirs are in a month that is closed; nothing
-- is another's by a rename in the same statement
BEGIN;
UPDATE pool SET pool = 'east' WHERE pool = 'east coast';
UPDATE lease SET lease = 'one' WHERE lease = '1';
UPDATE invoice SET invoice = 'I-1' WHERE invoice = 'i1';
UPDATE payment SET payment = 'P-1' WHERE payment = 'p1';
UPDATE customer SET customer = 'Nova' WHERE customer <> 'Tern';
SET CONSTRAINTS ALL IMMEDIATE;
SELECT invoice, customer, lease, pool, hours, consumed, list_cost FROM invoice_line JOIN invoice USING (invoice) ORDER BY invoice;
ROLLBACK;
WITH renamed AS (UPDATE pool SET pool = 'east' WHERE pool = 'east coast' RETURNING 1) UPDATE cost SET pool = 'bare' FROM renamed WHERE pool = 'east coast';
WITH renamed AS (UPDATE customer SET customer = 'Terns' WHERE customer = 'Tern' RETURNING 1) UPDATE payment SET customer = '</script>"N''va"' FROM renamed WHERE customer = 'Tern';
WITH renamed AS (UPDATE customer SET customer = 'Terns' WHERE customer = 'Tern' RETURNING 1) UPDATE posted SET customer = '</script>"N''va"' FROM renamed WHERE customer = 'Tern';

-- rows that cannot be billed are listed, and views stand
INSERT INTO lease (lease, customer, pool, terms, cards, during) VALUES
  ('4', 'Tern', 'bare', '10 CNY/card/hour incl 6%; +90% every 1 month', 1, '[2024-05-01,)'),
  ('5', 'Tern', 'bare', '90000000000 CNY/card/second incl 6%', 9000000, '[2024-05-01,)'),
  ('6', 'Tern', 'bare', '10 CNY/card/hour incl 6%; above 10 per month at 5', 1, '[2024-05-01,2024-06-01)'),
  ('7', 'Tern', 'bare', '10 CNY/card/hour incl 6%; above 10 per month at 5; proration calendar', 1, term('2024-05-01', '2024-05-31', accounting_zone())),
  ('8', 'Tern', 'bare', '10 CNY/card/hour incl 6%', 1, NULL),
  ('9', 'Tern', 'bare', '10 CNY/card/hour incl 6%', 0, '[2024-05-01,)');
INSERT INTO lease (lease, customer, pool, terms, list_rate, cards, during) VALUES
  ('11', 'Tern', 'bare', '90000000000 CNY/card/second incl 6%; minimum 1 per month; proration calendar', NULL, 9000000, term('2024-05-01', '2024-05-31', accounting_zone())),
  ('12', 'Tern', 'bare', '1 CNY/card/hour incl 6%; minimum 1 per month; proration calendar', '90000000000 CNY/card/hour incl 6%', 9000000, term('2024-05-01', '2024-05-31', accounting_zone())),
  ('13', 'Tern', 'bare', '1 CNY/card/hour incl 6%; minimum 1 per month; proration calendar', '90000000000 CNY/card/second incl 6%', 9000000, '[2024-05-01,)');
INSERT INTO usage SELECT lease, term('2024-05-01', '2024-05-31', accounting_zone()), 1 FROM lease WHERE lease IN ('11', '12', '13');
SELECT kind, lease, pool, customer, month, reason FROM gpurent_bi.problem ORDER BY kind, lease, month;
SELECT month, leases, card_hours, gross_in_currency FROM gpurent_bi.revenue_month WHERE month = '2024-05-01' AND currency = 'CNY';
SELECT lease, status, days, card_hours, net_contract_in_currency FROM gpurent_bi.lease ORDER BY lease;
SELECT lease, rate_in_currency FROM gpurent_bi.lease WHERE lease = '5';
-- nor does a bill of one fail, of a month whose rent cannot be worked out
BEGIN;
INSERT INTO invoice VALUES ('x1', 'Tern', '2024-06-01', '2024-06-30', 'CNY', 100, 6, 106);
INSERT INTO invoice_line VALUES ('x1', 1, '4', '2099-05-01', 100, 6, 0.06);
SET CONSTRAINTS ALL IMMEDIATE;
SELECT lease, hours, consumed, lease_net, list_net, list_cost FROM invoice_line WHERE invoice = 'x1';
ROLLBACK;
-- hours of a month that is closed are those of the leases as they are now, and what they brought counts with them
SELECT month, pool, leased_card_hours, net_functional, service_net_functional, net_functional_per_leased_card_hour FROM gpurent_bi.pool_month WHERE month < '2024-03-01' ORDER BY month, pool;
-- metered outside of its lease; half of a metered month taken back is half of its hours
INSERT INTO usage VALUES ('7', '[2024-05-10 00:00+08,2024-05-20 00:00+08)', 0.5), ('7', '[2024-05-31 12:00+08,2024-06-03 00:00+08)', 0.5);
SELECT kind, lease, pool, customer, month, reason FROM gpurent_bi.problem WHERE lease = '7';
SELECT month, used_card_hours, trim_scale(amount) AS amount, net_amount(amount, tax_basis, tax_rate, currency) FROM metered_month WHERE lease = '7';
BEGIN;
INSERT INTO invoice VALUES ('m1', 'Tern', '2024-06-01', '2024-06-30', 'CNY', 641.51, 38.49, 680), ('m2', 'Tern', '2024-06-02', '2024-06-30', 'CNY', -320.76, -19.24, -340);
INSERT INTO invoice_line VALUES ('m1', 1, '7', '2024-05-01', 641.51, 38.49, 0.06), ('m2', 1, '7', '2024-05-01', -320.76, -19.24, 0.06);
SET CONSTRAINTS ALL IMMEDIATE;
SELECT "InvoiceId", "BilledCost", "PricingQuantity", "ConsumedQuantity", "ListCost" FROM gpurent_bi.focus_cost_and_usage WHERE "ResourceId" = '7' AND "ChargeCategory" = 'Usage' ORDER BY 1;
ROLLBACK;
-- rounded once, with its tax: 0.00850162 x 744 is 6.32520528, with 6 % 6.70 and not 6.71
BEGIN;
INSERT INTO lease (lease, customer, pool, terms, cards, during) VALUES
  ('once', 'Tern', 'bare', '0.00850162 CNY/card/hour excl 6%; maximum 100 CNY per month; proration calendar', 1, term('2024-05-01', '2024-05-31', accounting_zone()));
INSERT INTO usage VALUES ('once', term('2024-05-01', '2024-05-31', accounting_zone()), 1);
SELECT net_in_currency, gross_in_currency FROM gpurent_bi.revenue_month WHERE pool = 'bare' AND tax_basis = 'excluding' AND currency = 'CNY';
-- billed twice
INSERT INTO invoice SELECT invoice, 'Tern', '2024-06-01', '2024-06-30', 'CNY', 6.33, 0.37, 6.70 FROM unnest('{m1,m2}'::text[]) AS invoice;
INSERT INTO invoice_line SELECT invoice, 1, 'once', '2024-05-01', 6.33, 0.37, 0.06 FROM unnest('{m1,m2}'::text[]) AS invoice;
SET CONSTRAINTS ALL IMMEDIATE;
SELECT kind, lease, pool, customer, month, reason FROM gpurent_bi.problem WHERE kind = 'billing';
ROLLBACK;
-- no month is open: what is left to post is told
BEGIN;
INSERT INTO exchange_rate VALUES ('USD', '[2024-05-01,2024-07-01)', 7.2), ('EUR', '[2024-05-01,2024-07-01)', 7.8);
UPDATE accounting_month SET closed = true WHERE month = '2024-05-01';
UPDATE accounting_month SET closed = true WHERE month = '2024-06-01';
UPDATE lease SET cards = cards + 1 WHERE lease = '9';
SELECT kind, lease, pool, customer, month, reason FROM gpurent_bi.problem WHERE kind = 'correction';
ROLLBACK;
-- the views can be made anew, with all of their comments
CREATE TEMP TABLE shown AS SELECT relname, attname, atttypid, atttypmod, col_description(attrelid, attnum) AS told FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'gpurent_bi'::regnamespace;
DROP SCHEMA gpurent_bi CASCADE;
\set views :abs_srcdir '/../examples/lease_book_views.sql'
\set ECHO none
\i :views
\set ECHO all
SELECT count(*) > 300 AS columns, count(*) FILTER (WHERE (relname, attname, atttypid, atttypmod, told) NOT IN
  (SELECT relname, attname, atttypid, atttypmod, col_description(attrelid, attnum) FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'gpurent_bi'::regnamespace)) AS others FROM shown;
-- no cards, and a lease of none: the cost is nobody's, once
INSERT INTO pool (pool) VALUES ('void');
INSERT INTO cost (pool, kind, days, net) VALUES ('void', 'site', '[2024-06-01,2024-07-01)', 100);
INSERT INTO lease (lease, customer, pool, terms, cards, during) VALUES ('10', 'Tern', 'void', '10 CNY/card/hour incl 6%', 0, '[2024-06-05,2024-06-06)');
SELECT customer, "gpuHours", "totalCost" FROM gpurent_bi.pool_cost_allocation WHERE pool = 'void' AND month = '2024-06-01' ORDER BY customer;
-- scenarios that the functions would refuse
INSERT INTO scenario (scenario, cards, price, rate, start_date) VALUES ('s', 1, '100000 CNY/card', '15.1 USD/card/hour', '2024-01-01');
INSERT INTO scenario (scenario, cards, price, rate, start_date, utilization) VALUES ('s', 1, '100000 CNY/card', '15.1 CNY/card/hour', '2024-01-01', 85);
INSERT INTO scenario (scenario, cards, price, rate, start_date) VALUES ('s', 1, '100000 CNY/card', '15.1 CNY/card/hour', '2024-01-01');
SELECT payback_years FROM gpurent_bi.payback_grid WHERE rate_in_currency = 15.1 AND let_percent = 100;

\set ECHO none
DROP SCHEMA lease_book, gpurent_bi CASCADE;
DROP EXTENSION btree_gist;
