-- ROWS=1000
-- Finance leases of 36 payments, whose implicit rate is asked for, and leases of 36 months, which are billed,
-- recognised and posted.  Needs :rows.

SELECT setseed(0.5);

CREATE UNLOGGED TABLE finance_leases AS
SELECT array_fill(payment, '{36}') AS payments, round(payment * 36 * (0.7 + random() * 0.25)::numeric, 2) AS fair_value, round(payment * (random() * 3)::numeric, 2) AS residual
FROM (SELECT round((1000 + random() * 100000)::numeric, 2) AS payment FROM generate_series(1, :rows)) AS drawn;

-- A bisection as one writes it in PL/pgSQL: to twelve decimals.
CREATE FUNCTION rate_by_bisection(payments numeric[], worth numeric, residual numeric) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  low numeric := 0;
  high numeric := 1;
  middle numeric;
  factor numeric;
  value numeric;
BEGIN
  WHILE high - low > 1e-13 LOOP
    middle := (low + high) / 2;
    factor := round(1 / (1 + middle), 20);
    value := residual;
    FOR k IN REVERSE cardinality(payments) .. 1 LOOP
      value := round((value + payments[k]) * factor, 20);
    END LOOP;
    IF value > worth THEN
      low := middle;
    ELSE
      high := middle;
    END IF;
  END LOOP;
  RETURN (low + high) / 2;
END
$$;

CREATE UNLOGGED TABLE leases AS
SELECT id, (CASE WHEN id % 3 = 0 THEN '133400 CNY/server/month incl 6%; +5% every 1 year; free 3 months' ELSE '15.1 CNY/card/hour incl 6%' END)::lease_terms AS terms,
       (1 + id % 8)::numeric AS quantity, tstzrange(start, start + interval '36 months') AS during
FROM (SELECT id, timestamptz '2024-01-01 00:00Z' + id % 300 * interval '1 day' AS start FROM generate_series(1, :rows) AS id) AS drawn;

-- everything posted, and nothing
CREATE UNLOGGED TABLE posted AS SELECT id AS lease, round(income_to_date(terms, quantity, during, '2025-12-31'), 2) AS amount FROM leases;
CREATE UNLOGGED TABLE not_posted (lease bigint, amount numeric);
CREATE INDEX ON posted (lease);
CREATE INDEX ON not_posted (lease);

VACUUM ANALYZE;
CHECKPOINT;
