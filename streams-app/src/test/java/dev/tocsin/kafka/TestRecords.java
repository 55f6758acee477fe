package dev.tocsin.kafka;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleDraft;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.kafka.replica.RecordValidator;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.silences.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values of records, topics and a validator for tests. */
public final class TestRecords {
    public static final Instant T = Instant.parse("2026-01-31T12:00:00Z");
    public static final Slot SLOT = new Slot("{}:{job=\"api\"}", "team", "webhook", 0);
    public static final String CLAIM_KEY = "claim/" + SLOT;
    public static final String SENT_KEY = "sent/" + SLOT;
    public static final Labels ALERT = Labels.of("alertname", "Slow", "job", "api");
    public static final Topics TOPICS =
            new Topics(new Topics.Settings("t.", -1, 4, Duration.ofHours(6), Duration.ofDays(400)));
    public static final RecordValidator VALIDATOR = new RecordValidator(
            new RuleGroupDraft.Defaults(Duration.ofMinutes(1), Duration.ZERO),
            (key, document) -> document.document().startsWith("!") ? List.of("line 1: no", "line 2: no") : List.of());

    private TestRecords() {}

    public static Instant at(long seconds) {
        return T.plusSeconds(seconds);
    }

    public static Claim claim(String id, String instance) {
        return new Claim(SLOT, id, instance, Duration.ofSeconds(15));
    }

    public static NflogEntry sent(String claimId, Instant when) {
        var content = NotifiedEpisodes.of(Set.of(new Episode(ALERT.fingerprint(), T)), Set.of());
        return new NflogEntry(
                SLOT,
                claimId,
                "a",
                content,
                when,
                when,
                when.plusSeconds(3600),
                NotificationReason.FIRST_NOTIFICATION,
                false);
    }

    public static Silence silence(String id, Instant until) {
        var matchers = List.of(Matcher.alerting("job", Matcher.Op.EQUAL, "api"));
        return new Silence(id, matchers, T, until, T, "me", "why", Map.of());
    }

    public static Member member(String instance) {
        return new Member(instance, T, "http://" + instance, "1", false, Instant.EPOCH);
    }

    public static RuleGroupDraft group(String name, String expression) {
        var rule = new RuleDraft("", "Slow", expression, "1m", "", Map.of(), Map.of());
        return new RuleGroupDraft("ns", name, "15s", "", 0, Map.of(), List.of(rule));
    }

    public static PostedAlert alert(Instant end) {
        return new PostedAlert(new Alert(ALERT, Map.of(), T, end, "", T), true);
    }

    public static RuleAlertState alertState(AlertState state) {
        var alert = new ActiveAlert(ALERT, Map.of(), 1, state);
        return new RuleAlertState("uid", "ns/web", T, alert);
    }
}
