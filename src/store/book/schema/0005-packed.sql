-- Bodies are packed and times of recording are numbers: a third less room. The journal is laid out anew
-- by `rehome` once more, still before any book has told another.
ALTER TABLE stream RENAME TO old_stream;
ALTER TABLE change RENAME TO old_change;
ALTER TABLE entity RENAME TO old_entity;
DROP INDEX change_uid;
DROP INDEX change_cmd;

-- One sequence of changes per space and replica, without gaps.
CREATE TABLE stream(
  id INTEGER PRIMARY KEY,
  space TEXT NOT NULL,
  replica BLOB NOT NULL,
  owner TEXT,               -- whose book wrote it; NULL: this one, under this or an earlier replica
  head INTEGER NOT NULL,    -- seq of the newest change
  hlc INTEGER NOT NULL,     -- greatest stamp in it that was remembered
  digest INTEGER NOT NULL,  -- checksum over space, replica and owner
  UNIQUE(space, replica));

CREATE TABLE change(
  stream INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  hlc INTEGER NOT NULL,    -- hybrid logical clock: unix ms << 16 | counter
  base INTEGER NOT NULL,   -- the clock of the entity as its author saw it
  nonce INTEGER NOT NULL,  -- random identity of this change
  cmd INTEGER NOT NULL,    -- the command it belongs to: the unit of undo
  ent TEXT NOT NULL,
  uid BLOB NOT NULL,
  op INTEGER NOT NULL,     -- 0 put, 1 remove, 2 restore, 3 restate; others are kept, not applied
  ver INTEGER NOT NULL,    -- schema version of the writer
  at INTEGER NOT NULL,     -- local time recorded, with offset: `recorded_number`
  body BLOB,               -- the changed fields, packed (body.cpp), without words once restated
  digest INTEGER NOT NULL, -- checksum over what must never change
  PRIMARY KEY(stream, seq)) WITHOUT ROWID;
CREATE INDEX change_uid ON change(uid);
CREATE INDEX change_cmd ON change(cmd);

-- ---------------------------------------------------------------------------------------------

CREATE TABLE entity(
  uid BLOB NOT NULL,
  space TEXT NOT NULL,
  ent TEXT NOT NULL,
  number INTEGER NOT NULL,  -- 0 where people never type one
  hlc INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  recorded INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY(uid, space)) WITHOUT ROWID;
