package dev.tocsin.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.RelabelConfig;
import dev.tocsin.labels.RelabelConfig.Action;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads Prometheus's {@code relabel_configs}. */
final class RelabelConfigReader {
    private static final String ACTIONS = Arrays.stream(Action.values())
            .map(action -> action.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", ", "one of ", ""));
    private static final String LABEL_FORMAT = "a label name";
    private static final String REGEX_FORMAT = "a regular expression";

    private RelabelConfigReader() {}

    static List<RelabelConfig> read(YamlMap parent, String key) {
        return parent.items(key).stream()
                .map(YamlValue::map)
                .map(RelabelConfigReader::config)
                .toList();
    }

    private static RelabelConfig config(YamlMap map) {
        var action = map.read("action", ACTIONS, name -> Action.find(name).orElseThrow(RelabelConfigReader::refusal))
                .orElse(Action.REPLACE);
        var target = map.text("target_label", "");
        if (action.needsTargetLabel() && target.isEmpty()) {
            map.problem("target_label", map.childPath("target_label") + " is missing; the action needs it", "add it");
        }
        var modulus = map.integer("modulus", 0, 1);
        if (action == Action.HASHMOD && modulus == 0) {
            map.problem("modulus", map.childPath("modulus") + " is missing; the action hashmod needs it", "add it");
        }
        var config = new RelabelConfig(
                action,
                sourceLabels(map),
                map.text("separator", RelabelConfig.DEFAULT_SEPARATOR),
                map.read("regex", REGEX_FORMAT, RelabelConfigReader::regex)
                        .orElseGet(() -> RelabelConfig.compile(RelabelConfig.DEFAULT_REGEX)),
                modulus,
                target,
                map.text("replacement", RelabelConfig.DEFAULT_REPLACEMENT));
        map.rejectUnknownKeys();
        return config;
    }

    private static List<String> sourceLabels(YamlMap map) {
        return map.items("source_labels").stream()
                .flatMap(label -> label.read(LABEL_FORMAT, RelabelConfigReader::labelName).stream())
                .toList();
    }

    private static String labelName(String text) {
        if (!LabelName.isValid(text)) {
            throw refusal();
        }
        return text;
    }

    private static Pattern regex(String text) {
        try {
            return RelabelConfig.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription(), e);
        }
    }

    private static IllegalArgumentException refusal() {
        return new IllegalArgumentException("");
    }
}
