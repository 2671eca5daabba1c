-- The published figures of examples/figures.sql: every expression gives the
-- exact answer, and the demonstration's differences are what they were.
\getenv abs_srcdir PG_ABS_SRCDIR
\set figures :abs_srcdir '/../examples/figures.sql'
\set ECHO none
\i :figures
\set ECHO all

SELECT n, round(computed, 8) AS computed, expected
FROM recomputed_figures JOIN published_figures USING (n)
WHERE round(computed, 8) IS DISTINCT FROM expected;

SELECT count(*) AS figures, count(*) FILTER (WHERE exact) AS exact FROM recomputed_figures;

SELECT n, published, round(computed, 8) AS computed, round(difference, 8) AS difference
FROM recomputed_figures;

-- Row 20 in any other split: the months sum to the whole, whatever the zone and the proration.
SELECT count(*) AS leases, count(*) FILTER (WHERE total = whole) AS exact
FROM unnest(ARRAY['UTC', 'Asia/Shanghai', 'America/New_York']) AS zone,
     unnest(ARRAY['anniversary', 'calendar', '30e/360', 'actual/30', 'actual/365', '730h']) AS proration,
     generate_series(1, 28) AS day,
     LATERAL (SELECT term('2024-01-01'::date + day, '2024-06-15'::date - day, zone) AS during) AS t,
     LATERAL (SELECT sum(amount) AS total
              FROM rent_schedule('36999 USD/server/month', 3, during, 'month', zone, proration, 12)) AS s,
     LATERAL (SELECT rent('36999 USD/server/month', 3, during, NULL, zone, proration) AS whole) AS w;

DROP VIEW recomputed_figures;
DROP TABLE published_figures;
DROP FUNCTION compute_figure(text);
