package dev.tocsin.config.alertmanager;

import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import java.util.List;

/** What Alertmanager's configuration says of Alertmanager itself: accepted, checked, and without effect here. */
final class IgnoredSectionsReader {
    private static final List<String> TRACING_KEYS =
            List.of("client_type", "sampling_fraction", "insecure", "tls_config", "headers", "compression", "timeout");
    private static final List<String> EVENT_RECORDER_KEYS =
            List.of("file_outputs", "webhook_outputs", "kafka_outputs", "stdout_outputs");

    private final ProblemCollector problems;

    IgnoredSectionsReader(ProblemCollector problems) {
        this.problems = problems;
    }

    void read(YamlMap root) {
        root.get("tracing").ifPresent(value -> {
            warn(root, "tracing");
            var map = value.map();
            if (map.text("endpoint", "").isEmpty()) {
                map.problem("endpoint", "tracing endpoint must be set", "");
            }
            acceptKeys(map, TRACING_KEYS);
        });
        root.get("event_recorder").ifPresent(value -> {
            warn(root, "event_recorder");
            acceptKeys(value.map(), EVENT_RECORDER_KEYS);
        });
    }

    private static void acceptKeys(YamlMap map, List<String> keys) {
        keys.forEach(map::get);
        map.rejectUnknownKeys();
    }

    private void warn(YamlMap root, String key) {
        problems.warn(root.locationOf(key), key + " has no effect here", "");
    }
}
