-- rent(), term(), rent_schedule(), explain_rent(): the ordinary and the edges.
SET timezone = 'UTC';
SET datestyle = 'ISO';

-- ---- fixed periods ----

-- a minute and a second, in a range, a sum, a schedule and an explanation
SELECT rent('0.05 USD/GPU/minute', 1, '[2024-01-01 00:00Z, 2024-01-01 01:00Z)') AS minutes, rent('0.0014 USD/GPU/second', 8, '[2024-01-01 00:00Z, 2024-01-01 01:00:00.5Z)') AS seconds,
	   revenue('0.0014 USD/GPU/second'::rent_rate, 8, d) AS revenue, effective_rate('0.0014 USD/GPU/second'::rent_rate, 8, d) AS effective,
	   (SELECT revenue FROM months(revenue_by_month('0.0014 USD/GPU/second'::rent_rate, 8, d, 'UTC'))) AS month,
	   rent('0.0000001 USD/P/second', '960 P', d) AS capacity
FROM (VALUES (tstzrange '[2024-01-01 00:00Z, 2024-01-01 01:00Z)')) AS v (d) GROUP BY d;
SELECT * FROM rent_schedule('0.06 USD/GPU/minute', 1, '[2024-01-01 00:00:20Z, 2024-01-01 00:02:10Z)', 'minute');
SELECT array_agg(amount) FROM rent_schedule('0.5 USD/GPU/second', 1, '[2024-01-01 00:00:00.25Z, 2024-01-01 00:00:03Z)', 'second', cut => 'anniversary');
SELECT item, value, note FROM explain_rent('0.06 USD/GPU/minute', 1, '[2024-01-01 00:00:20Z, 2024-01-01 00:02:10Z)') WHERE item IN ('elapsed', 'product', 'rent');

SELECT rent('15.1 CNY/card/hour', 8, '[2024-01-01 00:00Z, 2024-01-05 04:00Z)') AS hours,
	   rent('24 CNY/card/day', 1, '[2024-01-01 00:00Z, 2024-01-01 01:30Z)') AS days,
	   rent('7 CNY/rack/week', 2, '[2024-01-01, 2024-01-02)') AS weeks,
	   rent('1 USD/kW/hour', 0.5, '[2024-01-01 00:00:00.000001Z, 2024-01-01 00:00:00.000002Z)') AS a_microsecond;

-- every kind of quantity
SELECT rent('1 CNY/card/hour', 2::int2, d), rent('1 CNY/card/hour', 2::int4, d), rent('1 CNY/card/hour', 2::int8, d),
	   rent('1 CNY/card/hour', 0.1::numeric, d), rent('1 CNY/card/hour', 0.1::float8, d),
	   rent('1 CNY/card/hour', 1e-9::float8, d), rent('1 CNY/P/hour', '0.1 P', d), rent('1 CNY/P fp16/hour', '300 T fp16', d)
FROM (VALUES (tstzrange '[2024-01-01 00:00Z, 2024-01-01 01:00Z)')) AS v (d);

-- credits, nothing, free
SELECT rent('15.1 CNY/card/hour', -8, '[2024-01-01 00:00Z, 2024-01-01 01:00Z)') AS credit,
	   rent('-15.1 CNY/card/hour', 8, '[2024-01-01 00:00Z, 2024-01-01 01:00Z)') AS rebate,
	   rent('15.1 CNY/card/hour', 0, '[2024-01-01 00:00Z, 2024-01-01 01:00Z)') AS no_cards,
	   rent('0 CNY/card/hour', 8, '[2024-01-01 00:00Z, 2024-01-01 01:00Z)') AS free,
	   rent('15.1 CNY/card/hour', 8, '[2024-01-01, 2024-01-01]') AS no_time;

-- ---- months, quarters, years ----

-- one lease, six billing conventions
SELECT proration, rent('31000 CNY/server/month', 1, '[2023-01-15, 2023-02-15)', NULL, 'UTC', proration)
FROM unnest(ARRAY['anniversary', 'calendar', '30e/360', 'actual/30', 'actual/365', '730h']) AS proration;

-- a framework agreement: the contract, its years, its months
SELECT rent('120000 CNY/P/year', '960 P', d),
	   rent('120000 CNY/P/year', '960 P', d, '[2025-01-01, 2026-01-01)') AS year,
	   rent('120000 CNY/P/year', '960 P', d, '[2024-01-01, 2024-02-01)') AS leap_january,
	   rent('120000 CNY/P/year', '960 P', d, '[2025-01-01, 2025-02-01)') AS january,
	   rent('120000 CNY/P/year', '960 P', d, '[2024-01-01, 2024-02-01)', 'UTC', 'calendar') AS a_twelfth
FROM term('2024-01-01', '2026-12-31') AS d;

-- month ends: January 31, February 29, March 31
SELECT until, rent('100 CNY/card/month', 1, tstzrange('2024-01-31', until))
FROM unnest(ARRAY['2024-02-28', '2024-02-29', '2024-03-01', '2024-03-31', '2024-04-30', '2025-01-31']::timestamptz[]) AS until;

-- leap day to leap day
SELECT rent('1461 CNY/card/year', 1, '[2024-02-29, 2028-02-29)') AS four_years,
	   rent('365 CNY/card/year', 1, '[2024-02-29, 2025-02-28)') AS one_year,
	   rent('366 CNY/card/year', 1, '[2024-02-28, 2024-02-29)') AS a_day_of_366,
	   rent('300 CNY/card/quarter', 1, '[2024-11-30, 2025-02-28)') AS a_quarter;

-- ---- zones ----

-- parts of a month that is an hour short, and one that is an hour long: by days
SELECT rent('31 CNY/server/month', 1, term('2024-03-01', '2024-03-14', 'America/New_York'), NULL, 'America/New_York') AS spring,
	   rent('30 CNY/server/month', 1, term('2024-11-01', '2024-11-03', 'America/New_York'), NULL, 'America/New_York') AS autumn,
	   rent('30 CNY/server/month', 1, term('2024-03-01', '2024-03-31', 'America/New_York'), NULL, 'America/New_York', 'actual/30') AS days,
	   rent('30 USD/card/month', 1, term('2023-11-05', '2023-11-05', 'America/New_York'), NULL, 'America/New_York', 'calendar') AS a_day_of_25_hours;

-- days and weeks of the zone that is asked for
SELECT rent('30 USD/card/day', 1, term('2024-03-30', '2024-04-01', 'Europe/Berlin'), NULL, 'Europe/Berlin') AS berlin,
	   rent('30 USD/card/day', 1, term('2024-03-30', '2024-04-01', 'Europe/Berlin')) AS utc,
	   rent('210 USD/card/week', 1, term('2024-03-25', '2024-03-31', 'Europe/Berlin'), NULL, 'Europe/Berlin') AS week,
	   rent('230 USD/card/day', 1, '[2024-03-31 00:00+01, 2024-03-31 04:00+02)', NULL, 'Europe/Berlin') AS three_of_23_hours,
	   rent('23 USD/card/hour', 1, term('2024-03-31', '2024-03-31', 'Europe/Berlin'), NULL, 'Europe/Berlin') AS hours,
	   rent('730 USD/card/month', 1, term('2024-03-31', '2024-03-31', 'Europe/Berlin'), NULL, 'Europe/Berlin', '730h') AS of_730;
-- from the lease's own time of day
SELECT rent('1 USD/card/day', 1, tstzrange('2024-03-30 10:00+01', t), NULL, 'Europe/Berlin')
FROM unnest(ARRAY['2024-03-31 10:00+02', '2024-03-31 11:00+02', '2024-04-30 10:00+02', '2024-11-30 10:00+01']::timestamptz[]) AS t;
-- a date that Samoa left out counts, as dates do
SELECT rent('1 USD/card/day', 1, term('2011-12-29', '2011-12-31', 'Pacific/Apia'), NULL, 'Pacific/Apia') AS days,
	   rent('31 USD/card/month', 1, term('2011-12-01', '2011-12-31', 'Pacific/Apia'), NULL, 'Pacific/Apia') AS december,
	   rent('1 USD/card/day', 1, term('2018-11-03', '2018-11-05', 'America/Sao_Paulo'), NULL, 'America/Sao_Paulo') AS no_midnight,
	   rent('1 USD/card/day', 1, '[1000-01-01, 3000-01-01)', NULL, 'Europe/Berlin') AS two_thousand_years;
-- a day whose midnight the clock skips is a day from its first instant on, at one o'clock
SELECT zone, lower(d) AT TIME ZONE zone AS begins, rent('24 USD/card/day', 1, d, NULL, zone) AS day, rent('7 USD/card/week', 1, term(day, day + 6, zone), NULL, zone) AS week,
	   rent('31 USD/card/month', 1, term(day, (day + interval '1 month')::date - 1, zone), NULL, zone) AS month,
	   rent('24 USD/card/day', 1, d, tstzrange(lower(d), lower(d) + '1 hour'), zone) = round(24 / 23.0, 12) AS an_hour,
	   rent('24 USD/card/hour', 1, d, NULL, zone) AS hours, revenue('24 USD/card/day'::rent_rate, 1, d, NULL, zone) AS revenue,
	   lease_summary('24 USD/card/day'::rent_rate, 1, d, NULL, zone)::text::json ->> 'rent' AS summary, revenue_by_month('24 USD/card/day'::rent_rate, 1, d, zone)::text::json ->> 'revenue' AS months
FROM (VALUES ('America/Havana', date '2024-03-10'), ('Asia/Beirut', '2024-03-31'), ('Africa/Cairo', '2024-04-26'), ('America/Sao_Paulo', '2018-11-04'), ('America/Asuncion', '2023-10-01'),
			 ('America/Santiago', '2024-09-08'), ('Asia/Tehran', '2022-03-22'), ('America/Toronto', '1919-03-31')) AS v (zone, day),
	 LATERAL (SELECT term(day, day, zone) AS d) AS t GROUP BY zone, day, d ORDER BY zone;
-- its steps, its invoices, its income and what it uses are counted from there
SELECT cut, array_agg((period_start AT TIME ZONE 'America/Havana', amount)::text) FROM unnest(ARRAY['calendar', 'anniversary']) AS cut,
	 rent_schedule('31 USD/card/month', 1, term('2024-03-10', '2024-05-09', 'America/Havana'), 'month', 'America/Havana', cut => cut) GROUP BY cut;
SELECT starts_at AT TIME ZONE 'America/Havana' AS starts_at, amount FROM rate_steps('31 USD/card/month; free 2 days; +10% every 1 month', term('2024-03-10', '2024-05-09', 'America/Havana'), 'America/Havana');
SELECT invoice_date, period_end AT TIME ZONE 'America/Havana' AS period_end, net
FROM billing_schedule('31 USD/card/month; free 2 days', 1, term('2024-03-10', '2024-05-09', 'America/Havana'), zone => 'America/Havana', cut => 'anniversary');
SELECT posting_date, rent, income FROM income_schedule('24 USD/card/day; free 1 day', 1, term('2024-03-10', '2024-03-12', 'America/Havana'), 'day', 'America/Havana');
SELECT period_end AT TIME ZONE 'America/Havana' AS period_end, amount
FROM usage_schedule('5 USD/card/hour; minimum 31 per month', '{0,0}', term('2024-03-10', '2024-04-24', 'America/Havana'), 'month', 'America/Havana', 'anniversary');
SELECT item, value, note FROM explain_rent('24 USD/card/day', 1, term('2024-03-10', '2024-03-11', 'America/Havana'), NULL, 'America/Havana') WHERE item IN ('anchor', 'elapsed', 'rent');
-- a lease that begins at one o'clock, and not with the day, is of that time; so is half past two, where a clock skips it
SELECT rent('24 USD/card/day', 1, '[2024-03-09 06:00Z, 2024-03-11 05:00Z)', NULL, 'America/Havana') AS one,
	   rent('23 USD/card/day', 1, '[2024-03-10 05:30Z, 2024-03-11 04:30Z)', NULL, 'America/Havana') AS half_past_one;
SELECT starts_at AT TIME ZONE 'America/New_York' AS starts_at, amount FROM rate_steps('1 USD/card/month; from 2 months 10; +10% every 1 month', '[2024-01-10 02:30-05, 2024-05-10 02:30-04)', 'America/New_York');
-- midnights that come twice: the later one is midnight, a day from the earlier one is that day all the same
SELECT rent('25 USD/card/day', 1, term('2024-11-02', '2024-11-03', 'America/Havana'), NULL, 'America/Havana') AS days,
	   rent('25 USD/card/day', 1, '[2024-11-03 04:00Z, 2024-11-04 05:00Z)', NULL, 'America/Havana') AS of_25_hours, rent('25 USD/card/day', 1, '[2024-11-03 05:00Z, 2024-11-04 05:00Z)', NULL, 'America/Havana') AS of_24;
-- as it is for a row, it is in sums
SELECT revenue('30 USD/card/day'::rent_rate, 1, d, NULL, 'Europe/Berlin') AS revenue, lease_summary('30 USD/card/day'::rent_rate, 1, d, NULL, 'Europe/Berlin')::text::json ->> 'rent' AS summary,
	   revenue_by_month('30 USD/card/day'::rent_rate, 1, d, 'Europe/Berlin')::text::json ->> 'revenue' AS months
FROM (SELECT term('2024-03-30', '2024-04-01', 'Europe/Berlin') AS d) AS v;

-- ---- calendar/30: whole months, broken ones by thirtieths ----

SELECT last_day, rent('30 CNY/card/month', 1, term('2024-01-15', last_day), NULL, 'UTC', 'calendar/30') AS month,
	   rent('90 CNY/card/quarter', 1, term('2024-01-15', last_day), NULL, 'UTC', 'calendar/30') AS quarter,
	   rent('360 CNY/card/year', 1, term('2024-01-15', last_day), NULL, 'UTC', 'calendar/30') AS year
FROM unnest(ARRAY['2024-01-15', '2024-01-30', '2024-01-31', '2024-02-01', '2024-02-28', '2024-02-29', '2024-03-30', '2024-03-31', '2025-01-14']::date[]) AS last_day;
SELECT first_day, rent('30 CNY/card/month', 1, term(first_day, '2024-03-31'), NULL, 'UTC', 'calendar/30')
FROM unnest(ARRAY['2024-01-01', '2024-01-02', '2024-01-03', '2024-02-01', '2024-02-02', '2024-03-31']::date[]) AS first_day;
SELECT * FROM explain_rent('3000 CNY/card/month', 1, term('2024-01-15', '2024-02-29'), '[2024-02-01,)', 'UTC', 'calendar/30');

-- the cut-off moves with the zone
SELECT rent('15.1 CNY/card/hour', 1000, '[2024-01-01 00:00Z, 2024-03-01 00:00Z)', term('2024-01-01', '2024-01-31', 'Asia/Shanghai'));

-- a month from a time that the clock skips, and from one that it shows twice
SELECT rent('1 CNY/card/month', 1, '[2024-02-10 02:30-05, 2024-03-10 03:30-04)', NULL, 'America/New_York') AS skipped,
	   rent('1 CNY/card/month', 1, '[2024-10-03 01:30-04, 2024-11-03 01:30-05)', NULL, 'America/New_York') AS twice;

-- names are found whatever their case
SELECT rent('1 CNY/card/month', 1, '[2024-01-01, 2024-02-01)', NULL, zone)
FROM unnest(ARRAY['asia/shanghai', 'utc', 'AMERICA/new_york', 'eTc/uTC', 'Etc/GMT+8']) AS zone;

-- the session's settings play no part
SET timezone = 'Asia/Kathmandu';
SET intervalstyle = 'sql_standard';
SET extra_float_digits = -15;
SELECT rent('31 CNY/server/month', 1, tstzrange('2024-03-01 05:00Z', '2024-03-15 04:00Z'), NULL, 'America/New_York') AS zone,
	   rent('1 CNY/card/hour', 0.1::float8, tstzrange('2024-03-01 05:00Z', '2024-03-01 06:00Z')) AS float8;
RESET extra_float_digits;
RESET intervalstyle;
SET timezone = 'UTC';

-- ---- within ----

SELECT rent('15.1 CNY/card/hour', 8, '[2024-01-30,)', '[2024-01-01, 2024-02-01)') AS running,
	   rent('15.1 CNY/card/hour', 8, '[2024-01-30, infinity)', '[2024-01-01, 2024-02-01)') AS until_infinity,
	   rent('15.1 CNY/card/hour', 8, '[2024-01-30, 2024-01-31)', '(,)') AS always,
	   rent('15.1 CNY/card/hour', 8, '[2024-01-30, 2024-01-31)', '[2024-01-30 12:00,)') AS from_noon,
	   rent('15.1 CNY/card/hour', 8, '[2024-01-30, 2024-01-31)', 'empty') AS nothing,
	   rent('15.1 CNY/card/hour', 8, '[2024-01-30, 2024-01-31)', '[2024-03-01, 2024-04-01)') AS later,
	   rent('15.1 CNY/card/hour', 8, '[2024-01-30,)', '[2023-03-01, 2023-04-01)') AS before,
	   rent('15.1 CNY/card/hour', 8, '[2024-01-30, 2024-01-31)', within => NULL) AS no_within;

-- bounds' inclusiveness makes no difference
SELECT count(DISTINCT rent('15.1 CNY/card/hour', 8, tstzrange('2024-01-30', '2024-01-31', bounds)))
FROM unnest(ARRAY['[)', '[]', '()', '(]']) AS bounds;

-- ---- NULL ----

SELECT rent(NULL, 8, '[2024-01-30, 2024-01-31)') IS NULL AS rate,
	   rent('15.1 CNY/card/hour', NULL::numeric, '[2024-01-30, 2024-01-31)') IS NULL AS quantity,
	   rent('15.1 CNY/card/hour', 8, NULL) IS NULL AS during,
	   (SELECT count(*) FROM rent_schedule(NULL, 8, '[2024-01-30, 2024-01-31)')) AS schedule,
	   (SELECT count(*) FROM explain_rent('15.1 CNY/card/hour', 8, NULL)) AS explanation;

-- ---- far away ----

SELECT rent('1 CNY/card/year', 1, '[0001-01-01, 2001-01-01)') AS from_year_1,
	   rent('1 CNY/card/month', 1, '[2000-01-01, 200000-01-01)') AS to_year_200000,
	   rent('1 CNY/card/month', 1, '[200000-01-31, 200000-03-31)', NULL, 'America/New_York') AS new_york_then,
	   rent('1 CNY/card/hour', 1, '[4714-11-24 00:00:00+00 BC, 294276-12-31 23:59:59.999999+00)') AS all_hours,
	   rent('1 CNY/card/year', 1, '[4714-11-24 00:00:00+00 BC, 294276-01-01)') AS nearly_all_years;
SELECT rent('92233720368.54775807 CNY/card/hour', 9223372036, '[2024-01-01 00:00Z, 2024-01-01 01:00Z)') AS the_largest;

-- ---- many leases share a rate and a zone, or not ----

SELECT sum(rent(rate, n, tstzrange('2024-01-15', '2024-01-15'::timestamptz + n * interval '1 day'), NULL, zone, proration))
FROM generate_series(1, 60) AS n,
	 unnest(ARRAY['1 CNY/card/month', '1 USD/server/hour']::rent_rate[]) AS rate,
	 unnest(ARRAY['UTC', 'America/New_York', 'Asia/Shanghai']) AS zone,
	 unnest(ARRAY['anniversary', 'calendar']) AS proration;

-- ---- term ----

SELECT term('2024-01-01', '2026-12-31') AS utc, term('2024-01-01', '2026-12-31', 'Asia/Shanghai') AS shanghai,
	   term('2024-02-29', '2024-02-29') AS one_day;
-- a bound that is missing is open, and narrows nothing on the other side
SELECT term('2024-01-01', NULL) AS running, term('2024-01-01', 'infinity') AS for_ever, term(NULL, '2024-04-30') AS until_then,
	   term('-infinity', '2024-04-30', 'Asia/Shanghai') AS likewise, term(NULL, NULL) AS always, term('-infinity', 'infinity') AS as_much;
SELECT rent('100 CNY/card/month', 1, d, term(NULL, '2024-04-30')) AS until_april, rent('100 CNY/card/month', 1, d, term('2024-11-01', NULL)) AS from_november,
	   rent('100 CNY/card/month', 1, d, term(NULL, NULL)) AS always, revenue('100 CNY/card/month'::rent_rate, 1, d, term(NULL, '2024-04-30')) AS revenue,
	   card_hours(1, d, term(NULL, '2024-01-31')) AS hours, peak(1, d, term(NULL, '2023-12-31')) AS before
FROM term('2024-01-01', '2024-12-31') AS d GROUP BY d;
SELECT term('2024-03-10', '2024-03-10', 'America/New_York') AS short_day, term('2018-11-04', '2018-11-04', 'America/Sao_Paulo') AS no_midnight,
	   term('2011-12-30', '2011-12-30', 'Pacific/Apia') AS a_day_that_never_was;

-- ---- schedules ----

SELECT * FROM rent_schedule('133400 CNY/server/month', 1, '[2024-01-10 09:00Z, 2024-04-20 18:00Z)');
SELECT count(*), sum(amount) FROM rent_schedule('120000 CNY/P/year', '960 P', term('2024-01-01', '2026-12-31'));
SELECT * FROM rent_schedule('120000 CNY/P/year', '960 P', term('2024-01-01', '2026-12-31', 'Asia/Shanghai'), 'quarter', 'Asia/Shanghai') LIMIT 3;
-- the currency's decimals, or those asked for
SELECT array_agg(amount) FROM rent_schedule('10000 JPY/card/month', 1, '[2024-01-01, 2024-02-01)', 'week');
SELECT array_agg(amount) FROM rent_schedule('10000 KWD/card/month', 1, '[2024-01-01, 2024-02-01)', 'week');
SELECT array_agg(amount) FROM rent_schedule('10000 CNY/card/month', 1, '[2024-01-01, 2024-02-01)', 'week', scale => 12);
SELECT array_agg(amount) FROM rent_schedule('10000 CNY/card/month', 1, '[2024-01-01, 2024-02-01)', 'week', scale => -3);
-- the repeated hour and the skipped one
SELECT * FROM rent_schedule('1 USD/card/hour', 1, '[2024-11-03 04:30Z, 2024-11-03 07:15Z)', 'hour', 'America/New_York');
SELECT * FROM rent_schedule('1 USD/card/hour', 1, '[2024-03-10 06:30Z, 2024-03-10 08:15Z)', 'hour', 'America/New_York');
-- civil days
SELECT array_agg(amount) FROM rent_schedule('30 USD/card/day', 1, term('2024-03-30', '2024-04-01', 'Europe/Berlin'), 'day', 'Europe/Berlin');
-- a part of it, counted from the start: sums are those of the whole schedule
SELECT * FROM rent_schedule('100 CNY/server/quarter', 1, '[2024-01-10, 2024-04-10)', within => '[2024-02-01, 2024-03-16)');
SELECT * FROM rent_schedule('100 CNY/server/month', 1, '[2024-01-10,)', within => term(NULL, '2024-02-29'));
SELECT count(*) FROM rent_schedule('100 CNY/server/month', 1, '[2024-01-10, 2024-04-10)', within => 'empty');
SELECT count(*) FROM rent_schedule('100 CNY/server/month', 1, '[2024-01-10, 2024-04-10)', within => '[2023-02-01, 2024-01-10)');
-- the lease's own periods
SELECT * FROM rent_schedule('100 CNY/server/month', 1, '[2024-01-31 09:00, 2024-04-30)', cut => 'anniversary');
SELECT period_start, amount FROM rent_schedule('100 CNY/server/month', 1, '[2024-01-31,)', cut => 'anniversary', within => '[2024-02-10, 2024-03-31)');
SELECT array_agg(amount) FROM rent_schedule('300 CNY/server/quarter', 1, term('2024-01-15', '2025-01-14'), 'quarter', cut => 'anniversary');
SELECT * FROM rent_schedule('7 USD/card/week', 1, term('2024-03-28', '2024-04-10', 'Europe/Berlin'), 'week', 'Europe/Berlin', cut => 'anniversary');
SELECT array_agg(amount) FROM rent_schedule('1 USD/card/hour', 1, '[2024-03-10 06:30Z, 2024-03-10 09:00Z)', 'hour', cut => 'anniversary');
SELECT count(*) FROM rent_schedule('1 USD/card/hour', 1, 'empty');
SELECT count(*), sum(amount) FROM rent_schedule('1 USD/card/hour', 1, '[2024-01-01, 2034-01-01)', 'hour');

-- the planner knows how many lines to expect
CREATE FUNCTION pg_temp.expected_rows(query text) RETURNS int LANGUAGE plpgsql AS
$$ DECLARE plan json; BEGIN EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan; RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows'; END $$;
SELECT query, pg_temp.expected_rows(query) FROM unnest(ARRAY[
$$SELECT * FROM rent_schedule('1 CNY/card/month', 1, '[2024-01-01, 2026-01-01)')$$,
$$SELECT * FROM rent_schedule('1 CNY/card/month', 1, '[2024-01-01, 2026-01-01)', 'day')$$,
$$SELECT * FROM rent_schedule('1 CNY/card/month', 1, '[2024-01-01, 2024-01-08)', 'hour')$$,
$$SELECT * FROM rent_schedule('1 CNY/card/month', 1, '[2024-01-01, 2024-01-08)', 'fortnight')$$,
$$SELECT * FROM rent_schedule('1 CNY/card/month', 1, '[2024-01-01,)')$$,
$$SELECT * FROM rent_schedule('1 CNY/card/month', 1, '[2024-01-01,)', within => '[2023-01-01, 2024-04-01)')$$,
$$SELECT * FROM rent_schedule('1 CNY/card/month', 1, '[2024-01-01, 2026-01-01)', within => '[2027-01-01,)')$$,
$$SELECT * FROM rent_schedule('1 CNY/card/month', 1, 'empty')$$]) AS query;

-- ---- explanations ----

SELECT * FROM explain_rent('15.1 CNY/card/hour', 8, '[2024-01-01 00:00Z, 2024-01-05 04:00Z)');
SELECT * FROM explain_rent('120000 CNY/P/year incl 6%', '960 P', term('2024-01-01', '2026-12-31'), '[2024-02-01, 2024-03-01)');
SELECT * FROM explain_rent('31000 CNY/server/month', 1, '[2023-01-15 08:30, 2023-02-15)', NULL, 'Asia/Shanghai', 'calendar');
SELECT * FROM explain_rent('31000 CNY/server/quarter', 1.5, '[2023-01-15, 2023-02-15)', NULL, 'UTC', '30e/360');
SELECT * FROM explain_rent('31000 CNY/server/month', 1, '[2023-01-15, 2023-02-15)', '[2024-01-01, 2024-02-01)');
SELECT * FROM explain_rent('1 CNY/card/hour', 1, '[0044-03-15 00:00:00.5Z BC, 0044-03-15 01:00:00Z BC)');
-- a day of 23 hours, halfway through a month of 31 days
SELECT * FROM explain_rent('100 USD/card/day', 1, '[2024-03-30 00:00+01, 2024-03-31 10:00+02)', NULL, 'Europe/Berlin');
SELECT * FROM explain_rent('7130 USD/card/month', 1, '[2024-03-01 00:00+01, 2024-03-31 10:00+02)', NULL, 'Europe/Berlin');
SELECT * FROM explain_rent('7130 USD/card/month', 1, '[2024-03-01 00:00+01, 2024-03-31 10:00+02)', NULL, 'Europe/Berlin', 'calendar');
