package dev.tocsin.imports.grafana;

import dev.tocsin.yaml.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The translation of some files.
 *
 * @param rules rule files in Prometheus's format by the name of their folder
 * @param alertmanager an Alertmanager configuration; empty if the files have no notification policies
 * @param templates template files by their name
 * @param refused what was not translated, in the order of the files
 * @param warnings what is translated but should be looked at
 */
public record GrafanaResult(
        Map<String, String> rules,
        Optional<String> alertmanager,
        Map<String, String> templates,
        List<Problem> refused,
        List<Problem> warnings) {
    public GrafanaResult {
        rules = Map.copyOf(rules);
        templates = Map.copyOf(templates);
        refused = List.copyOf(refused);
        warnings = List.copyOf(warnings);
    }
}
