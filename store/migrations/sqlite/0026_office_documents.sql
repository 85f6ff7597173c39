-- Units and calendar have versions as the routing table has, so the three are of one table: what goes live was approved by a second person.
-- What is in `rule_sets` stays where it is, with its identity, since decisions name it.

DROP INDEX rule_sets_active;
ALTER TABLE rule_sets RENAME TO office_documents;
ALTER TABLE office_documents RENAME COLUMN version TO id;
ALTER TABLE office_documents RENAME COLUMN csv TO text;  -- empty where it is sealed
ALTER TABLE office_documents ADD COLUMN kind TEXT NOT NULL DEFAULT 'routing' CHECK (kind IN ('routing', 'units', 'calendar'));
ALTER TABLE office_documents ADD COLUMN version INTEGER;  -- among those of its kind, from 1
ALTER TABLE office_documents ADD COLUMN key BLOB;         -- of its own, under the root key's wrapper
ALTER TABLE office_documents ADD COLUMN sealed BLOB;      -- units: the text, since it holds duty numbers; `sha256` is then of a keyed hash
UPDATE office_documents SET version = id;
CREATE UNIQUE INDEX office_documents_active ON office_documents (kind) WHERE state = 'active';
CREATE UNIQUE INDEX office_documents_version ON office_documents (kind, version);

-- For the release before, which may run beside this one for a while.
CREATE VIEW rule_sets AS
    SELECT id AS version, state, author, approver, sha256, text AS csv, report, drafted, simulated, approved, activated, retired, before, hands
    FROM office_documents WHERE kind = 'routing';

-- Which three fitted together and were in use: where the service goes back to when those that are active do not fit.
CREATE TABLE offices_served (
    id       INTEGER PRIMARY KEY,
    routing  INTEGER NOT NULL REFERENCES office_documents (id),
    units    INTEGER NOT NULL REFERENCES office_documents (id),
    calendar INTEGER NOT NULL REFERENCES office_documents (id),
    at       INTEGER NOT NULL
) STRICT;

-- A duty phone that is another one for some hours, since it was lost tonight. One person may do that; a second one looks at it afterwards.
CREATE TABLE duty_points (
    id       INTEGER PRIMARY KEY,
    unit     TEXT NOT NULL,
    channel  TEXT NOT NULL,
    key      BLOB NOT NULL,
    address  BLOB NOT NULL,  -- sealed
    author   TEXT NOT NULL,
    made     INTEGER NOT NULL,
    until    INTEGER NOT NULL CHECK (until > made),
    reviewer TEXT,
    reviewed INTEGER,
    CHECK ((reviewer IS NULL) = (reviewed IS NULL) AND (reviewer IS NULL OR reviewer <> author))
) STRICT;
CREATE INDEX duty_points_until ON duty_points (until);
CREATE INDEX duty_points_unreviewed ON duty_points (id) WHERE reviewed IS NULL;
