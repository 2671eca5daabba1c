-- amount_text(): amounts in 万元 and 亿元, in thousands, millions and billions.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all

-- units as they are said
SELECT unit, amount_text(345600000, unit), amount_text(-1234.5, unit, 4), amount_text(0, unit, 0)
FROM unnest(ARRAY['万元', '亿元', '万', '亿', '百万元', '千元', '万亿元', '萬元', '億港元', '万美元', ' 万元 ', '万 元', 'k', 'm', 'mn', 'bn', 'tn', 'M', 'thousand', 'million', 'billion', 'trillion', 'k CNY', 'm USD', 'bn usd', 'million CNY', 'million$']) WITH ORDINALITY AS u (unit, i) ORDER BY i;
-- a currency alone: the largest magnitude that the amount reaches, once rounded
SELECT amount, amount_text(amount, '元'), amount_text(amount, 'CNY'), amount_text(amount, '美元', 0), amount_text(amount, 'USD', 1), amount_text(amount, '元', 4)
FROM unnest('{0, 0.004, -0.004, 0.005, -0.005, 1, 999.994, 999.995, 1000, 4999.99, 5000, 9949.99, 9950, 9999.94999, 9999.95, 10000, -10000, 999994, 999995, 999999.5, 99994999, 99995000, 99999999.99, 100000000, 1600800, 326037735.85, 19562264.15, 999994999999, 999995000000, 1234567890123456, -1e24}'::numeric[]) WITH ORDINALITY AS a (amount, i) ORDER BY i;
SELECT unit, amount_text(1600800, unit) FROM unnest(ARRAY['$', '¥', '€', 'HK$', '人民币', '日元', 'jpy', 'RMB']) WITH ORDINALITY AS u (unit, i) ORDER BY i;
-- so many decimals, always; half away from zero, once
SELECT scale, amount_text(12345678.000000000005, '万元', scale), amount_text(-12345678.5, 'm', scale), amount_text(5, '元', scale) FROM generate_series(0, 12) AS scale;
-- every kind of number
SELECT amount_text(1600800::int, '万元'), amount_text(1600800::bigint, '万元'), amount_text(1600800.00, '万元'), amount_text(0.1::float8, 'CNY', 12), amount_text(1600800::float8, '万元', 3::smallint), amount_text(amount => 5, unit => '元');
SELECT amount_text(NULL::numeric, '元') IS NULL AS no_amount, amount_text(1, NULL) IS NULL AS no_unit, amount_text(NULL::float8, '元') IS NULL AS no_float8;
-- what it writes in a unit that is read, is read as the rounded amount
SELECT count(*), bool_and(amount((amount_text(a, unit, 4) || '/台')::rent_rate) = round(a, 4 - power)) AS read_back
FROM (VALUES ('万元', 4), ('亿元', 8), ('万美元', 4), ('千元', 3), ('百万元', 6), ('k CNY', 3), ('million CNY', 6), ('billion CNY', 9), ('m CNY', 6), ('bn USD', 9), ('tn JPY', 12)) AS u (unit, power), unnest('{0, 1, 1.5, 15100, 133400, 1600000, -133400.5, 99999999.99, 12345678901.23}'::numeric[]) AS a;

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT amount_text(1, '')$$, $$SELECT amount_text(1, '  ')$$, $$SELECT amount_text(1, '台')$$, $$SELECT amount_text(1, 'x')$$, $$SELECT amount_text(1, 'km')$$, $$SELECT amount_text(1, 'mCNY')$$, $$SELECT amount_text(1, 'CNY m')$$, $$SELECT amount_text(1, '万元/台')$$, $$SELECT amount_text(1, '万万元')$$, $$SELECT amount_text(1, repeat('万', 200))$$,
$$SELECT amount_text('NaN'::numeric, '元')$$, $$SELECT amount_text('infinity'::numeric, '元')$$, $$SELECT amount_text('NaN'::float8, '元')$$, $$SELECT amount_text(1.1e24, '元')$$, $$SELECT amount_text(9007199254740993::float8, '元')$$,
$$SELECT amount_text(1, '元', 13)$$, $$SELECT amount_text(1, '元', -1)$$, $$SELECT amount_text(1, '元', NULL)$$, $$SELECT amount_text(1, '元', 5000000000)$$
]) AS statement;
