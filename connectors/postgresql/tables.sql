-- Tables of Tocsin's archive for PostgreSQL 13 or newer. Run this script as the role of the sink, and again after each
-- upgrade of Tocsin. It creates what is missing and removes nothing.
--
-- Only the sink may write these tables. It upserts rows by id and deletes them when their record is deleted. You may add
-- indexes and views.

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

COMMENT ON TABLE tocsin.silences IS 'Silences of the cluster: pending, active, and expired ones until their retention ends.';
COMMENT ON COLUMN tocsin.silences.matchers IS 'Array of {name, value, isRegex, isEqual}; all must match.';
COMMENT ON COLUMN tocsin.silences.ends_at IS 'End of the silence; if a user expired it, the time of that.';

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

COMMENT ON TABLE tocsin.notification_log IS 'Notification log: the latest entry of each slot (group key, receiver, integration, index).';
COMMENT ON COLUMN tocsin.notification_log.firing IS 'Array of {fingerprint, starts_at}: alerts notified as firing.';
COMMENT ON COLUMN tocsin.notification_log.flushed_at IS 'Time of the flush; group_interval starts here.';
COMMENT ON COLUMN tocsin.notification_log.expires_at IS 'Expiry of the entry; the row is then deleted.';
COMMENT ON COLUMN tocsin.notification_log.isolated IS 'True if it was sent without a claim, by an instance that could not reach Kafka.';
COMMENT ON COLUMN tocsin.notification_log.receiver_data IS 'Data that the next notification needs, such as a thread id.';

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

COMMENT ON TABLE tocsin.notification_history IS 'One row per delivery, and one per failed delivery after which the instance released its claim.';
COMMENT ON COLUMN tocsin.notification_history.instance IS 'The sending instance.';
COMMENT ON COLUMN tocsin.notification_history.reason IS 'Why the notification was due: first_notification, new_alerts_added, repeat_interval_elapsed, ...';
COMMENT ON COLUMN tocsin.notification_history.outcome IS 'sent or failed.';
COMMENT ON COLUMN tocsin.notification_history.error IS 'Last error of a failed delivery.';

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

COMMENT ON TABLE tocsin.alert_history IS 'One row per state transition of an alert, however many instances reported it.';
COMMENT ON COLUMN tocsin.alert_history.source IS 'rule, or posted for an alert posted to the API.';
COMMENT ON COLUMN tocsin.alert_history.state IS 'pending, firing, recovering or resolved.';
COMMENT ON COLUMN tocsin.alert_history.at IS 'Time of the transition.';
COMMENT ON COLUMN tocsin.alert_history.fired_at IS 'Start of the episode; the same in all rows of the episode since it fired.';

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

COMMENT ON TABLE tocsin.alert_state IS 'Current states of rules'' alerts: pending, firing or recovering.';
COMMENT ON COLUMN tocsin.alert_state.tick IS 'Tick of the evaluation that reported the state.';

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

COMMENT ON TABLE tocsin.posted_alerts IS 'Alerts posted to the API; the id is the fingerprint.';
COMMENT ON COLUMN tocsin.posted_alerts.timed_out IS 'True if the sender gave no end; ends_at is then the time of the post plus resolve_timeout.';

---------------------------------------------------------------------------------------------------------------------
CREATE OR REPLACE VIEW tocsin.notified_alerts AS
SELECT n.notified_at, n.receiver, n.integration, n.instance, n.outcome, n.reason, notified.state, known.alertname,
       known.labels, notified.alert ->> 'fingerprint' AS fingerprint,
       (notified.alert ->> 'starts_at')::timestamptz AS starts_at, n.group_labels, n.id AS notification_id
FROM tocsin.notification_history n
CROSS JOIN LATERAL (
    SELECT 'firing' AS state, jsonb_array_elements(n.firing) AS alert
    UNION ALL
    SELECT 'resolved', jsonb_array_elements(n.resolved)
) notified
LEFT JOIN LATERAL (
    SELECT h.alertname, h.labels FROM tocsin.alert_history h
    WHERE h.fingerprint = notified.alert ->> 'fingerprint' ORDER BY h.at DESC LIMIT 1
) known ON true;

COMMENT ON VIEW tocsin.notified_alerts IS 'Notified alerts: one row per delivery and alert.';

CREATE OR REPLACE VIEW tocsin.firings AS
SELECT source, rule_group, alertname, labels, fingerprint, fired_at, max(resolved_at) AS resolved_at, max(value) AS highest
FROM tocsin.alert_history
WHERE fired_at IS NOT NULL
GROUP BY source, rule_group, alertname, labels, fingerprint, fired_at;

COMMENT ON VIEW tocsin.firings IS 'Firing episodes of alerts; resolved_at is null while the alert fires.';

---------------------------------------------------------------------------------------------------------------------
CREATE TABLE IF NOT EXISTS tocsin.audit (
    id            text PRIMARY KEY,
    action_id     text,
    at            timestamptz,
    who           text,
    how           text,
    address       text,
    action        text,
    object        text,
    object_before text,
    object_after  text,
    outcome       text,
    reason        text,
    log_topic     text,
    log_partition integer,
    log_offset    bigint,
    instance      text
);
CREATE INDEX IF NOT EXISTS audit_at ON tocsin.audit (at);
CREATE INDEX IF NOT EXISTS audit_object ON tocsin.audit (object, at);

COMMENT ON TABLE tocsin.audit IS 'Actions of users and programs: silences, rules, configuration, restorations; also refused ones.';
COMMENT ON COLUMN tocsin.audit.how IS 'Proof of the name: basic, token, certificate, proxy, oidc, anonymous, cli; kafka for a change that only the topic shows.';
COMMENT ON COLUMN tocsin.audit.outcome IS 'accepted (the outcome is not known), done, refused or failed.';
COMMENT ON COLUMN tocsin.audit.log_offset IS 'Position of the record that changed the object. A change by the command line has two rows with the same position: one of the command, one of how = kafka.';
