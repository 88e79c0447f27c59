-- What a command with --op-id was asked to do: the same id with other words is no retry.
CREATE TABLE asked(
  op BLOB PRIMARY KEY,
  words INTEGER NOT NULL  -- a checksum over the words of the line
) WITHOUT ROWID;
