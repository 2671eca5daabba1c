-- Which function or operator each likely call of the types reaches, and that the
-- extension changes nothing about SQL that does not use it.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all

-- columns of each kind
CREATE TABLE probe_arguments (c p_capacity, r rent_rate, i2 int2, i4 int4, i8 int8, n numeric, f4 float4, f8 float8, t text, v varchar, m money, iv interval, b boolean, d date, lt lease_terms);

-- Which of the extension's functions and operators an expression over those columns
-- reaches: what a view of it depends on.  Nothing is recorded of what is built in.
CREATE FUNCTION pg_temp.reaches(expression text) RETURNS text
LANGUAGE plpgsql AS
$$
DECLARE
	answer text;
BEGIN
	EXECUTE format('CREATE VIEW probe_view AS SELECT (%s) AS value FROM probe_arguments', expression);
	SELECT string_agg(CASE refclassid WHEN 'pg_operator'::regclass THEN refobjid::regoperator::text ELSE refobjid::regprocedure::text END, ', ' ORDER BY refclassid, refobjid)
	INTO answer
	FROM pg_depend JOIN pg_rewrite ON objid = pg_rewrite.oid AND classid = 'pg_rewrite'::regclass
		 JOIN pg_class AS probe ON probe.oid = ev_class
	WHERE probe.relname = 'probe_view' AND refclassid IN ('pg_operator'::regclass, 'pg_proc'::regclass);
	DROP VIEW probe_view;
	RETURN coalesce(answer, 'built in');
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ': ' || SQLERRM;
END
$$;

-- The same of an expression over $1 and $2, declared as these types.
CREATE FUNCTION pg_temp.reaches(expression text, VARIADIC types text[]) RETURNS text
LANGUAGE plpgsql AS
$$
DECLARE
	answer text;
BEGIN
	EXECUTE format('CREATE FUNCTION probe_function(%s) RETURNS text RETURN (%s)::text', array_to_string(types, ', '), expression);
	SELECT string_agg(CASE refclassid WHEN 'pg_operator'::regclass THEN refobjid::regoperator::text ELSE refobjid::regprocedure::text END, ', ' ORDER BY refclassid, refobjid)
	INTO answer
	FROM pg_depend JOIN pg_proc AS probe ON objid = probe.oid
	WHERE probe.proname = 'probe_function' AND classid = 'pg_proc'::regclass AND refclassid IN ('pg_operator'::regclass, 'pg_proc'::regclass);
	DROP FUNCTION probe_function;
	RETURN coalesce(answer, 'built in');
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ': ' || SQLERRM;
END
$$;

-- The same of an expression over parameters that the server is to give a type.
CREATE FUNCTION pg_temp.infers(expression text) RETURNS text
LANGUAGE plpgsql AS
$$
DECLARE
	answer text;
BEGIN
	EXECUTE 'PREPARE probe_statement AS SELECT ' || expression;
	SELECT array_to_string(parameter_types, ', ') INTO answer FROM pg_prepared_statements WHERE name = 'probe_statement';
	DEALLOCATE probe_statement;
	RETURN answer;
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ': ' || SQLERRM;
END
$$;

\pset format unaligned
\pset fieldsep ' -> '
\pset tuples_only on

-- ---- terms and rates: a bare literal is a rate where both are taken, terms where only they are ----

SELECT expression, pg_temp.reaches(expression)
FROM unnest(ARRAY['rent(%s, %s, ''[2024-01-01, 2025-01-01)'')', '(rent_schedule(%s, %s, ''[2024-01-01, 2025-01-01)'')).amount', '(explain_rent(%s, %s, ''[2024-01-01, 2025-01-01)'')).item']) WITH ORDINALITY AS p (pattern, i),
	 unnest(ARRAY['''5 CNY/card/hour''', 'r', 'lt', 'NULL']) WITH ORDINALITY AS a (rate, j),
	 unnest(ARRAY['8', '3000000000', '2.5', '''8 P''', 'NULL', 'i2', 'i4', 'i8', 'n', 'f4', 'f8', 'c']) WITH ORDINALITY AS q (quantity, k),
	 format(pattern, rate, quantity) AS expression
WHERE i = 1 OR k IN (1, 3, 12)
ORDER BY i, j, k;
SELECT expression, pg_temp.reaches(expression)
FROM unnest(ARRAY['(rate_steps(''5 CNY/card/hour; free 1 month'', ''[2024-01-01, 2025-01-01)'')).amount', '(rate_steps(r, ''[2024-01-01, 2025-01-01)'')).amount', '(rate_steps(lt, ''[2024-01-01, 2025-01-01)'', ''UTC'')).amount', 'rate_at(''5 CNY/card/hour'', ''[2024-01-01, 2025-01-01)'', ''2024-06-01'')', 'rate_at(r, ''[2024-01-01, 2025-01-01)'', d)',
	'term(d, d)', 'term(d, d, ''UTC'')', 'term(d, d, t)', 'term(d, d, lt)', 'term(d, d, r)', 'term(''2024-01-01'', NULL, lt)', 'term(d, d, NULL)',
	'lease_terms(r)', 'lease_terms(''5 CNY/card/hour'')', 'lease_terms(r, d)', 'lease_terms(r, ''2024-01-01'')', 'lease_terms(r, d, b)', 'r::lease_terms', 'lt = r', 'lt = ''5 CNY/card/hour''', 'r = ''5 CNY/card/hour''', 'r < lt',
	'coalesce(r, lt)', 'coalesce(r::lease_terms, lt)', 'CASE WHEN b THEN lt ELSE r END', 'lt + r', 'lt * 2', 'per(lt, ''hour'')', 'amount(lt)', 'ARRAY[lt, r]']) WITH ORDINALITY AS e (expression, i) ORDER BY i;
SELECT expression, pg_temp.infers(expression)
FROM unnest(ARRAY['rent($1, 8, ''[2024-01-01, 2025-01-01)'')', 'rent(lt, $1, ''[2024-01-01, 2025-01-01)'') FROM probe_arguments', 'rate_at($1, $2, $3)', 'term($1, $2, $3)', 'lt = $1 FROM probe_arguments']) WITH ORDINALITY AS e (expression, i) ORDER BY i;

-- ---- operators with a number: literals, columns ----

SELECT expression, pg_temp.reaches(expression)
FROM unnest(ARRAY['c * %s', '%s * c', 'c / %s', 'r * %s', '%s * r', 'r / %s']) WITH ORDINALITY AS p (pattern, i),
	 unnest(ARRAY['2', '3000000000', '2.5', '1e2', '''2''', 'NULL', 'i2', 'i4', 'i8', 'n', 'f4', 'f8', 't', 'v', 'm', 'iv', 'b']) WITH ORDINALITY AS o (operand, j),
	 format(pattern, operand) AS expression
ORDER BY i, j;

-- beside a text, in what takes one type of several: PostgreSQL asks for a cast, since neither type is the other's; a literal is a rate
SELECT expression, pg_temp.reaches(expression) FROM unnest(ARRAY['coalesce(r, t)', 'coalesce(t, r)', 'CASE WHEN b THEN r ELSE t END', 'ARRAY[r, t]', 'greatest(r, v)', 'nullif(r, t)', '(SELECT r UNION ALL SELECT t LIMIT 1)', 'coalesce(r, ''1 CNY/card'')', 'r IN (t, v)', 't IN (r)', 'r IN (''1 CNY/card'', t)', 'r = ANY (ARRAY[t, v])',
	'(i4, r) = (i4, t)', '(i4, r) < (1, t)', '(t, i4) >= (c, i4)', '(r, lt) IN ((t, v))', 'lt = t', 'v <> lt', 'lt < t', 'lt IN (t, v)', 'lt = ANY (ARRAY[t])', 'coalesce(lt, t)', 'rent(t, t, t)', 'rent(r, i4, NULL)']) WITH ORDINALITY AS e (expression, i) ORDER BY i;
-- declared parameters
SELECT expression, type, pg_temp.reaches(expression, type)
FROM unnest(ARRAY['''960 P''::p_capacity * $1', '$1 * ''960 P''::p_capacity', '''960 P''::p_capacity / $1',
				  '''1 CNY/card''::rent_rate * $1', '$1 * ''1 CNY/card''::rent_rate', '''1 CNY/card''::rent_rate / $1']) AS expression,
	 unnest(ARRAY['int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'text']) AS type;

-- parameters that the server is to give a type
SELECT expression, pg_temp.infers(expression) FROM unnest(ARRAY[
	'''960 P''::p_capacity * $1', '$1 * ''960 P''::p_capacity', '''960 P''::p_capacity / $1', '''960 P''::p_capacity + $1', '''960 P''::p_capacity - $1', '$1 < ''960 P''::p_capacity', '- $1',
	'''1 CNY/card''::rent_rate * $1', '$1 * ''1 CNY/card''::rent_rate', '''1 CNY/card''::rent_rate / $1', '''1 CNY/card''::rent_rate + $1', '$1 = ''1 CNY/card''::rent_rate',
	'$1 + $2', '$1 * $2', '$1 / $2', 'sum($1)', 'petaflops($1)', 'net($1)', 'per($1, $2)', 'per($1, $2, $3)', 'per($1, $2, 8)']) AS expression;

-- EXECUTE ... USING
DO $$
DECLARE
	answer text;
BEGIN
	EXECUTE 'SELECT concat_ws('', '', $1 * $3, $2 * $3, $1 * $4, $1 * $5, $1 * $6, $1 / $1, per($2, ''card'', $3))' INTO answer
	USING '0.312 P fp16'::p_capacity, '133400 CNY/server/month'::rent_rate, 8, 8::bigint, 0.1::numeric, 0.1::float8;
	RAISE NOTICE '%', answer;
END
$$;

-- ---- operators between values ----

SELECT expression, pg_temp.reaches(expression) FROM unnest(ARRAY[
	'c + c', 'c + ''1 P''', '''1 P'' + c', 'c - ''1 P''', 'c / ''16 P''', 'c / c', '- c', '+ c', 'c = ''1 P''', '''1 P'' < c', 'c IN (''1 P'', ''2 P'')', 'c BETWEEN ''1 P'' AND ''2 P''', 'c IS DISTINCT FROM ''1 P''',
	'c = t', 'c < t', 'v >= c', 'c BETWEEN t AND v', 't = v', 't > v', '''1 P'' < t', 'c < 960', 'r > 15', 'c = 960', 'c + 1', 'c + iv', 'c * iv', 'c * c', 'c || ''!''', 'c || t', 'c || c', 'c || r', 'c = r', 'c + r', 'c * r', 'r * c', 'c LIKE ''9%''', 'c::text LIKE ''9%''',
	'r + r', 'r + ''1 CNY/card''', '''1 CNY/card'' - r', 'r / ''1 CNY/card''', '- r', 'r = ''1 CNY/card''', '''1 CNY/card'' >= r', 'r IN (''1 CNY/card'')', 'r = t', 'r > t', 'v <= r', 't < r', 'r BETWEEN ''1 CNY/card'' AND t', 'r < c', 'r + 1', 'r * iv', 'r * r']) AS expression;

-- ---- functions and aggregates ----

SELECT expression, pg_temp.reaches(expression) FROM unnest(ARRAY[
	'petaflops(''960 P'')', 'petaflops(c)', 'petaflops(t)', 'petaflops(960)', 'number_format(''1 P fp16'')', 'number_format(c)', 'number_format(r)', 'set_number_format(''1 P'', ''fp16'')', 'set_number_format(c, NULL)', 'set_number_format(c, t)',
	'amount_text(n, ''m CNY'')', 'amount_text(i4, t)', 'amount_text(f8, v, i4)', 'amount_text(''5'', ''CNY'', 0)', 'amount(''1 CNY/card'')', 'currency(''1 CNY/card'')', 'unit(''1 CNY/card'')', 'unit_number_format(''1 CNY/card'')', 'period(''1 CNY/card'')', 'tax_basis(''1 CNY/card'')', 'tax_rate(''1 CNY/card'')',
	'net(''1 CNY/card incl 6%'')', 'gross(r)', 'net(t)', 'net(5)', 'set_tax(''1 CNY/card'', ''incl 6%'')', 'set_tax(r, NULL)', 'set_tax(r, v)',
	'per(''1 CNY/server/month'', ''hour'')', 'per(r, t)', 'per(r, ''hour'', 8784)', 'per(''133400 CNY/server/month'', ''card'', 8)', 'per(r, ''card'', i2)', 'per(r, ''card'', i8)', 'per(r, ''card'', n)', 'per(r, ''card'', 0.5)', 'per(r, ''card'', f8)',
	'per(t, ''hour'')', 'per(v, ''card'', 8)', 'per(t, t, c)', 'amount(t)', 'unit(v)', 'net(v)', 'per(r, ''P'', ''16 P'')', 'per(r, ''P'', c)', 'per(r, ''card'', NULL)', 'per(r, ''card'', ''8'')', 'per(rate => r, target => ''card'', factor => 8)', 'per(rate => r, target => ''P'', capacity => c)',
	'sum(c)', 'avg(c)', 'min(c)', 'max(c)', 'sum(r)', 'avg(r)', 'min(r)', 'max(r)', 'sum(''960 P'')', 'avg(''1 CNY/card'')', 'min(''960 P'')', 'greatest(c, ''1 P'')', 'coalesce(r, ''0 CNY/card'')', 'nullif(c, ''0 P'')', 'abs(c)', 'round(r)', 'length(c)', 'upper(r)']) AS expression;

-- ---- functions over leases: each kind of quantity, literals, tails ----
ALTER TABLE probe_arguments ADD tr tstzrange, ADD tz timestamptz, ADD ts timestamp;
SELECT expression, pg_temp.reaches(expression)
FROM unnest(ARRAY['2', '3000000000', '2.5', '''2''', '''960 P''', 'NULL', 'i2', 'i4', 'i8', 'n', 'f4', 'f8', 'c', 't', 'm']) WITH ORDINALITY AS o (operand, j),
	 format('rent(r, %s, tr)', operand) AS expression
ORDER BY j;
SELECT expression, pg_temp.reaches(expression) FROM unnest(ARRAY[
'rent(''1 CNY/P/hour'', ''960 P'', ''[2024-01-01,2024-01-02)'')', 'rent(''1 CNY/card/hour'', 8, ''[2024-01-01,2024-01-02)'')',
'rent(r, i4, tr, ''[2024-01-01,2024-01-02)'')', 'rent(r, i4, tr, tr, ''UTC'', ''calendar'')', 'rent(r, i4, tr, zone => ''UTC'')',
'rent(r, i4, term(d, d))', 'rent(t, i4, tr)', 'term(''2024-01-01'', ''2024-12-31'')', 'term(d, NULL, ''Asia/Shanghai'')', 'term(tz, tz)', 'term(d, ''2024-12-31'')', 'term(''2024-01-01'', d)', 'term(d, t)', 'term(v, d, ''UTC'')', 'term(t, v)', 'term(d, tz)', 'term(t, tz)',
'payback(''100000 CNY/card'', ''15.1 CNY/card/hour'')', 'payback(r, r)', 'payback(r, r, 1)', 'payback(r, r, 0.9, r)', 'payback(1000, 400)',
'payback(i4, i8)', 'payback(n, f8)', 'payback(NULL, NULL)', 'payback(100000, ''15.1'')', 'payback(3000000000, ''15.1'')', 'payback(i2, ''15.1'')',
'payback(100000, NULL)', 'payback(100000, 15.1)', 'payback(i2, i4)', 'payback(i2, 15.1)', 'payback(i8, n)', 'payback(''100000'', 15.1)', 'payback(''100000'', 25000)',
'payback(NULL, i8)', 'payback(n, ''15.1'')', 'payback(i4, t)', 'payback(capex => 100000, annual_cash_flow => ''15.1'')', 'payback(i4, d)', 'payback(i8, ts)', 'payback(n, d)', 'payback(r, ''15.1 CNY/card/hour'')', 'payback(''100000 CNY/card'', ''15.1 CNY/card/hour'', ''0.9'')', 'payback(r, r, ''0.9'')', 'payback(t, v, 0.9)', 'payback(t, v, v)', 'payback(t, t, f8, t)', 'payback(''100000 CNY/card'', t, NULL)', 'payback(''100000 CNY/card'', ''15.1 CNY/card/hour'', ''0.9'', ''1 CNY/card/hour'')', 'gross_margin(''5.4 CNY/card/hour'', ''2.9 CNY/card/hour'')', 'gross_margin(5.4, 2.9)',
'gross_margin(i4, n)', 'gross_margin(f8, f8)', 'amortization(''100000 CNY/card'', ''4 years'')', 'amortization(100000, ''4 years'', 0, ''hour'')',
'amortization(i4, iv, i4, t)', 'amortization(r, iv)', 'hourly_cost(r, iv, 0, 0.5)', 'break_even_utilization(r, r)', 'break_even_utilization(5.4, 2)',
'pf_days(''0.6 P'', ''1 day'')', 'cagr(19.5, 34.66, 4)', 'cagr(i4, i8, i2)', '(vat_split(345600000, 0.06)).net', 'doubling_time(9)',
'net_margin(7.6, 4.5)', 'net_margin(7.6, 4.5, 0.9, 0.25)', 'net_margin(i4, i8, n)', 'net_margin(''7.6 CNY/card/hour'', ''4.5 CNY/card/hour'')', 'net_margin(r, r, r, 0.25)',
'net_margin(r, r, income_tax_rate => 0)', 'net_margin(n, n, income_tax_rate => 0)', '(unit_economics(''7.6 CNY/card/hour'', ''100000 CNY/card'', utilization => 0.9, selling => 0)).n',
'(pro_forma(''100000 CNY/card'', ''7.6 CNY/card/hour'')).month', '(pro_forma(r, r, 1000, r, months => 36)).month', '(pro_forma(100000, 5548)).month', '(pro_forma(i4, n, i8, income_tax_rate => 0.25)).month',
'payback(''100000 CNY/card'', ''7.6 CNY/card/hour'', monthly_decline => 0.02)', 'payback(r, r, i4, r, n, 0)', 'break_even_rate(''2.9 CNY/card/hour'')', 'break_even_rate(r, 1)', 'break_even_rate(r, ''0.5'')',
'break_even_opening_rate(''100000 CNY/card'', 48)', 'break_even_opening_rate(100000, 48)', 'break_even_opening_rate(r, i2, n, r)', 'break_even_opening_rate(f8, 48)',
'break_even_utilization(''5.4 CNY/card/hour'', ''2.9 CNY/card/hour'')', 'break_even_utilization(''100000 CNY/card'', ''7.6 CNY/card/hour'', 48)', 'break_even_utilization(100000, 7.6, 48)', 'break_even_utilization(r, r, i4, r, 0.02)',
'growing_annuity(0, -0.06, ''Infinity'', 5548)', 'growing_annuity(i4, n, i8, f4)', '(payback_grid(''100000 CNY/card'', ''{5.4 CNY/card/hour}'', ''{0.5,1}'')).payback_years',
'(revenue_share(1000.01, ''{0.3,0.7}'')).amount', '(revenue_share(i4, ''{0.3,0.7}'', ''{a,b}'')).amount', '(revenue_share(''1000.01'', ''{1}'', scale => 0)).amount',
'(revenue_share_schedule(ARRAY[1000.01], ''{1}'')).amount', '(revenue_share_schedule(''1 CNY/card/hour'', 8, ''[2024-01-01,2024-01-02)'', ''{1}'')).amount',
'(revenue_share_schedule(r, c, tr, ''{0.3,0.7}'', ''{a,b}'', zone => ''Asia/Shanghai'')).amount',
-- the lessor's: arrays of numeric and of integers, as literals too; those of float8 are refused
'(vat_lines(''{10,10}'', 0.06)).tax', '(vat_lines(ARRAY[10.0, n], n)).tax', '(vat_lines(ARRAY[i4, i4], 0.06)).tax', '(vat_lines(ARRAY[i8], ''0.06'')).tax', '(vat_lines(ARRAY[f8], 0.06)).tax',
'(hosted_statement(''{1}'', 0.7, i4)).owner', '(drawdown(''{1}'', ARRAY[i2])).applied', '(allocate_price(i4, ''{1,NULL}'')).amount', '(allocate_receipts(ARRAY[d], ARRAY[n], i8)).open',
'(allocate_receipts(''{2024-01-31}'', ''{1}'', 1)).open', 'aging_bucket(d, ''2024-01-31'')', 'aging_bucket(d, d, ''{1 year}'')', 'maturity_bucket(''2024-01-31'', d, i2)', 'difference_vat(i4, ''1'', 0.06)',
'implicit_rate(''{1,1}'', 1)', 'implicit_rate(ARRAY[i4, i4], n, i8)', '(finance_lease(ARRAY[n], i4, ''1'', rate => 0.1)).rate', '(finance_lease(''{1}'', 1, 1)).revenue', '(finance_lease_schedule(ARRAY[i2], n)).opening',
'finance_lease_income(ARRAY[n], n, d, ''2024-01-31'')', '(finance_lease_modification(t, n, n, ARRAY[i8])).rate', '(finance_lease_journal(ARRAY[n, 1], n, i4, d)).debit', 'implicit_rate(ARRAY[f8], 1)',
'(rent_journal(''1 CNY/card/hour; free 1 day'', 8, ''[2024-01-01,2024-01-02)'')).debit', '(rent_journal(r, i4, tr)).debit', '(rent_journal(r, ''960 P'', tr)).debit', '(termination(''1 CNY/card/hour'', f8, tr, ''2024-01-01'')).refund', '(termination(r, c, tr, ''2024-01-01'', i4)).refund',
'(contract_position(i4, n, ''1'')).receivable', 'uptime(''{}'', tr)', 'service_credit(i4, n, ''{0.99}'', ''{0.1}'')', '(lease_tests(b)).met', '(lessor_tests(t, b, b, i4, i8, NULL, n)).met'
]) AS expression;

-- ---- time value ----
SELECT expression, pg_temp.reaches(expression) FROM unnest(ARRAY[
'pmt(0.01, 36, 1600000)', 'pmt(''0.01'', ''36'', ''1600000'')', 'pmt(n, i2, i8)', 'pmt(i4, i4, i4)', 'pmt(f8, i4, i4)', 'pmt(f4, i4, n)', 'pmt(n, i4, n, 0, 1)', 'pmt(n, i4, n, due => i2)', 'pmt(n, i4, n, 0, i8)', 'pmt(n, i4, n, 0, n)', 'pmt(t, i4, n)', 'pmt(NULL, NULL, NULL)',
'pv(0.01, 36, -50000)', 'pv(n, i4, n, n, 1)', 'fv(0.01, 12, -1000)', 'fv(rate => n, nper => i4, pmt => n, pv => n)', 'nper(0.01, -1000, 10000)', 'nper(n, n, i8)', 'rate(36, 50000, -1600000)', 'rate(i4, n, n, guess => 0.2)', 'rate(i4, n, n, n, 0, f8)',
'ipmt(0.01, 1, 36, 1600000)', 'ppmt(n, i2, i4, i8)', 'cumipmt(0.01, 36, 1600000, 1, 12, 0)', 'cumprinc(n, i4, n, i4, i4, i2)', 'cumprinc(n, i4, n, i4, i4)', 'ispmt(0.01, 1, 36, 1600000)', 'effect(0.06, 12)', 'effect(f8, i4)', 'nominal(n, i8)',
'rri(10, 0.02, 0.5)', 'rri(i2, i4, i8)', 'cagr(f8, f8, i4)', 'pduration(0.1, 1000, 2000)', 'doubling_time(n)', 'fvschedule(1, ''{0.09,0.11}'')', 'fvschedule(n, ARRAY[0.1, 0.2])', 'fvschedule(n, ARRAY[1, 2])', 'fvschedule(n, ARRAY[f8])'
]) AS expression;

-- ---- depreciation ----
SELECT expression, pg_temp.reaches(expression) FROM unnest(ARRAY[
'sln(10000, 1000, 5)', 'sln(n, n, i2)', 'sln(i8, i4, n)', 'sln(f8, f8, f8)', 'sln(''1'', ''2'', ''3'')', 'syd(10000, 1000, 5, 1)', 'ddb(10000, 1000, 5, 1)', 'ddb(n, n, i4, i4, 1.5)',
'vdb(10000, 1000, 5, 0, 1)', 'vdb(10000, 1000, 5, 0, 0.5, 2, true)', 'vdb(n, n, n, n, n, no_switch => true)', 'vdb(10000, 1000, 5, 0, 1, 2, 1)', 'cas_ddb(10000, 1000, 5, 1)', 'db(10000, 1000, 5, 1)', 'db(n, n, n, n, i2)', 'db(n, n, n, n, i8)',
'units_of_production(n, n, i8, i8)', 'amorlinc(n, d, d, n, 0, 0.15)', 'amorlinc(10000, ''2024-01-31'', ''2024-12-31'', 0, 0, 0.15, 1)', 'amordegrc(10000, d, d, 0, 0, 0.15, i2)', 'macrs_rate(5, 1)', 'macrs_rate(27.5, i2, ''mid-month 1'')', 'macrs(n, 5, i4, t)', 'macrs(10000, 5, 1)', 'book_value(n, d)', 'book_value(f8, d)', 'book_value(1000, ''2024-01-01'', ''5 years'', ''2024-12-31'')', 'book_value(1000.5, d, iv, d, 50)', 'book_value(n, d, iv, d, f8)', 'book_value(i4, d, iv, d, n)', 'book_value(i8, d, salvage => f8)', 'book_value(''1000'', d)', 'accumulated_depreciation(f8, d)',
'depreciation(f4, d)', 'depreciation(n, d, iv, ''[2024-01-01,2025-01-01)'')', '(depreciation_schedule(f8, d, iv)).charge', '(depreciation_schedule(1000, d, iv)).charge', '(depreciation_schedule(n, d, iv, n)).charge', '(asset_journal(f8, d)).debit', '(asset_journal(n, d, red => b)).debit'
]) AS expression;

-- ---- day counts ----
SELECT expression, pg_temp.reaches(expression) FROM unnest(ARRAY[
'yearfrac(''2024-01-31'', ''2026-12-31'')', 'yearfrac(d, d)', 'yearfrac(d, d, 1)', 'yearfrac(d, d, i2)', 'yearfrac(d, d, i4)', 'yearfrac(d, d, i8)', 'yearfrac(d, d, n)',
'yearfrac(d, d, ''ACT/360'')', 'yearfrac(d, d, ''1'')', 'yearfrac(d, d, t)', 'yearfrac(d, d, v)', 'yearfrac(d, d, NULL)', 'yearfrac(ts, ts)', 'yearfrac(d, d, basis => 1)', 'yearfrac(d, d, day_count => ''ACT/360'')',
'yearfrac(d, d, ''ACT/ACT ICMA'', 2, ''2030-01-01'')', 'yearfrac(d, d, t, i2, d)', 'day_count_days(''2024-01-31'', ''2026-12-31'', ''30E/360'')', 'day_count_days(d, d, t)', 'day_count_days(d, d, 0)'
]) AS expression;

-- ---- cash flows: aggregates over amounts of each kind, values, arrays, literals, parameters ----
ALTER TABLE probe_arguments ADD cf cash_flows, ADD na numeric[], ADD ia int4[], ADD ba int8[], ADD sa int2[], ADD fa float8[], ADD f4a float4[], ADD da date[];
SELECT expression, pg_temp.reaches(expression) FROM unnest(ARRAY[
'xirr(i2, d)', 'xirr(i4, d)', 'xirr(i8, d)', 'xirr(n, d)', 'xirr(f4, d)', 'xirr(f8, ts)', 'xirr(n, d, 0.2)', 'xirr(n, d, NULL)', 'xirr(n, tz)', 'xirr(t, d)', 'xirr(-100, d)', 'xirr(n, ''2024-01-01'')',
'xnpv(0.08, n, d)', 'xnpv(0, n, d)', 'xnpv(i4, i8, ts)', 'xnfv(n, n, d)', 'xnfv(NULL, n, d)', 'profitability_index(0.08, n, d)', 'profitability_index(0.08, n ORDER BY d)', 'profitability_index(0, i4)', 'profitability_index(0.08, cf)',
'payback(n, d)', 'payback(n ORDER BY d)', 'payback(i4)', 'payback(f8)', 'payback(cf)', 'payback(cf, ''2024-01-01'')', 'payback(cf, d, ''last'')', 'payback_date(n, d)', 'payback_date(cf, ''last'')',
'discounted_payback(0.08, n, d)', 'discounted_payback(0.08, n ORDER BY d)', 'discounted_payback(0, i4)', 'discounted_payback(0.08, cf)', 'discounted_payback(0, cf)', 'discounted_payback(0.08, cf, d)', 'discounted_payback_date(0.08, n, d)', 'discounted_payback_date(0.08, cf)',
'irr(i4)', 'irr(n)', 'irr(n, 0.2)', 'irr_all(f8)', 'npv(0.08, i2)', 'npv(0.08, n)', 'npv(0, i4)', 'npv(0.08, n, 0)', 'mirr(n, 0.1, 0.12)', 'mirr(i4, 0, 1)',
'xirr(cf)', 'xirr(cf, 0.2)', 'xirr(cf, 1)', 'xirr(cf, 0.1, ''ACT/360'')', 'xirr_all(cf)', 'xirr_all(cf, ''ACT/360'')', 'xnpv(0.08, cf)', 'xnpv(0, cf)', 'xnpv(f8, cf, ''ACT/360'')', 'xnfv(0.08, cf, t)',
'irr(''{-100,110}'')', 'irr(''{-100,110}'', 0.2)', 'irr(''{-100,110}'', 1)', 'irr(na)', 'irr(ia)', 'irr(sa)', 'irr(fa)', 'irr(f4a)', 'irr(array_agg(i2))', 'irr(ba, n)', 'irr(ARRAY[-100, 110])', 'irr(ARRAY[-100.5, 110])', 'irr(array_agg(n))', 'irr(NULL)', 'irr(t)',
'irr_all(''{-100,110}'')', 'irr_all(na)', 'npv(0.08, ''{-100,110}'')', 'npv(0, ''{-100,110}'')', 'npv(1e-2, ''{-100,110}'', 0)', 'npv(f8, na)', 'npv(n, ia)', 'npv(i8, na, i2)', 'npv(0.08, ARRAY[1, 2])',
'mirr(''{-100,110}'', 0.1, 0.12)', 'mirr(''{-100,110}'', 0, 1)', 'mirr(na, 0, 0.1)', 'mirr(na, f8, n)', 'xirr(''{-100,110}'', ''{2021-01-01,2022-01-01}'')', 'xirr(''{-100,110}'', ''{2021-01-01,2022-01-01}'', 0.2)',
'xirr(''{-100,110}'', ''{2021-01-01,2022-01-01}'', 1)', 'xirr(''{-100,110}'', ''{2021-01-01,2022-01-01}'', 0.1, ''ACT/360'')', 'xirr(na, da)', 'xirr(ia, da, 1)', 'xirr(na, ''{2021-01-01,2022-01-01}'')', 'xirr(array_agg(n), array_agg(d))',
'xirr_all(''{-100,110}'', ''{2021-01-01,2022-01-01}'')', 'xirr_all(''{-100,110}'', ''{2021-01-01,2022-01-01}'', ''ACT/360'')', 'xirr_all(na, da)', 'xnpv(0.08, ''{-100,110}'', ''{2021-01-01,2022-01-01}'')', 'xnpv(0, ''{-100,110}'', ''{2021-01-01,2022-01-01}'')',
'xnpv(0.08, ''{-100,110}'', ''{2021-01-01,2022-01-01}'', ''ACT/360'')', 'xnpv(f8, ia, da)', 'xnfv(0.08, ''{-100,110}'', ''{2021-01-01,2022-01-01}'')', 'profitability_index(0.08, ''{-100,110}'')', 'profitability_index(0, ''{-100,110}'')',
'profitability_index(0.08, ''{-100,110}'', ''{2021-01-01,2022-01-01}'')', 'payback(''{-100,110}'')', 'payback(ia)', 'payback(na, da)', 'payback(''{-100,110}''::numeric[], ''{2021-01-01,2022-01-01}'')', 'payback(na, da, recovery => ''last'')', 'payback(''{-100,110}'', ''{2021-01-01,2022-01-01}'', recovery => ''last'')', 'payback(''{-100,110}'', ''{2021-01-01,2022-01-01}'', since => ''2021-06-01'')', 'payback(''{-100,110}'', ''{2021-01-01,2022-01-01}'', d)', 'payback(''{-100,110}'', ''{2021-01-01,2022-01-01}'', ''last'')', 'payback(fa, da, d)', 'payback(t, t, recovery => t)', 'payback(n, d, d)',
'payback_date(''{-100,110}'', ''{2021-01-01,2022-01-01}'')', 'payback_date(na, da, ''last'')', 'discounted_payback(0.08, ''{-100,110}'')', 'discounted_payback(0, ''{-100,110}'')', 'discounted_payback(0.08, ''{-100,110}'', ''{2021-01-01,2022-01-01}'')',
'discounted_payback(f8, na, da, d, ''last'')', 'discounted_payback_date(0.08, ''{-100,110}'', ''{2021-01-01,2022-01-01}'')', 'cash_flows(na, da)', 'cash_flows(n, d)', 'cash_flows(''{-100,110}'', ''{2021-01-01,2022-01-01}'')'
]) AS expression;
SELECT expression, pg_temp.infers(expression) FROM unnest(ARRAY['irr($1)', 'npv(0.08, $1)', 'npv($1, $2)', 'npv($1, ARRAY[1.5])', 'xirr($1, $2)', 'xnpv($1, $2, $3)', 'payback($1)', 'payback($1, $2)', 'xirr($1, 0.2)']) AS expression;

-- ---- aggregates over leases ----
SELECT expression, pg_temp.reaches(expression) FROM unnest(ARRAY[
'revenue(r, i2, tr)', 'revenue(r, i4, tr)', 'revenue(r, i8, tr)', 'revenue(r, n, tr)', 'revenue(r, f4, tr)', 'revenue(r, f8, tr)', 'revenue(r, c, tr)',
'revenue(''15.1 CNY/card/hour'', i4, tr)', 'revenue(r, 8, tr)', 'revenue(r, ''960 P'', tr)', 'revenue(r, i4, tr, ''[2024-01-01,2024-02-01)'')',
'revenue(r, i4, tr, NULL)', 'revenue(r, i4, tr, NULL, ''UTC'')', 'revenue(r, i4, tr, tr, ''UTC'', ''calendar'')', 'revenue(r, i4, tz, tz)',
'revenue(r, i4, tz, tz, ''[2024-01-01,2024-02-01)'')', 'revenue(r, i4, tz, NULL, tr)', 'revenue(r, i4, ts, ts)', 'revenue(t, i4, tr)',
'lease_summary(r, i4, tr, ''[2024-01-01,2024-02-01)'')', 'card_hours(i4, tr)', 'card_hours(r, i4, tr)', 'card_hours(i4, tz, tz)', 'card_hours(c, tr)',
'utilization_weighted_revenue(r, i4, tr, f8)', 'utilization_weighted_revenue(r, i4, tr, n)', 'utilization_weighted_revenue(r, i4, tr, 0.8)',
'utilization_weighted_revenue(r, i4, tr, 1)', 'utilization_weighted_revenue(r, n, tr, n, ''[2024-01-01,2024-02-01)'', ''UTC'')',
'utilization(i4, tr, 6212, ''[2024-01-01,2024-02-01)'')', 'utilization(n, tr, f8, tr)', 'utilization(n, tr, n, tr)', 'utilization(f8, tr, n, tr)', 'utilization(c, tr, f8, tr)', 'utilization(n, tr, c, tr)', 'revenue_per_available_hour(r, n, tr, f8, tr, ''UTC'')', 'occupancy_digest(n, tr, tr, f8)', 'occupancy_digest(i4, tr, tr, 10)', 'occupancy_digest(f8, tr, tr, n)', 'occupancy_digest(c, tr, tr, c)', 'percentile(occupancy(n, tr), 0.5::float8, ''[2024-01-01,2024-02-01)'')', 'percentile(occupancy(n, tr), 0.5, ''[2024-01-01,2024-02-01)'')', 'to_currency(r, ''CNY'', f8)', 'to_currency(r, ''CNY'', 7.1)', 'to_currency(''1 USD/card'', ''CNY'', 7)', 'to_currency(t, t, n)', 'usage_charge(lt, f8)', 'usage_charge(lt, n, n)', 'usage_charge(lt, 15000, before => 8000)', 'usage_charge(''5 CNY/card/hour'', ''15000'')', 'utilization(f8, tz, tz, i4, tr)', 'utilization(c, tr, ''960 P'', tr)',
'revenue_per_available_hour(r, i4, tr, 16, tr)', 'revenue_by_month(r, i4, tr, ''UTC'')', 'revenue_by_month(r, n, tr, ''UTC'', NULL, ''calendar'')'
]) AS expression;

-- ---- leases in whole days, and bare literals that may be either ----
SELECT expression, pg_temp.reaches(expression) FROM unnest(ARRAY[
'rent(r, i4, d, d)', 'rent(r, c, d, d)', 'rent(r, f8, d, NULL)', 'rent(r, n, ''2024-01-01'', d)', 'rent(r, i4, d, d, ''[2024-01-01,2024-02-01)'')', 'rent(r, i4, d, d, NULL, ''calendar'')', 'rent(r, i4, d, d, proration => t)', 'rent(r, i4, d, d, tr)', 'rent(r, i4, d, tz)', 'rent(r, i4, ts, ts)', 'rent(r, i4, tz, tz)',
'rent(r, i4, ''2024-01-01'', ''2024-01-31'')', 'rent(r, i4, ''[2024-01-01,2024-02-01)'', ''[2024-01-01,2024-01-11)'')', 'rent(r, i4, ''[2024-01-01,2024-02-01)'', NULL, ''UTC'', ''calendar'')', 'rent(''1 CNY/P/hour'', ''960 P'', ''2024-01-01'', ''2024-01-31'')', 'rent(r, i4, t, v)', 'rent(r, i4, ''[2024-01-01,2024-02-01)'')', 'rent(r, i4, tr, NULL)', 'rent(r, i4, NULL, tr)',
'rent(r, i4, ''2024-01-01'', ''2024-01-31'', proration => ''calendar'')', 'rent(r, i4, ''2024-01-01'', ''2024-01-31'', within => ''[2024-01-01,2024-01-11)'')', 'rent(r, i4, ''[2024-01-01,2024-02-01)'', ''[2024-01-01,2024-01-11)'', zone => ''UTC'')', 'rent(r, i4, ''[2024-01-01,2024-02-01)'', within => ''[2024-01-01,2024-01-11)'')',
'(rent_schedule(r, i4, d, d)).amount', '(rent_schedule(r, i4, d, d, ''quarter'', ''calendar'', 0, ''[2024-01-01,2024-02-01)'')).amount', '(rent_schedule(r, i4, tr, ''day'', ''UTC'')).amount', '(rent_schedule(r, i4, ''[2024-01-01,2024-02-01)'')).amount', '(rent_schedule(r, i4, ''[2024-01-01,2024-02-01)'', ''day'')).amount',
'(rent_schedule(r, i4, ''2024-01-01'', ''2024-01-31'')).amount', '(rent_schedule(r, i4, ''2024-01-01'', ''2024-01-31'', step => ''day'')).amount', '(rent_schedule(r, i4, ''[2024-01-01,2024-02-01)'', step => ''day'', zone => ''UTC'')).amount', '(explain_rent(r, i4, d, d)).value', '(explain_rent(r, i4, ''2024-01-01'', ''2024-01-31'')).value', '(explain_rent(r, i4, tr, ''[2024-01-01,2024-02-01)'')).value',
'revenue(r, i4, d, d)', 'revenue(r, i4, d, NULL)', 'revenue(r, n, d, d, ''[2024-01-01,2024-02-01)'')', 'revenue(r, c, d, d, NULL, ''calendar'')', 'revenue(r, i4, d, d, tr)', 'revenue(r, i4, d, d, NULL, ''UTC'', ''calendar'')', 'revenue(r, i4, d, tz)', 'revenue(r, i4, ''2024-01-01'', d)', 'revenue(r, i4, tz, ''2024-01-01'')', 'revenue(r, i4, tr, ''[2024-01-01,2024-02-01)'', ''UTC'')',
'lease_summary(r, i2, d, d)', 'lease_summary_by(r, i4, tr, ''month'', ''UTC'')', 'lease_summary_by(r, n, tr, ''day'', ''UTC'', ''[2024-01-01,2024-02-01)'')', 'lease_summary_by(r, i4, tz, tz, ''month'', ''UTC'')', 'lease_summary_by(r, i4, d, d, ''month'')', 'lease_summary_by(r, i4, d, d, ''month'', ''[2024-01-01,2024-02-01)'')', 'lease_summary_by(r, i4, ''[2024-01-01,2024-02-01)'', ''month'', ''UTC'')', 'lease_summary_by(r, i4, ''2024-01-01'', ''2024-01-31'', ''month'')', 'lease_summary_by(''15.1 CNY/card/hour'', 8, ''[2024-01-01,2024-02-01)'', ''month'', ''UTC'', ''[2024-01-01,2024-02-01)'', ''calendar'')', 'lease_summary_by(lt, i4, tr, ''month'', ''UTC'')', 'lease_summary_by(lt, i4, d, d, ''month'')', 'card_hours(r, i4, d, d)', 'revenue_by_month(r, i4, d, d)', 'revenue_by_month(r, i4, d, d, ''[2024-01-01,2024-02-01)'', ''calendar'')', 'revenue_by_month(r, i4, ''[2024-01-01,2024-02-01)'', ''UTC'')', 'revenue_by_month(r, i4, ''2024-01-01'', ''2024-01-31'')', 'revenue_by_month(r, i4, tr, ''UTC'', ''[2024-01-01,2024-02-01)'', ''calendar'')'
]) AS expression;
-- the same on terms
SELECT expression, pg_temp.reaches(expression)
FROM unnest(ARRAY['rent(%s)', '(rent_schedule(%s)).amount', '(explain_rent(%s)).value']) WITH ORDINALITY AS p (pattern, i),
	 unnest(ARRAY[
'lt, i4, d, d', 'lt, c, d, d', 'lt, n, d, NULL', 'lt, f8, NULL, d', 'lt, i2, ''2024-01-01'', d',
'lt, i4, ''2024-01-01'', ''2024-01-31''', 'lt, ''8 P'', ''2024-01-01'', ''2024-01-31''', '''5 CNY/card/hour; free 1 month''::lease_terms, 8, ''2024-01-01'', ''2024-01-31''', '''5 CNY/card/hour; free 1 month''::lease_terms, 2.5, d, d', '''5 CNY/card/hour'', 8, d, d',
'NULL, 8, d, d', '''5 CNY/card/hour'', 8, ''2024-01-01'', ''2024-01-31''', 'lt, i4, ''[2024-01-01,2024-02-01)''', 'lt, i4, ''[2024-01-01,2024-02-01)'', NULL', 'lt, i4, t, v',
'lt, i4, tr, NULL', 'lt, i4, tr, zone => ''UTC''', 'lt, i4, d, d, proration => t', 'lt, i4, d, d, within => ''[2024-01-01,2024-02-01)''', 'lt, i4, ''2024-01-01'', ''2024-01-31'', within => ''[2024-01-01,2024-02-01)''',
'lt, i4, tr, within => tr', 'lt, i4, d, d, tr', 'lt, i4, ts, ts', 'lt, i4, tz, tz', 'lt, i4, d, tz']) WITH ORDINALITY AS a (arguments, j), format(pattern, arguments) AS expression
ORDER BY i, j;
SELECT expression, pg_temp.infers(expression) FROM unnest(ARRAY['rent(lt, 8, $1, $2) FROM probe_arguments', 'rent(lt, 8, $1) FROM probe_arguments', 'rent(lt, 8, $1::date, $2) FROM probe_arguments', '(rent_schedule(lt, 8, $1, $2)).amount FROM probe_arguments', '(rent_schedule(lt, 8, $1::date, $2, $3)).amount FROM probe_arguments']) AS expression;
SELECT expression, pg_temp.infers(expression) FROM unnest(ARRAY['rent(''1 CNY/card/hour'', 8, $1, $2)', 'rent(''1 CNY/card/hour'', 8, $1)', 'rent(''1 CNY/card/hour'', 8, $1::date, $2)', '(rent_schedule(''1 CNY/card/hour'', 8, $1, $2)).amount', 'revenue(''1 CNY/card/hour'', 8, $1::date, $2, $3)']) AS expression;
DROP TABLE probe_arguments;

-- ---- what the calls give ----

-- What a call gives over two rows, in which the same number stands in every type that holds it: the value, or the
-- SQLSTATE.  Whichever function is reached, the answer must be the same one.
CREATE TABLE probe_rows AS
SELECT quantity::int2 AS i2, quantity::int4 AS i4, quantity::int8 AS i8, quantity::numeric AS n, quantity::float4 AS f4, quantity::float8 AS f8, (quantity || ' P')::p_capacity AS c,
	   quantity::text AS t, quantity::varchar AS v, quantity::money AS m, rent_rate '15.1 CNY/P/hour' AS r, tstzrange '[2024-01-01 00:00Z,2024-01-02 00:00Z)' AS tr,
	   timestamptz '2024-01-01 00:00Z' AS tz, timestamptz '2024-01-02 00:00Z' AS tz2, date '2024-01-01' + 366 * i AS d, timestamp '2024-01-01 15:00' + 366 * i * interval '1 day' AS ts
FROM (VALUES (0, -8), (1, 9)) AS rows (i, quantity);

-- of a call of an aggregate, or of a function with its value summed; declared types for $1 and $2, none for those of the statement
CREATE FUNCTION pg_temp.gives(call text, types text DEFAULT NULL, parameters text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql AS
$$
DECLARE
	answer text;
BEGIN
	IF parameters IS NULL THEN
		EXECUTE format('SELECT (%s)::text FROM probe_rows', call) INTO answer;
	ELSE
		EXECUTE format('PREPARE probe_statement %s AS SELECT (%s)::text FROM probe_rows', '(' || types || ')', call);
		EXECUTE format('EXECUTE probe_statement (%s)', parameters) INTO answer;
		DEALLOCATE probe_statement;
	END IF;
	RETURN coalesce(answer, 'NULL');
EXCEPTION WHEN OTHERS THEN
	IF EXISTS (SELECT FROM pg_prepared_statements WHERE name = 'probe_statement') THEN
		DEALLOCATE probe_statement;
	END IF;
	RETURN SQLSTATE;
END
$$;

-- A call with each kind of argument in the place of the question mark, those alike together
CREATE FUNCTION pg_temp.probes(call text, literals text[], columns text[], types text[], parameter text) RETURNS text
LANGUAGE sql AS
$$
	SELECT string_agg(words || ' ' || answer, '; ' ORDER BY first)
	FROM (SELECT min(i) AS first, string_agg(word, ', ' ORDER BY i) AS words, answer
		  FROM (SELECT row_number() OVER () AS i, word, answer
				FROM (SELECT word, pg_temp.gives(replace(call, '?', word)) AS answer FROM unnest(literals || columns) AS word
					  UNION ALL SELECT '$1 ' || type, pg_temp.gives(replace(call, '?', '$1'), type, parameter) FROM unnest(types) AS type
					  UNION ALL SELECT '$1', pg_temp.gives(replace(call, '?', '$1'), NULL, parameter)) AS each) AS numbered
		  GROUP BY answer) AS alike
$$;
SELECT call, pg_temp.probes(call, '{2,3000000000,2.5,1e2,''2'',''960 P'',"NULL"}', '{i2,i4,i8,n,f4,f8,c,t,v,m}', '{int2,int4,int8,numeric,float4,float8,p_capacity,text,money}', '''2''')
FROM unnest(ARRAY[
	'sum(rent(r, ?, tr))', 'sum((SELECT sum(amount) FROM rent_schedule(r, ?, tr)))', 'max((SELECT value FROM explain_rent(r, ?, tr) WHERE item = ''rent''))',
	'revenue(r, ?, tr)', 'revenue(r, ?, tr, NULL, ''Asia/Shanghai'', ''calendar'')', 'revenue(r, ?, tz, tz2)', 'card_hours(r, ?, tr)', 'card_hours(?, tr)', 'card_hours(?, tz, tz2, tr)', 'effective_rate(r, ?, tr)', 'net_revenue(r, ?, tr)',
	'revenue(lease_summary(r, ?, tr, tr))', 'utilization_weighted_revenue(r, ?, tr, 0.5)', 'utilization_weighted_revenue(r, ?, tr, 0.5::float8)', 'utilization_weighted_revenue(r, i4, tr, ?)',
	'utilization(?, tr, 100, tr)', 'utilization(?, tr, ''100 P'', tr)', 'utilization(n, tr, abs(?), tr)', 'utilization(?, tz, tz2, 100, tr)', 'revenue_per_available_hour(r, ?, tr, 100, tr)', 'revenue_by_month(r, ?, tr, ''UTC'')', 'revenue(revenue_by_month(r, ?, tr, ''UTC'', NULL, ''calendar''))',
	'peak(?, tr)', 'peak(occupancy(abs(?), tr))', 'peak_at(?, tr, tr)', 'peak(occupancy_digest(abs(?), tr, tr))', 'peak(occupancy_digest(abs(?), tr, tr, 10))',
	'sum((SELECT sum(amount) FROM revenue_share_schedule(r, ?, tr, ''{0.5,0.5}'')))']) WITH ORDINALITY AS c (call, i)
ORDER BY i;
SELECT call, pg_temp.probes(call, '{2,3000000000,2.5,1e2,''2'',"NULL"}', '{i2,i4,i8,n,f4,f8,t,v,m}', '{int2,int4,int8,numeric,float4,float8,text,money}', '''2''')
FROM unnest(ARRAY[
	'total(cash_flows(?, d))', 'total(cash_flows(?, ts))', 'round(xirr(?, d), 12)', 'round(xirr(?, d, 0.2), 12)', 'xirr_all(?, d)', 'round(xnpv(0.08, ?, d), 12)', 'round(xnfv(0.08, ?, ts), 12)', 'round(profitability_index(0.08, ?, d), 12)', 'payback(?, d)', 'payback_date(?, ts)',
	'round(discounted_payback(0.08, ?, d), 12)', 'discounted_payback_date(0.08, ?, d)', 'irr(?)', 'irr(?, 0.2)', 'irr_all(?)', 'payback(?)', 'round(npv(0.08, ?), 12)', 'round(npv(0.08, ?, 0), 12)', 'mirr(?, 0.1, 0.12)', 'round(profitability_index(0.08, ?), 12)', 'discounted_payback(0.08, ?)']) WITH ORDINALITY AS c (call, i)
ORDER BY i;
-- dates
SELECT call, pg_temp.probes(call, '{''2024-01-01'',"NULL",2024}', '{d,ts,tz,t,v,i4}', '{date,timestamp,timestamptz,text,int4}', '''2024-01-01''')
FROM unnest(ARRAY['total(cash_flows(n, ?))', 'cash_flows(f8, ?)', 'xirr(n, ?)', 'xirr(i4, ?, 0.2)', 'xnpv(0.08, n, ?)', 'payback(n, ?)', 'payback_date(n, ?)', 'discounted_payback(0.08, f4, ?)']) WITH ORDINALITY AS c (call, i)
ORDER BY i;
DROP TABLE probe_rows;

-- parameters that the server is to give a type
SELECT expression, pg_temp.infers(expression) FROM unnest(ARRAY[
	'payback($1, $2)', 'payback(100000, $1)', 'payback(3000000000, $1)', 'payback(100000.0, $1)', 'payback($1, 25000)', 'payback($1, 15.1)', 'payback($1::numeric, $2)', 'payback($1::int, $2)',
	'payback(''100000 CNY/card'', $1)', 'payback($1, ''15.1 CNY/card/hour'', 0.8)', 'payback($1, $2, $3)', 'payback($1, $2, $3, $4)', 'payback($1, $2, recovery => $3)', 'payback($1, $2, since => $3)', 'payback($1::text, $2, 0.8)', 'term($1, $2)', 'term($1::date, $2)', 'book_value($1, $2)', 'book_value($1, $2, $3, $4, $5)', 'utilization(8, ''[2024-01-01,2024-02-01)'', $1, $2)', '(pro_forma($1, $2, step_months => $3, step_factors => $4)).month']) AS expression;

-- ---- nobody else's SQL ----

-- No function of the extension has the name of one in pg_catalog, but for the aggregates.
SELECT 'shared names:', string_agg(DISTINCT p.proname, ', ' ORDER BY p.proname)
FROM pg_depend JOIN pg_proc AS p ON objid = p.oid AND classid = 'pg_proc'::regclass
WHERE refobjid = (SELECT oid FROM pg_extension WHERE extname = 'gpurent') AND deptype = 'e'
  AND EXISTS (SELECT FROM pg_proc AS q WHERE q.proname = p.proname AND q.pronamespace = 'pg_catalog'::regnamespace);

-- No operator takes one of its types and a built-in type T unless T <operator> T exists.
SELECT 'operators:', o.oid::regoperator
FROM pg_depend JOIN pg_operator AS o ON objid = o.oid AND classid = 'pg_operator'::regclass,
	 LATERAL (SELECT t FROM unnest(ARRAY[oprleft, oprright]) AS t JOIN pg_type ON pg_type.oid = t WHERE typnamespace = 'pg_catalog'::regnamespace) AS built_in
WHERE refobjid = (SELECT oid FROM pg_extension WHERE extname = 'gpurent') AND deptype = 'e'
  AND NOT EXISTS (SELECT FROM pg_operator AS q WHERE q.oprname = o.oprname AND q.oprleft = t AND q.oprright = t AND q.oprnamespace = 'pg_catalog'::regnamespace);

-- It makes one cast: a rate is terms.
SELECT 'casts:', count(*) FROM pg_depend WHERE classid = 'pg_cast'::regclass AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'gpurent');

-- Everything it makes has a comment.
SELECT 'no comment:', pg_describe_object(d.classid, d.objid, 0)
FROM pg_depend AS d
WHERE refobjid = (SELECT oid FROM pg_extension WHERE extname = 'gpurent') AND deptype = 'e'
  AND classid IN ('pg_type'::regclass, 'pg_proc'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass)
  AND pg_describe_object(d.classid, d.objid, 0) NOT LIKE '%[]'
  AND NOT EXISTS (SELECT FROM pg_description AS c WHERE c.classoid = d.classid AND c.objoid = d.objid);

-- Expressions that do not use it, without it in the search path and with it: value
-- and type, or SQLSTATE and message.  Whatever differs is listed.
CREATE FUNCTION pg_temp.evaluated(expression text, path text) RETURNS text
LANGUAGE plpgsql AS
$$
DECLARE
	answer text;
BEGIN
	PERFORM set_config('search_path', path, true);
	EXECUTE format('SELECT concat_ws('' '', pg_typeof(v), v) FROM (SELECT %s AS v) AS s', expression) INTO answer;
	RETURN answer;
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ': ' || SQLERRM;
END
$$;
CREATE TEMP TABLE others (i int GENERATED ALWAYS AS IDENTITY, expression text, without text, "with" text);
INSERT INTO others (expression) SELECT unnest(ARRAY[
	$$'2' * interval '1 hour'$$, $$interval '1 hour' * '2'$$, $$interval '1 hour' / '2'$$, $$interval '1 hour' + '2 h'$$, $$'1 h' + interval '1 hour'$$, $$- interval '1 hour'$$, $$interval '1 hour' * 2$$, $$2.5 * interval '1 hour'$$,
	$$'5' + 1$$, $$1 + '5'$$, $$'5' - 1$$, $$'5' * 2$$, $$2 * '5'$$, $$'10' / 2$$, $$10 / '2'$$, $$'5' * 2.5$$, $$2.5 * '5'$$, $$'5' * 2::float8$$, $$'5' / 2::float4$$, $$'5' * 2::int8$$, $$'5' * 2::int2$$, $$'7' % 3$$,
	$$- '5'$$, $$+ '5'$$, $$- NULL$$, $$'5' + '6'$$, $$'5' - '6'$$, $$'5' * '6'$$, $$'5' / '6'$$, $$'960 P' + '1 P'$$, $$'1 CNY/card' * '2'$$, $$NULL + NULL$$, $$NULL * 2$$, $$NULL / NULL$$,
	$$'a' || 1$$, $$1 || 'a'$$, $$'a' || 'b'$$, $$'a' || NULL$$, $$'a' = 'a'$$, $$'a' < 'b'$$, $$'5' = 5$$, $$5 > '4'$$, $$'2024-01-01' = date '2024-01-01'$$, $$'a' IN ('a', 'b')$$, $$'5' BETWEEN 1 AND 9$$, $$'a' IS DISTINCT FROM 'b'$$,
	$$date '2024-01-31' + 1$$, $$date '2024-01-31' - '2024-01-01'$$, $$date '2024-01-31' + '1 day'$$, $$timestamp '2024-01-31' - '1 day'$$, $$timestamptz '2024-01-31Z' - '2024-01-30Z' > '1 h'$$, $$time '10:00' - '1 h'$$, $$'12.5'::money * 2$$, $$2 * '12.5'::money$$, $$'12.5'::money / '2.5'$$,
	$$sum('5')$$, $$avg('5')$$, $$sum(NULL)$$, $$avg(NULL)$$, $$min('a')$$, $$max('5')$$, $$min(NULL)$$, $$sum('5'::int)$$, $$max('b'::text)$$, $$(SELECT min(c) FROM (VALUES ('b'), ('a')) AS t (c))$$, $$(SELECT sum(c) FROM (VALUES ('1'), ('2')) AS t (c))$$, $$(SELECT sum(c::numeric) FROM (SELECT '1' AS c) AS t)$$,
	$$greatest('a', 'b')$$, $$coalesce(NULL, 'a')$$, $$nullif('a', 'b')$$, $$abs('-5')$$, $$round('5.5')$$, $$length('5')$$, $$upper('a')$$, $$substr('abc', 2)$$, $$to_char(5, '999')$$, $$'{1,2}' || 3$$, $$ARRAY[1] || '{2}'$$, $$'[1,2]'::int4range * '[2,3]'$$, $$'[1,2]'::int4range + '[2,3]'$$, $$'1.2.3.4'::inet - '1.2.3.0'$$, $$'{"a":1}'::jsonb - 'a'$$,
	$$point '(1,2)' * '(2,0)'$$, $$'(1,2)' + point '(1,1)'$$, $$B'101' & '011'$$, $$'a'::text = 'a'::varchar$$, $$'a'::varchar = 'b'$$, $$'a'::varchar <> 'b'::varchar$$, $$'a'::char(2) = 'a'$$, $$'a'::char(2) <> 'a'::text$$, $$'a'::name = 'a'$$, $$'a'::name <> 'a'::text$$, $$'a'::varchar IN ('a', 'b')$$, $$'a' = ANY(ARRAY['a', 'b'])$$, $$'a'::varchar <> ALL('{a,b}')$$, $$NULL = 'a'$$, $$'a'::text IS DISTINCT FROM NULL$$, $$nullif('a'::varchar, 'b')$$, $$CASE 'a'::varchar WHEN 'a' THEN 1 END$$, $$ARRAY['a'] = '{a}'$$, $$ROW('a'::text, 1) = ROW('a', 1)$$, $$'a' LIKE 'a%'$$, $$'a' ~ 'a'$$, $$concat('a', 1)$$, $$format('%s', 'a')$$]);
UPDATE others SET without = pg_temp.evaluated(expression, 'pg_catalog');
UPDATE others SET "with" = pg_temp.evaluated(expression, 'public');
RESET search_path;
SELECT count(*) || ' expressions, of which ' || count(*) FILTER (WHERE without LIKE '42%') || ' fail to resolve' FROM others;
SELECT 'changed:', expression, without, "with" FROM others WHERE without IS DISTINCT FROM "with" ORDER BY i;
-- what fails to resolve, with the extension as without
SELECT expression, "with" FROM others WHERE "with" LIKE '42%' ORDER BY i;
