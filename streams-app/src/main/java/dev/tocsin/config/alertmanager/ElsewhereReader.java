package dev.tocsin.config.alertmanager;

import dev.tocsin.yaml.Problems;
import dev.tocsin.yaml.YamlMap;
import java.util.List;

/** What Alertmanager's configuration says of Alertmanager itself: accepted, checked, and without effect here. */
final class ElsewhereReader {
    private static final List<String> TRACING =
            List.of("client_type", "sampling_fraction", "insecure", "tls_config", "headers", "compression", "timeout");
    private static final List<String> RECORDER =
            List.of("file_outputs", "webhook_outputs", "kafka_outputs", "stdout_outputs");

    private final Problems problems;

    ElsewhereReader(Problems problems) {
        this.problems = problems;
    }

    void read(YamlMap root) {
        root.get("tracing").ifPresent(value -> {
            warn(root, "tracing");
            var map = value.map();
            if (map.text("endpoint", "").isEmpty()) {
                map.problem("endpoint", "tracing endpoint must be set", "");
            }
            accept(map, TRACING);
        });
        root.get("event_recorder").ifPresent(value -> {
            warn(root, "event_recorder");
            accept(value.map(), RECORDER);
        });
    }

    private static void accept(YamlMap map, List<String> keys) {
        keys.forEach(map::get);
        map.refuseOthers();
    }

    private void warn(YamlMap root, String key) {
        problems.warn(root.placeOf(key), key + " has no effect here", "");
    }
}
