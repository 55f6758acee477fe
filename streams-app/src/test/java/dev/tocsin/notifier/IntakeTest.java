package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.Posted;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.timing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Two instances read one log, which shows a record after 10 ms; "first" goes first. Ends are seconds from now on. */
class IntakeTest {
    private static final Duration MOMENT = Duration.ofMillis(200);

    private final World world = new World(1);
    private final List<Posted> written = new ArrayList<>();
    private final Map<Fingerprint, Posted> known = new HashMap<>();
    private final Intake first = intake(true);
    private final Intake other = intake(false);
    private boolean isAway;

    @Test
    void whatSendersPostToAllInstancesIsWrittenOnce() {
        first.post(List.of(firing(120)));
        world.runFor(MOMENT);
        var again = firing(125);
        var answers = List.of(other.post(List.of(again)), first.post(List.of(again)));
        assertThat(answers).as("nobody is told before the log says it").noneMatch(CompletableFuture::isDone);
        world.runFor(MOMENT);
        assertThat(answers).allMatch(CompletableFuture::isDone);
        assertThat(other.post(List.of(again))).isDone();
        assertThat(written).extracting(Posted::alert).extracting(Alert::endsAt).containsExactly(end(120), end(125));
    }

    @Test
    void whoGoesLaterWritesWhatNobodyElseHasWritten() {
        first.post(List.of(firing(120)));
        world.runFor(MOMENT);
        var answer = other.post(List.of(firing(125)));
        world.runFor(Duration.ofMillis(99));
        assertThat(written).hasSize(1);
        world.runFor(MOMENT);
        assertThat(answer).isDone();
        assertThat(written).extracting(posted -> posted.alert().endsAt()).containsExactly(end(120), end(125));
    }

    @Test
    void aNewAlertAnEndAndWhatIsNearlyOverAreWrittenAtOnceByEverybody() {
        other.post(List.of(firing(31)));
        assertThat(written).hasSize(1);
        world.runFor(Duration.ofSeconds(1));
        other.post(List.of(firing(60)));
        assertThat(written).as("29 s are left").hasSize(2);
        world.runFor(MOMENT);
        other.post(List.of(resolved()));
        assertThat(written).hasSize(3);
        world.runFor(MOMENT);
        assertThat(known.values()).singleElement().matches(last -> last.alert().isResolvedAt(world.now()));
    }

    @Test
    void anEndThatIsToldMeanwhileHasTheLastWord() {
        first.post(List.of(firing(120)));
        world.runFor(MOMENT);
        var prolonged = other.post(List.of(firing(125)));
        world.runFor(Duration.ofMillis(30));
        first.post(List.of(resolved()));
        world.runFor(MOMENT);
        assertThat(prolonged).isDone();
        assertThat(written).hasSize(2);
        assertThat(known.values()).singleElement().matches(last -> last.alert().isResolvedAt(world.now()));
    }

    @Test
    void fractionsThatTheLogDoesNotKeepAreNoNews() {
        var exact = end(120).plusNanos(123_456);
        first.post(List.of(posted(World.BEGINNING.minusSeconds(5).plusNanos(77), exact)));
        world.runFor(MOMENT);
        assertThat(first.post(List.of(posted(World.BEGINNING.minusSeconds(5).plusNanos(77), exact))))
                .isDone();
        assertThat(written).hasSize(1);
    }

    @Test
    void whereTheLogCanNotBeReachedNothingIsPromisedButWhatItSaysAlready() {
        first.post(List.of(firing(120)));
        world.runFor(MOMENT);
        isAway = true;
        var news = other.post(List.of(firing(125)));
        world.runFor(MOMENT);
        assertThat(news).isCompletedExceptionally();
        assertThat(other.post(List.of(firing(120)))).isCompleted();
    }

    private Intake intake(boolean goesFirst) {
        return new Intake(
                world.new ProcessLoop(),
                alert -> Optional.ofNullable(known.get(alert)),
                () -> matter -> goesFirst,
                this::append);
    }

    private CompletableFuture<Void> append(Posted posted) {
        if (isAway) {
            return CompletableFuture.failedFuture(new IllegalStateException("the log is away"));
        }
        var shown = new CompletableFuture<Void>();
        written.add(posted);
        world.after(Duration.ofMillis(10), () -> {
            known.put(posted.alert().fingerprint(), asTheLogKeepsIt(posted));
            shown.complete(null);
        });
        return shown;
    }

    private static Posted asTheLogKeepsIt(Posted posted) {
        var alert = posted.alert();
        return new Posted(
                new Alert(
                        alert.labels(),
                        alert.annotations(),
                        Instant.ofEpochMilli(alert.startsAt().toEpochMilli()),
                        Instant.ofEpochMilli(alert.endsAt().toEpochMilli()),
                        alert.generatorUrl(),
                        Instant.ofEpochMilli(alert.updatedAt().toEpochMilli())),
                posted.timedOut());
    }

    private Posted firing(int end) {
        return posted(World.BEGINNING, end(end));
    }

    private Posted resolved() {
        return posted(World.BEGINNING, world.now());
    }

    private Posted posted(Instant start, Instant end) {
        return new Posted(new Alert(Labels.of("alertname", "a"), Map.of(), start, end, "", world.now()), false);
    }

    private static Instant end(int seconds) {
        return World.BEGINNING.plusSeconds(seconds);
    }
}
