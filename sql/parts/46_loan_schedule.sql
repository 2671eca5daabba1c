/* ---- loans and lease liabilities, by payment date ---- */

CREATE TYPE loan_event AS (at date, rate numeric, repayment numeric);
COMMENT ON TYPE loan_event IS 'what changes in a loan: another rate from a day on, a repayment ahead of time';

CREATE FUNCTION loan_event(at date, rate numeric DEFAULT NULL, repayment numeric DEFAULT NULL)
RETURNS loan_event LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN ROW(at, rate, repayment)::loan_event;
COMMENT ON FUNCTION loan_event(date, numeric, numeric) IS
'an event of loan_schedule(): another rate a year from a day on, or a repayment with the payment of that day';

CREATE FUNCTION loan_schedule_support(internal) RETURNS internal
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION loan_schedule_support(internal) IS 'planner support: how many payments a loan has';

CREATE FUNCTION loan_schedule(principal numeric, rate numeric, nper int4, start_date date, step text DEFAULT 'month',
	method text DEFAULT 'annuity', due text DEFAULT 'arrears', first_date date DEFAULT NULL, day_count text DEFAULT 'months',
	payment numeric DEFAULT NULL, balloon numeric DEFAULT 0, grace int4 DEFAULT 0, events loan_event[] DEFAULT NULL,
	scale int4 DEFAULT 2,
	OUT period int4, OUT at date, OUT payment numeric, OUT interest numeric, OUT repayment numeric, OUT balance numeric)
RETURNS SETOF record AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 36 SUPPORT loan_schedule_support;
COMMENT ON FUNCTION loan_schedule(numeric, numeric, int4, date, text, text, text, date, text, numeric, numeric, int4, loan_event[], int4) IS
'payments, interest, repayments and balances of a loan, or of a lease liability, in rounded amounts that sum to the whole';
