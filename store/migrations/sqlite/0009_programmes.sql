-- How each programme stands, and what of it those who wait for it were told: they hear of every change, once, a while later and not all in
-- one breath.

CREATE TABLE programmes (
    code    TEXT PRIMARY KEY,
    state   TEXT NOT NULL CHECK (state IN ('open', 'paused', 'ended', 'replaced')),
    changed INTEGER NOT NULL,
    told    TEXT NOT NULL,               -- the state that everybody was told; empty if some were told another one meanwhile
    told_to INTEGER NOT NULL DEFAULT 0   -- the last case told of `state`, while that is under way
) STRICT, WITHOUT ROWID;

CREATE INDEX cases_requests ON cases (category, id) WHERE kind = 'bantuan';
