-- What a contract and a number have asked for lately is counted while a caller
-- waits, however much is on record.

-- +goose Up

CREATE INDEX pages_of_contract ON pages (contract, started);
CREATE INDEX calls_by_start ON calls (from_number, started);

-- What goes on is found among all that has ended: by a scrape of the metrics.
CREATE INDEX pages_running ON pages (kind, state, started) WHERE state IN ('ringing', 'accepted');
