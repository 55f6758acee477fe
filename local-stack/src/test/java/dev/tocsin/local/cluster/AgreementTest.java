package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Promise P6 on three processes: they find the same at each tick, while samples are late, rules are edited and instances are
 * killed. {@code -Dagreement=600} runs it for ten minutes.
 */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgreementTest {
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("agreement", 1));
    private static final long SEED = Long.getLong("agreement.seed", 1);
    private static final int LONGEST_LAG_MILLIS = 4_000;
    private static final String RULES = """
            groups:
              - name: load
                interval: 1s
                rules:
                  - {record: "load:sum", expr: "sum_over_time(load[5s])"}
                  - {alert: High, expr: "load > %d", for: 3s, annotations: {value: "{{ $value }}"}}
              - name: chain
                interval: 2s
                rules:
                  - {record: chained, expr: "sum(load:sum) + 1"}
                  - {alert: Chained, expr: "chained > 20"}
            """;

    private final Random random = new Random(SEED);
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
    private ThreeInstances cluster;

    @BeforeAll
    void start(Broker broker) {
        cluster = ThreeInstances.start(broker, "agree");
    }

    @AfterAll
    void stop() {
        sender.shutdownNow();
        cluster.close();
    }

    @Test
    void instancesAgreeThoughSamplesAreLateRulesAreEditedAndInstancesAreKilled() throws Exception {
        sender.scheduleAtFixedRate(this::sendSamples, 0, 100, TimeUnit.MILLISECONDS);
        cluster.applyRules("agree", RULES.formatted(5));
        awaitAgreedTicks(5);
        var end = Instant.now().plus(LENGTH);
        for (var round = 0; round == 0 || Instant.now().isBefore(end); round++) {
            var killed = cluster.instance(round % 3);
            killed.kill();
            cluster.applyRules("agree", RULES.formatted(random.nextInt(9)));
            killed.start();
            cluster.awaitReady();
            awaitAgreedTicks(5);
        }
        for (var instance : cluster.all()) {
            assertThat(instance.get("/api/v1/tocsin/agreement").path("data").path("disagreements"))
                    .as("seed %d", SEED)
                    .isEmpty();
        }
    }

    /** Samples of ten hosts, some of them seconds late, in any order. */
    private void sendSamples() {
        var host = Labels.of("__name__", "load", "host", "h" + random.nextInt(10));
        var lag = random.nextInt(4) == 0 ? random.nextInt(LONGEST_LAG_MILLIS) : 0;
        var sample = TimeSeries.of(host, System.currentTimeMillis() - lag, random.nextInt(10));
        cluster.log().append(SampleBatch.of(List.of(sample)));
    }

    /** Waits until each instance has agreed with both others at a number of further ticks. */
    private void awaitAgreedTicks(int number) throws Exception {
        for (var instance : cluster.all()) {
            var before = agreedTicks(instance);
            Eventually.until(
                    "instances compare ticks",
                    () -> agreedTicks(instance),
                    ticks -> ticks.size() == 2 && sum(ticks) >= sum(before) + 2L * number);
        }
    }

    private static List<Long> agreedTicks(InstanceProcess instance) throws Exception {
        var compared = instance.get("/api/v1/tocsin/agreement").path("data").path("instances");
        return StreamSupport.stream(compared.spliterator(), false)
                .map(one -> one.path("ticksAgreed").asLong())
                .toList();
    }

    private static long sum(List<Long> ticks) {
        return ticks.stream().mapToLong(Long::longValue).sum();
    }
}
