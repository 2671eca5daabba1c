/* ---- what customers owe ---- */

CREATE FUNCTION aging_bucket(since date, at date, edges interval[] DEFAULT '{30 days,60 days,90 days}')
RETURNS int4 AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3;
COMMENT ON FUNCTION aging_bucket(date, date, interval[]) IS
'how old it is at the close of a day: 0 not past, 1 up to and with the first edge, and so on';

CREATE FUNCTION maturity_bucket(due_date date, at date, years int8 DEFAULT 5)
RETURNS int4 AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION maturity_bucket(date, date, int8) IS
'the year after the close of a day in which it falls due: 0 for due, years + 1 for thereafter';

CREATE FUNCTION allocate_receipts(due_date date[], amounts numeric[], received numeric)
RETURNS TABLE (due_date date, n int4, amount numeric, paid numeric, open numeric) AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 30 ROWS 12 SUPPORT array_rows_support;
COMMENT ON FUNCTION allocate_receipts(date[], numeric[], numeric) IS
'what has been received and credited pays the oldest claims first';

CREATE FUNCTION contract_position(earned numeric, billed numeric, received numeric,
	OUT accrued_income numeric, OUT deferred_income numeric, OUT receivable numeric, OUT customer_advance numeric)
AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION contract_position(numeric, numeric, numeric) IS
'earned against billed and billed against received: which of the four balances there is';

/* the same over float8, which drivers send: as the decimals it writes */

CREATE FUNCTION allocate_receipts(due_date date[], amounts float8[], received float8)
RETURNS TABLE (due_date date, n int4, amount numeric, paid numeric, open numeric)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 38 ROWS 12
BEGIN ATOMIC
	SELECT * FROM allocate_receipts($1, shortest_decimals($2), shortest_decimal($3));
END;
COMMENT ON FUNCTION allocate_receipts(date[], float8[], float8) IS
'what has been received and credited pays the oldest claims first';

CREATE FUNCTION contract_position(earned float8, billed float8, received float8,
	OUT accrued_income numeric, OUT deferred_income numeric, OUT receivable numeric, OUT customer_advance numeric)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 11
BEGIN ATOMIC
	SELECT * FROM contract_position(shortest_decimal($1), shortest_decimal($2), shortest_decimal($3));
END;
COMMENT ON FUNCTION contract_position(float8, float8, float8) IS
'earned against billed and billed against received: which of the four balances there is';
