-- A talk of a host in one value, as `packed_talk` makes it. Weeks are judged from all talks of a PM, so
-- the sums of the talks before a day are kept no more. Later steps fold the rows anew.
DROP TABLE checkpoint;

-- One row per host of an interaction: all that a verdict needs, in the order a verdict reads it.
CREATE TABLE hosted_talk(
  pm BLOB NOT NULL,
  day INTEGER NOT NULL,     -- days since 1970-01-01
  minute INTEGER NOT NULL,  -- of the day; -1 where it is not known
  number INTEGER NOT NULL,
  talk BLOB NOT NULL,
  interaction BLOB NOT NULL,
  PRIMARY KEY(pm, day, minute, number)) WITHOUT ROWID;

DROP TABLE hosted;

-- What was promised or learned outside of a talk belongs to none: it was linked to a uid of zeros.
DELETE FROM link WHERE owner = zeroblob(16);
