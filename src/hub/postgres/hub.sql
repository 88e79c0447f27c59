-- A hub for rapport in PostgreSQL 13 or newer: run once by `rapport hub init`, or by psql, in a
-- database of its own. Members read what the policies show, and write by the functions alone.
BEGIN;
DO $$ BEGIN
  IF to_regrole('rapport_member') IS NULL THEN CREATE ROLE rapport_member; END IF;
  IF to_regrole('rapport_bi') IS NULL THEN CREATE ROLE rapport_bi; END IF;
END $$;
CREATE SCHEMA rapport;
SET LOCAL search_path = rapport, pg_temp;

CREATE TABLE hub(one boolean PRIMARY KEY DEFAULT true CHECK (one), id uuid NOT NULL DEFAULT gen_random_uuid(),
  format int NOT NULL DEFAULT 1, min_client text NOT NULL DEFAULT '');
CREATE TABLE person(login text PRIMARY KEY, handle text UNIQUE, steward boolean NOT NULL DEFAULT false);  -- no handle: a coach only
CREATE TABLE coaching(coach text REFERENCES person ON DELETE CASCADE, pm text, PRIMARY KEY(coach, pm));   -- pm '*': everybody
CREATE TABLE stream(space text, replica uuid, owner text NOT NULL DEFAULT session_user, head bigint NOT NULL DEFAULT 0,
  tip bigint NOT NULL DEFAULT 0, client text NOT NULL DEFAULT '', seen text NOT NULL DEFAULT '', sent text NOT NULL DEFAULT '',
  PRIMARY KEY(space, replica));
CREATE TABLE change(space text, replica uuid, seq bigint, hlc bigint NOT NULL, base bigint NOT NULL, nonce bigint NOT NULL,
  cmd bigint NOT NULL, ent text NOT NULL, uid uuid NOT NULL, op int NOT NULL, at text NOT NULL, body text,
  PRIMARY KEY(space, replica, seq), FOREIGN KEY(space, replica) REFERENCES stream);
CREATE INDEX change_uid ON change(uid);
CREATE TABLE verdict(pm text, week date, label text, state text, done int, expected int, unit text, sessions int, one_hour int,
  on_site int, customers int, streak int, met int, judged int, as_of date, PRIMARY KEY(pm, week));
INSERT INTO hub DEFAULT VALUES;
INSERT INTO person VALUES(session_user, NULL, true);

CREATE FUNCTION is_steward() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = rapport, pg_temp AS
$$ SELECT coalesce((SELECT steward FROM person WHERE login = session_user), false) $$;

CREATE FUNCTION coached() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = rapport, pg_temp AS $$
  WITH mine AS (SELECT pm FROM coaching WHERE coach = session_user)
  SELECT pm FROM mine WHERE pm <> '*'
  UNION SELECT handle FROM person WHERE handle IS NOT NULL AND '*' IN (SELECT pm FROM mine)
  UNION SELECT substr(space, 4) FROM stream WHERE space LIKE 'pm/%' AND '*' IN (SELECT pm FROM mine) $$;

CREATE FUNCTION readable() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = rapport, pg_temp AS $$
  SELECT CASE WHEN EXISTS (SELECT FROM person WHERE login = session_user)
    THEN ARRAY['team', 'rules', 'erasure'] || ARRAY(
      SELECT part || whose FROM unnest(ARRAY['pm/', 'review/']) part,
        (SELECT handle FROM person WHERE login = session_user AND handle IS NOT NULL UNION SELECT coached()) pms(whose))
    ELSE '{}' END $$;

CREATE FUNCTION writable() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = rapport, pg_temp AS $$
  SELECT coalesce((SELECT ARRAY['team']
      || CASE WHEN steward OR EXISTS (SELECT FROM coaching WHERE coach = login) THEN ARRAY['rules'] ELSE '{}' END
      || CASE WHEN steward THEN ARRAY['erasure'] ELSE '{}' END
      || CASE WHEN handle IS NULL THEN '{}' ELSE ARRAY['pm/' || handle, 'review/' || handle] END
      || ARRAY(SELECT 'review/' || coached())
    FROM person WHERE login = session_user), '{}') $$;

-- Adds what a book wrote. The new head; where it is another one than was believed, -head-1, and nothing is added.
CREATE FUNCTION push(to_space text, from_replica uuid, believed_head bigint, believed_tip bigint, version text, sent_at text, rows json)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = rapport, pg_temp AS $$
DECLARE
  now_ms bigint := extract(epoch FROM clock_timestamp()) * 1000;
  there stream;
  n bigint; first bigint; last bigint; latest bigint;
BEGIN
  IF NOT to_space = ANY(writable()) THEN RAISE 'no right to write %', to_space USING ERRCODE = '42501'; END IF;
  INSERT INTO stream(space, replica) VALUES(to_space, from_replica) ON CONFLICT DO NOTHING;
  SELECT * INTO there FROM stream WHERE space = to_space AND replica = from_replica FOR UPDATE;
  IF there.owner <> session_user THEN RAISE 'this stream is of somebody else' USING ERRCODE = '42501'; END IF;
  IF (there.head, there.tip) <> (believed_head, believed_tip) THEN RETURN -there.head - 1; END IF;
  SELECT count(*), min(seq), max(seq), max(hlc) INTO n, first, last, latest FROM json_to_recordset(rows) AS r(seq bigint, hlc bigint);
  IF n = 0 OR first <> there.head + 1 OR last <> there.head + n THEN RAISE 'changes are missing' USING ERRCODE = '22023'; END IF;
  IF latest >> 16 > now_ms + 300000 THEN RAISE 'stamped in the future' USING ERRCODE = '22008'; END IF;
  INSERT INTO change SELECT to_space, from_replica, r.* FROM json_to_recordset(rows)
    AS r(seq bigint, hlc bigint, base bigint, nonce bigint, cmd bigint, ent text, uid uuid, op int, at text, body json);
  UPDATE stream SET head = last, tip = (SELECT nonce FROM change WHERE (space, replica, seq) = (to_space, from_replica, last)),
    client = version, sent = sent_at WHERE space = to_space AND replica = from_replica;
  RETURN last;
END $$;

-- Removes what was said of one thing before a change that says it anew.
CREATE FUNCTION blank(in_space text, thing uuid, before bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = rapport, pg_temp AS $$
DECLARE n bigint;
BEGIN
  IF NOT (is_steward() OR (in_space = ANY(writable()) AND in_space NOT IN ('team', 'rules'))) THEN
    RAISE 'no right to blank in %', in_space USING ERRCODE = '42501';
  END IF;
  UPDATE change SET body = NULL WHERE uid = thing AND space = in_space AND hlc < before AND body IS NOT NULL;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- A book was here at that time by its own clock, never later than by this one.
CREATE FUNCTION seen(by_replica uuid, version text, at_time text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = rapport, pg_temp AS $$
  INSERT INTO stream(space, replica, client, seen) SELECT 'team', by_replica, version, at_time
    FROM person WHERE login = session_user AND at_time::timestamptz < now() + interval '5 minutes'
  ON CONFLICT (space, replica) DO UPDATE SET client = excluded.client, seen = excluded.seen WHERE stream.owner = session_user $$;

CREATE FUNCTION publish(rows json) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = rapport, pg_temp AS $$
  DELETE FROM verdict WHERE pm = (SELECT handle FROM person WHERE login = session_user);
  INSERT INTO verdict SELECT p.handle, r.* FROM person p, json_to_recordset(rows) AS r(week date, label text, state text, done int,
    expected int, unit text, sessions int, one_hour int, on_site int, customers int, streak int, met int, judged int, as_of date)
  WHERE p.login = session_user AND p.handle IS NOT NULL $$;

-- Lets somebody in; what is there is added to. `coach_of`: handles, '*' is everybody.
CREATE FUNCTION admit(who text, as_handle text, as_steward boolean, coach_of text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = rapport, pg_temp AS $$
BEGIN
  IF NOT is_steward() THEN RAISE 'only stewards let people in' USING ERRCODE = '42501'; END IF;
  INSERT INTO person VALUES(who, as_handle, as_steward) ON CONFLICT (login) DO UPDATE
    SET handle = coalesce(excluded.handle, person.handle), steward = person.steward OR excluded.steward;
  INSERT INTO coaching SELECT who, unnest(coach_of) ON CONFLICT DO NOTHING;
  IF to_regrole(quote_ident(who)) IS NULL THEN EXECUTE format('CREATE ROLE %I LOGIN', who); END IF;
  EXECUTE format('GRANT rapport_member TO %I', who);
END $$;

CREATE FUNCTION dismiss(who text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = rapport, pg_temp AS $$
BEGIN
  IF NOT is_steward() THEN RAISE 'only stewards send people away' USING ERRCODE = '42501'; END IF;
  DELETE FROM person WHERE login = who;
  IF NOT FOUND THEN RETURN false; END IF;
  IF NOT EXISTS (SELECT FROM person WHERE steward) THEN RAISE 'the last steward stays' USING ERRCODE = '23514'; END IF;
  EXECUTE format('REVOKE rapport_member FROM %I', who);
  RETURN true;
END $$;

ALTER TABLE hub ENABLE ROW LEVEL SECURITY;
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
ALTER TABLE coaching ENABLE ROW LEVEL SECURITY;
ALTER TABLE stream ENABLE ROW LEVEL SECURITY;
ALTER TABLE change ENABLE ROW LEVEL SECURITY;
CREATE POLICY members ON hub FOR SELECT TO rapport_member USING (cardinality((SELECT readable())) > 0);
CREATE POLICY members ON person FOR SELECT TO rapport_member USING (cardinality((SELECT readable())) > 0);
CREATE POLICY members ON coaching FOR SELECT TO rapport_member USING (cardinality((SELECT readable())) > 0);
CREATE POLICY readers ON stream FOR SELECT TO rapport_member USING (space = ANY((SELECT readable())::text[]));
CREATE POLICY readers ON change FOR SELECT TO rapport_member USING (space = ANY((SELECT readable())::text[]));
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA rapport FROM PUBLIC;
GRANT USAGE ON SCHEMA rapport TO rapport_member, rapport_bi;
GRANT SELECT ON hub, person, coaching, stream, change TO rapport_member;
GRANT SELECT ON verdict TO rapport_bi;
GRANT EXECUTE ON FUNCTION readable(), writable(), push(text, uuid, bigint, bigint, text, text, json), blank(text, uuid, bigint),
  seen(uuid, text, text), publish(json), admit(text, text, boolean, text[]), dismiss(text) TO rapport_member;
DO $$ BEGIN EXECUTE format('GRANT rapport_member TO %I', session_user); END $$;
COMMIT;
