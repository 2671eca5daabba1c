-- Loans and lease liabilities by payment date.  Independent answers: test/t/schedules.t; laws: test/unit/test_loan.c.
SET datestyle TO ISO;

-- a server of 1.6 m CNY, financed over 36 months at 6 %
SELECT * FROM loan_schedule(1600000, 0.06, 36, '2024-01-15') WHERE period <= 3 OR period >= 35;
SELECT count(*), sum(payment) AS payments, sum(interest) AS interest, sum(repayment) AS repayments,
       sum(interest) - round(-cumipmt(0.005, 36, 1600000, 1, 36, 0), 2) AS less_cumipmt,
       max(abs(payment + round(pmt(0.005, 36, 1600000), 2))) AS from_pmt
FROM loan_schedule(1600000, 0.06, 36, '2024-01-15');

-- the methods, in advance, with a balloon and two payments that repay nothing
SELECT m.method, l.* FROM unnest('{annuity,equal principal,interest only}'::text[]) WITH ORDINALITY AS m (method, n),
	loan_schedule(100000, 0.06, 4, '2024-01-31', 'quarter', method, 'advance', balloon => 20000, grace => 2) AS l
ORDER BY m.n, l.period;

-- the 31st stays the month's last; whole periods, actual days and 30E/360 of a long first one
SELECT d.day_count, l.at, l.interest FROM unnest('{months,actual/365,actual/360,30e/360}'::text[]) WITH ORDINALITY AS d (day_count, n),
	loan_schedule(1000000, 0.06, 3, '2024-01-31', day_count => day_count, first_date => '2024-03-31') AS l
ORDER BY d.n, l.period;
-- by the half-year and the year
SELECT at, payment, balance FROM loan_schedule(1000, 0.1, 2, '2024-02-29', 'half-year');
SELECT at, payment, balance FROM loan_schedule(1000, 0.1, 2, '2024-02-29', 'year');

-- events: a rate from a day on, by days at once, by whole periods from the next; a repayment; both on one day, in any order
SELECT period, at, payment, interest, repayment, balance
FROM loan_schedule(300000, 0.06, 6, '2024-01-15', events => ARRAY[loan_event('2024-05-15', repayment => 50000), loan_event('2024-04-01', rate => 0.03)]);
SELECT period, at, payment, interest, repayment, balance
FROM loan_schedule(300000, 0.06, 6, '2024-01-15', day_count => 'actual/365',
	events => ARRAY[loan_event('2024-04-01', 0.03), loan_event('2024-05-15', repayment => 25000), loan_event('2024-05-15', 0.02, 25000)]);
-- repaid before the end: no more rows
SELECT * FROM loan_schedule(1000, 0, 4, '2024-01-15', events => ARRAY[loan_event('2024-03-15', repayment => 500)]);
-- with the first payment, on the day of the loan itself
SELECT * FROM loan_schedule(1200, 0, 4, '2024-01-15', due => 'advance', events => ARRAY[loan_event('2024-01-15', 0.12, 300)]);
SELECT * FROM loan_schedule(1200, 0.12, 2, '2024-01-15', method => 'interest only', due => 'advance', events => ARRAY[loan_event('2024-01-15', repayment => 200)]);
SELECT * FROM loan_schedule(1200, 0.12, 4, '2024-01-15', due => 'advance', day_count => 'actual/365', events => ARRAY[loan_event('2024-01-15', repayment => 300)]);
-- a given payment: paid as it is, and the last one is what is owed; one that is too large ends the loan
SELECT period, payment, interest, balance FROM loan_schedule(1000, 0.12, 3, '2024-01-15', payment => 400);
SELECT period, payment, interest, balance FROM loan_schedule(1000, 0.12, 3, '2024-01-15', payment => 600);
SELECT period, payment, interest, balance FROM loan_schedule(1000, 0.12, 3, '2024-01-15', payment => 5);

-- a lease liability: the principal is what the payments are worth
SELECT * FROM loan_schedule(NULL, 0.06, 3, '2024-01-01', due => 'advance', payment => 50000);
SELECT l.*, sum(l.repayment) OVER () AS liability, round(-pv(0.005, 3, 50000, 10000), 2) AS from_pv
FROM loan_schedule(NULL, 0.06, 3, '2024-01-01', payment => 50000, balloon => 10000) AS l;

-- rates below zero and of zero; one payment; dinars, yen
SELECT period, payment, interest, balance FROM loan_schedule(1000, -0.012, 2, '2024-01-15');
SELECT period, payment, interest, balance FROM loan_schedule(1000, 0, 3, '2024-01-15');
SELECT * FROM loan_schedule(1600000, 0.06, 1, '2024-01-15');
SELECT payment, interest, balance FROM loan_schedule(1000.125, 0.06, 2, '2024-01-15', scale => 3);
SELECT payment, interest, balance FROM loan_schedule(100000, 0.06, 2, '2024-01-15', scale => 0);
SELECT count(*) FROM loan_schedule(0, 0.06, 2, '2024-01-15');

-- no rows where something is unknown
SELECT count(*) FROM loan_schedule(NULL, 0.06, 2, '2024-01-15');
SELECT count(*) FROM loan_schedule(1000, NULL, 2, '2024-01-15');
SELECT count(*) FROM loan_schedule(1000, 0.06, NULL, '2024-01-15');
SELECT count(*) FROM loan_schedule(1000, 0.06, 2, NULL);
SELECT count(*) FROM loan_schedule(1000, 0.06, 2, '2024-01-15', events => '{}');

-- the planner knows how many there are
CREATE FUNCTION pg_temp.planned_rows(query text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
	RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows';
END $$;
SELECT pg_temp.planned_rows('SELECT * FROM loan_schedule(1600000, 0.06, 48, ''2024-01-15'')'),
       pg_temp.planned_rows('SELECT l.* FROM generate_series(1, 10) AS n, loan_schedule(1600000, 0.06, n, ''2024-01-15'') AS l');

-- refused
\set VERBOSITY default
SELECT * FROM loan_schedule(1000, 0.06, 0, '2024-01-15');
SELECT * FROM loan_schedule(1000, 0.06, 10000001, '2024-01-15');
SELECT * FROM loan_schedule(-1000, 0.06, 2, '2024-01-15');
-- not refused: an amount is rounded to the scale
SELECT * FROM loan_schedule(1000.001, 0.06, 2, '2024-01-15');
SELECT * FROM loan_schedule('NaN', 0.06, 2, '2024-01-15');
SELECT * FROM loan_schedule(1000, 'NaN', 2, '2024-01-15');
SELECT * FROM loan_schedule(1000, -12, 2, '2024-01-15');
SELECT * FROM loan_schedule(1000, 0.06, 2, 'infinity');
SELECT * FROM loan_schedule(1000, 0.06, 2, '5874897-12-31');
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', 'week');
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', method => 'bullet');
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', due => 'begin');
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', day_count => 'lunar');
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', first_date => '2024-01-14');
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', balloon => 1000.01);
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', grace => 2);
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', 'month', 'equal principal', payment => 500);
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', payment => -500);
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', scale => 13);
SELECT * FROM loan_schedule(1e22, 0.06, 2, '2024-01-15', scale => 12);
SELECT count(*) FROM loan_schedule(1e24, 0.06, 2, '2024-01-15', scale => 6);
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', grace => NULL);
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', day_count => NULL);
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', events => ARRAY[NULL::loan_event]);
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', events => ARRAY[loan_event(NULL, 0.05)]);
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', events => ARRAY[loan_event('2024-02-15')]);
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', events => ARRAY[loan_event('2024-01-14', 0.05)]);
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', events => ARRAY[loan_event('2024-02-15', 0.05), loan_event('2024-02-15', 0.04)]);
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', events => ARRAY[loan_event('2024-02-14', repayment => 100)]);
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', events => ARRAY[loan_event('2024-04-15', repayment => 100)]);
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', events => ARRAY[loan_event('2024-02-15', repayment => 501.26)]);
SELECT * FROM loan_schedule(1000, 0, 4, '2024-01-15', events => ARRAY[loan_event('2024-03-15', repayment => 500), loan_event('2024-04-15', repayment => 1)]);
SELECT * FROM loan_schedule(1000, 0.06, 2, '2024-01-15', events => ARRAY[loan_event('2024-02-15', repayment => -1)]);
-- a payment below the interest: the balance rises, and the last payment is what is owed
SELECT * FROM loan_schedule(100000, 0.12, 3, '2024-01-15', payment => 500);
