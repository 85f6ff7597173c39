-- Where USSD sessions end, by day on the office's clock: to see at which question citizens are cut off or give up.
-- Nobody is in it.
CREATE TABLE ussd_ends (
    day TEXT NOT NULL,                   -- "2026-11-22"
    channel TEXT NOT NULL,
    flow TEXT NOT NULL,                  -- empty: in no conversation, or not known
    state TEXT NOT NULL,
    completed INTEGER NOT NULL CHECK (completed IN (0, 1)),
    sessions INTEGER NOT NULL,
    hops INTEGER NOT NULL,
    ms INTEGER NOT NULL,
    PRIMARY KEY (day, channel, flow, state, completed)
) STRICT, WITHOUT ROWID;
