-- Messages that begin on a later day: `queued` is when their time begins, so that months of waiting are no delay. Those that wait are counted
-- every second, and without this every reminder would be read for it.

CREATE INDEX outbox_begun ON outbox (queued) WHERE ready IS NOT NULL;
