-- Asset books against the same figures by generate_series and numeric SQL: schedules of a tenth of
-- the assets, single figures of all of them.

\set months '(extract(year FROM at) - extract(year FROM in_service)) * 12 + extract(month FROM at) - extract(month FROM in_service)'
\set taken 'round((cost - salvage) * least(greatest(' :months ', 0), life_months) / life_months, 2)'
\set series '(SELECT (date_trunc(''month'', in_service) + k * interval ''1 month'')::date AS period_start, (date_trunc(''month'', in_service) + (k + 1) * interval ''1 month'' - interval ''1 day'')::date AS period_end, cost - round((cost - salvage) * greatest(k - 1, 0) / life_months, 2) AS opening, round((cost - salvage) * k / life_months, 2) - round((cost - salvage) * greatest(k - 1, 0) / life_months, 2) AS charge, round((cost - salvage) * k / life_months, 2) AS accumulated, cost - round((cost - salvage) * k / life_months, 2) AS closing FROM some_assets, generate_series(0, life_months) AS k) AS s'
\set ours '(SELECT s.* FROM some_assets, depreciation_schedule(cost, in_service, life, salvage) AS s) AS s'
\set read 'count(period_start) + count(period_end) + count(opening) + count(charge) + count(accumulated) + count(closing)'
\set year 'depreciation_schedule(a.cost, a.in_service, a.life, a.salvage, step => ''year'', events => a.events, within => ''[2022-01-01,2023-01-01)'') AS s'

INSERT INTO bench (what, against, ours, theirs, bar, faster) VALUES
('48-month schedules, LATERAL', 'the rows by generate_series and numeric', 'SELECT ' || :'read' || ' FROM ' || :'ours', 'SELECT ' || :'read' || ' FROM ' || :'series', 2, true),
('48-month schedules, LATERAL', 'generate_series alone', 'SELECT count(*) FROM ' || :'ours', 'SELECT count(*) FROM some_assets, generate_series(0, life_months)', NULL, false),
('accumulated_depreciation', 'the formula in numeric', 'SELECT count(accumulated_depreciation(cost, in_service, life, at, salvage)) FROM assets',
 'SELECT count(' || :'taken' || ') FROM assets', 1, false),
('the same, a life of 600 months', 'one of 12', 'SELECT count(accumulated_depreciation(cost, in_service, ''600 months'', at, salvage)) FROM assets',
 'SELECT count(accumulated_depreciation(cost, in_service, ''12 months'', at, salvage)) FROM assets', 1.3, false),
('the same, declining, 600 months', 'one of 60', 'SELECT count(accumulated_depreciation(cost, in_service, ''600 months'', at, salvage, ''declining balance'')) FROM some_assets',
 'SELECT count(accumulated_depreciation(cost, in_service, ''60 months'', at, salvage, ''declining balance'')) FROM some_assets', 1.3, false),
('the same, declining, 60 months', 'one of 12, a straight line', 'SELECT count(accumulated_depreciation(cost, in_service, ''60 months'', at, salvage, ''declining balance'')) FROM some_assets',
 'SELECT count(accumulated_depreciation(cost, in_service, ''12 months'', at, salvage, ''declining balance'')) FROM some_assets', NULL, false),
('the same, five events', 'none', 'SELECT count(accumulated_depreciation(cost, in_service, life, at, salvage, events => events)) FROM eventful',
 'SELECT count(accumulated_depreciation(cost, in_service, life, at, salvage)) FROM eventful', 3, false),
('one-year roll-forward by pool', 'the LATERAL without the sums',
 'SELECT a.pool, sum(s.opening_cost), sum(s.additions), sum(s.disposals), sum(s.cost), sum(s.opening_accumulated), sum(s.charge), sum(s.disposals_accumulated), sum(s.accumulated), sum(s.allowance), sum(s.closing)
  FROM eventful AS a, ' || :'year' || ' GROUP BY a.pool',
 'SELECT count(*) FROM eventful AS a, ' || :'year', 1.5, false);

INSERT INTO bench_check VALUES
('schedules and generate_series differ',
 'SELECT count(*) = 0 FROM (SELECT period_start, period_end, CASE WHEN opening = 0 THEN cost ELSE opening END AS opening, charge, accumulated, closing FROM ' || :'ours' || ' EXCEPT ALL SELECT * FROM ' || :'series' || ') AS d'),
('accumulated_depreciation() and the formula differ',
 'SELECT bool_and(accumulated_depreciation(cost, in_service, life, at, salvage) = ' || :'taken' || ') FROM some_assets');
