package dev.tocsin.audit;

import dev.tocsin.limits.Limit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One record of an action: written before the action has an effect, and again with its outcome.
 *
 * @param id the same for all records of one action
 * @param at log time of the request, or the append time of the changed record
 * @param action such as {@code silence.create}
 * @param object the changed object, such as {@code silence/ID}
 * @param before the object before the action, without secrets; empty if there was none
 * @param after the object after the action, without secrets; empty if it is removed
 * @param reason why the action was refused or failed
 * @param position of the record that changed the object
 * @param instance the instance or host that wrote this record
 */
public record AuditEntry(
        String id,
        Instant at,
        Actor actor,
        String action,
        String object,
        String before,
        String after,
        Outcome outcome,
        String reason,
        Position position,
        String instance) {
    private static final Comparator<AuditEntry> BY_TIME =
            Comparator.comparing(AuditEntry::at).thenComparing(AuditEntry::id);

    /** Total order of the records of one action. Instances see different objects before a change if they were behind. */
    private static final Comparator<AuditEntry> BY_KNOWLEDGE = Comparator.comparing(
                    (AuditEntry entry) -> entry.outcome() != Outcome.ACCEPTED)
            .thenComparing(entry -> entry.position().isKnown())
            .thenComparing(AuditEntry::at, Comparator.reverseOrder())
            .thenComparing(AuditEntry::outcome)
            .thenComparing(AuditEntry::toString);

    private static final Comparator<AuditEntry> BY_ANNOUNCEMENT =
            Comparator.comparing(AuditEntry::isAnnounced).thenComparing(BY_KNOWLEDGE);

    /** The end of a text that was cut. A record that is read again keeps it. */
    private static final String NOTE = " characters more)";

    private static final int MAX_NOTE = 40;

    public AuditEntry {
        action = bounded(action, Limit.AUDIT_NAME);
        object = bounded(object, Limit.AUDIT_NAME);
        reason = bounded(reason, Limit.AUDIT_NAME);
        before = bounded(before, Limit.AUDIT_TEXT);
        after = bounded(after, Limit.AUDIT_TEXT);
    }

    /** The end of an action, as far as it is known. */
    public enum Outcome {
        /** The request was accepted. Its effect follows, and a record with another outcome. */
        ACCEPTED,
        /** The change is in the log. */
        DONE,
        /** The request was refused and changed nothing. */
        REFUSED,
        /** The change could not be written, or it is not known whether it was. */
        FAILED;

        /** The name in records. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException if there is no such outcome */
        public static Outcome of(String text) {
            return Arrays.stream(values())
                    .filter(outcome -> outcome.text().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "has an unknown outcome '%s'".formatted(bounded(text, Limit.AUDIT_NAME))));
        }
    }

    /**
     * The user or program that acts.
     *
     * @param who login, or user on the command line; empty if unknown
     * @param how the proof of the name, such as {@code basic}, {@code cli} or {@code kafka}
     * @param from address, or user and host of a command
     */
    public record Actor(String who, String how, String from) {
        /** The unknown writer of a record that no instance and no command has announced. */
        public static final Actor KAFKA = new Actor("", "kafka", "");

        public Actor {
            who = bounded(who, Limit.AUDIT_NAME);
            how = bounded(how, Limit.AUDIT_NAME);
            from = bounded(from, Limit.AUDIT_NAME);
        }
    }

    /** Position of a record in a topic. */
    public record Position(String topic, int partition, long offset) {
        public static final Position NONE = new Position("", -1, -1);

        public boolean isKnown() {
            return offset >= 0;
        }

        @Override
        public String toString() {
            return isKnown() ? "%s/%d/%d".formatted(topic, partition, offset) : "";
        }
    }

    /** This action with its outcome. */
    public AuditEntry ended(Outcome end, String why, Position written) {
        return new AuditEntry(id, at, actor, action, object, before, after, end, why, written, instance);
    }

    /** Whether the writer of a change announced itself, unlike one that only the topic shows. */
    boolean isAnnounced() {
        return !actor.equals(Actor.KAFKA);
    }

    /**
     * Joins the records of actions to one entry an action, the oldest first. An action has a record before its effect and
     * one with its outcome. A change of rules or of the configuration also has records of the instances that saw it, which
     * have the same position.
     */
    public static List<AuditEntry> join(Collection<AuditEntry> records) {
        var byId = new HashMap<String, AuditEntry>();
        records.forEach(record -> byId.merge(record.id(), record, AuditEntry::later));
        var byPosition = new HashMap<String, AuditEntry>();
        var entries = new ArrayList<AuditEntry>();
        for (var entry : sorted(byId)) {
            if (entry.position().isKnown()) {
                byPosition.merge(entry.position().toString(), entry, AuditEntry::announced);
            } else {
                entries.add(entry);
            }
        }
        entries.addAll(byPosition.values());
        entries.sort(BY_TIME);
        return entries;
    }

    /**
     * Returns the record that has the outcome, of two records of one action. The order of the arguments makes no difference.
     */
    public static AuditEntry later(AuditEntry one, AuditEntry other) {
        return BY_KNOWLEDGE.compare(one, other) >= 0 ? one : other;
    }

    private static AuditEntry announced(AuditEntry one, AuditEntry other) {
        return BY_ANNOUNCEMENT.compare(one, other) >= 0 ? one : other;
    }

    private static List<AuditEntry> sorted(Map<String, AuditEntry> entries) {
        return entries.values().stream().sorted(BY_TIME).toList();
    }

    private static String bounded(String text, Limit limit) {
        var most = limit.intValue();
        if (text.length() <= most) {
            return text;
        }
        if (text.length() <= most + MAX_NOTE && text.endsWith(NOTE)) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return "%s ... (%d%s".formatted(text.substring(0, end), text.length() - end, NOTE);
    }
}
