-- rent_rate: text, order, arithmetic, aggregates, parts, conversions.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all

-- ---- text ----

SELECT text, text::rent_rate AS rate FROM unnest(ARRAY[
'15.1 CNY/card/hour', '120000 CNY/P/year incl 6%', '98000 CNY/P fp16/year excl 13%', '133400 CNY/server/month', '100000 CNY/card',
'-15.1 CNY/card/hour', '0 CNY/card', '92233720368.54775807 CNY/card', '-92233720368.54775807 CNY/card', '0.00000001 CNY/card',
'CNY 15.1/card/hour', 'cny15.1 / Card / HOUR', '$1.5/GPU/hr', 'US$1.5 per GPU per hour', '$2/GPU-hour', '$2 per GPU hour', '-$2/GPU',
'HK$10/node/mo', '€1,234.5/rack/qtr', '£5/kW/yr', '1.5 million CNY per server per annum', 'CNY 1e5/card', '120000 CNY/PFLOPS/year',
'98000 CNY/P (FP16 sparse)/year', '1 EUR/card/hour including 19% VAT', '1 EUR/card/hour, excl. 19.25 % tax', '1 EUR/card (incl 0%)',
'15.1元/卡/小时', '15.1元每卡每小时', '5.4元/卡时', '15.1元/小时/卡', '¥15.1元/卡·时', '￥13.34万/台/月', '13.34万元/台/月', '12万元/P/年 含税6%',
'$0.0014/GPU/second', '$0.05/GPU/min', '$12.29/VM/hr', '$2/GPUh', '3元/GPU时', '$30k/GPU', '99 EUR/instance/mo.', '0.65 CNY/kWh', '0.65元/度', '300円/GPU/時間', '2000원/GPU/日', '2만원/장/월', '20万円/サーバー/ヶ月 税抜10%', '1.2kUSD/server/month', 'US $2/GPU/hr', '2 USD/(GPU·h)', '0.65 CNY/kW.h', '15 CNY/PFLOPSh', '每卡每小时5.4元【含税6%】',
'12万元/P算力/年（含6%税）', '１２萬元／Ｐ／年（不含稅１３％）', '1亿元/份', '10万元/张', '100美元/块/天', '3元/千瓦/日', '800港元/机柜/季度'
]) AS text;

-- every unit and period
SELECT string_agg(('1 CNY/' || unit || period)::rent_rate::text, ', ' ORDER BY period COLLATE "C")
FROM unnest(ARRAY['card', 'server', 'P', 'kW', 'rack', 'lease']) AS unit,
	 unnest(ARRAY['', '/second', '/minute', '/hour', '/day', '/week', '/month', '/quarter', '/year']) AS period
GROUP BY unit ORDER BY unit COLLATE "C";

-- ---- order: currency, unit, number format, period, tax; then the amount ----

CREATE TEMP TABLE r (v rent_rate);
INSERT INTO r VALUES ('1 USD/card/hour'), ('2 CNY/card/hour'), ('10 CNY/card/hour'), ('-1 CNY/card/hour'), ('1 CNY/card/day'), ('9 CNY/card'), ('1 CNY/card/year'), ('1 CNY/card/second'), ('1 CNY/card/minute'),
	('1 CNY/server/hour'), ('1 CNY/P/year'), ('1 CNY/P fp16/year'), ('1 CNY/P fp16 sparse/year'), ('1 CNY/P/year incl 6%'), ('1 CNY/P/year incl 13%'),
	('1 CNY/P/year excl 6%'), ('1 CNY/lease/month'), ('1 EUR/kW/month'), (NULL), ('10.00 CNY/card/hour');
SELECT v FROM r ORDER BY v;
SELECT DISTINCT v FROM r ORDER BY v DESC LIMIT 3;
SELECT v, count(*) FROM r GROUP BY v HAVING count(*) > 1;
SELECT min(v), max(v) FROM r WHERE currency(v) = 'CNY' AND unit(v) = 'card' AND period(v) = 'hour';

SELECT a, b, a < b AS lt, a <= b AS le, a = b AS eq, a <> b AS ne, a >= b AS ge, a > b AS gt
FROM (VALUES ('1 CNY/card'::rent_rate, '2 CNY/card'::rent_rate), ('1 CNY/card', '1.0元/卡'), ('2 CNY/card', '1 USD/card'), ('-1 CNY/card', '1 CNY/card'), ('1 CNY/card', NULL)) AS v (a, b);

-- ---- arithmetic ----

SELECT '15.1 CNY/card/hour'::rent_rate + '0.9 CNY/card/hour' AS sum, '2.9 CNY/card/hour'::rent_rate - '5.4 CNY/card/hour' AS difference,
	   - '1 CNY/card'::rent_rate AS negated, '5.4 CNY/card/hour'::rent_rate / '15.1 CNY/card/hour' AS ratio, '1 CNY/card'::rent_rate / '-3 CNY/card' AS third;

SELECT pg_typeof(n) AS kind, '15.1 CNY/card/hour'::rent_rate * n AS times, n * '15.1 CNY/card/hour'::rent_rate AS also, '15.1 CNY/card/hour'::rent_rate / n AS over
FROM (VALUES (8::int4)) AS v (n)
UNION ALL SELECT pg_typeof(n), '15.1 CNY/card/hour'::rent_rate * n, n * '15.1 CNY/card/hour'::rent_rate, '15.1 CNY/card/hour'::rent_rate / n FROM (VALUES (8::int2)) AS v (n)
UNION ALL SELECT pg_typeof(n), '15.1 CNY/card/hour'::rent_rate * n, n * '15.1 CNY/card/hour'::rent_rate, '15.1 CNY/card/hour'::rent_rate / n FROM (VALUES (8::int8)) AS v (n)
UNION ALL SELECT pg_typeof(n), '15.1 CNY/card/hour'::rent_rate * n, n * '15.1 CNY/card/hour'::rent_rate, '15.1 CNY/card/hour'::rent_rate / n FROM (VALUES (0.3::numeric)) AS v (n)
UNION ALL SELECT pg_typeof(n), '15.1 CNY/card/hour'::rent_rate * n, n * '15.1 CNY/card/hour'::rent_rate, '15.1 CNY/card/hour'::rent_rate / n FROM (VALUES (0.3::float4)) AS v (n)
UNION ALL SELECT pg_typeof(n), '15.1 CNY/card/hour'::rent_rate * n, n * '15.1 CNY/card/hour'::rent_rate, '15.1 CNY/card/hour'::rent_rate / n FROM (VALUES (0.3::float8)) AS v (n);

-- rounded to 8 decimals, half away from zero
SELECT '0.00000001 CNY/card'::rent_rate * 0.5 AS half, '-0.00000001 CNY/card'::rent_rate / 2 AS minus_half, '0.00000001 CNY/card'::rent_rate * 0.4999 AS less,
	   '1 CNY/card'::rent_rate / 3 AS third, '-2 CNY/card'::rent_rate / 3 AS two_thirds;

-- ---- aggregates ----

SELECT sum(v), avg(v), min(v), max(v), count(v) FROM (VALUES ('2.9 CNY/card/hour'::rent_rate), ('0.8 CNY/card/hour'), (NULL), ('0.5 CNY/card/hour')) AS t (v);
SELECT sum(v), avg(v), min(v), max(v) FROM r WHERE false;
SELECT unit(v), period(v), sum(v), avg(v) FROM (VALUES ('1 CNY/card/hour'::rent_rate), ('2 CNY/card/hour'), ('3 CNY/card'), ('4 CNY/card')) AS t (v) GROUP BY 1, 2 ORDER BY 1, 2;
SELECT avg(v) FROM (VALUES ('92233720368.54775807 CNY/card'::rent_rate), ('92233720368.54775807 CNY/card'), ('92233720368.54775805 CNY/card')) AS t (v);
SELECT avg(v) FROM (VALUES ('-0.00000001 CNY/card'::rent_rate), ('0 CNY/card')) AS t (v);
SELECT i, v, sum(v) OVER w, avg(v) OVER w, min(v) OVER w, max(v) OVER w
FROM (SELECT i, CASE WHEN i % 4 <> 0 THEN (i * i || ' CNY/card/hour')::rent_rate END AS v FROM generate_series(1, 8) AS i) AS t
WINDOW w AS (ORDER BY i ROWS BETWEEN 1 PRECEDING AND CURRENT ROW);
SELECT rent_rate_avg(rent_rate_avg_combine(a, b)) AS ab, rent_rate_avg(rent_rate_avg_combine(b, a)) AS ba,
	   rent_rate_avg_combine(a, '{0,0,0,0}') = a AS right_empty, rent_rate_avg_combine('{0,0,0,0}', a) = a AS left_empty, rent_rate_avg('{0,0,0,0}') AS none
FROM (SELECT rent_rate_avg_accum('{0,0,0,0}', '1 CNY/card') AS a,
			 rent_rate_avg_accum(rent_rate_avg_accum('{0,0,0,0}', '-2 CNY/card'), '7 CNY/card') AS b) AS s;

CREATE TABLE rent_rate_many (g int, v rent_rate);
INSERT INTO rent_rate_many SELECT i % 3, (i || ' CNY/card/hour')::rent_rate FROM generate_series(1, 20000) AS i;
ANALYZE rent_rate_many;
BEGIN;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
SELECT pg_temp.nodes('SELECT sum(v), avg(v), min(v), max(v) FROM rent_rate_many') AS plan;
SELECT g, sum(v), avg(v), min(v), max(v), count(*) FROM rent_rate_many GROUP BY g ORDER BY g;
COMMIT;
SELECT g, sum(v), avg(v), min(v), max(v), count(*) FROM rent_rate_many GROUP BY g ORDER BY g;
DROP TABLE rent_rate_many;

-- ---- parts ----

SELECT v, amount(v), currency(v), unit(v), unit_number_format(v) AS format, period(v), tax_basis(v), tax_rate(v)
FROM (VALUES ('15.1 CNY/card/hour'::rent_rate), ('98000 USD/P fp16 sparse/year incl 6%'), ('100000 EUR/server excl 19.25%'), ('-0.5 JPY/kW/month incl 0%'), (NULL)) AS t (v);
SELECT amount('15.10 CNY/card/hour'), currency('$1/card'), unit('1元/台'), unit_number_format('1 CNY/P fp8'), period('1元/卡/季'), tax_basis('1 CNY/card incl 6%'), tax_rate('1 CNY/card incl 6%');

-- ---- tax ----

SELECT v, net(v), gross(v), net(gross(v)) = net(v) AS back FROM (VALUES ('120000 CNY/P/year incl 6%'::rent_rate), ('100 CNY/card/hour excl 13%'), ('1 CNY/card incl 6%'), ('-1 CNY/card incl 6%'),
	('1 CNY/card excl 0.0001%'), ('100 CNY/card incl 100%'), ('5 CNY/card incl 0%'), (NULL)) AS t (v);
SELECT set_tax('100 CNY/card', 'incl 6%') AS stated, set_tax('100 CNY/card incl 6%', '不含税13%') AS restated, set_tax('100 CNY/card incl 6%', NULL) AS cleared, set_tax(NULL, 'incl 6%') AS none;

-- ---- per another period: by hours, 8,760 or as many as stated a year ----

SELECT target, per('8760 CNY/card/year', target), per('12 CNY/card/hour', target), per('12 CNY/card/month', target), per('366 CNY/card/year', target, 8784) AS leap_year, per('0.001 USD/card/second', target) AS of_a_second, per('0.06 USD/card/minute', target) AS of_a_minute
FROM unnest(ARRAY['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year']) AS target;
SELECT per('1.5 USD/card/hour', 'month') AS "730 hours", per('133400 CNY/server/month', 'year') AS a_year, per('120000 CNY/P/year incl 6%', '小时') AS keeps_its_tax,
	   per('1 CNY/card/hour', 'year', 8765.82) AS mean_year, per('-1 CNY/card/day', 'h') AS minus, per('7.3 CNY/card/month', 'hour', 8760.0::numeric) AS numeric;

-- ---- per another unit: by a factor, or by a capacity ----

SELECT per('133400 CNY/server/month', 'card', 8) AS cards, per(per('133400 CNY/server/month', 'card', 8), 'hour') AS card_hours, per('10 CNY/card/month', 'rack', 0.025) AS racks,
	   per('15.1 CNY/card/hour', 'GPU') AS same, per('15.1 CNY/card/hour', 'card', 1) AS also, per('100 CNY/P/year', 'P fp16', 1) AS stated, per('100 CNY/P fp16/year', 'P fp16 sparse', 2) AS sparse;
SELECT per('1650000 CNY/server/year', 'P', '16 P') AS per_p, per('100 CNY/P/year', 'card', '0.312 P') AS per_card, per('1650000 CNY/server/year', 'P', '16 P fp8') AS format_of_capacity,
	   per('100 CNY/P fp16/year', 'card', '0.312 P fp16') AS same_format, per('100 CNY/card/year', 'P fp16', '0.312 P fp16') AS also;
SELECT per(NULL, 'card', 8) AS no_rate, per('1 CNY/card', NULL) AS no_target, per('1 CNY/server', 'card', NULL::numeric) AS no_factor, per('1 CNY/server', 'P', NULL) AS no_capacity;

-- ---- what is refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT 'casts', count(*) FROM pg_cast WHERE 'rent_rate'::regtype IN (castsource, casttarget);
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT 15.1::rent_rate$$,
$$SELECT '15.1 CNY/card/hour'::rent_rate + 1$$,
-- unlike rates
$$SELECT '1 CNY/card/hour'::rent_rate + '1 USD/card/hour'$$,
$$SELECT '1 CNY/card/hour'::rent_rate - '1 CNY/server/hour'$$,
$$SELECT '1 CNY/P/year'::rent_rate + '1 CNY/P fp16/year'$$,
$$SELECT '1 CNY/card/hour'::rent_rate / '1 CNY/card/month'$$,
$$SELECT '1 CNY/card/hour'::rent_rate / '1 CNY/card'$$,
$$SELECT '1 CNY/card/hour incl 6%'::rent_rate + '1 CNY/card/hour'$$,
$$SELECT '1 CNY/card/hour incl 6%'::rent_rate - '1 CNY/card/hour excl 13%'$$,
$$SELECT sum(v) FROM (VALUES ('1 CNY/card/hour'::rent_rate), ('1 CNY/card/day')) AS t (v)$$,
$$SELECT avg(v) FROM (VALUES ('1 CNY/card/hour'::rent_rate), ('1 USD/card/hour')) AS t (v)$$,
-- out of range
$$SELECT '92233720368.54775807 CNY/card'::rent_rate + '0.00000001 CNY/card'$$,
$$SELECT '-92233720368.54775807 CNY/card'::rent_rate - '0.00000001 CNY/card'$$,
$$SELECT '-92233720368.54775807 CNY/card'::rent_rate + '-92233720368.54775807 CNY/card'$$,
$$SELECT '92233720368.54775807 CNY/card'::rent_rate * 2$$,
$$SELECT 1e20 * '1 CNY/card'::rent_rate$$,
$$SELECT '1 CNY/card'::rent_rate / 1e-20::float8$$,
$$SELECT '1 CNY/card'::rent_rate * 9223372036854775807$$,
$$SELECT gross('92233720368 CNY/card excl 6%')$$,
$$SELECT per('92233720368 CNY/card/hour', 'year')$$,
$$SELECT per('92233720368 CNY/server', 'card', 0.5)$$,
$$SELECT per('92233720368 CNY/P', 'server', '2 P')$$,
$$SELECT per('92233720368 CNY/card', 'P', '0.5 P')$$,
-- zero, NaN, infinity
$$SELECT '1 CNY/card'::rent_rate / 0$$,
$$SELECT '1 CNY/card'::rent_rate / 0::numeric$$,
$$SELECT '1 CNY/card'::rent_rate / 0::float8$$,
$$SELECT '1 CNY/card'::rent_rate / '0 CNY/card'$$,
$$SELECT '1 CNY/card'::rent_rate * 'NaN'::numeric$$,
$$SELECT '1 CNY/card'::rent_rate * 'Infinity'::float8$$,
$$SELECT '1 CNY/card'::rent_rate / '-Infinity'::float4$$,
-- tax
$$SELECT net('1 CNY/card')$$,
$$SELECT gross('1 CNY/card')$$,
$$SELECT set_tax('1 CNY/card', 'incl')$$,
$$SELECT set_tax('1 CNY/card', '6%')$$,
$$SELECT set_tax('1 CNY/card', 'incl 101%')$$,
$$SELECT set_tax('1 CNY/card', 'incl 6% and more')$$,
$$SELECT set_tax('1 CNY/card', '')$$,
-- per
$$SELECT per('100000 CNY/card', 'hour')$$,
$$SELECT per('1 CNY/card/hour', 'fortnight')$$,
$$SELECT per('1 CNY/card/hour', '')$$,
$$SELECT per('1 CNY/card/hour', 'P sparse')$$,
$$SELECT per('1 CNY/card/hour', repeat('x', 1000000))$$,
$$SELECT per('1 CNY/server/hour', 'card')$$,
$$SELECT per('1 CNY/server/hour', 'card', 0)$$,
$$SELECT per('1 CNY/server/hour', 'card', -8)$$,
$$SELECT per('1 CNY/server/hour', 'card', 'NaN'::numeric)$$,
$$SELECT per('1 CNY/server/hour', 'card', 'Infinity'::numeric)$$,
$$SELECT per('1 CNY/card/hour', 'card', 8)$$,
$$SELECT per('1 CNY/card/hour', 'day', 0)$$,
$$SELECT per('1 CNY/card/hour', 'year', 'Infinity'::numeric)$$,
$$SELECT per('1 CNY/card/hour', 'year', 1e7)$$,
$$SELECT per('1 CNY/server/hour', 'card', '8')$$,
$$SELECT per('1 CNY/server/hour', 'card', '8 P')$$,
$$SELECT per('1 CNY/P/hour', 'P fp16', '8 P fp16')$$,
$$SELECT per('1 CNY/P/hour', 'day', '8 P')$$,
$$SELECT per('1 CNY/P/hour', 'card', '0 P')$$,
$$SELECT per('1 CNY/P/hour', 'card', '-1 P')$$,
$$SELECT per('1 CNY/P/hour', 'card', '0.312 P fp16')$$,
$$SELECT per('1 CNY/P fp8/hour', 'card', '0.312 P fp16')$$,
$$SELECT per('1 CNY/card/hour', 'P fp8', '0.312 P fp16')$$,
-- states of an average that are none
$$SELECT rent_rate_avg_accum('{0,0,0}', '1 CNY/card')$$,
$$SELECT rent_rate_avg_combine('{1,1,0,1}', '{1,2,0,1}')$$,
$$SELECT rent_rate_avg('{1,0,0,1}')$$
]) AS statement;

-- in another currency: the rate of exchange is what one unit of its own costs there
SELECT to_currency('2 USD/card/hour', 'CNY', 7.1), to_currency('120000 CNY/P/year incl 6%', 'usd', 0.14), to_currency('1 USD/card/hour', 'JPY', 155.123456789),
	   to_currency('7.1 CNY/card/hour', 'CNY', 1), to_currency(NULL, 'CNY', 7.1) IS NULL AS unknown;
SELECT to_currency('2 USD/card/hour', 'RMB', 7.1);
SELECT to_currency('2 USD/card/hour', 'CN', 7.1);
-- through how many functions in SQL an error came is told otherwise by other versions
\set SHOW_CONTEXT never
SELECT to_currency('2 USD/card/hour', 'CNY', 0);
SELECT to_currency('2 USD/card/hour', 'CNY', 'NaN');
\set SHOW_CONTEXT errors
SELECT to_currency('2 USD/card/hour', 'USD', 7.1);
SELECT to_currency('90000000000 USD/card/hour', 'CNY', 7.1);
SELECT convert('GPU', 'UTF8', 'LATIN1');

-- decimals of a currency: its minor unit
SELECT minor_unit('CNY') AS cny, minor_unit('jpy') AS jpy, minor_unit('KWD'::varchar) AS kwd, minor_unit(currency('1 USD/card/hour'::rent_rate)) AS of_a_rate, minor_unit(NULL) IS NULL AS unknown;
SELECT minor_unit('RMB');
SELECT minor_unit('');
