package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tlc2.TLC;

/**
 * The claim protocol as a model in TLA+ ({@code model/Claims.tla}), of which TLC visits every state. Each rule of the
 * protocol is there for a reason: without it, the model breaks the promise that is named here.
 */
@Tag("slow")
class ClaimModelTest {
    private static final List<String> RULES = List.of(
            "FirstClaimWins",
            "AsksAgain",
            "LeaseFromBefore",
            "StopsWithLease",
            "SleepIsNotIsolation",
            "LeasesLapse",
            "FailsOpen",
            "WaitsAfterOutage");
    private static final String ALL_INVARIANTS = "AtMostOneLiveClaim NoDuplicateWithoutCrashOrCut SilenceHonoured";
    private static final int LONGEST_MINUTES = 5;

    @TempDir
    Path directory;

    @Test
    void thePromisesHoldInEveryState() throws Exception {
        assertThat(check(invariants("a, b", 1, 0, "", ALL_INVARIANTS))).contains("No error has been found");
    }

    @ParameterizedTest
    @CsvSource({"a, ''", "'a, b', ACTION_CONSTRAINT OnlyDeaths"})
    void nothingIsLost(String instances, String constraint) throws Exception {
        assertThat(check(liveness(instances, "", constraint))).contains("No error has been found");
    }

    @ParameterizedTest(name = "without {0}, not {1}")
    @CsvSource({
        "FirstClaimWins,      AtMostOneLiveClaim",
        "AsksAgain,           NoDuplicateWithoutCrashOrCut",
        "AsksAgain,           SilenceHonoured",
        "LeaseFromBefore,     AtMostOneLiveClaim",
        "StopsWithLease,      NoDuplicateWithoutCrashOrCut",
        "SleepIsNotIsolation, NoDuplicateWithoutCrashOrCut",
    })
    void aRuleThatIsBrokenBreaksAPromise(String rule, String promise) throws Exception {
        assertThat(check(invariants("a, b", 1, 0, rule, promise))).contains("Invariant " + promise + " is violated");
    }

    @ParameterizedTest(name = "without {0}, something is lost")
    @CsvSource({"LeasesLapse, 'a, b', ACTION_CONSTRAINT OnlyDeaths", "FailsOpen, a, ''"})
    void aRuleThatIsBrokenLosesSomething(String rule, String instances, String constraint) throws Exception {
        assertThat(check(liveness(instances, rule, constraint))).contains("Temporal properties were violated");
    }

    /** What is not promised: {@code docs/reliability.md} says so. */
    @Test
    void aBrokersClockThatLeapsByALeaseCanDoubleWhatIsSent() throws Exception {
        assertThat(check(invariants("a, b", 0, 1, "", "NoDuplicateWithoutCrashOrCut")))
                .contains("Invariant NoDuplicateWithoutCrashOrCut is violated");
    }

    /** Who holds tells nobody twice on account of an outage, however long. */
    @Test
    void anOutageOfTheLogDoublesNothingWhereNobodyGoesAlone() throws Exception {
        assertThat(check(outage("FailsOpen"))).contains("No error has been found");
    }

    @Test
    void whoDoesNotWaitAfterAnOutageDoublesWhatIsSent() throws Exception {
        assertThat(check(outage("FailsOpen, WaitsAfterOutage")))
                .contains("Invariant NoDuplicateWithoutCrashOrCut is violated");
    }

    @Test
    void whoGoesAloneInAnOutageMayDoubleWhatIsSentButNoMore() throws Exception {
        assertThat(check(outage(""))).contains("No error has been found");
    }

    private static String invariants(String instances, int faults, int leaps, String broken, String invariants) {
        return model("Spec", instances, faults, leaps, 0, broken) + "SYMMETRY Alike\nINVARIANTS " + invariants + "\n";
    }

    private static String outage(String broken) {
        return model("Spec", "a, b", 0, 0, 1, broken) + "SYMMETRY Alike\nINVARIANTS " + ALL_INVARIANTS + "\n";
    }

    private static String liveness(String instances, String broken, String constraint) {
        return model("FairSpec", instances, 1, 0, 0, broken) + "PROPERTY NothingLost\n" + constraint + "\n";
    }

    private static String model(
            String specification, String instances, int faults, int leaps, int outages, String broken) {
        var rules = RULES.stream()
                .map(rule -> "    %s = %s".formatted(rule, broken.contains(rule) ? "FALSE" : "TRUE"))
                .collect(Collectors.joining("\n"));
        return """
            SPECIFICATION %s
            CHECK_DEADLOCK FALSE
            CONSTANTS
                Instances = {%s}
                Faults = %d
                Leaps = %d
                Outages = %d
            %s
            """.formatted(specification, instances, faults, leaps, outages, rules);
    }

    /** In a process of its own, since TLC keeps what it knows in static fields. */
    private String check(String configuration) throws IOException, InterruptedException {
        try (var model = ClaimModelTest.class.getResourceAsStream("/model/Claims.tla")) {
            Files.write(directory.resolve("Claims.tla"), model.readAllBytes());
        }
        Files.writeString(directory.resolve("Claims.cfg"), configuration);
        var jar = Path.of(
                TLC.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        var output = directory.resolve("tlc.out");
        var tlc = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseParallelGC",
                        "-Xmx1g",
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        jar.toString(),
                        "tlc2.TLC",
                        "-workers",
                        "2",
                        "Claims")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(tlc.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES))
                    .as("TLC ends in time")
                    .isTrue();
        } finally {
            tlc.destroyForcibly();
        }
        return Files.readString(output);
    }
}
