package dev.tocsin.kafka.sources;

import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.Partition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Surroundings of the processors.
 *
 * @param current the sources in force
 * @param clock the time of the cluster log
 * @param retention of samples; older ones are refused
 * @param assigned the partitions that this instance reads
 * @param appender appends samples to the samples topic; done once they are stored
 */
record SourcesContext(
        Supplier<DefinedSources> current,
        InstantSource clock,
        Duration retention,
        Supplier<Set<Partition>> assigned,
        Function<List<TimeSeries>, CompletableFuture<?>> appender,
        SourceStatistics statistics,
        DeadLetters deadLetters) {
    DefinedSources definitions() {
        return current.get();
    }

    Instant now() {
        return clock.instant();
    }
}
