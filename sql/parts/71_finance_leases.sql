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

/* the same over float8, which drivers send: as the decimals it writes */

CREATE FUNCTION implicit_rate(payments float8[], fair_value float8, residual float8 DEFAULT 0,
	initial_direct_costs float8 DEFAULT 0, due text DEFAULT 'arrears')
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 310
RETURN implicit_rate(shortest_decimals($1), shortest_decimal($2), shortest_decimal($3), shortest_decimal($4), $5);
COMMENT ON FUNCTION implicit_rate(float8[], float8, float8, float8, text) IS
'the rate per period at which payments and residual are worth the fair value and direct costs; below zero 0';

CREATE FUNCTION finance_lease(payments float8[], fair_value float8, book_value float8, guaranteed_residual float8 DEFAULT 0,
	unguaranteed_residual float8 DEFAULT 0, initial_direct_costs float8 DEFAULT 0, due text DEFAULT 'arrears',
	standard text DEFAULT 'cas', kind text DEFAULT 'dealer', rate float8 DEFAULT NULL, scale int8 DEFAULT 2,
	OUT rate numeric, OUT lease_receivable numeric, OUT unguaranteed_residual numeric, OUT net_investment numeric,
	OUT gross_investment numeric, OUT unearned_income numeric, OUT revenue numeric, OUT cost_of_sales numeric,
	OUT selling_profit numeric, OUT direct_costs_expensed numeric, OUT gain_on_disposal numeric,
	OUT deferred_profit numeric, OUT selling_loss numeric)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 510
BEGIN ATOMIC
	SELECT * FROM finance_lease(shortest_decimals($1), shortest_decimal($2), shortest_decimal($3), shortest_decimal($4), shortest_decimal($5),
		shortest_decimal($6), $7, $8, $9, shortest_decimal($10), $11);
END;
COMMENT ON FUNCTION finance_lease(float8[], float8, float8, float8, float8, float8, text, text, text, float8, int8) IS
'a finance lease at its start: its rate, net investment and, by kind, revenue, cost, gain or deferred profit';

CREATE FUNCTION finance_lease_schedule(payments float8[], rate float8, guaranteed_residual float8 DEFAULT 0,
	unguaranteed_residual float8 DEFAULT 0, due text DEFAULT 'arrears', scale int8 DEFAULT 2)
RETURNS TABLE (n int4, opening numeric, payment numeric, interest numeric, accretion numeric, receivable numeric, residual numeric, closing numeric)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 510 ROWS 36
BEGIN ATOMIC
	SELECT * FROM finance_lease_schedule(shortest_decimals($1), shortest_decimal($2), shortest_decimal($3), shortest_decimal($4), $5, $6);
END;
COMMENT ON FUNCTION finance_lease_schedule(float8[], float8, float8, float8, text, int8) IS
'the net investment in a finance lease period by period: it ends at the residuals';

CREATE FUNCTION finance_lease_income(payments float8[], rate float8, start_date date, at date, step text DEFAULT 'month',
	guaranteed_residual float8 DEFAULT 0, unguaranteed_residual float8 DEFAULT 0, due text DEFAULT 'arrears', scale int8 DEFAULT 12)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 210
RETURN finance_lease_income(shortest_decimals($1), shortest_decimal($2), $3, $4, $5, shortest_decimal($6), shortest_decimal($7), $8, $9);
COMMENT ON FUNCTION finance_lease_income(float8[], float8, date, date, text, float8, float8, text, int8) IS
'all income of a finance lease to the close of a day, a broken period by its days';

CREATE FUNCTION finance_lease_modification(standard text, net_investment float8, rate float8 DEFAULT NULL,
	payments float8[] DEFAULT NULL, guaranteed_residual float8 DEFAULT 0, unguaranteed_residual float8 DEFAULT 0,
	due text DEFAULT 'arrears', initial_direct_costs float8 DEFAULT 0, becomes text DEFAULT 'finance', scale int8 DEFAULT 2,
	OUT net_investment numeric, OUT underlying_asset numeric, OUT gain_or_loss numeric, OUT rate numeric)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 310
BEGIN ATOMIC
	SELECT * FROM finance_lease_modification($1, shortest_decimal($2), shortest_decimal($3), shortest_decimals($4), shortest_decimal($5),
		shortest_decimal($6), $7, shortest_decimal($8), $9, $10);
END;
COMMENT ON FUNCTION finance_lease_modification(text, float8, float8, float8[], float8, float8, text, float8, text, int8) IS
'a finance lease whose terms change: the net investment, gain or loss, and rate from then on';
