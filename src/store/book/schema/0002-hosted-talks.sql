-- A talk of a host in one value, as `packed_talk` makes it: numbers in groups of seven bits. Weeks are
-- judged from all talks of a PM, so the sums of the talks before a day are kept no more.
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

INSERT INTO hosted_talk SELECT pm, day, minute, number, CAST(char(
    (day + 719162) >> 21 & 127, (day + 719162) >> 14 & 127, (day + 719162) >> 7 & 127,
    (day + 719162) & 127,
    (minute + 1) >> 7 & 127, (minute + 1) & 127,
    number >> 56 & 127, number >> 49 & 127, number >> 42 & 127, number >> 35 & 127,
    number >> 28 & 127, number >> 21 & 127, number >> 14 & 127, number >> 7 & 127, number & 127,
    minutes >> 14 & 127, minutes >> 7 & 127, minutes & 127,
    kind & 127, purpose & 127, loop & 127, status & 127, edited & 127,
    (recorded + 719162) >> 21 & 127, (recorded + 719162) >> 14 & 127,
    (recorded + 719162) >> 7 & 127, (recorded + 719162) & 127,
    length(customers) / 16 >> 14 & 127, length(customers) / 16 >> 7 & 127,
    length(customers) / 16 & 127) || customers || people AS BLOB), interaction
  FROM hosted;
DROP TABLE hosted;

-- What was promised or learned outside of a talk belongs to none: it was linked to a uid of zeros.
DELETE FROM link WHERE owner = zeroblob(16);
