-- The journal is the truth; every table below the line is a fold of it and can be rebuilt.

-- What is true of this file alone: its replica id and the clock it has seen.
CREATE TABLE book(key TEXT PRIMARY KEY, value) WITHOUT ROWID;

-- One sequence of changes per space and replica, without gaps.
CREATE TABLE stream(
  id INTEGER PRIMARY KEY,
  space TEXT NOT NULL,
  replica BLOB NOT NULL,
  owner TEXT,
  head INTEGER NOT NULL,    -- seq of the newest change
  hlc INTEGER NOT NULL,     -- greatest stamp in it that was remembered
  digest INTEGER NOT NULL,  -- checksum over space and replica
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
  op INTEGER NOT NULL,     -- 0 put, 1 delete, 2 restore, 3 forget
  ver INTEGER NOT NULL,    -- schema version of the writer
  at TEXT NOT NULL,        -- local time recorded, with offset
  body TEXT,               -- flat JSON of the changed fields; NULL once erased
  digest INTEGER NOT NULL, -- checksum over what must never change
  PRIMARY KEY(stream, seq)) WITHOUT ROWID;
CREATE INDEX change_uid ON change(uid);
CREATE INDEX change_cmd ON change(cmd);

-- Commands given to this book, in order: what undo takes back, and what --op-id has seen.
CREATE TABLE command(
  id INTEGER PRIMARY KEY,
  cmd INTEGER NOT NULL,
  op BLOB UNIQUE,
  at TEXT NOT NULL,
  verb TEXT NOT NULL,
  target INTEGER,          -- for undo and redo: the cmd that was reverted
  digest INTEGER NOT NULL);

-- The numbers that people type (#412): this book's own, per kind, never used again.
CREATE TABLE number(
  ent TEXT NOT NULL,
  id INTEGER NOT NULL,
  uid BLOB NOT NULL,
  PRIMARY KEY(ent, id)) WITHOUT ROWID;

-- ---------------------------------------------------------------------------------------------

CREATE TABLE entity(
  uid BLOB NOT NULL,
  space TEXT NOT NULL,
  ent TEXT NOT NULL,
  number INTEGER NOT NULL,  -- 0 where people never type one
  hlc INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  conflict INTEGER NOT NULL,
  recorded TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY(uid, space)) WITHOUT ROWID;

-- One row per host of an interaction: all that a verdict needs, in the order a verdict reads it.
CREATE TABLE hosted(
  pm BLOB NOT NULL,
  day INTEGER NOT NULL,      -- days since 1970-01-01
  minute INTEGER NOT NULL,   -- of the day; -1 where it is not known
  number INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  purpose INTEGER NOT NULL,
  loop INTEGER NOT NULL,
  status INTEGER NOT NULL,
  recorded INTEGER NOT NULL, -- the day
  edited INTEGER NOT NULL,
  interaction BLOB NOT NULL,
  customers BLOB NOT NULL,   -- 16 bytes each
  people BLOB NOT NULL,
  PRIMARY KEY(pm, day, minute, number)) WITHOUT ROWID;

-- Which entities belong to which: a customer's interactions by day, an interaction's learnings.
CREATE TABLE link(
  owner BLOB NOT NULL,
  role INTEGER NOT NULL,
  day INTEGER NOT NULL,
  other BLOB NOT NULL,
  PRIMARY KEY(owner, role, day, other)) WITHOUT ROWID;

-- Folded names and the tails of names that begin at a word, for lookup by exact name or prefix.
CREATE TABLE name(
  folded TEXT NOT NULL,
  ent TEXT NOT NULL,
  uid BLOB NOT NULL,
  whole INTEGER NOT NULL,
  PRIMARY KEY(folded, ent, uid)) WITHOUT ROWID;

-- What the talks of a PM before a day come to: verdicts on later weeks need not read them. Written by
-- the commands that write talks; gone as soon as a fact changes on which it rests.
CREATE TABLE checkpoint(
  pm BLOB NOT NULL,
  day INTEGER NOT NULL,
  release TEXT NOT NULL,     -- the program that made it; no other one believes it
  sums TEXT NOT NULL,
  seen BLOB NOT NULL,
  PRIMARY KEY(pm, day)) WITHOUT ROWID;

-- The words of all texts that may be searched, without the texts: see search_index.hpp for the ids
-- of its rows. Words are folded before they come here, so nothing but blanks is to be told apart.
CREATE VIRTUAL TABLE search USING fts5(words, content = '', columnsize = 0, tokenize = 'ascii');
INSERT INTO search(search, rank) VALUES('automerge', 16);
