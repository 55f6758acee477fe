package dev.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.timing.LoopThread;
import dev.tocsin.timing.OutOfMemory;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GcWatchdogTest {
    @ParameterizedTest(name = "{0} ms of 5 s, {1} of the heap, {2} checks: {3}")
    @CsvSource({"4800, 0.95, 6, true", "4800, 0.95, 5, false", "4000, 0.95, 50, false", "4800, 0.5, 50, false"})
    void processThatOnlyCollectsGarbageIsExhausted(long gc, double heap, int checks, boolean exhausted) {
        var watchdog = GcWatchdog.forTest();
        var last = false;
        for (var check = 1; check <= checks; check++) {
            last = watchdog.isExhausted(check * gc, GcWatchdog.INTERVAL.toMillis(), heap);
        }
        assertThat(last).isEqualTo(exhausted);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Copy, true",
        "MarkSweepCompact, true",
        "PS Scavenge, true",
        "G1 Young Generation, true",
        "G1 Old Generation, true",
        "G1 Concurrent GC, false",
        "ZGC Pauses, true",
        "ZGC Cycles, false",
        "ZGC Major Cycles, false",
        "ZGC Minor Pauses, true",
        "Shenandoah Pauses, true",
        "Shenandoah Cycles, false"
    })
    void onlyTimesInWhichThreadsStandStillCount(String collector, boolean counts) {
        assertThat(GcWatchdog.stopsThreads(collector)).isEqualTo(counts);
    }

    @Test
    void oneGoodCheckStartsTheCountAgain() {
        var watchdog = GcWatchdog.forTest();
        var gc = 0L;
        for (var check = 0; check < 50; check++) {
            gc += check % 5 == 4 ? 0 : 5_000;
            assertThat(watchdog.isExhausted(gc, 5_000, 0.99)).isFalse();
        }
    }

    @ParameterizedTest(name = "on a {0}")
    @ValueSource(strings = {"thread", "loop"})
    void processEndsWhenItIsOutOfMemory(String where) throws IOException, InterruptedException {
        var java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        var process = new ProcessBuilder(List.of(
                        java,
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExhaustingMain.class.getName(),
                        where))
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.exitValue()).as(output).isEqualTo(OutOfMemory.EXIT_CODE);
            assertThat(output).contains("The process ends: out of memory (Java heap space)");
        } finally {
            process.destroyForcibly();
        }
    }

    /** Fills the heap without {@code -XX:+ExitOnOutOfMemoryError}, as a process of {@code java -jar} does. */
    static final class ExhaustingMain {
        private ExhaustingMain() {}

        public static void main(String[] arguments) throws InterruptedException {
            GcWatchdog.start();
            if (arguments[0].equals("loop")) {
                new LoopThread("exhausting", InstantSource.system(), System::nanoTime).execute(ExhaustingMain::fill);
            } else {
                new Thread(ExhaustingMain::fill).start();
            }
            Thread.currentThread().join();
        }

        private static void fill() {
            var kept = new ArrayList<byte[]>();
            while (kept.size() < Integer.MAX_VALUE) {
                kept.add(new byte[1024 * 1024]);
            }
        }
    }
}
