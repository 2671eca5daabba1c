-- What is kept of a large lease book, so that its views read sums and not leases.
--
-- The pattern of rollup.sql, by months: changes of the tables note which pools and
-- days they touch, a refresh works those months out anew, of all such pools at once, and
-- the views then read what is kept.  Without rollups everything is as right, and slower.
--
--   SELECT use_rollups(true);         -- works out all, and makes the views read it
--   SELECT refresh_rollups();         -- each night, or before a report
--   SELECT * FROM rollup_differences();  -- no rows: the proof
--
-- For each view NAME that the others read there are NAME_now, worked out from the tables,
-- and NAME_kept.  No statement changes rows within a query, no function that reads a table stands
-- in one, and what is kept by pool has it in its key, as in rollup.sql.
--
-- Included by lease_book.sql.

CREATE TABLE rollups (
  in_use  boolean NOT NULL,
  one     boolean PRIMARY KEY DEFAULT true CHECK (one)
);
INSERT INTO rollups VALUES (false);

CREATE FUNCTION rollups_in_use() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  RETURN (SELECT in_use FROM rollups);
END
$$;

-- ---- what is kept ------------------------------------------------------------------

CREATE TABLE lease_month_kept (
  month        date,
  pool         varchar(80),
  customer     varchar(80),
  currency     varchar(3),
  tax_basis    varchar(12),
  tax_rate     numeric(7,6),
  leases       bigint NOT NULL,
  -- as cell_now has them
  leases_started bigint GENERATED ALWAYS AS (coalesce(leases(summary), 0)) STORED,
  card_hours   numeric GENERATED ALWAYS AS (round(coalesce(card_hours(summary), 0), 6)) STORED,
  list_net     numeric GENERATED ALWAYS AS (net_amount(list_rent, tax_basis, tax_rate, currency)) STORED,
  gross        numeric GENERATED ALWAYS AS (gross_amount(coalesce(revenue(summary), 0) + metered_rent, tax_basis, tax_rate, currency)) STORED,
  vat          numeric GENERATED ALWAYS AS (gross_amount(coalesce(revenue(summary), 0) + metered_rent, tax_basis, tax_rate, currency)
                                            - net_amount(coalesce(revenue(summary), 0) + metered_rent, tax_basis, tax_rate, currency)) STORED,
  net          numeric GENERATED ALWAYS AS (net_amount(coalesce(revenue(summary), 0) + metered_rent, tax_basis, tax_rate, currency)) STORED,
  -- of which they are made
  list_rent    numeric NOT NULL,
  metered_rent numeric NOT NULL,
  summary      lease_summary,
  PRIMARY KEY (month, pool, customer, currency, tax_basis, tax_rate)
);
CREATE INDEX ON lease_month_kept (pool, month);

CREATE VIEW cell_kept AS
SELECT month, pool, customer, currency, tax_basis, tax_rate, leases, leases_started, card_hours, list_net, gross, vat, net FROM lease_month_kept;

-- What a closed month has changed since, until the next closing posts it
CREATE TABLE correction_kept (
  service_month   date,
  pool            varchar(80),
  customer        varchar(80),
  currency        varchar(3),
  tax_basis       varchar(12),
  tax_rate        numeric(7,6),
  leases          bigint NOT NULL,
  leases_started  bigint NOT NULL,
  card_hours      numeric NOT NULL,
  list_net        numeric NOT NULL,
  gross           numeric NOT NULL,
  vat             numeric NOT NULL,
  net             numeric NOT NULL,
  PRIMARY KEY (service_month, pool, customer, currency, tax_basis, tax_rate)
);

CREATE TABLE sold_kept (
  month           date,
  service_month   date,
  pool            varchar(80),
  customer        varchar(80),
  currency        varchar(3),
  exchange_rate   numeric(18,8),
  card_hours      numeric NOT NULL,
  net             numeric NOT NULL,
  net_functional  numeric,
  PRIMARY KEY (month, service_month, pool, customer, currency)
);
CREATE INDEX ON sold_kept (pool, month);
CREATE INDEX ON sold_kept (month) WHERE exchange_rate IS NULL;

CREATE TABLE pool_sold_kept (
  month           date,
  service_month   date,
  pool            varchar(80),
  net_functional  numeric,
  PRIMARY KEY (month, pool, service_month)
);
CREATE INDEX ON pool_sold_kept (service_month, pool);

CREATE TABLE bridge_kept (
  month          date,
  months_before  integer,
  pool           varchar(80),
  customer       varchar(80),
  f0             numeric(20,2),
  new            numeric(20,2),
  lost           numeric(20,2),
  volume         numeric(20,2),
  mix            numeric(20,2),
  price          numeric(20,2),
  exchange       numeric(20,2),
  f1             numeric(20,2),
  PRIMARY KEY (month, months_before, pool, customer)
);
CREATE INDEX ON bridge_kept (pool, months_before, month);

CREATE TABLE allocation_kept (
  month       date,
  pool        varchar(80),
  customer    varchar(80),
  hours       numeric(20,6) NOT NULL,
  upto        numeric NOT NULL,
  before      numeric NOT NULL,
  all_hours   numeric NOT NULL,
  used        numeric(20,6) NOT NULL,
  metered     numeric(20,6) NOT NULL,
  efficiency  numeric(18,6),
  PRIMARY KEY (month, pool, customer)
);
CREATE INDEX ON allocation_kept (pool, month);

CREATE TABLE backlog_kept (
  month       date,
  pool        varchar(80),
  customer    varchar(80),
  currency    varchar(3),
  tax_basis   varchar(12),
  tax_rate    numeric(7,6),
  leases      bigint NOT NULL,
  card_hours  numeric NOT NULL,
  gross       numeric NOT NULL,
  net         numeric NOT NULL,
  PRIMARY KEY (month, pool, customer, currency, tax_basis, tax_rate)
);
CREATE INDEX ON backlog_kept (pool, month);

-- (of all pools, as invoices are)
CREATE TABLE aging_kept (
  month     date,
  customer  varchar(80),
  currency  varchar(3),
  b0        numeric NOT NULL,
  b1        numeric NOT NULL,
  b2        numeric NOT NULL,
  b3        numeric NOT NULL,
  b4        numeric NOT NULL,
  ahead     numeric NOT NULL,
  PRIMARY KEY (month, customer, currency)
);
CREATE INDEX ON aging_kept (customer);

CREATE TABLE contract_kept (
  lease       varchar(60),
  pool        varchar(80),
  card_hours  numeric(20,6),
  net         numeric(20,2),
  gross       numeric(20,2),
  list        numeric(20,2),
  PRIMARY KEY (pool, lease)
);

CREATE TABLE pool_digest_kept (
  pool                  varchar(80),
  day                   date,
  cards                 numeric NOT NULL,
  available_card_hours  numeric NOT NULL,
  digest                occupancy_digest NOT NULL,
  PRIMARY KEY (pool, day)
);
CREATE INDEX ON pool_digest_kept (day);

CREATE VIEW pool_day_kept AS
SELECT pool, day, cards, available_card_hours, round(quantity_hours(digest), 6) AS leased_card_hours, peak(digest) AS peak_cards, minimum(digest) AS minimum_cards,
       round(extract(epoch FROM time_over(digest)) / 3600, 6) AS overbooked_hours
FROM pool_digest_kept;

CREATE TABLE week_hour_kept (
  month                 date,
  pool                  varchar(80),
  hour_of_week          integer,
  leased_card_hours     numeric NOT NULL,
  available_card_hours  numeric NOT NULL,
  PRIMARY KEY (month, pool, hour_of_week)
);
CREATE INDEX ON week_hour_kept (pool, month);

CREATE TABLE concurrency_kept (
  month         date,
  pool          varchar(80),
  median_cards  numeric NOT NULL,
  p95_cards     numeric NOT NULL,
  peak_cards    numeric NOT NULL,
  PRIMARY KEY (month, pool)
);

-- What a refresh is at work on, and nothing otherwise
CREATE TABLE occupied_taken (
  month   date,
  pool    varchar(80),
  within  tstzrange NOT NULL,
  leased  occupancy NOT NULL,
  owned   occupancy NOT NULL,
  PRIMARY KEY (month, pool)
);

-- ---- what has changed --------------------------------------------------------------

-- lease_change (see lease_book.sql) has the days of pools that changes touched since the last
-- refresh; here are those in which only what is made of sums has: other exchange rates, other
-- names.  Writers only add rows, so they wait neither for each other nor for a refresh.
CREATE TABLE revenue_change (
  days   daterange NOT NULL,
  taken  boolean NOT NULL DEFAULT false
);
ALTER TABLE revenue_change REPLICA IDENTITY FULL;

-- From which day on what is owed has changed
CREATE TABLE receivable_change (
  since  date NOT NULL,
  taken  boolean NOT NULL DEFAULT false
);
ALTER TABLE receivable_change REPLICA IDENTITY FULL;

-- (with the rights of the book's owner: who may write leases need not be let at what is kept)
CREATE FUNCTION note_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF TG_TABLE_NAME = 'lease' THEN
    IF TG_OP = 'UPDATE' AND NOT NEW.metered
       AND (OLD.pool, OLD.customer, OLD.terms, OLD.list_rate, OLD.cards, lower(OLD.during), OLD.cannot_bill)
           IS NOT DISTINCT FROM (NEW.pool, NEW.customer, NEW.terms, NEW.list_rate, NEW.cards, lower(NEW.during), NEW.cannot_bill) THEN
      -- Ended, prolonged or cut short.  Rent accrues from the start, so all days before
      -- both ends stay as they are.
      IF OLD.during <> NEW.during THEN
        INSERT INTO lease_change VALUES (NEW.pool, daterange(least(OLD.last_day, NEW.last_day), nullif(greatest(coalesce(OLD.last_day, 'infinity'), coalesce(NEW.last_day, 'infinity')), 'infinity'), '[]'));
      ELSIF OLD.lease <> NEW.lease THEN
        INSERT INTO lease_change SELECT NEW.pool, 'empty' WHERE NEW.so_far;
      END IF;
      RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
      INSERT INTO lease_change SELECT OLD.pool, daterange(OLD.first_day, OLD.last_day, '[]') WHERE OLD.during IS NOT NULL;
    END IF;
    IF TG_OP <> 'DELETE' THEN
      INSERT INTO lease_change SELECT NEW.pool, daterange(NEW.first_day, NEW.last_day, '[]') WHERE NEW.during IS NOT NULL;
    END IF;
  ELSIF TG_TABLE_NAME = 'usage' THEN
    -- a tier or a minimum of a quarter, a year or the lease reaches to its end; of other leases it is
    -- known how hard they work, and no more
    IF TG_OP <> 'INSERT' THEN
      INSERT INTO lease_change SELECT pool, CASE WHEN metered THEN daterange(first_day, last_day, '[]') ELSE daterange(accounting_day(lower(OLD.during)), accounting_day(upper(OLD.during)), '[]') END FROM lease WHERE lease = OLD.lease;
    END IF;
    IF TG_OP <> 'DELETE' THEN
      INSERT INTO lease_change SELECT pool, CASE WHEN metered THEN daterange(first_day, last_day, '[]') ELSE daterange(accounting_day(lower(NEW.during)), accounting_day(upper(NEW.during)), '[]') END FROM lease WHERE lease = NEW.lease;
    END IF;
  ELSIF TG_TABLE_NAME = 'asset' THEN
    IF TG_OP <> 'INSERT' THEN
      INSERT INTO lease_change VALUES (OLD.pool, daterange(OLD.in_service_from, OLD.in_service_to, '[]'));
    END IF;
    IF TG_OP <> 'DELETE' THEN
      INSERT INTO lease_change VALUES (NEW.pool, daterange(NEW.in_service_from, NEW.in_service_to, '[]'));
    END IF;
  ELSIF TG_TABLE_NAME = 'pool' THEN
    IF TG_OP <> 'INSERT' THEN
      INSERT INTO lease_change VALUES (OLD.pool, '(,)');
    END IF;
    IF TG_OP <> 'DELETE' THEN
      INSERT INTO lease_change VALUES (NEW.pool, '(,)');
    END IF;
    IF TG_OP = 'UPDATE' THEN
      INSERT INTO revenue_change VALUES ('(,)');
    END IF;
  ELSIF TG_TABLE_NAME = 'customer' THEN
    IF OLD.customer <> NEW.customer THEN
      INSERT INTO revenue_change VALUES ('(,)');
      INSERT INTO receivable_change VALUES ('-infinity');
      -- (its leases note theirs; what is posted of one that is gone is a correction, in its name)
      INSERT INTO lease_change SELECT DISTINCT pool, daterange(service_month, last_day_of_month(service_month), '[]') FROM posted WHERE customer IN (OLD.customer, NEW.customer);
    END IF;
  ELSIF TG_TABLE_NAME = 'invoice' THEN
    INSERT INTO receivable_change VALUES (least(CASE WHEN TG_OP <> 'INSERT' THEN OLD.invoice_date END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.invoice_date END));
  ELSIF TG_TABLE_NAME = 'payment' THEN
    INSERT INTO receivable_change VALUES (least(CASE WHEN TG_OP <> 'INSERT' THEN OLD.paid_on END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.paid_on END));
  ELSIF TG_TABLE_NAME = 'payment_line' THEN
    INSERT INTO receivable_change VALUES (least(CASE WHEN TG_OP <> 'INSERT' THEN OLD.applied_on END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.applied_on END));
  ELSIF TG_OP = 'INSERT' THEN  -- a month: another end of the book
    INSERT INTO receivable_change VALUES (NEW.month);
    INSERT INTO lease_change SELECT pool, daterange(NEW.month, last_day_of_month(NEW.month), '[]') FROM pool;
  ELSIF TG_OP = 'DELETE' THEN
    -- no refresh looks at a month that is gone: one at a time, and after it what it kept
    UPDATE rollups SET in_use = in_use;
    DELETE FROM lease_month_kept WHERE month = OLD.month;
    DELETE FROM correction_kept WHERE service_month = OLD.month;
    DELETE FROM sold_kept WHERE month = OLD.month;
    DELETE FROM pool_sold_kept WHERE month = OLD.month;
    DELETE FROM aging_kept WHERE month = OLD.month;
    DELETE FROM bridge_kept WHERE month = OLD.month OR month = OLD.month + make_interval(months => months_before);
    DELETE FROM allocation_kept WHERE month = OLD.month;
    DELETE FROM pool_digest_kept WHERE day BETWEEN OLD.month AND last_day_of_month(OLD.month);
    DELETE FROM week_hour_kept WHERE month = OLD.month;
    DELETE FROM concurrency_kept WHERE month = OLD.month;
    INSERT INTO lease_change SELECT pool, daterange(OLD.month, last_day_of_month(OLD.month), '[]') FROM pool;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER noted AFTER INSERT OR UPDATE OR DELETE ON lease FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TRIGGER noted AFTER INSERT OR UPDATE OR DELETE ON usage FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TRIGGER noted AFTER INSERT OR UPDATE OR DELETE ON asset FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TRIGGER noted AFTER INSERT OR UPDATE OR DELETE ON pool FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TRIGGER noted AFTER UPDATE ON customer FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TRIGGER noted AFTER INSERT OR UPDATE OR DELETE ON invoice FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TRIGGER noted AFTER INSERT OR UPDATE OR DELETE ON payment FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TRIGGER noted AFTER INSERT OR UPDATE OR DELETE ON payment_line FOR EACH ROW EXECUTE FUNCTION note_change();
CREATE TRIGGER noted AFTER INSERT OR UPDATE OR DELETE ON accounting_month FOR EACH ROW EXECUTE FUNCTION note_change();

-- Another exchange rate is in every view at once, those of sums among them.
CREATE FUNCTION exchange_rates_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF rollups_in_use() THEN
    INSERT INTO revenue_change SELECT daterange(min(month), NULL) FROM accounting_month WHERE NOT closed HAVING count(*) > 0;
    PERFORM refresh_rollups();
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER noted AFTER INSERT OR UPDATE OR DELETE ON exchange_rate FOR EACH STATEMENT EXECUTE FUNCTION exchange_rates_changed();

-- ---- the refresh -------------------------------------------------------------------

-- Brings the rollups up to date; returns how many months of pools it worked out.  All
-- pools at once: each statement is one for all that have changed.
--
-- Index scans are off as in rollup.sql, for the same reason: bitmap scans take their place.
CREATE FUNCTION refresh_rollups() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET enable_indexscan = off SET jit = off AS $$
DECLARE
  used boolean;
  pools varchar[];       -- that have changed
  months date[];         -- in which one has
  accounts date[];       -- whose revenue may be another
  first_owed date;       -- the first month in which what is owed is another
  total bigint;
BEGIN
  -- One refresh at a time: another one waits here, and then sees what this one did.  (In a
  -- REPEATABLE READ transaction it can't see that, and fails with a serialization error.)
  UPDATE rollups SET in_use = in_use RETURNING in_use INTO used;
  IF NOT used THEN
    -- of nothing that is kept: use_rollups(), which waits as well, works out all
    DELETE FROM lease_change;
    DELETE FROM revenue_change;
    DELETE FROM receivable_change;
    RETURN 0;
  END IF;
  -- A change and its row in lease_change become visible together.  Those that are taken
  -- here are in what the statements below read; one that is committed a moment later
  -- keeps its row for the next refresh.
  UPDATE lease_change SET taken = true;
  UPDATE revenue_change SET taken = true;
  UPDATE receivable_change SET taken = true;
  first_owed := (SELECT date_trunc('month', min(since)::timestamp) FROM receivable_change WHERE taken);
  DELETE FROM aging_kept WHERE month >= first_owed;
  INSERT INTO aging_kept SELECT * FROM aging_now WHERE month >= first_owed;
  DELETE FROM receivable_change WHERE taken;
  IF NOT EXISTS (SELECT FROM lease_change WHERE taken) AND NOT EXISTS (SELECT FROM revenue_change WHERE taken) THEN
    RETURN 0;
  END IF;
  pools := ARRAY(SELECT DISTINCT pool FROM lease_change WHERE taken);
  months := ARRAY(SELECT month FROM accounting_month AS m WHERE EXISTS (SELECT FROM stale AS s WHERE m.month <@ s.days));
  -- Posted months stay; what has changed of them is in the open one.
  accounts := ARRAY(SELECT m.month FROM accounting_month AS m, span AS s
                    WHERE m.month = ANY (months) AND (NOT m.closed OR NOT EXISTS (SELECT FROM sold_kept AS k WHERE k.month = m.month)) OR months <> '{}' AND m.month = s.open_month
                          OR EXISTS (SELECT FROM revenue_change AS c WHERE c.taken AND m.month <@ c.days));
  total := coalesce((SELECT count(*) FROM stale AS s JOIN accounting_month AS m ON m.month <@ s.days), 0);

  DELETE FROM lease_month_kept AS k USING stale AS s WHERE k.pool = s.pool AND k.month <@ s.days;
  INSERT INTO lease_month_kept (month, pool, customer, currency, tax_basis, tax_rate, leases, summary, list_rent, metered_rent)
  SELECT month, pool, customer, currency, tax_basis, tax_rate, leases, summary, list_rent, metered_rent FROM lease_month_asked WHERE what = 'stale' ORDER BY month, pool;

  DELETE FROM correction_kept WHERE pool = ANY (pools) AND service_month = ANY (months);
  INSERT INTO correction_kept SELECT * FROM correction_now WHERE pool = ANY (pools) AND service_month = ANY (months);

  DELETE FROM pool_digest_kept AS k USING stale AS s WHERE k.pool = s.pool AND k.day <@ s.days;
  DELETE FROM week_hour_kept AS k USING stale AS s WHERE k.pool = s.pool AND k.month <@ s.days;
  DELETE FROM concurrency_kept AS k USING stale AS s WHERE k.pool = s.pool AND k.month <@ s.days;
  INSERT INTO occupied_taken SELECT o.month, o.pool, o.within, o.leased, o.owned FROM stale AS s JOIN occupied_month AS o ON o.pool = s.pool AND o.month <@ s.days;
  INSERT INTO pool_digest_kept
  SELECT o.pool, accounting_day(d.period_start), d.peak, round(d.quantity_hours, 6), occupancy_digest(o.leased, tstzrange(d.period_start, d.period_end), d.peak)
  FROM occupied_taken AS o, steps_by(o.owned, 'day', accounting_zone(), o.within) AS d;
  INSERT INTO week_hour_kept
  SELECT o.month, o.pool, l.hour_of_week, round(l.quantity_hours, 6), round(a.quantity_hours, 6)
  FROM occupied_taken AS o CROSS JOIN LATERAL hour_of_week(o.leased, accounting_zone(), o.within) AS l
       JOIN LATERAL hour_of_week(o.owned, accounting_zone(), o.within) AS a ON a.hour_of_week = l.hour_of_week;
  INSERT INTO concurrency_kept
  SELECT month, pool, percentile(leased, 0.5, within), percentile(leased, 0.95, within), peak(leased, within) FROM occupied_taken;
  DELETE FROM occupied_taken;

  DELETE FROM sold_kept WHERE month = ANY (accounts);
  INSERT INTO sold_kept SELECT * FROM sold_now WHERE month = ANY (accounts) ORDER BY month, pool;
  DELETE FROM pool_sold_kept WHERE month = ANY (accounts);
  INSERT INTO pool_sold_kept SELECT * FROM pool_sold_now WHERE month = ANY (accounts);
  accounts := accounts || ARRAY(SELECT month FROM month_pair WHERE before = ANY (accounts));
  DELETE FROM bridge_kept WHERE month = ANY (accounts);
  INSERT INTO bridge_kept SELECT * FROM bridge_now WHERE month = ANY (accounts);

  DELETE FROM allocation_kept WHERE pool = ANY (pools) AND month = ANY (months);
  INSERT INTO allocation_kept SELECT * FROM allocation_now WHERE pool = ANY (pools) AND month = ANY (months);
  DELETE FROM backlog_kept WHERE pool = ANY (pools);
  INSERT INTO backlog_kept SELECT * FROM backlog_now WHERE pool = ANY (pools);
  DELETE FROM contract_kept WHERE pool = ANY (pools);
  INSERT INTO contract_kept SELECT * FROM contract_now WHERE pool = ANY (pools);

  DELETE FROM lease_change WHERE taken;
  DELETE FROM revenue_change WHERE taken;
  RETURN total;
END
$$;

-- Makes the views read the rollups, or the leases again.
CREATE FUNCTION use_rollups(rolled_up boolean) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  name text;
BEGIN
  UPDATE rollups SET in_use = rolled_up;
  FOREACH name IN ARRAY '{cell,correction,sold,pool_sold,bridge,allocation,backlog,aging,contract,pool_day,week_hour,concurrency}'::text[] LOOP
    EXECUTE format('CREATE OR REPLACE VIEW %I AS SELECT %s FROM %I', name, (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = name::regclass AND attnum > 0),
                   name || CASE WHEN rolled_up THEN '_kept' ELSE '_now' END);
  END LOOP;
  IF rolled_up THEN
    DELETE FROM lease_change;
    INSERT INTO lease_change SELECT pool, '(,)' FROM pool;
    INSERT INTO revenue_change VALUES ('(,)');
    INSERT INTO receivable_change VALUES ('-infinity');
    PERFORM refresh_rollups();
  END IF;
END
$$;

-- Where the rollups differ from the tables: no rows, right after a refresh.
CREATE FUNCTION rollup_differences() RETURNS TABLE (rollup text, pool varchar, day date)
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
#variable_conflict use_column
DECLARE
  name text;
BEGIN
  RETURN QUERY
  SELECT DISTINCT 'lease_month', pool, month
  FROM (SELECT * FROM lease_month_asked WHERE what = 'book') AS a FULL JOIN lease_month_kept AS b USING (month, pool, customer, currency, tax_basis, tax_rate)
  -- (a summary counts the rows that it was made of, those of other months too)
  WHERE (a.leases, a.summary::text::jsonb - 'rows', a.list_rent, a.metered_rent) IS DISTINCT FROM (b.leases, b.summary::text::jsonb - 'rows', b.list_rent, b.metered_rent);
  FOREACH name IN ARRAY '{correction,sold,pool_sold,bridge,allocation,backlog,aging,contract,pool_day,week_hour,concurrency}'::text[] LOOP
    RETURN QUERY EXECUTE format('SELECT DISTINCT %1$L, %4$s, %2$s FROM ((SELECT %3$s FROM %1$I_now EXCEPT SELECT %3$s FROM %1$I_kept) UNION ALL (SELECT %3$s FROM %1$I_kept EXCEPT SELECT %3$s FROM %1$I_now)) AS d', name,
      CASE name WHEN 'correction' THEN 'service_month' WHEN 'pool_day' THEN 'day' WHEN 'contract' THEN 'NULL::date' ELSE 'month' END,
      (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = name::regclass AND attnum > 0),
      CASE name WHEN 'aging' THEN 'NULL::varchar' ELSE 'pool' END);
  END LOOP;
END
$$;
