package dev.tocsin.cli;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.audit.AuditEntry.Outcome;
import dev.tocsin.limits.Limit;
import dev.tocsin.notation.PromDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code tocsin audit}. */
@Command(
        name = "audit",
        description = {
            "Lists who changed silences, rules, the configuration and the silence policy, and who restored the archive.",
            "Requests that the silence policy refused are listed, too."
        },
        footer = {"", "Example: tocsin audit --since 7d --object rules/ --output json"})
final class AuditCommand extends KafkaCommand {
    /** Formats of the list. */
    private enum Format {
        text,
        json
    }

    /** The record before a change is this much older than the change at most. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            description = "how far to look back (default: 7d)",
            converter = DurationConverter.class)
    private Duration since = Duration.ofDays(7);

    @Option(names = "--who", paramLabel = "NAME", description = "only actions of this user")
    private Optional<String> who = Optional.empty();

    @Option(
            names = "--object",
            paramLabel = "PREFIX",
            description = "only objects that begin with this, such as silence/")
    private Optional<String> object = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text, or json: an object a line, with the texts before and after (default: text)")
    private Format output = Format.text;

    @Option(names = "--limit", paramLabel = "COUNT", description = "list the newest COUNT actions (default: 10000)")
    private int limit = Limit.AUDIT_LISTED.intValue();

    @Spec
    private CommandSpec spec;

    @Option(names = "--follow", description = "go on and print new actions until the command is stopped")
    private boolean follow;

    private Instant from;
    private final List<AuditEntry> records = new ArrayList<>();
    private final Set<String> shown = new HashSet<>();
    private boolean isListed;

    /** Reads a duration such as 7d. */
    static final class DurationConverter implements picocli.CommandLine.ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return PromDuration.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be at least 1, but is %d".formatted(limit));
        }
        try (var topics = open()) {
            from = context().clock().instant().minus(since);
            topics.readAudit(from.minus(OVERLAP), this::add, this::caughtUp);
            return 0;
        }
    }

    private void add(AuditEntry record) {
        records.add(record);
        // Up to three records make one action.
        if (records.size() > 6L * limit) {
            var newest =
                    AuditEntry.join(records).stream().filter(this::isWanted).toList();
            records.clear();
            records.addAll(newest.subList(Math.max(0, newest.size() - limit), newest.size()));
        }
    }

    // Records of one action are joined before: one of them has the actor, another one the position. An instance that
    // reads the topics from their beginning appends records of earlier changes, so the time of the action counts.
    private boolean isWanted(AuditEntry action) {
        return !action.at().isBefore(from)
                && who.map(action.actor().who()::equals).orElse(true)
                && object.map(action.object()::startsWith).orElse(true);
    }

    /** Prints what was read. Returns whether to go on reading. */
    private boolean caughtUp() {
        var actions = AuditEntry.join(records).stream().filter(this::isWanted).toList();
        records.clear();
        if (!isListed) {
            isListed = true;
            list(actions);
        } else {
            actions.stream().filter(this::isNew).forEach(action -> println(line(action)));
        }
        return follow;
    }

    private void list(List<AuditEntry> actions) {
        var newest = actions.subList(Math.max(0, actions.size() - limit), actions.size());
        if (newest.size() < actions.size()) {
            warn("only the newest %d of at least %d actions are listed: use --limit or --since"
                    .formatted(limit, actions.size()));
        }
        newest.forEach(this::isNew);
        if (output == Format.json || follow) {
            newest.forEach(action -> println(line(action)));
            return;
        }
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("TIME", "WHO", "HOW", "FROM", "ACTION", "OBJECT", "OUTCOME", "REASON"));
        newest.forEach(action -> rows.add(AuditText.row(action)));
        new TextTable(rows).lines().forEach(this::println);
    }

    // While following, an action is printed with its outcome, and once.
    private boolean isNew(AuditEntry action) {
        if (shown.size() > limit) {
            shown.clear();
        }
        var name = action.position().isKnown() ? action.position().toString() : action.id() + action.outcome();
        return shown.add(name) && action.outcome() != Outcome.ACCEPTED;
    }

    private String line(AuditEntry action) {
        return output == Format.json
                ? AuditText.json(action)
                : String.join("  ", AuditText.row(action)).strip();
    }
}
