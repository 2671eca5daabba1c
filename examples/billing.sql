-- Bills a lease table: rent and utilization by pool and month, and how long
-- each pool takes to earn its purchase price back.
--
-- Expects, as examples/book.sql makes them and `make demo LEASES= POOLS=` loads
-- them:
--   leases (lease_id, pool, customer, gpus, started_at, ended_at, state)
--   pools  (pool, gpus, gpu_model), gpus being NULL where nobody knows
-- and the psql variables rate and price:
--   psql -v rate='15.1 CNY/card/hour' -v price='100000 CNY/card' -f examples/billing.sql

CREATE TABLE terms (rate rent_rate NOT NULL, price rent_rate NOT NULL);
INSERT INTO terms VALUES (:'rate', :'price');

-- Leases that ran.  One without a start has not; one without an end still
-- runs, and is billed to the last instant the table knows of.
CREATE VIEW billable_leases AS
SELECT lease_id, pool, customer, gpus, tstzrange(started_at, coalesce(ended_at, as_of)) AS during,
       started_at, coalesce(ended_at, as_of) AS ended_at
FROM leases, (SELECT max(greatest(started_at, ended_at)) AS as_of FROM leases) AS book
WHERE gpus > 0 AND started_at IS NOT NULL;

-- A pool is in business from its first start to its last end.
CREATE VIEW pool_spans AS
SELECT l.pool, p.gpus, tstzrange(min(l.started_at), max(l.ended_at)) AS span
FROM billable_leases AS l LEFT JOIN pools AS p USING (pool)
GROUP BY l.pool, p.gpus;

-- Its calendar months (UTC), the first and the last cut to the span
CREATE VIEW pool_months AS
SELECT pool, gpus, to_char(month, 'YYYY-MM') AS month, within
FROM pool_spans,
     generate_series(date_trunc('month', lower(span) AT TIME ZONE 'UTC'), upper(span) AT TIME ZONE 'UTC',
                     interval '1 month') AS month,
     LATERAL (SELECT span * tstzrange(month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC')) AS w (within)
WHERE NOT isempty(within);

CREATE FUNCTION hours(during tstzrange) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN isempty(during) THEN 0 ELSE extract(epoch FROM upper(during) - lower(during)) / 3600 END;

-- within keeps a lease's own start as the anchor of its billing periods, so
-- that its months sum to its rent whatever the rate's period.
CREATE VIEW billed_pool_months AS
SELECT m.pool, m.month, count(l.lease_id) AS leases,
       coalesce(card_hours(t.rate, l.gpus, l.during, m.within), 0) AS card_hours,
       coalesce(revenue(t.rate, l.gpus, l.during, m.within), 0) AS rent,
       utilization(l.gpus, l.during, nullif(m.gpus, 0), m.within) AS utilization
FROM terms AS t, pool_months AS m
     LEFT JOIN billable_leases AS l ON l.pool = m.pool AND l.during && m.within
GROUP BY m.pool, m.month, m.gpus, m.within
ORDER BY m.pool, m.month;

-- Payback: the price of the pool's cards over what they earn in a year at the
-- pace of the span.
CREATE VIEW billed_pools AS
SELECT s.pool, s.gpus, s.span, count(*) AS leases,
       card_hours(t.rate, l.gpus, l.during) AS card_hours,
       revenue(t.rate, l.gpus, l.during) AS rent,
       utilization(l.gpus, l.during, nullif(s.gpus, 0), nullif(s.span, 'empty')) AS utilization,
       s.gpus * amount(t.price) AS price,
       payback(s.gpus * amount(t.price),
               revenue(t.rate, l.gpus, l.during) * 8760 / nullif(hours(s.span), 0)) AS payback_years
FROM terms AS t, pool_spans AS s JOIN billable_leases AS l USING (pool)
GROUP BY s.pool, s.gpus, s.span, t.price
ORDER BY s.pool;
