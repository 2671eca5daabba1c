-- Metering: samples by card and hour against avg() of the same column by the same groups.

INSERT INTO bench (what, against, ours, theirs, bar, faster, plan) VALUES
('gauge by card and hour', 'avg(float8)',
 'SELECT count(g) FROM (SELECT gauge(used, at, ''60 seconds'') AS g FROM sample GROUP BY card, hour OFFSET 0) AS s',
 'SELECT count(g) FROM (SELECT avg(used) AS g FROM sample GROUP BY card, hour OFFSET 0) AS s', 2, false, 'HashAggregate'),
('time_weighted_mean', 'avg(float8)',
 'SELECT count(g) FROM (SELECT time_weighted_mean(used, at, ''60 seconds'') AS g FROM sample GROUP BY card, hour OFFSET 0) AS s',
 'SELECT count(g) FROM (SELECT avg(used) AS g FROM sample GROUP BY card, hour OFFSET 0) AS s', 2, false, 'HashAggregate'),
('gauge, no hold', 'avg(float8)',
 'SELECT count(g) FROM (SELECT gauge(used, at) AS g FROM sample GROUP BY card, hour OFFSET 0) AS s',
 'SELECT count(g) FROM (SELECT avg(used) AS g FROM sample GROUP BY card, hour OFFSET 0) AS s', 2, false, 'HashAggregate'),
('gauge of numeric', 'avg(numeric)',
 'SELECT count(g) FROM (SELECT gauge(used_numeric, at, ''60 seconds'') AS g FROM sample GROUP BY card, hour OFFSET 0) AS s',
 'SELECT count(g) FROM (SELECT avg(used_numeric) AS g FROM sample GROUP BY card, hour OFFSET 0) AS s', NULL, false, 'HashAggregate'),
('gauge, samples in no order', 'avg(float8)',
 'SELECT count(g) FROM (SELECT gauge(used, at, ''60 seconds'') AS g FROM shuffled GROUP BY card, hour OFFSET 0) AS s',
 'SELECT count(g) FROM (SELECT avg(used) AS g FROM shuffled GROUP BY card, hour OFFSET 0) AS s', NULL, false, 'HashAggregate'),
('gauge by card', 'lead() and sums in float8',
 'SELECT count(g) FROM (SELECT time_weighted_mean(used, at, ''60 seconds'') AS g FROM sample GROUP BY card OFFSET 0) AS s',
 'SELECT count(g) FROM (SELECT sum(used * held) / sum(held) AS g FROM
    (SELECT card, used, extract(epoch FROM least(lead(at) OVER (PARTITION BY card ORDER BY at) - at, ''60 seconds''))::float8 AS held FROM sample) AS h GROUP BY card OFFSET 0) AS s', NULL, true, NULL),
('the mean of a card, from its hours', 'from the samples',
 'SELECT card, time_weighted_mean(rollup(g)) FROM card_hour GROUP BY card',
 'SELECT card, time_weighted_mean(used, at, ''60 seconds'') FROM sample GROUP BY card', NULL, true, NULL);

INSERT INTO bench_check VALUES
('hours do not roll up to what the samples say',
 'SELECT bool_and(g = r) FROM (SELECT card, gauge(used, at, ''60 seconds'') AS g FROM sample GROUP BY card) AS s JOIN (SELECT card, rollup(g) AS r FROM card_hour GROUP BY card) AS h USING (card)'),
('the order of the samples shows',
 'SELECT bool_and(s.g = c.g) FROM (SELECT card, hour, gauge(used, at, ''60 seconds'') AS g FROM shuffled GROUP BY card, hour) AS s JOIN card_hour AS c USING (card, hour)'),
('gauge() and lead() differ',
 'SELECT bool_and(abs(t.g - s.g) < 1e-9) FROM (SELECT card, sum(used_numeric * held) / sum(held) AS g FROM
    (SELECT card, used_numeric, extract(epoch FROM least(coalesce(lead(at) OVER (PARTITION BY card ORDER BY at) - at, ''60 seconds''), ''60 seconds'')) AS held FROM sample) AS h GROUP BY card) AS t
  JOIN (SELECT card, time_weighted_mean(used, at, ''60 seconds'') AS g FROM sample GROUP BY card) AS s USING (card)');
