package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.templates.functions.RuleTemplate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tests whether rules can select a series, at any time: by the selectors of their expressions, and of the expressions that
 * their templates query. If a template queries an expression that is known only when it is expanded, every series passes.
 *
 * <p>Thread-safe.
 */
public final class RuleSelectors implements Predicate<Labels> {
    private static final List<Matcher> TARGET_INFO = List.of(Matcher.equal(Labels.NAME, "target_info"));

    private final Function<String, Expr> parser;
    private final Map<String, Set<List<Matcher>>> ofGroups = new HashMap<>();
    private final Map<String, String> unknownQueries = new TreeMap<>();
    private final SelectorIndex index = new SelectorIndex();

    /** @param parser parses the expressions of templates, as {@link RuleEvaluationContext#parse} */
    public RuleSelectors(Function<String, Expr> parser) {
        this.parser = parser;
    }

    /** Adds or replaces a group. */
    public synchronized void put(RuleGroup group) {
        var selectors = group.rules().stream().flatMap(this::selectors).collect(Collectors.toCollection(HashSet::new));
        // The new selectors first, so that no series that both versions select is dropped meanwhile.
        selectors.forEach(index::add);
        remove(group.key());
        ofGroups.put(group.key(), selectors);
        group.alertingRules().stream()
                .filter(rule -> templates(rule)
                        .anyMatch(template -> template.constantQueries().isEmpty()))
                .findFirst()
                .ifPresent(rule -> unknownQueries.put(group.key(), rule.name()));
    }

    /** Removes a group, if it is there. @param key as {@link RuleGroup#key} */
    public synchronized void remove(String key) {
        ofGroups.getOrDefault(key, Set.of()).forEach(index::remove);
        ofGroups.remove(key);
        unknownQueries.remove(key);
    }

    @Override
    public synchronized boolean test(Labels series) {
        return !unknownQueries.isEmpty() || index.matches(series);
    }

    /** The selectors of all groups. Each is a list of matchers. */
    public synchronized Set<List<Matcher>> all() {
        return ofGroups.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    /** A rule because of which every series passes, with its group; empty if there is none. */
    public synchronized Optional<String> ruleWithUnknownQuery() {
        return unknownQueries.entrySet().stream()
                .map(rule -> rule.getKey() + "/" + rule.getValue())
                .findFirst();
    }

    private Stream<List<Matcher>> selectors(Rule rule) {
        var queried = rule instanceof AlertingRule alerting
                ? templates(alerting)
                        .flatMap(template -> template.constantQueries().stream().flatMap(List::stream))
                        .flatMap(this::parse)
                : Stream.<Expr>empty();
        return Stream.concat(rule.expression().overSamples().stream(), queried)
                .flatMap(Expr::nodes)
                .flatMap(RuleSelectors::selectorsOfNode);
    }

    private static Stream<List<Matcher>> selectorsOfNode(Expr node) {
        if (node instanceof Expr.VectorSelector selector) {
            return Stream.of(List.copyOf(selector.matchers()));
        }
        // With a second argument, its selector is a node of its own.
        return node instanceof Expr.Call call
                        && call.function().name().equals("info")
                        && call.arguments().size() == 1
                ? Stream.of(TARGET_INFO)
                : Stream.empty();
    }

    private static Stream<RuleTemplate> templates(AlertingRule rule) {
        return Stream.concat(rule.labelTemplates().values().stream(), rule.annotationTemplates().values().stream());
    }

    private Stream<Expr> parse(String expression) {
        try {
            return Stream.of(parser.apply(expression));
        } catch (PromqlSyntaxException invalid) {
            return Stream.empty(); // The expansion of the template fails and tells it.
        }
    }
}
