-- Time value of money: equal payments, interest and repayment in them, rates and growth.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all
\pset null '(null)'

-- ---- a loan ----

-- 1.6 million over 36 months at 6% a year; 34 digits, and exact decimals as they are
SELECT pmt(0.005, 36, 1600000) AS monthly, pmt(0.005, 36, 1600000, due => 1) AS in_advance, pmt(0.005, 36, 1600000, -160000) AS balloon, pmt(0, 32, 1600000) AS no_interest;
-- the published case, at the 40 digits of its rate; SQL's own 0.08/12 has 20 digits, and so has what comes of it
SELECT pmt(0.08::numeric(50, 40) / 12, 60, 15000) AS at_40_digits, pmt(0.08 / 12, 60, 15000) AS at_20_digits;
SELECT pv(0.005, 36, -50000) AS rents_now, pv(0.005, 36, -50000, due => 1) AS in_advance, fv(0.01, 12, -1000) AS saved, fv(0.005, 12, -100, -1000, 1) AS from_some;
SELECT nper(0.01, -20000, 1600000) AS months, nper(0.01, -16000, 1600000) AS interest_only, nper(0.01, -15000, 1600000) AS less_than_interest,
	   nper(0.005833333333333334, -150, 8000) AS loan, nper(-0.1, 50, -100, 100) AS none_needed, nper(0, 50, 100, 100) AS backwards;
SELECT rate(36, 50000, -1600000, 80000) AS implicit, rate(60, -304.14591432620523703387, 15000) AS of_a_loan, rate(10, -100, 1000) AS zero, rate(10, -90, 1000) AS negative;
SELECT ipmt(0.005, 1, 36, 1600000) AS first, ipmt(0.005, 36, 36, 1600000) AS last, ppmt(0.005, 1, 36, 1600000) AS repaid, ipmt(0.005, 1, 36, 1600000, due => 1) AS in_advance,
	   ppmt(0.005, 1, 36, 1600000, 0, 1) = pmt(0.005, 36, 1600000, 0, 1) AS all_of_it;
SELECT cumipmt(0.005, 36, 1600000, 1, 12, 0) AS first_year, cumprinc(0.005, 36, 1600000, 1, 12, 0) AS repaid, cumprinc(0.005, 36, 1600000, 1, 36, 0) AS all_of_it,
	   cumprinc(0.005, 36, 1600000, 1, 36, 1) AS in_advance, cumipmt(0.005, 36, 1600000, 1, 1, 1) AS first;
-- whole periods only: from 1.3 means from 2, to 2.7 means to 2
SELECT cumipmt(0.005, 36, 1600000, 1.3, 2.7, 0) = ipmt(0.005, 2, 36, 1600000) AS one, cumipmt(0.005, 36, 1600000, 1.3, 1.7, 0) AS none;
SELECT ispmt(0.1, 0, 36, 1600000) AS first, ispmt(0.1, 35, 36, 1600000) AS last, ispmt(0.1, 36, 36, 1600000) AS repaid;

-- ---- rates and growth ----

SELECT effect(0.06, 12), effect(0.06, 12.9) = effect(0.06, 12) AS fraction_dropped, effect(0.06, 1) AS yearly, effect(0.06, 1e18) AS continuous, exp(0.06::numeric(50, 40)) - 1 AS limit_of_it;
SELECT nominal(effect(0.06, 12), 12) AS back, nominal(0.1, 4.5), nominal(0.06, 1) AS yearly, nominal(0.06, 1e30) AS continuous, ln(1.06::numeric(50, 40)) AS limit_of_it;
SELECT rri(10, 0.02, 0.5), cagr(0.02, 0.5, 10), rri(2, 100, 121) AS tenth, rri(12, 300, 300) AS none, rri(2, -100, -400) AS of_losses, rri(1, 100, 0) AS all_lost, rri(0.5, 1, 1e300) = 1e600 AS huge;
-- near -1 the digits are those of 1 + rate
SELECT rri(1, 1e60, 1) AS all_but_lost, rate(1, 0, -1e60, 1) = rri(1, 1e60, 1) AS likewise, rri(3, 1e50, 3) + 1 AS left_over, rri(1, 4, 1) AS three_quarters;
SELECT pduration(0.1, 1000, 2000), doubling_time(0.1), pduration(1, 1, 1024) AS ten, pduration(0.1, 121, 100) AS backwards, doubling_time(1) AS one, doubling_time(0) AS never, doubling_time(-0.5) AS never_too;
SELECT fvschedule(1, '{0.09,0.11,0.1}'), fvschedule(268, ARRAY[0.523, 0.523, 0.523, 0.523]), fvschedule(100, '{}') AS empty, fvschedule(100, '{0.1,NULL,0.1}') AS blank, fvschedule(100, '{{0.1},{-1.5}}') AS of_two_dimensions,
	   fvschedule(NULL, '{0.1}') AS no_principal;

-- ---- at the edges ----

-- rates that a sum with 1 would lose: interest is nper (nper + 1) / 2 rates, to first order
SELECT pmt(1e-30, 12, 12) AS payment, ipmt(1e-30, 1, 12, 12) AS interest, cumipmt(1e-30, 12, 12, 1, 12, 0) AS of_all, cumipmt(1e-50, 12, 12, 1, 12, 0) AS smaller, cumipmt(1e-50, 12, 12, 1, 12, 1) AS in_advance;
SELECT nper(1e-30, -1, 12) AS periods, rate(12, -1.0000000000000000000000000000000000000001, 12) AS tiny, pduration(1e-30, 1, 2) AS slow, effect(1e-40, 12), nominal(1e-40, 12);
SELECT fv(1e-1000, 1, 0, 1) AS one, pv(1e-1000, 3, -1) AS three, rri(7, 1, 1 + 1e-60) AS growth;
-- what is repaid exactly leaves nothing, though a tenth is no binary fraction
SELECT fv(0.1, 1, -110, 100) AS nothing, fv(0.1, 3, -0.331, fv(0.1, 3, -0.331)) AS likewise, fv(0.1, 2, -57.619047619047619047619047619047619, 100) AS what_is_left, fv(0.1, 1, -110.00000000000000000000000000000000000000000000000001, 100) AS small;
-- negative and fractional nper; rates of -1 and below where the power exists
SELECT pmt(0.6, -2, 0, 150.5) AS backwards, pv(1.5, 2.7, -10, 100, 1) AS fraction, pv(-2, 10, 30, -100) AS below, fv(-1, 2.7, 30, -100) AS lost, fv(-1.5, 0, 30, 100) AS none, fv(-3, 2, 0, -1) AS squared,
	   pmt(-1, 3, 100, -5) AS at_minus_one, ppmt(-3, 2, 3, 100) AS below_too;
-- where next to nothing is left of 1 after so many periods, all its digits count
SELECT pv(-0.563, 191, 0, -1) - 465634915864498076343914482017412100000000000000000000000000000000000 AS none, fv(-0.5, 300, 0, -1) - 0.5::numeric(125, 124) ^ 300 AS none_either, fv(-1.5, 301, 0, -1) AS below, fv(-0.5, 300.5, 0, -1) AS fraction,
	   pmt(-0.5, 300, 1) AS payment, ppmt(-0.5, 290, 300, 1000) AS repaid, pv(-0.5264, 294, 0, -1) > 1e92 AS much;
-- any due but 0 is the beginning
SELECT pmt(0.01, 12, 100, due => -1) = pmt(0.01, 12, 100, due => 1) AS minus_one, pv(0.01, 12, 100, due => 2) = pv(0.01, 12, 100, due => 1) AS two;
-- so many periods that nothing is left of the end, or all is
SELECT pmt(0.01, 1e9, 1600000, 100) AS perpetual, pv(0.01, 1e18, -100, 1) AS perpetuity, pv(0.01, 1e30, -100, 0, 1) AS due, pv(0.01, 100000, 0, -1) < 1e-432 AS little, pv(0.01, 1e9, 0, -1) AS nothing,
	   fv(-0.5, 1e18, -1, 1) AS lost, ipmt(0.01, 1, 1e18, 100) AS interest, ppmt(0.01, 1e18, 1e18, 100) AS last, ppmt(0.01, 1, 1e18, 100) AS repaid, cumprinc(0.01, 1e18, 100, 1, 1e18, 0) AS all_of_it,
	   cumipmt(0.01, 1e9, 100, 1, 1e9, 0) AS of_all, rate(1e18, -1, 10) AS rate, rate(1e60, -1, 10) AS longest, rate(1e9, -1e-9, 2) AS negative;
SELECT fv(1e-18, 1e18, 0, -1) AS e, nper(1e-18, 0, -1, 2.718281828459045235360287471352662) AS periods;

-- ---- rates: which, and whether ----

-- two rates: the one nearest the guess, of two equally near the higher
SELECT rate(2, -230, 100, 362) AS tenth, rate(2, -230, 100, 362, guess => 0.16) AS fifth, rate(2, -230, 100, 362, guess => 0.15) AS between, rate(2, -230, 100, 362, guess => 1e10) AS above, rate(2, -230, 100, 362, guess => -0.9) AS below;
SELECT rate(2, -250, 100, 400) AS zero, rate(2, -250, 100, 400, guess => 0.5) AS half, rate(2, -150, 100, 200) AS zero_too, rate(2, -150, 100, 200, guess => -0.5) AS minus_half, rate(2, -200, 100, 300) AS zero_twice;
-- where two are one, where they are none, and where they are hardly two
SELECT rate(2, -300, 100, 525) AS one, rate(2, -300, 100, 525.00000000000000000001) AS none, rate(2, -300, 100, 524.9999999999999999) AS two, rate(2, -300, 100, 524.9999999999999999, guess => 1) AS two_higher;
SELECT rate(36, -50000, 1000000, 900000) AS none, rate(36, -50000, 1000000, 700000) AS higher, rate(36, -50000, 1000000, 700000, guess => -0.5) AS lower, rate(360.5, -50000, 1000000, 1e12) AS far, rate(1e9, -50000, 1000000, 1e15, guess => 1) AS further;
SELECT rate(10, 100, 1000) AS one_sign, rate(10, 0, 0) AS nothing_at_all, rate(2, -10, 0, 10) AS only_minus_one, rate(2, 0, -662.05, 224.11) AS no_payments, rate(-2, 0, -662.05, 224.11) AS backwards;
SELECT rate(1, -110, 100) AS single, rate(0.5, -110, 100) AS half, rate(2.5, -50, 100) AS fraction, rate(1, -60, 100, -50) AS with_balloon, rate(2, -1e-60, 1, -1e-60) + 1 > 0 AS above_minus_one;
SELECT rate(12, -1e30, 1) AS huge, rate(12, -1e3000, 1) = 1e3000 AS huger, rate(300, -1, 300.000001) AS hardly_negative, rate(5, 20, 120, -50, 1, 0) AS in_advance, rate(1, -50, 100, -60, 1) AS advance_of_one;

-- ---- NULL, and integers ----

SELECT pmt(NULL, 36, 1600000) AS rate, rate(36, -1, NULL) AS pv, cagr(1, NULL, 2) AS end_value, fvschedule(1, NULL) AS schedule;
SELECT pg_typeof(pmt(1, 2, 3)), pg_typeof(pmt(0.01, 36::smallint, 1600000::bigint)), pg_typeof(fvschedule(1, ARRAY[1, 2]));

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT pmt('NaN', 36, 1600000)$$,
$$SELECT pmt(0.01, 'Infinity', 1600000)$$,
$$SELECT pmt(0.01, 36, '-Infinity')$$,
$$SELECT pmt(0.01, 0, 1600000)$$,
$$SELECT pmt(-1, 3, 100, 0, 1)$$,
$$SELECT pmt(-1, -3, 100)$$,
$$SELECT pmt(-2, 4, 100)$$,
$$SELECT pmt(-1.5, 2.5, 100)$$,
$$SELECT pmt(-1.5, 1e20, 100)$$,
$$SELECT pv(-1, 3, 100)$$,
$$SELECT pv(-1, -3, 100)$$,
$$SELECT pv(-1.5, 0.5, 100)$$,
$$SELECT fv(-1, -1, 100)$$,
$$SELECT fv(0.01, 1e9, 100)$$,
$$SELECT fv(1e100000, 3, 100)$$,
$$SELECT fv(0.01, 1e30, -1)$$,
$$SELECT pv(0, 1e131000, 1e1000)$$,
$$SELECT nper(-1, 100, 100)$$,
$$SELECT nper(-2, 100, 100)$$,
$$SELECT nper(0.01, -16, 1600, -1600)$$,
$$SELECT nper(0, 0, 100, -100)$$,
$$SELECT rate(0, 100, 100)$$,
$$SELECT rate(36, 100, 100, 0, 0, -1)$$,
$$SELECT rate(36, 100, 100, guess => 'NaN')$$,
$$SELECT rate(1e-9, 0, -1, 1e131000)$$,
$$SELECT rate(1e61, -1, 10)$$,
$$SELECT rate(-1e-61, -1, 10)$$,
$$SELECT ipmt(0.01, 0.5, 36, 1600000)$$,
$$SELECT ipmt(0.01, 37, 36, 1600000)$$,
$$SELECT ppmt(0.01, 1, -36, 1600000)$$,
$$SELECT ppmt(-3, 1.5, 3, 1600000)$$,
$$SELECT ppmt(-2, 2, 4, 1600000)$$,
$$SELECT ipmt(-1, 2, 3, 1600000, 0, 1)$$,
$$SELECT cumipmt(0, 36, 1600000, 1, 12, 0)$$,
$$SELECT cumipmt(0.01, -36, 1600000, 1, 12, 0)$$,
$$SELECT cumprinc(0.01, 36, -1600000, 1, 12, 0)$$,
$$SELECT cumprinc(0.01, 36, 1600000, 0, 12, 0)$$,
$$SELECT cumprinc(0.01, 36, 1600000, 13, 12, 0)$$,
$$SELECT cumprinc(0.01, 36, 1600000, 1, 37, 0)$$,
$$SELECT cumprinc(0.01, 36, 1600000, 1, 12, 2)$$,
$$SELECT ispmt(0.01, 1, 0, 1600000)$$,
$$SELECT effect(0, 12)$$,
$$SELECT effect(-0.01, 12)$$,
$$SELECT effect(0.06, 0.9)$$,
$$SELECT nominal(0, 12)$$,
$$SELECT nominal(0.06, -1)$$,
$$SELECT rri(0, 100, 200)$$,
$$SELECT rri(-1, 100, 200)$$,
$$SELECT rri(10, 0, 200)$$,
$$SELECT rri(10, 100, -200)$$,
$$SELECT rri(1e-9, 1, 1e131000)$$,
$$SELECT pduration(0, 100, 200)$$,
$$SELECT pduration(0.1, -100, -200)$$,
$$SELECT pduration(0.1, 100, 0)$$,
$$SELECT doubling_time('NaN')$$,
$$SELECT fvschedule('Infinity', '{0.1}')$$,
$$SELECT fvschedule(1, '{NaN}')$$,
$$SELECT fvschedule(1e131000, '{1e1000}')$$,
$$SELECT pmt(0.01, 36, 1600000, 0, 0.5)$$
]) AS statement;
