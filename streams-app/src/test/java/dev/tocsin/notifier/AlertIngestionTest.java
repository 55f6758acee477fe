package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoTime;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two instances read one log with a delay of 10 ms; {@code first} is preferred. Ends are in seconds after the start. */
class AlertIngestionTest {
    private static final Duration MOMENT = Duration.ofMillis(200);
    private static final long MAX_BYTES = 10_000_000;

    private final Simulation simulation = new Simulation(1);
    private final List<PostedAlert> written = new ArrayList<>();
    private final Map<Fingerprint, PostedAlert> known = new HashMap<>();
    private final AlertIngestion first = ingestion(true);
    private final AlertIngestion other = ingestion(false);
    private boolean logDown;
    private long heldBytes;

    @Test
    void alertPostedToAllInstancesIsAppendedOnce() {
        first.post(List.of(firing(120)));
        simulation.runFor(MOMENT);
        var again = firing(125);
        var answers = List.of(other.post(List.of(again)), first.post(List.of(again)));
        assertThat(answers)
                .as("not acknowledged before the record is in the log")
                .noneMatch(CompletableFuture::isDone);
        simulation.runFor(MOMENT);
        assertThat(answers).allMatch(CompletableFuture::isDone);
        assertThat(other.post(List.of(again))).isDone();
        assertThat(written)
                .extracting(PostedAlert::alert)
                .extracting(Alert::endsAt)
                .containsExactly(end(120), end(125));
    }

    @Test
    void otherInstanceAppendsAlertThatPreferredInstanceHasNot() {
        first.post(List.of(firing(120)));
        simulation.runFor(MOMENT);
        var answer = other.post(List.of(firing(125)));
        simulation.runFor(Duration.ofMillis(99));
        assertThat(written).hasSize(1);
        simulation.runFor(MOMENT);
        assertThat(answer).isDone();
        assertThat(written).extracting(posted -> posted.alert().endsAt()).containsExactly(end(120), end(125));
    }

    @Test
    void newResolvedAndNearlyExpiredAlertsAreAppendedAtOnce() {
        other.post(List.of(firing(31)));
        assertThat(written).hasSize(1);
        simulation.runFor(Duration.ofSeconds(1));
        other.post(List.of(firing(60)));
        assertThat(written).as("29 s are left").hasSize(2);
        simulation.runFor(MOMENT);
        other.post(List.of(resolved()));
        assertThat(written).hasSize(3);
        simulation.runFor(MOMENT);
        assertThat(known.values()).singleElement().matches(last -> last.alert().isResolvedAt(simulation.now()));
    }

    @Test
    void resolvedAlertReplacesDeferredExtension() {
        first.post(List.of(firing(120)));
        simulation.runFor(MOMENT);
        var extension = other.post(List.of(firing(125)));
        simulation.runFor(Duration.ofMillis(30));
        first.post(List.of(resolved()));
        simulation.runFor(MOMENT);
        assertThat(extension).isDone();
        assertThat(written).hasSize(2);
        assertThat(known.values()).singleElement().matches(last -> last.alert().isResolvedAt(simulation.now()));
    }

    @Test
    void fractionsBelowMillisecondsAreCompared() {
        var exact = end(120).plusNanos(123_456);
        first.post(List.of(posted(Simulation.START.minusSeconds(5).plusNanos(77), exact)));
        simulation.runFor(MOMENT);
        assertThat(first.post(List.of(posted(Simulation.START.minusSeconds(5).plusNanos(77), exact))))
                .isDone();
        assertThat(written).hasSize(1);

        first.post(List.of(posted(Simulation.START.minusSeconds(5).plusNanos(76), exact)));
        simulation.runFor(MOMENT);
        assertThat(written).hasSize(2);
    }

    @Test
    void duringOutageOnlyLoggedAlertsAreAcknowledged() {
        first.post(List.of(firing(120)));
        simulation.runFor(MOMENT);
        logDown = true;
        var extension = other.post(List.of(firing(125)));
        simulation.runFor(MOMENT);
        assertThat(extension).isCompletedExceptionally();
        assertThat(other.post(List.of(firing(120)))).isCompleted();
    }

    /** An alert that the log has can always be extended or resolved. */
    @Test
    void newAlertsAreRefusedWhileTheMemoryForAlertsIsUsed() {
        first.post(List.of(firing(120)));
        simulation.runFor(MOMENT);
        heldBytes = MAX_BYTES;

        var refused = first.post(List.of(resolved(), numbered(1)));
        simulation.runFor(MOMENT);
        assertThat(refused.join()).singleElement().asString().contains("wait until some are resolved", "-Xmx");
        assertThat(written).hasSize(2);
    }

    @Test
    void requestsOfManyAlertsLeaveAPartOfTheMemoryToOthers() {
        heldBytes = MAX_BYTES - MAX_BYTES / 5;
        var many = first.post(IntStream.range(0, 101).mapToObj(this::numbered).toList());
        var few = first.post(List.of(numbered(200)));
        simulation.runFor(MOMENT);
        assertThat(many.join()).hasSize(101);
        assertThat(few.join()).isEmpty();
    }

    private PostedAlert numbered(int number) {
        return PostedAlert.of(
                Map.of("alertname", "Many", "n", String.valueOf(number)),
                Map.of(),
                GoTime.ZERO,
                GoTime.ZERO,
                "",
                simulation.now(),
                Duration.ofMinutes(5),
                name -> true);
    }

    private AlertIngestion ingestion(boolean isPreferred) {
        return new AlertIngestion(
                simulation.new ProcessLoop(),
                alert -> Optional.ofNullable(known.get(alert)),
                () -> key -> isPreferred,
                () -> heldBytes,
                MAX_BYTES,
                alerts -> alerts.stream().map(this::append).toList());
    }

    private CompletableFuture<Void> append(PostedAlert posted) {
        if (logDown) {
            return CompletableFuture.failedFuture(new IllegalStateException("the log is down"));
        }
        var shown = new CompletableFuture<Void>();
        written.add(posted);
        simulation.after(Duration.ofMillis(10), () -> {
            known.put(posted.alert().fingerprint(), throughLog(posted));
            shown.complete(null);
        });
        return shown;
    }

    private static PostedAlert throughLog(PostedAlert posted) {
        return Codecs.ALERT.decode(Codecs.ALERT.encode(posted)).orThrow();
    }

    private PostedAlert firing(int end) {
        return posted(Simulation.START, end(end));
    }

    private PostedAlert resolved() {
        return posted(Simulation.START, simulation.now());
    }

    private PostedAlert posted(Instant start, Instant end) {
        return new PostedAlert(
                new Alert(Labels.of("alertname", "a"), Map.of(), start, end, "", simulation.now()), false);
    }

    private static Instant end(int seconds) {
        return Simulation.START.plusSeconds(seconds);
    }
}
