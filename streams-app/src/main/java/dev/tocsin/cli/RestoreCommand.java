package dev.tocsin.cli;

import dev.tocsin.archive.ArchiveRow;
import dev.tocsin.archive.Restoration;
import dev.tocsin.archive.TableRestoration;
import dev.tocsin.archive.jdbc.DatabaseSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tocsin restore}. */
@Command(
        name = "restore",
        description = {
            "Brings back from a database what a lost Kafka cluster knew: silences, of what people were told, and since when"
                    + " alerts hold.",
            "Without --yes it only shows what it would write. Doing it again changes nothing.",
            "The password is taken from the URL, from a file, or from TOCSIN_RESTORE_PASSWORD."
        },
        footer = {"", "Example: tocsin restore --from jdbc:postgresql://db.example/tocsin --user tocsin --yes"})
final class RestoreCommand extends KafkaCommand implements Callable<Integer> {
    private static final String PASSWORD_VARIABLE = "TOCSIN_RESTORE_PASSWORD";
    private static final int MAX_SHOWN = 10;

    /** Reads tables of a database. */
    interface ArchiveReader {
        Map<dev.tocsin.archive.ArchiveTable, List<ArchiveRow>> read(
                DatabaseSettings access, Collection<dev.tocsin.archive.ArchiveTable> tables);
    }

    @Option(
            names = "--from",
            required = true,
            paramLabel = "JDBC-URL",
            description = "the database that the sink has written")
    private String url;

    @Option(names = "--schema", paramLabel = "NAME", description = "where the tables are (default: tocsin)")
    private String schema = "tocsin";

    @Option(names = "--user", paramLabel = "NAME", description = "of the database (default: as the URL says)")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "what stands in it is the password; wins over " + PASSWORD_VARIABLE)
    private Optional<Path> passwordFile = Optional.empty();

    @Option(names = "--yes", description = "write")
    private boolean yes;

    @Option(names = "--force", description = "go on though the cluster has newer entries; those stay as they are")
    private boolean force;

    private final ArchiveReader archiveReader;

    RestoreCommand(CliContext surroundings, TopicsClient.Factory opening, ArchiveReader archive) {
        super(surroundings, opening);
        this.archiveReader = archive;
    }

    @Override
    public Integer call() {
        var rows = archiveReader.read(access(), Restoration.TABLES);
        try (var topics = open()) {
            var now = context().clock().instant();
            var restoration = Restoration.of(rows, topics.clusterContents(), now);
            new TextTable(rows(restoration)).lines().forEach(this::println);
            firstLines(restoration.unusable()).forEach(this::warn);
            requireOlderCluster(restoration);
            if (restoration.size() == 0) {
                println("nothing is to be written");
            } else if (yes) {
                topics.restore(restoration);
                println("written: %d".formatted(restoration.size()));
            } else {
                println("nothing was written; with --yes it is");
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
                    nothing was written, for of %d entries the cluster knows something newer: is it the one that was lost?
                      %s
                    With --force these stay as they are and the rest is written.""".formatted(newer, String.join("\n  ", firstLines(restoration.newer()))));
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
        lines.add(List.of("TABLE", "ROWS", "TO WRITE", "THERE", "NEWER THERE", "OVER", "UNUSABLE"));
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
