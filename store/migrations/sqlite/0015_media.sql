-- Photos and voice notes of cases. What a provider knows them by is sealed under the case key until they are fetched; the file that is kept lies
-- under `address`, which is HMAC(case key, SHA-256 of what is kept), so that it tells nothing and two cases never share a file.
CREATE TABLE media (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    channel TEXT NOT NULL,               -- the configured channel that it came by, and is fetched by
    known_by BLOB NOT NULL,              -- keyed hash of case, channel and the provider's id: the same thing is wanted once
    reference BLOB,                      -- the provider's id, sealed under the case key; NULL when it is settled
    state TEXT NOT NULL CHECK (state IN ('wanted', 'fetching', 'kept', 'refused', 'lost', 'gone')),
    attempts INTEGER NOT NULL DEFAULT 0,
    ready INTEGER,                       -- wanted: when to try; fetching: when the lease ends; NULL: settled
    code TEXT NOT NULL DEFAULT '',       -- why it was refused, lost or not had yet
    kind TEXT CHECK (kind IN ('image', 'voice')),
    bytes INTEGER,                       -- of what is kept, unsealed
    address BLOB,
    wanted INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    UNIQUE (case_id, known_by),
    CHECK ((state IN ('wanted', 'fetching')) = (ready IS NOT NULL)),
    CHECK ((state = 'kept') = (address IS NOT NULL))
) STRICT;
CREATE INDEX media_ready ON media (channel, ready) WHERE ready IS NOT NULL;
CREATE INDEX media_address ON media (address) WHERE address IS NOT NULL;
