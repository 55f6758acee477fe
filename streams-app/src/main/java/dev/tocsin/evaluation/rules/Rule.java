package dev.tocsin.evaluation.rules;

import java.util.Map;

/** An alerting or recording rule of a group. Its labels include those of the group. */
public sealed interface Rule permits AlertingRule, RecordingRule {
    /**
     * Key of the rule's state: namespace, group, name, and a hash of the expression and the labels. So the state survives
     * all other edits. A second equal rule of a group has the suffix {@code #2}.
     */
    String uid();

    String name();

    Map<String, String> labels();
}
