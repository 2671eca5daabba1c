/* ---- a project's cash flow month by month ---- */

CREATE FUNCTION pro_forma(price rent_rate, rate rent_rate, quantity numeric DEFAULT 1, cost rent_rate DEFAULT NULL,
	months int4 DEFAULT 48, start_date date DEFAULT NULL,
	construction_months int4 DEFAULT 0, ramp_months int4 DEFAULT 0, utilization numeric DEFAULT 1, monthly_decline numeric DEFAULT 0,
	step_months int4[] DEFAULT NULL, step_factors numeric[] DEFAULT NULL, variable_cost numeric DEFAULT 0, cost_growth numeric DEFAULT 0,
	depreciation_method text DEFAULT 'straight line', life interval DEFAULT '4 years', salvage numeric DEFAULT 0,
	residual_value numeric DEFAULT 0, debt numeric DEFAULT NULL, debt_share numeric DEFAULT NULL, interest_rate numeric DEFAULT 0,
	loan_months int4 DEFAULT NULL, grace_months int4 DEFAULT 0, capitalize_interest boolean DEFAULT true,
	income_tax_rate numeric DEFAULT 0, scale int4 DEFAULT NULL)
RETURNS TABLE (month int4, at date, operating_month int4, let numeric, rent_index numeric,
	revenue numeric, operating_cost numeric, ebitda numeric, depreciation numeric, interest numeric, disposal_gain numeric,
	profit_before_tax numeric, income_tax numeric, net_profit numeric, capex numeric, construction_interest numeric,
	disposal_proceeds numeric, debt_drawn numeric, principal numeric, debt_balance numeric, debt_service numeric, dscr numeric,
	project_tax numeric, project_cash_flow numeric, equity_cash_flow numeric)
AS 'MODULE_PATHNAME', 'pro_forma_rate'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000 ROWS 49;
COMMENT ON FUNCTION pro_forma(rent_rate, rent_rate, numeric, rent_rate, int4, date, int4, int4, numeric, numeric, int4[], numeric[], numeric, numeric, text, interval, numeric, numeric, numeric, numeric, numeric, int4, int4, boolean, numeric, int4) IS
'cash flow of a fleet month by month: construction, rents, costs, debt, tax, residual value';

CREATE FUNCTION pro_forma(total_capex numeric, monthly_revenue numeric, monthly_cost numeric DEFAULT 0,
	months int4 DEFAULT 48, start_date date DEFAULT NULL,
	construction_months int4 DEFAULT 0, ramp_months int4 DEFAULT 0, utilization numeric DEFAULT 1, monthly_decline numeric DEFAULT 0,
	step_months int4[] DEFAULT NULL, step_factors numeric[] DEFAULT NULL, variable_cost numeric DEFAULT 0, cost_growth numeric DEFAULT 0,
	depreciation_method text DEFAULT 'straight line', life interval DEFAULT '4 years', salvage numeric DEFAULT 0,
	residual_value numeric DEFAULT 0, debt numeric DEFAULT NULL, debt_share numeric DEFAULT NULL, interest_rate numeric DEFAULT 0,
	loan_months int4 DEFAULT NULL, grace_months int4 DEFAULT 0, capitalize_interest boolean DEFAULT true,
	income_tax_rate numeric DEFAULT 0, scale int4 DEFAULT NULL)
RETURNS TABLE (month int4, at date, operating_month int4, let numeric, rent_index numeric,
	revenue numeric, operating_cost numeric, ebitda numeric, depreciation numeric, interest numeric, disposal_gain numeric,
	profit_before_tax numeric, income_tax numeric, net_profit numeric, capex numeric, construction_interest numeric,
	disposal_proceeds numeric, debt_drawn numeric, principal numeric, debt_balance numeric, debt_service numeric, dscr numeric,
	project_tax numeric, project_cash_flow numeric, equity_cash_flow numeric)
AS 'MODULE_PATHNAME', 'pro_forma_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000 ROWS 49;
COMMENT ON FUNCTION pro_forma(numeric, numeric, numeric, int4, date, int4, int4, numeric, numeric, int4[], numeric[], numeric, numeric, text, interval, numeric, numeric, numeric, numeric, numeric, int4, int4, boolean, numeric, int4) IS
'cash flow of a project month by month: construction, revenue, costs, debt, tax, residual value';
