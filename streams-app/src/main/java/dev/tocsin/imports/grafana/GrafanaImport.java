package dev.tocsin.imports.grafana;

import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.Problem;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Translates files of Grafana: those of its provisioning, and exports of its user interface and its API, in YAML or JSON. */
public final class GrafanaImport {
    private static final List<String> DELETIONS =
            List.of("deleteRules", "deleteContactPoints", "resetPolicies", "deleteMuteTimes", "deleteTemplates");

    private final GrafanaOptions options;
    private final Function<String, Optional<String>> promqlProblem;
    private final List<Problem> refused = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    /** By folder, then by group. */
    private final Map<String, Map<String, Map<String, Object>>> groups = new TreeMap<>();

    private final RouteTranslator routes = new RouteTranslator();
    private final ReceiverTranslator receivers = new ReceiverTranslator();
    private final List<Map<String, Object>> timeIntervals = new ArrayList<>();
    private final Map<String, String> templates = new TreeMap<>();

    private GrafanaImport(GrafanaOptions options, Function<String, Optional<String>> promqlProblem) {
        this.options = options;
        this.promqlProblem = promqlProblem;
    }

    /**
     * Translates files.
     *
     * @param files texts by the names that problems name
     * @param promqlProblem the reason why a PromQL expression is not valid; empty if it is
     */
    public static GrafanaResult translate(
            Map<String, String> files, GrafanaOptions options, Function<String, Optional<String>> promqlProblem) {
        var translation = new GrafanaImport(options, promqlProblem);
        files.forEach(translation::file);
        return translation.result();
    }

    private void file(String name, String text) {
        var problems = new ProblemCollector();
        var root = YamlMap.read(name, text, problems);
        root.text("apiVersion", "");
        DELETIONS.forEach(key -> root.get(key)
                .filter(value -> !value.isEmpty())
                .ifPresent(value -> value.warn(key + " deletes objects in Grafana; it is left out", "")));
        each(root, "groups", this::group);
        each(root, "contactPoints", this::contactPoint);
        each(root, "muteTimes", this::muteTiming);
        each(root, "templates", this::template);
        each(root, "policies", this::policy);
        root.rejectUnknownKeys();
        take(problems);
    }

    /** Reads the items of this organization, each with its own problems. */
    private void each(YamlMap root, String key, Consumer<Item> reader) {
        for (var item : root.items(key)) {
            read(item, one -> {
                var organization = one.map().integer("orgId", one.map().integer("orgID", 1, 0), 0);
                if (Math.max(1, organization) == options.organization()) {
                    reader.accept(one);
                }
            });
        }
    }

    /** A part of a file. What has problems is left out. */
    private record Item(YamlMap map, ProblemCollector problems) {
        boolean isValid() {
            return problems.count() == 0;
        }
    }

    private void read(YamlValue item, Consumer<Item> reader) {
        var problems = new ProblemCollector();
        reader.accept(new Item(item.mapWith(problems), problems));
        take(problems);
    }

    private void take(ProblemCollector problems) {
        warnings.addAll(problems.warnings());
        try {
            problems.throwIfAny();
        } catch (ConfigException e) {
            refused.addAll(e.problems());
        }
    }

    private void group(Item item) {
        var group = item.map();
        var folder = group.text("folder", group.text("folderUid", ""));
        var name = group.text("name", "");
        if (folder.isEmpty() || name.isEmpty()) {
            group.problem(name.isEmpty() ? "name" : "folder", "a group needs a name and a folder", "");
            return;
        }
        var rules = new ArrayList<Map<String, Object>>();
        for (var one : group.items("rules")) {
            read(one, rule -> rule(rule, folder).ifPresent(rules::add));
        }
        var translated = new LinkedHashMap<String, Object>();
        translated.put("name", name);
        group.get("interval").flatMap(YamlValue::text).ifPresent(interval -> translated.put("interval", interval));
        translated.put("rules", rules);
        group.rejectUnknownKeys();
        if (item.isValid() && !rules.isEmpty()) {
            var others = groups.computeIfAbsent(folder, any -> new LinkedHashMap<>());
            if (others.putIfAbsent(name, translated) != null) {
                group.problem("name", "the folder '%s' has another group '%s'".formatted(folder, name), "");
            }
        }
    }

    private Optional<Map<String, Object>> rule(Item item, String folder) {
        var rule = item.map();
        rule.text("uid", "");
        rule.text("id", "");
        rule.get("provenance");
        var title = rule.text("title", "");
        if (rule.bool("isPaused", false)) {
            rule.warn("isPaused", "the rule '%s' is paused; it is left out".formatted(title), "");
            return Optional.empty();
        }
        var translated = new RuleTranslator(options, promqlProblem, item.problems()).translate(rule, folder);
        rule.get("notification_settings")
                .filter(settings -> !settings.isEmpty())
                .ifPresent(settings -> routes.ofRule(title, folder, settings.map()));
        rule.rejectUnknownKeys();
        return item.isValid() ? Optional.of(translated) : Optional.empty();
    }

    private void contactPoint(Item item) {
        receivers.add(item.map(), item.problems());
    }

    private void muteTiming(Item item) {
        var timing = item.map();
        var name = timing.text("name", "");
        var intervals = timing.get("time_intervals").map(YamlValue::toJava);
        timing.get("provenance");
        timing.rejectUnknownKeys();
        if (item.isValid()) {
            var translated = new LinkedHashMap<String, Object>();
            translated.put("name", name);
            translated.put("time_intervals", intervals.orElse(List.of()));
            timeIntervals.add(translated);
        }
    }

    private void template(Item item) {
        var template = item.map();
        var name = template.text("name", "templates");
        var text = template.text("template", "");
        NotificationTemplates.problem(text).ifPresent(problem -> template.problem("template", problem, ""));
        template.get("provenance");
        template.rejectUnknownKeys();
        if (item.isValid()) {
            templates.put(fileName(name) + ".tmpl", text);
        }
    }

    private void policy(Item item) {
        routes.root(item.map());
    }

    /** A name that is a valid and readable file name. */
    private static String fileName(String name) {
        var safe = name.strip().replaceAll("[^\\p{L}\\p{N}_.-]+", "-");
        return safe.isEmpty() || safe.startsWith(".") ? "file" + safe : safe;
    }

    private GrafanaResult result() {
        var rules = new TreeMap<String, String>();
        groups.forEach((folder, some) -> rules.merge(
                fileName(folder) + ".yml",
                YamlTree.text(Map.of("groups", some.values())),
                (one, other) -> one + other.substring(other.indexOf('\n') + 1)));
        return new GrafanaResult(rules, alertmanager(), templates, refused, warnings);
    }

    private Optional<String> alertmanager() {
        return routes.tree().map(tree -> {
            var config = new LinkedHashMap<String, Object>();
            config.put("route", tree);
            config.put("receivers", receivers.all());
            if (!timeIntervals.isEmpty()) {
                config.put("time_intervals", timeIntervals);
            }
            if (!templates.isEmpty()) {
                config.put("templates", List.of("templates/*.tmpl"));
            }
            return YamlTree.text(config);
        });
    }
}
