-- Rollups that keep up: a day of all pools at once against pool by pool, and whatever the table's size;
-- a month built in one statement by each lease's own days against all days of the month.

SET search_path = public;

-- as if the last day were not there yet
INSERT INTO bench (what, against, ours, ours_base, theirs, theirs_base, before, bar, faster) VALUES
('a day of 10,000 pools', 'pool by pool',
 'SELECT many.refresh_rollups(''2024-06-29'')', NULL, 'SELECT many.refresh_by_pool(''2024-06-29'', 10000)', NULL,
 'UPDATE many.rollup_reach SET through = ''2024-06-28''', 20, true),
('a day, of 20 times as many leases', 'of the leases',
 'SELECT many.refresh_rollups(''2024-06-29'')', NULL, 'SELECT few.refresh_rollups(''2024-06-29'')', NULL,
 'UPDATE many.rollup_reach SET through = ''2024-06-28''; UPDATE few.rollup_reach SET through = ''2024-06-28''', 1.3, false),
('200 changes, of 20 times as many', 'of the leases',
 'SELECT many.refresh_rollups()', NULL, 'SELECT few.refresh_rollups()', NULL,
 'SELECT many.refresh_rollups(''2024-06-29''), few.refresh_rollups(''2024-06-29''); SELECT many.changes(200), few.changes(200)', 1.3, false),
('1,000 changes of leases, noted', 'not noted',
 'SELECT few.changes(1000)', NULL, 'SELECT unnoted.changes(1000)', NULL, NULL, NULL, false),
('a month by the days of each lease', 'by all days of the month',
 $$SELECT count(s) FROM (SELECT pool, day, per(rate * 0, 'hour') AS kind, lease_summary(rate, cards, started_at, ended_at, term(day, day, 'Asia/Shanghai'), 'Asia/Shanghai') AS s
   FROM drawn_month, LATERAL (SELECT date '2000-01-01' + d AS day FROM generate_series(greatest((started_at AT TIME ZONE 'Asia/Shanghai')::date, '2024-05-31') - date '2000-01-01',
                                                                              least(((ended_at - interval '1 microsecond') AT TIME ZONE 'Asia/Shanghai')::date, '2024-06-30') - date '2000-01-01') AS d) AS its
   WHERE started_at < upper(term('2024-05-31', '2024-06-30', 'Asia/Shanghai')) AND coalesce(ended_at, 'infinity') > lower(term('2024-05-31', '2024-06-30', 'Asia/Shanghai')) GROUP BY pool, day, kind) AS r$$, NULL,
 $$SELECT count(s) FROM (SELECT pool, day, per(rate * 0, 'hour') AS kind, lease_summary(rate, cards, started_at, ended_at, term(day, day, 'Asia/Shanghai'), 'Asia/Shanghai') AS s
   FROM drawn_month CROSS JOIN (SELECT date '2024-05-31' + n AS day FROM generate_series(0, 30) AS n) AS days
   WHERE started_at < upper(term(day, day, 'Asia/Shanghai')) AND coalesce(ended_at, 'infinity') > lower(term(day, day, 'Asia/Shanghai')) GROUP BY pool, day, kind) AS r$$, NULL,
 NULL, 3, true);

INSERT INTO bench_check VALUES
('the month is another by each lease''s days', (SELECT format('SELECT (%s) = (%s)', ours, theirs) FROM bench WHERE what ~ '^a month')),
('pool by pool is another answer',
 'SELECT many.refresh_rollups(''2024-06-29'') = 10000 AND many.refresh_by_pool(''2024-06-29'', 10000) = 10000 AND
   (SELECT count(*) FROM (SELECT * FROM many.pool_day WHERE day = ''2024-06-29'' EXCEPT ALL SELECT * FROM many.pool_day_by_pool) AS d) = 0 AND
   (SELECT count(*) FROM (SELECT * FROM many.lease_day WHERE day = ''2024-06-29'' EXCEPT ALL SELECT * FROM many.lease_day_by_pool) AS d) = 0');
