package dev.tocsin.evaluation.rules;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reactions of an alerting rule to results that are empty, that fail, or that lack a series. They are those of <a
 * href="https://grafana.com/docs/grafana/latest/alerting/fundamentals/alert-rule-evaluation/nodata-and-error-states/">Grafana's
 * alerting</a>. Without them a rule behaves as in Prometheus.
 *
 * @param noData reaction to an empty result. If it is not {@link Reaction#PROMETHEUS}, an element with value 0 is a series
 *     whose condition does not hold
 * @param error reaction to a failed evaluation
 * @param missingEvaluations number of evaluations without an alert's series after which the alert ends
 */
public record AbnormalResults(Reaction noData, Reaction error, int missingEvaluations) {
    /** As in Prometheus. */
    public static final AbnormalResults PROMETHEUS = new AbnormalResults(Reaction.PROMETHEUS, Reaction.PROMETHEUS, 1);

    /** Grafana's default. */
    static final int DEFAULT_MISSING_EVALUATIONS = 2;

    /** Reaction to an empty result or to a failed evaluation. */
    public enum Reaction {
        /** After an empty result all alerts end. After a failed evaluation all alerts stay as they are. */
        PROMETHEUS(""),
        /** An alert {@code DatasourceNoData} or {@code DatasourceError} fires. */
        OWN_ALERT(""),
        /** The condition does not hold. */
        OK("OK"),
        /** The condition holds. */
        ALERTING("Alerting"),
        /** Alerts that are pending or fire continue. */
        KEEP_LAST("KeepLast");

        private final String text;

        Reaction(String text) {
            this.text = text;
        }

        /** @param own the name of {@link #OWN_ALERT}; an empty text is {@link #PROMETHEUS} */
        static Optional<Reaction> parse(String text, String own) {
            if (text.equals(own)) {
                return Optional.of(OWN_ALERT);
            }
            return Arrays.stream(values())
                    .filter(reaction -> reaction != OWN_ALERT && reaction.text.equals(text))
                    .findFirst();
        }

        /** The names that a rule can have. */
        static String names(String own) {
            return Arrays.stream(values())
                    .filter(reaction -> reaction != PROMETHEUS)
                    .map(reaction -> reaction == OWN_ALERT ? own : reaction.text)
                    .collect(Collectors.joining(", "));
        }

        /** The name that a rule probably means: in other letters. */
        static String suggestion(String text, String own) {
            var wanted = text.replaceAll("[ _-]", "").toLowerCase(Locale.ROOT);
            return Arrays.stream(names(own).split(", "))
                    .filter(name -> name.toLowerCase(Locale.ROOT).equals(wanted))
                    .map(name -> " (did you mean %s?)".formatted(name))
                    .findFirst()
                    .orElse("");
        }
    }

    /** Whether elements with value 0 are series whose condition does not hold. */
    boolean readsValues() {
        return noData != Reaction.PROMETHEUS;
    }
}
