-- A long message that the provider reports in parts: it is delivered when all of them are.
ALTER TABLE outbox ADD COLUMN parts INTEGER;  -- that the provider made of it; NULL: not known, or reported as a whole
CREATE TABLE outbox_parts (
    outbox INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    provider_id TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (outbox, provider_id)
) STRICT, WITHOUT ROWID;

-- A long message that comes in parts: each waits until all are there.
ALTER TABLE inbox ADD COLUMN whole BLOB;      -- keyed hash of what it is a part of
ALTER TABLE inbox ADD COLUMN part INTEGER;    -- from 1
CREATE INDEX inbox_whole ON inbox (whole) WHERE whole IS NOT NULL AND done IS NULL;

-- An address that a provider says to be another one's person: WhatsApp's own word for somebody, and the number.
CREATE TABLE aliases (
    alias INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES persons (id),
    since INTEGER NOT NULL
) STRICT;
