package dev.tocsin.http.alertmanager;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Matcher;
import java.time.Instant;
import java.util.List;

/** Which alerts are asked for. What is over is never listed. */
record AlertFilter(List<Matcher> matchers, boolean active, boolean silenced) {
    // `inhibited` and `unprocessed` take nothing away: no alert is either.
    static AlertFilter of(Parameters parameters) {
        return new AlertFilter(parameters.filter(), parameters.wants("active"), parameters.wants("silenced"));
    }

    boolean passes(Alert alert, List<String> silencedBy, Instant now) {
        return !alert.endsAt().isBefore(now)
                && (silencedBy.isEmpty() ? active : silenced)
                && matchers.stream().allMatch(matcher -> matcher.matches(alert.labels()));
    }
}
