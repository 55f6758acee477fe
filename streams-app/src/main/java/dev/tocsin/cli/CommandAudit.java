package dev.tocsin.cli;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.audit.AuditEntry.Outcome;
import dev.tocsin.audit.AuditEntry.Position;
import dev.tocsin.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The audit of one command: a record of each changed object before the change, and one with the outcome. */
final class CommandAudit {
    private final CliContext context;
    private final TopicsClient topics;
    private final Settings.Audit settings;
    private final Consumer<String> warnings;
    private final List<AuditEntry> entries = new ArrayList<>();

    CommandAudit(CliContext context, TopicsClient topics, Settings.Audit settings, Consumer<String> warnings) {
        this.context = context;
        this.topics = topics;
        this.settings = settings;
        this.warnings = warnings;
    }

    /** Adds a change of one object. The texts have no secrets. */
    CommandAudit add(String action, String object, String before, String after) {
        var user = user(context);
        entries.add(new AuditEntry(
                UUID.randomUUID().toString(),
                context.clock().instant(),
                new AuditEntry.Actor(user, "cli", user + "@" + context.hostName()),
                action,
                object,
                before,
                after,
                Outcome.ACCEPTED,
                "",
                Position.NONE,
                context.hostName()));
        return this;
    }

    /**
     * Makes the changes.
     *
     * @param change returns the positions of the records, in the order in which the objects were added
     * @throws CommandFailedException if the audit records cannot be stored; nothing is changed then
     */
    void run(Supplier<List<Position>> change) {
        if (!settings.enabled() || entries.isEmpty()) {
            change.get();
            return;
        }
        writeFirst();
        try {
            var positions = change.get();
            write(IntStream.range(0, entries.size())
                    .mapToObj(i -> entries.get(i)
                            .ended(Outcome.DONE, "", i < positions.size() ? positions.get(i) : Position.NONE))
                    .toList());
        } catch (RuntimeException e) {
            write(entries.stream()
                    .map(entry -> entry.ended(Outcome.FAILED, String.valueOf(e.getMessage()), Position.NONE))
                    .toList());
            throw e;
        }
    }

    private void writeFirst() {
        try {
            topics.audit(entries);
        } catch (CommandFailedException e) {
            if (settings.required()) {
                throw new CommandFailedException(
                        "nothing was changed, because the audit records could not be stored: %s. 'audit.required: false'"
                                        .formatted(e.getMessage())
                                + " or TOCSIN_AUDIT_REQUIRED=false goes on without them",
                        e);
            }
            warnings.accept("no audit record was stored: " + e.getMessage());
        }
    }

    private void write(List<AuditEntry> ended) {
        try {
            topics.audit(ended);
        } catch (CommandFailedException e) {
            warnings.accept("the outcome is missing in the audit: " + e.getMessage());
        }
    }

    /** The user who runs a command, as the environment names it. */
    static String user(CliContext context) {
        return context.environment().getOrDefault("USER", "");
    }
}
