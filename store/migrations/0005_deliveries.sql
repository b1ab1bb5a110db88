-- What became of messages at the carrier is on record.

-- +goose Up

-- What the carrier has reported of a message. It goes with its message.
CREATE TABLE deliveries (
    message TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    how     TEXT NOT NULL CHECK (how IN ('delivered', 'undelivered')),
    why     TEXT NOT NULL, -- of an undelivered one: the carrier's reason
    at      BIGINT NOT NULL,
    PRIMARY KEY (message, how)
);
