package dev.tocsin.evaluation.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evaluations and the samples that arrive after the marker of their tick. Times are in seconds. */
class VisibilityTest {
    private static final Labels UP = Labels.of("__name__", "up");
    private static final String GROUP = "app/rules";

    private final SeriesStore store = new SeriesStore(10);

    @Test
    void sampleThatArrivesBeforeTheMarkerIsVisibleAtTheTick() {
        store.settle(millis(9));
        read(10, 9);
        assertThat(at(10)).containsExactly(10L);
        assertThat(at(9)).as("later than the tick").isEmpty();
    }

    @Test
    void lateSampleIsVisibleFromTheNextTickOn() {
        store.settle(millis(9));
        read(8, 9);
        read(9, 10);
        assertThat(at(10)).containsExactly(8L);
        assertThat(at(11)).containsExactly(8L, 9L);
        store.settle(millis(10));
        assertThat(at(11)).as("the same once it is settled").containsExactly(8L, 9L);
        assertThat(all()).containsExactly(8L, 9L);
    }

    @Test
    void lateSampleIsStoredAtOnceIfTheEvaluationsAreDone() {
        store.settle(millis(10));
        assertThat(read(9, 10)).isEqualTo(AppendResult.APPENDED);
        assertThat(store.sampleCount()).isEqualTo(1);
        assertThat(at(11)).containsExactly(9L);
    }

    @Test
    void earlierTickThatIsSettledAfterALaterOneChangesNothing() {
        store.settle(millis(10));
        store.settle(millis(9));
        read(9, 10);
        assertThat(store.sampleCount()).as("stored at once").isEqualTo(1);
    }

    @Test
    void queriesSeeLateSamplesAtOnce() {
        store.settle(millis(9));
        read(9, 10);
        assertThat(all()).containsExactly(9L);
        assertThat(store.seriesCount()).isEqualTo(1);
    }

    @Test
    void evaluationThatIsMadeUpForSeesWhatALaterTickSees() {
        store.settle(millis(9));
        read(9, 20);
        var late = new Visibility(millis(10), millis(21), GROUP, millis(10));
        assertThat(seen(late)).containsExactly(9L);
        assertThat(seen(new Visibility(millis(10), millis(20), GROUP, millis(10))))
                .isEmpty();
    }

    @Test
    void recordedSampleIsVisibleToItsGroupAtOnceAndToOthersOnceItIsRead() {
        store.settle(millis(9));
        store.appendRecorded(UP, Sample.of(millis(10), 10), GROUP);
        assertThat(seenBy(GROUP, 10)).containsExactly(10L);
        assertThat(seenBy("other", 11)).isEmpty();
        assertThat(readRecorded(10, 10)).isEqualTo(AppendResult.DUPLICATE);
        assertThat(seenBy("other", 10)).isEmpty();
        assertThat(seenBy("other", 11)).containsExactly(10L);
    }

    @Test
    void recordedSampleOfAFasterInstanceIsNotVisibleBeforeTheOwnOne() {
        store.settle(millis(9));
        readRecorded(10, 10);
        assertThat(seenBy(GROUP, 10)).as("an earlier rule of the group").isEmpty();
        store.appendRecorded(UP, Sample.of(millis(10), 10), GROUP);
        assertThat(seenBy(GROUP, 10)).as("a later rule of the group").containsExactly(10L);
        assertThat(seenBy(GROUP, 20)).as("the next tick of the group").containsExactly(10L);
    }

    @Test
    void valueOfTheTopicCounts() {
        store.settle(millis(9));
        store.appendRecorded(UP, Sample.of(millis(10), 1), GROUP);
        store.append(UP, Sample.of(millis(10), 2), new SampleOrigin(millis(10), GROUP));
        store.settle(millis(10));
        store.select(
                List.of(Matcher.equal("__name__", "up")),
                0,
                millis(100),
                series -> assertThat(series.values()[series.from()]).isEqualTo(2));
    }

    @Test
    void recordedSampleThatDoesNotComeBackIsDropped() {
        store.settle(millis(9));
        store.appendRecorded(UP, Sample.of(millis(10), 1), GROUP);
        store.settle(millis(300));
        assertThat(all()).containsExactly(10L);
        store.settle(millis(311));
        assertThat(all()).isEmpty();
    }

    @Test
    void recordedSampleDoesNotDisappearWhileItIsReadFromTheTopic() {
        store.settle(millis(10_000));
        var isWritten = new AtomicBoolean();
        var disappeared = CompletableFuture.supplyAsync(() -> {
            var times = 0;
            var most = 0;
            while (!isWritten.get()) {
                var seen = seenBy(GROUP, 10_000).size();
                times += seen < most ? 1 : 0;
                most = Math.max(most, seen);
            }
            return times;
        });
        for (var time = 1; time <= 5_000; time++) {
            store.appendRecorded(UP, Sample.of(millis(time), time), GROUP);
            readRecorded(time, 9_000);
        }
        isWritten.set(true);
        assertThat(disappeared.join()).isZero();
    }

    @Test
    void truncationRemovesLateSamples() {
        store.settle(millis(9));
        read(8, 9);
        read(5, 10);
        store.truncate(millis(8));
        assertThat(all()).containsExactly(8L);
    }

    /** Whenever the evaluations of a tick are done, each tick sees the same. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachTickSeesTheSameHoweverSlowTheInstanceIs(long seed) {
        assertThat(seenAtEachTick(seed, new Random(seed + 100)))
                .isEqualTo(seenAtEachTick(seed, new Random(seed + 200)));
    }

    private static TreeMap<Integer, List<Long>> seenAtEachTick(long seed, Random speed) {
        var arrivals = new Random(seed);
        var test = new VisibilityTest();
        var done = 0;
        test.store.settle(0);
        var seen = new TreeMap<Integer, List<Long>>();
        for (var tick = 1; tick <= 60; tick++) {
            for (var i = arrivals.nextInt(3); i > 0; i--) {
                test.read(Math.max(1, tick - arrivals.nextInt(8) + 1), tick - 1);
            }
            while (done < tick && speed.nextInt(3) > 0) {
                done++;
                seen.put(done, test.at(done));
                test.store.settle(millis(done));
            }
        }
        while (done < 60) {
            done++;
            seen.put(done, test.at(done));
        }
        return seen;
    }

    private AppendResult read(long time, long newestTick) {
        return store.append(UP, Sample.of(millis(time), time), new SampleOrigin(millis(newestTick), ""));
    }

    private AppendResult readRecorded(long time, long newestTick) {
        return store.append(UP, Sample.of(millis(time), time), new SampleOrigin(millis(newestTick), GROUP));
    }

    private List<Long> at(long tick) {
        return seenBy("other", tick);
    }

    private List<Long> seenBy(String group, long tick) {
        return seen(new Visibility(millis(tick), millis(tick), group, millis(tick)));
    }

    private List<Long> all() {
        return seen(Visibility.ALL);
    }

    private List<Long> seen(Visibility visibility) {
        var times = new ArrayList<Long>();
        store.as(visibility).select(List.of(Matcher.equal("__name__", "up")), 0, millis(1_000), series -> {
            for (var i = series.from(); i < series.to(); i++) {
                times.add(series.times()[i] / 1_000);
            }
        });
        return times;
    }

    private static long millis(long seconds) {
        return seconds * 1_000;
    }
}
