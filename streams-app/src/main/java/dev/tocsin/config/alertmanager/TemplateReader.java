package dev.tocsin.config.alertmanager;

import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.templates.TemplateSyntaxException;
import dev.tocsin.templates.Templates;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.Map;
import java.util.TreeMap;

/** Reads the template files that match the patterns of {@code templates}, in order. */
final class TemplateReader {
    private final Map<String, String> files;
    private final ProblemCollector problems;

    /** @param files contents by path */
    TemplateReader(Map<String, String> files, ProblemCollector problems) {
        this.files = new TreeMap<>(files);
        this.problems = problems;
    }

    Templates read(YamlMap root) {
        var templates = AlertingConfig.DEFAULT_TEMPLATES;
        for (var item : root.items("templates")) {
            templates = with(templates, item);
        }
        return templates;
    }

    private Templates with(Templates templates, YamlValue item) {
        var all = templates;
        try {
            var glob = GlobPattern.parse(item.text().orElse(""));
            var matching = files.keySet().stream().filter(glob::matches).toList();
            if (matching.isEmpty()) {
                problems.warn(
                        item.location(),
                        "no template file matches '%s'".formatted(glob),
                        "apply the configuration with 'tocsin config apply', which includes template files");
            }
            for (var path : matching) {
                all = all.with(path.substring(path.lastIndexOf('/') + 1), files.get(path));
            }
        } catch (IllegalArgumentException | TemplateSyntaxException e) {
            item.problem("failed to parse templates: " + e.getMessage(), "");
        }
        return all;
    }
}
