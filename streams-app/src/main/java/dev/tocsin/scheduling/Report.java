package dev.tocsin.scheduling;

import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.PersistedAlert;
import dev.tocsin.evaluation.rules.RuleState;
import dev.tocsin.streams.records.LoggedAlert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What the ledger does not say yet of a group as of one tick. Asked anew each time, since the other instances write
 * the same; what the ledger knows of a later tick is left alone.
 */
final class Report {
    private final Ledger ledger;
    private final String groupKey;
    private final Map<String, RuleState> rules;
    private final Instant tick;

    Report(Ledger ledger, String groupKey, Map<String, RuleState> rules, Instant tick) {
        this.ledger = ledger;
        this.groupKey = groupKey;
        this.rules = rules;
        this.tick = tick;
    }

    boolean isKnown() {
        return rules.entrySet().stream().allMatch(rule -> {
            var difference = new Difference(rule.getKey(), rule.getValue());
            return difference.toWrite().isEmpty() && difference.toForget().isEmpty();
        });
    }

    /** Writes what is missing; done once the ledger shows it all. */
    CompletableFuture<Void> write() {
        var writes = new ArrayList<CompletableFuture<Void>>();
        rules.forEach((uid, state) -> {
            var difference = new Difference(uid, state);
            difference.toWrite().forEach(alert -> writes.add(ledger.write(alert)));
            difference
                    .toForget()
                    .forEach(alert -> writes.add(
                            ledger.forget(uid, alert.persisted().alert().fingerprint())));
        });
        return CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new));
    }

    private final class Difference {
        private final String uid;
        private final RuleState state;
        private final Map<Object, LoggedAlert> logged = new HashMap<>();

        Difference(String uid, RuleState state) {
            this.uid = uid;
            this.state = state;
            ledger.of(uid).forEach(alert -> logged.put(alert.persisted().alert().fingerprint(), alert));
        }

        List<LoggedAlert> toWrite() {
            return state.alerts().values().stream()
                    .filter(this::isNews)
                    .map(alert -> new LoggedAlert(new PersistedAlert(uid, alert), groupKey, tick))
                    .toList();
        }

        List<LoggedAlert> toForget() {
            return logged.values().stream()
                    .filter(alert -> !alert.tick().isAfter(tick))
                    .filter(alert -> !state.alerts()
                            .containsKey(alert.persisted().alert().fingerprint()))
                    .toList();
        }

        private boolean isNews(ActiveAlert alert) {
            var known = logged.get(alert.fingerprint());
            return known == null
                    || !known.tick().isAfter(tick)
                            && !known.persisted().alert().state().equals(alert.state());
        }
    }
}
