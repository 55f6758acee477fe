package dev.tocsin.config.alertmanager;

import dev.tocsin.notification.receivers.http.HttpConfigReader;
import dev.tocsin.notification.receivers.http.TlsConfigReader;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.List;

/** Reads {@code tracing} and {@code event_recorder}. They have no effect here: a warning says so. */
record IgnoredSectionsReader(ProblemCollector problems) {
    private static final List<String> TRACING_KEYS =
            List.of("client_type", "sampling_fraction", "insecure", "tls_config", "headers", "compression", "timeout");
    private static final List<String> EVENT_RECORDER_KEYS =
            List.of("file_outputs", "webhook_outputs", "kafka_outputs", "stdout_outputs");

    void read(YamlMap root) {
        root.get("tracing").ifPresent(value -> {
            warn(root, "tracing");
            var map = value.map();
            if (map.text("endpoint", "").isEmpty()) {
                map.problem("endpoint", "tracing endpoint must be set", "");
            }
            recordTlsSecrets(map);
            map.get("headers").map(YamlValue::withoutProblems).ifPresent(HttpConfigReader::headers);
            acceptKeys(map, TRACING_KEYS);
        });
        root.get("event_recorder").ifPresent(value -> {
            warn(root, "event_recorder");
            var map = value.map();
            for (var output : map.get("webhook_outputs")
                    .map(YamlValue::withoutProblems)
                    .map(YamlValue::items)
                    .orElse(List.of())) {
                output.map().secret("url");
                output.map().get("http_config").ifPresent(HttpConfigReader::read);
            }
            for (var output : map.get("kafka_outputs")
                    .map(YamlValue::withoutProblems)
                    .map(YamlValue::items)
                    .orElse(List.of())) {
                recordTlsSecrets(output.map());
            }
            acceptKeys(map, EVENT_RECORDER_KEYS);
        });
    }

    private static void recordTlsSecrets(YamlMap map) {
        map.get("tls_config").map(YamlValue::withoutProblems).ifPresent(TlsConfigReader::read);
    }

    private static void acceptKeys(YamlMap map, List<String> keys) {
        keys.forEach(map::get);
        map.rejectUnknownKeys();
    }

    private void warn(YamlMap root, String key) {
        problems.warn(root.locationOf(key), key + " has no effect here", "");
    }
}
