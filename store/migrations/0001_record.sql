-- SQLite and PostgreSQL both read this. Times are UTC milliseconds; names are
-- text; JSON is text that only the program reads.

-- +goose Up

-- Who may call, and about what.

CREATE TABLE contracts (
    number  TEXT PRIMARY KEY,
    company TEXT NOT NULL,
    package TEXT NOT NULL CHECK (package IN ('silver', 'gold', 'goldplus', 'platinum')),
    zone    TEXT NOT NULL, -- empty is UTC
    expires BIGINT         -- NULL is never
);

CREATE TABLE contacts (
    phone    TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    contract TEXT NOT NULL REFERENCES contracts (number),
    language TEXT NOT NULL
);

CREATE TABLE cases (
    number   TEXT PRIMARY KEY,
    contract TEXT REFERENCES contracts (number),
    title    TEXT NOT NULL,
    severity INTEGER NOT NULL CHECK (severity BETWEEN 0 AND 3),
    opened   BIGINT,
    closed   BOOLEAN NOT NULL
);

CREATE INDEX cases_of_contract ON cases (contract, opened);

-- The language that a number has chosen.
CREATE TABLE callers (
    phone    TEXT PRIMARY KEY,
    language TEXT NOT NULL
);

-- Who is rung.

CREATE TABLE people (
    id       TEXT PRIMARY KEY CHECK (id <> ''),
    name     TEXT NOT NULL,
    phone    TEXT NOT NULL,
    language TEXT NOT NULL
);

CREATE TABLE shifts (
    person      TEXT NOT NULL REFERENCES people (id),
    place       INTEGER NOT NULL, -- in the list it came in
    role        TEXT NOT NULL CHECK (role IN ('manager', 'level2', 'director', 'operator')),
    layer       INTEGER NOT NULL CHECK (layer >= 0),
    days        TEXT NOT NULL, -- JSON; Sunday is 0
    from_minute INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1440),
    to_minute   INTEGER NOT NULL CHECK (to_minute BETWEEN 0 AND 1440),
    zone        TEXT NOT NULL,
    PRIMARY KEY (person, place)
);

-- The ladders under which pages ran. Append-only.
CREATE TABLE policies (
    version TEXT PRIMARY KEY,
    ladder  TEXT NOT NULL
);

-- Searches for a human, as they stand.
CREATE TABLE pages (
    id             TEXT PRIMARY KEY,
    kind           TEXT NOT NULL CHECK (kind IN ('edown', 'operator')),
    case_number    TEXT,
    contract       TEXT,
    state          TEXT NOT NULL CHECK (state IN ('ringing', 'accepted', 'closed', 'unanswered')),
    accepted_by    TEXT,
    policy_version TEXT NOT NULL REFERENCES policies (version),
    started        BIGINT NOT NULL,
    ended          BIGINT,
    outcome        TEXT,
    essential      BOOLEAN,
    page           TEXT NOT NULL,
    CONSTRAINT ended_or_running CHECK ((ended IS NOT NULL) = (state IN ('closed', 'unanswered'))),
    CONSTRAINT accepted_by_somebody CHECK (state <> 'accepted' OR accepted_by IS NOT NULL)
);

CREATE UNIQUE INDEX one_page_a_case ON pages (case_number)
    WHERE kind = 'edown' AND state IN ('ringing', 'accepted') AND case_number IS NOT NULL;

CREATE INDEX pages_by_start ON pages (started);

-- Calls, of either direction, as they stand.
CREATE TABLE calls (
    id          TEXT PRIMARY KEY,
    sid         TEXT UNIQUE, -- the carrier's name; NULL until it has one
    direction   TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
    purpose     TEXT NOT NULL CHECK (purpose IN ('caller', 'manager', 'operator', 'callback', 'stand_down')),
    page        TEXT REFERENCES pages (id), -- what a phone was rung for
    person      TEXT,
    from_number TEXT NOT NULL,
    to_number   TEXT NOT NULL,
    lang        TEXT NOT NULL,
    node        TEXT NOT NULL,
    session     TEXT NOT NULL,
    reply       TEXT, -- the latest; NULL before the first
    started     BIGINT NOT NULL,
    ended       BIGINT,
    ending      TEXT,
    CONSTRAINT callers_come_in CHECK ((direction = 'inbound') = (purpose = 'caller')),
    CONSTRAINT rung_for_a_page CHECK ((direction = 'outbound') = (page IS NOT NULL)),
    CONSTRAINT ended_somehow CHECK ((ended IS NULL) = (ending IS NULL))
);

CREATE INDEX calls_of_number ON calls (from_number, ended);
CREATE INDEX calls_of_page ON calls (page);

-- Every turn of every call. Append-only.
CREATE TABLE turns (
    call    TEXT NOT NULL REFERENCES calls (id),
    key     TEXT NOT NULL, -- a repeated webhook has the same
    n       INTEGER NOT NULL,
    at      BIGINT NOT NULL,
    node    TEXT NOT NULL,
    input   TEXT NOT NULL,
    said    TEXT NOT NULL,
    took_us BIGINT NOT NULL CHECK (took_us >= 0),
    PRIMARY KEY (call, key)
);

-- Every answer to the five questions, each time it was given. Append-only.
CREATE TABLE answers (
    call     TEXT NOT NULL REFERENCES calls (id),
    n        INTEGER NOT NULL, -- the turn
    question TEXT NOT NULL,
    value    TEXT NOT NULL,
    raw      TEXT NOT NULL,
    at       BIGINT NOT NULL,
    audio    TEXT NOT NULL,
    PRIMARY KEY (call, n, question)
);

CREATE TABLE recordings (
    sid       TEXT PRIMARY KEY,
    call      TEXT NOT NULL REFERENCES calls (id),
    turn      TEXT NOT NULL,
    url       TEXT NOT NULL,
    status    TEXT NOT NULL,
    length_ms BIGINT NOT NULL CHECK (length_ms >= 0),
    at        BIGINT NOT NULL
);

-- Whose calls a page is about.
CREATE TABLE page_calls (
    page TEXT NOT NULL REFERENCES pages (id),
    call TEXT NOT NULL REFERENCES calls (id),
    PRIMARY KEY (page, call)
);

CREATE INDEX pages_of_call ON page_calls (call);

-- What happened to a page, in order. Append-only.
CREATE TABLE page_events (
    page  TEXT NOT NULL REFERENCES pages (id),
    n     INTEGER NOT NULL,
    at    BIGINT NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (page, n)
);

-- Phones rung for a page, as they stand.
CREATE TABLE attempts (
    leg       TEXT PRIMARY KEY,
    page      TEXT NOT NULL REFERENCES pages (id),
    purpose   TEXT NOT NULL CHECK (purpose IN ('manager', 'operator', 'callback', 'stand_down')),
    person    TEXT,
    phone     TEXT NOT NULL,
    round     INTEGER NOT NULL,
    rung      INTEGER NOT NULL,
    planned   BIGINT NOT NULL,
    placed    BIGINT,
    rang      BIGINT,
    picked_up BIGINT,
    ended     BIGINT,
    ending    TEXT,
    key       TEXT NOT NULL,
    declined  BOOLEAN NOT NULL,
    machine   BOOLEAN NOT NULL,
    CONSTRAINT ended_when_it_ended CHECK (ending IS NULL OR ended IS NOT NULL)
);

CREATE INDEX attempts_of_page ON attempts (page);
CREATE INDEX attempts_on_phone ON attempts (phone);

-- Who took a round of a page: the first, for ever. Append-only.
CREATE TABLE accepts (
    page   TEXT NOT NULL REFERENCES pages (id),
    round  INTEGER NOT NULL,
    person TEXT NOT NULL,
    leg    TEXT NOT NULL, -- empty: by SMS
    at     BIGINT NOT NULL,
    PRIMARY KEY (page, round)
);

-- How it went, each time somebody said so. Append-only.
CREATE TABLE outcomes (
    page      TEXT NOT NULL REFERENCES pages (id),
    n         INTEGER NOT NULL, -- of the page's event
    outcome   TEXT,
    essential BOOLEAN,
    given_by  TEXT NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (page, n)
);

-- SMS that were to be sent. Append-only.
CREATE TABLE messages (
    id        TEXT PRIMARY KEY,
    page      TEXT REFERENCES pages (id),
    to_number TEXT NOT NULL,
    key       TEXT NOT NULL,
    language  TEXT NOT NULL,
    data      TEXT NOT NULL,
    at        BIGINT NOT NULL
);

-- Calls that somebody owes a caller.
CREATE TABLE callbacks (
    call        TEXT NOT NULL REFERENCES calls (id),
    at          BIGINT NOT NULL,
    number      TEXT NOT NULL,
    case_number TEXT,
    language    TEXT NOT NULL,
    why         TEXT NOT NULL,
    done        BIGINT,
    PRIMARY KEY (call, at)
);

-- What is to be done: events to act on, phones to ring, other commands. A
-- timer is an event that is due later. What is done is deleted: the record of
-- it is in the tables above.
CREATE TABLE work (
    id      TEXT PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('event', 'dial', 'command')),
    lane    TEXT NOT NULL, -- the page or call: one event of it at a time
    payload TEXT NOT NULL,
    urgency INTEGER NOT NULL,
    seq     BIGINT NOT NULL,
    planned BIGINT NOT NULL, -- when it was first to be done
    due_at  BIGINT NOT NULL, -- when it may be claimed; of claimed work, when the lease ends
    state   TEXT NOT NULL CHECK (state IN ('pending', 'claimed')),
    token   BIGINT NOT NULL, -- the fence: new with every claim
    tries   INTEGER NOT NULL, -- how often it has been claimed
    why     TEXT NOT NULL, -- it was given back
    CONSTRAINT claimed_by_trying CHECK (state = 'pending' OR tries > 0),
    CONSTRAINT events_first CHECK ((kind = 'event') = (urgency < 0))
);

CREATE INDEX work_due ON work (due_at);
CREATE INDEX work_in_time ON work (kind, due_at, seq);
CREATE INDEX work_in_urgency ON work (kind, urgency, seq);
CREATE INDEX work_in_hand ON work (lane) WHERE state = 'claimed';

-- Names of what was posted: what comes twice counts once.
CREATE TABLE inbox (
    key TEXT PRIMARY KEY,
    at  BIGINT NOT NULL
);

CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);
