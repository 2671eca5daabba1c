-- One's own leases in the tables of lease_book.sql, from those that `make psql
-- LEASES=leases.csv POOLS=pools.csv RATE=… PRICE=…` loads:
--
--   leases (lease_id, pool, customer, gpus, started_at, ended_at, state)
--   pools  (pool, gpus, gpu_model)
--   terms  (gpu_model, rate, price)
--
--   \i examples/lease_book.sql
--   \i examples/lease_book_load.sql
--   SELECT * FROM gpurent_bi.problem;
--
-- The book runs from the month of the first start to that of the last start or end, or up to
-- the month of \set until 2026-10-31: contracts that go on after it are then backlog, and not
-- months of the book.
-- Rates and prices that say no tax are taken to exclude one of 0 %; \set vat 'incl 6%' says
-- another for rates, \set price_vat 'excl 13%' for prices.  Cards of a pool are one
-- asset, from the book's first day on, or from \set in_service 2023-01-01.

\if :{?vat}
\else
\set vat 'excl 0%'
\endif
\if :{?price_vat}
\else
\set price_vat 'excl 0%'
\endif
\if :{?in_service}
\else
\set in_service ''
\endif
\if :{?until}
\else
\set until ''
\endif

-- A book in the currency of the rates: accounting_zone() is UTC there, as leases of files are
SELECT set_config('lease_book.path', current_setting('search_path'), false) \g /dev/null
SELECT set_config('search_path', 'lease_book, ' || current_setting('search_path'), false) \g /dev/null
SELECT EXISTS (SELECT FROM lease_book.accounting_month) AS in_use \gset
\if :in_use
\else
CREATE OR REPLACE FUNCTION lease_book.accounting_zone() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 'UTC';
SELECT format('CREATE OR REPLACE FUNCTION lease_book.functional_currency() RETURNS varchar(3) LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN %L::varchar(3)', currency(rate))
FROM public.terms LIMIT 1 \gexec
\endif

INSERT INTO lease_book.accounting_month (month)
SELECT m::date FROM (SELECT date_trunc('month', min(started_at) AT TIME ZONE lease_book.accounting_zone()) AS first, max(greatest(started_at, ended_at - interval '1 microsecond')) AT TIME ZONE lease_book.accounting_zone() AS last
                     FROM public.leases WHERE gpus > 0) AS s, generate_series(s.first, least(s.last, nullif(:'until', '')::timestamp), interval '1 month') AS m
ON CONFLICT DO NOTHING;

INSERT INTO lease_book.customer (customer)
SELECT DISTINCT left(coalesce(nullif(customer, ''), '(no customer)'), 80) FROM public.leases ON CONFLICT DO NOTHING;
INSERT INTO lease_book.pool (pool, gpu_model)
SELECT left(pool, 80), left(gpu_model, 40) FROM public.pools UNION SELECT left(pool, 80), NULL FROM public.leases WHERE pool NOT IN (SELECT pool FROM public.pools) ON CONFLICT DO NOTHING;

INSERT INTO lease_book.asset (asset, pool, cards, price, in_service_from)
SELECT left(p.pool, 60), left(p.pool, 80), p.gpus, CASE WHEN tax_basis(t.price) IS NULL THEN set_tax(t.price, :'price_vat') ELSE t.price END,
       coalesce(nullif(:'in_service', '')::date, s.first_day)
FROM public.pools AS p CROSS JOIN lease_book.span AS s
     CROSS JOIN LATERAL (SELECT price FROM public.terms WHERE gpu_model = p.gpu_model OR gpu_model IS NULL ORDER BY gpu_model NULLS LAST LIMIT 1) AS t
WHERE p.gpus > 0 ON CONFLICT DO NOTHING;

-- A lease_id on several lines is as many leases, numbered.
INSERT INTO lease_book.lease (lease, customer, pool, terms, cards, during)
SELECT left(l.lease, 50) || CASE WHEN l.n > 1 THEN ' #' || l.n ELSE '' END, left(coalesce(nullif(l.customer, ''), '(no customer)'), 80), left(l.pool, 80),
       CASE WHEN tax_basis(t.rate) IS NULL THEN set_tax(t.rate, :'vat') ELSE t.rate END, l.gpus,
       CASE WHEN l.started_at IS NOT NULL THEN tstzrange(l.started_at, l.ended_at) END
FROM (SELECT coalesce(lease_id, '(no id)') AS lease, row_number() OVER (PARTITION BY left(coalesce(lease_id, '(no id)'), 50) ORDER BY started_at, ended_at) AS n, customer, pool, gpus, started_at, ended_at FROM public.leases) AS l
     LEFT JOIN public.pools AS p USING (pool)
     CROSS JOIN LATERAL (SELECT rate FROM public.terms WHERE gpu_model = p.gpu_model OR gpu_model IS NULL ORDER BY gpu_model NULLS LAST LIMIT 1) AS t
-- one that ended when it started was never on lease
WHERE l.started_at IS NULL OR l.ended_at IS NULL OR l.ended_at > l.started_at
ON CONFLICT DO NOTHING;

ANALYZE lease_book.lease;
SELECT set_config('search_path', current_setting('lease_book.path'), false) \g /dev/null
SELECT count(*) AS leases, count(*) FILTER (WHERE during IS NULL) AS not_started, count(*) FILTER (WHERE cannot_bill IS NOT NULL) AS not_billed,
       (SELECT count(*) FROM public.leases WHERE ended_at <= started_at) AS without_time
FROM lease_book.lease;
