-- Bills a lease table: rent and utilization by pool and month, and how long
-- each pool takes to earn its purchase price back.
--
-- Expects, as examples/book.sql makes them and `make demo LEASES= POOLS=` loads
-- them:
--   leases (lease_id, pool, customer, gpus, started_at, ended_at, state)
--   pools  (pool, gpus, gpu_model), gpus being NULL where nobody knows
-- and the psql variables rate and price:
--   psql -v rate='15.1 CNY/card/hour' -v price='100000 CNY/card' -f examples/billing.sql
-- or, with a variable terms_given, a table terms as it is made here.

-- What a card earns and costs, by model; the line without one is for all others.
\if :{?terms_given}
\else
CREATE TABLE terms (gpu_model text UNIQUE, rate rent_rate NOT NULL, price rent_rate NOT NULL);
INSERT INTO terms VALUES (NULL, :'rate', :'price');
\endif

-- Leases that ran.  One without a start has not; one without an end still
-- runs, and is billed to the last instant the table knows of.
CREATE VIEW billable_leases AS
SELECT lease_id, pool, customer, gpus, tstzrange(started_at, coalesce(ended_at, as_of)) AS during,
       started_at, coalesce(ended_at, as_of) AS ended_at
FROM leases, (SELECT max(greatest(started_at, ended_at)) AS as_of FROM leases) AS book
WHERE gpus > 0 AND started_at IS NOT NULL;

-- Every pool there is or that is leased from, and its terms.  Price and rent of
-- unlike tax compare without it: a net amount is the gross one over 1 + r.
CREATE VIEW pool_terms AS
SELECT p.pool, p.gpus, p.gpu_model, t.rate, t.price,
       CASE WHEN differ AND tax_basis(t.rate) = 'including' THEN 1 + tax_rate(t.rate) ELSE 1 END AS rent_over,
       CASE WHEN differ AND tax_basis(t.price) = 'including' THEN 1 + tax_rate(t.price) ELSE 1 END AS price_over
FROM (SELECT pool, gpus, gpu_model FROM pools
      UNION ALL SELECT pool, NULL, NULL FROM (SELECT pool FROM billable_leases EXCEPT SELECT pool FROM pools) AS unknown) AS p,
     LATERAL (SELECT * FROM terms WHERE gpu_model = p.gpu_model OR gpu_model IS NULL ORDER BY gpu_model NULLS LAST LIMIT 1) AS t,
     LATERAL (SELECT (tax_basis(t.rate), tax_rate(t.rate)) IS DISTINCT FROM (tax_basis(t.price), tax_rate(t.price)) AS differ) AS d;

-- A pool is in business from its first start to its last end; one that was never
-- let, or only at the book's last instant, stood idle as long as the book goes.
CREATE VIEW pool_spans AS
SELECT t.*, coalesce(nullif(l.span, 'empty'), book.span) AS span
FROM pool_terms AS t
     LEFT JOIN (SELECT pool, tstzrange(min(started_at), max(ended_at)) AS span FROM billable_leases GROUP BY pool) AS l USING (pool),
     (SELECT tstzrange(min(started_at), max(ended_at)) AS span FROM billable_leases HAVING count(*) > 0) AS book;

-- Its calendar months (UTC), the first and the last cut to the span
CREATE VIEW pool_months AS
SELECT pool, gpus, rate, to_char(month, 'YYYY-MM') AS month, within
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
SELECT m.pool, m.month, count(l.pool) AS leases,
       coalesce(card_hours(m.rate, l.gpus, l.during, m.within), 0) AS card_hours,
       coalesce(revenue(m.rate, l.gpus, l.during, m.within), 0) AS rent,
       utilization(l.gpus, l.during, nullif(m.gpus, 0), m.within) AS utilization
FROM pool_months AS m
     LEFT JOIN billable_leases AS l ON l.pool = m.pool AND l.during && m.within
GROUP BY m.pool, m.month, m.gpus, m.within
ORDER BY m.pool, m.month;

-- Payback: the price of the pool's cards over what they earn in a year at the
-- pace of the span.  What a total needs: the hours that there were, the price and
-- a year's rent without tax where they are not of the same.
CREATE VIEW billed_pools AS
SELECT b.*, payback(net_price, nullif(net_rent_a_year, 0)) AS payback_years
FROM (SELECT s.pool, s.gpus, s.gpu_model, s.span, count(l.pool) AS leases,
             coalesce(card_hours(s.rate, l.gpus, l.during), 0) AS card_hours,
             coalesce(revenue(s.rate, l.gpus, l.during), 0) AS rent,
             -- a book of one instant has no hours
             utilization(l.gpus, l.during, CASE WHEN NOT isempty(s.span) THEN nullif(s.gpus, 0) END, s.span) AS utilization,
             s.gpus * amount(s.price) AS price,
             s.gpus * hours(s.span) AS available_hours,
             s.gpus * amount(s.price) / s.price_over AS net_price,
             coalesce(revenue(s.rate, l.gpus, l.during), 0) / s.rent_over * 8760 / nullif(hours(s.span), 0) AS net_rent_a_year
      FROM pool_spans AS s LEFT JOIN billable_leases AS l USING (pool)
      GROUP BY s.pool, s.gpus, s.gpu_model, s.span, s.price, s.price_over, s.rent_over) AS b
ORDER BY pool;

-- All of them: of those whose cards are known, utilization and payback
CREATE VIEW billed_total AS
SELECT sum(gpus) AS gpus, sum(leases) AS leases, sum(card_hours) AS card_hours, sum(rent) AS rent,
       sum(card_hours) FILTER (WHERE gpus > 0) / nullif(sum(available_hours), 0) AS utilization,
       sum(price) AS price,
       payback(sum(net_price), nullif(sum(net_rent_a_year) FILTER (WHERE gpus > 0), 0)) AS payback_years
FROM billed_pools;
