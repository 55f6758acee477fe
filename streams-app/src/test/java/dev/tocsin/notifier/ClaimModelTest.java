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
 * Checks the TLA+ model of the claim protocol ({@code model/Claims.tla}) with TLC, which visits every state. Each rule
 * of the protocol is necessary: without it, the model violates the property that is named here.
 */
@Tag("slow")
class ClaimModelTest {
    private static final List<String> RULES = List.of(
            "FirstClaimWins",
            "DecidesAfterClaim",
            "LeaseCountsFromBeforeAppend",
            "StopsAtLeaseEnd",
            "PauseIsNotIsolation",
            "LeasesExpire",
            "FailsOpen",
            "WaitsAfterOutage");
    private static final String ALL_INVARIANTS = "AtMostOneLiveClaim NoDuplicateWithoutCrashOrCut SilenceHonoured";
    private static final int TIMEOUT_MINUTES = 5;

    @TempDir
    Path directory;

    @Test
    void invariantsHoldInEveryState() throws Exception {
        assertThat(check(invariants("a, b", 1, 0, "", ALL_INVARIANTS))).contains("No error has been found");
    }

    @ParameterizedTest
    @CsvSource({"a, ''", "'a, b', ACTION_CONSTRAINT OnlyCrashes"})
    void everyNotificationIsDelivered(String instances, String constraint) throws Exception {
        assertThat(check(liveness(instances, "", constraint))).contains("No error has been found");
    }

    @ParameterizedTest(name = "without {0}, {1} is violated")
    @CsvSource({
        "FirstClaimWins,      AtMostOneLiveClaim",
        "DecidesAfterClaim,   NoDuplicateWithoutCrashOrCut",
        "DecidesAfterClaim,   SilenceHonoured",
        "LeaseCountsFromBeforeAppend, AtMostOneLiveClaim",
        "StopsAtLeaseEnd,     NoDuplicateWithoutCrashOrCut",
        "PauseIsNotIsolation, NoDuplicateWithoutCrashOrCut",
    })
    void disabledRuleViolatesInvariant(String rule, String invariant) throws Exception {
        assertThat(check(invariants("a, b", 1, 0, rule, invariant)))
                .contains("Invariant " + invariant + " is violated");
    }

    @ParameterizedTest(name = "without {0}, a notification is lost")
    @CsvSource({"LeasesExpire, 'a, b', ACTION_CONSTRAINT OnlyCrashes", "FailsOpen, a, ''"})
    void disabledRuleLosesNotification(String rule, String instances, String constraint) throws Exception {
        assertThat(check(liveness(instances, rule, constraint))).contains("Temporal properties were violated");
    }

    /** Not promised: see {@code docs/reliability.md}. */
    @Test
    void brokerClockJumpOfOneLeaseCanDuplicateNotification() throws Exception {
        assertThat(check(invariants("a, b", 0, 1, "", "NoDuplicateWithoutCrashOrCut")))
                .contains("Invariant NoDuplicateWithoutCrashOrCut is violated");
    }

    @Test
    void outageWithPolicyHoldDuplicatesNothing() throws Exception {
        assertThat(check(outage("FailsOpen"))).contains("No error has been found");
    }

    @Test
    void withoutCatchUpAfterOutageNotificationIsDuplicated() throws Exception {
        assertThat(check(outage("FailsOpen, WaitsAfterOutage")))
                .contains("Invariant NoDuplicateWithoutCrashOrCut is violated");
    }

    @Test
    void outageWithPolicyNotifyDuplicatesOnlyIsolatedNotifications() throws Exception {
        assertThat(check(outage(""))).contains("No error has been found");
    }

    private static String invariants(
            String instances, int faults, int clockJumps, String disabledRules, String invariants) {
        return model("Spec", instances, faults, clockJumps, 0, disabledRules) + "SYMMETRY InstanceSymmetry\nINVARIANTS "
                + invariants + "\n";
    }

    private static String outage(String disabledRules) {
        return model("Spec", "a, b", 0, 0, 1, disabledRules) + "SYMMETRY InstanceSymmetry\nINVARIANTS " + ALL_INVARIANTS
                + "\n";
    }

    private static String liveness(String instances, String disabledRules, String constraint) {
        return model("FairSpec", instances, 1, 0, 0, disabledRules) + "PROPERTY NothingLost\n" + constraint + "\n";
    }

    private static String model(
            String specification, String instances, int faults, int clockJumps, int outages, String disabledRules) {
        var rules = RULES.stream()
                .map(rule -> "    %s = %s".formatted(rule, disabledRules.contains(rule) ? "FALSE" : "TRUE"))
                .collect(Collectors.joining("\n"));
        return """
            SPECIFICATION %s
            CHECK_DEADLOCK FALSE
            CONSTANTS
                Instances = {%s}
                Faults = %d
                ClockJumps = %d
                Outages = %d
            %s
            """.formatted(specification, instances, faults, clockJumps, outages, rules);
    }

    /** Runs TLC in its own process, because it keeps its state in static fields. */
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
            assertThat(tlc.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES))
                    .as("TLC finishes within the timeout")
                    .isTrue();
        } finally {
            tlc.destroyForcibly();
        }
        return Files.readString(output);
    }
}
