package dev.tocsin.evaluator;

import dev.tocsin.evaluation.samples.AppendResult;
import dev.tocsin.evaluation.samples.MetadataAndExemplars;
import dev.tocsin.evaluation.samples.SampleColumns;
import dev.tocsin.evaluation.samples.SampleOrigin;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.kafka.samples.SampleSink;
import dev.tocsin.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The reading half of a {@link SampleLog}: consumed samples and tick markers go to a series store. */
public abstract class StoringSampleLog implements SampleLog, SampleSink {
    private final SeriesStore store;
    private final Telemetry telemetry;
    private final Map<String, Instant> lastTicks = new ConcurrentHashMap<>();
    private final TickBarrier barrier = new TickBarrier();
    private final AnswerLog answers = new AnswerLog();
    private final ArrivalLag arrivalLag = new ArrivalLag();
    private volatile Consumer<Instant> tickListener = tick -> {};

    protected StoringSampleLog(SeriesStore store, Telemetry telemetry) {
        this.store = store;
        this.telemetry = telemetry;
    }

    /** Sets the listener for each tick whose markers were read in all partitions. It is called on the reading thread. */
    public void onTick(Consumer<Instant> listener) {
        tickListener = listener;
    }

    /** Takes the samples of a record as answers of data sources, if they are that. They are not stored. */
    protected final boolean takeAnswers(SampleColumns samples, String source) {
        return answers.accept(samples, source);
    }

    @Override
    public void accept(SampleColumns samples, int partition, String source) {
        if (takeAnswers(samples, source)) {
            return;
        }
        var newest = barrier.newestOf(partition);
        var origin = new SampleOrigin(
                newest.equals(TickBarrier.NO_TICK) ? SampleOrigin.NO_TICK : newest.toEpochMilli(), source);
        store.append(samples, origin, this::rejected);
    }

    @Override
    public void accept(MetadataAndExemplars additional, Instant at) {
        additional.appendTo(store, at.toEpochMilli());
    }

    @Override
    public void rejected(AppendResult reason) {
        telemetry.samplesRejected(reason.name(), 1);
    }

    @Override
    public void arrived(Duration lag) {
        arrivalLag.observe(lag);
    }

    @Override
    public void tickRecorded(String source, Instant tick) {
        lastTicks.merge(source, tick, (one, other) -> one.isAfter(other) ? one : other);
    }

    @Override
    public void tickMarked(int partition, Instant tick, int partitions) {
        if (barrier.mark(partition, tick, partitions)) {
            tickListener.accept(barrier.complete());
        }
    }

    @Override
    public void restarted() {
        barrier.restart();
    }

    @Override
    public final AnswerLog answers() {
        return answers;
    }

    @Override
    public Instant lastRecordedTick(String source) {
        return lastTicks.getOrDefault(source, Instant.MIN);
    }

    @Override
    public Instant completeTick() {
        return barrier.complete();
    }

    /** Whether neither a tick nor a later one is marked in a partition. */
    protected final boolean lacksMarker(int partition, Instant tick) {
        return barrier.newestOf(partition).isBefore(tick);
    }

    @Override
    public Duration arrivalLag(Duration least, Duration most) {
        return arrivalLag.within(least, most);
    }
}
