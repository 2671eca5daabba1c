-- ROWS=1000
-- Finance leases of 36 payments, whose implicit rate is asked for.  Needs :rows.

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

VACUUM ANALYZE;
CHECKPOINT;
