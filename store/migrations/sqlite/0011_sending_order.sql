-- A report that came before its message's id may also say that the person wants no more.
ALTER TABLE early_statuses ADD COLUMN unwanted INTEGER NOT NULL DEFAULT 0 CHECK (unwanted IN (0, 1));

-- Leases that ran out.
CREATE INDEX outbox_sending ON outbox (channel, ready) WHERE state = 'sending' AND lane = 1;

-- Answers, which go before news.
CREATE INDEX outbox_answers ON outbox (channel, lane, ready) WHERE ready IS NOT NULL AND purpose = 'direct';
