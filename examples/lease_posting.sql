-- Posting a lease's income: append-only lines, each the income to date, rounded, less what is posted.
--
--   \i examples/lease_posting.sql
--   INSERT INTO posting_lease VALUES (1, '133400 CNY/server/month; free 3 months; zone Asia/Shanghai', 2, term('2024-01-01', '2026-12-31', 'Asia/Shanghai'));
--   SELECT post_lease_income('2024-01-31');    -- 1 line
--   SELECT post_lease_income('2024-01-31');    -- 0: nothing is left
--   INSERT INTO closed_month VALUES ('2024-01-31');
--
-- What is posted never changes. A contract that comes late, or is corrected, is made up in the open month: the
-- amount to date takes no notice of when it was learned. A finance lease is posted likewise, with
-- finance_lease_income() in the place of income_to_date(), and an asset with accumulated_depreciation().
--
-- A lease whose income cannot be told is refused when it is entered, with the reason: one of metered usage, without a start,
-- or without an end and with free months or steps, which are spread over the whole of it. Of a flat rate without an
-- end income is the rent. So no lease can stop the posting of the others.

-- The decimals of a lease's currency: those of its income schedule.
CREATE FUNCTION money_decimals(terms lease_terms) RETURNS int LANGUAGE sql IMMUTABLE
RETURN (SELECT scale(income) FROM income_schedule(terms, 0, tstzrange '[2000-01-01 00:00Z, 2000-01-01 01:00Z)') LIMIT 1);

CREATE FUNCTION without_end(during tstzrange) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN coalesce(upper(during), 'infinity') = 'infinity';

-- Income to the close of a day. Nothing but a zone and a proration beside the rate is a flat rate.
CREATE FUNCTION lease_income(terms lease_terms, quantity numeric, during tstzrange, at date) RETURNS numeric LANGUAGE sql IMMUTABLE
RETURN CASE WHEN without_end(during) AND regexp_replace(terms::text, '; (zone|proration) [^;]*', '', 'g') !~ ';'
      THEN income_to_date(terms, quantity, during, at, within => tstzrange(NULL, (at + 2)::timestamp AT TIME ZONE 'UTC'))
      ELSE income_to_date(terms, quantity, during, at) END;

CREATE TABLE posting_lease (
  id bigint PRIMARY KEY,
  terms lease_terms NOT NULL,
  quantity numeric NOT NULL,
  during tstzrange NOT NULL,
  CONSTRAINT income_can_be_told CHECK (lease_income(terms, quantity, during, CASE WHEN without_end(during) THEN date '2999-12-31' ELSE date 'infinity' END) IS NOT NULL)
);

CREATE TABLE closed_month (
  month_end date PRIMARY KEY CHECK (isfinite(month_end) AND month_end = date_trunc('month', month_end::timestamp) + interval '1 month - 1 day')
);

CREATE TABLE posting_line (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lease bigint NOT NULL REFERENCES posting_lease,
  month_end date NOT NULL,
  amount numeric NOT NULL CHECK (amount <> 0),
  posted_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON posting_line (lease);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what is posted never changes: post the difference' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE FUNCTION refuse_closed_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT isfinite(NEW.month_end) OR NEW.month_end <= (SELECT max(month_end) FROM closed_month) THEN
    RAISE EXCEPTION 'the month that ends on % is closed', NEW.month_end
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Post in the open month: it takes what is left of all before it.';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER open_month BEFORE INSERT ON posting_line FOR EACH ROW EXECUTE FUNCTION refuse_closed_month();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON posting_line FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Posts what is left at the close of a month's last day; returns how many lines that made.
CREATE FUNCTION post_lease_income(at date) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  lines bigint;
BEGIN
  -- the second of two runs waits, and then has to see what the first one posted
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'post under READ COMMITTED' USING ERRCODE = 'invalid_transaction_state';
  END IF;
  LOCK TABLE posting_line IN SHARE ROW EXCLUSIVE MODE;
  -- nor is a month closed while lines go into it
  LOCK TABLE closed_month IN SHARE MODE;
  IF NOT isfinite(at) OR at <> date_trunc('month', at::timestamp) + interval '1 month - 1 day' THEN
    RAISE EXCEPTION '% is not the last day of a month', at USING ERRCODE = 'invalid_parameter_value';
  END IF;
  -- a month before a closed one is closed too
  IF at <= (SELECT max(month_end) FROM closed_month) THEN
    RAISE EXCEPTION 'the month that ends on % is closed', at
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Post in the open month: it takes what is left of all before it.';
  END IF;

  -- what is left is counted over all months: an earlier one would take back what a later one has posted
  IF at < (SELECT max(month_end) FROM posting_line) THEN
    RAISE EXCEPTION 'a month after % has been posted already', at
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Post the months in their order: a later one has taken what was left of this one.';
  END IF;

  INSERT INTO posting_line (lease, month_end, amount)
  SELECT lease, at, left_over
  FROM (SELECT l.id AS lease, left_to_post(lease_income(l.terms, l.quantity, l.during, at), coalesce(p.posted, 0), money_decimals(l.terms)) AS left_over
      FROM posting_lease AS l LEFT JOIN (SELECT lease, sum(amount) AS posted FROM posting_line GROUP BY lease) AS p ON p.lease = l.id) AS due
  WHERE left_over <> 0
  ORDER BY lease;
  GET DIAGNOSTICS lines = ROW_COUNT;
  RETURN lines;
END
$$;
