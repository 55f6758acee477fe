package dev.tocsin.cli;

import dev.tocsin.archive.Restoration;
import dev.tocsin.archive.Row;
import dev.tocsin.archive.TableRestoration;
import dev.tocsin.archive.jdbc.DatabaseAccess;
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
final class RestoreCommand extends SharedCommand implements Callable<Integer> {
    private static final String PASSWORD = "TOCSIN_RESTORE_PASSWORD";
    private static final int SHOWN = 10;

    /** Reads tables of a database. */
    interface Archive {
        Map<dev.tocsin.archive.Table, List<Row>> read(
                DatabaseAccess access, Collection<dev.tocsin.archive.Table> tables);
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
            description = "what stands in it is the password; wins over " + PASSWORD)
    private Optional<Path> passwordFile = Optional.empty();

    @Option(names = "--yes", description = "write")
    private boolean yes;

    @Option(names = "--force", description = "go on though the cluster has newer entries; those stay as they are")
    private boolean force;

    private final Archive archive;

    RestoreCommand(Surroundings surroundings, SharedTopics.Opening opening, Archive archive) {
        super(surroundings, opening);
        this.archive = archive;
    }

    @Override
    public Integer call() {
        var rows = archive.read(access(), Restoration.TABLES);
        try (var topics = open()) {
            var now = surroundings().clock().instant();
            var restoration = Restoration.of(rows, topics.standing(), now);
            new Table(lines(restoration)).lines().forEach(this::say);
            shown(restoration.unusable()).forEach(this::warn);
            requireOlderCluster(restoration);
            if (restoration.size() == 0) {
                say("nothing is to be written");
            } else if (yes) {
                topics.restore(restoration);
                say("written: %d".formatted(restoration.size()));
            } else {
                say("nothing was written; with --yes it is");
            }
            return 0;
        }
    }

    private DatabaseAccess access() {
        var password = passwordFile
                .map(file -> TextFile.read(file).strip())
                .or(() -> Optional.ofNullable(surroundings().environment().get(PASSWORD)));
        try {
            return new DatabaseAccess(url, schema, user, password);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(e.getMessage());
        }
    }

    private void requireOlderCluster(Restoration restoration) {
        var newer = restoration.newer().count();
        if (newer > 0 && !force) {
            throw new CommandFailed("""
                    nothing was written, for of %d entries the cluster knows something newer: is it the one that was lost?
                      %s
                    With --force these stay as they are and the rest is written.""".formatted(newer, String.join("\n  ", shown(restoration.newer()))));
        }
    }

    private static List<String> shown(Stream<String> all) {
        var lines = all.toList();
        return lines.size() <= SHOWN
                ? lines
                : Stream.concat(
                                lines.stream().limit(SHOWN),
                                Stream.of("... and %d more".formatted(lines.size() - SHOWN)))
                        .toList();
    }

    private static List<List<String>> lines(Restoration restoration) {
        var lines = new ArrayList<List<String>>();
        lines.add(List.of("TABLE", "ROWS", "TO WRITE", "THERE", "NEWER THERE", "OVER", "UNUSABLE"));
        restoration.tables().forEach(table -> lines.add(line(table)));
        return lines;
    }

    private static List<String> line(TableRestoration<?> table) {
        var counts = Stream.of(
                table.rows(),
                table.missing().size(),
                table.there(),
                table.newer().size(),
                table.over(),
                table.unusable().size());
        return Stream.concat(Stream.of(table.table().title()), counts.map(String::valueOf))
                .toList();
    }
}
