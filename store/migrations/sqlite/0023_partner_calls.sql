-- What partners did by the API, by the key that they gave the call: so that a call which comes again does nothing twice.

CREATE TABLE partner_calls (
    key BLOB PRIMARY KEY,                -- keyed hash of unit and Idempotency-Key
    wanted TEXT NOT NULL,                -- verb and digit, as another call under the same key is refused
    referral INTEGER NOT NULL REFERENCES referrals (id),
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX partner_calls_at ON partner_calls (at);
