package dev.tocsin.app;

import dev.tocsin.config.Settings;
import dev.tocsin.config.Settings.KeptSeries;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleSelectors;
import dev.tocsin.labels.Labels;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which series the instance keeps, by the setting {@code samples.keep}. */
final class SeriesFilter implements Predicate<Labels> {
    private static final Logger LOG = LoggerFactory.getLogger(SeriesFilter.class);
    private static final List<String> INCOMPLETE = List.of(
            "this instance keeps only series that a rule can select (samples.keep: rules), so the result may be incomplete:"
                    + " ask an instance with samples.keep: all");

    /** Empty if all series are kept. */
    private final Optional<RuleSelectors> selectors;

    private Optional<String> exception = Optional.empty();

    SeriesFilter(Settings settings) {
        var features = settings.evaluation().engineOptions().features();
        this.selectors = settings.keptSeries() == KeptSeries.ALL
                ? Optional.empty()
                : Optional.of(new RuleSelectors(text -> PromqlParser.parse(text, features)));
    }

    /** Whether the rule groups must be known before the first sample is read. */
    boolean needsRules() {
        return selectors.isPresent();
    }

    @Override
    public boolean test(Labels series) {
        return selectors.isEmpty() || selectors.get().test(series);
    }

    /** @param group empty if it was removed */
    void ruleGroupChanged(String key, Optional<RuleGroup> group) {
        selectors.ifPresent(current -> {
            group.ifPresentOrElse(current::put, () -> current.remove(key));
            log(current.ruleWithUnknownQuery());
        });
    }

    private synchronized void log(Optional<String> rule) {
        if (rule.isPresent() && exception.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("rule", rule.get())
                    .log(
                            "All series are kept in spite of samples.keep: rules, because a template of this rule queries an"
                                    + " expression that is not constant; write the expression as a text in the template");
        }
        exception = rule;
    }

    /** Warnings of the answers to queries. */
    List<String> queryWarnings() {
        return selectors.isPresent() && selectors.get().ruleWithUnknownQuery().isEmpty() ? INCOMPLETE : List.of();
    }
}
