package dev.tocsin.datasources;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The queries of one data source on this instance since the data source was configured.
 *
 * @param answered number of attempts with an answer
 * @param failed number of attempts without an answer
 * @param tookInAll duration of all attempts
 * @param lastError of the newest failed attempt; empty for none
 */
public record DataSourceStatus(
        DataSource source,
        int inFlight,
        int waiting,
        long answered,
        long failed,
        Duration tookInAll,
        Optional<Instant> lastAnswerAt,
        Duration lastAnswerTook,
        Optional<Instant> lastErrorAt,
        String lastError) {
    static DataSourceStatus of(DataSource source) {
        return new DataSourceStatus(
                source, 0, 0, 0, 0, Duration.ZERO, Optional.empty(), Duration.ZERO, Optional.empty(), "");
    }

    DataSourceStatus with(int nowInFlight, int nowWaiting) {
        return new DataSourceStatus(
                source,
                nowInFlight,
                nowWaiting,
                answered,
                failed,
                tookInAll,
                lastAnswerAt,
                lastAnswerTook,
                lastErrorAt,
                lastError);
    }

    DataSourceStatus answered(Instant at, Duration took) {
        return new DataSourceStatus(
                source,
                inFlight,
                waiting,
                answered + 1,
                failed,
                tookInAll.plus(took),
                Optional.of(at),
                took,
                lastErrorAt,
                lastError);
    }

    DataSourceStatus failed(Instant at, String reason, Duration took) {
        return new DataSourceStatus(
                source,
                inFlight,
                waiting,
                answered,
                failed + 1,
                tookInAll.plus(took),
                lastAnswerAt,
                lastAnswerTook,
                Optional.of(at),
                reason);
    }
}
