package dev.tocsin.http.alertmanager;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Matcher;
import java.time.Instant;
import java.util.List;

/** Selects the alerts of a request. Resolved alerts are never listed. */
record AlertFilter(List<Matcher> matchers, boolean active, boolean silenced, boolean inhibited) {
    // The parameter `unprocessed` has no effect, since no alert has that state.
    static AlertFilter of(AlertmanagerParameters parameters) {
        return new AlertFilter(
                parameters.filter(),
                parameters.includes("active"),
                parameters.includes("silenced"),
                parameters.includes("inhibited"));
    }

    boolean matches(Alert alert, AlertView.Status status, Instant now) {
        var isActive = status.silencedBy().isEmpty() && status.inhibitedBy().isEmpty();
        return !alert.endsAt().isBefore(now)
                && (active || !isActive)
                && (silenced || status.silencedBy().isEmpty())
                && (inhibited || status.inhibitedBy().isEmpty())
                && matchers.stream().allMatch(matcher -> matcher.matches(alert.labels()));
    }
}
