package dev.tocsin.config;

import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.limits.Limit;
import dev.tocsin.notification.silences.SilencePolicy;
import dev.tocsin.notification.silences.SilenceRule;
import dev.tocsin.notification.silences.SilenceRule.Action;
import dev.tocsin.notification.silences.SilenceRule.Limits;
import dev.tocsin.notification.silences.SilenceRule.Subjects;
import dev.tocsin.notification.silences.SilenceRule.Who;
import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.Problem;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the silence policy. Its matchers have Alertmanager's default notation, so that all instances read the same. */
public final class SilencePolicyReader {
    private static final String ACTIONS = "allow, deny or require";
    private static final String SHARE = "a share above 0 and at most 1, such as 0.3";

    private final ProblemCollector problems = new ProblemCollector();
    private final Set<String> names = new HashSet<>();

    private SilencePolicyReader() {}

    /**
     * @param source name of the document in problems
     * @throws ConfigException with all problems
     */
    public static SilencePolicy read(String source, String text) {
        var reader = new SilencePolicyReader();
        var policy = reader.policy(YamlMap.read(source, text, reader.problems));
        reader.problems.throwIfAny();
        return policy;
    }

    /** All problems, each with its position; empty if the document is valid. */
    public static List<String> problems(String source, String text) {
        try {
            read(source, text);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    private SilencePolicy policy(YamlMap root) {
        var items = root.items("rules");
        if (root.get("rules").isEmpty()) {
            root.problem("rules", "there are no rules", "write 'rules: []' for a policy that allows everything");
        }
        if (items.size() > Limit.POLICY_RULES.value()) {
            root.problem(
                    "rules",
                    "%d rules; at most %d are allowed".formatted(items.size(), Limit.POLICY_RULES.value()),
                    "");
            items = List.of();
        }
        var rules = new ArrayList<SilenceRule>();
        for (var item : items) {
            rules.add(rule(item.map(), rules.size() + 1));
        }
        root.rejectUnknownKeys();
        return new SilencePolicy(rules);
    }

    private SilenceRule rule(YamlMap map, int number) {
        var name = map.text("name", "rule " + number);
        if (!names.add(name)) {
            map.problem("name", "another rule is also named '%s'".formatted(name), "name each rule differently");
        }
        if (map.get("action").isEmpty()) {
            map.problem("action", "rule '%s' has no action".formatted(name), "write action: " + ACTIONS);
        }
        var action = map.read("action", ACTIONS, SilencePolicyReader::action).orElse(Action.DENY);
        var rule = new SilenceRule(name, action, who(map), matchers(map), limits(map), map.text("reason", ""));
        if (action == Action.DENY && !rule.limits().equals(Limits.NONE)) {
            map.problem(
                    "action",
                    "rule '%s' denies all silences of its matchers, so it can have no limits".formatted(name),
                    "write action: require, or remove the limits");
        }
        map.rejectUnknownKeys();
        return rule;
    }

    private Who who(YamlMap map) {
        return new Who(subjects(map, "who"), subjects(map, "except"));
    }

    private Subjects subjects(YamlMap map, String key) {
        var given = map.get(key).isPresent();
        var names = map.map(key);
        var subjects = new Subjects(texts(names, "users"), texts(names, "groups"), texts(names, "roles"));
        if (given && subjects.equals(Subjects.NONE)) {
            map.problem(key, key + " names nobody", "name users, groups or roles, or remove the key");
        }
        return subjects;
    }

    private Set<String> texts(YamlMap map, String key) {
        var texts = map.get(key).map(YamlValue::texts).orElse(List.of());
        checkCount(map, key, texts.size());
        if (texts.contains("")) {
            map.problem(key, map.childPath(key) + " has an empty name", "remove it; name a role for anonymous users");
        }
        return Set.copyOf(new HashSet<>(texts));
    }

    private List<Matcher> matchers(YamlMap map) {
        var matchers = new ArrayList<Matcher>();
        for (var item : map.items("matchers")) {
            item.text().ifPresent(text -> {
                try {
                    matchers.addAll(MatcherParser.FALLBACK.parseList(text));
                } catch (IllegalArgumentException e) {
                    item.problem(e.getMessage(), "write a matcher such as team=\"payments\"");
                }
            });
        }
        checkCount(map, "matchers", matchers.size());
        return matchers;
    }

    private static void checkCount(YamlMap map, String key, int count) {
        if (count > Limit.POLICY_NAMES.value()) {
            map.problem(
                    key,
                    "%s has %d entries; at most %d are allowed"
                            .formatted(map.childPath(key), count, Limit.POLICY_NAMES.value()),
                    "write several rules");
        }
    }

    private static Limits limits(YamlMap map) {
        var duration = map.get("max_duration")
                .flatMap(value -> value.duration()
                        .filter(found -> !found.isZero()
                                || value.wrongType("a duration above 0").isPresent()))
                .orElse(Duration.ZERO);
        return new Limits(
                duration,
                map.integer("min_matchers", 0, 0),
                map.bool("forbid_regex", false),
                map.read("max_share_of_firing", SHARE, SilencePolicyReader::share)
                        .orElse(1.0));
    }

    private static Action action(String text) {
        for (var action : Action.values()) {
            if (action.name().toLowerCase(Locale.ROOT).equals(text)) {
                return action;
            }
        }
        throw new IllegalArgumentException("");
    }

    private static double share(String text) {
        var share = Double.parseDouble(text);
        if (share > 0 && share <= 1) {
            return share;
        }
        throw new IllegalArgumentException("");
    }
}
