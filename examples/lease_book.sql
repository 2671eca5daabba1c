-- A lease book that a company can live in, and the plain views that its BI tools read.
--
--   \i examples/lease_book.sql              tables and views, empty
--   \i examples/lease_book_example.sql      and a made-up book in them
--   \i examples/lease_book_load.sql         or one's own leases, from CSV files
--
-- Schema lease_book holds what people write: customers, pools, assets, leases,
-- usage, costs, invoices, payments; lease_book_rollups.sql, at the end, what is kept
-- of them for large books.  Schema gpurent_bi, made by lease_book_views.sql, holds
-- what they read.  doc/lease_book.md is the page of all.
--
-- Keys and names are varchar(n) from the start, so that views can show columns
-- as they are: a cast would hide the index, and text is a memo column in ODBC.

CREATE EXTENSION IF NOT EXISTS btree_gist;  -- one constraint over a key and a range

CREATE SCHEMA lease_book;
-- Names below are found there first, then where the extensions are, and last among a session's
-- own temporary tables: functions keep this path, and nothing of a user's own can stand in the way.
SELECT set_config('lease_book.path', current_setting('search_path'), false) \g /dev/null
SELECT set_config('search_path', format('lease_book, %s, pg_temp', string_agg(DISTINCT quote_ident(n.nspname), ', ')), false)
FROM pg_extension AS e JOIN pg_namespace AS n ON n.oid = e.extnamespace WHERE e.extname IN ('gpurent', 'btree_gist') \g /dev/null

-- ---- the two constants ---------------------------------------------------------

-- A day is one of the accounts, whatever zone a session is in.
CREATE FUNCTION accounting_zone() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'Asia/Shanghai';

-- Everything is also told in this currency.
CREATE FUNCTION functional_currency() RETURNS varchar(3)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'CNY'::varchar(3);

-- To change one, replace its function before the tables have rows: first and
-- last days of leases and bounds of months are stored.

CREATE FUNCTION accounting_day(instant timestamptz) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (instant AT TIME ZONE accounting_zone())::date;

CREATE FUNCTION last_day_of_month(month date) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (month + interval '1 month - 1 day')::date;

-- ---- money ---------------------------------------------------------------------

-- Net and gross of an exact amount on a rate's own tax basis, each rounded once;
-- the VAT is the difference, as net_revenue() and output_vat() have it.
CREATE FUNCTION net_amount(amount numeric, tax_basis varchar, tax_rate numeric, currency varchar) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN round(CASE tax_basis WHEN 'including' THEN amount / (1 + tax_rate) ELSE amount END, minor_unit(currency));

CREATE FUNCTION gross_amount(amount numeric, tax_basis varchar, tax_rate numeric, currency varchar) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN round(CASE tax_basis WHEN 'including' THEN amount ELSE amount * (1 + tax_rate) END, minor_unit(currency));

-- Hours of a range of instants
CREATE FUNCTION hours(during tstzrange) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN isempty(during) THEN 0 ELSE extract(epoch FROM upper(during) - lower(during)) / 3600 END;

-- ---- months --------------------------------------------------------------------

-- The months of the book, one after the other: only these are reported.  They are
-- closed in turn, by UPDATE accounting_month SET closed = true WHERE month = …
CREATE TABLE accounting_month (
  month   date PRIMARY KEY CHECK (month = date_trunc('month', month::timestamp) AND month BETWEEN '1990-01-01' AND '2099-12-01'),
  within  tstzrange GENERATED ALWAYS AS (term(month, last_day_of_month(month), accounting_zone())) STORED,
  closed  boolean NOT NULL DEFAULT false
);

-- Where the book begins and ends, and the month into which corrections go.  An
-- empty book has no row here, and then no view has one.
CREATE VIEW span AS
SELECT min(month) AS first_day, last_day_of_month(max(month)) AS last_day,
       term(min(month), last_day_of_month(max(month)), accounting_zone()) AS within,
       min(month) FILTER (WHERE NOT closed) AS open_month,
       max(month) FILTER (WHERE closed) AS closed_month
FROM accounting_month HAVING count(*) > 0;

-- Refuses what is dated in a month that is closed.  If its month is open, it stays so until this is
-- committed: whoever closes it waits, and then sees what is new in it.
CREATE FUNCTION refuse_closed(what text, days daterange) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  closed_day date;
BEGIN
  -- (months are closed in turn)
  PERFORM FROM accounting_month WHERE NOT closed AND (lower_inf(days) OR last_day_of_month(month) >= lower(days)) ORDER BY month LIMIT 1 FOR SHARE;
  IF NOT FOUND THEN
    -- a month that is not there yet, which others add and close: not before the last one that is
    PERFORM FROM accounting_month WHERE NOT closed ORDER BY month DESC LIMIT 1 FOR SHARE;
    IF NOT FOUND THEN
      LOCK TABLE posted IN ROW EXCLUSIVE MODE;  -- which waits for check_month(), and keeps it waiting
    END IF;
  END IF;
  -- (as it is now: who waited above has waited for a month that was closed)
  SELECT last_day_of_month(max(month)) INTO closed_day FROM accounting_month WHERE closed;
  -- what is before the first month is closed with it
  IF closed_day IS NOT NULL AND days && daterange(NULL, closed_day, '[]') THEN
    RAISE EXCEPTION '% of % is in a month that is closed', what, coalesce(lower(days), '-infinity')
      USING ERRCODE = 'object_not_in_prerequisite_state',
            DETAIL = format('The book is closed to the end of %s.', closed_day),
            HINT = format('Corrections land in the open month: date it, or what takes it back, from %s on.', closed_day + 1);
  END IF;
END
$$;

-- Whether a row that names another customer, pool, … than before belongs to another one now.  Where that was
-- renamed the old name is gone; where it was not, the row has moved.
CREATE FUNCTION belongs_elsewhere(parent text, old_name text, new_name text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
  is_there boolean;
BEGIN
  IF old_name IS NOT DISTINCT FROM new_name THEN
    RETURN false;
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT FROM %1$I WHERE %1$I = $1)', parent) INTO is_there USING old_name;
  RETURN is_there;
END
$$;

-- The same of a row that is being written: only what follows its parent's new name, by ON UPDATE CASCADE, is renamed.
-- (One statement could rename the parent and give the row to another.)
CREATE FUNCTION moves_elsewhere(parent text, old_name text, new_name text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
BEGIN
  RETURN old_name IS DISTINCT FROM new_name AND (pg_trigger_depth() < 2 OR belongs_elsewhere(parent, old_name, new_name));
END
$$;

-- What one unit of a currency costs in the functional one, on these days
CREATE TABLE exchange_rate (
  currency  varchar(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$' AND currency <> functional_currency()),
  days      daterange NOT NULL CHECK (NOT isempty(days)),
  rate      numeric(18,8) NOT NULL CHECK (rate > 0 AND rate < 100000),
  PRIMARY KEY (currency, days),
  CONSTRAINT one_rate_a_day EXCLUDE USING gist (currency WITH =, days WITH &&)
);

-- The rate of a month: the mean of its days, for what is earned and spent in it (IAS 21.22); and that of its
-- last day, for what is owed at its end (IAS 21.23).  NULL if a day has none: a gap, which gpurent_bi.problem
-- names, and never an amount of 0.
CREATE VIEW month_rate AS
SELECT m.month, c.currency,
       CASE WHEN c.currency = functional_currency() THEN 1
            WHEN sum(upper(r.part) - lower(r.part)) = last_day_of_month(m.month) - m.month + 1
            THEN round(sum((upper(r.part) - lower(r.part)) * r.rate) / sum(upper(r.part) - lower(r.part)), 8) END::numeric(18,8) AS rate,
       CASE WHEN c.currency = functional_currency() THEN 1 ELSE max(r.rate) FILTER (WHERE r.part @> last_day_of_month(m.month)) END::numeric(18,8) AS closing_rate
FROM accounting_month AS m
     CROSS JOIN (SELECT DISTINCT currency FROM exchange_rate UNION ALL SELECT functional_currency()) AS c
     LEFT JOIN LATERAL (SELECT e.rate, e.days * daterange(m.month, last_day_of_month(m.month), '[]') AS part
                        FROM exchange_rate AS e
                        WHERE e.currency = c.currency AND e.days && daterange(m.month, last_day_of_month(m.month), '[]')) AS r ON true
GROUP BY m.month, c.currency;

-- ---- customers, pools, assets ----------------------------------------------------

CREATE TABLE customer (
  customer  varchar(80) PRIMARY KEY CHECK (customer NOT IN ('', '__idle__')),   -- as OpenCost calls what nobody let
  sector    varchar(40),
  country   varchar(2),
  due_days  integer NOT NULL DEFAULT 30 CHECK (due_days BETWEEN 0 AND 3650)
);

CREATE TABLE pool (
  pool       varchar(80) PRIMARY KEY CHECK (pool <> ''),
  gpu_model  varchar(40),
  region     varchar(40),
  capacity   p_capacity                -- of a card
);

-- Cards that were bought, or that an owner hosts with us for a share of their rent.
CREATE TABLE asset (
  asset            varchar(60) PRIMARY KEY CHECK (asset <> ''),
  pool             varchar(80) NOT NULL REFERENCES pool ON UPDATE CASCADE,
  owner            varchar(80) NOT NULL DEFAULT 'own',
  cards            numeric(14,6) NOT NULL CHECK (cards >= 0 AND cards < 1e7),
  price            rent_rate,          -- of a card, in the functional currency, with its tax
  owner_share      numeric(7,6) CHECK (owner_share BETWEEN 0 AND 1),
  salvage          numeric(20,2) NOT NULL DEFAULT 0 CHECK (abs(salvage) < 1e13),   -- of all of its cards
  life             interval NOT NULL DEFAULT '4 years',
  method           varchar(40) NOT NULL DEFAULT 'straight line',
  in_service_from  date NOT NULL CHECK (in_service_from BETWEEN '1990-01-01' AND '2099-12-31'),
  in_service_to    date CHECK (in_service_to >= in_service_from AND in_service_to <= '2099-12-31'),   -- the last day
  sold_for         numeric(20,2) CHECK (sold_for IS NULL OR in_service_to IS NOT NULL AND abs(sold_for) < 1e13),
  CONSTRAINT bought_or_hosted CHECK ((price IS NULL) = (owner_share IS NOT NULL)),
  UNIQUE (asset, pool)                 -- a lease of it is a lease from its pool
);

-- What it cost, net of VAT
CREATE FUNCTION asset_cost(cards numeric, price rent_rate) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN round(cards * amount(net(price)), 2);

CREATE FUNCTION check_asset() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.owner, NEW.cards, NEW.price, NEW.owner_share, NEW.salvage, NEW.life, NEW.method, NEW.in_service_from)
     IS NOT DISTINCT FROM (OLD.owner, OLD.cards, OLD.price, OLD.owner_share, OLD.salvage, OLD.life, OLD.method, OLD.in_service_from)
     AND NOT moves_elsewhere('pool', OLD.pool, NEW.pool) THEN
    IF (NEW.in_service_to, NEW.sold_for) IS NOT DISTINCT FROM (OLD.in_service_to, OLD.sold_for) THEN
      RETURN NEW;
    END IF;
    -- out of service, or back: the days after the earlier end change
    PERFORM refuse_closed(format('asset %s', OLD.asset), daterange(least(OLD.in_service_to, NEW.in_service_to), NULL));
  ELSE
    IF TG_OP <> 'INSERT' THEN
      PERFORM refuse_closed(format('asset %s', OLD.asset), daterange(OLD.in_service_from, OLD.in_service_to, '[]'));
    END IF;
    IF TG_OP <> 'DELETE' THEN
      PERFORM refuse_closed(format('asset %s', NEW.asset), daterange(NEW.in_service_from, NEW.in_service_to, '[]'));
    END IF;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  IF NEW.price IS NOT NULL THEN
    IF unit(NEW.price) <> 'card' OR period(NEW.price) IS NOT NULL OR tax_basis(NEW.price) IS NULL OR currency(NEW.price) <> functional_currency() THEN
      RAISE EXCEPTION 'asset %: the price "%" is not one of a card in %, with its tax', NEW.asset, NEW.price, functional_currency()
        USING ERRCODE = 'invalid_parameter_value', HINT = format('Write it as in 100000 %s/card excl 13%%.', functional_currency());
    END IF;
    IF asset_cost(NEW.cards, NEW.price) >= 1e13 THEN
      RAISE EXCEPTION 'asset %: % cards at "%" are beyond what the book keeps', NEW.asset, NEW.cards, NEW.price USING ERRCODE = 'numeric_value_out_of_range';
    END IF;
    -- whatever its books would refuse is refused here, with their own message
    PERFORM count(*) FROM depreciation_schedule(asset_cost(NEW.cards, NEW.price), NEW.in_service_from, NEW.life, NEW.salvage, NEW.method, within => '[1990-01-01,2100-01-01)',
                       events => CASE WHEN NEW.in_service_to IS NOT NULL THEN ARRAY[asset_event(NEW.in_service_to, 'disposal', coalesce(NEW.sold_for, 0))] END);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER asset_checked BEFORE INSERT OR UPDATE OR DELETE ON asset FOR EACH ROW EXECUTE FUNCTION check_asset();

-- The books of each asset, month by month
CREATE VIEW asset_month AS
SELECT a.asset, a.pool, a.owner, a.cards, a.in_service_from, a.in_service_to, date_trunc('month', s.period_end::timestamp)::date AS month,
       s.cost, s.charge, s.accumulated, s.closing, s.gain
FROM asset AS a CROSS JOIN span AS b
     CROSS JOIN LATERAL depreciation_schedule(asset_cost(a.cards, a.price), a.in_service_from, a.life, a.salvage, a.method,
       events => CASE WHEN a.in_service_to IS NOT NULL THEN ARRAY[asset_event(a.in_service_to, 'disposal', coalesce(a.sold_for, 0))] END,
       within => daterange(b.first_day, b.last_day, '[]')) AS s
WHERE a.price IS NOT NULL;

-- ---- leases --------------------------------------------------------------------

-- The first rate of a contract's terms, without clauses
CREATE FUNCTION first_rate(terms lease_terms) RETURNS rent_rate
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN split_part(terms::text, ';', 1)::rent_rate;

-- Terms that price what is used, not time
CREATE FUNCTION is_metered(terms lease_terms) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN terms::text ~ '; (above|minimum|maximum) ';

-- A rate that counts its days as these terms do
CREATE FUNCTION rate_as_terms(rate rent_rate, terms lease_terms) RETURNS lease_terms
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (rate::text || coalesce(substring(terms::text FROM '; zone [^;]+'), '') || coalesce(substring(terms::text FROM '; proration [^;]+'), ''))::lease_terms;

-- (A row is read up to the last column that is asked for: what sums over all leases read comes first.)
CREATE TABLE lease (
  lease        varchar(60) PRIMARY KEY CHECK (lease <> ''),
  customer     varchar(80) NOT NULL REFERENCES customer ON UPDATE CASCADE,
  pool         varchar(80) NOT NULL REFERENCES pool ON UPDATE CASCADE,
  first_day    date GENERATED ALWAYS AS (accounting_day(lower(during))) STORED,
  last_day     date GENERATED ALWAYS AS (((upper(during) AT TIME ZONE accounting_zone()) - interval '1 microsecond')::date) STORED,
  cards        numeric(14,6) NOT NULL CHECK (cards >= 0 AND cards < 1e7),
  whole_hours  numeric(20,6) GENERATED ALWAYS AS (CASE WHEN NOT upper_inf(during) THEN round(cards * hours(during), 6) END) STORED,
  -- what all of it comes to, and would at the list rate, where that is known: see check_lease()
  whole_net    numeric(20,2),
  whole_gross  numeric(20,2),
  list_net     numeric(20,2),
  asset        varchar(60),                    -- if it is of certain cards
  terms        lease_terms NOT NULL,           -- per card, with its tax
  list_rate    rent_rate,                      -- what the price list says; NULL: no list
  during       tstzrange CHECK (NOT isempty(during) AND NOT lower_inf(during)),  -- NULL: not started; without an end: still running
  -- why it can't be billed, if it can't
  cannot_bill  varchar(400),
  -- what the views ask for again and again
  rate         rent_rate GENERATED ALWAYS AS (first_rate(terms)) STORED,
  currency     varchar(3) GENERATED ALWAYS AS (currency(first_rate(terms))) STORED,
  tax_basis    varchar(12) GENERATED ALWAYS AS (tax_basis(first_rate(terms))) STORED,
  tax_rate     numeric(7,6) GENERATED ALWAYS AS (tax_rate(first_rate(terms))) STORED,
  metered      boolean GENERATED ALWAYS AS (is_metered(terms)) STORED,
  -- what it comes to is not known yet, but what it has come to so far
  so_far       boolean NOT NULL GENERATED ALWAYS AS (during IS NOT NULL AND (upper_inf(during) OR cannot_bill IS NULL AND is_metered(terms))) STORED,
  zone_is_ours boolean GENERATED ALWAYS AS (coalesce(substring(terms::text FROM '; zone ([^;]+)'), accounting_zone()) = accounting_zone()) STORED,
  -- rent by time, which metered terms have none of; and what the list would ask
  time_terms   lease_terms GENERATED ALWAYS AS (CASE WHEN is_metered(terms) THEN (first_rate(terms) * 0)::lease_terms ELSE terms END) STORED,
  list_terms   lease_terms GENERATED ALWAYS AS (CASE WHEN is_metered(terms) THEN (first_rate(terms) * 0)::lease_terms
                                                     WHEN list_rate IS NULL THEN terms ELSE rate_as_terms(list_rate, terms) END) STORED,
  FOREIGN KEY (asset, pool) REFERENCES asset (asset, pool) ON UPDATE CASCADE,
  CONSTRAINT one_lease_of_an_asset EXCLUDE USING gist (asset WITH =, during WITH &&) WHERE (asset IS NOT NULL)
);
CREATE INDEX lease_pool_time ON lease USING gist (pool, during) WHERE cannot_bill IS NULL;
CREATE INDEX lease_pool ON lease (pool, last_day);
-- amounts of a pool's leases, without going to each of them
CREATE INDEX lease_amounts ON lease (pool) INCLUDE (lease, customer, first_day, last_day, cards, whole_hours, whole_net, whole_gross, list_net);
CREATE INDEX lease_customer ON lease (customer, first_day);
CREATE INDEX lease_so_far ON lease (pool) WHERE so_far;
CREATE INDEX lease_metered ON lease (pool) WHERE metered;
-- of the few that gpurent_bi.problem looks for
CREATE INDEX lease_cannot_bill ON lease (pool) WHERE cannot_bill IS NOT NULL;
CREATE INDEX lease_not_started ON lease (pool) WHERE during IS NULL;
CREATE INDEX lease_asset ON lease (asset) WHERE asset IS NOT NULL;

-- Refuses a lease whose rate no sum could take.  What only shows when its rent is
-- worked out (a price that grows beyond all numbers, say) is noted in the row,
-- which is then left out and listed in gpurent_bi.problem: no view fails for it.
CREATE FUNCTION check_lease() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  rate rent_rate := first_rate(NEW.terms);
  clauses boolean := NEW.terms::text <> rate::text;
  within tstzrange;
  whole numeric;
  list numeric;
  full_use numeric[];    -- of metered terms, by months
BEGIN
  IF unit(rate) <> 'card' OR period(rate) IS NULL THEN
    RAISE EXCEPTION 'lease %: the rate "%" is not one of a card and a period', NEW.lease, rate
      USING ERRCODE = 'invalid_parameter_value', DETAIL = 'Cards and card-hours are added up.',
            HINT = 'Bring it to cards, the quantity multiplied by what the rate is divided by, as in per(rate, ''card'', 8) and 8 * servers.';
  ELSIF tax_basis(rate) IS NULL THEN
    RAISE EXCEPTION 'lease %: the rate "%" does not say its tax', NEW.lease, rate
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Write "incl 6%" or "excl 6%"; where none is due, "excl 0%".';
  ELSIF minor_unit(currency(rate)) > 2 THEN
    RAISE EXCEPTION 'lease %: amounts in % have % decimals', NEW.lease, currency(rate), minor_unit(currency(rate))
      USING ERRCODE = 'invalid_parameter_value', DETAIL = 'The book keeps two.';
  ELSIF unit(NEW.list_rate) <> 'card' OR period(NEW.list_rate) IS NULL AND NEW.list_rate IS NOT NULL OR
        (currency(NEW.list_rate), tax_basis(NEW.list_rate), tax_rate(NEW.list_rate)) IS DISTINCT FROM (currency(rate), tax_basis(rate), tax_rate(rate)) AND NEW.list_rate IS NOT NULL THEN
    RAISE EXCEPTION 'lease %: the list rate "%" and the rate "%" are unlike', NEW.lease, NEW.list_rate, rate
      USING ERRCODE = 'invalid_parameter_value', DETAIL = 'A discount is of one unit, currency and tax.';
  END IF;

  -- A contract that does not say in which zone it counts its days, counts them as the book does.
  IF (clauses OR period(rate) NOT IN ('second', 'minute', 'hour')) AND NEW.terms::text !~ '; zone ' THEN
    NEW.terms := (NEW.terms::text || '; zone ' || accounting_zone())::lease_terms;
  END IF;

  NEW.cannot_bill := NULL;
  NEW.whole_net := NULL;
  NEW.whole_gross := NULL;
  NEW.list_net := NULL;
  IF NEW.during IS NULL THEN
    RETURN NEW;
  END IF;
  IF upper(NEW.during) = 'infinity' THEN
    NEW.during := tstzrange(lower(NEW.during), NULL);
  END IF;
  IF lower(NEW.during) NOT BETWEEN '1990-01-01' AND '2100-01-01' OR upper(NEW.during) > lower(NEW.during) + interval '50 years' THEN
    RAISE EXCEPTION 'lease %: % is no time of a lease', NEW.lease, NEW.during
      USING ERRCODE = 'invalid_parameter_value', DETAIL = 'A lease starts from 1990 to 2099 and lasts up to 50 years.',
            HINT = 'Where a day far away stands for no end, leave the end out.';
  END IF;
  -- of one without an end its first 50 years
  within := NEW.during * tstzrange(NULL, lower(NEW.during) + interval '50 years');
  BEGIN
    IF is_metered(NEW.terms) THEN
      -- usage comes by the book's months
      IF rate_as_terms(rate, NEW.terms) <> (rate::text || '; zone ' || accounting_zone() || '; proration calendar')::lease_terms THEN
        NEW.cannot_bill := format('metered terms count by calendar months here: add "zone %s; proration calendar"', accounting_zone());
      ELSE
        -- all of it used, or nothing
        full_use := ARRAY(SELECT round(NEW.cards * 744, 6) FROM generate_series(date_trunc('month', lower(within) AT TIME ZONE accounting_zone()), upper(within) AT TIME ZONE accounting_zone() - interval '1 microsecond', interval '1 month'));
        whole := greatest((SELECT sum(abs(amount)) FROM usage_schedule(NEW.terms, '{0}', within)), (SELECT sum(abs(amount)) FROM usage_schedule(NEW.terms, full_use, within)));
        list := coalesce((SELECT sum(u) FROM unnest(full_use) AS u) * abs(amount(per(NEW.list_rate, 'hour'))), 0);
      END IF;
    ELSE
      whole := rent(NEW.terms, NEW.cards, NEW.during, within);
      list := CASE WHEN NEW.list_rate IS NULL THEN whole ELSE rent(rate_as_terms(NEW.list_rate, NEW.terms), NEW.cards, NEW.during, within) END;
    END IF;
    IF NEW.cannot_bill IS NOT NULL THEN
      NULL;
    ELSIF greatest(abs(whole), abs(list)) >= 1e13 THEN
      NEW.cannot_bill := 'its rent is beyond what the book keeps, ten trillion';
    ELSIF NOT is_metered(NEW.terms) AND NOT upper_inf(NEW.during) THEN
      NEW.whole_net := net_amount(whole, tax_basis(rate), tax_rate(rate), currency(rate));
      NEW.whole_gross := gross_amount(whole, tax_basis(rate), tax_rate(rate), currency(rate));
      NEW.list_net := net_amount(list, tax_basis(rate), tax_rate(rate), currency(rate));
    END IF;
  EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
    NEW.cannot_bill := left(SQLERRM, 400);
  END;
  RETURN NEW;
END
$$;
CREATE TRIGGER lease_checked BEFORE INSERT OR UPDATE ON lease FOR EACH ROW EXECUTE FUNCTION check_lease();

-- How hard the tenant used its cards: 0 to 1 of them.  What is not metered is unknown,
-- and for metered terms unused.
CREATE TABLE usage (
  lease        varchar(60) NOT NULL REFERENCES lease ON UPDATE CASCADE ON DELETE CASCADE,
  during       tstzrange NOT NULL CHECK (NOT isempty(during) AND during <@ tstzrange('1990-01-01 00:00Z', '2200-01-01 00:00Z')),
  utilization  numeric(9,6) NOT NULL CONSTRAINT utilization_is_from_0_to_1 CHECK (utilization BETWEEN 0 AND 1),  -- 0.85, not 85
  first_month  date GENERATED ALWAYS AS (date_trunc('month', lower(during) AT TIME ZONE accounting_zone())::date) STORED,
  last_month   date GENERATED ALWAYS AS (date_trunc('month', (upper(during) AT TIME ZONE accounting_zone()) - interval '1 microsecond')::date) STORED,
  PRIMARY KEY (lease, during),
  CONSTRAINT used_once EXCLUDE USING gist (lease WITH =, during WITH &&)
);

-- ---- costs ---------------------------------------------------------------------

-- What running a pool costs, in days that it is for.  Depreciation comes from the
-- assets.
CREATE TABLE cost (
  cost_id   bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  pool      varchar(80) NOT NULL REFERENCES pool ON UPDATE CASCADE,
  kind      varchar(10) NOT NULL CONSTRAINT kind_is_power_site_staff_owner_or_other CHECK (kind IN ('power', 'site', 'staff', 'owner', 'other')),  -- owner: the share of hosted cards' owners
  days      daterange NOT NULL CHECK (NOT isempty(days) AND days <@ daterange('1990-01-01', '2200-01-01')),
  currency  varchar(3) NOT NULL DEFAULT functional_currency() CHECK (currency ~ '^[A-Z]{3}$'),
  net       numeric(20,2) NOT NULL CHECK (abs(net) < 1e13),
  vat       numeric(20,2) NOT NULL DEFAULT 0 CHECK (abs(vat) < 1e13)
);
CREATE INDEX cost_pool_days ON cost USING gist (pool, days);

-- By months: a bill over several is spread by days, each month the rounded amount
-- to its end less that of the month before.
CREATE VIEW cost_month AS
SELECT m.month, c.pool, c.kind, c.currency, c.cost_id, c.net, c.vat, r.rate AS exchange_rate,
       round(c.net * r.rate, 2) AS net_functional
FROM accounting_month AS m
     CROSS JOIN LATERAL (
       SELECT c.pool, c.kind, c.currency, c.cost_id,
              round(c.net * least(m.month + d.days - lower(c.days), d.of) / d.of, 2) - round(c.net * greatest(m.month - lower(c.days), 0) / d.of, 2) AS net,
              round(c.vat * least(m.month + d.days - lower(c.days), d.of) / d.of, 2) - round(c.vat * greatest(m.month - lower(c.days), 0) / d.of, 2) AS vat
       FROM cost AS c, LATERAL (SELECT last_day_of_month(m.month) - m.month + 1 AS days, upper(c.days) - lower(c.days) AS of) AS d
       WHERE c.days && daterange(m.month, last_day_of_month(m.month), '[]')) AS c
     LEFT JOIN month_rate AS r ON r.month = m.month AND r.currency = c.currency;

-- ---- invoices and payments -------------------------------------------------------

-- A credit note is an invoice below 0.
CREATE TABLE invoice (
  invoice       varchar(40) PRIMARY KEY CHECK (invoice <> ''),
  customer      varchar(80) NOT NULL REFERENCES customer ON UPDATE CASCADE,
  invoice_date  date NOT NULL CHECK (invoice_date BETWEEN '1990-01-01' AND '2199-12-31'),
  due_date      date NOT NULL CHECK (due_date <= '2199-12-31'),   -- if not said, the customer's due_days later
  currency      varchar(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  net           numeric(20,2) NOT NULL CHECK (abs(net) < 1e13),
  vat           numeric(20,2) NOT NULL CHECK (abs(vat) < 1e13),
  gross         numeric(20,2) NOT NULL,
  CONSTRAINT net_and_vat_are_gross CHECK (net + vat = gross),
  CONSTRAINT due_after_its_date CHECK (due_date >= invoice_date),
  UNIQUE (invoice, customer, currency)
);
CREATE INDEX invoice_customer ON invoice (customer);

CREATE FUNCTION complete_invoice() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  NEW.due_date := coalesce(NEW.due_date, NEW.invoice_date + coalesce((SELECT due_days FROM customer WHERE customer = NEW.customer), 0));
  RETURN NEW;
END
$$;
CREATE TRIGGER completed BEFORE INSERT ON invoice FOR EACH ROW EXECUTE FUNCTION complete_invoice();

CREATE TABLE invoice_line (
  invoice   varchar(40) NOT NULL REFERENCES invoice ON UPDATE CASCADE ON DELETE CASCADE,
  line      integer NOT NULL CHECK (line > 0),
  lease     varchar(60) NOT NULL REFERENCES lease ON UPDATE CASCADE,
  month     date NOT NULL CHECK (month = date_trunc('month', month::timestamp) AND month BETWEEN '1990-01-01' AND '2199-12-01'),   -- for which it is
  net       numeric(20,2) NOT NULL CHECK (abs(net) < 1e13),
  vat       numeric(20,2) NOT NULL CHECK (abs(vat) < 1e13),
  tax_rate  numeric(7,6) NOT NULL CHECK (tax_rate BETWEEN 0 AND 1),
  -- of the lease in that month, as it was when the line was written: its pool and cards, its price on the
  -- list or, without one, its own, its hours, what it came to, what the list asked.  What was billed does not
  -- change when the lease is corrected.
  pool        varchar(80) REFERENCES pool ON UPDATE CASCADE,
  cards       numeric(14,6),
  price       rent_rate,
  metered     boolean,
  card_hours  numeric(20,6),
  used_hours  numeric(20,6),           -- of metered terms those that were used, of others all
  lease_net   numeric(20,2),
  list_net    numeric(20,2),
  -- a line that is less than the month's rent, or below 0, is of as many of its hours
  hours       numeric GENERATED ALWAYS AS (round(card_hours * coalesce(net / nullif(lease_net, 0), CASE WHEN net < 0 THEN -1 ELSE 1 END), 6)) STORED,
  consumed    numeric GENERATED ALWAYS AS (round(used_hours * coalesce(net / nullif(lease_net, 0), CASE WHEN net < 0 THEN -1 ELSE 1 END), 6)) STORED,
  list_cost   numeric GENERATED ALWAYS AS (coalesce(round(net * list_net / nullif(lease_net, 0), 2), net)) STORED,
  CONSTRAINT prices_within_bounds CHECK (greatest(abs(hours), abs(consumed)) < 1e13 AND abs(list_cost) < 1e13 AND greatest(abs(net), abs(list_cost)) <= 1e15 * coalesce(nullif(abs(hours), 0), 1)),
  PRIMARY KEY (invoice, line)
);
CREATE INDEX invoice_line_lease ON invoice_line (lease, month, pool);
CREATE INDEX invoice_line_beyond ON invoice_line (pool) WHERE net > coalesce(lease_net, 0) + 0.01;
CREATE INDEX invoice_line_pool ON invoice_line (pool);

CREATE FUNCTION complete_line() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.month = OLD.month AND NOT moves_elsewhere('lease', OLD.lease, NEW.lease) THEN
      RETURN NEW;
    END IF;
  END IF;
  SELECT l.pool, l.cards, coalesce(l.list_rate, l.rate), l.metered, h.hours, CASE WHEN l.metered THEN coalesce(m.used, 0) ELSE h.hours END,
         net_amount(coalesce(m.amount, r.rent), l.tax_basis, l.tax_rate, l.currency),
         net_amount(coalesce(m.list_amount, r.list), l.tax_basis, l.tax_rate, l.currency)
  INTO NEW.pool, NEW.cards, NEW.price, NEW.metered, NEW.card_hours, NEW.used_hours, NEW.lease_net, NEW.list_net
  FROM lease AS l CROSS JOIN term(NEW.month, last_day_of_month(NEW.month), accounting_zone()) AS w (within)
       CROSS JOIN LATERAL (SELECT l.cards * hours(l.during * w.within) AS hours) AS h
       -- (a condition of a join is looked at after what it joins: CASE keeps rent() from what can't be billed)
       CROSS JOIN LATERAL (SELECT CASE WHEN NOT l.metered AND l.cannot_bill IS NULL THEN rent(l.time_terms, l.cards, l.during, w.within) END AS rent,
                                  CASE WHEN NOT l.metered AND l.cannot_bill IS NULL THEN rent(l.list_terms, l.cards, l.during, w.within) END AS list) AS r
       CROSS JOIN LATERAL (SELECT sum(used_card_hours) AS used, sum(amount) AS amount, sum(list_amount) AS list_amount FROM metered_month WHERE lease = l.lease AND month = NEW.month) AS m
  WHERE l.lease = NEW.lease;
  RETURN NEW;
END
$$;
CREATE TRIGGER completed BEFORE INSERT OR UPDATE ON invoice_line FOR EACH ROW EXECUTE FUNCTION complete_line();

-- An invoice is its lines: seen to at the end of a transaction, when both are there.
CREATE FUNCTION check_invoice() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  wrong record;
BEGIN
  SELECT i.invoice, i.net, i.vat, sum(l.net) AS lines_net, sum(l.vat) AS lines_vat INTO wrong
  FROM invoice AS i LEFT JOIN invoice_line AS l USING (invoice)
  WHERE i.invoice IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.invoice END, CASE WHEN TG_OP <> 'INSERT' THEN OLD.invoice END)
  GROUP BY i.invoice HAVING (i.net, i.vat) IS DISTINCT FROM (coalesce(sum(l.net), 0), coalesce(sum(l.vat), 0)) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'invoice % of net % and VAT % has lines of net % and VAT %', wrong.invoice, wrong.net, wrong.vat, coalesce(wrong.lines_net, 0), coalesce(wrong.lines_vat, 0)
      USING ERRCODE = 'check_violation', DETAIL = 'An invoice is the sum of its lines.', HINT = 'Write invoice and lines in one transaction.';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER invoice_is_its_lines AFTER INSERT OR UPDATE ON invoice
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_invoice();
CREATE CONSTRAINT TRIGGER lines_are_their_invoice AFTER INSERT OR UPDATE OR DELETE ON invoice_line
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_invoice();

-- Lines bill their invoice's customer for its leases, in the currency and with the tax of these; so they are seen to
-- when they are written.  A lease that is corrected later does not change them, and what was billed wrongly is
-- taken back as it was billed.
CREATE FUNCTION check_lines() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  old_row jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) END;
  new_row jsonb := to_jsonb(NEW);
  wrong record;
BEGIN
  IF TG_OP = 'UPDATE' AND NOT EXISTS (SELECT FROM unnest(CASE TG_TABLE_NAME WHEN 'invoice' THEN '{customer,currency}' ELSE '{invoice,lease,month,net,tax_rate}' END::text[]) AS n
                                      WHERE CASE WHEN n IN ('customer', 'invoice', 'lease') THEN belongs_elsewhere(n, old_row ->> n, new_row ->> n) ELSE old_row -> n <> new_row -> n END) THEN
    RETURN NULL;
  END IF;
  SELECT i.invoice, i.customer, i.currency, v.tax_rate, l.lease, l.customer AS of_customer, l.currency AS in_currency, l.tax_rate AS at_rate INTO wrong
  FROM invoice_line AS v JOIN invoice AS i USING (invoice) JOIN lease AS l USING (lease)
  WHERE v.invoice = NEW.invoice AND v.line = coalesce((new_row ->> 'line')::integer, v.line)
        AND (i.customer, i.currency, v.tax_rate) <> (l.customer, l.currency, l.tax_rate)
        AND NOT (v.net <= 0 AND EXISTS (SELECT FROM invoice_line AS o JOIN invoice AS b USING (invoice)
                                        WHERE o.lease = v.lease AND o.month = v.month AND o.tax_rate = v.tax_rate AND b.customer = i.customer AND b.currency = i.currency
                                        HAVING max(o.net) > 0 AND sum(o.net) >= 0 AND sum(o.vat) >= 0))
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'invoice % of % in % bills lease % with VAT at % %%, which is one of % in % at % %%', wrong.invoice, wrong.customer, wrong.currency, wrong.lease,
      trim_scale(100 * wrong.tax_rate), wrong.of_customer, wrong.in_currency, trim_scale(100 * wrong.at_rate)
      USING ERRCODE = 'check_violation', DETAIL = 'A line has its lease''s customer, currency and VAT, or takes back what was billed with others, and no more.',
            HINT = 'Correct the lease first if it is the lease that is wrong.';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER bills_its_leases AFTER INSERT OR UPDATE ON invoice_line
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_lines();
CREATE CONSTRAINT TRIGGER bills_its_leases AFTER UPDATE ON invoice
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_lines();

-- A receipt or, below 0, a refund.  What is not applied to invoices is paid ahead, and so is what is applied to
-- an invoice of a later day, until then.
CREATE TABLE payment (
  payment   varchar(40) PRIMARY KEY CHECK (payment <> ''),
  customer  varchar(80) NOT NULL REFERENCES customer ON UPDATE CASCADE,
  paid_on   date NOT NULL CHECK (paid_on BETWEEN '1990-01-01' AND '2199-12-31'),
  currency  varchar(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  amount    numeric(20,2) NOT NULL CHECK (abs(amount) < 1e13),   -- 0: a credit note set against invoices
  UNIQUE (payment, customer, currency)
);
CREATE INDEX payment_customer ON payment (customer);

-- Which invoices it pays; of a credit note what is used of it, below 0.
CREATE TABLE payment_line (
  payment     varchar(40) NOT NULL,
  invoice     varchar(40) NOT NULL,
  applied_on  date NOT NULL CHECK (applied_on <= '2199-12-31'),
  amount      numeric(20,2) NOT NULL CHECK (amount <> 0 AND abs(amount) < 1e13),
  customer    varchar(80) NOT NULL,    -- if not said, the payment's, and so its currency
  currency    varchar(3) NOT NULL,
  PRIMARY KEY (payment, invoice, applied_on),
  -- of one customer and currency
  FOREIGN KEY (payment, customer, currency) REFERENCES payment (payment, customer, currency) ON UPDATE CASCADE ON DELETE CASCADE,
  FOREIGN KEY (invoice, customer, currency) REFERENCES invoice (invoice, customer, currency) ON UPDATE CASCADE
);
CREATE INDEX payment_line_invoice ON payment_line (invoice);

CREATE FUNCTION complete_payment() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.customer IS NULL AND NEW.currency IS NULL THEN
    SELECT customer, currency INTO NEW.customer, NEW.currency FROM payment WHERE payment = NEW.payment;
    IF NOT FOUND THEN
      NEW.customer := '';  -- which the foreign key refuses
      NEW.currency := '';
    END IF;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER completed BEFORE INSERT ON payment_line FOR EACH ROW EXECUTE FUNCTION complete_payment();

-- No invoice is paid beyond its amount, nor is more applied than came in.
CREATE FUNCTION check_payment() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  payments text[] := ARRAY[old_row ->> 'payment', new_row ->> 'payment'];
  invoices text[] := ARRAY[old_row ->> 'invoice', new_row ->> 'invoice'];
  wrong record;
BEGIN
  -- the second of two sessions waits, and then has to see what the first one applied
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'write payments under READ COMMITTED' USING ERRCODE = 'invalid_transaction_state';
  END IF;
  invoices := invoices || ARRAY(SELECT l.invoice::text FROM payment_line AS l WHERE l.payment = ANY (payments));
  PERFORM FROM payment WHERE payment = ANY (payments) ORDER BY payment FOR NO KEY UPDATE;
  PERFORM FROM invoice WHERE invoice = ANY (invoices) ORDER BY invoice FOR NO KEY UPDATE;
  SELECT i.invoice, i.gross, sum(l.amount) AS paid INTO wrong
  FROM invoice AS i JOIN payment_line AS l USING (invoice)
  WHERE i.invoice = ANY (invoices)
  GROUP BY i.invoice HAVING sum(l.amount) NOT BETWEEN least(i.gross, 0) AND greatest(i.gross, 0) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'payments of % are more than invoice % of %', wrong.paid, wrong.invoice, wrong.gross
      USING ERRCODE = 'check_violation', HINT = 'Leave what is paid too much unapplied: it is money paid ahead, for other invoices.';
  END IF;
  SELECT p.payment, p.amount, p.paid_on, sum(l.amount) AS applied, min(l.applied_on) AS first_on INTO wrong
  FROM payment AS p JOIN payment_line AS l USING (payment)
  WHERE p.payment = ANY (payments)
  GROUP BY p.payment HAVING sum(l.amount) > greatest(p.amount, 0) OR min(l.applied_on) < p.paid_on LIMIT 1;
  IF FOUND AND wrong.first_on < wrong.paid_on THEN
    RAISE EXCEPTION 'payment % came in on %, and is applied on %', wrong.payment, wrong.paid_on, wrong.first_on
      USING ERRCODE = 'check_violation', DETAIL = 'What is applied to invoices is there by then.';
  ELSIF FOUND THEN
    RAISE EXCEPTION 'payment % of % is applied with %', wrong.payment, wrong.amount, wrong.applied
      USING ERRCODE = 'check_violation', DETAIL = 'What is applied to invoices is no more than what came in.',
            HINT = 'What is set off or paid out of a credit note is applied to that, below 0.';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER payment_within_invoices AFTER INSERT OR UPDATE OR DELETE ON payment_line
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_payment();
CREATE CONSTRAINT TRIGGER payment_covers_lines AFTER UPDATE ON payment
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_payment();
CREATE CONSTRAINT TRIGGER invoice_covers_payments AFTER UPDATE OF net, vat, gross ON invoice
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_payment();

-- ---- closed months ---------------------------------------------------------------

-- What is dated in a closed month stays as it is.
CREATE FUNCTION keep_closed() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  parents CONSTANT text[] := '{customer,pool,lease,invoice,payment}';
  names text[] := '{}';  -- of columns that may change
  old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  changed jsonb;
  what text;
  days daterange;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF TG_TABLE_NAME = 'exchange_rate' AND old_row - 'days' = new_row - 'days' THEN
      -- the rate of the days that both have is the same
      FOR days IN SELECT unnest(a + b) FROM (SELECT datemultirange(OLD.days) - datemultirange(NEW.days), datemultirange(NEW.days) - datemultirange(OLD.days)) AS d (a, b) LOOP
        PERFORM refuse_closed('the exchange rate', days);
      END LOOP;
      RETURN NEW;
    END IF;
    -- a renamed one has changed nothing, but one that belongs elsewhere has; what is generated is not yet
    SELECT array_agg(n) INTO names FROM unnest(parents) AS n WHERE NOT (n <> TG_TABLE_NAME AND moves_elsewhere(n, old_row ->> n, new_row ->> n));
    names := names || ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = TG_RELID AND attgenerated <> '');
  END IF;
  FOR changed IN SELECT r FROM (VALUES (old_row), (new_row)) AS v (r) WHERE r IS NOT NULL AND old_row - names IS DISTINCT FROM new_row - names LOOP
    what := CASE TG_TABLE_NAME WHEN 'exchange_rate' THEN 'the exchange rate' WHEN 'cost' THEN 'the cost' WHEN 'invoice' THEN 'invoice ' || (changed ->> 'invoice')
                 WHEN 'invoice_line' THEN 'a line of invoice ' || (changed ->> 'invoice') ELSE 'payment ' || (changed ->> 'payment') END;
    IF changed ? 'days' THEN
      days := changed ->> 'days';
    ELSE
      SELECT daterange(d.day, d.day, '[]') INTO days
      FROM (SELECT coalesce(changed ->> 'applied_on', changed ->> 'paid_on', changed ->> 'invoice_date',
                            (SELECT invoice_date::text FROM invoice WHERE TG_TABLE_NAME = 'invoice_line' AND invoice = changed ->> 'invoice'))::date AS day) AS d WHERE d.day IS NOT NULL;
    END IF;
    PERFORM refuse_closed(what, days);
  END LOOP;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER closed BEFORE INSERT OR UPDATE OR DELETE ON exchange_rate FOR EACH ROW EXECUTE FUNCTION keep_closed();
CREATE TRIGGER closed BEFORE INSERT OR UPDATE OR DELETE ON cost FOR EACH ROW EXECUTE FUNCTION keep_closed();
CREATE TRIGGER closed BEFORE INSERT OR UPDATE OR DELETE ON invoice FOR EACH ROW EXECUTE FUNCTION keep_closed();
CREATE TRIGGER closed BEFORE INSERT OR UPDATE OR DELETE ON invoice_line FOR EACH ROW EXECUTE FUNCTION keep_closed();
CREATE TRIGGER closed BEFORE INSERT OR UPDATE OR DELETE ON payment FOR EACH ROW EXECUTE FUNCTION keep_closed();
CREATE TRIGGER closed BEFORE INSERT OR UPDATE OR DELETE ON payment_line FOR EACH ROW EXECUTE FUNCTION keep_closed();

-- TRUNCATE asks no row, and no rollup is told of it.
CREATE FUNCTION refuse_truncate() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION 'table % is not truncated', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', DETAIL = 'It would take closed months along.', HINT = 'DELETE what is of open months.';
END
$$;
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY '{accounting_month,exchange_rate,customer,pool,asset,lease,usage,cost,invoice,invoice_line,payment,payment_line}'::text[] LOOP
    EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', name);
  END LOOP;
END
$$;

-- ---- what leases come to, by month, pool, customer and kind -----------------------

-- Metered terms: what was used in each month of the lease, and what that costs, not rounded to cents yet, as rent is
-- not: that is done with all of a pool and customer.
CREATE VIEW metered_month AS
SELECT accounting_day(c.period_start) - extract(day FROM accounting_day(c.period_start))::int + 1 AS month,
       l.lease, l.pool, l.customer, l.currency, l.tax_basis, l.tax_rate, c.used AS used_card_hours, c.charge, c.shortfall, c.amount,
       CASE WHEN l.list_rate IS NULL THEN c.amount ELSE c.used * amount(per(l.list_rate, 'hour')) END AS list_amount
FROM lease AS l CROSS JOIN span AS s
     CROSS JOIN LATERAL (
       SELECT array_agg(coalesce(u.used, 0) ORDER BY m.first_instant) AS used
       FROM generate_series(date_trunc('month', l.first_day::timestamp), least(l.last_day, s.last_day)::timestamp, interval '1 month') AS m (first_instant)
            LEFT JOIN LATERAL (SELECT round(sum(l.cards * hours(u.during * l.during * w.within) * u.utilization), 6) AS used
                               FROM usage AS u, LATERAL (SELECT term(m.first_instant::date, last_day_of_month(m.first_instant::date), accounting_zone()) AS within) AS w
                               WHERE u.lease = l.lease AND u.during && w.within) AS u ON true) AS months
     CROSS JOIN LATERAL usage_schedule(l.terms, months.used, l.during, scale => 12) AS c
WHERE l.metered AND l.cannot_bill IS NULL AND l.first_day <= s.last_day AND c.period_start < upper(s.within);

-- What the sums of leases are asked for, pool by pool, in whole months: the book; the months that
-- a refresh of the rollups works out; those after the end of the book in which contracts go on.
CREATE TABLE lease_change (
  pool   varchar(80) NOT NULL,
  days   daterange NOT NULL,
  taken  boolean NOT NULL DEFAULT false   -- by the refresh at hand: see lease_book_rollups.sql
);
-- Without this a publication of all tables would refuse the changes of a refresh.
ALTER TABLE lease_change REPLICA IDENTITY FULL;

CREATE VIEW stale AS
SELECT c.pool, unnest(range_agg(daterange(m.month, last_day_of_month(m.month), '[]'))) AS days
FROM (SELECT pool, range_agg(days) AS days FROM lease_change WHERE taken GROUP BY pool) AS c JOIN accounting_month AS m ON daterange(m.month, last_day_of_month(m.month), '[]') && c.days
GROUP BY c.pool;

CREATE VIEW asked AS
SELECT 'book' AS what, p.pool, daterange(s.first_day, s.last_day, '[]') AS days, s.within FROM pool AS p CROSS JOIN span AS s
UNION ALL
SELECT 'stale', pool, days, term(lower(days), upper(days) - 1, accounting_zone()) FROM stale
UNION ALL
SELECT 'to come', p.pool, daterange(s.last_day + 1, last_day_of_month(l.until), '[]'), term(s.last_day + 1, last_day_of_month(l.until), accounting_zone())
FROM pool AS p CROSS JOIN span AS s CROSS JOIN LATERAL (SELECT date_trunc('month', max(last_day)::timestamp)::date AS until FROM lease WHERE pool = p.pool) AS l WHERE l.until > s.last_day;

-- A kind is a currency and a tax: what can be added up, and rounded once.
CREATE VIEW lease_month_asked AS
SELECT what, month, pool, customer, currency, tax_basis, tax_rate, sum(leases)::bigint AS leases,
       rollup(summary) AS summary, sum(list_rent) AS list_rent, sum(metered_rent) AS metered_rent
FROM (
      -- months in one pass, of terms that count their days in the accounting zone
      SELECT g.what, p.period_start AS month, g.pool, g.customer, g.currency, g.tax_basis, g.tax_rate, 0 AS leases, p.lease_summary AS summary, 0 AS list_rent, 0 AS metered_rent
      FROM (SELECT a.what, l.pool, l.customer, l.currency, l.tax_basis, l.tax_rate, lease_summary_by(l.time_terms, l.cards, l.during, 'month', accounting_zone(), a.within) AS months
            FROM asked AS a JOIN lease AS l ON l.pool = a.pool AND l.during && a.within
            WHERE l.zone_is_ours AND l.cannot_bill IS NULL AND (a.what <> 'to come' OR NOT upper_inf(l.during) AND NOT l.metered)
            GROUP BY a.what, l.pool, l.customer, l.currency, l.tax_basis, l.tax_rate, a.within) AS g, periods(g.months) AS p
      WHERE first_start(p.lease_summary) IS NOT NULL
      UNION ALL
      -- what the list would ask
      SELECT g.what, p.period_start, g.pool, g.customer, g.currency, g.tax_basis, g.tax_rate, 0, NULL, revenue(p.lease_summary), 0
      FROM (SELECT a.what, l.pool, l.customer, l.currency, l.tax_basis, l.tax_rate, lease_summary_by(l.list_terms, l.cards, l.during, 'month', accounting_zone(), a.within) AS months
            FROM asked AS a JOIN lease AS l ON l.pool = a.pool AND l.during && a.within
            WHERE l.zone_is_ours AND l.cannot_bill IS NULL AND a.what <> 'to come'
            GROUP BY a.what, l.pool, l.customer, l.currency, l.tax_basis, l.tax_rate, a.within) AS g, periods(g.months) AS p
      WHERE first_start(p.lease_summary) IS NOT NULL
      UNION ALL
      -- in which months a lease is
      SELECT a.what, m.month::date, l.pool, l.customer, l.currency, l.tax_basis, l.tax_rate, 1, NULL, 0, 0
      FROM asked AS a JOIN lease AS l ON l.pool = a.pool AND l.during && a.within,
           generate_series(date_trunc('month', accounting_day(lower(l.during * a.within))::timestamp), accounting_day(upper(l.during * a.within))::timestamp, interval '1 month') AS m (month)
      WHERE l.zone_is_ours AND l.cannot_bill IS NULL AND (m.month AT TIME ZONE accounting_zone()) < upper(l.during * a.within) AND (a.what <> 'to come' OR NOT upper_inf(l.during) AND NOT l.metered)
      UNION ALL
      -- other zones: month by month
      SELECT a.what, m.month, l.pool, l.customer, l.currency, l.tax_basis, l.tax_rate, count(*), lease_summary(l.time_terms, l.cards, l.during, m.within), revenue(l.list_terms, l.cards, l.during, m.within), 0
      FROM asked AS a JOIN lease AS l ON l.pool = a.pool AND l.during && a.within
           CROSS JOIN LATERAL (SELECT g.month::date AS month, term(g.month::date, last_day_of_month(g.month::date), accounting_zone()) AS within
                               FROM generate_series(lower(a.days)::timestamp, upper(a.days)::timestamp - interval '1 day', interval '1 month') AS g (month)) AS m
      WHERE NOT l.zone_is_ours AND l.cannot_bill IS NULL AND l.during && m.within AND (a.what <> 'to come' OR NOT upper_inf(l.during) AND NOT l.metered)
      GROUP BY a.what, m.month, l.pool, l.customer, l.currency, l.tax_basis, l.tax_rate
      UNION ALL
      SELECT a.what, c.month, c.pool, c.customer, c.currency, c.tax_basis, c.tax_rate, 0, NULL, c.list_amount, c.amount
      FROM asked AS a JOIN metered_month AS c ON c.pool = a.pool AND c.month <@ a.days WHERE a.what <> 'to come') AS parts
GROUP BY what, month, pool, customer, currency, tax_basis, tax_rate;

-- Rounded once, here: whatever is added up later is cents.
CREATE VIEW cell_asked AS
SELECT what, month, pool, customer, currency, tax_basis, tax_rate, leases, coalesce(leases(summary), 0) AS leases_started,
       round(coalesce(card_hours(summary), 0), 6) AS card_hours,
       net_amount(list_rent, tax_basis, tax_rate, currency) AS list_net,
       gross_amount(rent, tax_basis, tax_rate, currency) AS gross,
       gross_amount(rent, tax_basis, tax_rate, currency) - net_amount(rent, tax_basis, tax_rate, currency) AS vat,
       net_amount(rent, tax_basis, tax_rate, currency) AS net
FROM lease_month_asked CROSS JOIN LATERAL (SELECT coalesce(revenue(summary), 0) + metered_rent AS rent) AS r;

CREATE VIEW cell_now AS
SELECT month, pool, customer, currency, tax_basis, tax_rate, leases, leases_started, card_hours, list_net, gross, vat, net FROM cell_asked WHERE what = 'book';

-- Contracted after the end of the book.  Metered terms commit to nothing that is known.
CREATE VIEW backlog_now AS
SELECT month, pool, customer, currency, tax_basis, tax_rate, leases, card_hours, gross, net FROM cell_asked WHERE what = 'to come';

-- What leases have come to so far, where not all of it is known (see check_lease())
CREATE VIEW contract_now AS
SELECT l.lease, l.pool, round(l.cards * hours(l.during * w.within), 6)::numeric(20,6) AS card_hours,
       CASE WHEN l.cannot_bill IS NULL THEN net_amount(r.rent, l.tax_basis, l.tax_rate, l.currency) END::numeric(20,2) AS net,
       CASE WHEN l.cannot_bill IS NULL THEN gross_amount(r.rent, l.tax_basis, l.tax_rate, l.currency) END::numeric(20,2) AS gross,
       CASE WHEN l.cannot_bill IS NULL THEN net_amount(r.list, l.tax_basis, l.tax_rate, l.currency) END::numeric(20,2) AS list
FROM lease AS l CROSS JOIN span AS s
     CROSS JOIN LATERAL (SELECT CASE WHEN upper_inf(l.during) THEN tstzrange(NULL, upper(s.within)) ELSE tstzrange(NULL, '2200-01-01 00:00Z') END AS within) AS w
     LEFT JOIN LATERAL (SELECT coalesce(sum(m.amount), 0) AS rent, coalesce(sum(m.list_amount), 0) AS list FROM metered_month AS m WHERE m.lease = l.lease) AS u ON l.metered
     CROSS JOIN LATERAL (SELECT CASE WHEN l.cannot_bill IS NULL THEN CASE WHEN l.metered THEN u.rent ELSE rent(l.time_terms, l.cards, l.during, w.within) END END AS rent,
                                CASE WHEN l.cannot_bill IS NULL THEN CASE WHEN l.metered THEN u.list ELSE rent(l.list_terms, l.cards, l.during, w.within) END END AS list) AS r
WHERE l.so_far;

-- How much is on lease and how much there is, month by month
CREATE VIEW occupied_month AS
SELECT m.month, p.pool, m.within, l.leased, a.owned
FROM accounting_month AS m CROSS JOIN pool AS p
     -- a row of NULLs where there is none: nothing is on lease, which is an answer
     CROSS JOIN LATERAL (SELECT occupancy(l.cards, l.during, m.within) AS leased
                         FROM (VALUES (1)) AS one LEFT JOIN lease AS l ON l.pool = p.pool AND l.during && m.within AND l.cannot_bill IS NULL) AS l
     CROSS JOIN LATERAL (SELECT occupancy(a.cards, term(a.in_service_from, a.in_service_to, accounting_zone()), m.within) AS owned
                         FROM (VALUES (1)) AS one LEFT JOIN asset AS a ON a.pool = p.pool) AS a;

CREATE VIEW pool_day_now AS
SELECT o.pool, accounting_day(l.period_start) AS day, a.peak AS cards,
       round(a.quantity_hours, 6) AS available_card_hours, round(l.quantity_hours, 6) AS leased_card_hours, l.peak AS peak_cards, l.minimum AS minimum_cards,
       CASE WHEN l.peak > a.peak THEN round(extract(epoch FROM time_over(o.leased, a.peak, tstzrange(l.period_start, l.period_end))) / 3600, 6) ELSE 0 END AS overbooked_hours
FROM occupied_month AS o CROSS JOIN LATERAL steps_by(o.leased, 'day', accounting_zone(), o.within) AS l
     JOIN LATERAL steps_by(o.owned, 'day', accounting_zone(), o.within) AS a ON a.period_start = l.period_start;

CREATE VIEW week_hour_now AS
SELECT o.month, o.pool, l.hour_of_week, round(l.quantity_hours, 6) AS leased_card_hours, round(a.quantity_hours, 6) AS available_card_hours
FROM occupied_month AS o CROSS JOIN LATERAL hour_of_week(o.leased, accounting_zone(), o.within) AS l
     JOIN LATERAL hour_of_week(o.owned, accounting_zone(), o.within) AS a ON a.hour_of_week = l.hour_of_week;

CREATE VIEW concurrency_now AS
SELECT month, pool, percentile(leased, 0.5, within) AS median_cards, percentile(leased, 0.95, within) AS p95_cards, peak(leased, within) AS peak_cards
FROM occupied_month;

-- What the other views read: the leases, or the rollups of them (see use_rollups()).
CREATE VIEW cell AS SELECT * FROM cell_now;
CREATE VIEW backlog AS SELECT * FROM backlog_now;
CREATE VIEW contract AS SELECT * FROM contract_now;
CREATE VIEW pool_day AS SELECT * FROM pool_day_now;
CREATE VIEW week_hour AS SELECT * FROM week_hour_now;
CREATE VIEW concurrency AS SELECT * FROM concurrency_now;

-- ---- posting ---------------------------------------------------------------------

-- What a month came to when it was closed, and what later closings have put right:
-- append-only.  service_month is the month that an amount is of, month the one in
-- whose accounts it is.
CREATE TABLE posted (
  month           date NOT NULL REFERENCES accounting_month,
  service_month   date NOT NULL REFERENCES accounting_month,
  pool            varchar(80) NOT NULL REFERENCES pool ON UPDATE CASCADE,
  customer        varchar(80) NOT NULL REFERENCES customer ON UPDATE CASCADE,
  currency        varchar(3) NOT NULL,
  tax_basis       varchar(12) NOT NULL,
  tax_rate        numeric(7,6) NOT NULL,
  leases          bigint NOT NULL,
  leases_started  bigint NOT NULL,
  card_hours      numeric(20,6) NOT NULL,
  list_net        numeric(20,2) NOT NULL,
  gross           numeric(20,2) NOT NULL,
  vat             numeric(20,2) NOT NULL,
  net             numeric(20,2) NOT NULL,
  -- of month; a month of which one is unknown does not close
  exchange_rate   numeric(18,8),
  net_functional  numeric(20,2) GENERATED ALWAYS AS (round(net * exchange_rate, 2)) STORED,
  PRIMARY KEY (month, service_month, pool, customer, currency, tax_basis, tax_rate),
  CHECK (month >= service_month), CHECK (net + vat = gross)
);
CREATE INDEX posted_pool ON posted (pool);

CREATE FUNCTION keep_posted() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    -- (what is generated is not yet)
    IF to_jsonb(OLD) - '{pool,customer,net_functional}'::text[] = to_jsonb(NEW) - '{pool,customer,net_functional}'::text[]
       AND NOT moves_elsewhere('pool', OLD.pool, NEW.pool) AND NOT moves_elsewhere('customer', OLD.customer, NEW.customer) THEN
      RETURN NEW;  -- renamed
    END IF;
  END IF;
  RAISE EXCEPTION 'what is posted never changes' USING ERRCODE = 'restrict_violation',
    HINT = 'Correct the lease: the open month takes the difference.';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON posted FOR EACH ROW EXECUTE FUNCTION keep_posted();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON posted FOR EACH STATEMENT EXECUTE FUNCTION keep_posted();

-- What the leases come to less what is posted of it, by the month of service
CREATE VIEW left_to_post AS
SELECT service_month, pool, customer, currency, tax_basis, tax_rate,
       sum(leases)::bigint AS leases, sum(leases_started)::bigint AS leases_started, sum(card_hours) AS card_hours,
       sum(list_net) AS list_net, sum(gross) AS gross, sum(vat) AS vat, sum(net) AS net
FROM (SELECT month AS service_month, pool, customer, currency, tax_basis, tax_rate, leases, leases_started, card_hours, list_net, gross, vat, net FROM cell
      UNION ALL
      SELECT service_month, pool, customer, currency, tax_basis, tax_rate, -leases, -leases_started, -card_hours, -list_net, -gross, -vat, -net FROM posted) AS both_sides
GROUP BY service_month, pool, customer, currency, tax_basis, tax_rate
HAVING sum(leases) <> 0 OR sum(leases_started) <> 0 OR sum(card_hours) <> 0 OR sum(list_net) <> 0 OR sum(gross) <> 0 OR sum(net) <> 0;

-- Of closed months: what has changed since
CREATE VIEW correction_now AS
SELECT service_month, pool, customer, currency, tax_basis, tax_rate,
       sum(leases)::bigint AS leases, sum(leases_started)::bigint AS leases_started, sum(card_hours) AS card_hours,
       sum(list_net) AS list_net, sum(gross) AS gross, sum(vat) AS vat, sum(net) AS net
FROM (SELECT month AS service_month, pool, customer, currency, tax_basis, tax_rate, leases, leases_started, card_hours, list_net, gross, vat, net
      FROM cell JOIN accounting_month AS m USING (month) WHERE m.closed
      UNION ALL
      SELECT service_month, pool, customer, currency, tax_basis, tax_rate, -leases, -leases_started, -card_hours, -list_net, -gross, -vat, -net FROM posted) AS both_sides
GROUP BY service_month, pool, customer, currency, tax_basis, tax_rate
HAVING sum(leases) <> 0 OR sum(leases_started) <> 0 OR sum(card_hours) <> 0 OR sum(list_net) <> 0 OR sum(gross) <> 0 OR sum(net) <> 0;
CREATE VIEW correction AS SELECT * FROM correction_now;

-- The accounts: what was posted in closed months; open months as the leases are now,
-- and in the first of them what has changed of the closed ones.
CREATE VIEW revenue AS
SELECT month, service_month, pool, customer, currency, tax_basis, tax_rate, leases, leases_started, card_hours, list_net, gross, vat, net, exchange_rate, net_functional
FROM posted
UNION ALL
SELECT a.month, a.service_month, a.pool, a.customer, a.currency, a.tax_basis, a.tax_rate, a.leases, a.leases_started, a.card_hours,
       a.list_net, a.gross, a.vat, a.net, r.rate, round(a.net * r.rate, 2)
FROM (SELECT c.month, c.month AS service_month, c.pool, c.customer, c.currency, c.tax_basis, c.tax_rate, c.leases, c.leases_started, c.card_hours, c.list_net, c.gross, c.vat, c.net
      FROM cell AS c JOIN accounting_month AS m USING (month) WHERE NOT m.closed
      UNION ALL
      SELECT s.open_month, l.service_month, l.pool, l.customer, l.currency, l.tax_basis, l.tax_rate, l.leases, l.leases_started, l.card_hours, l.list_net, l.gross, l.vat, l.net
      FROM correction AS l, span AS s WHERE s.open_month IS NOT NULL) AS a
     LEFT JOIN month_rate AS r ON r.month = a.month AND r.currency = a.currency;

-- By customer and pool in a currency; net_functional is unknown where there is no exchange rate.
CREATE VIEW sold_now AS
SELECT month, service_month, pool, customer, currency, exchange_rate, sum(card_hours) AS card_hours, sum(net) AS net, sum(net_functional) AS net_functional
FROM revenue GROUP BY month, service_month, pool, customer, currency, exchange_rate;
CREATE VIEW sold AS SELECT * FROM sold_now;

-- By pool; unknown where a part is
CREATE VIEW pool_sold_now AS
SELECT month, service_month, pool, CASE WHEN count(*) = count(net_functional) THEN sum(net_functional) END AS net_functional FROM sold GROUP BY month, service_month, pool;
CREATE VIEW pool_sold AS SELECT * FROM pool_sold_now;

-- A month of the book, and the one so many months before
CREATE VIEW month_pair AS
SELECT m.month, k.months_before, b.month AS before
FROM accounting_month AS m CROSS JOIN (VALUES (1), (12)) AS k (months_before) JOIN accounting_month AS b ON b.month = (m.month - make_interval(months => k.months_before))::date;

-- From one month to another, a row for each customer and pool: what came of volume, of
-- mix, of prices, of exchange rates, of customers new and lost.  With h the card-hours, p the
-- price in its currency, e the exchange rate, 0 before and 1 now, H all hours of customers that stay:
--   volume = h0 (H1/H0 - 1) p0 e0    all let as much more as the whole
--   price  = h1 (p1 - p0) e0         where there were hours in both
--   exchange = h1 p1 (e1 - e0)
--   mix    = what is left: more let here than elsewhere, at the prices of before
-- Where an exchange rate is missing, the amounts are unknown.
CREATE VIEW bridge_now AS
WITH sales AS (SELECT month, pool, customer, currency, exchange_rate, card_hours, net, net_functional FROM sold),
pairs AS (
  SELECT month, months_before, pool, customer, currency, sum(h0) AS h0, sum(h1) AS h1, sum(n0) AS n0, sum(n1) AS n1,
         CASE WHEN count(f0) = count(*) THEN sum(f0) END AS f0, CASE WHEN count(f1) = count(*) THEN sum(f1) END AS f1, coalesce(max(e0), max(e1)) AS e0
  FROM (SELECT p.month, p.months_before, s.pool, s.customer, s.currency, s.card_hours AS h0, 0 AS h1, s.net AS n0, 0 AS n1, s.net_functional AS f0, 0 AS f1, s.exchange_rate AS e0, NULL AS e1
        FROM month_pair AS p JOIN sales AS s ON s.month = p.before
        UNION ALL
        SELECT p.month, p.months_before, s.pool, s.customer, s.currency, 0, s.card_hours, 0, s.net, 0, s.net_functional, NULL, s.exchange_rate
        FROM month_pair AS p JOIN sales AS s ON s.month = p.month) AS both_sides
  GROUP BY month, months_before, pool, customer, currency),
-- customers with revenue before, and now
stays AS (
  SELECT *, coalesce(sum(f0) OVER c, 0) <> 0 OR bool_or(f0 IS NULL) OVER c AS was_there, coalesce(sum(f1) OVER c, 0) <> 0 OR bool_or(f1 IS NULL) OVER c AS is_there
  FROM pairs WINDOW c AS (PARTITION BY month, months_before, customer)),
growth AS (
  SELECT *, sum(h0) FILTER (WHERE was_there AND is_there) OVER t AS hours, sum(h1 - h0) FILTER (WHERE was_there AND is_there) OVER t AS more
  FROM stays WINDOW t AS (PARTITION BY month, months_before)),
parts AS (
  SELECT month, months_before, pool, customer, f0, f1, was_there, is_there,
         CASE WHEN was_there AND is_there THEN coalesce(round(f0 * more / nullif(hours, 0), 2), 0 * f0) ELSE 0 END AS volume,
         CASE WHEN was_there AND is_there AND h0 > 0 AND h1 > 0 THEN round((n1 - n0 * h1 / h0) * e0, 2) ELSE 0 END AS price,
         CASE WHEN was_there AND is_there THEN round(f1 - n1 * e0, 2) ELSE 0 END AS exchange
  FROM growth),
sums AS (
  SELECT month, months_before, pool, customer, count(*) = count(f0) AS known_before, count(*) = count(f1) AS known_now, sum(f0) AS f0, sum(f1) AS f1,
         sum(CASE WHEN was_there THEN 0 ELSE f1 - f0 END) AS new, sum(CASE WHEN was_there AND NOT is_there THEN f1 - f0 ELSE 0 END) AS lost,
         sum(volume) AS volume, sum(CASE WHEN was_there AND is_there THEN f1 - f0 - volume - price - exchange ELSE 0 END) AS mix, sum(price) AS price, sum(exchange) AS exchange
  FROM parts GROUP BY month, months_before, pool, customer)
SELECT month, months_before, pool, customer, CASE WHEN known_before THEN f0 END::numeric(20,2) AS f0, CASE WHEN known_before AND known_now THEN new END::numeric(20,2) AS new,
       CASE WHEN known_before AND known_now THEN lost END::numeric(20,2) AS lost, CASE WHEN known_before AND known_now THEN volume END::numeric(20,2) AS volume,
       CASE WHEN known_before AND known_now THEN mix END::numeric(20,2) AS mix, CASE WHEN known_before AND known_now THEN price END::numeric(20,2) AS price,
       CASE WHEN known_before AND known_now THEN exchange END::numeric(20,2) AS exchange, CASE WHEN known_now THEN f1 END::numeric(20,2) AS f1
FROM sums;
CREATE VIEW bridge AS SELECT * FROM bridge_now;

-- How much of the cards on lease was metered, and used
CREATE VIEW use_month AS
SELECT m.month, l.pool, l.customer, sum(l.cards * hours(u.during * l.during * m.within)) AS metered, sum(l.cards * hours(u.during * l.during * m.within) * u.utilization) AS used
FROM accounting_month AS m JOIN usage AS u ON u.during && m.within JOIN lease AS l ON l.lease = u.lease
GROUP BY m.month, l.pool, l.customer;

-- Each customer's part of a pool's month by card-hours, and idle hours as __idle__'s: from which
-- hour up to which of all of them, one after the other
CREATE VIEW allocation_now AS
WITH shares AS (
  SELECT month, pool, customer, customer AS sort, sum(card_hours) AS hours FROM cell GROUP BY month, pool, customer
  UNION ALL
  SELECT month, pool, '__idle__'::varchar(80), NULL, greatest(sum(available_card_hours - leased_card_hours), 0)
  FROM (SELECT date_trunc('month', day::timestamp)::date AS month, pool, available_card_hours, leased_card_hours FROM pool_day) AS d GROUP BY month, pool),
cumulated AS (
  SELECT month, pool, customer, hours, sum(hours) OVER w AS upto, sum(hours) OVER w - hours AS before, sum(hours) OVER (PARTITION BY month, pool) AS all_hours
  FROM shares WINDOW w AS (PARTITION BY month, pool ORDER BY sort NULLS LAST ROWS UNBOUNDED PRECEDING))
-- where nothing was there and nothing leased, all of it is __idle__'s
SELECT a.month, a.pool, a.customer, a.hours::numeric(20,6) AS hours, CASE WHEN a.all_hours = 0 AND a.customer = '__idle__' THEN 1 ELSE a.upto END AS upto, a.before, coalesce(nullif(a.all_hours, 0), 1) AS all_hours, coalesce(u.used, 0)::numeric(20,6) AS used, coalesce(u.metered, 0)::numeric(20,6) AS metered,
       CASE WHEN a.customer = '__idle__' THEN 0 ELSE round(u.used / nullif(u.metered, 0), 6) END::numeric(18,6) AS efficiency
FROM cumulated AS a LEFT JOIN use_month AS u ON u.month = a.month AND u.pool = a.pool AND u.customer = a.customer;
CREATE VIEW allocation AS SELECT * FROM allocation_now;

-- What is open at the end of each month, by age (0: not due, 1: up to 30 days, and so on), and what was received and
-- applied to no invoice
CREATE VIEW aging_now AS
-- (what is applied to an invoice of a later day counts from that day on, and until then is paid ahead)
WITH line AS (SELECT l.payment, l.invoice, l.amount, greatest(l.applied_on, i.invoice_date) AS day FROM payment_line AS l JOIN invoice AS i USING (invoice)),
-- from its last payment on, an invoice that is paid is in no figure; and so with what is applied of a receipt
paid AS (SELECT invoice, sum(amount) AS amount, max(day) AS last_day FROM line GROUP BY invoice),
applied AS (SELECT payment, sum(amount) AS amount, max(day) AS last_day FROM line GROUP BY payment),
billed AS (SELECT i.*, CASE WHEN p.amount = i.gross THEN p.last_day ELSE 'infinity' END AS until FROM invoice AS i LEFT JOIN paid AS p USING (invoice)),
received AS (SELECT p.*, CASE WHEN a.amount = p.amount THEN a.last_day ELSE 'infinity' END AS until FROM payment AS p LEFT JOIN applied AS a USING (payment)),
-- what opens an amount, or closes one, and on which days that counts
moves AS (
  SELECT customer, currency, due_date, gross AS open, 0 AS ahead, invoice_date AS since, until FROM billed WHERE until > invoice_date
  UNION ALL
  SELECT b.customer, b.currency, b.due_date, -l.amount, 0, l.day, b.until FROM billed AS b JOIN line AS l USING (invoice) WHERE b.until > l.day
  UNION ALL
  SELECT customer, currency, NULL, 0, amount, paid_on, until FROM received WHERE until > paid_on
  UNION ALL
  SELECT r.customer, r.currency, NULL, 0, -l.amount, l.day, r.until FROM received AS r JOIN line AS l USING (payment) WHERE r.until > l.day),
open AS (
  SELECT d.month, m.customer, m.currency, aging_bucket(m.due_date, d.day) AS bucket, m.open, m.ahead
  FROM moves AS m JOIN (SELECT month, last_day_of_month(month) AS day FROM accounting_month) AS d ON m.since <= d.day AND m.until > d.day)
SELECT * FROM (
  SELECT month, customer, currency, coalesce(sum(open) FILTER (WHERE bucket = 0), 0) AS b0, coalesce(sum(open) FILTER (WHERE bucket = 1), 0) AS b1,
         coalesce(sum(open) FILTER (WHERE bucket = 2), 0) AS b2, coalesce(sum(open) FILTER (WHERE bucket = 3), 0) AS b3, coalesce(sum(open) FILTER (WHERE bucket = 4), 0) AS b4, sum(ahead) AS ahead
  FROM open GROUP BY month, customer, currency) AS a
WHERE (b0, b1, b2, b3, b4, ahead) <> (0, 0, 0, 0, 0, 0);
CREATE VIEW aging AS SELECT * FROM aging_now;

-- Months are added one after the other, closed in turn and never opened again.
-- Closing one posts what is left to post of it and of all before it.
CREATE FUNCTION check_month() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  gap record;
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.closed AND (TG_OP = 'DELETE' OR NOT NEW.closed OR NEW.month <> OLD.month) OR TG_OP = 'INSERT' AND NEW.closed THEN
    RAISE EXCEPTION 'month % % closed', coalesce(OLD.month, NEW.month), CASE TG_OP WHEN 'INSERT' THEN 'is added' ELSE 'is' END
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = 'Months are added open, and closed once.';
  ELSIF TG_OP = 'UPDATE' AND NEW.month <> OLD.month THEN
    RAISE EXCEPTION 'month % cannot become %', OLD.month, NEW.month
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Delete it, and add the other.';
  ELSIF TG_OP = 'INSERT' AND NEW.month = date_trunc('month', NEW.month::timestamp) AND EXISTS (SELECT FROM accounting_month WHERE closed AND month > NEW.month) THEN
    RAISE EXCEPTION 'month % is before months that are closed', NEW.month
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = 'Corrections land in the first month that is open, and that is after them.';
  ELSIF TG_OP = 'UPDATE' AND NEW.closed AND NOT OLD.closed THEN
    -- the second of two sessions waits, and then has to see what the first one posted
    IF current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE EXCEPTION 'close a month under READ COMMITTED' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    LOCK TABLE posted IN SHARE ROW EXCLUSIVE MODE;
    IF EXISTS (SELECT FROM accounting_month WHERE month < NEW.month AND NOT closed) THEN
      RAISE EXCEPTION 'month % cannot be closed before those that come before it', NEW.month
        USING ERRCODE = 'object_not_in_prerequisite_state',
              HINT = format('Months are closed in turn; the first that is open is %s.', (SELECT min(month) FROM accounting_month WHERE NOT closed));
    END IF;
    PERFORM refresh_rollups();
    INSERT INTO posted
    SELECT NEW.month, l.service_month, l.pool, l.customer, l.currency, l.tax_basis, l.tax_rate, l.leases, l.leases_started, l.card_hours, l.list_net, l.gross, l.vat, l.net, r.rate
    FROM left_to_post AS l LEFT JOIN month_rate AS r ON r.month = NEW.month AND r.currency = l.currency WHERE l.service_month <= NEW.month;
    SELECT currency INTO gap FROM (SELECT currency FROM posted WHERE month = NEW.month AND exchange_rate IS NULL
                                   UNION ALL SELECT currency FROM cost_month WHERE month = NEW.month AND exchange_rate IS NULL
                                   -- what is owed at its end is told in functional_currency() too
                                   UNION ALL SELECT a.currency FROM aging AS a LEFT JOIN month_rate AS r ON r.month = a.month AND r.currency = a.currency WHERE a.month = NEW.month AND r.closing_rate IS NULL) AS without;
    IF FOUND THEN
      RAISE EXCEPTION 'month % has no exchange rate of %', NEW.month, gap.currency
        USING ERRCODE = 'object_not_in_prerequisite_state',
              DETAIL = format('There is none for %s.', (SELECT datemultirange(daterange(NEW.month, last_day_of_month(NEW.month), '[]')) - coalesce(range_agg(days), '{}') FROM exchange_rate WHERE currency = gap.currency)),
              HINT = 'Every day of the month needs one in exchange_rate.';
    END IF;
    IF rollups_in_use() THEN
      DELETE FROM correction_kept;  -- all are posted
    END IF;
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER month_checked BEFORE INSERT OR UPDATE OR DELETE ON accounting_month FOR EACH ROW EXECUTE FUNCTION check_month();

CREATE FUNCTION check_months() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF EXISTS (SELECT FROM accounting_month HAVING count(*) <> 1 + 12 * extract(year FROM age(max(month), min(month))) + extract(month FROM age(max(month), min(month)))) THEN
    RAISE EXCEPTION 'the months of the book have gaps' USING ERRCODE = 'check_violation', HINT = 'Add those between the first and the last.';
  END IF;
  -- so far check_lease() has looked
  IF EXISTS (SELECT FROM lease, span WHERE upper_inf(during) AND lower(during) + interval '50 years' < upper(span.within)) THEN
    RAISE EXCEPTION 'lease % has no end and runs for more than 50 years', (SELECT lease FROM lease WHERE upper_inf(during) ORDER BY lower(during) LIMIT 1)
      USING ERRCODE = 'check_violation', HINT = 'End it, or leave those months out.';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER months_follow AFTER INSERT OR UPDATE OR DELETE ON accounting_month FOR EACH STATEMENT EXECUTE FUNCTION check_months();

-- Adds the months up to one, open: add_months('2026-12-01')
CREATE FUNCTION add_months(last_month date, first_month date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO accounting_month (month)
  SELECT m::date FROM generate_series(coalesce(first_month, (SELECT max(month) + interval '1 month' FROM accounting_month), last_month), last_month::timestamp, interval '1 month') AS m
  ON CONFLICT DO NOTHING;
END
$$;

-- ---- what if, and what was planned -----------------------------------------------

-- Named scenarios of cards to buy, for pro_forma_month, payback_grid and unit_economics
CREATE TABLE scenario (
  scenario         varchar(60) PRIMARY KEY CHECK (scenario <> ''),
  cards            numeric(14,6) NOT NULL CHECK (cards > 0),
  price            rent_rate NOT NULL,
  rate             rent_rate NOT NULL,
  rates            rent_rate[],          -- of the grid; NULL: 0.4 to 1.6 of the rate
  start_date       date NOT NULL CHECK (isfinite(start_date)),
  months           integer NOT NULL DEFAULT 48 CHECK (months BETWEEN 1 AND 600),
  ramp_months      integer NOT NULL DEFAULT 0,
  construction_months integer NOT NULL DEFAULT 0,
  utilization      numeric(9,6) NOT NULL DEFAULT 1,
  monthly_decline  numeric(7,6) NOT NULL DEFAULT 0,
  life             interval NOT NULL DEFAULT '4 years',
  residual_value   numeric(22,4) NOT NULL DEFAULT 0,   -- of a card
  power_kw         numeric(10,4),                      -- of a card, its share of the server included
  pue              numeric(6,4) NOT NULL DEFAULT 1,
  power_price      rent_rate,            -- of a kWh, as in 0.65 CNY/kW/hour
  colocation       rent_rate,
  staff            rent_rate,
  other            rent_rate,
  selling          numeric(7,6) NOT NULL DEFAULT 0,    -- a share of revenue
  administration   rent_rate,
  debt_share       numeric(7,6) NOT NULL DEFAULT 0,
  interest_rate    numeric(9,6) NOT NULL DEFAULT 0,
  income_tax_rate  numeric(7,6) NOT NULL DEFAULT 0,
  discount_rate    numeric(9,6) NOT NULL DEFAULT 0
);

-- (Parsed as they are made: who reads the views needs no right on this schema.)
-- The hour of a card of a scenario, line by line
CREATE FUNCTION scenario_economics(s scenario) RETURNS TABLE (n int, line text, per_hour_available numeric, per_hour_let numeric, share_of_revenue numeric)
LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
  SELECT u.* FROM unit_economics(s.rate, s.price, life => s.life, salvage => s.residual_value, utilization => s.utilization, power => s.power_kw, pue => s.pue,
    power_price => s.power_price, colocation => s.colocation, staff => s.staff, other => s.other, selling => s.selling, administration => s.administration,
    debt => amount(s.price) * s.debt_share / 2, interest_rate => s.interest_rate, income_tax_rate => s.income_tax_rate, scale => 8) AS u;
END;

-- What a card costs in cash, let or not
CREATE FUNCTION scenario_cash_cost(s scenario) RETURNS rent_rate
LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
  SELECT per(s.rate, 'hour') * 0 + (sum(per_hour_available) || ' ' || currency(s.rate) || '/card/hour' || CASE tax_basis(s.rate) WHEN 'including' THEN ' incl ' WHEN 'excluding' THEN ' excl ' ELSE '' END || coalesce(100 * tax_rate(s.rate) || '%', ''))::rent_rate
  FROM scenario_economics(s) WHERE line IN ('power', 'colocation', 'staff', 'other costs', 'administration');
END;

CREATE FUNCTION scenario_months(s scenario) RETURNS TABLE (month int, at date, operating_month int, revenue numeric, operating_cost numeric, ebitda numeric, depreciation numeric, interest numeric,
  income_tax numeric, net_profit numeric, capex numeric, debt_balance numeric, project_cash_flow numeric, equity_cash_flow numeric)
LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
  SELECT p.month, p.at, p.operating_month, p.revenue, p.operating_cost, p.ebitda, p.depreciation, p.interest, p.income_tax, p.net_profit, p.capex, p.debt_balance, p.project_cash_flow, p.equity_cash_flow
  FROM pro_forma(s.price, s.rate, s.cards, scenario_cash_cost(s), months => s.months, start_date => s.start_date, construction_months => s.construction_months, ramp_months => s.ramp_months,
    utilization => s.utilization, monthly_decline => s.monthly_decline, variable_cost => s.selling, life => s.life, salvage => s.residual_value, residual_value => s.residual_value,
    debt_share => nullif(s.debt_share, 0), interest_rate => s.interest_rate, income_tax_rate => s.income_tax_rate) AS p;
END;

CREATE FUNCTION scenario_grid(s scenario) RETURNS TABLE (rate_amount numeric, utilization numeric, monthly_cash_flow numeric, payback_years numeric)
LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
  SELECT g.rate_amount, g.utilization, g.monthly_cash_flow, g.payback_years
  FROM payback_grid(s.price, coalesce(s.rates, ARRAY(SELECT s.rate * k FROM generate_series(0.4, 1.6, 0.1) AS k)), '{0.3,0.4,0.5,0.6,0.7,0.8,0.9,1}', scenario_cash_cost(s), s.monthly_decline, s.discount_rate) AS g;
END;

-- What the functions and the views would refuse is refused here, with their own message.
CREATE FUNCTION check_scenario() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM count(v::text) FROM gpurent_bi.pro_forma_month AS v WHERE scenario = NEW.scenario;
  PERFORM count(v::text) FROM gpurent_bi.payback_grid AS v WHERE scenario = NEW.scenario;
  PERFORM count(v::text) FROM gpurent_bi.unit_economics AS v WHERE scenario = NEW.scenario;
  RETURN NULL;
END
$$;
CREATE TRIGGER scenario_checked AFTER INSERT OR UPDATE ON scenario FOR EACH ROW EXECUTE FUNCTION check_scenario();

-- Net revenue and costs as planned, in the functional currency
CREATE TABLE budget (
  month         date NOT NULL CHECK (month = date_trunc('month', month::timestamp)),
  pool          varchar(80) NOT NULL REFERENCES pool ON UPDATE CASCADE,
  net_revenue   numeric(20,2) NOT NULL CHECK (abs(net_revenue) < 1e13),
  gross_profit  numeric(20,2) CHECK (abs(gross_profit) < 1e13),
  PRIMARY KEY (month, pool)
);

\ir lease_book_rollups.sql
\ir lease_book_views.sql
SELECT set_config('search_path', current_setting('lease_book.path'), false) \g /dev/null
