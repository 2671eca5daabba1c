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

CREATE FUNCTION db(cost numeric, salvage numeric, life numeric, period numeric, month int8 DEFAULT 12)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION db(numeric, numeric, numeric, numeric, int8) IS
'depreciation of a year by the fixed declining balance that leads to the salvage, the first year of so many months';

-- @for name in amorlinc amordegrc
CREATE FUNCTION @name@(cost numeric, date_purchased date, first_period date, salvage numeric, period numeric, rate numeric, basis int8 DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
-- @end
COMMENT ON FUNCTION amorlinc(numeric, date, date, numeric, numeric, numeric, int8) IS
'linear depreciation of an accounting year in the French system, 0 being the first';
COMMENT ON FUNCTION amordegrc(numeric, date, date, numeric, numeric, numeric, int8) IS
'degressive depreciation of an accounting year in the French system, 0 being the first';

CREATE FUNCTION macrs_rate(class numeric, year int8, convention text DEFAULT 'half-year')
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5;
COMMENT ON FUNCTION macrs_rate(numeric, int8, text) IS
'fraction of the cost that US tax law depreciates in a year, of property of a class';

CREATE FUNCTION macrs(cost numeric, class numeric, year int8, convention text DEFAULT 'half-year')
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION macrs(numeric, numeric, int8, text) IS
'depreciation of a year by US tax law, of property of a class';

/* ---- the same over float8, which drivers send: as the decimals it writes ---- */

-- Integers and parameters without a type come here too, and get what numerics get.

CREATE FUNCTION sln(cost float8, salvage float8, life float8)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 16
RETURN sln(shortest_decimal(sln.cost), shortest_decimal(sln.salvage), shortest_decimal(sln.life));
COMMENT ON FUNCTION sln(float8, float8, float8) IS
'depreciation of a period by the straight line';

CREATE FUNCTION syd(cost float8, salvage float8, life float8, period float8)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 18
RETURN syd(shortest_decimal(syd.cost), shortest_decimal(syd.salvage), shortest_decimal(syd.life), shortest_decimal(syd.period));
COMMENT ON FUNCTION syd(float8, float8, float8, float8) IS
'depreciation of a period by the sum of the years'' digits';

CREATE FUNCTION units_of_production(cost float8, salvage float8, total_units float8, units float8, units_before float8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 20
RETURN units_of_production(shortest_decimal(units_of_production.cost), shortest_decimal(units_of_production.salvage),
		shortest_decimal(units_of_production.total_units), shortest_decimal(units_of_production.units),
		shortest_decimal(units_of_production.units_before));
COMMENT ON FUNCTION units_of_production(float8, float8, float8, float8, float8) IS
'depreciation by what was produced of a total, after what was before';

CREATE FUNCTION ddb(cost float8, salvage float8, life float8, period float8, factor float8 DEFAULT 2)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 30
RETURN ddb(shortest_decimal(ddb.cost), shortest_decimal(ddb.salvage), shortest_decimal(ddb.life), shortest_decimal(ddb.period),
		shortest_decimal(ddb.factor));
COMMENT ON FUNCTION ddb(float8, float8, float8, float8, float8) IS
'depreciation of a period by the declining balance, of double rate unless a factor is given';

CREATE FUNCTION vdb(cost float8, salvage float8, life float8, start_period float8, end_period float8, factor float8 DEFAULT 2,
	no_switch boolean DEFAULT false)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 52
RETURN vdb(shortest_decimal(vdb.cost), shortest_decimal(vdb.salvage), shortest_decimal(vdb.life),
		shortest_decimal(vdb.start_period), shortest_decimal(vdb.end_period), shortest_decimal(vdb.factor), vdb.no_switch);
COMMENT ON FUNCTION vdb(float8, float8, float8, float8, float8, float8, boolean) IS
'depreciation between two times by the declining balance, switching to the straight line when that is higher';

CREATE FUNCTION cas_ddb(cost float8, salvage float8, life float8, period float8)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 28
RETURN cas_ddb(shortest_decimal(cas_ddb.cost), shortest_decimal(cas_ddb.salvage), shortest_decimal(cas_ddb.life),
		shortest_decimal(cas_ddb.period));
COMMENT ON FUNCTION cas_ddb(float8, float8, float8, float8) IS
'depreciation of a year by the double declining balance of Chinese accounting, the last two years in equal parts';

CREATE FUNCTION db(cost float8, salvage float8, life float8, period float8, month int8 DEFAULT 12)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 108
RETURN db(shortest_decimal(db.cost), shortest_decimal(db.salvage), shortest_decimal(db.life), shortest_decimal(db.period),
		db.month);
COMMENT ON FUNCTION db(float8, float8, float8, float8, int8) IS
'depreciation of a year by the fixed declining balance that leads to the salvage, the first year of so many months';

CREATE FUNCTION amorlinc(cost float8, date_purchased date, first_period date, salvage float8, period float8, rate float8,
	basis int8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 28
RETURN amorlinc(shortest_decimal(amorlinc.cost), amorlinc.date_purchased, amorlinc.first_period, shortest_decimal(amorlinc.salvage),
		shortest_decimal(amorlinc.period), shortest_decimal(amorlinc.rate), amorlinc.basis);
COMMENT ON FUNCTION amorlinc(float8, date, date, float8, float8, float8, int8) IS
'linear depreciation of an accounting year in the French system, 0 being the first';

CREATE FUNCTION amordegrc(cost float8, date_purchased date, first_period date, salvage float8, period float8, rate float8,
	basis int8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 28
RETURN amordegrc(shortest_decimal(amordegrc.cost), amordegrc.date_purchased, amordegrc.first_period,
		shortest_decimal(amordegrc.salvage), shortest_decimal(amordegrc.period), shortest_decimal(amordegrc.rate),
		amordegrc.basis);
COMMENT ON FUNCTION amordegrc(float8, date, date, float8, float8, float8, int8) IS
'degressive depreciation of an accounting year in the French system, 0 being the first';

CREATE FUNCTION macrs_rate(class float8, year int8, convention text DEFAULT 'half-year')
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 7
RETURN macrs_rate(shortest_decimal(macrs_rate.class), macrs_rate.year, macrs_rate.convention);
COMMENT ON FUNCTION macrs_rate(float8, int8, text) IS
'fraction of the cost that US tax law depreciates in a year, of property of a class';

CREATE FUNCTION macrs(cost float8, class float8, year int8, convention text DEFAULT 'half-year')
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 14
RETURN macrs(shortest_decimal(macrs.cost), shortest_decimal(macrs.class), macrs.year, macrs.convention);
COMMENT ON FUNCTION macrs(float8, float8, int8, text) IS
'depreciation of a year by US tax law, of property of a class';
