/* ---- finance leases of a lessor ---- */

CREATE FUNCTION implicit_rate(payments numeric[], fair_value numeric, residual numeric DEFAULT 0,
	initial_direct_costs numeric DEFAULT 0, due text DEFAULT 'arrears')
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300;
COMMENT ON FUNCTION implicit_rate(numeric[], numeric, numeric, numeric, text) IS
'the rate per period at which payments and residual are worth the fair value and direct costs; below zero 0';

CREATE FUNCTION finance_lease(payments numeric[], fair_value numeric, book_value numeric, guaranteed_residual numeric DEFAULT 0,
	unguaranteed_residual numeric DEFAULT 0, initial_direct_costs numeric DEFAULT 0, due text DEFAULT 'arrears',
	standard text DEFAULT 'cas', kind text DEFAULT 'dealer', rate numeric DEFAULT NULL, scale int8 DEFAULT 2,
	OUT rate numeric, OUT lease_receivable numeric, OUT unguaranteed_residual numeric, OUT net_investment numeric,
	OUT gross_investment numeric, OUT unearned_income numeric, OUT revenue numeric, OUT cost_of_sales numeric,
	OUT selling_profit numeric, OUT direct_costs_expensed numeric, OUT gain_on_disposal numeric,
	OUT deferred_profit numeric, OUT selling_loss numeric)
AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500;
COMMENT ON FUNCTION finance_lease(numeric[], numeric, numeric, numeric, numeric, numeric, text, text, text, numeric, int8) IS
'a finance lease at its start: its rate, net investment and, by kind, revenue, cost, gain or deferred profit';

CREATE FUNCTION finance_lease_schedule(payments numeric[], rate numeric, guaranteed_residual numeric DEFAULT 0,
	unguaranteed_residual numeric DEFAULT 0, due text DEFAULT 'arrears', scale int8 DEFAULT 2)
RETURNS TABLE (n int4, opening numeric, payment numeric, interest numeric, accretion numeric, receivable numeric, residual numeric, closing numeric)
AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 36 SUPPORT array_rows_support;
COMMENT ON FUNCTION finance_lease_schedule(numeric[], numeric, numeric, numeric, text, int8) IS
'the net investment in a finance lease period by period: it ends at the residuals';

CREATE FUNCTION finance_lease_income(payments numeric[], rate numeric, start_date date, at date, step text DEFAULT 'month',
	guaranteed_residual numeric DEFAULT 0, unguaranteed_residual numeric DEFAULT 0, due text DEFAULT 'arrears', scale int8 DEFAULT 12)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200;
COMMENT ON FUNCTION finance_lease_income(numeric[], numeric, date, date, text, numeric, numeric, text, int8) IS
'all income of a finance lease to the close of a day, a broken period by its days';

CREATE FUNCTION finance_lease_modification(standard text DEFAULT 'cas', net_investment numeric DEFAULT NULL, rate numeric DEFAULT NULL,
	payments numeric[] DEFAULT NULL, guaranteed_residual numeric DEFAULT 0, unguaranteed_residual numeric DEFAULT 0,
	due text DEFAULT 'arrears', initial_direct_costs numeric DEFAULT 0, becomes text DEFAULT 'finance', scale int8 DEFAULT 2,
	OUT net_investment numeric, OUT underlying_asset numeric, OUT gain_or_loss numeric, OUT rate numeric)
AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300;
COMMENT ON FUNCTION finance_lease_modification(text, numeric, numeric, numeric[], numeric, numeric, text, numeric, text, int8) IS
'a finance lease whose terms change: the net investment, gain or loss, and rate from then on';
