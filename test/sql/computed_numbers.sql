-- Numbers that somebody has computed, with more decimals than are kept: no call works or fails by
-- the digits of its data.  Amounts, utilizations, rates and salvage are rounded as numeric(p, s) is; quantities are cut off.
SET timezone = 'UTC';
SET datestyle = 'ISO';
CREATE TEMP TABLE v AS SELECT tstzrange '[2024-01-01 00:00Z, 2024-01-02 00:00Z)' AS d;

-- ---- quantities: money of all their digits ----

SELECT rent('1 USD/server/hour', 0.0000689582, '[2024-01-01 00:00Z, 2024-01-01 01:00Z)') AS small, rent('1 USD/server/hour', 0.0000689582::float8, '[2024-01-01 00:00Z, 2024-01-01 01:00Z)') AS float8,
	   rent('1 USD/server/hour', 0.000000000001, '[2024-01-01 00:00Z, 2024-01-01 01:00Z)') AS a_trillionth, rent('1 USD/server/hour', 1e-30, '[2024-01-01 00:00Z, 2024-01-01 01:00Z)') AS nothing;
SELECT rent('3 USD/card/hour', 1/3.0, d) AS third, rent('3 USD/card/hour', 1::float8/3, d) AS of_float8, rent('31 USD/card/month', 1/3.0, d) AS of_a_month, rent('3 USD/card/day', -1/3.0, d) AS credit,
	   sum(rent('100 CNY/card/day', 1/7.0, d)) OVER () AS seventh FROM v;
-- the whole of it whatever the digits; and what is larger keeps as many as there is room for
SELECT rent('1 USD/card/day', 12345.123456789123456789, d) AS eighteen_digits, rent('1 USD/card/day', 9223372036.8547758079999, d) AS the_largest, rent('1 USD/card/day', 922337203.68547758071234, d) AS ten_decimals FROM v;
SELECT array_agg(amount) FROM v, rent_schedule('0.01 USD/card/hour', 2/3.0, d, 'hour', scale => 20 - 8) WHERE period_start < '2024-01-01 02:00Z';
SELECT item, value FROM v, explain_rent('3 USD/card/hour', 1/3.0, d) WHERE item IN ('quantity', 'product', 'rent');
SELECT round(revenue('15.1 CNY/card/hour'::rent_rate, c, d), 4) AS revenue, round(sum(rent('15.1 CNY/card/hour'::rent_rate, c, d)), 4) AS rents, card_hours(c, d) AS hours
FROM (SELECT avg(c) AS c FROM (VALUES (1), (2), (2)) AS x (c)) AS a, v;
-- the aggregates agree with the sum to the last digit, in any split, and taken out again by a moving frame
SELECT revenue('15.1 CNY/card/hour'::rent_rate, q, d) = sum(rent('15.1 CNY/card/hour', q, d)) AS the_same, revenue(revenue_by_month('15.1 CNY/card/hour'::rent_rate, q, d, 'UTC')) = sum(rent('15.1 CNY/card/hour', q, d)) AS by_month,
	   revenue(lease_summary('15.1 CNY/card/hour'::rent_rate, q, d)) = sum(rent('15.1 CNY/card/hour', q, d)) AS of_summary
FROM v, (SELECT i / 7.0 AS q FROM generate_series(1, 100) AS i) AS q;
SELECT count(*) FROM (SELECT revenue('15.1 CNY/card/hour'::rent_rate, q, d) OVER w AS a, sum(rent('15.1 CNY/card/hour', q, d)) OVER w AS b FROM v, (SELECT i / 7.0 AS q FROM generate_series(1, 20) AS i) AS q
					  WINDOW w AS (ORDER BY q ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)) AS x WHERE a <> b;

-- ---- quantities held against what there is are cut off: seven sevenths are never more than the card ----

SELECT peak(1/7.0, d) AS peak, peak(1::float8/7, d) AS of_float8, time_over(occupancy(1/7.0, d), 1) AS over, utilization(1/7.0, d, 1, d) <= 1 AS fits, round(utilization(1/7.0, d, 1, d), 6) AS utilization
FROM v, generate_series(1, 7) AS slice GROUP BY d;
SELECT peak(2/3.0, d) AS two_thirds, card_hours(2/3.0, d) AS hours, card_hours('1 USD/card/hour'::rent_rate, 2/3.0, d) AS of_leases FROM v;
-- hours are of the decimals that money is of: a rate comes out as it was, however small the quantity
SELECT effective_rate('1 USD/server/hour'::rent_rate, 0.0000689582, d) AS small, effective_rate('182.73972603 CNY/server/hour'::rent_rate, 1/7.0, d) AS seventh, effective_rate('3 CNY/card/hour'::rent_rate, 0.0000000019, d) AS tiny, card_hours(0.0000000001, d) AS hours_of_a_tiny,
	   card_hours('1 CNY/card/hour'::rent_rate, 1/3.0, d) = card_hours(1/3.0, d) AS the_same, card_hours(1/3.0, lower(d), upper(d)) AS of_columns FROM v GROUP BY d;
-- sevenths of a card are never more than the card, in any window
SELECT count(*) AS windows, count(*) FILTER (WHERE used > 1) AS more, min(round(used, 9)) AS least FROM (SELECT utilization(1/7.0, tstzrange('2024-01-01 00:00:00.000001Z', '2025-01-01'), 1, tstzrange(a, a + i * interval '1.000007 second')) AS used
	FROM generate_series(1, 40) AS i, LATERAL (SELECT timestamptz '2024-02-01 00:00:00.000003Z' + i * interval '1.3 day') AS w (a), generate_series(1, 7) AS slice GROUP BY i, a) AS u;
SELECT peak(q, d) AS nothing_left, minimum(occupancy(q, d), d) AS either_way FROM v, (VALUES (1/7.0), (-1/7.0)) AS x (q) GROUP BY d;
-- what there is is rounded
SELECT utilization(1, d, 1/3.0 * 3, d) AS utilization, utilization(occupancy(1, d), 0.99999999999, d) AS of_occupancy, time_over(occupancy(1, d), 0.9999999999) AS over, time_over(occupancy_digest(1, d, d, 0.9999999999)) AS of_digest FROM v GROUP BY d;

-- ---- utilizations ----

SELECT round(utilization_weighted_revenue('15.1 CNY/card/hour'::rent_rate, 1, d, 0.123456789012::float8), 4) AS float8, utilization_weighted_revenue('1 CNY/card/day'::rent_rate, 1, d, 1/3.0) AS numeric,
	   utilization_weighted_revenue('1 CNY/card/day'::rent_rate, 1, d, 1.0000000001) AS a_hair_over, utilization_weighted_revenue('1 CNY/card/day'::rent_rate, 1, d, -0.0000000001) AS a_hair_under FROM v;
SELECT payback('100000 CNY/card', effective_rate('15.1 CNY/card/hour'::rent_rate, 1/3.0, d), utilization(2/3.0, d, 1, d)) AS of_our_own_results, hourly_cost('100000 CNY/card', '4 years', 0, 2/3.0) AS hourly_cost FROM v GROUP BY d;

-- ---- amounts: 12 decimals ----

SELECT round(payback(amount/1.13, at), 6) AS payback, round(xirr(amount/1.13, at), 8) AS xirr, round(xirr(amount/1.13::float8, at), 8) AS of_float8, total(cash_flows(amount/1.13, at)) AS total
FROM (VALUES (-100000, date '2024-01-01'), (9000, date '2024-02-01'), (110000, date '2025-01-01')) AS v (amount, at);
SELECT round(xirr(amount/3, at), 8) FROM (VALUES (-134.09::float8, date '2024-01-01'), (140.1, '2024-12-31')) AS v (amount, at);
SELECT round(xirr(ARRAY[-100/3.0, 110/3.0], ARRAY['2024-01-01', '2025-01-01']::date[]), 8) AS of_arrays, round(irr(ARRAY[-100/3.0, 110/3.0]), 8) AS periodic, round(irr(ARRAY[-1e20/3, 1.1e20/3]), 8) AS of_forty_digits;
SELECT total(cash_flows(a, '2024-01-01')) FROM unnest(ARRAY[0.0000000000005, -0.0000000000015, 0.00000000000049, 1234567890123.00000000000050]) AS a;

-- ---- shares: thirds are three equal owners ----

SELECT * FROM revenue_share(100, ARRAY[1/3.0, 1/3.0, 1/3.0]);
SELECT party, sum(amount) FROM revenue_share_schedule(ARRAY[100, 100, 100], ARRAY[1/3.0, 1/3.0, 1/3.0]) GROUP BY party ORDER BY party;
SELECT sum(amount), count(*), min(amount), max(amount) FROM revenue_share(1000, array_fill(1/7.0, ARRAY[7]));
SELECT amount FROM revenue_share(1000000, ARRAY[2/3.0, 1/3.0], scale => 6);

-- ---- rates and salvage: 8 decimals, in text and computed ----

SELECT '1.33333333333333 USD/card/hour'::rent_rate AS text, (10/3.0 || ' CNY/card/hour')::rent_rate AS composed, 10/3.0 * '1 CNY/card/hour'::rent_rate AS multiplied, '0.142857142857 P'::p_capacity AS capacity,
	   amortization('100000 CNY/card', '4 years', 10000/3.0) AS salvage, per('1 CNY/card/hour', 'year', 8760.00000000049) AS hours_of_a_year;
