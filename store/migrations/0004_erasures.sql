-- What has been deleted stays on record without the data; audio that is still to
-- be deleted at the carrier is there by the carrier's name alone.
-- The program that came before left what it deleted in the file: no such rest
-- stays, and from now on what is deleted is overwritten.

-- +goose NO TRANSACTION
-- +goose Up

-- What was deleted, when and why. Append-only.
CREATE TABLE IF NOT EXISTS erasures (
    id     TEXT PRIMARY KEY,
    at     BIGINT NOT NULL,
    why    TEXT NOT NULL CHECK (why IN ('audio', 'transcripts', 'calls', 'pages', 'request')), -- a class whose time was up, or a person's wish
    number TEXT, -- whose wish it was, as a keyed digest
    what   TEXT NOT NULL, -- a table; 'audio' is at the carrier
    pieces BIGINT NOT NULL CHECK (pieces > 0)
);

-- Recordings to be deleted at the carrier.
CREATE TABLE IF NOT EXISTS condemned (
    sid    TEXT PRIMARY KEY,
    at     BIGINT NOT NULL,
    why    TEXT NOT NULL CHECK (why IN ('audio', 'transcripts', 'calls', 'pages', 'request')),
    number TEXT
);

-- Cases that are closed, and since when: as far as anybody has noticed.
CREATE TABLE IF NOT EXISTS closings (
    case_number TEXT PRIMARY KEY REFERENCES cases (number),
    at          BIGINT NOT NULL
);

-- Calls of which what was said has been deleted.
CREATE TABLE IF NOT EXISTS silenced (
    call TEXT PRIMARY KEY REFERENCES calls (id)
);

CREATE INDEX IF NOT EXISTS calls_in_time ON calls (started);
CREATE INDEX IF NOT EXISTS recordings_of_call ON recordings (call);
CREATE INDEX IF NOT EXISTS messages_of_page ON messages (page);
CREATE INDEX IF NOT EXISTS notes_of_call ON notes (call);
CREATE INDEX IF NOT EXISTS escalations_of_call ON escalations (call);

VACUUM;
