-- Tocsin's archive in PostgreSQL (13 or newer). Run it as the role that the sink uses, and again after an upgrade of
-- Tocsin: it makes what is missing and takes nothing away.
--
-- The sink writes these tables and nobody else does. A row is found by its id, is replaced when its record changes, and
-- goes away when that does. Indexes and views may be added; the sink does not mind.

CREATE SCHEMA IF NOT EXISTS tocsin;

---------------------------------------------------------------------------------------------------------------------
CREATE TABLE IF NOT EXISTS tocsin.silences (
    id          text PRIMARY KEY,
    matchers    jsonb,
    starts_at   timestamptz,
    ends_at     timestamptz,
    updated_at  timestamptz,
    created_by  text,
    comment     text,
    annotations jsonb
);
CREATE INDEX IF NOT EXISTS silences_ends_at ON tocsin.silences (ends_at);

COMMENT ON TABLE tocsin.silences IS 'Silences that the cluster knows: pending, active, and expired ones until they are forgotten.';
COMMENT ON COLUMN tocsin.silences.matchers IS 'Array of {name, value, isRegex, isEqual}; all must match.';
COMMENT ON COLUMN tocsin.silences.ends_at IS 'Of a silence that was expired by hand: when that was.';

---------------------------------------------------------------------------------------------------------------------
CREATE TABLE IF NOT EXISTS tocsin.notification_log (
    id            text PRIMARY KEY,
    group_key     text,
    group_labels  jsonb,
    receiver      text,
    integration   text,
    idx           integer,
    claim_id      text,
    instance      text,
    firing        jsonb,
    resolved      jsonb,
    flushed_at    timestamptz,
    notified_at   timestamptz,
    expires_at    timestamptz,
    reason        text,
    isolated      boolean,
    receiver_data jsonb,
    attempts      integer,
    duration_ms   bigint
);

COMMENT ON TABLE tocsin.notification_log IS 'What each receiver was told last about each group: one row a slot (group key, receiver, integration, index).';
COMMENT ON COLUMN tocsin.notification_log.firing IS 'Array of {fingerprint, starts_at}: the alerts that were told as firing.';
COMMENT ON COLUMN tocsin.notification_log.flushed_at IS 'From when the group''s next flush counts.';
COMMENT ON COLUMN tocsin.notification_log.expires_at IS 'Until when the entry is kept; the row goes away with it.';
COMMENT ON COLUMN tocsin.notification_log.isolated IS 'True if it was sent without a claim, by an instance that could not reach Kafka.';
COMMENT ON COLUMN tocsin.notification_log.receiver_data IS 'What the integration must remember, such as the id of a thread.';

---------------------------------------------------------------------------------------------------------------------
CREATE TABLE IF NOT EXISTS tocsin.notification_history (
    id             text PRIMARY KEY,
    group_key      text,
    group_labels   jsonb,
    receiver       text,
    integration    text,
    idx            integer,
    claim_id       text,
    instance       text,
    reason         text,
    outcome        text,
    firing_count   integer,
    resolved_count integer,
    firing         jsonb,
    resolved       jsonb,
    attempts       integer,
    duration_ms    bigint,
    error          text,
    isolated       boolean,
    notified_at    timestamptz
);
CREATE INDEX IF NOT EXISTS notification_history_notified_at ON tocsin.notification_history (notified_at);
CREATE INDEX IF NOT EXISTS notification_history_receiver ON tocsin.notification_history (receiver, notified_at);
CREATE INDEX IF NOT EXISTS notification_history_group ON tocsin.notification_history USING gin (group_labels jsonb_path_ops);
CREATE INDEX IF NOT EXISTS notification_history_firing ON tocsin.notification_history USING gin (firing jsonb_path_ops);

COMMENT ON TABLE tocsin.notification_history IS 'One row a delivery, and one a delivery that failed, so that an instance gave its claim back.';
COMMENT ON COLUMN tocsin.notification_history.instance IS 'Which instance sent it.';
COMMENT ON COLUMN tocsin.notification_history.reason IS 'Why it was due: first_notification, new_alerts_added, repeat_interval_elapsed, ...';
COMMENT ON COLUMN tocsin.notification_history.outcome IS 'sent or failed.';
COMMENT ON COLUMN tocsin.notification_history.error IS 'Of a failed one: what the receiver or the network answered last.';

---------------------------------------------------------------------------------------------------------------------
CREATE TABLE IF NOT EXISTS tocsin.alert_history (
    id          text PRIMARY KEY,
    source      text,
    rule_uid    text,
    rule_group  text,
    alertname   text,
    fingerprint text,
    labels      jsonb,
    annotations jsonb,
    state       text,
    at          timestamptz,
    active_at   timestamptz,
    fired_at    timestamptz,
    resolved_at timestamptz,
    value       double precision
);
CREATE INDEX IF NOT EXISTS alert_history_at ON tocsin.alert_history (at);
CREATE INDEX IF NOT EXISTS alert_history_alertname ON tocsin.alert_history (alertname, at);
CREATE INDEX IF NOT EXISTS alert_history_fingerprint ON tocsin.alert_history (fingerprint, at);
CREATE INDEX IF NOT EXISTS alert_history_labels ON tocsin.alert_history USING gin (labels jsonb_path_ops);

COMMENT ON TABLE tocsin.alert_history IS 'One row a state that an alert took; however many instances reported it.';
COMMENT ON COLUMN tocsin.alert_history.source IS 'rule, or posted if it came from outside.';
COMMENT ON COLUMN tocsin.alert_history.state IS 'pending, firing, recovering or resolved.';
COMMENT ON COLUMN tocsin.alert_history.at IS 'When it took the state.';
COMMENT ON COLUMN tocsin.alert_history.fired_at IS 'The beginning of the episode; the same in all its rows that know it.';

---------------------------------------------------------------------------------------------------------------------
CREATE TABLE IF NOT EXISTS tocsin.alert_state (
    id                text PRIMARY KEY,
    rule_uid          text,
    rule_group        text,
    alertname         text,
    fingerprint       text,
    labels            jsonb,
    annotations       jsonb,
    value             double precision,
    state             text,
    active_at         timestamptz,
    fired_at          timestamptz,
    keep_firing_since timestamptz,
    tick              timestamptz
);

COMMENT ON TABLE tocsin.alert_state IS 'The alerts of rules that stand now: pending, firing or recovering.';
COMMENT ON COLUMN tocsin.alert_state.tick IS 'The evaluation that reported it.';

---------------------------------------------------------------------------------------------------------------------
CREATE TABLE IF NOT EXISTS tocsin.posted_alerts (
    id            text PRIMARY KEY,
    alertname     text,
    labels        jsonb,
    annotations   jsonb,
    starts_at     timestamptz,
    ends_at       timestamptz,
    timed_out     boolean,
    generator_url text,
    updated_at    timestamptz
);

COMMENT ON TABLE tocsin.posted_alerts IS 'The alerts from outside that the cluster knows; the id is the fingerprint.';
COMMENT ON COLUMN tocsin.posted_alerts.timed_out IS 'True if ends_at is only when it counts as resolved unless it is posted again.';

---------------------------------------------------------------------------------------------------------------------
CREATE OR REPLACE VIEW tocsin.notified_alerts AS
SELECT n.notified_at, n.receiver, n.integration, n.instance, n.outcome, n.reason, told.state, known.alertname,
       known.labels, told.alert ->> 'fingerprint' AS fingerprint,
       (told.alert ->> 'starts_at')::timestamptz AS starts_at, n.group_labels, n.id AS notification_id
FROM tocsin.notification_history n
CROSS JOIN LATERAL (
    SELECT 'firing' AS state, jsonb_array_elements(n.firing) AS alert
    UNION ALL
    SELECT 'resolved', jsonb_array_elements(n.resolved)
) told
LEFT JOIN LATERAL (
    SELECT h.alertname, h.labels FROM tocsin.alert_history h
    WHERE h.fingerprint = told.alert ->> 'fingerprint' ORDER BY h.at DESC LIMIT 1
) known ON true;

COMMENT ON VIEW tocsin.notified_alerts IS 'Who was told of which alert: one row a delivery and an alert in it.';

CREATE OR REPLACE VIEW tocsin.firings AS
SELECT source, rule_group, alertname, labels, fingerprint, fired_at, max(resolved_at) AS resolved_at, max(value) AS highest
FROM tocsin.alert_history
WHERE fired_at IS NOT NULL
GROUP BY source, rule_group, alertname, labels, fingerprint, fired_at;

COMMENT ON VIEW tocsin.firings IS 'What fired when: one row an episode; resolved_at is empty while it fires.';
