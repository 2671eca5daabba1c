/* ---- a project's cash flow month by month ---- */

CREATE FUNCTION pro_forma(price rent_rate, rate rent_rate, quantity numeric DEFAULT 1, cost rent_rate DEFAULT NULL,
	months int8 DEFAULT 48, start_date date DEFAULT NULL,
	construction_months int8 DEFAULT 0, ramp_months int8 DEFAULT 0, utilization numeric DEFAULT 1, monthly_decline numeric DEFAULT 0,
	step_months int8[] DEFAULT NULL, step_factors numeric[] DEFAULT NULL, variable_cost numeric DEFAULT 0, cost_growth numeric DEFAULT 0,
	depreciation_method text DEFAULT 'straight line', life interval DEFAULT '4 years', salvage numeric DEFAULT 0,
	residual_value numeric DEFAULT 0, debt numeric DEFAULT NULL, debt_share numeric DEFAULT NULL, interest_rate numeric DEFAULT 0,
	loan_months int8 DEFAULT NULL, grace_months int8 DEFAULT 0, capitalize_interest boolean DEFAULT true,
	income_tax_rate numeric DEFAULT 0, scale int8 DEFAULT NULL)
RETURNS TABLE (month int4, at date, operating_month int4, let numeric, rent_index numeric,
	revenue numeric, operating_cost numeric, ebitda numeric, depreciation numeric, interest numeric, disposal_gain numeric,
	profit_before_tax numeric, income_tax numeric, net_profit numeric, capex numeric, construction_interest numeric,
	disposal_proceeds numeric, debt_drawn numeric, principal numeric, debt_balance numeric, debt_service numeric, dscr numeric,
	project_tax numeric, project_cash_flow numeric, equity_cash_flow numeric)
AS 'MODULE_PATHNAME', 'pro_forma_rate'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000 ROWS 49;
COMMENT ON FUNCTION pro_forma(rent_rate, rent_rate, numeric, rent_rate, int8, date, int8, int8, numeric, numeric, int8[], numeric[], numeric, numeric, text, interval, numeric, numeric, numeric, numeric, numeric, int8, int8, boolean, numeric, int8) IS
'cash flow of a fleet month by month: construction, rents, costs, debt, tax, residual value';

CREATE FUNCTION pro_forma(total_capex numeric, monthly_revenue numeric, monthly_cost numeric DEFAULT 0,
	months int8 DEFAULT 48, start_date date DEFAULT NULL,
	construction_months int8 DEFAULT 0, ramp_months int8 DEFAULT 0, utilization numeric DEFAULT 1, monthly_decline numeric DEFAULT 0,
	step_months int8[] DEFAULT NULL, step_factors numeric[] DEFAULT NULL, variable_cost numeric DEFAULT 0, cost_growth numeric DEFAULT 0,
	depreciation_method text DEFAULT 'straight line', life interval DEFAULT '4 years', salvage numeric DEFAULT 0,
	residual_value numeric DEFAULT 0, debt numeric DEFAULT NULL, debt_share numeric DEFAULT NULL, interest_rate numeric DEFAULT 0,
	loan_months int8 DEFAULT NULL, grace_months int8 DEFAULT 0, capitalize_interest boolean DEFAULT true,
	income_tax_rate numeric DEFAULT 0, scale int8 DEFAULT NULL)
RETURNS TABLE (month int4, at date, operating_month int4, let numeric, rent_index numeric,
	revenue numeric, operating_cost numeric, ebitda numeric, depreciation numeric, interest numeric, disposal_gain numeric,
	profit_before_tax numeric, income_tax numeric, net_profit numeric, capex numeric, construction_interest numeric,
	disposal_proceeds numeric, debt_drawn numeric, principal numeric, debt_balance numeric, debt_service numeric, dscr numeric,
	project_tax numeric, project_cash_flow numeric, equity_cash_flow numeric)
AS 'MODULE_PATHNAME', 'pro_forma_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000 ROWS 49;
COMMENT ON FUNCTION pro_forma(numeric, numeric, numeric, int8, date, int8, int8, numeric, numeric, int8[], numeric[], numeric, numeric, text, interval, numeric, numeric, numeric, numeric, numeric, int8, int8, boolean, numeric, int8) IS
'cash flow of a project month by month: construction, revenue, costs, debt, tax, residual value';

/* ---- the same over float8, which drivers send: as the decimals it writes ---- */

-- The first number has no default: where all have one, a call without numbers would be ambiguous.

CREATE FUNCTION pro_forma(price rent_rate, rate rent_rate, quantity float8, cost rent_rate DEFAULT NULL, months int8 DEFAULT 48,
	start_date date DEFAULT NULL, construction_months int8 DEFAULT 0, ramp_months int8 DEFAULT 0, utilization float8 DEFAULT 1,
	monthly_decline float8 DEFAULT 0, step_months int8[] DEFAULT NULL, step_factors numeric[] DEFAULT NULL, variable_cost float8 DEFAULT 0,
	cost_growth float8 DEFAULT 0, depreciation_method text DEFAULT 'straight line', life interval DEFAULT '4 years', salvage float8 DEFAULT 0,
	residual_value float8 DEFAULT 0, debt float8 DEFAULT NULL, debt_share float8 DEFAULT NULL, interest_rate float8 DEFAULT 0,
	loan_months int8 DEFAULT NULL, grace_months int8 DEFAULT 0, capitalize_interest boolean DEFAULT true, income_tax_rate float8 DEFAULT 0,
	scale int8 DEFAULT NULL)
RETURNS TABLE (month int4, at date, operating_month int4, let numeric, rent_index numeric, revenue numeric, operating_cost numeric, ebitda numeric, depreciation numeric, interest numeric, disposal_gain numeric, profit_before_tax numeric, income_tax numeric, net_profit numeric, capex numeric, construction_interest numeric, disposal_proceeds numeric, debt_drawn numeric, principal numeric, debt_balance numeric, debt_service numeric, dscr numeric, project_tax numeric, project_cash_flow numeric, equity_cash_flow numeric) LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10022 ROWS 49
BEGIN ATOMIC
	SELECT * FROM pro_forma(pro_forma.price, pro_forma.rate, shortest_decimal(pro_forma.quantity), pro_forma.cost, pro_forma.months,
		pro_forma.start_date, pro_forma.construction_months, pro_forma.ramp_months, shortest_decimal(pro_forma.utilization),
		shortest_decimal(pro_forma.monthly_decline), pro_forma.step_months, pro_forma.step_factors,
		shortest_decimal(pro_forma.variable_cost), shortest_decimal(pro_forma.cost_growth), pro_forma.depreciation_method,
		pro_forma.life, shortest_decimal(pro_forma.salvage), shortest_decimal(pro_forma.residual_value),
		shortest_decimal(pro_forma.debt), shortest_decimal(pro_forma.debt_share), shortest_decimal(pro_forma.interest_rate),
		pro_forma.loan_months, pro_forma.grace_months, pro_forma.capitalize_interest,
		shortest_decimal(pro_forma.income_tax_rate), pro_forma.scale);
END;
COMMENT ON FUNCTION pro_forma(rent_rate, rent_rate, float8, rent_rate, int8, date, int8, int8, float8, float8, int8[], numeric[], float8, float8, text, interval, float8, float8, float8, float8, float8, int8, int8, boolean, float8, int8) IS
'cash flow of a fleet month by month: construction, rents, costs, debt, tax, residual value';

CREATE FUNCTION pro_forma(total_capex float8, monthly_revenue float8, monthly_cost float8 DEFAULT 0, months int8 DEFAULT 48,
	start_date date DEFAULT NULL, construction_months int8 DEFAULT 0, ramp_months int8 DEFAULT 0, utilization float8 DEFAULT 1,
	monthly_decline float8 DEFAULT 0, step_months int8[] DEFAULT NULL, step_factors numeric[] DEFAULT NULL, variable_cost float8 DEFAULT 0,
	cost_growth float8 DEFAULT 0, depreciation_method text DEFAULT 'straight line', life interval DEFAULT '4 years', salvage float8 DEFAULT 0,
	residual_value float8 DEFAULT 0, debt float8 DEFAULT NULL, debt_share float8 DEFAULT NULL, interest_rate float8 DEFAULT 0,
	loan_months int8 DEFAULT NULL, grace_months int8 DEFAULT 0, capitalize_interest boolean DEFAULT true, income_tax_rate float8 DEFAULT 0,
	scale int8 DEFAULT NULL)
RETURNS TABLE (month int4, at date, operating_month int4, let numeric, rent_index numeric, revenue numeric, operating_cost numeric, ebitda numeric, depreciation numeric, interest numeric, disposal_gain numeric, profit_before_tax numeric, income_tax numeric, net_profit numeric, capex numeric, construction_interest numeric, disposal_proceeds numeric, debt_drawn numeric, principal numeric, debt_balance numeric, debt_service numeric, dscr numeric, project_tax numeric, project_cash_flow numeric, equity_cash_flow numeric) LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10026 ROWS 49
BEGIN ATOMIC
	SELECT * FROM pro_forma(shortest_decimal(pro_forma.total_capex), shortest_decimal(pro_forma.monthly_revenue),
		shortest_decimal(pro_forma.monthly_cost), pro_forma.months, pro_forma.start_date, pro_forma.construction_months,
		pro_forma.ramp_months, shortest_decimal(pro_forma.utilization), shortest_decimal(pro_forma.monthly_decline),
		pro_forma.step_months, pro_forma.step_factors, shortest_decimal(pro_forma.variable_cost),
		shortest_decimal(pro_forma.cost_growth), pro_forma.depreciation_method, pro_forma.life,
		shortest_decimal(pro_forma.salvage), shortest_decimal(pro_forma.residual_value), shortest_decimal(pro_forma.debt),
		shortest_decimal(pro_forma.debt_share), shortest_decimal(pro_forma.interest_rate), pro_forma.loan_months,
		pro_forma.grace_months, pro_forma.capitalize_interest, shortest_decimal(pro_forma.income_tax_rate), pro_forma.scale);
END;
COMMENT ON FUNCTION pro_forma(float8, float8, float8, int8, date, int8, int8, float8, float8, int8[], numeric[], float8, float8, text, interval, float8, float8, float8, float8, float8, int8, int8, boolean, float8, int8) IS
'cash flow of a project month by month: construction, revenue, costs, debt, tax, residual value';

/* ---- and over texts that write rates, which bare literals reach as well ---- */

CREATE FUNCTION pro_forma(price text, rate text, quantity float8 DEFAULT 1, cost text DEFAULT NULL, months int8 DEFAULT 48,
	start_date date DEFAULT NULL, construction_months int8 DEFAULT 0, ramp_months int8 DEFAULT 0, utilization float8 DEFAULT 1,
	monthly_decline float8 DEFAULT 0, step_months int8[] DEFAULT NULL, step_factors numeric[] DEFAULT NULL, variable_cost float8 DEFAULT 0,
	cost_growth float8 DEFAULT 0, depreciation_method text DEFAULT 'straight line', life interval DEFAULT '4 years', salvage float8 DEFAULT 0,
	residual_value float8 DEFAULT 0, debt float8 DEFAULT NULL, debt_share float8 DEFAULT NULL, interest_rate float8 DEFAULT 0,
	loan_months int8 DEFAULT NULL, grace_months int8 DEFAULT 0, capitalize_interest boolean DEFAULT true, income_tax_rate float8 DEFAULT 0,
	scale int8 DEFAULT NULL)
RETURNS TABLE (month int4, at date, operating_month int4, let numeric, rent_index numeric, revenue numeric, operating_cost numeric, ebitda numeric, depreciation numeric, interest numeric, disposal_gain numeric, profit_before_tax numeric, income_tax numeric, net_profit numeric, capex numeric, construction_interest numeric, disposal_proceeds numeric, debt_drawn numeric, principal numeric, debt_balance numeric, debt_service numeric, dscr numeric, project_tax numeric, project_cash_flow numeric, equity_cash_flow numeric) LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10022 ROWS 49
BEGIN ATOMIC
	SELECT * FROM pro_forma(pro_forma.price::rent_rate, pro_forma.rate::rent_rate, shortest_decimal(pro_forma.quantity), pro_forma.cost::rent_rate,
		pro_forma.months, pro_forma.start_date, pro_forma.construction_months, pro_forma.ramp_months,
		shortest_decimal(pro_forma.utilization), shortest_decimal(pro_forma.monthly_decline), pro_forma.step_months,
		pro_forma.step_factors, shortest_decimal(pro_forma.variable_cost), shortest_decimal(pro_forma.cost_growth),
		pro_forma.depreciation_method, pro_forma.life, shortest_decimal(pro_forma.salvage),
		shortest_decimal(pro_forma.residual_value), shortest_decimal(pro_forma.debt), shortest_decimal(pro_forma.debt_share),
		shortest_decimal(pro_forma.interest_rate), pro_forma.loan_months, pro_forma.grace_months,
		pro_forma.capitalize_interest, shortest_decimal(pro_forma.income_tax_rate), pro_forma.scale);
END;
COMMENT ON FUNCTION pro_forma(text, text, float8, text, int8, date, int8, int8, float8, float8, int8[], numeric[], float8, float8, text, interval, float8, float8, float8, float8, float8, int8, int8, boolean, float8, int8) IS
'cash flow of a fleet month by month: construction, rents, costs, debt, tax, residual value';
