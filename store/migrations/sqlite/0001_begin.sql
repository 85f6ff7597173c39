-- The first form of everything that must not be lost, and of the sessions while Redis is away.
-- Times are milliseconds since 1970 UTC. "sealed" is XChaCha20-Poly1305 bound to its row; a wrapped key is sealed under the root key.

CREATE TABLE persons (
    id INTEGER PRIMARY KEY,              -- keyed hash of the number, as a signed integer
    key BLOB,                            -- wrapped; NULL once the person was erased: what it sealed is gone with it
    language TEXT,
    opted_out INTEGER,                   -- since when no pushes are wanted
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE inbox (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    event BLOB NOT NULL,
    person INTEGER NOT NULL REFERENCES persons (id),
    payload BLOB,                        -- sealed under the person's key; NULL when done. The row stays, to know a repeat.
    received INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    done INTEGER,
    UNIQUE (channel, event)
) STRICT;
CREATE INDEX inbox_waiting ON inbox (id) WHERE done IS NULL;

CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    ticket TEXT NOT NULL UNIQUE,
    draft BLOB UNIQUE,                   -- of a report: one draft becomes one case
    asked_in BLOB,                       -- of a call-back: one draft asks for one
    person INTEGER NOT NULL REFERENCES persons (id),
    kind TEXT NOT NULL,
    category TEXT NOT NULL,
    area TEXT NOT NULL,
    urgency INTEGER NOT NULL CHECK (urgency BETWEEN 0 AND 4),
    status TEXT NOT NULL CHECK (status IN ('filed', 'need_info', 'triaged', 'referred', 'in_progress', 'on_hold', 'resolved',
                                           'closed', 'cancelled', 'merged')),
    channel TEXT NOT NULL,               -- the configured channel that it came by; answers go the same way
    medium TEXT NOT NULL,                -- ussd, sms, whatsapp
    language TEXT NOT NULL,
    unit TEXT NOT NULL,                  -- the owner
    rule INTEGER NOT NULL,               -- which row of the routing table decided,
    why TEXT NOT NULL,                   -- in a sentence,
    routing_input TEXT NOT NULL,         -- on what,
    routing_trace TEXT NOT NULL,         -- and what spoke against the others
    address BLOB,                        -- sealed under the person's key
    key BLOB,                            -- the case key, wrapped; NULL once erased. All that follows is sealed under it:
    place BLOB,
    story BLOB,
    nik BLOB,
    phone BLOB,
    nik_index BLOB,                      -- blind indexes: keyed hashes, to find without reading
    phone_index BLOB,                    -- without an index of its own: whoever has the number can reckon the person
    check_hash BLOB NOT NULL,            -- keyed hash of ticket and check digits ("angka cek")
    due INTEGER NOT NULL,
    filed INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX cases_asked_in ON cases (asked_in) WHERE asked_in IS NOT NULL;
CREATE INDEX cases_person ON cases (person, id);
CREATE INDEX cases_queue ON cases (status, urgency, due);
CREATE INDEX cases_nik ON cases (nik_index) WHERE nik_index IS NOT NULL;

-- The arbiter between send and cancel: who inserts first, wins.
CREATE TABLE drafts (
    id BLOB PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES persons (id),
    state TEXT NOT NULL CHECK (state IN ('open', 'rung', 'filed', 'dropped')),
    case_id INTEGER REFERENCES cases (id),
    changed INTEGER NOT NULL,
    CHECK ((state IN ('rung', 'filed')) = (case_id IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    author TEXT NOT NULL,                -- citizen, system, or a staff account
    words BLOB,                          -- sealed under the case key, bound to note_key
    note_key BLOB NOT NULL UNIQUE,       -- the wish that added it
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX notes_case ON notes (case_id, id);

-- Append only. hash = SHA-256(prev ‖ seq ‖ at ‖ type ‖ actor ‖ case ‖ SHA-256(meta) ‖ SHA-256(payload)); numbers are 8 bytes big endian,
-- texts are preceded by their length in 8 bytes, no case is 0. The first prev is 32 zero bytes.
-- meta is never personal; payload is ciphertext, so erasing its key leaves the chain whole.
CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    actor TEXT NOT NULL,
    case_id INTEGER REFERENCES cases (id),
    meta TEXT NOT NULL,
    payload BLOB,
    prev BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX events_case ON events (case_id, seq) WHERE case_id IS NOT NULL;
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE (ABORT, 'events are append only'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE (ABORT, 'events are append only'); END;

-- What was granted under a wish key, so that a repeat gets the same answer.
CREATE TABLE grants (
    id INTEGER PRIMARY KEY,
    wish BLOB NOT NULL UNIQUE CHECK (length(wish) = 17),  -- event and ordinal
    person INTEGER NOT NULL REFERENCES persons (id),
    granted TEXT NOT NULL,
    ticket TEXT,
    urgency INTEGER NOT NULL,
    unit TEXT NOT NULL,
    due INTEGER NOT NULL,
    sealed BLOB NOT NULL,                -- check digits and session, under the person's key
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,            -- enqueued once; in hex it is the ref that providers give back
    channel TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES persons (id),
    payload BLOB,                        -- sealed under the person's key; NULL once it was sent
    lane INTEGER NOT NULL CHECK (lane IN (0, 1)),  -- 0 urgent
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown')),
    attempts INTEGER NOT NULL DEFAULT 0,
    ready INTEGER,                       -- queued: when to try; sending: when the lease ends; NULL: settled
    provider_id TEXT,
    code TEXT NOT NULL DEFAULT '',       -- the provider's word for what went wrong
    queued INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    CHECK ((state IN ('queued', 'sending')) = (ready IS NOT NULL))
) STRICT;
CREATE INDEX outbox_ready ON outbox (channel, lane, ready) WHERE ready IS NOT NULL;
CREATE INDEX outbox_order ON outbox (channel, person, id) WHERE ready IS NOT NULL;
CREATE INDEX outbox_given_up ON outbox (changed) WHERE lane = 0 AND state IN ('failed', 'unknown');
CREATE INDEX outbox_provider ON outbox (channel, provider_id) WHERE provider_id IS NOT NULL;

-- Sessions while Redis is away, or always if the configuration says so.
CREATE TABLE sessions (
    person INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL,
    sealed BLOB NOT NULL,                -- body and reply, under the session key, bound to person and revision
    seen BLOB NOT NULL,                  -- ids of the last events, 16 bytes each
    expires_at INTEGER NOT NULL,
    due_at INTEGER,                      -- the session's timer
    lease_until INTEGER
) STRICT;
CREATE INDEX sessions_due ON sessions (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- One row that all processes obey: who serves sessions.
CREATE TABLE session_switch (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    on_sql INTEGER NOT NULL CHECK (on_sql IN (0, 1)),
    since INTEGER NOT NULL,
    generation INTEGER NOT NULL          -- counts the changes
) STRICT;
INSERT INTO session_switch (id, on_sql, since, generation) VALUES (1, 0, 0, 0);

CREATE TABLE rate_limits (
    person INTEGER NOT NULL,
    what TEXT NOT NULL,
    window_start INTEGER NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (person, what)
) STRICT, WITHOUT ROWID;
