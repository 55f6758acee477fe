package dev.tocsin.imports.grafana;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Translates the tree of notification policies, and the settings of rules that go around it. */
final class RouteTranslator {
    private static final List<String> TEXTS = List.of("group_wait", "group_interval", "repeat_interval");
    private static final List<String> LISTS = List.of("group_by", "mute_time_intervals", "active_time_intervals");

    private final List<Map<String, Object>> ofRules = new ArrayList<>();
    private Optional<Map<String, Object>> root = Optional.empty();

    /** The tree; empty if no file had policies. */
    Optional<Map<String, Object>> tree() {
        return root.map(tree -> {
            var whole = new LinkedHashMap<>(tree);
            var routes = new ArrayList<Object>(ofRules);
            if (tree.get("routes") instanceof List<?> others) {
                routes.addAll(others);
            }
            whole.remove("routes");
            if (!routes.isEmpty()) {
                whole.put("routes", routes);
            }
            return whole;
        });
    }

    void root(YamlMap policy) {
        if (root.isPresent()) {
            policy.problem("receiver", "there is another tree of policies for this organization", "remove one");
            return;
        }
        root = Optional.of(route(policy));
    }

    /** Grafana notifies the receiver of such a rule directly: its route stands before all others. */
    void ofRule(String title, String folder, YamlMap settings) {
        var route = new LinkedHashMap<String, Object>();
        route.put("receiver", settings.text("receiver", ""));
        route.put(
                "matchers",
                List.of(
                        "alertname = " + GoQuote.quote(title),
                        RuleTranslator.FOLDER_LABEL + " = " + GoQuote.quote(folder)));
        copy(settings, route);
        if (route.get("group_by") instanceof List<?> labels && !labels.contains("...")) {
            var all = new ArrayList<Object>(labels);
            for (var label : List.of(RuleTranslator.FOLDER_LABEL, "alertname")) {
                if (!all.contains(label)) {
                    all.add(label);
                }
            }
            route.put("group_by", all);
        }
        settings.rejectUnknownKeys();
        ofRules.add(route);
    }

    private static Map<String, Object> route(YamlMap policy) {
        policy.get("orgId");
        policy.get("orgID");
        policy.get("provenance");
        var route = new LinkedHashMap<String, Object>();
        policy.get("receiver").flatMap(YamlValue::text).ifPresent(receiver -> route.put("receiver", receiver));
        var matchers = matchers(policy);
        if (!matchers.isEmpty()) {
            route.put("matchers", matchers);
        }
        if (policy.bool("continue", false)) {
            route.put("continue", true);
        }
        copy(policy, route);
        var children =
                policy.items("routes").stream().map(child -> route(child.map())).toList();
        if (!children.isEmpty()) {
            route.put("routes", children);
        }
        policy.rejectUnknownKeys();
        return route;
    }

    private static void copy(YamlMap from, Map<String, Object> route) {
        for (var key : LISTS) {
            var texts = from.get(key).map(YamlValue::texts).orElse(List.of());
            if (!texts.isEmpty()) {
                route.put(key, texts);
            }
        }
        for (var key : TEXTS) {
            from.get(key).flatMap(YamlValue::text).ifPresent(text -> route.put(key, text));
        }
    }

    private static List<String> matchers(YamlMap policy) {
        var matchers =
                new ArrayList<>(policy.get("matchers").map(YamlValue::texts).orElse(List.of()));
        for (var item : policy.items("object_matchers")) {
            var parts = item.texts();
            if (parts.size() == 3) {
                matchers.add("%s %s %s".formatted(name(parts.get(0)), parts.get(1), GoQuote.quote(parts.get(2))));
            } else {
                item.problem("a matcher has a name, an operator and a value", "");
            }
        }
        policy.strings("match").forEach((name, value) -> matchers.add(name(name) + " = " + GoQuote.quote(value)));
        policy.strings("match_re").forEach((name, value) -> matchers.add(name(name) + " =~ " + GoQuote.quote(value)));
        return matchers;
    }

    private static String name(String label) {
        return label.matches("[a-zA-Z_][a-zA-Z0-9_]*") ? label : GoQuote.quote(label);
    }
}
