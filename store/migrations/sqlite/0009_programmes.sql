-- How each programme stood when those who wait for it were last told: they hear of every change, once.

CREATE TABLE programmes (
    code    TEXT PRIMARY KEY,
    state   TEXT NOT NULL CHECK (state IN ('open', 'paused', 'ended', 'replaced')),
    changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
