-- Cases that are no Enterprise Down: how they stand, what was said of them, what
-- is owed them, and the people of the support policy. A CHECK of SQLite's cannot
-- be altered, so what may stand in pages, calls, attempts and shifts is widened by
-- building them anew: https://www.sqlite.org/lang_altertable.html#otheralter
-- Foreign keys are not held meanwhile (see migrate).

-- +goose Up

ALTER TABLE contracts ADD COLUMN csm TEXT NOT NULL DEFAULT ''; -- a person's id; empty: none

ALTER TABLE cases ADD COLUMN status TEXT NOT NULL DEFAULT ''
    CHECK (status IN ('', 'new', 'in_progress', 'waiting', 'closed'))
    CONSTRAINT closed_is_closed CHECK (status <> 'closed' OR closed);
ALTER TABLE cases ADD COLUMN engineer TEXT NOT NULL DEFAULT ''; -- a person's id
ALTER TABLE cases ADD COLUMN level INTEGER NOT NULL DEFAULT 0 CHECK (level >= 0);
ALTER TABLE cases ADD COLUMN priority TEXT NOT NULL DEFAULT '' CHECK (priority IN ('', 'low', 'normal', 'high'));
ALTER TABLE cases ADD COLUMN product TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN version TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN date_code TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN type TEXT NOT NULL DEFAULT '' CHECK (type IN ('', 'break_fix', 'how_to', 'general_question'));

CREATE INDEX cases_open ON cases (number) WHERE NOT closed;

ALTER TABLE people ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN zone TEXT NOT NULL DEFAULT ''; -- empty is UTC
ALTER TABLE people ADD COLUMN supervisor TEXT NOT NULL DEFAULT ''; -- a person's id

-- What a contract has besides its package.

CREATE TABLE tsams (
    contract    TEXT NOT NULL REFERENCES contracts (number),
    place       INTEGER NOT NULL, -- in the list it came in
    name        TEXT NOT NULL,
    phone       TEXT NOT NULL,
    application TEXT NOT NULL, -- empty is any
    zone        TEXT NOT NULL,
    since       TEXT NOT NULL, -- a date; empty is unknown
    PRIMARY KEY (contract, place)
);

CREATE TABLE bookings (
    contract TEXT NOT NULL REFERENCES contracts (number),
    place    INTEGER NOT NULL, -- in the list it came in
    kind     TEXT NOT NULL CHECK (kind IN ('weekend', 'engineer', 'tsam')),
    begins   BIGINT NOT NULL,
    ends     BIGINT NOT NULL,
    name     TEXT NOT NULL, -- whose time is booked; of a TSAM, as in his own row
    phone    TEXT NOT NULL,
    PRIMARY KEY (contract, place),
    CONSTRAINT ends_later CHECK (ends > begins),
    CONSTRAINT somebodys CHECK ((kind = 'weekend') = (name = '')),
    CONSTRAINT rung_there CHECK ((kind = 'engineer') = (phone <> ''))
);

-- Who knows it may hear of a contract's cases and change them.
CREATE TABLE pins (
    contract TEXT PRIMARY KEY REFERENCES contracts (number),
    hash     TEXT NOT NULL CHECK (hash LIKE '$argon2id$%')
);

-- Wrong PINs, of what they were tried on and from where. A row that is not
-- renewed is forgotten.
CREATE TABLE tries (
    what   TEXT PRIMARY KEY,
    failed INTEGER NOT NULL CHECK (failed > 0),
    until  BIGINT NOT NULL
);

-- A case's own record. Its number is known here before the case is. Append-only.
CREATE TABLE notes (
    case_number TEXT NOT NULL CHECK (case_number <> ''),
    kind        TEXT NOT NULL CHECK (kind IN ('opened', 'comment', 'update', 'status', 'severity', 'priority', 'escalated',
        'decided', 'contacted', 'review', 'ended', 'analysis', 'report')),
    at          BIGINT NOT NULL,
    given_by    TEXT NOT NULL, -- a person's id; empty: the customer, or the line itself
    call        TEXT NOT NULL, -- empty: none
    said        TEXT NOT NULL,
    audio       TEXT NOT NULL,
    seq         BIGINT NOT NULL,
    PRIMARY KEY (case_number, kind, at, given_by, call, said, audio)
);

CREATE TABLE escalations (
    id          TEXT PRIMARY KEY CHECK (id <> ''),
    case_number TEXT NOT NULL CHECK (case_number <> ''),
    level       INTEGER NOT NULL CHECK (level >= 1),
    reason      TEXT NOT NULL CHECK (reason IN ('', 'deadline', 'function_impaired', 'first_response_missed', 'no_updates')),
    strong      BOOLEAN NOT NULL,
    summary     TEXT NOT NULL,
    call        TEXT NOT NULL, -- empty: none
    by_number   TEXT NOT NULL, -- empty: withheld
    language    TEXT NOT NULL,
    call_back   BOOLEAN NOT NULL,
    at          BIGINT NOT NULL,
    verdict     TEXT CHECK (verdict IN ('accepted', 'refused')), -- NULL: not decided
    decided     BIGINT,
    decided_by  TEXT,
    contacted   BIGINT,
    CONSTRAINT decided_by_a_verdict CHECK ((verdict IS NULL) = (decided IS NULL)),
    CONSTRAINT decided_by_somebody CHECK ((verdict IS NULL) = (decided_by IS NULL))
);

CREATE INDEX escalations_of_case ON escalations (case_number, at);

CREATE TABLE duties (
    id          TEXT PRIMARY KEY CHECK (id <> ''),
    kind        TEXT NOT NULL CHECK (kind IN ('first_response', 'update', 'restoration', 'review', 'answer', 'contact', 'analysis')),
    case_number TEXT NOT NULL CHECK (case_number <> ''),
    contract    TEXT,
    for_what    TEXT, -- an escalation's id or a page's; NULL: the case itself
    owner       TEXT, -- a person's id; NULL: whoever is on duty
    begun       BIGINT NOT NULL,
    due         BIGINT, -- NULL: no time was promised
    internal    BIGINT, -- NULL is due
    raised      INTEGER NOT NULL CHECK (raised >= 0),
    done        BIGINT,
    done_by     TEXT, -- a person's id; NULL: nobody in particular
    outcome     TEXT,
    CONSTRAINT done_before_by_whom CHECK (done IS NOT NULL OR done_by IS NULL AND outcome IS NULL)
);

CREATE INDEX duties_of_case ON duties (case_number, due) WHERE done IS NULL;
CREATE INDEX duties_by_due ON duties (due) WHERE done IS NULL;

-- E-mails that were to be sent. Append-only.
CREATE TABLE letters (
    id         TEXT PRIMARY KEY,
    to_address TEXT NOT NULL,
    key        TEXT NOT NULL,
    language   TEXT NOT NULL,
    data       TEXT NOT NULL,
    at         BIGINT NOT NULL
);

-- More roles.

CREATE TABLE new_shifts (
    person      TEXT NOT NULL REFERENCES people (id),
    place       INTEGER NOT NULL, -- in the list it came in
    role        TEXT NOT NULL CHECK (role IN ('manager', 'level2', 'director', 'operator', 'engineer', 'senior_engineer', 'team_lead',
        'development', 'senior_director', 'vice_president')),
    layer       INTEGER NOT NULL CHECK (layer >= 0),
    days        TEXT NOT NULL, -- JSON; Sunday is 0
    from_minute INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1440),
    to_minute   INTEGER NOT NULL CHECK (to_minute BETWEEN 0 AND 1440),
    zone        TEXT NOT NULL,
    PRIMARY KEY (person, place)
);

INSERT INTO new_shifts (person, place, role, layer, days, from_minute, to_minute, zone)
    SELECT person, place, role, layer, days, from_minute, to_minute, zone FROM shifts;
DROP TABLE shifts;
ALTER TABLE new_shifts RENAME TO shifts;

-- More that people are rung for.

CREATE TABLE new_pages (
    id             TEXT PRIMARY KEY,
    kind           TEXT NOT NULL CHECK (kind IN ('edown', 'operator', 'engineer', 'account_manager', 'decision', 'review')),
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

INSERT INTO new_pages (id, kind, case_number, contract, state, accepted_by, policy_version, started, ended, outcome, essential, page)
    SELECT id, kind, case_number, contract, state, accepted_by, policy_version, started, ended, outcome, essential, page FROM pages;
DROP TABLE pages;
ALTER TABLE new_pages RENAME TO pages;

CREATE UNIQUE INDEX one_page_a_case ON pages (case_number)
    WHERE kind = 'edown' AND state IN ('ringing', 'accepted') AND case_number IS NOT NULL;
CREATE INDEX pages_by_start ON pages (started);
CREATE INDEX pages_of_contract ON pages (contract, started);
CREATE INDEX pages_of_case ON pages (case_number, started) WHERE case_number IS NOT NULL;
CREATE INDEX pages_running ON pages (kind, state, started) WHERE state IN ('ringing', 'accepted');

CREATE TABLE new_calls (
    id          TEXT PRIMARY KEY,
    sid         TEXT UNIQUE, -- the carrier's name; NULL until it has one
    direction   TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
    purpose     TEXT NOT NULL CHECK (purpose IN ('caller', 'manager', 'operator', 'callback', 'stand_down', 'decision', 'review', 'refusal')),
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

INSERT INTO new_calls (id, sid, direction, purpose, page, person, from_number, to_number, lang, node, session, reply, started, ended, ending)
    SELECT id, sid, direction, purpose, page, person, from_number, to_number, lang, node, session, reply, started, ended, ending FROM calls;
DROP TABLE calls;
ALTER TABLE new_calls RENAME TO calls;

CREATE INDEX calls_of_number ON calls (from_number, ended);
CREATE INDEX calls_of_page ON calls (page);
CREATE INDEX calls_by_start ON calls (from_number, started);

CREATE TABLE new_attempts (
    leg       TEXT PRIMARY KEY,
    page      TEXT NOT NULL REFERENCES pages (id),
    purpose   TEXT NOT NULL CHECK (purpose IN ('manager', 'operator', 'callback', 'stand_down', 'decision', 'review', 'refusal')),
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

INSERT INTO new_attempts (leg, page, purpose, person, phone, round, rung, planned, placed, rang, picked_up, ended, ending, key, declined, machine)
    SELECT leg, page, purpose, person, phone, round, rung, planned, placed, rang, picked_up, ended, ending, key, declined, machine FROM attempts;
DROP TABLE attempts;
ALTER TABLE new_attempts RENAME TO attempts;

CREATE INDEX attempts_of_page ON attempts (page);
CREATE INDEX attempts_on_phone ON attempts (phone);

-- If any row refers to one that is not there, this fails, and all stays as it was.

CREATE TABLE astray (n INTEGER NOT NULL CONSTRAINT rows_refer_to_what_is_there CHECK (n = 0));
INSERT INTO astray SELECT COUNT(*) FROM pragma_foreign_key_check;
DROP TABLE astray;
