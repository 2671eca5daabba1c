-- The aggregates against sum(bigint) over a column of the same table, and against the
-- formulas that they replace.

INSERT INTO bench (what, against, ours, theirs, bar, faster) VALUES
('revenue(…, started_at, ended_at)', 'sum(bigint)',
 'SELECT revenue(rate, cards, started_at, ended_at) FROM leases', 'SELECT sum(cents) FROM leases', 1.35, false),
('revenue(…, during)', 'sum(bigint)',
 'SELECT revenue(rate, cards, during) FROM ranges', 'SELECT sum(cents) FROM ranges', 1.6, false),
('utilization_weighted_revenue', 'the exact formula in numeric',
 'SELECT utilization_weighted_revenue(rate, cards, during, used) FROM ranges',
 'SELECT sum(round(price * cards * extract(epoch FROM upper(during) - lower(during)) / 3600.0000000000000, 12) * used) FROM ranges', 8, true),
('the same, rounded to 16 digits a row', 'a formula that is not exact',
 'SELECT utilization_weighted_revenue(rate, cards, during, used) FROM ranges',
 'SELECT sum(price * cards * extract(epoch FROM upper(during) - lower(during)) / 3600 * used) FROM ranges', NULL, true),
('that of float8 utilizations', 'the exact formula in numeric',
 'SELECT utilization_weighted_revenue(rate, cards, during, used_float8) FROM ranges',
 'SELECT sum(round(price * cards * extract(epoch FROM upper(during) - lower(during)) / 3600.0000000000000, 12) * used_float8::numeric) FROM ranges', 8, true),
('count(used): the scan alone', 'the exact formula in numeric',
 'SELECT count(used) FROM ranges',
 'SELECT sum(round(price * cards * extract(epoch FROM upper(during) - lower(during)) / 3600.0000000000000, 12) * used) FROM ranges', NULL, true),
('utilization_weighted_revenue by pool', 'the exact formula by pool',
 'SELECT pool, utilization_weighted_revenue(rate, cards, during, used) FROM ranges GROUP BY pool',
 'SELECT pool, sum(round(price * cards * extract(epoch FROM upper(during) - lower(during)) / 3600.0000000000000, 12) * used) FROM ranges GROUP BY pool', 8, true),
('that of float8 utilizations by pool', 'the exact formula by pool',
 'SELECT pool, utilization_weighted_revenue(rate, cards, during, used_float8) FROM ranges GROUP BY pool',
 'SELECT pool, sum(round(price * cards * extract(epoch FROM upper(during) - lower(during)) / 3600.0000000000000, 12) * used_float8::numeric) FROM ranges GROUP BY pool', 8, true),
('count(used) by pool: grouping alone', 'the exact formula by pool',
 'SELECT pool, count(used) FROM ranges GROUP BY pool',
 'SELECT pool, sum(round(price * cards * extract(epoch FROM upper(during) - lower(during)) / 3600.0000000000000, 12) * used) FROM ranges GROUP BY pool', NULL, true),
('revenue, card_hours, effective_rate', 'revenue',
 'SELECT revenue(rate, cards, started_at, ended_at), card_hours(rate, cards, started_at, ended_at), effective_rate(rate, cards, started_at, ended_at) FROM leases',
 'SELECT revenue(rate, cards, started_at, ended_at) FROM leases', 1.2, false),
('revenue_by_month by pool', 'the months in numeric',
 'SELECT pool, revenue_by_month(rate, cards, during, ''UTC'') FROM ranges GROUP BY pool',
 'SELECT pool, month, sum(price * cards * extract(epoch FROM least(upper(during), (month + interval ''1 month'') AT TIME ZONE ''UTC'') -
                                                          greatest(lower(during), month AT TIME ZONE ''UTC''))) / 3600
  FROM ranges, generate_series(date_trunc(''month'', lower(during) AT TIME ZONE ''UTC''), upper(during) AT TIME ZONE ''UTC'', interval ''1 month'') AS month
  GROUP BY pool, month', 6, true),
('a month by pool, from daily rollups', 'from the raw table',
 'SELECT pool, revenue(rollup(summary)) FROM lease_day WHERE day BETWEEN ''2024-05-01'' AND ''2024-05-31'' GROUP BY pool',
 'SELECT pool, revenue(rate, cards, started_at, ended_at, term(''2024-05-01'', ''2024-05-31'')) FROM leases
  WHERE started_at < ''2024-06-01Z'' AND ended_at > ''2024-05-01Z'' GROUP BY pool', 200, true),
('its peak by pool, from digests', 'from the raw table',
 'SELECT pool, peak(rollup(digest)) FROM pool_day WHERE day BETWEEN ''2024-05-01'' AND ''2024-05-31'' GROUP BY pool',
 'SELECT pool, peak(cards, during, term(''2024-05-01'', ''2024-05-31'')) FROM ranges
  WHERE during && term(''2024-05-01'', ''2024-05-31'') GROUP BY pool', 200, true);
INSERT INTO bench (what, against, ours, theirs, bar, faster) VALUES
('peak by pool', 'running sums of changes',
 'SELECT pool, peak(cards, during) FROM ranges GROUP BY pool',
 'SELECT pool, max(level) FROM (
    SELECT pool, sum(change) OVER (PARTITION BY pool ORDER BY at) AS level FROM (
      SELECT pool, lower(during) AS at, cards AS change FROM ranges
      UNION ALL SELECT pool, upper(during), -cards FROM ranges) AS changes) AS levels
  GROUP BY pool', 10, true);

-- what comes on top of the grouping
INSERT INTO bench (what, against, ours, ours_base, theirs, theirs_base, bar, faster, net) VALUES
('that by pool, net of the grouping', 'the exact formula, net of it',
 'SELECT pool, utilization_weighted_revenue(rate, cards, during, used) FROM ranges GROUP BY pool',
 'SELECT pool, count(used) FROM ranges GROUP BY pool',
 'SELECT pool, sum(round(price * cards * extract(epoch FROM upper(during) - lower(during)) / 3600.0000000000000, 12) * used) FROM ranges GROUP BY pool',
 'SELECT pool, count(used) FROM ranges GROUP BY pool', 8, true, true);

-- ratios of ratios
INSERT INTO bench (what, against, ours, ours_base, theirs, theirs_base, bar, faster, workers, plan) VALUES
('revenue: gain from a worker', 'gain of sum(bigint)',
 'SELECT revenue(rate, cards, started_at, ended_at) FROM leases', 'SELECT revenue(rate, cards, started_at, ended_at) FROM leases',
 'SELECT sum(cents) FROM leases', 'SELECT sum(cents) FROM leases', 0.95, true, 1, 'Partial Aggregate'),
('revenue: 20 times as many rows', 'growth of sum(bigint)',
 'SELECT revenue(rate, cards, started_at, ended_at) FROM many_leases', 'SELECT revenue(rate, cards, started_at, ended_at) FROM few_leases',
 'SELECT sum(cents) FROM many_leases', 'SELECT sum(cents) FROM few_leases', 1.1, false, 0, NULL),
('peak: gain from a worker', 'gain of sum(bigint)',
 'SELECT peak(cards, during) FROM ranges', 'SELECT peak(cards, during) FROM ranges',
 'SELECT sum(cents) FROM ranges', 'SELECT sum(cents) FROM ranges', 0.8, true, 1, 'Partial Aggregate'),
('peak: 20 times as many rows', 'growth of sum(bigint)',
 'SELECT peak(cards, tstzrange(started_at, ended_at)) FROM many_leases', 'SELECT peak(cards, tstzrange(started_at, ended_at)) FROM few_leases',
 'SELECT sum(cents) FROM many_leases', 'SELECT sum(cents) FROM few_leases', 1.1, false, 0, NULL);

INSERT INTO bench_check VALUES
('revenue() is not the sum of rent()', 'SELECT revenue(rate, cards, during) = sum(rent(rate, cards, during)) FROM (SELECT rate, cards, during FROM ranges LIMIT 100000) AS sample'),
('utilization_weighted_revenue() and the formula differ',
 'SELECT utilization_weighted_revenue(rate, cards, during, used) =
         sum(round(price * cards * extract(epoch FROM upper(during) - lower(during)) / 3600.0000000000000, 12) * used) FROM ranges'),
('the rollups are not the raw table''s',
 'SELECT (SELECT array_agg(r ORDER BY r::text) FROM (SELECT (pool, revenue(rollup(summary))) AS r FROM lease_day WHERE day BETWEEN ''2024-05-01'' AND ''2024-05-31'' GROUP BY pool) AS a) =
         (SELECT array_agg(r ORDER BY r::text) FROM (SELECT (pool, revenue(rate, cards, started_at, ended_at, term(''2024-05-01'', ''2024-05-31''))) AS r FROM leases
          WHERE started_at < ''2024-06-01Z'' AND ended_at > ''2024-05-01Z'' GROUP BY pool) AS b)'),
('the digests are not the raw table''s',
 'SELECT (SELECT array_agg(r ORDER BY r::text) FROM (SELECT (pool, peak(rollup(digest))) AS r FROM pool_day WHERE day BETWEEN ''2024-05-01'' AND ''2024-05-31'' GROUP BY pool) AS a) =
         (SELECT array_agg(r ORDER BY r::text) FROM (SELECT (pool, peak(cards, during, term(''2024-05-01'', ''2024-05-31''))) AS r FROM ranges
          WHERE during && term(''2024-05-01'', ''2024-05-31'') GROUP BY pool) AS b)');
