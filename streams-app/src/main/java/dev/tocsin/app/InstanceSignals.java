package dev.tocsin.app;

import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.notifier.Notifier;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** The parts of a running instance that show whether it neglects a duty. */
record InstanceSignals(
        KafkaWiring kafka, Notifier notifier, CurrentConfig config, Supplier<List<RuleGroupStatus>> statuses)
        implements InstanceHealth.Signals {
    @Override
    public boolean isLive() {
        return kafka.replica.isLive();
    }

    @Override
    public boolean hasConfig() {
        return config.current().isPresent();
    }

    @Override
    public String configProblem() {
        return config.problem();
    }

    @Override
    public List<RuleGroupStatus> groups() {
        return statuses.get();
    }

    @Override
    public long samplesBehind() {
        return kafka.samplesBehind();
    }

    @Override
    public Instant logTime() {
        return kafka.replica.logTime();
    }

    @Override
    public long slotsHeldForLong() {
        return notifier.slotsHeldForLong();
    }
}
