package dev.tocsin.cli;

import dev.tocsin.archive.ArchiveRow;
import dev.tocsin.archive.ArchiveTable;
import dev.tocsin.archive.jdbc.DatabaseSettings;
import dev.tocsin.config.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Runs commands in memory and captures their output. */
final class CliRunner {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    final InMemoryTopicsClient topics = new InMemoryTopicsClient();
    final List<Settings> openedSettings = new ArrayList<>();
    final List<Settings> servedSettings = new ArrayList<>();
    final List<DatabaseSettings> openedDatabases = new ArrayList<>();
    final Map<ArchiveTable, List<ArchiveRow>> archiveRows = new EnumMap<>(ArchiveTable.class);
    private final Map<String, String> environment;

    CliRunner(Map<String, String> environment) {
        this.environment = environment;
    }

    CliRunner() {
        this(Map.of("USER", "ann"));
    }

    record CommandResult(int code, String out, String err) {}

    CommandResult run(Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var context = new CliContext(environment, "host-1", "1.2.3", () -> NOW);
        var tocsin = TocsinCommand.commandLine(
                context,
                servedSettings::add,
                settings -> {
                    openedSettings.add(settings);
                    topics.defaults = settings.evaluation().groupDefaults();
                    return topics;
                },
                (access, tables) -> {
                    openedDatabases.add(access);
                    return archiveRows;
                });
        tocsin.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        var texts = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        var code = tocsin.execute(texts);
        return new CommandResult(code, out.toString(), err.toString());
    }
}
