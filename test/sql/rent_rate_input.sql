-- What rent_rate's input refuses, and with which words: text and binary.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set helpers :abs_srcdir '/binary.psql'
\i :helpers
\set ECHO all
\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '

-- ---- text ----

SELECT quote_literal(text), pg_temp.refused(format('SELECT %L::rent_rate', text)) FROM unnest(ARRAY[
-- nothing, or nothing but a number
'', '   ', '15.1', '-15.1', '1e5', '13.34万', '15.1 million',
-- no number
'CNY', 'CNY/card/hour', 'card', '/', '-', 'CNY -/card', 'CNY fifteen/card', '十五元/卡', 'free', '面议',
'NaN', 'NaN CNY/card/hour', 'CNY inf/card', '-Infinity CNY/card', '$NaN/card',
-- malformed numbers
'15,1 CNY/card/hour', 'CNY 1,23,456/card', '0,5 CNY/card', '1.2.3 CNY/card', '1..2 CNY/card', '1 000 CNY/card', '1_000 CNY/card', '0x10 CNY/card', '-CNY -5/card', '--5 CNY/card',
-- no, unknown or several currencies
'15.1/card/hour', '15.1 /card/hour', '15.1 per card', '15.1 XXX/card/hour', '15.1 RNB/card/hour', 'ABC 15.1/card/hour', '15.1 C/card', '15.1 CNYUSD/card', '15.1 ₿/card', '15.1块钱/卡',
'$15.1 CNY/card', 'CNY 15.1 USD/card', '￥15.1美元/卡', '15.1 CNY CNY/card',
-- no or unknown unit
'15.1 CNY', '15.1元', '15.1 CNY/', '15.1 CNY per', '15.1 CNY/hour', '15.1元/小时', '15.1 CNY card', '15.1 CNY/widget/hour', '15.1 CNY/cardx', '15.1 CNY/GPUd', '0.65 CNY/kWhx', '15.1 CNY/8 cards', '15.1 CNY//card',
'15.1 CNY/T/year', '15.1 CNY/TFLOPS/hour', '15.1元/辆/月', '15.1元/元', '15.1 CNY/CNY', '15.1 CNY/%',
-- no or unknown period
'15.1 CNY/card/', '15.1 CNY/card per', '15.1 CNY/card/fortnight', '15.1 CNY/card/m', '15.1 CNY/GPUh/hour', '15.1 CNY/card/2 hours', '15.1 CNY/card//hour', '15.1 CNY/card/hour/day', '15.1 CNY/card hourly',
'15.1元/卡/世纪', '15.1 CNY/card/card', '15.1 CNY/hour/hour',
-- number formats
'15.1 CNY/P fp17/year', '15.1 CNY/P (fp17)/year', '15.1 CNY/P sparse/year', '15.1 CNY/P fp16 fp8/year', '15.1 CNY/card fp16/hour', '15.1 CNY/P/year fp16',
-- tax
'15.1 CNY/card incl', '15.1 CNY/card/hour including', '15.1元/卡/小时 含税', '15.1元/卡/小时（不含税）', '15.1 CNY/card incl VAT', '15.1 CNY/card incl 6', '15.1 CNY/card incl 0.06', '15.1 CNY/card incl six%',
'15.1 CNY/card incl -6%', '15.1 CNY/card incl +6%', '15.1 CNY/card incl 6,5%', '15.1 CNY/card incl NaN%', '15.1 CNY/card 6%', '15.1 CNY/card tax 6%', '15.1 CNY/card incl 6% excl 13%',
'15.1 CNY/card (incl 6%', '15.1 CNY/card incl 6%)', '15.1 CNY/card incl 6% /hour', '15.1 CNY/card incl 100.0001%', '15.1 CNY/card incl 1e30%', '15.1 CNY/card incl 6.00001%', '15.1 CNY/card incl 1e-30%',
-- something else
'15.1 CNY/card/hour;', '15.1 CNY/card/hour -- comment', '15.1 CNY/card/hour'' OR 1=1', '15.1 CNY/card/hour 😀', E'15.1 CNY/card/hour\x01', E'\ufeff15.1 CNY/card', '15.1 CNY/card/hour x 8', '8 x 15.1 CNY/card',
-- too fine, too large
'1.123456789 CNY/card', '0.000000001 CNY/card', '1e-9 CNY/card', '1e-400 CNY/card', '0.1234567890123456789012345678901234567890 CNY/card',
'92233720368.54775808 CNY/card', '-92233720368.54775808 CNY/card', '1e11 CNY/card', '1e400 CNY/card', '99999999999999999999999999999999999999999999 CNY/card', '923亿元/台', '1万亿元/台'
]) AS text;

-- huge: refused at once and said in a line
SELECT left(quote_literal(text), 20), length(text), pg_temp.refused(format('SELECT %L::rent_rate', text)) FROM unnest(ARRAY[
repeat('9', 1000000) || ' CNY/card', repeat('x', 1000000), repeat('元', 1000000), '15.1 CNY/card' || repeat('/hour', 200000), '15.1 CNY/' || repeat('x', 230), '15.1 CNY/card' || repeat(' ', 230) || 'x'
]) AS text;
SELECT (repeat(' ', 1000000) || '15.1 CNY/card/hour' || repeat(E'\n', 1000000))::rent_rate;

-- a word at fault is counted in characters, whatever stands before it
SELECT pg_temp.refused(format('SELECT %L::rent_rate', text)) FROM unnest(ARRAY['１３．３４萬元／輛／月', '  ￥１５．１／卡／世紀']) AS text;

-- ---- where text comes from elsewhere ----

CREATE TYPE pg_temp.rate_row AS (v rent_rate);
SELECT pg_temp.refused($$SELECT v FROM json_populate_record(NULL::pg_temp.rate_row, '{"v": 15.1}')$$);
SELECT pg_temp.refused($$SELECT '{15.1 CNY/card,15.1}'::rent_rate[]$$);
CREATE TEMP TABLE t (v rent_rate);
COPY t FROM stdin;
15.1 CNY/card/hour
15.1
\.
SELECT count(*) AS nothing_was_loaded FROM t;
INSERT INTO t VALUES (15.1);

-- ---- soft errors: the same words without an error ----

SELECT text, pg_temp.soft(text, 'rent_rate') FROM unnest(ARRAY['15.1 CNY/card/hour', '15.1', '15.1 XXX/card', '15.1 CNY/widget', '15.1 CNY/card/', '15.1 CNY/card incl', '1e-9 CNY/card', '1e30 CNY/card', '1 CNY/card incl 101%']) AS text;

-- ---- binary ----

SELECT pg_temp.received('rent_rate', rent_rate_send(v)) FROM (VALUES ('15.1 CNY/card/hour'::rent_rate), ('-92233720368.54775807 USD/P fp4 sparse/year excl 99.9999%'), ('0 JPY/lease')) AS t (v);
SELECT what, pg_temp.received('rent_rate', bytes) FROM (VALUES
	('nothing', ''::bytea),
	('truncated', '\x000000005a0114800dd90100010000'),
	('overlong', '\x000000005a0114800dd901000100000000'),
	('amount one too small', '\x80000000000000000dd9010001000000'),
	('no currency', '\x000000005a0114800000010001000000'),
	('currency XXX', '\x000000005a0114806318010001000000'),
	('the unused bit', '\x000000005a0114808dd9010001000000'),
	('unit 0', '\x000000005a0114800dd9000001000000'),
	('unit 255', '\x000000005a0114800dd9ff0001000000'),
	('number format 255', '\x000000005a0114800dd903ff01000000'),
	('number format of a card', '\x000000005a0114800dd9010901000000'),
	('period 255', '\x000000005a0114800dd90100ff000000'),
	('tax basis 3', '\x000000005a0114800dd9010001c00000'),
	('tax rate of 100.0001 %', '\x000000005a0114800dd90100014f4241'),
	('tax rate of no basis', '\x000000005a0114800dd9010001000001')) AS v (what, bytes);
-- each bit of a good value flipped: refused, or another value that survives its text
SELECT count(*), count(*) FILTER (WHERE answer LIKE '22P03: %') AS refused,
	   count(*) FILTER (WHERE answer LIKE 'gives %' AND rent_rate_send(substr(answer, 7)::rent_rate) = flipped) AS another_value
FROM (SELECT flipped, pg_temp.received('rent_rate', flipped) AS answer
	  FROM (SELECT set_bit(rent_rate_send('120000 CNY/P fp16/year incl 6%'), i, 1 - get_bit(rent_rate_send('120000 CNY/P fp16/year incl 6%'), i)) AS flipped FROM generate_series(0, 127) AS i) AS f) AS a;
