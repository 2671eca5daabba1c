-- What rent(), term() and rent_schedule() refuse, and with which words.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all
\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SET timezone = 'UTC';

SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
-- time
$$SELECT rent('15.1 CNY/card/hour', 8, '(,2024-01-30)')$$,
$$SELECT rent('15.1 CNY/card/hour', 8, '[-infinity,2024-01-30)')$$,
$$SELECT rent('15.1 CNY/card/hour', 8, '(,)', '[2024-01-01,2024-02-01)')$$,
$$SELECT rent('15.1 CNY/card/hour', 8, '[2024-01-30,)')$$,
$$SELECT rent('15.1 CNY/card/hour', 8, '[2024-01-30,infinity)')$$,
$$SELECT rent('15.1 CNY/card/hour', 8, '[2024-01-30,)', '[2024-01-01,)')$$,
$$SELECT rent('15.1 CNY/card/hour', 8, '[infinity,)', '[2024-01-01,)')$$,
$$SELECT rent('15.1 CNY/card/hour', 8, '[2024-01-31,2024-01-30)')$$,
$$SELECT rent('1 CNY/card/year', 1, '[294276-06-01,294276-07-01)')$$,
$$SELECT rent('1 CNY/card/month', 1, '[294276-12-02,294276-12-03)', NULL, 'UTC', 'calendar')$$,
-- rates, quantities
$$SELECT rent('100000 CNY/card', 8, '[2024-01-01,2024-01-30)')$$,
$$SELECT rent('15.1 CNY/card/hour', '960 P', '[2024-01-01,2024-01-30)')$$,
$$SELECT rent('15.1 CNY/P/hour', '960 P fp16', '[2024-01-01,2024-01-30)')$$,
$$SELECT rent('15.1 CNY/P fp16/hour', '960 P', '[2024-01-01,2024-01-30)')$$,
$$SELECT rent('15.1 CNY/P fp16/hour', '960 P fp16 sparse', '[2024-01-01,2024-01-30)')$$,
$$SELECT rent('15.1 CNY/card/hour', 9223372036.854775808, '[2024-01-01,2024-01-30)')$$,
$$SELECT rent('15.1 CNY/card/hour', 9223372037, '[2024-01-01,2024-01-30)')$$,
$$SELECT rent('15.1 CNY/card/hour', -9223372037::int8, '[2024-01-01,2024-01-30)')$$,
$$SELECT rent('15.1 CNY/card/hour', 1e30::float8, '[2024-01-01,2024-01-30)')$$,
$$SELECT rent('15.1 CNY/card/hour', 1e100::numeric, '[2024-01-01,2024-01-30)')$$,
$$SELECT rent('15.1 CNY/card/hour', 'NaN'::numeric, '[2024-01-01,2024-01-30)')$$,
$$SELECT rent('15.1 CNY/card/hour', 'NaN'::float8, '[2024-01-01,2024-01-30)')$$,
$$SELECT rent('15.1 CNY/card/hour', '-Infinity'::numeric, '[2024-01-01,2024-01-30)')$$,
$$SELECT rent('15.1 CNY/card/hour', 'Infinity'::float8, '[2024-01-01,2024-01-30)')$$,
$$SELECT rent('92233720368 CNY/card/hour', 9223372036, '[0001-01-01,200000-01-01)')$$,
-- zones
$$SELECT rent('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', NULL, 'Asia/Shangai')$$,
$$SELECT rent('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', NULL, 'Asia/Shangai+8')$$,
$$SELECT rent('1 CNY/card/hour', 8, '[2024-01-01,2024-01-30)', NULL, 'CST')$$,
$$SELECT rent('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', NULL, 'PST')$$,
$$SELECT rent('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', NULL, 'CST-8')$$,
$$SELECT rent('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', NULL, 'cst-8cdt')$$,
$$SELECT rent('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', NULL, '<+08>-8')$$,
$$SELECT rent('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', NULL, '+08')$$,
$$SELECT rent('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', NULL, '+08:00')$$,
$$SELECT rent('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', NULL, 'localtime')$$,
$$SELECT rent('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', NULL, '../../etc/passwd')$$,
$$SELECT rent('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', NULL, '')$$,
$$SELECT rent('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', NULL, repeat('北京', 500000))$$,
$$SELECT rent('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', NULL, NULL)$$,
-- prorations, steps, scales
$$SELECT rent('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', NULL, 'UTC', '30/360')$$,
$$SELECT rent('1 CNY/card/hour', 8, '[2024-01-01,2024-01-30)', NULL, 'UTC', repeat('x', 1000000))$$,
$$SELECT rent('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', NULL, 'UTC', NULL)$$,
$$SELECT count(*) FROM rent_schedule('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', 'fortnight')$$,
$$SELECT count(*) FROM rent_schedule('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', NULL)$$,
$$SELECT count(*) FROM rent_schedule('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', scale => 13)$$,
$$SELECT count(*) FROM rent_schedule('1 CNY/card/month', 8, '[2024-01-01,2024-01-30)', scale => -2147483648)$$,
$$SELECT count(*) FROM rent_schedule('1 CNY/card/month', 8, '[2024-01-01,)')$$,
$$SELECT count(*) FROM rent_schedule('1 CNY/card/month', 8, '(,2024-01-01)')$$,
$$SELECT count(*) FROM explain_rent('1 CNY/card/month', 8, '[2024-01-01,)')$$,
-- terms
$$SELECT count(*) FROM rent_schedule('1 CNY/card/month', 8, '[2024-01-01,)', within => '[2024-01-01,)')$$,
$$SELECT count(*) FROM rent_schedule('1 CNY/card/month', 8, '[2024-01-01,2024-02-01)', cut => 'month')$$,
$$SELECT count(*) FROM rent_schedule('1 CNY/card/month', 8, '[2024-01-01,2024-02-01)', cut => NULL)$$,
$$SELECT rent('1 CNY/card/month', 8, term(NULL, '2024-04-30'))$$,
$$SELECT term('2024-01-02', '2024-01-01')$$,
$$SELECT term('2024-01-01', '-infinity')$$,
$$SELECT term(NULL, '-infinity')$$,
$$SELECT term('infinity', 'infinity')$$,
$$SELECT term('infinity', NULL)$$,
$$SELECT term('5874897-12-31', '5874897-12-31')$$,
$$SELECT term('2024-01-01', '294276-12-31')$$,
$$SELECT term('2024-01-01', '2024-01-01', NULL)$$,
$$SELECT term('2024-01-01', '2024-01-01', 'CST')$$
]) AS statement;

-- a long schedule answers a cancel
\set VERBOSITY terse
SET statement_timeout = '200ms';
SELECT count(*) FROM rent_schedule('1 CNY/card/hour', 1, '[0001-01-01, 200000-01-01)', 'hour');
RESET statement_timeout;
