-- ROWS=1000000
-- Assets of four years, a tenth of them by themselves and with events.  Needs :rows.

SELECT setseed(0.5);

CREATE UNLOGGED TABLE assets AS
SELECT id, 'pool ' || id % 20 AS pool, cost, round(cost / 20, 2) AS salvage, in_service, life_months, make_interval(months => life_months) AS life,
       (date_trunc('month', in_service + floor(random() * 1600)::int) + interval '1 month -1 day')::date AS at
FROM (SELECT id, round((100000 + floor(random() * 190000000))::numeric / 100, 2) AS cost, date '2020-01-01' + floor(random() * 1800)::int AS in_service, 48 AS life_months
      FROM generate_series(1, :rows) AS id) AS drawn;

CREATE UNLOGGED TABLE some_assets AS SELECT * FROM assets WHERE id <= :rows / 10;

CREATE UNLOGGED TABLE eventful AS
SELECT a.*, ARRAY[asset_event(in_service + 100, 'addition', 1000), asset_event(in_service + 200, 'estimate', salvage => 500),
                  asset_event(in_service + 300, 'impairment', 50), asset_event(in_service + 400, 'disposal', 100, share => 0.1),
                  asset_event(in_service + 500, 'estimate', remaining => '40 months')] AS events
FROM some_assets AS a;

VACUUM ANALYZE;
CHECKPOINT;
