/* ---- loans and lease liabilities, by payment date ---- */

CREATE TYPE loan_event AS (at date, rate numeric, repayment numeric);
COMMENT ON TYPE loan_event IS 'what changes in a loan: another rate from a day on, a repayment ahead of time';

CREATE FUNCTION loan_event(at date, rate numeric DEFAULT NULL, repayment numeric DEFAULT NULL)
RETURNS loan_event LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN ROW(at, rate, repayment)::loan_event;
COMMENT ON FUNCTION loan_event(date, numeric, numeric) IS
'an event of loan_schedule(): another rate a year from a day on, or a repayment with the payment of that day';
CREATE FUNCTION loan_event(at date, rate float8, repayment float8 DEFAULT NULL)
RETURNS loan_event LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 5
RETURN loan_event($1, shortest_decimal($2), shortest_decimal($3));
COMMENT ON FUNCTION loan_event(date, float8, float8) IS
'an event of loan_schedule(): another rate a year from a day on, or a repayment with the payment of that day';

CREATE FUNCTION loan_schedule_support(internal) RETURNS internal
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION loan_schedule_support(internal) IS 'planner support: how many payments a loan has';

CREATE FUNCTION loan_schedule(principal numeric, rate numeric, nper int8, start_date date, step text DEFAULT 'month',
	method text DEFAULT 'annuity', due text DEFAULT 'arrears', first_date date DEFAULT NULL, day_count text DEFAULT 'months',
	payment numeric DEFAULT NULL, balloon numeric DEFAULT 0, grace int8 DEFAULT 0, events loan_event[] DEFAULT NULL,
	scale int8 DEFAULT 2,
	OUT period int4, OUT at date, OUT payment numeric, OUT interest numeric, OUT repayment numeric, OUT balance numeric)
RETURNS SETOF record AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 36 SUPPORT loan_schedule_support;
COMMENT ON FUNCTION loan_schedule(numeric, numeric, int8, date, text, text, text, date, text, numeric, numeric, int8, loan_event[], int8) IS
'payments, interest, repayments and balances of a loan, or of a lease liability, in rounded amounts that sum to the whole';

CREATE FUNCTION loan_schedule(principal float8, rate float8, nper int8, start_date date, step text DEFAULT 'month',
	method text DEFAULT 'annuity', due text DEFAULT 'arrears', first_date date DEFAULT NULL, day_count text DEFAULT 'months',
	payment float8 DEFAULT NULL, balloon float8 DEFAULT 0, grace int8 DEFAULT 0, events loan_event[] DEFAULT NULL,
	scale int8 DEFAULT 2,
	OUT period int4, OUT at date, OUT payment numeric, OUT interest numeric, OUT repayment numeric, OUT balance numeric)
RETURNS SETOF record LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 108 ROWS 36
BEGIN ATOMIC
	SELECT * FROM loan_schedule(shortest_decimal($1), shortest_decimal($2), $3, $4, $5, $6, $7, $8, $9, shortest_decimal($10),
		shortest_decimal($11), $12, $13, $14);
END;
COMMENT ON FUNCTION loan_schedule(float8, float8, int8, date, text, text, text, date, text, float8, float8, int8, loan_event[], int8) IS
'payments, interest, repayments and balances of a loan, or of a lease liability, in rounded amounts that sum to the whole';
