-- What is too old, and what belongs to erased cases, is found without reading all that is kept.
CREATE INDEX media_wanted ON media (channel, wanted) WHERE ready IS NOT NULL;
CREATE INDEX cases_erased ON cases (id) WHERE key IS NULL;
