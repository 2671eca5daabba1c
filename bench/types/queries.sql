-- The types against plain ones, and rent() against its formula.  A query must consume
-- all it computes: the planner drops a column that nobody looks at.

INSERT INTO bench (what, against, ours, theirs, before, bar, faster, plan) VALUES
('COPY FROM p_capacity', 'numeric(20,6)',
 format('COPY copied_capacities FROM %L', :'capacity_file'),
 format('COPY copied_capacity_numerics FROM %L', :'capacity_numeric_file'),
 'TRUNCATE copied_capacities, copied_capacity_numerics', 1.0, false, NULL),
('COPY TO p_capacity', 'numeric(20,6)',
 'COPY capacity_texts TO ''/dev/null''', 'COPY capacity_numerics TO ''/dev/null''', NULL, 1.0, false, NULL),
('COPY FROM rent_rate', 'numeric(20,6)',
 format('COPY copied_rates FROM %L', :'rate_file'),
 format('COPY copied_rate_numerics FROM %L', :'rate_numeric_file'),
 'TRUNCATE copied_rates, copied_rate_numerics', 1.5, false, NULL),
('COPY TO rent_rate', 'numeric(20,6)',
 'COPY rate_texts TO ''/dev/null''', 'COPY rate_numerics TO ''/dev/null''', NULL, 1.5, false, NULL),
-- an OFFSET without a LIMIT sorts all and hands over the last
('ORDER BY p_capacity', 'bigint',
 'SELECT v FROM capacities ORDER BY v OFFSET (SELECT count(*) - 1 FROM capacities)',
 'SELECT v FROM bigints ORDER BY v OFFSET (SELECT count(*) - 1 FROM bigints)', NULL, 1.15, false, 'Sort'),
('CREATE INDEX on p_capacity', 'bigint',
 'CREATE INDEX bench_index ON capacities (v)', 'CREATE INDEX bench_index ON bigints (v)',
 'DROP INDEX IF EXISTS bench_index', 1.15, false, NULL),
('GROUP BY p_capacity', 'bigint',
 'SELECT max(n) FROM (SELECT g, count(*) AS n FROM capacities GROUP BY g) AS s',
 'SELECT max(n) FROM (SELECT g, count(*) AS n FROM bigints GROUP BY g) AS s', NULL, 1.15, false, 'HashAggregate'),
('sum(p_capacity)', 'sum(bigint)', 'SELECT sum(v) FROM capacities', 'SELECT sum(v) FROM bigints', NULL, 1.15, false, NULL),
('sum(rent(rate, cards, during))', 'the formula in numeric',
 'SELECT sum(rent(rate, cards, during)) FROM leases',
 'SELECT sum(price * cards * extract(epoch FROM upper(during) - lower(during)) / 3600) FROM leases', NULL, 3, true, NULL),
-- count() consumes an expression as cheaply as can be
('the same, monthly in New York', 'hourly + 2 AT TIME ZONE',
 'SELECT sum(rent(monthly, cards, during, NULL, ''America/New_York'')) FROM leases',
 'SELECT sum(rent(rate, cards, during)), count(lower(during) AT TIME ZONE ''America/New_York''),
         count(upper(during) AT TIME ZONE ''America/New_York'') FROM leases', NULL, 1.0, false, NULL),
-- what remembering a zone whose clocks change is worth
('rent by the month in New York', 'the same in Shanghai',
 'SELECT count(rent(monthly, cards, during, NULL, ''America/New_York'')) FROM leases',
 'SELECT count(rent(monthly, cards, during, NULL, ''Asia/Shanghai'')) FROM leases', NULL, 1.25, false, NULL),
('revenue by the month in New York', 'the same in Shanghai',
 'SELECT revenue(monthly, cards, during, NULL, ''America/New_York'') FROM leases',
 'SELECT revenue(monthly, cards, during, NULL, ''Asia/Shanghai'') FROM leases', NULL, 1.25, false, NULL);

-- What is compared must be equal in the first place; the formula's division is cut at 16 digits or so.
INSERT INTO bench_check VALUES ('rent() and the formula in SQL differ',
 'SELECT abs(sum(rent(rate, cards, during)) / sum(price * cards * extract(epoch FROM upper(during) - lower(during)) / 3600) - 1) < 1e-12 FROM leases');
