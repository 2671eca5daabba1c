-- The rate implicit in a lease, right to 34 digits, against a bisection to 12.

INSERT INTO bench (what, against, ours, theirs, bar, faster) VALUES
('implicit_rate, 36 payments', 'bisection in PL/pgSQL',
 'SELECT count(implicit_rate(payments, fair_value, residual)) FROM finance_leases', 'SELECT count(rate_by_bisection(payments, fair_value, residual)) FROM finance_leases', 20, true),
('finance_lease_schedule, 36 rows', 'generate_series',
 'SELECT count(s) FROM finance_leases, finance_lease_schedule(payments, 0.008, 0, residual) AS s', 'SELECT count(s) FROM finance_leases, generate_series(1, 36) AS s', NULL, false),
('finance_lease_journal', 'finance_lease_schedule',
 'SELECT count(j) FROM finance_leases, finance_lease_journal(payments, fair_value, fair_value, ''2024-01-01'', unguaranteed_residual => residual) AS j',
 'SELECT count(s) FROM finance_leases, finance_lease_schedule(payments, 0.008, 0, residual) AS s', NULL, false);

INSERT INTO bench_check VALUES
('implicit_rate() and the bisection differ',
 'SELECT max(abs(implicit_rate(payments, fair_value, residual) - rate_by_bisection(payments, fair_value, residual))) < 1e-12 FROM (SELECT * FROM finance_leases LIMIT 1000) AS sample');
