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
record RuleAlertView(
        Map<String, String> labels,
        Map<String, String> annotations,
        String state,
        String activeAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String keepFiringSince,
        String value) {

    record AlertList(List<RuleAlertView> alerts) {}

    /** Returns the pending and firing alerts of a rule in order of their labels. */
    static List<RuleAlertView> activeAlerts(RuleState rule) {
        return rule.alerts().values().stream()
                .filter(alert -> alert.state().isActive())
                .sorted(Comparator.comparing(ActiveAlert::labels))
                .map(RuleAlertView::of)
                .toList();
    }

    private static RuleAlertView of(ActiveAlert alert) {
        var state = alert.state();
        var times = state.times();
        return new RuleAlertView(
                alert.labels().asMap(),
                alert.annotations(),
                state.isFiring() ? "firing" : "pending",
                GoTime.format(times.activeAt()),
                state.kind() == AlertState.Kind.RECOVERING ? GoTime.format(times.keepFiringSince()) : "",
                GoFloat.exponent(alert.value()));
    }
}
