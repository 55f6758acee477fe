package dev.tocsin.notifier;

import dev.tocsin.notification.log.Member;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Loop;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** Builds the notifier of a simulated instance, with the settings that all tests share. */
final class TestNotifierBuilder {
    static final Duration HEARTBEAT = Duration.ofSeconds(2);
    static final ClaimSettings CLAIM_SETTINGS =
            new ClaimSettings(Duration.ofSeconds(10), Duration.ofMillis(250), 3, Duration.ofSeconds(6));

    private final Simulation simulation;
    private final String instance;
    private final Supplier<String> ids;
    private Isolation isolation =
            new Isolation(new Isolation.Settings(Isolation.Policy.NOTIFY, Duration.ofSeconds(30)), HEARTBEAT);
    private Telemetry telemetry = new Telemetry("test");
    private DoubleSupplier jitter;

    /** @param ids generates unique claim ids */
    TestNotifierBuilder(Simulation simulation, String instance, Supplier<String> ids) {
        this.simulation = simulation;
        this.instance = instance;
        this.ids = ids;
        this.jitter = simulation.random::nextDouble;
    }

    TestNotifierBuilder isolation(Isolation other) {
        isolation = other;
        return this;
    }

    TestNotifierBuilder telemetry(Telemetry other) {
        telemetry = other;
        return this;
    }

    TestNotifierBuilder jitter(DoubleSupplier other) {
        jitter = other;
        return this;
    }

    Notifier build(Loop loop, ClusterLog log, Sender sender) {
        var self = new Member(instance, simulation.now(), "", "", false, Instant.MIN);
        return new Notifier(
                self,
                HEARTBEAT,
                CLAIM_SETTINGS,
                isolation,
                new Notifier.Dependencies(
                        loop,
                        log,
                        sender,
                        telemetry,
                        ids,
                        "http://tocsin",
                        Duration.ofHours(120),
                        jitter,
                        DecisionListener.NONE));
    }
}
