package dev.tocsin.cli;

import dev.tocsin.archive.ArchiveRow;
import dev.tocsin.archive.ArchiveTable;
import dev.tocsin.archive.Restoration;
import dev.tocsin.archive.TableRestoration;
import dev.tocsin.archive.jdbc.DatabaseSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tocsin restore}. */
@Command(
        name = "restore",
        description = {
            "Restores silences, the notification log and alert state from the archive database into a new Kafka cluster.",
            "Without --yes it only shows what it would write. The command is idempotent.",
            "The database password is taken from the URL, from a file, or from TOCSIN_RESTORE_PASSWORD."
        },
        footer = {"", "Example: tocsin restore --from jdbc:postgresql://db.example/tocsin --user tocsin --yes"})
final class RestoreCommand extends KafkaCommand {
    private static final String PASSWORD_VARIABLE = "TOCSIN_RESTORE_PASSWORD";
    private static final int MAX_SHOWN = 10;

    /** Reads tables of the archive database. */
    interface ArchiveReader {
        Map<ArchiveTable, List<ArchiveRow>> read(DatabaseSettings access, Collection<ArchiveTable> tables);
    }

    @Option(
            names = "--from",
            required = true,
            paramLabel = "JDBC-URL",
            description = "JDBC URL of the archive database")
    private String url;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description = "database schema of the archive tables (default: tocsin)")
    private String schema = "tocsin";

    @Option(names = "--user", paramLabel = "NAME", description = "database user (default: the one in the URL)")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "file with the database password; overrides " + PASSWORD_VARIABLE)
    private Optional<Path> passwordFile = Optional.empty();

    @Option(names = "--yes", description = "write to Kafka")
    private boolean yes;

    @Option(names = "--force", description = "continue although the cluster has newer entries; those are not changed")
    private boolean force;

    @Override
    public Integer call() {
        var rows = tocsin().archive().read(access(), Restoration.TABLES);
        var settings = settings(Map.of());
        try (var topics = open(settings)) {
            var now = context().clock().instant();
            var restoration = Restoration.of(rows, topics.clusterContents(), now);
            new TextTable(rows(restoration)).lines().forEach(this::println);
            firstLines(restoration.unusable()).forEach(this::warn);
            requireOlderCluster(restoration);
            if (restoration.size() == 0) {
                println("nothing to write");
            } else if (yes) {
                audit(topics, settings.audit())
                        .add("restore", "archive", "", restoration.size() + " entries from the archive database")
                        .run(() -> {
                            topics.restore(restoration);
                            return List.of();
                        });
                println("written: %d".formatted(restoration.size()));
            } else {
                println("nothing was written; use --yes to write");
            }
            return 0;
        }
    }

    private DatabaseSettings access() {
        var password = passwordFile
                .map(file -> TextFile.read(file).strip())
                .or(() -> Optional.ofNullable(context().environment().get(PASSWORD_VARIABLE)));
        try {
            return new DatabaseSettings(url, schema, user, password);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(e.getMessage());
        }
    }

    private void requireOlderCluster(Restoration restoration) {
        var newer = restoration.newer().count();
        if (newer > 0 && !force) {
            throw new CommandFailedException(
                    """
                    nothing was written: the cluster has newer versions of %d entries. Is this the right cluster?
                      %s
                    With --force these are kept and the other entries are written.""".formatted(newer, String.join("\n  ", firstLines(restoration.newer()))));
        }
    }

    private static List<String> firstLines(Stream<String> all) {
        var lines = all.toList();
        return lines.size() <= MAX_SHOWN
                ? lines
                : Stream.concat(
                                lines.stream().limit(MAX_SHOWN),
                                Stream.of("... and %d more".formatted(lines.size() - MAX_SHOWN)))
                        .toList();
    }

    private static List<List<String>> rows(Restoration restoration) {
        var lines = new ArrayList<List<String>>();
        lines.add(List.of("TABLE", "ROWS", "TO WRITE", "UP TO DATE", "NEWER", "EXPIRED", "INVALID"));
        restoration.tables().forEach(table -> lines.add(row(table)));
        return lines;
    }

    private static List<String> row(TableRestoration<?> table) {
        var counts = Stream.of(
                table.rows(),
                table.missing().size(),
                table.upToDate(),
                table.newer().size(),
                table.expired(),
                table.unusable().size());
        return Stream.concat(Stream.of(table.table().tableName()), counts.map(String::valueOf))
                .toList();
    }
}
