package dev.tocsin.evaluation.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A rule as written, not validated. Missing fields are empty.
 *
 * @param dataSource empty for the data source of the group
 */
public record RuleDraft(
        String record,
        String alert,
        String expr,
        String holdFor,
        String keepFiringFor,
        Map<String, String> labels,
        Map<String, String> annotations,
        String dataSource,
        States states) {
    public RuleDraft {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** A rule as in Prometheus. */
    public RuleDraft(
            String record,
            String alert,
            String expr,
            String holdFor,
            String keepFiringFor,
            Map<String, String> labels,
            Map<String, String> annotations) {
        this(record, alert, expr, holdFor, keepFiringFor, labels, annotations, "", States.NONE);
    }

    /** Reactions to abnormal results as written. @param missingSeriesEvalsToResolve 0 for the default */
    public record States(String noData, String execErr, long missingSeriesEvalsToResolve) {
        public static final States NONE = new States("", "", 0);

        private static final String NO_DATA = "no_data_state";
        private static final String EXEC_ERR = "exec_err_state";
        private static final String MISSING_SERIES = "missing_series_evals_to_resolve";

        /**
         * Reads the fields by their names in rule files.
         *
         * @throws IllegalArgumentException if another field is there, or a number is none
         */
        public static States of(Map<String, String> fields) {
            fields.keySet().stream()
                    .filter(name -> !List.of(NO_DATA, EXEC_ERR, MISSING_SERIES).contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new IllegalArgumentException("has the state '%s', but must have only %s, %s and %s"
                                .formatted(name, NO_DATA, EXEC_ERR, MISSING_SERIES));
                    });
            var evaluations = fields.getOrDefault(MISSING_SERIES, "0");
            if (!evaluations.matches("[0-9]{1,9}")) {
                throw new IllegalArgumentException(
                        "has the %s '%s', but it must be a number".formatted(MISSING_SERIES, evaluations));
            }
            return new States(
                    fields.getOrDefault(NO_DATA, ""), fields.getOrDefault(EXEC_ERR, ""), Long.parseLong(evaluations));
        }

        /** The fields that are set, by their names in rule files. */
        public Map<String, String> fields() {
            var fields = new TreeMap<String, String>();
            fields.put(NO_DATA, noData);
            fields.put(EXEC_ERR, execErr);
            fields.put(MISSING_SERIES, missingSeriesEvalsToResolve == 0 ? "" : "" + missingSeriesEvalsToResolve);
            fields.values().removeIf(String::isEmpty);
            return fields;
        }
    }

    /** Whether Prometheus's rule files have all fields that are set. */
    public boolean isOfPrometheus() {
        return dataSource.isEmpty() && states.equals(States.NONE);
    }

    /** The fields that are not empty, by their names in rule files. */
    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("record", record);
        fields.put("alert", alert);
        fields.put("expr", expr);
        fields.put("for", holdFor);
        fields.put("keep_firing_for", keepFiringFor);
        fields.put("labels", new TreeMap<>(labels));
        fields.put("annotations", new TreeMap<>(annotations));
        fields.put("data_source", dataSource);
        fields.putAll(states.fields());
        fields.values().removeIf(value -> value.equals("") || value.equals(Map.of()));
        return fields;
    }

    /** Name of the alert or of the recorded series. */
    String name() {
        return alert.isEmpty() ? record : alert;
    }
}
