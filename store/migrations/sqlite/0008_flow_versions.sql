-- Conversations go on in the version of a flow that they began in, also after a restart: what was in use is kept until
-- the last session that could name it is over.

CREATE TABLE flow_versions (
    flow        TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    structure   INTEGER NOT NULL,  -- hash of its steps, as sessions hold it
    source      TEXT    NOT NULL,  -- the file
    texts       TEXT    NOT NULL,  -- JSON: language -> key -> words, as they were when it was last in use
    loaded_at   INTEGER NOT NULL,  -- first taken into use
    replaced_at INTEGER,           -- NULL: in use
    PRIMARY KEY (flow, version, structure)
) STRICT, WITHOUT ROWID;
