-- Reports that other systems filed (Open311): whose they are, and by which key a repeat is known. Written before the case is filed, so that
-- a crash between the two leads the repeat to the same draft; the case is the one that grew from it.

CREATE TABLE requests (
    draft BLOB PRIMARY KEY,
    event BLOB NOT NULL,
    partner TEXT NOT NULL,               -- a unit's code, or "app:" and a name
    key BLOB UNIQUE,                     -- keyed hash of partner and Idempotency-Key; NULL: none was given, or a day is over
    wanted BLOB NOT NULL,                -- keyed hash of all that was posted, as another request under the same key is refused
    service TEXT NOT NULL,               -- the service code that was posted
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX requests_partner ON requests (partner, at);
