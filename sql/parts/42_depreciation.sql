/* ---- depreciation ---- */

CREATE FUNCTION sln(cost numeric, salvage numeric, life numeric)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION sln(numeric, numeric, numeric) IS
'depreciation of a period by the straight line';

CREATE FUNCTION syd(cost numeric, salvage numeric, life numeric, period numeric)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION syd(numeric, numeric, numeric, numeric) IS
'depreciation of a period by the sum of the years'' digits';

CREATE FUNCTION units_of_production(cost numeric, salvage numeric, total_units numeric, units numeric, units_before numeric DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION units_of_production(numeric, numeric, numeric, numeric, numeric) IS
'depreciation by what was produced of a total, after what was before';

CREATE FUNCTION ddb(cost numeric, salvage numeric, life numeric, period numeric, factor numeric DEFAULT 2)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION ddb(numeric, numeric, numeric, numeric, numeric) IS
'depreciation of a period by the declining balance, of double rate unless a factor is given';

CREATE FUNCTION vdb(cost numeric, salvage numeric, life numeric, start_period numeric, end_period numeric, factor numeric DEFAULT 2, no_switch boolean DEFAULT false)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 40;
COMMENT ON FUNCTION vdb(numeric, numeric, numeric, numeric, numeric, numeric, boolean) IS
'depreciation between two times by the declining balance, switching to the straight line when that is higher';

CREATE FUNCTION cas_ddb(cost numeric, salvage numeric, life numeric, period numeric)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION cas_ddb(numeric, numeric, numeric, numeric) IS
'depreciation of a year by the double declining balance of Chinese accounting, the last two years in equal parts';

CREATE FUNCTION db(cost numeric, salvage numeric, life numeric, period numeric, month int4 DEFAULT 12)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION db(numeric, numeric, numeric, numeric, int4) IS
'depreciation of a year by the fixed declining balance that leads to the salvage, the first year of so many months';

-- @for name in amorlinc amordegrc
CREATE FUNCTION @name@(cost numeric, date_purchased date, first_period date, salvage numeric, period numeric, rate numeric, basis int4 DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
-- @end
COMMENT ON FUNCTION amorlinc(numeric, date, date, numeric, numeric, numeric, int4) IS
'linear depreciation of an accounting year in the French system, 0 being the first';
COMMENT ON FUNCTION amordegrc(numeric, date, date, numeric, numeric, numeric, int4) IS
'degressive depreciation of an accounting year in the French system, 0 being the first';

CREATE FUNCTION macrs_rate(class numeric, year int4, convention text DEFAULT 'half-year')
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5;
COMMENT ON FUNCTION macrs_rate(numeric, int4, text) IS
'fraction of the cost that US tax law depreciates in a year, of property of a class';

CREATE FUNCTION macrs(cost numeric, class numeric, year int4, convention text DEFAULT 'half-year')
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION macrs(numeric, numeric, int4, text) IS
'depreciation of a year by US tax law, of property of a class';
