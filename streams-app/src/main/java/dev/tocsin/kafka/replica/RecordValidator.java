package dev.tocsin.kafka.replica;

import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.evaluation.rules.RuleGroupDraft.ValidationResult;
import dev.tocsin.evaluation.rules.RuleProblem;
import dev.tocsin.kafka.Topic;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.Decoded;
import java.util.List;

/**
 * Validates the rule groups and configuration documents that are read from topics. Whether they are valid
 * can depend on the settings of the instance.
 *
 * @param groupDefaults defaults of rule groups
 * @param configCheck validates a configuration document
 */
public record RecordValidator(RuleGroupDraft.Defaults groupDefaults, ConfigCheck configCheck) {
    /** Validates the documents of the config topic. */
    public interface ConfigCheck {
        /** All problems; empty if the document is valid. */
        List<String> problems(String key, ConfigDocument document);
    }

    Decoded<RuleGroup> ruleGroup(Topics topics, String key, byte[] bytes) {
        return topics.rules()
                .codec()
                .decode(bytes)
                .map(draft -> validated(withNameFromKey(topics, requireContent(draft), key)));
    }

    Decoded<ConfigDocument> config(Topics topics, String key, byte[] bytes) {
        var topic = ConfigDocument.KEYS.contains(key) ? topics.document(key) : topics.config();
        return topic.decode(key, bytes).map(document -> {
            requireNoProblems(configCheck.problems(key, document));
            return document;
        });
    }

    // A record of another kind, such as {}, must not pass as a group that was emptied on purpose.
    private static RuleGroupDraft requireContent(RuleGroupDraft draft) {
        if (draft.rules().isEmpty() && draft.name().isEmpty()) {
            throw new IllegalArgumentException(
                    "has neither rules nor a name: write field 'rules', or delete the group with a tombstone");
        }
        return draft;
    }

    private RuleGroup validated(RuleGroupDraft draft) {
        var result = draft.validate(groupDefaults);
        if (result instanceof ValidationResult.Invalid invalid) {
            requireNoProblems(
                    invalid.problems().stream().map(RuleProblem::toString).toList());
        }
        return ((ValidationResult.Valid) result).group();
    }

    // The key identifies a group. A record without namespace or name takes them from its key.
    private static RuleGroupDraft withNameFromKey(Topics topics, RuleGroupDraft draft, String key) {
        var slash = key.indexOf('/');
        if (slash < 1 || slash == key.length() - 1) {
            throw new IllegalArgumentException("has key '%s', but must have namespace/group".formatted(key));
        }
        var namespace = draft.namespace().isEmpty() ? key.substring(0, slash) : draft.namespace();
        var rest = key.startsWith(namespace + "/") ? key.substring(namespace.length() + 1) : "";
        var name = draft.name().isEmpty() ? rest : draft.name();
        var named = draft.named(namespace, name);
        Topic.requireId(key, topics.rules().key(named));
        return named;
    }

    private static void requireNoProblems(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }
}
