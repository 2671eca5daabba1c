-- The tables leases, pools and terms from leases_csv, pools_csv, rates_csv and
-- prices_csv, which hold the files' text and line numbers.  What is not what its
-- column should hold goes into "problem", where rows are already that are none, all of it; what was taken otherwise than it
-- stands there, or may be meant otherwise, into "note".
-- Variables: own_leases (else leases and pools are there already), semicolons (of
-- which files, as 'LEASES POOLS'), rate and price, empty where there is a file.

CREATE TABLE note (n int GENERATED ALWAYS AS IDENTITY, what text);

-- What people write for spaces, digits and signs of full width.
CREATE FUNCTION plain_text(value text) RETURNS text
LANGUAGE sql IMMUTABLE AS
$$ SELECT nullif(trim(translate(value, '０１２３４５６７８９：，．／－' || U&'\3000\00A0\FEFF', '0123456789:,./-  ')), '') $$;

-- "1,024", 8卡, 0.5 cards; in a file of semicolons 0,5 too.  NULL for what is none, or could be two.
CREATE FUNCTION read_number(value text, semicolons boolean) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE AS
$$
DECLARE
  v text := regexp_replace(plain_text(value), '\s*(张卡|块卡|卡|张|块|个|gpus?|cards?)$', '', 'i');
BEGIN
  IF semicolons AND v ~ '^[-+]?\d{1,3},\d{3}$' THEN
    RETURN NULL;
  ELSIF v ~ '^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$' THEN
    v := replace(v, ',', '');
  ELSIF semicolons AND v ~ '^[-+]?(\d+|\d{1,3}(\.\d{3})+),\d+$' THEN
    v := replace(replace(v, '.', ''), ',', '.');
  END IF;
  RETURN CASE WHEN v ~ '^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?$' THEN v::numeric END;
EXCEPTION WHEN data_exception THEN
  RETURN NULL;
END
$$;

-- 2024-01-31 08:30, 2024/1/31, 2024年1月31日 8时30分, 31.01.2024.  NULL for what is none, or could
-- be two, such as 1/2/2024.
CREATE FUNCTION read_time(value text) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS
$$
DECLARE
  v text := plain_text(value);
  time timestamptz;
BEGIN
  v := regexp_replace(v, '^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]\s*', '\1-\2-\3 ');
  v := regexp_replace(v, '(\d{1,2})\s*[时点]\s*(\d{1,2})\s*分\s*(\d{1,2})\s*秒', '\1:\2:\3');
  v := regexp_replace(v, '(\d{1,2})\s*[时点]\s*(\d{1,2})\s*分?', '\1:\2');
  v := regexp_replace(v, '(\d{1,2})\s*[时点]', '\1:00');
  v := regexp_replace(v, '^(\d{1,2})\.(\d{1,2})\.(\d{4})\M', '\3-\2-\1');
  v := regexp_replace(v, '^(\d{4})\.(\d{1,2})\.(\d{1,2})\M', '\1-\2-\3');
  IF v !~ '^\d{4}[-/]\d{1,2}[-/]\d{1,2}(\M|[Tt]\d)' AND v !~ '^\d{8}(\M|[Tt]\d)' THEN
    RETURN NULL;
  END IF;
  time := v::timestamptz;
  RETURN CASE WHEN isfinite(time) THEN time END;
EXCEPTION WHEN data_exception THEN
  RETURN NULL;
END
$$;

CREATE FUNCTION castable(value text, type text) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SELECT %L::%s', value, type);
  RETURN true;
EXCEPTION WHEN others THEN
  RETURN false;
END
$$;

\set number_forms 'is not a number of cards: write 8, 0.5 or "1,024"'
\set time_forms 'is not a time: write 2024-01-31, 2024-01-31 08:30, 2024/1/31, 2024年1月31日 or 31.01.2024'

\if :own_leases

-- ---- leases --------------------------------------------------------------------

-- Rows of empty fields, with which spreadsheets end
DELETE FROM leases_csv WHERE coalesce(plain_text(lease_id), plain_text(pool), plain_text(customer), plain_text(gpus),
                                      plain_text(started_at), plain_text(ended_at), plain_text(state)) IS NULL;
DELETE FROM pools_csv WHERE coalesce(plain_text(pool), plain_text(gpus), plain_text(gpu_model)) IS NULL;

CREATE TEMP TABLE lease_read AS
SELECT line, plain_text(lease_id) AS lease_id, coalesce(plain_text(pool), '(no pool)') AS pool, customer, state,
       gpus AS gpus_text, trunc(read_number(gpus, 'LEASES' = ANY (string_to_array(:'semicolons', ' '))), 9) AS gpus,
       plain_text(started_at) AS started_text, read_time(started_at) AS started_at,
       plain_text(ended_at) AS ended_text, read_time(ended_at) AS ended_at
FROM leases_csv;

INSERT INTO problem SELECT 'LEASES', line, format('gpus "%s" %s', gpus_text, :'number_forms') FROM lease_read WHERE gpus IS NULL OR gpus < 0;
INSERT INTO problem SELECT 'LEASES', line, format('started_at "%s" %s', started_text, :'time_forms') FROM lease_read WHERE started_text IS NOT NULL AND started_at IS NULL;
INSERT INTO problem SELECT 'LEASES', line, format('ended_at "%s" %s; a lease still running has none', ended_text, :'time_forms') FROM lease_read WHERE ended_text IS NOT NULL AND ended_at IS NULL;
INSERT INTO problem SELECT 'LEASES', line, format('started_at "%s" is not of these decades: a lease that has not started has none', started_text)
FROM lease_read WHERE started_at NOT BETWEEN '1980-01-01' AND '2200-01-01';
INSERT INTO problem SELECT 'LEASES', line, format('ended_at "%s" is before started_at "%s"', ended_text, started_text) FROM lease_read WHERE ended_at < started_at;
INSERT INTO problem SELECT 'LEASES', NULL, 'there are no leases in it' WHERE NOT EXISTS (SELECT FROM lease_read) AND NOT EXISTS (SELECT FROM problem WHERE file = 'LEASES');

-- A day centuries away stands for no end; the others are not billed up to then.
INSERT INTO note (what)
SELECT format('%s of an ended_at centuries away, which is taken as still running: %s', CASE count(*) WHEN 1 THEN '1 lease' ELSE count(*) || ' leases' END,
              string_agg(format('%s on line %s', ended_text, line), ', ' ORDER BY line) FILTER (WHERE n <= 5) || CASE WHEN count(*) > 5 THEN ', ...' ELSE '' END)
FROM (SELECT *, row_number() OVER (ORDER BY line) AS n FROM lease_read WHERE ended_at > '2200-01-01') AS far
HAVING count(*) > 0;
INSERT INTO note (what)
SELECT format('%s on several lines, each of which is billed: %s', CASE count(*) WHEN 1 THEN '1 lease_id is' ELSE count(*) || ' lease_ids are' END,
              string_agg(format('%s on lines %s', lease_id, lines), '; ' ORDER BY first) FILTER (WHERE n <= 5) || CASE WHEN count(*) > 5 THEN '; ...' ELSE '' END)
FROM (SELECT lease_id, min(line) AS first, string_agg(line::text, ', ' ORDER BY line) AS lines, row_number() OVER (ORDER BY min(line)) AS n
      FROM lease_read WHERE lease_id IS NOT NULL GROUP BY lease_id HAVING count(*) > 1) AS twice
HAVING count(*) > 0;

CREATE TABLE leases AS
SELECT lease_id, pool, customer, gpus, started_at, CASE WHEN ended_at <= '2200-01-01' THEN ended_at END AS ended_at, state
FROM lease_read ORDER BY line;

-- ---- pools ---------------------------------------------------------------------

CREATE TEMP TABLE pool_read AS
SELECT line, coalesce(plain_text(pool), '(no pool)') AS pool, plain_text(gpu_model) AS gpu_model, plain_text(gpus) AS gpus_text,
       read_number(gpus, 'POOLS' = ANY (string_to_array(:'semicolons', ' '))) AS gpus
FROM pools_csv;
INSERT INTO problem SELECT 'POOLS', line, format('gpus "%s" %s', gpus_text, :'number_forms') FROM pool_read WHERE gpus_text IS NOT NULL AND (gpus IS NULL OR gpus < 0);
INSERT INTO problem SELECT 'POOLS', line, format('pool "%s" is named on line %s too', pool, first)
FROM (SELECT *, min(line) OVER (PARTITION BY pool) AS first FROM pool_read) AS p WHERE line > first;
CREATE TABLE pools AS SELECT DISTINCT ON (pool) pool, gpus, gpu_model FROM pool_read ORDER BY pool, line;

INSERT INTO note (what)
SELECT format('%s in no line of POOLS, billed without utilization and payback: %s', CASE count(*) WHEN 1 THEN '1 pool is' ELSE count(*) || ' pools are' END,
              string_agg(format('%s (%s)', pool, CASE leases WHEN 1 THEN '1 lease' ELSE leases || ' leases' END), ', ' ORDER BY pool))
FROM (SELECT pool, count(*) AS leases FROM leases WHERE pool NOT IN (SELECT pool FROM pools) GROUP BY pool) AS unknown
WHERE EXISTS (SELECT FROM pools)
HAVING count(*) > 0;

DROP TABLE leases_csv, pools_csv;
\endif

-- ---- rates and prices ------------------------------------------------------------

-- Files, or a line for all models made of the variables
INSERT INTO rates_csv (gpu_model, rate) SELECT NULL, :'rate' WHERE :'rate' <> '';
INSERT INTO prices_csv (gpu_model, price) SELECT NULL, :'price' WHERE :'price' <> '';
CREATE TEMP TABLE model_term AS
SELECT 'RATE' AS file, CASE WHEN :'rate' = '' THEN line END AS line, plain_text(gpu_model) AS gpu_model, plain_text(rate) AS term FROM rates_csv WHERE coalesce(plain_text(gpu_model), plain_text(rate)) IS NOT NULL
UNION ALL
SELECT 'PRICE', CASE WHEN :'price' = '' THEN line END, plain_text(gpu_model), plain_text(price) FROM prices_csv WHERE coalesce(plain_text(gpu_model), plain_text(price)) IS NOT NULL;
INSERT INTO problem
SELECT file, line, CASE file WHEN 'RATE' THEN format('"%s" is not a rate: write it as 15.1 CNY/card/hour', term) ELSE format('"%s" is not a price: write it as 100000 CNY/card', term) END
FROM model_term WHERE term IS NULL OR NOT castable(term, 'rent_rate');
INSERT INTO problem
SELECT file, line, format('gpu_model "%s" is named on line %s too', gpu_model, first)
FROM (SELECT *, min(line) OVER (PARTITION BY file, gpu_model) AS first FROM model_term) AS t WHERE line > first;
CREATE TEMP TABLE model_rate AS
SELECT DISTINCT ON (file, gpu_model) file, line, gpu_model, CASE WHEN castable(term, 'rent_rate') THEN term::rent_rate END AS term FROM model_term ORDER BY file, gpu_model, line;

INSERT INTO problem SELECT file, line, format('"%s" is not per card: leases are counted in cards, as in %s', term, CASE file WHEN 'RATE' THEN '15.1 CNY/card/hour' ELSE '100000 CNY/card' END)
FROM model_rate WHERE unit(term) <> 'card';
INSERT INTO problem SELECT file, line, format('"%s" has no period, as in 15.1 CNY/card/hour', term) FROM model_rate WHERE file = 'RATE' AND unit(term) = 'card' AND period(term) IS NULL;
INSERT INTO problem SELECT file, line, format('"%s" has a period: a price is paid once, as in 100000 CNY/card', term) FROM model_rate WHERE file = 'PRICE' AND unit(term) = 'card' AND period(term) IS NOT NULL;
INSERT INTO problem
SELECT DISTINCT file, NULL::int, format('gpu_model %s of pool %s is in no line, and none has an empty gpu_model, which would be for all others', coalesce('"' || p.gpu_model || '"', '(none)'), p.pool)
FROM (SELECT pool, gpu_model FROM pools UNION SELECT pool, NULL FROM leases WHERE pool NOT IN (SELECT pool FROM pools)) AS p, unnest(ARRAY['RATE', 'PRICE']) AS f (file)
WHERE NOT EXISTS (SELECT FROM model_rate AS m WHERE m.file = f.file AND (m.gpu_model = p.gpu_model OR m.gpu_model IS NULL));
-- one sum of money each, and one by the other
INSERT INTO problem
SELECT min(file), NULL, format('%s and %s cannot be summed: currency and tax are to be the same for all models (in a lease book they may differ: doc/lease_book.md, your own leases)', min(term), max(term))
FROM model_rate GROUP BY file HAVING count(DISTINCT (currency(term), tax_basis(term), tax_rate(term))) > 1;
INSERT INTO problem
SELECT 'RATE and PRICE', NULL, CASE WHEN currency(r.term) <> currency(p.term) THEN format('%s and %s are of two currencies', r.term, p.term)
                                   ELSE format('%s and %s: one says its tax and the other does not; write both, as in "15.1 CNY/card/hour incl 6%%" and "100000 CNY/card incl 13%%"', r.term, p.term) END
FROM (SELECT min(term) AS term FROM model_rate WHERE file = 'RATE') AS r, (SELECT min(term) AS term FROM model_rate WHERE file = 'PRICE') AS p
WHERE currency(r.term) <> currency(p.term) OR (tax_basis(r.term) IS NULL) <> (tax_basis(p.term) IS NULL);
INSERT INTO note (what)
SELECT format('RATE is of %s%% tax and PRICE of %s%%: payback is of net amounts, rent and price without their tax', trim_scale(100 * tax_rate(r.term)), trim_scale(100 * tax_rate(p.term)))
FROM (SELECT min(term) AS term FROM model_rate WHERE file = 'RATE') AS r, (SELECT min(term) AS term FROM model_rate WHERE file = 'PRICE') AS p
WHERE (tax_basis(r.term), tax_rate(r.term)) <> (tax_basis(p.term), tax_rate(p.term));

CREATE TABLE terms (gpu_model text UNIQUE, rate rent_rate, price rent_rate);
INSERT INTO terms
SELECT gpu_model, (SELECT term FROM model_rate AS r WHERE file = 'RATE' AND (r.gpu_model = m.gpu_model OR r.gpu_model IS NULL) ORDER BY r.gpu_model NULLS LAST LIMIT 1),
       (SELECT term FROM model_rate AS r WHERE file = 'PRICE' AND (r.gpu_model = m.gpu_model OR r.gpu_model IS NULL) ORDER BY r.gpu_model NULLS LAST LIMIT 1)
FROM (SELECT DISTINCT gpu_model FROM model_rate) AS m;
-- the price of a model without a rate is of no use, nor the other way round
DELETE FROM terms WHERE rate IS NULL OR price IS NULL;

DROP TABLE rates_csv, prices_csv;
DROP FUNCTION read_time, read_number, plain_text, castable;
