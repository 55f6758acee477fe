package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.evaluation.rules.RuleGroupDraft.ValidationResult;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.KubernetesObjects;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.SourceLocation;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads rule files as Prometheus does: one YAML document with groups of rules. Also the {@code PrometheusRule}s of
 * prometheus-operator, in one or several documents.
 */
public final class RuleFileReader {
    private static final Set<String> KEYS_LOCATED_BY_VALUE = Set.of("alert", "expr", "record");

    private static final String PROMETHEUS_RULE = "PrometheusRule";

    private final String namespace;
    private final Defaults defaults;
    private final UnknownKeys unknownKeys;
    private final ProblemCollector problems = new ProblemCollector();
    private boolean isKubernetes;

    /** Handling of unknown keys in a rule file. */
    public enum UnknownKeys {
        REJECTED,
        IGNORED
    }

    private RuleFileReader(String namespace, Defaults defaults, UnknownKeys unknownKeys) {
        this.namespace = namespace;
        this.defaults = defaults;
        this.unknownKeys = unknownKeys;
    }

    /**
     * @param source file name for messages
     * @throws ConfigException with all problems
     */
    public static List<RuleGroup> read(
            String source, String text, String namespace, Defaults defaults, UnknownKeys unknownKeys) {
        var files = new RuleFileReader(namespace, defaults, unknownKeys);
        var groups = KubernetesObjects.areIn(text)
                ? files.groupsOfObjects(source, text)
                : files.groups(YamlMap.read(source, text, files.problems), namespace);
        files.problems.throwIfAny();
        return groups;
    }

    /** The groups of {@code PrometheusRule}s. Of several ones, each has a namespace of its own below that of the file. */
    private List<RuleGroup> groupsOfObjects(String source, String text) {
        var objects = KubernetesObjects.read(source, text, PROMETHEUS_RULE, problems);
        var groups = new ArrayList<RuleGroup>();
        for (var object : objects) {
            var own = object.namespace().isEmpty() ? object.name() : object.namespace() + "/" + object.name();
            var document = new YamlMap(object.document(), "", problems);
            document.get("apiVersion");
            document.get("kind");
            document.get("metadata");
            document.get("status");
            document.get("spec");
            document.rejectUnknownKeys();
            isKubernetes = true;
            // From here on: the keys of the rule file are not read yet, so they must not count as unknown above.
            var spec = document.map("spec");
            groups.addAll(groups(spec, objects.size() == 1 ? namespace : namespace + "/" + own));
        }
        return groups;
    }

    /**
     * Reads a document that is one group, as Mimir's and Cortex's rulers take it.
     *
     * @throws ConfigException with all problems
     */
    public static RuleGroup readGroup(String source, String text, String namespace, Defaults defaults) {
        var files = new RuleFileReader(namespace, defaults, UnknownKeys.REJECTED);
        var groups = new ArrayList<RuleGroup>();
        var group = YamlMap.read(source, text, files.problems);
        files.rejectOtherSemantics(group);
        files.check(group, files.draft(group, namespace, group.text("evaluation_delay", "")), groups);
        files.problems.throwIfAny();
        return groups.get(0);
    }

    /** Keys of Mimir's groups that would mean something else here. */
    private void rejectOtherSemantics(YamlMap group) {
        if (!group.items("source_tenants").isEmpty()) {
            group.problem("source_tenants", "'source_tenants' is not supported", "leave it out: there are no tenants");
        }
        if (group.bool("align_evaluation_time_on_interval", false)) {
            group.problem(
                    "align_evaluation_time_on_interval",
                    "'align_evaluation_time_on_interval' is not supported",
                    "leave it out: the times of a group have a fixed offset from multiples of its interval");
        }
    }

    private List<RuleGroup> groups(YamlMap file, String groupNamespace) {
        var groups = new ArrayList<RuleGroup>();
        var names = new HashSet<String>();
        for (var item : file.presentItems("groups")) {
            var group = item.map();
            var draft = draft(group, groupNamespace, "");
            if (!names.add(draft.name())) {
                var message = "groupname: %s is repeated in the same file".formatted(GoQuote.quote(draft.name()));
                group.problem("name", message, "give each group a different name");
            }
            check(group, draft, groups);
        }
        rejectUnknownKeys(file);
        return groups;
    }

    private void check(YamlMap group, RuleGroupDraft draft, List<RuleGroup> groups) {
        var rules = group.presentItems("rules").stream().map(YamlValue::map).toList();
        var checked = draft.validate(defaults);
        if (checked instanceof ValidationResult.Valid valid) {
            groups.add(valid.group());
        } else if (checked instanceof ValidationResult.Invalid invalid) {
            for (var problem : invalid.problems()) {
                var where = problem.rule() == 0 ? group : rules.get(problem.rule() - 1);
                problems.add(place(where, problem.field()), text(problem));
            }
        }
    }

    // As in promtool, positions inside these texts count from the start of the text.
    private static SourceLocation place(YamlMap where, String field) {
        return KEYS_LOCATED_BY_VALUE.contains(field) ? where.locationOfValue(field) : where.locationOfPath(field);
    }

    private static String text(RuleProblem problem) {
        return problem.rule() == 0 && problem.field().equals("name") ? problem.message() : problem.toString();
    }

    /** @param queryOffset the offset of a group without the key {@code query_offset} */
    private RuleGroupDraft draft(YamlMap group, String groupNamespace, String queryOffset) {
        if (isKubernetes) {
            // Thanos only: here no answer is partial.
            group.get("partial_response_strategy");
        }
        var rules = group.presentItems("rules").stream()
                .map(item -> rule(item.map()))
                .toList();
        var draft = new RuleGroupDraft(
                groupNamespace,
                group.text("name", ""),
                group.text("interval", ""),
                group.text("query_offset", queryOffset),
                group.integer("limit", 0, Integer.MIN_VALUE),
                group.strings("labels"),
                rules,
                group.text("data_source", ""));
        rejectUnknownKeys(group);
        return draft;
    }

    private RuleDraft rule(YamlMap rule) {
        var draft = new RuleDraft(
                rule.text("record", ""),
                rule.text("alert", ""),
                rule.text("expr", ""),
                rule.text("for", ""),
                rule.text("keep_firing_for", ""),
                rule.strings("labels"),
                rule.strings("annotations"),
                rule.text("data_source", ""),
                new RuleDraft.States(
                        rule.text("no_data_state", ""),
                        rule.text("exec_err_state", ""),
                        rule.integer("missing_series_evals_to_resolve", 0, 0)));
        rejectUnknownKeys(rule);
        return draft;
    }

    private void rejectUnknownKeys(YamlMap map) {
        if (unknownKeys == UnknownKeys.REJECTED) {
            map.rejectUnknownKeys();
        }
    }
}
