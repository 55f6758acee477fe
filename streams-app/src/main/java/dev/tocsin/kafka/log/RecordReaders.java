package dev.tocsin.kafka.log;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.evaluation.rules.RuleGroupDraft.ValidationResult;
import dev.tocsin.evaluation.rules.RuleProblem;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.silences.Silence;
import java.util.List;
import java.util.function.Function;

/**
 * Reads what stands under a key. A value that does not belong there, or that makes no sense, can not be used.
 *
 * @param defaults what holds for a rule group that does not say otherwise
 * @param config what is wrong with a document, by its name; no problems: it can be used
 */
public record RecordReaders(RuleGroupDraft.Defaults defaults, ConfigCheck config) {
    /** Says what is wrong with a configuration document. */
    public interface ConfigCheck {
        List<String> problems(String name, ConfigDocument document);
    }

    public Decoded<RuleGroup> ruleGroup(String key, byte[] bytes) {
        return Codecs.RULES.decode(bytes).map(draft -> checked(withNameFromKey(draft, key)));
    }

    public Decoded<ConfigDocument> config(String name, byte[] bytes) {
        return Codecs.CONFIG.decode(bytes).map(document -> {
            requireNoProblems(config.problems(name, document));
            return document;
        });
    }

    public Decoded<Silence> silence(String id, byte[] bytes) {
        return withKey(id, Codecs.SILENCE.decode(bytes), Silence::id);
    }

    public Decoded<Member> member(String instance, byte[] bytes) {
        return withKey(instance, Codecs.MEMBER.decode(bytes), Member::instance);
    }

    public Decoded<PostedAlert> alert(String key, byte[] bytes) {
        return withKey(
                key,
                Codecs.ALERT.decode(bytes),
                external -> external.alert().fingerprint().toString());
    }

    public Decoded<RuleAlertState> alertState(String key, byte[] bytes) {
        return withKey(key, Codecs.ALERT_STATE.decode(bytes), RuleAlertState::key);
    }

    private RuleGroup checked(RuleGroupDraft draft) {
        var checked = draft.validate(defaults);
        if (checked instanceof ValidationResult.Invalid invalid) {
            requireNoProblems(
                    invalid.problems().stream().map(RuleProblem::toString).toList());
        }
        return ((ValidationResult.Valid) checked).group();
    }

    // The key alone tells who a group is; a group that does not say is taken to be that one.
    private static RuleGroupDraft withNameFromKey(RuleGroupDraft draft, String key) {
        var slash = key.indexOf('/');
        if (slash < 1 || slash == key.length() - 1) {
            throw new IllegalArgumentException("has key '%s', but must have namespace/group".formatted(key));
        }
        var namespace = draft.namespace().isEmpty() ? key.substring(0, slash) : draft.namespace();
        var rest = key.startsWith(namespace + "/") ? key.substring(namespace.length() + 1) : "";
        var name = draft.name().isEmpty() ? rest : draft.name();
        requireKey(key, namespace + "/" + name);
        return new RuleGroupDraft(
                namespace, name, draft.interval(), draft.queryOffset(), draft.limit(), draft.labels(), draft.rules());
    }

    private static <T> Decoded<T> withKey(String key, Decoded<T> read, Function<T, String> own) {
        return read.map(value -> {
            requireKey(key, own.apply(value));
            return value;
        });
    }

    private static void requireKey(String key, String own) {
        if (!key.equals(own)) {
            throw new IllegalArgumentException("belongs under key '%s', but is under '%s'".formatted(own, key));
        }
    }

    private static void requireNoProblems(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }
}
