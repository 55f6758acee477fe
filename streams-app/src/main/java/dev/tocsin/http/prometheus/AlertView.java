package dev.tocsin.http.prometheus;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.RuleState;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.notation.GoTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** An alert of a rule in the API. */
record AlertView(
        Map<String, String> labels,
        Map<String, String> annotations,
        String state,
        String activeAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String keepFiringSince,
        String value) {

    record All(List<AlertView> alerts) {}

    /** Those that are pending or firing, in order of their labels. */
    static List<AlertView> allOf(RuleState rule) {
        return rule.alerts().values().stream()
                .filter(alert -> alert.state().isActive())
                .sorted(Comparator.comparing(ActiveAlert::labels))
                .map(AlertView::of)
                .toList();
    }

    private static AlertView of(ActiveAlert alert) {
        var state = alert.state();
        return new AlertView(
                alert.labels().asMap(),
                alert.annotations(),
                state.isFiring() ? "firing" : "pending",
                state instanceof AlertState.Begun begun ? GoTime.format(begun.activeAt()) : "",
                state instanceof AlertState.Recovering recovering ? GoTime.format(recovering.keepFiringSince()) : "",
                GoFloat.exponent(alert.value()));
    }
}
