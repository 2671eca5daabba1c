-- One lease of two months in a book of four, a pool of its own, and another without cards
SET search_path = lease_book, public;
SELECT add_months('2026-04-01', '2026-01-01') \g /dev/null
INSERT INTO customer VALUES ('only');
INSERT INTO pool VALUES ('pool'), ('without cards');
INSERT INTO asset (asset, pool, cards, price, in_service_from) VALUES ('a', 'pool', 8, '100000 CNY/card excl 13%', '2026-01-01');
INSERT INTO lease (lease, customer, pool, terms, cards, during)
VALUES ('1', 'only', 'pool', '10 CNY/card/hour excl 6%', 8, term('2026-02-01', '2026-03-31', accounting_zone()));
