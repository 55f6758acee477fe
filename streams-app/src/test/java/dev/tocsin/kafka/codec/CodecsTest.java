package dev.tocsin.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleDraft;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.BucketLayout;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.Matcher.Op;
import dev.tocsin.limits.Limit;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClaimHolder;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.DeliveryFailure;
import dev.tocsin.notification.log.DeliveryStats;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Refusal;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silence;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CodecsTest {
    private static final Instant T = Instant.parse("2026-01-31T12:00:00.123Z");
    private static final Labels API = Labels.of("alertname", "Slow", "job", "api");
    private static final Slot SLOT = new Slot("{}:{job=\"api\"}", "team", "webhook", 1);
    private static final Instant FAR = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final Instant BEFORE_1970 = Instant.ofEpochMilli(-1);
    private static final String ODD = "\"a/b\\\n\u0000 \uD83D\uDD14 {}=";
    private static final Labels ODD_LABELS = Labels.of(ODD, ODD);
    private static final Slot ODD_SLOT = new Slot(ODD, ODD, ODD, Integer.MAX_VALUE);
    private static final NflogEntry SENT = new NflogEntry(
            SLOT,
            "c1",
            "node-1",
            NotifiedEpisodes.of(
                    List.of(new Episode(API.fingerprint(), T)), List.of(new Episode(new Fingerprint(-1), T))),
            T,
            T.plusSeconds(1),
            T.plusSeconds(3600),
            NotificationReason.NEW_ALERTS_ADDED,
            true,
            Map.of("ts", "17"),
            new DeliveryStats(Map.of("job", "api"), 2, Duration.ofMillis(37)));

    private static DeliveryFailure failure() {
        return new DeliveryFailure(SENT.episodes(), NotificationReason.FIRST_NOTIFICATION, SENT.stats(), "503", T);
    }

    static List<Arguments> values() {
        return List.of(
                Arguments.of(Codecs.SILENCE, silence()),
                Arguments.of(Codecs.CLAIM, new Claim(SLOT, "c1", "node-1", Duration.ofSeconds(15))),
                Arguments.of(Codecs.RELEASED, new ClaimReleased(SLOT, "c1", "node-1", "503")),
                Arguments.of(
                        Codecs.RELEASED, new ClaimReleased(SLOT, "c1", "node-1", "refused", Optional.of(failure()))),
                Arguments.of(Codecs.SENT, SENT),
                Arguments.of(Codecs.MEMBER, new Member("node-1", T, "http://a:9093", "0.1.0", true, Instant.EPOCH)),
                Arguments.of(Codecs.ALERT, new PostedAlert(alert(Alert.NO_END), false)),
                Arguments.of(Codecs.ALERT, new PostedAlert(alert(T.plusSeconds(300)), true)),
                Arguments.of(Codecs.ALERT, new PostedAlert(alert(T.plusNanos(300_123_456_789L)), false)),
                Arguments.of(Codecs.ALERT, new PostedAlert(startingAt(T.plusNanos(1)), false)),
                Arguments.of(Codecs.ALERT, new PostedAlert(startingAt(BEFORE_1970.minusNanos(1)), true)),
                Arguments.of(Codecs.CONFIG, new ConfigDocument("route: {}\n", T, "me")),
                Arguments.of(Codecs.SAMPLES, batch()),
                Arguments.of(Codecs.RULES, group()),
                Arguments.of(Codecs.ALERT_STATE, logged(new AlertState.Pending(T))),
                Arguments.of(Codecs.ALERT_STATE, logged(new AlertState.Firing(T, T.plusMillis(1)))),
                Arguments.of(
                        Codecs.ALERT_STATE, logged(new AlertState.Recovering(T, T.plusMillis(1), T.plusMillis(2)))),
                Arguments.of(Codecs.ALERT_STATE, logged(new AlertState.Resolved(T, T.plusMillis(1), T.plusMillis(2)))),
                Arguments.of(
                        Codecs.STORED_RECORD,
                        new StoredRecord(Optional.empty(), Optional.of(new StoredRecord.Rejected("no", 7, T)))),
                Arguments.of(Codecs.STORED_RECORD, new StoredRecord(Optional.of(good()), Optional.empty())),
                Arguments.of(Codecs.STORED_SLOT, SlotState.initial(SLOT)),
                Arguments.of(
                        Codecs.RELEASED,
                        new ClaimReleased(SLOT, "c1", "node-1", "refused", Optional.of(failure()), refusal())),
                Arguments.of(Codecs.STORED_SLOT, new SlotState(SENT, holder())),
                Arguments.of(Codecs.STORED_SLOT, new SlotState(SENT, holder(), refusal())));
    }

    /** Extreme, but valid: empty texts and collections, quotes and control characters, limits of numbers and times. */
    static List<Arguments> extremeValues() {
        return List.of(
                Arguments.of(Codecs.SILENCE, extremeSilence()),
                Arguments.of(Codecs.CLAIM, new Claim(ODD_SLOT, ODD, "", Limit.CLAIM_LEASE.duration())),
                Arguments.of(Codecs.RELEASED, new ClaimReleased(ODD_SLOT, "", "", "")),
                Arguments.of(
                        Codecs.RELEASED,
                        new ClaimReleased(
                                ODD_SLOT,
                                ODD,
                                ODD,
                                ODD,
                                Optional.of(new DeliveryFailure(
                                        NotifiedEpisodes.of(List.of(), List.of()),
                                        NotificationReason.FIRST_NOTIFICATION,
                                        new DeliveryStats(Map.of(), 1, Duration.ZERO),
                                        "",
                                        FAR)))),
                Arguments.of(Codecs.SENT, extremeEntry()),
                Arguments.of(Codecs.MEMBER, new Member(ODD, FAR, "", "", false, Instant.EPOCH)),
                Arguments.of(
                        Codecs.ALERT,
                        new PostedAlert(new Alert(ODD_LABELS, Map.of(ODD, ODD), BEFORE_1970, FAR, "", FAR), true)),
                Arguments.of(Codecs.CONFIG, new ConfigDocument("", Map.of("", "", ODD, ODD), Instant.EPOCH, "")),
                Arguments.of(Codecs.RULES, new RuleGroupDraft("", "", "", "", Integer.MIN_VALUE, Map.of(), List.of())),
                Arguments.of(
                        Codecs.RULES,
                        new RuleGroupDraft(
                                ODD,
                                ODD,
                                ODD,
                                ODD,
                                Integer.MAX_VALUE,
                                Map.of("", ""),
                                List.of(new RuleDraft("", "", ODD, "", "", Map.of(), Map.of())))),
                Arguments.of(Codecs.ALERT_STATE, extremeState(Double.NaN)),
                Arguments.of(Codecs.ALERT_STATE, extremeState(-0.0)),
                Arguments.of(Codecs.ALERT_STATE, extremeState(Double.NEGATIVE_INFINITY)),
                Arguments.of(Codecs.SAMPLES, new SampleBatch(List.of(), ODD, FAR)),
                Arguments.of(Codecs.SAMPLES, SampleBatch.of(List.of(new TimeSeries(Labels.EMPTY, List.of())))),
                Arguments.of(Codecs.SAMPLES, SampleBatch.of(List.of(extremeSeries()))),
                Arguments.of(Codecs.STORED_RECORD, StoredRecord.EMPTY),
                Arguments.of(
                        Codecs.STORED_RECORD,
                        new StoredRecord(
                                Optional.of(new StoredRecord.Accepted(ByteBuffer.allocate(0), 0, BEFORE_1970)),
                                Optional.of(new StoredRecord.Rejected("", Long.MAX_VALUE, FAR)))),
                Arguments.of(Codecs.STORED_SLOT, new SlotState(NflogEntry.initial(ODD_SLOT), holder())),
                Arguments.of(Codecs.STORED_SLOT, new SlotState(extremeEntry(), ClaimHolder.NONE)));
    }

    private static Silence extremeSilence() {
        return new Silence(
                ODD,
                List.of(Matcher.alerting(ODD, Op.EQUAL, ODD)),
                BEFORE_1970,
                FAR,
                Instant.EPOCH,
                "",
                "",
                Map.of("", ""));
    }

    private static NflogEntry extremeEntry() {
        return new NflogEntry(
                ODD_SLOT,
                "",
                "",
                NotifiedEpisodes.of(
                        List.of(new Episode(new Fingerprint(Long.MIN_VALUE), BEFORE_1970)),
                        List.of(new Episode(new Fingerprint(Long.MAX_VALUE), FAR), new Episode(new Fingerprint(0), T))),
                FAR,
                BEFORE_1970,
                FAR,
                NotificationReason.FIRST_NOTIFICATION,
                false,
                Map.of("", ""),
                new DeliveryStats(Map.of(ODD, ""), Integer.MAX_VALUE, Duration.ofMillis(Long.MAX_VALUE)));
    }

    private static RuleAlertState extremeState(double value) {
        var alert = new ActiveAlert(ODD_LABELS, Map.of("", ODD), value, new AlertState.Firing(BEFORE_1970, FAR));
        return new RuleAlertState("", "", Instant.EPOCH, alert);
    }

    private static TimeSeries extremeSeries() {
        return new TimeSeries(
                ODD_LABELS,
                List.of(
                        Sample.of(Long.MIN_VALUE, -0.0),
                        Sample.of(0, Double.MIN_VALUE).withStartTimestamp(Long.MIN_VALUE),
                        Sample.of(
                                1,
                                new Histogram(
                                        BucketLayout.exponential(BucketLayout.FINEST, 0),
                                        0,
                                        0,
                                        Double.POSITIVE_INFINITY,
                                        BucketCounts.NONE,
                                        BucketCounts.NONE,
                                        CounterResetHint.NOT_RESET)),
                        Sample.of(Long.MAX_VALUE, Double.MAX_VALUE)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource({"values", "extremeValues"})
    <T> void valueIsTheSameAfterEncodingAndDecoding(Codec<T> codec, T value) {
        assertThat(codec.decode(codec.encode(value))).isEqualTo(new Decoded.Valid<>(value));
    }

    @Test
    void entryOfAVeryLargeGroupFitsIntoARecord() {
        var random = new Random(1);
        var episodes = random.longs(Limit.NOTIFIED_ALERTS.value())
                .mapToObj(bits -> new Episode(new Fingerprint(bits), T))
                .toList();
        var entry = SENT.withEpisodes(NotifiedEpisodes.of(episodes, List.of()));
        assertThat(Codecs.SENT.encode(entry)).hasSizeLessThan(Limit.RECORD.intValue() * 9 / 10);
    }

    @Test
    void staleMarkerKeepsItsBits() {
        var batch = SampleBatch.of(List.of(TimeSeries.of(API, 1, StaleMarker.VALUE)));
        var read = Codecs.SAMPLES.decode(Codecs.SAMPLES.encode(batch)).orThrow();
        assertThat(StaleMarker.is(read.series().get(0).samples().get(0).value()))
                .isTrue();
    }

    private static RuleGroupDraft group() {
        var rule = new RuleDraft("", "Down", "up == 0", "1m", "5m", Map.of("a", "b"), Map.of("summary", "x"));
        return new RuleGroupDraft("ns", "web", "15s", "1s", 10, Map.of("team", "a"), List.of(rule));
    }

    private static RuleAlertState logged(AlertState state) {
        var alert = new ActiveAlert(API, Map.of("summary", "slow"), 1.5, state);
        return new RuleAlertState("uid-1", "ns/web", T.plusSeconds(9), alert);
    }

    private static Silence silence() {
        var matchers = List.of(
                Matcher.alerting("job", Op.EQUAL, "api"),
                Matcher.alerting("dc", Op.NOT_EQUAL, "a"),
                Matcher.alerting("host", Op.REGEX, "web.+"),
                Matcher.alerting("env", Op.NOT_REGEX, "t|d"));
        return new Silence("s1", matchers, T, T.plusSeconds(60), T, "me", "deploy", Map.of("ticket", "1"));
    }

    private static Alert alert(Instant end) {
        return new Alert(API, Map.of("summary", ""), T, end, "http://x/graph", T.plusMillis(1));
    }

    private static Alert startingAt(Instant start) {
        return new Alert(API, Map.of(), start, Alert.NO_END, "", T.plusMillis(1));
    }

    private static SampleBatch batch() {
        var exponential = new Histogram(
                BucketLayout.exponential(-1, 0.001),
                3,
                6.5,
                -2,
                BucketCounts.of(new int[] {-7, 9}, new double[] {1, 2.5}),
                BucketCounts.ofContiguous(0, 4),
                CounterResetHint.GAUGE);
        var custom = new Histogram(
                BucketLayout.custom(-1, 5),
                0,
                3,
                4,
                BucketCounts.ofContiguous(2, 3),
                BucketCounts.NONE,
                CounterResetHint.RESET);
        var points = List.of(
                Sample.of(1, Double.NaN),
                Sample.of(2, exponential).withStartTimestamp(1),
                Sample.of(3, Double.NEGATIVE_INFINITY).withStartTimestamp(2),
                Sample.of(4, custom));
        return new SampleBatch(List.of(new TimeSeries(API, points)), "ns/group", T);
    }

    private static StoredRecord.Accepted good() {
        return new StoredRecord.Accepted(ByteBuffer.wrap(new byte[] {1, 2}), 5, T);
    }

    private static ClaimHolder holder() {
        return new ClaimHolder("c2", "node-2", T, Duration.ofSeconds(15));
    }

    private static Refusal refusal() {
        return new Refusal(Instant.ofEpochMilli(1_700_000_000_000L), Instant.ofEpochMilli(1_700_000_100_000L));
    }
}
