-- The rate implicit in a lease, right to 34 digits, against a bisection to 12.

INSERT INTO bench (what, against, ours, theirs, bar, faster) VALUES
('implicit_rate, 36 payments', 'bisection in PL/pgSQL',
 'SELECT count(implicit_rate(payments, fair_value, residual)) FROM finance_leases', 'SELECT count(rate_by_bisection(payments, fair_value, residual)) FROM finance_leases', 20, true),
('finance_lease_schedule, 36 rows', 'generate_series',
 'SELECT count(s) FROM finance_leases, finance_lease_schedule(payments, 0.008, 0, residual) AS s', 'SELECT count(s) FROM finance_leases, generate_series(1, 36) AS s', NULL, false),
('finance_lease_journal', 'finance_lease_schedule',
 'SELECT count(j) FROM finance_leases, finance_lease_journal(payments, fair_value, fair_value, ''2024-01-01'', unguaranteed_residual => residual) AS j',
 'SELECT count(s) FROM finance_leases, finance_lease_schedule(payments, 0.008, 0, residual) AS s', NULL, false);

-- What stands between bills and income, against both.
INSERT INTO bench (what, against, ours, theirs, bar, faster) VALUES
('rent_journal, 36 months', 'bills and income together',
 'SELECT count(j) FROM leases, rent_journal(terms, quantity, during) AS j',
 'SELECT (SELECT count(b) FROM leases, billing_schedule(terms, quantity, during) AS b) + (SELECT count(i) FROM leases, income_schedule(terms, quantity, during) AS i)', 2.5, false);

-- A posting run when all is posted, against the first one.
INSERT INTO bench (what, against, ours, theirs, before, bar, faster) VALUES
('posting, second run', 'first run',
 'INSERT INTO posted SELECT id, left_over FROM (SELECT l.id, left_to_post(income_to_date(l.terms, l.quantity, l.during, ''2025-12-31''), coalesce(p.amount, 0)) AS left_over
  FROM leases AS l LEFT JOIN (SELECT lease, sum(amount) AS amount FROM posted GROUP BY lease) AS p ON p.lease = l.id) AS due WHERE left_over <> 0',
 'INSERT INTO not_posted SELECT id, left_over FROM (SELECT l.id, left_to_post(income_to_date(l.terms, l.quantity, l.during, ''2025-12-31''), coalesce(p.amount, 0)) AS left_over
  FROM leases AS l LEFT JOIN (SELECT lease, sum(amount) AS amount FROM not_posted GROUP BY lease) AS p ON p.lease = l.id) AS due WHERE left_over <> 0',
 'TRUNCATE not_posted', NULL, false);

INSERT INTO bench_check VALUES
('implicit_rate() and the bisection differ',
 'SELECT max(abs(implicit_rate(payments, fair_value, residual) - rate_by_bisection(payments, fair_value, residual))) < 1e-12 FROM (SELECT * FROM finance_leases LIMIT 1000) AS sample'),
('a second posting run posts something',
 'SELECT count(*) = 0 FROM leases AS l JOIN posted AS p ON p.lease = l.id WHERE left_to_post(income_to_date(l.terms, l.quantity, l.during, ''2025-12-31''), p.amount) <> 0');
