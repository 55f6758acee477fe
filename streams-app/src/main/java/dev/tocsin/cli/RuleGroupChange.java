package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.RuleFileWriter;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import java.util.List;
import java.util.Optional;

/**
 * The difference of one rule group between the topic and files.
 *
 * @param key {@code namespace/name}
 * @param before empty if there was no valid group
 * @param after empty if the group is removed
 */
record RuleGroupChange(String key, Kind kind, Optional<RuleGroupDraft> before, Optional<RuleGroupDraft> after) {
    /** The kind of a change. The names are those of the output. */
    enum Kind {
        added,
        changed,
        unchanged,
        removed
    }

    /** The differing lines of the group as YAML, with {@code -}, {@code +} or a blank before each. */
    List<String> diff() {
        return kind == Kind.unchanged ? List.of() : LineDiff.of(lines(before), lines(after));
    }

    private static List<String> lines(Optional<RuleGroupDraft> draft) {
        return draft.map(RuleFileWriter::group).orElse("").lines().toList();
    }
}
