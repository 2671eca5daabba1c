-- Names with what ends scripts, quotes, formulas and emoji; 10^12 and 0.01; a rate of 0; a
-- credit; a month whose exchange rate is missing; a scenario in a currency of three decimals
SET search_path = lease_book, public;
SELECT add_months('2026-03-01', '2025-01-01') \g /dev/null
INSERT INTO customer VALUES ('</script><script>document.title="taken"</script>'), ('=1+1'), ('<!-- <script>'), ('O''Neil "& Söhne" \ 🚀'), (E'line\u2028separator'), ('<img src=x onerror=alert(1)>');
INSERT INTO pool VALUES ('</script><b>'), ('it''s "a" pool \ 🚀'), ('{{data}} $& $1'), ('zero'), ('dollars');
INSERT INTO asset (asset, pool, cards, price, in_service_from)
SELECT pool, pool, 100, '100000 CNY/card excl 13%', '2025-01-01' FROM pool;
INSERT INTO lease (lease, customer, pool, terms, cards, during)
SELECT l.lease, l.customer, l.pool, l.terms::lease_terms, l.cards, term(l.first_day::date, l.last_day::date, accounting_zone())
FROM (VALUES ('1', '</script><script>document.title="taken"</script>', '</script><b>', '670000000 CNY/card/month excl 0%', 100, '2025-01-01', '2026-03-31'),
             ('2', '=1+1', 'it''s "a" pool \ 🚀', '0.01 CNY/card/month excl 0%', 1, '2025-01-01', '2026-03-31'),
             ('3', '<!-- <script>', '{{data}} $& $1', '5 CNY/card/hour incl 6%', 130, '2025-06-01', '2025-12-31'),
             ('4', 'O''Neil "& Söhne" \ 🚀', 'zero', '0 CNY/card/hour excl 0%', 50, '2025-01-01', '2026-03-31'),
             ('5', E'line\u2028separator', 'dollars', '2 USD/card/hour excl 0%', 50, '2025-02-01', '2026-03-31'),
             ('6', '<img src=x onerror=alert(1)>', 'zero', '4 CNY/card/hour excl 0%', 10, '2026-01-01', '2026-01-31')) AS l (lease, customer, pool, terms, cards, first_day, last_day);
INSERT INTO exchange_rate VALUES ('USD', '[2025-01-01,2026-03-01)', 7.1);
INSERT INTO scenario (scenario, cards, price, rate, start_date, months, residual_value, colocation)
VALUES ('</script> "thousand" fils & ''🚀''', 3, '10001.5 KWD/card', '0.75777 KWD/card/hour', '2026-04-01', 24, 100.125, '1.0217 KWD/card/day');
