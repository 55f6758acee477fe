package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.kafka.log.RecordBatch;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertBatchesTest {
    private final Simulation simulation = new Simulation(1);
    private final List<List<String>> received = new ArrayList<>();
    private final AlertBatches batches = new AlertBatches(
            simulation.new ProcessLoop(),
            alerts -> received.add(alerts.stream().map(Alert::generatorUrl).toList()));

    @Test
    void alertsOfOneRequestAreReceivedTogether() {
        batches.receive(alert("a", "a1"), batch("one", 2));
        batches.receive(alert("b", "b1"), batch("one", 1));
        batches.receive(alert("x", "x1"), Optional.empty());
        assertThat(received).containsExactly(List.of("x1"));
        batches.receive(alert("c", "c1"), batch("one", 0));
        assertThat(received).containsExactly(List.of("x1"), List.of("a1", "b1", "c1"));
    }

    @Test
    void requestsDoNotWaitForEachOther() {
        batches.receive(alert("a", "a1"), batch("one", 1));
        batches.receive(alert("b", "b1"), batch("other", 1));
        batches.receive(alert("c", "c1"), batch("other", 0));
        batches.receive(alert("d", "d1"), batch("one", 0));
        assertThat(received).containsExactly(List.of("b1", "c1"), List.of("a1", "d1"));
    }

    @Test
    void batchWithoutItsLastRecordIsReceivedAfterTheTimeout() {
        batches.receive(alert("a", "a1"), batch("one", 5));
        simulation.runFor(Duration.ofMillis(1_999));
        assertThat(received).isEmpty();
        simulation.runFor(Duration.ofMillis(1));
        assertThat(received).containsExactly(List.of("a1"));
        batches.receive(alert("b", "b1"), batch("one", 0));
        assertThat(received).containsExactly(List.of("a1"), List.of("b1"));
    }

    @Test
    void newerVersionIsNotReplacedByOneThatIsHeldBack() {
        batches.receive(alert("a", "a1"), batch("one", 2));
        batches.receive(alert("b", "b1"), batch("one", 1));
        batches.receive(alert("a", "a2"), Optional.empty());
        batches.receive(alert("c", "c1"), batch("one", 0));
        assertThat(received).containsExactly(List.of("a2"), List.of("b1", "c1"));
    }

    @Test
    void openBatchesAreBoundedAndTheOldestIsReceived() {
        var most = Limit.OPEN_BATCHES.intValue();
        for (var i = 0; i < most; i++) {
            batches.receive(alert("a" + i, "v" + i), batch("id" + i, 1));
        }
        assertThat(received).isEmpty();
        batches.receive(alert("b", "b1"), batch("last", 1));
        assertThat(received).containsExactly(List.of("v0"));
        batches.receive(alert("a1", "newer"), Optional.empty());
        batches.receive(alert("c", "c1"), batch("id1", 0));
        assertThat(received).containsExactly(List.of("v0"), List.of("newer"), List.of("c1"));
    }

    private static Optional<RecordBatch> batch(String id, int following) {
        return Optional.of(new RecordBatch(id, following));
    }

    private static Alert alert(String name, String version) {
        return new Alert(
                Labels.of("alertname", name), Map.of(), Simulation.START, Alert.NO_END, version, Simulation.START);
    }
}
