-- Cadres, RT/RW and others who file for many: registered by the office, known by their number.

CREATE TABLE helpers (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES persons (id),
    role TEXT NOT NULL,
    area TEXT NOT NULL,                  -- where they help: a code of the pack
    since INTEGER NOT NULL,
    until INTEGER,                       -- from when no more; NULL: no end
    name BLOB,                           -- sealed under the person's key
    UNIQUE (person, role, area)
) STRICT;
