package dev.tocsin.replay;

import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluator.RuleGroupStatus;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The newest known status of each rule group. Passes those that were evaluated since to the listener. */
final class EvaluatedGroups {
    private final Stretch stretch;
    private final ReplayListener listener;
    private final Map<String, RuleGroupStatus> known = new HashMap<>();

    EvaluatedGroups(Stretch stretch, ReplayListener listener) {
        this.stretch = stretch;
        this.listener = listener;
    }

    /** Notes the groups as they are before the stretch. */
    void begin(List<RuleGroupStatus> statuses) {
        statuses.forEach(status -> known.put(status.group().key(), status));
    }

    /** Passes the groups that were evaluated since to the listener. */
    void report(List<RuleGroupStatus> statuses) {
        statuses.stream()
                .sorted(Comparator.comparing(status -> status.group().key()))
                .forEach(status -> {
                    var before = known.put(status.group().key(), status);
                    if (before != status && stretch.includes(status.lastTick())) {
                        listener.evaluated(new ReplayListener.EvaluatedTick(
                                status.group(),
                                status.lastTick(),
                                before == null ? GroupState.INITIAL : before.state(),
                                status.state()));
                    }
                });
    }

    /** The group of recorded samples. */
    Optional<RuleGroupStatus> ofSource(String source) {
        return Optional.ofNullable(known.get(source)).or(() -> Optional.ofNullable(known.get(groupOf(source))));
    }

    /** The group in the source of recorded samples, which is its key, or its key and a note in brackets. */
    static String groupOf(String source) {
        var note = source.lastIndexOf(" (");
        return note < 0 ? source : source.substring(0, note);
    }
}
