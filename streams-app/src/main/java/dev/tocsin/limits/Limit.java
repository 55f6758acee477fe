package dev.tocsin.limits;

import java.time.Duration;

/**
 * A bound on input from outside: its default, its setting, and what happens to input beyond it. {@code docs/limits.md} is
 * written from these constants.
 */
public enum Limit {
    // HTTP requests
    REQUEST_BODY(
            "HTTP", "body of a request", 10 * 1024 * 1024, Unit.BYTES, Limit.FIXED, "the request is answered with 413"),
    CONNECTIONS(
            "HTTP",
            "connections of one address of the server",
            2_000,
            Unit.COUNT,
            Limit.FIXED,
            "a new connection is closed, and idle ones are closed after 1 s"),
    REQUEST_HEADERS(
            "HTTP",
            "URI and headers of a request",
            64 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "the request is answered with 414 or 431"),
    REQUEST_HEADER_TIME(
            "HTTP",
            "time for the headers of a request, or for a TLS handshake",
            10_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "the connection is closed"),
    REQUEST_BODY_TIME(
            "HTTP",
            "time for the body of a request",
            60_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "the request is answered with 408"),
    REQUEST_BODY_RATE(
            "HTTP",
            "bytes of a body per second, from the sixth second on, at least",
            1024,
            Unit.BYTES,
            Limit.FIXED,
            "the request is answered with 408"),
    RESPONSE_RATE(
            "HTTP",
            "bytes of a response that a client reads per second, from the sixth second on, at least",
            16 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "the connection is closed"),
    SLOW_CLIENT_GRACE(
            "HTTP",
            "time before the rate of a client is measured",
            5_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "the rate counts"),
    REQUEST_BODIES(
            "HTTP",
            "bodies of all requests together; at most a quarter of the heap",
            64 * 1024 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "the request is answered with 503"),
    RESPONSES(
            "HTTP",
            "responses that clients have not read yet, together; at most a quarter of the heap",
            64 * 1024 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "the connections with the oldest of them are closed"),
    REQUEST_THREADS(
            "HTTP",
            "requests that are handled at the same time; health and metrics have threads of their own",
            200,
            Unit.COUNT,
            Limit.FIXED,
            "the request waits"),
    WAITING_REQUESTS(
            "HTTP",
            "requests that wait for a thread",
            1_000,
            Unit.COUNT,
            Limit.FIXED,
            "the request is answered with 503"),
    WAITING_REQUEST_TIME(
            "HTTP",
            "time that a request waits for a thread",
            10_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "the request is answered with 503"),
    HTTP2_STREAMS(
            "HTTP",
            "requests at the same time on one HTTP/2 connection",
            128,
            Unit.COUNT,
            Limit.FIXED,
            "the stream is refused"),
    LISTED_ROWS(
            "HTTP",
            "rows of one answer below `/api/v1/tocsin`",
            1_000,
            Unit.COUNT,
            Limit.FIXED,
            "400; the answer has a cursor for the next rows"),
    MESSAGE_PREVIEW(
            "HTTP", "preview of a message in the API", 20_000, Unit.CHARACTERS, Limit.FIXED, "the rest is left out"),
    COMPLETED_SERIES(
            "HTTP",
            "series of a metric whose labels are completed in a query",
            2_000,
            Unit.COUNT,
            Limit.FIXED,
            "the names and values of the others are not offered"),
    EVENT_CLIENTS(
            "HTTP",
            "browsers that listen to the events of an instance",
            200,
            Unit.COUNT,
            Limit.FIXED,
            "503, and the browser asks again from time to time"),
    FAILURES_LOGGED(
            "HTTP",
            "failed requests that are logged per minute",
            10,
            Unit.COUNT,
            Limit.FIXED,
            "further ones are only counted"),
    METRIC_RULE_GROUPS(
            "HTTP",
            "rule groups with metrics of their own",
            5_000,
            Unit.COUNT,
            Limit.FIXED,
            "further groups share the label value `other`"),
    METRIC_LABEL(
            "HTTP",
            "name of a rule group in a metric",
            1_000,
            Unit.CHARACTERS,
            Limit.FIXED,
            "the group has the label value `other`"),
    WEB_CONFIG_FILE(
            "HTTP",
            "web configuration file, and each certificate or key that it names",
            1024 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "the file is refused"),
    WAITING_LOGINS(
            "HTTP",
            "logins that wait for the comparison of their password",
            100,
            Unit.COUNT,
            Limit.FIXED,
            "the request is answered with 503"),

    // Logins
    BEARER_TOKEN("Logins", "bearer token", 16 * 1024, Unit.CHARACTERS, Limit.FIXED, "the request is answered with 401"),
    LOGIN_NAME("Logins", "name of a login", 256, Unit.CHARACTERS, Limit.FIXED, "the request is answered with 401"),
    LOGIN_FAILURES(
            "Logins",
            "failed logins of one address in a window",
            10,
            Unit.COUNT,
            Limit.FIXED,
            "tokens and passwords from the address are answered with 429 until the window is over, except those that were valid before"),
    LOGIN_FAILURE_WINDOW(
            "Logins", "window of failed logins", 60_000, Unit.MILLISECONDS, Limit.FIXED, "the count begins again"),
    LOGIN_ADDRESSES(
            "Logins",
            "addresses whose failed logins are counted",
            10_000,
            Unit.COUNT,
            Limit.FIXED,
            "the address that failed longest ago is forgotten"),
    LOGIN_SECRETS(
            "Logins",
            "valid tokens that are remembered, as hashes",
            1_000,
            Unit.COUNT,
            Limit.FIXED,
            "the token that was used longest ago is forgotten"),
    LOGIN_LOG_LINES(
            "Logins",
            "log lines on failed logins in a window",
            20,
            Unit.COUNT,
            Limit.FIXED,
            "further failures are only counted (`tocsin_logins_failed_total`)"),
    TOKENS("Logins", "tokens in `auth.tokens_file`", 1_000, Unit.COUNT, Limit.FIXED, "the file is refused"),
    TOKEN_FILE("Logins", "size of `auth.tokens_file`", 1024 * 1024, Unit.BYTES, Limit.FIXED, "the file is refused"),
    JWKS_BODY("Logins", "keys of an OIDC issuer", 256 * 1024, Unit.BYTES, Limit.FIXED, "the keys are not used"),
    JWKS_TIME(
            "Logins",
            "time to connect to an OIDC issuer, and between two reads",
            3_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "a token with an unknown key is answered with 503"),
    JWKS_AGE(
            "Logins",
            "age of the keys of an OIDC issuer",
            300_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "the keys are loaded again"),
    JWKS_OUTAGE(
            "Logins",
            "time that known keys are used while an OIDC issuer is out of reach",
            3_600_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "tokens are answered with 503"),
    JWKS_INTERVAL(
            "Logins",
            "interval in which the keys of an OIDC issuer are loaded at most twice",
            30_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "a token with an unknown key is refused"),

    // Labels
    LABEL_SET(
            "Labels",
            "names and values of one label set together",
            64 * 1024,
            Unit.CHARACTERS,
            Limit.FIXED,
            "a sample, an alert or a rule is refused"),

    REGEX_ALTERNATIVES(
            "Labels",
            "values or prefixes to which a matcher's regular expression is expanded",
            512,
            Unit.COUNT,
            Limit.FIXED,
            "it is compared as one with any values, so a silence policy that asks for known values refuses it"),

    // Records of the shared topics
    CLAIM_LEASE(
            "Records of the shared topics",
            "lease of a claim",
            300_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "a longer lease ends after this time; a longer `claim.lease` is refused at the start"),
    REFUSAL_AHEAD(
            "Records of the shared topics",
            "time ahead of its record at which the refusal of a receiver ends; `group_interval` and `repeat_interval`"
                    + " may be longer",
            30 * 24 * 3_600_000L,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "the refusal ends after this time"),
    MEMBER_UNSEEN(
            "Records of the shared topics",
            "time since the last heartbeat of an instance whose claim counts",
            300_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "the claim has no effect, and is listed with the skipped records"),
    NFLOG_TIME_AHEAD(
            "Records of the shared topics",
            "time of a notification log entry after its append",
            300_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "the append time counts instead"),
    NFLOG_RETENTION(
            "Records of the shared topics",
            "time that an entry of the notification log is kept",
            432_000_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "the entry expires"),
    RECORD_CHECK_TIME(
            "Records of the shared topics",
            "processor time that the check of a rule group or a configuration takes",
            10_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "the record counts as not valid; the last valid one stays in force"),
    CHECKS_AT_A_TIME(
            "Records of the shared topics",
            "checks beyond their time that still run",
            4,
            Unit.COUNT,
            Limit.FIXED,
            "further rule groups and configurations count as not valid until one has ended"),
    UNCHECKED_RECORDS(
            "Records of the shared topics",
            "rule groups and configurations that wait for their check, together",
            64 * 1024 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "after at most 1 s, further ones count as not valid; an instance that starts reads on when checks have ended"),
    LISTED_SKIPPED_RECORDS(
            "Records of the shared topics",
            "skipped records that are listed for each topic, one for a key",
            100,
            Unit.COUNT,
            Limit.FIXED,
            "older ones are only counted"),
    SKIP_REASON(
            "Records of the shared topics",
            "reason why a record is skipped",
            5_000,
            Unit.CHARACTERS,
            Limit.FIXED,
            "the rest is left out"),
    COUNTED_SKIPPED_KEYS(
            "Records of the shared topics",
            "keys of one topic with a skipped record that are counted at the start",
            100_000,
            Unit.COUNT,
            Limit.FIXED,
            "further ones are not counted"),
    UNUSABLE_KEYS(
            "Records of the shared topics",
            "keys of one topic that have no valid record",
            1_000,
            Unit.COUNT,
            Limit.FIXED,
            "further records without a valid one before are only counted"),
    MEMBERS(
            "Records of the shared topics",
            "members of the cluster",
            1_000,
            Unit.COUNT,
            Limit.FIXED,
            "the member with the oldest heartbeat is forgotten"),

    // Silences
    POLICY_RULES(
            "Silences",
            "rules of the silence policy",
            1_000,
            Unit.COUNT,
            Limit.FIXED,
            "the document is refused, and the last valid policy stays"),
    POLICY_NAMES(
            "Silences",
            "matchers, or names of users, groups or roles, of one rule of the silence policy",
            1_000,
            Unit.COUNT,
            Limit.FIXED,
            "the document is refused, and the last valid policy stays"),

    // Audit
    AUDIT_TEXT(
            "Audit",
            "text of an object before or after a change",
            16 * 1024,
            Unit.CHARACTERS,
            Limit.FIXED,
            "the text is cut, and says how much is missing"),
    AUDIT_NAME(
            "Audit",
            "name, address, object or reason in an audit record",
            1_000,
            Unit.CHARACTERS,
            Limit.FIXED,
            "the text is cut, and says how much is missing"),
    AUDIT_REFUSALS(
            "Audit",
            "audit records a minute about refused requests, of one instance",
            600,
            Unit.COUNT,
            Limit.FIXED,
            "the refusal is counted in `tocsin_audit_failures_total` only"),
    AUDIT_OBSERVED(
            "Audit",
            "changes of rules and configuration that wait for their audit record",
            10_000,
            Unit.COUNT,
            Limit.FIXED,
            "the change is counted in `tocsin_audit_failures_total` only"),
    AUDIT_OBSERVED_TEXTS(
            "Audit",
            "records and texts of those changes together",
            64 * 1024 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "the change is counted in `tocsin_audit_failures_total` only"),
    AUDIT_LISTED(
            "Audit",
            "actions that `tocsin audit` lists",
            10_000,
            Unit.COUNT,
            "option `--limit`",
            "the newest ones are listed, and a warning is printed"),

    REPLAY_DIFFERENCES(
            "Replay",
            "differences that `tocsin replay` lists",
            1_000,
            Unit.COUNT,
            Limit.FIXED,
            "the first ones are listed, and all are counted"),

    // Posted alerts
    POSTED_ALERTS(
            "Posted alerts",
            "alerts of a request",
            100_000,
            Unit.COUNT,
            Limit.FIXED,
            "the request is refused with 400; send them in several requests"),
    POSTED_ALERT_MEMORY(
            "Posted alerts",
            "memory of the alerts of an instance, 8 KiB and four bytes a character each; half of the heap if that is less",
            16L * 1024 * 1024 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "an alert that is new is refused with 400, the others of the request are taken"),
    JSON_TOKENS(
            "Posted alerts",
            "names, values and brackets in the JSON of a request to `/api/v2`",
            1_000_000,
            Unit.COUNT,
            Limit.FIXED,
            "the request is refused with 400"),
    OPEN_BATCHES(
            "Posted alerts",
            "requests whose alerts were not all read from the topic yet",
            10_000,
            Unit.COUNT,
            Limit.FIXED,
            "the alerts of the oldest one are taken up without the rest"),
    ALERT_LABELS(
            "Posted alerts",
            "labels of an alert",
            1_000,
            Unit.COUNT,
            Limit.FIXED,
            "the alert is refused with 400; the other alerts of the request are taken"),
    ALERT_LABEL_NAME(
            "Posted alerts",
            "name of a label or an annotation",
            1_024,
            Unit.CHARACTERS,
            Limit.FIXED,
            "the alert is refused with 400; the other alerts of the request are taken"),
    ALERT_LABEL_VALUE(
            "Posted alerts",
            "value of a label",
            32 * 1024,
            Unit.CHARACTERS,
            Limit.FIXED,
            "the alert is refused with 400; the other alerts of the request are taken"),
    ALERT(
            "Posted alerts",
            "labels, annotations and generatorURL of an alert together, in UTF-8",
            4 * 1024 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "the alert is refused with 400; the other alerts of the request are taken"),
    ALERT_MISTAKES(
            "Posted alerts",
            "mistakes that the answer to a request lists",
            100,
            Unit.COUNT,
            Limit.FIXED,
            "the answer says how many more there are"),

    // Records
    RECORD(
            "Records of the shared topics",
            "record in a topic of Tocsin",
            8 * 1024 * 1024,
            Unit.BYTES,
            "`max.message.bytes` of the topic",
            "an alert or a silence is refused with 400, a command fails"),
    SILENCE(
            "Records of the shared topics",
            "texts of a silence together, in UTF-8",
            4 * 1024 * 1024,
            Unit.BYTES,
            "`silences.max_size_bytes`",
            "the silence is refused with 400"),

    // Notification log
    CLAIM_HISTORY(
            "Notification log",
            "claims that an instance remembers for the API",
            2_000,
            Unit.COUNT,
            Limit.FIXED,
            "the oldest is forgotten"),
    DELIVERY_TARGETS(
            "Notification log",
            "integrations whose deliveries an instance counts for the API",
            10_000,
            Unit.COUNT,
            Limit.FIXED,
            "the figures of the oldest begin again"),
    NOTIFIED_ALERTS(
            "Notification log",
            "alerts that the entry of a notification lists",
            400_000,
            Unit.COUNT,
            Limit.FIXED,
            "the alerts beyond are notified again each `group_interval`"),
    SLOT_KEY(
            "Notification log",
            "group key, receiver and integration in a record key or a log line",
            2_000,
            Unit.CHARACTERS,
            Limit.FIXED,
            "its first 150 characters and its hash are used"),

    // Archive
    ARCHIVE_ALERTS(
            "Archive",
            "alerts that the row of a notification lists",
            5_000,
            Unit.COUNT,
            Limit.FIXED,
            "the row lists the first ones; after `tocsin restore` the others are notified again"),
    ARCHIVE_ROW(
            "Archive",
            "row with its schema, as JSON",
            900 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "its longest texts are shortened, and `tocsin_archive_rows_shortened` counts it; without its labels or matchers"
                    + " it cannot be restored"),

    // History
    HISTORY_BYTES(
            "History",
            "records of the deliveries that an instance keeps",
            256 * 1024 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "the oldest deliveries are deleted"),

    // Samples
    SAMPLE_AHEAD(
            "Samples",
            "time of a sample, ahead of the clock",
            600_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "the sample is rejected: 400 by remote write; in the topic, the record is listed as skipped. Both count in"
                    + " `tocsin_samples_rejected_total`"),
    LATE_SAMPLES(
            "Samples",
            "samples that evaluations in progress must not see yet",
            200_000,
            Unit.COUNT,
            Limit.FIXED,
            "evaluations see further samples at once, so instances may differ for one tick"),
    LATE_SAMPLES_OF_SERIES(
            "Samples",
            "samples of one series that evaluations in progress must not see yet",
            1_000,
            Unit.COUNT,
            Limit.FIXED,
            "evaluations see further samples at once, so instances may differ for one tick"),
    RECORDED_SAMPLE_WAIT(
            "Samples",
            "time for a recorded sample to come back from the topic",
            300_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "the instance drops its own copy, so that it has what all instances have"),
    TICK_INTERVAL(
            "Samples",
            "time between two tick markers, at least",
            100,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "a rule group with a shorter interval is evaluated at each marker; the ticks in between are missed"),
    TICK_MARKER_AHEAD(
            "Samples",
            "time of a tick marker, ahead of the time of the cluster log",
            10_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "the marker is skipped and listed as skipped record"),
    TICK_MARKER_PARTITIONS(
            "Samples",
            "partitions that a tick marker names",
            10_000,
            Unit.COUNT,
            Limit.FIXED,
            "the marker is skipped and listed as skipped record"),
    FINDINGS(
            "Samples",
            "findings in the header of a heartbeat",
            128 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "the findings are ignored"),
    WRITE_DECOMPRESSED(
            "Samples", "a remote write request, decompressed", 32 * 1024 * 1024, Unit.BYTES, Limit.FIXED, "400"),
    WRITE_SAMPLES(
            "Samples", "samples and exemplars of a remote write request", 200_000, Unit.COUNT, Limit.FIXED, "400"),
    WRITE_SERIES(
            "Samples",
            "series, and entries of metadata, of a remote write request",
            200_000,
            Unit.COUNT,
            Limit.FIXED,
            "400"),
    WRITE_LABELS(
            "Samples",
            "labels of a series in a remote write request",
            1_000,
            Unit.COUNT,
            Limit.FIXED,
            "the series is rejected with 400, the others are stored"),
    WRITE_MEMORY(
            "Samples",
            "memory of the remote write requests that are processed at the same time; an eighth of the heap if that is less",
            128 * 1024 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "429 and `Retry-After`, to Prometheus 503, because it would drop the samples; the sender sends them again. A"
                    + " request that needs more alone: 400"),
    METADATA(
            "Samples",
            "memory of the metadata of metrics",
            16 * 1024 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "the metadata that was not sent for the longest time is forgotten"),
    METADATA_TEXT("Samples", "help or unit of a metric", 1_000, Unit.CHARACTERS, Limit.FIXED, "the rest is cut off"),
    EXEMPLARS(
            "Samples",
            "memory of the exemplars of all series",
            16 * 1024 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "the oldest are forgotten"),
    EXEMPLARS_OF_SERIES("Samples", "exemplars of a series", 10, Unit.COUNT, Limit.FIXED, "the oldest are forgotten"),
    EXEMPLAR_LABELS(
            "Samples",
            "labels of an exemplar, as in OpenMetrics",
            128,
            Unit.CHARACTERS,
            Limit.FIXED,
            "the exemplar is rejected with 400, its series is stored"),
    DECODED_LABELS(
            "Samples",
            "memory of the label sets of the samples topic that an instance keeps decoded",
            12,
            Unit.HEAP_PERCENT,
            Limit.FIXED,
            "older ones are decoded again"),
    HISTOGRAM_BUCKETS(
            "Samples",
            "buckets, spans or bounds of a histogram in a remote write request",
            10_000,
            Unit.COUNT,
            Limit.FIXED,
            "the series is rejected with 400, the others are stored"),

    // Sources
    SOURCE_RECORD(
            "Sources",
            "value of a record of a source",
            16 * 1024 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "the record is undecodable"),
    SOURCE_RECORD_MEMORY(
            "Sources",
            "memory of the content of a record while it is decoded",
            64 * 1024 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "the record is undecodable"),
    SOURCE_RECORD_TOKENS(
            "Sources",
            "names, values and brackets of a record in JSON",
            1_000_000,
            Unit.COUNT,
            Limit.FIXED,
            "the record is undecodable"),
    SOURCE_RECORD_DEPTH(
            "Sources",
            "objects and lists inside each other in a record",
            100,
            Unit.COUNT,
            Limit.FIXED,
            "the record is undecodable"),
    SOURCE_WRONG_PARTS(
            "Sources",
            "parts of one record that are left out because they are wrong",
            10_000,
            Unit.COUNT,
            Limit.FIXED,
            "the record is undecodable"),
    SOURCE_WARNINGS(
            "Sources",
            "parts of one record that are left out, with their reasons",
            20,
            Unit.COUNT,
            Limit.FIXED,
            "further ones are only counted"),

    // Log of an instance
    LOGGED_EVENTS(
            "Log of an instance",
            "events of normal work of one kind that are logged per minute",
            60,
            Unit.COUNT,
            Limit.FIXED,
            "further events are counted; the next one that is logged has their number"),

    // Deliveries
    RETRY_AFTER(
            "Deliveries",
            "wait that a receiver asks for by `Retry-After`",
            3_600_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "the next attempt is made after this time"),
    WAITING_DELIVERIES(
            "Deliveries",
            "deliveries that wait for one HTTP address or mail server",
            10_000,
            Unit.COUNT,
            Limit.FIXED,
            "further ones fail at once and are tried again"),
    FAILURE_LOG_INTERVAL(
            "Deliveries",
            "time between two log lines of one broken receiver, after 1, 2, 4 minutes and so on",
            3_600_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "failures are counted and stand in the next line"),

    // Log
    LOG_VALUE(
            "Log of an instance",
            "value or message of a log line",
            2_000,
            Unit.CHARACTERS,
            Limit.FIXED,
            "the rest is left out, with the number of characters"),

    // Queries
    CONCURRENT_QUERIES(
            "Queries",
            "queries that run at the same time",
            20,
            Unit.COUNT,
            Limit.FIXED,
            "the query waits for a free slot"),
    QUERY_QUEUE_TIME(
            "Queries",
            "time that a query waits for a free slot",
            5_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "the query is answered with 503 and `Retry-After`, and counted by `tocsin_queries_shed_total`"),
    QUERY_QUEUE(
            "Queries",
            "queries that wait for a free slot at the same time",
            60,
            Unit.COUNT,
            Limit.FIXED,
            "the query is answered with 503 and `Retry-After`, and counted by `tocsin_queries_shed_total`"),
    QUERY_LENGTH(
            "Queries",
            "text of a query or selector in the API",
            128 * 1024,
            Unit.CHARACTERS,
            Limit.FIXED,
            "the query is answered with 400"),
    SELECTORS("Queries", "`match[]` parameters of a request", 200, Unit.COUNT, Limit.FIXED, "400"),
    PARAMETERS("Queries", "parameters of a request to `/api/v1`", 1_000, Unit.COUNT, Limit.FIXED, "400"),
    NUMBER_PARAMETER("Queries", "a time, duration or number in a parameter", 100, Unit.CHARACTERS, Limit.FIXED, "400"),
    FORM_BODY("Queries", "form in the body of a request to `/api/v1`", 1024 * 1024, Unit.BYTES, Limit.FIXED, "413"),
    RESPONSE(
            "Queries",
            "JSON of a response of `/api/v1`; a 64th of the heap if that is less",
            32 * 1024 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "422, with advice how to ask for less"),
    LIST_RESPONSE(
            "Queries",
            "JSON of a list of alerts, groups or silences of `/api/v2`; a 16th of the heap if that is less",
            64 * 1024 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "422, with advice to filter"),
    QUERY_TIME(
            "Queries",
            "time that a query runs",
            120_000,
            Unit.MILLISECONDS,
            "parameter `timeout` lowers it",
            "the query is answered with 503"),
    QUERY_POINTS(
            "Queries",
            "points per series of a range query",
            11_000,
            Unit.COUNT,
            Limit.FIXED,
            "the query is answered with 400"),
    EXPRESSION_LENGTH(
            "Queries",
            "text of an expression of a rule, a template or a unit test",
            256 * 1024,
            Unit.CHARACTERS,
            Limit.FIXED,
            "the rule is refused"),
    NUMBER_LENGTH(
            "Queries",
            "text of a number or a duration, in expressions, parameters, configurations and unit tests of rules",
            500,
            Unit.CHARACTERS,
            Limit.FIXED,
            "the text counts as no number"),
    REGEX_SIZE(
            "Queries",
            "regular expression with its repetitions written out, also of silences, routes and relabelling",
            250_000,
            Unit.CHARACTERS,
            Limit.FIXED,
            "the expression is refused"),
    REGEX_REPETITIONS(
            "Queries",
            "characters that repetitions add, in all regular expressions of a query together",
            20_000,
            Unit.CHARACTERS,
            Limit.FIXED,
            "the expression is refused"),
    REGEX_BRANCHES(
            "Queries",
            "alternatives, groups and repetitions of a regular expression that is no plain list of texts",
            4_000,
            Unit.COUNT,
            Limit.FIXED,
            "the expression is refused"),
    QUERY_SAMPLES(
            "Queries",
            "samples that one query holds in memory",
            50_000_000,
            Unit.COUNT,
            "`evaluation.max_samples`",
            "the query is answered with 422, a rule fails"),
    QUERY_SAMPLES_TOTAL(
            "Queries",
            "memory of the samples that all queries and rules hold together",
            25,
            Unit.HEAP_PERCENT,
            "`evaluation.max_samples_total`, in samples of 16 bytes",
            "the query is answered with 422, a rule fails"),
    QUERY_SAMPLES_SHARE(
            "Queries",
            "part of that memory that queries of clients take; the rest is left to rules",
            75,
            Unit.PERCENT,
            Limit.FIXED,
            "the query is answered with 422"),
    SHARED_RESULTS(
            "Queries",
            "part of that memory up to which a tick keeps results that several rules need",
            50,
            Unit.PERCENT,
            Limit.FIXED,
            "each rule computes the result itself"),
    DATA_SOURCES("Data sources", "data sources of a cluster", 200, Unit.COUNT, Limit.FIXED, "the document is refused"),
    DATA_SOURCE_RESPONSE(
            "Data sources",
            "response to a query",
            16 * 1024 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "the query fails, with advice to aggregate"),
    BACKTEST_RESPONSE(
            "Data sources",
            "response to a query of 'tocsin backtest --prometheus'",
            256 * 1024 * 1024,
            Unit.BYTES,
            Limit.FIXED,
            "the command fails, with advice to test fewer rules"),
    DATA_SOURCE_ELEMENTS(
            "Data sources",
            "series or rows of an answer",
            10_000,
            Unit.COUNT,
            Limit.FIXED,
            "the query fails, with advice to aggregate"),
    DATA_SOURCE_QUERIES(
            "Data sources",
            "queries of a data source at the same time",
            10,
            Unit.COUNT,
            "`max_concurrent` of the data source",
            "further queries wait"),
    DATA_SOURCE_QUEUE(
            "Data sources",
            "queries that wait for a data source",
            1_000,
            Unit.COUNT,
            Limit.FIXED,
            "further queries fail at once"),
    DATA_SOURCE_TIME(
            "Data sources",
            "time of a query of a data source",
            10_000,
            Unit.MILLISECONDS,
            "`timeout` of the data source",
            "the query is cancelled, and tried again if its rule's interval leaves time"),
    TEST_VALUES(
            "Rules",
            "values of a series in a unit test of rules",
            20_000_000,
            Unit.COUNT,
            Limit.FIXED,
            "the test file is refused"),

    // Sources
    SOURCES("Sources", "sources", 200, Unit.COUNT, Limit.FIXED, "the document is refused"),
    SOURCE_TOPIC_PATTERN(
            "Sources",
            "pattern of the topics of a source",
            1_000,
            Unit.CHARACTERS,
            Limit.FIXED,
            "the document is refused"),
    SOURCE_FILTER("Sources", "filter of a source", 10_000, Unit.CHARACTERS, Limit.FIXED, "the document is refused"),
    SOURCE_FILTER_DEPTH(
            "Sources", "nesting of a filter of a source", 50, Unit.COUNT, Limit.FIXED, "the document is refused"),
    SOURCE_SERIES(
            "Sources",
            "series of a source",
            50_000,
            Unit.COUNT,
            "`limits.max_series` of the source",
            "samples of further series are refused and counted"),
    SOURCE_LABEL(
            "Sources",
            "value of a label of a source",
            256,
            Unit.CHARACTERS,
            "`limits.max_label_length` of the source",
            "the sample is refused and counted"),
    SOURCE_COUNTER_IDLE(
            "Sources",
            "time for which a counter is kept that does not increase and whose labels come from records",
            7 * 86_400_000,
            Unit.MILLISECONDS,
            Limit.FIXED,
            "the counter starts at zero again"),
    SOURCE_EXAMPLES(
            "Sources",
            "refused records that an instance lists for a source, and reasons that it counts",
            20,
            Unit.COUNT,
            Limit.FIXED,
            "the oldest is no longer listed");

    /** In the place of a setting: the limit has none. */
    private static final String FIXED = "";

    private final String area;
    private final String subject;
    private final long value;
    private final Unit unit;
    private final String setting;
    private final String beyond;

    /**
     * @param area heading in the document
     * @param subject what is bounded, as a noun phrase
     * @param value the bound, or its default if there is a setting
     * @param setting key of the setting that changes the bound, or {@link #FIXED}
     * @param beyond what happens to input beyond the bound, as a clause
     */
    Limit(String area, String subject, long value, Unit unit, String setting, String beyond) {
        this.area = area;
        this.subject = subject;
        this.value = value;
        this.unit = unit;
        this.setting = setting;
        this.beyond = beyond;
    }

    /** Unit of a bound. */
    private enum Unit {
        /** Bytes as sent. */
        BYTES,
        /** UTF-16 characters. */
        CHARACTERS,
        MILLISECONDS,
        /** A number of things. */
        COUNT,
        PERCENT,
        /** Part of the JVM's maximum heap. */
        HEAP_PERCENT
    }

    /** Returns the bound, or its default if there is a setting. */
    public long value() {
        return value;
    }

    /** @throws ArithmeticException if the bound does not fit */
    public int intValue() {
        return Math.toIntExact(value);
    }

    /** @throws IllegalStateException if the bound is no time */
    public Duration duration() {
        if (unit != Unit.MILLISECONDS) {
            throw new IllegalStateException(this + " is measured in " + unit);
        }
        return Duration.ofMillis(value);
    }

    /** The heading below which the document lists the limit. */
    public String area() {
        return area;
    }

    /** Returns a row of the table in the document: subject, default, setting, what happens. */
    public String row() {
        return "| %s | %s | %s | %s |".formatted(subject, text(), setting.isEmpty() ? "-" : setting, beyond);
    }

    private String text() {
        return switch (unit) {
            case BYTES -> bytes();
            case CHARACTERS -> "%,d characters".formatted(value);
            case MILLISECONDS -> value % 1000 == 0 ? value / 1000 + " s" : value + " ms";
            case COUNT -> "%,d".formatted(value);
            case PERCENT -> value + " %";
            case HEAP_PERCENT -> value + " % of the heap";
        };
    }

    private String bytes() {
        if (value % (1024 * 1024) == 0) {
            return value / (1024 * 1024) + " MiB";
        }
        return value % 1024 == 0 ? value / 1024 + " KiB" : value + " bytes";
    }
}
