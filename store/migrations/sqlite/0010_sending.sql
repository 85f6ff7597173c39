-- Channels on which an office sends nothing for a while: what is to go out waits.
CREATE TABLE channel_pauses (
    channel TEXT PRIMARY KEY,
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- When a person last wrote on a channel: WhatsApp carries free words for a day after that.
CREATE INDEX inbox_heard ON inbox (channel, person, received);

-- Reports that came before the provider's id of the message that they are about was known here.
CREATE TABLE early_statuses (
    channel TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    delivery TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (channel, provider_id, delivery)
) STRICT, WITHOUT ROWID;
CREATE INDEX early_statuses_age ON early_statuses (at);

-- Where a message goes on if this channel cannot bring it, and its text is kept for that until it has arrived.
ALTER TABLE outbox ADD COLUMN fallback TEXT;
CREATE INDEX outbox_kept ON outbox (channel, changed) WHERE payload IS NOT NULL AND ready IS NULL;

-- What was sent, by month on the office's clock, for the bills.
CREATE TABLE ledger (
    month TEXT NOT NULL,                 -- "2026-11"
    channel TEXT NOT NULL,
    messages INTEGER NOT NULL,
    units INTEGER NOT NULL,              -- what providers count: SMS segments, WhatsApp messages
    PRIMARY KEY (month, channel)
) STRICT, WITHOUT ROWID;
