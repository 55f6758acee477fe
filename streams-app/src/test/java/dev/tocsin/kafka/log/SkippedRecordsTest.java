package dev.tocsin.kafka.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.limits.Limit;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SkippedRecordsTest {
    @Test
    void afterAReplayOnlyWhatIsInvalidNowIsCountedAndListed() {
        var skipped = SkippedRecords.replaying("t", () -> 0);
        skipped.add(record(0, "a"), "bad");
        skipped.add(record(1, "b"), "bad");
        skipped.add(record(2, "c"), "bad");
        skipped.replaced("a");
        skipped.replaced("c");
        skipped.replayed();
        assertThat(skipped.newest()).extracting(SkippedRecord::key).containsExactly("b");
        assertThat(skipped.count()).isEqualTo(1);
    }

    @Test
    void afterAReplayAllInvalidKeysAreCountedThoughOnlyTheNewestAreListed() {
        var skipped = SkippedRecords.replaying("t", () -> 0);
        for (var i = 0; i < 250; i++) {
            skipped.add(record(i, "key" + i), "bad");
        }
        skipped.replaced("key0");
        skipped.replayed();
        assertThat(skipped.count()).isEqualTo(249);
        assertThat(skipped.newest()).hasSize(Limit.LISTED_SKIPPED_RECORDS.intValue());
    }

    @Test
    void oneKeyHasOneEntryHoweverOftenItIsWritten() {
        var skipped = new SkippedRecords("t", () -> 0);
        skipped.add(record(0, "quiet"), "bad");
        for (var i = 1; i <= 1000; i++) {
            skipped.add(record(i, "noisy"), "bad");
        }
        assertThat(skipped.newest()).extracting(SkippedRecord::offset).containsExactly(0L, 1000L);
        assertThat(skipped.count()).isEqualTo(1001);
    }

    @Test
    void recordThatIsReadAgainIsNotCountedTwice() {
        var skipped = new SkippedRecords("t", () -> 0);
        skipped.add(record(0, "a"), "bad");
        skipped.add(record(0, "a"), "bad");
        assertThat(skipped.count()).isEqualTo(1);
    }

    @Test
    void keysAndReasonsAreBounded() {
        var skipped = new SkippedRecords("t", () -> 0);
        for (var i = 0; i < 1000; i++) {
            skipped.add(record(i, i + "k".repeat(1000)), "r".repeat(1_000_000));
        }
        assertThat(skipped.newest())
                .hasSize(Limit.LISTED_SKIPPED_RECORDS.intValue())
                .allSatisfy(one -> {
                    assertThat(one.key()).hasSizeLessThan(250);
                    assertThat(one.reason()).hasSizeLessThan(Limit.SKIP_REASON.intValue() + 5);
                });
    }

    private static LogRecord record(long offset, String key) {
        return new LogRecord("t", offset, Instant.EPOCH, key, Optional.empty(), Optional.empty());
    }
}
