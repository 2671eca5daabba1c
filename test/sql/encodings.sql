-- Both types in databases of other encodings: Chinese input where the encoding has
-- the characters, a clean refusal of bytes that are none.
\getenv abs_srcdir PG_ABS_SRCDIR
SELECT current_database() AS home
\gset
\set helpers :abs_srcdir '/refused.psql'

CREATE DATABASE gpurent_sql_ascii TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C';
CREATE DATABASE gpurent_euc_cn TEMPLATE template0 ENCODING 'EUC_CN' LC_COLLATE 'C' LC_CTYPE 'C';
CREATE DATABASE gpurent_latin1 TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C';
\set ECHO none
\c gpurent_sql_ascii
\set ECHO all

-- ---- SQL_ASCII: any bytes may come; those of UTF-8 are read ----

CREATE EXTENSION gpurent;
\set ECHO none
\i :helpers
\set ECHO all
\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT '960P算力'::p_capacity, '15.1元/卡/小时'::rent_rate, '１２萬元／Ｐ／年（含稅６％）'::rent_rate, '960 P'::p_capacity;
SELECT amount_text(1600800, '万元'), amount_text(1600800, '元'), amount_text(1600800, 'CNY'), pg_temp.refused(format('SELECT amount_text(1, %L)', E'\xd4\xaa'));
SELECT pg_temp.refused(format('SELECT %L::p_capacity', text)) FROM unnest(ARRAY['960 公斤', repeat('算', 100), E'960 P\xff', E'\xb2\xee', E'960 P\xe7\xae', E'960 \xed\xa0\x80P', E'960 P\xc0\xa0', repeat(E'\xff', 100)]) AS text;
SELECT pg_temp.refused(format('SELECT %L::rent_rate', text)) FROM unnest(ARRAY['15.1元/辆', E'15.1 CNY/card\xff', E'\xff\xfe1', E'15.1\xd4\xaa/\xbf\xa8']) AS text;
SELECT pg_temp.refused(format('SELECT set_number_format(%L, %L)', '1 P', E'fp\xff'));
SELECT pg_temp.refused(format('SELECT set_tax(%L, %L)', '1 CNY/card', E'incl 6%\xff'));
SELECT pg_temp.refused(format('SELECT per(%L, %L)', '1 CNY/card/hour', E'd\xff'));
\set ECHO none
\c gpurent_euc_cn
\set ECHO all

-- ---- EUC_CN: converted ----

SET client_encoding = 'UTF8';
CREATE EXTENSION gpurent;
\set ECHO none
\i :helpers
\set ECHO all
SELECT '960P算力'::p_capacity, '15.1元/卡/小时'::rent_rate, '１２万元／Ｐ／年（含税６％）'::rent_rate, per('8760元/卡/年', '小时'), set_tax('1元/卡', '不含税13%');
SELECT amount_text(1600800, '万元'), amount_text(1600800, '元'), amount_text(345600000, '元'), amount_text(1600800, 'CNY'), pg_temp.refused('SELECT amount_text(1, ''台'')');
SELECT pg_temp.refused(format('SELECT %L::p_capacity', text)) FROM unnest(ARRAY['　９６０　公斤', repeat('算', 100)]) AS text;
SELECT pg_temp.refused(format('SELECT %L::rent_rate', text)) FROM unnest(ARRAY['１５．１元／辆']) AS text;
SELECT pg_temp.refused(format('SELECT per(%L, %L)', '1 CNY/card/hour', '世纪'));
SELECT period_start, amount FROM rent_schedule('1元/卡/小时', 1, '[2024-01-31 00:00Z,2024-02-02 00:00Z)', '月');
SELECT pg_temp.refused(format('SELECT rent_schedule(%L, 1, %L, %L)', '1 CNY/card/hour', '[2024-01-31,2024-02-02)', '世纪'));
\set ECHO none
\c gpurent_latin1
\set ECHO all

-- ---- LATIN1: has the pound and the yen sign ----

SET client_encoding = 'UTF8';
CREATE EXTENSION gpurent;
\set ECHO none
\i :helpers
\set ECHO all
SELECT amount_text(1600800, '£'), amount_text(1600800, '¥', 1), amount_text(1600800, 'm £'), pg_temp.refused('SELECT amount_text(1, ''é'')');
SELECT '£5/kW/yr'::rent_rate, '¥5·card'::rent_rate, '-¥5/card'::rent_rate;
SELECT pg_temp.refused(format('SELECT %L::p_capacity', text)) FROM unnest(ARRAY['960 é', repeat('é', 100)]) AS text;
\set ECHO none
\c :home
\set ECHO all
DROP DATABASE gpurent_sql_ascii;
DROP DATABASE gpurent_euc_cn;
DROP DATABASE gpurent_latin1;
