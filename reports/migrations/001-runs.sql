-- Runs, their journals, and the sealed records. Times are milliseconds since 1970 UTC.

CREATE TABLE run (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    id        TEXT NOT NULL UNIQUE,      -- "<serial>-<nth>"
    serial    TEXT NOT NULL,             -- the scanned serial, made safe for a file name
    nth       INTEGER NOT NULL,
    procedure TEXT NOT NULL,
    slot      TEXT NOT NULL,
    simulated INTEGER NOT NULL,
    began     INTEGER NOT NULL,
    folder    TEXT NOT NULL UNIQUE,      -- below the store's folder
    UNIQUE (serial, nth)
) STRICT;

CREATE TABLE event (
    run         INTEGER NOT NULL REFERENCES run (number),
    sequence    INTEGER NOT NULL,        -- 1, 2, 3 ... without a gap
    at          INTEGER NOT NULL,
    since_start INTEGER NOT NULL,        -- microseconds, monotonic
    kind        TEXT NOT NULL,
    body        TEXT NOT NULL,           -- JSON
    PRIMARY KEY (run, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,  -- the place in the chain
    run             INTEGER NOT NULL UNIQUE REFERENCES run (number),
    json            TEXT NOT NULL,
    sha256          TEXT NOT NULL,                      -- of json
    previous_sha256 TEXT NOT NULL,                      -- of the record numbered before this one; '' for the first
    sealed_at       INTEGER NOT NULL,
    verdict         TEXT NOT NULL,
    model           TEXT NOT NULL                       -- as the unit told it; '' when it did not
) STRICT;

-- How long steps took, for "about 31 min".
CREATE TABLE step_time (
    run       INTEGER NOT NULL REFERENCES run (number),
    place     INTEGER NOT NULL,
    procedure TEXT NOT NULL,
    action    TEXT NOT NULL,
    simulated INTEGER NOT NULL,
    duration  INTEGER NOT NULL,          -- microseconds, of a step that passed
    PRIMARY KEY (run, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX step_time_of ON step_time (procedure, action, simulated);

-- What was written stays as it was written.
CREATE TRIGGER event_is_appended_only_u BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'a journal is never edited'); END;
CREATE TRIGGER event_is_appended_only_d BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'a journal is never edited'); END;
CREATE TRIGGER event_after_seal BEFORE INSERT ON event WHEN EXISTS (SELECT 1 FROM record WHERE run = NEW.run)
    BEGIN SELECT RAISE(ABORT, 'this run is sealed'); END;
CREATE TRIGGER record_is_sealed_u BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'a sealed record is never edited'); END;
CREATE TRIGGER record_is_sealed_d BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'a sealed record is never edited'); END;
