package dev.tocsin.http.alertmanager;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Matcher;
import java.time.Instant;
import java.util.List;

/** Which alerts are asked for. What is over is never listed. */
record AlertFilter(List<Matcher> matchers, boolean active, boolean silenced, boolean inhibited) {
    // `unprocessed` takes nothing away: no alert is.
    static AlertFilter of(AlertmanagerParameters parameters) {
        return new AlertFilter(
                parameters.filter(),
                parameters.includes("active"),
                parameters.includes("silenced"),
                parameters.includes("inhibited"));
    }

    boolean matches(Alert alert, AlertView.Status status, Instant now) {
        var isTold = status.silencedBy().isEmpty() && status.inhibitedBy().isEmpty();
        return !alert.endsAt().isBefore(now)
                && (active || !isTold)
                && (silenced || status.silencedBy().isEmpty())
                && (inhibited || status.inhibitedBy().isEmpty())
                && matchers.stream().allMatch(matcher -> matcher.matches(alert.labels()));
    }
}
