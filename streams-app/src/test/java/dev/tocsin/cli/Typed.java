package dev.tocsin.cli;

import dev.tocsin.archive.Row;
import dev.tocsin.archive.Table;
import dev.tocsin.archive.jdbc.DatabaseAccess;
import dev.tocsin.config.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What people type, and what they see. */
final class Typed {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    final RememberedTopics topics = new RememberedTopics();
    final List<Settings> asked = new ArrayList<>();
    final List<Settings> served = new ArrayList<>();
    final List<DatabaseAccess> databases = new ArrayList<>();
    final Map<Table, List<Row>> rows = new EnumMap<>(Table.class);
    private final Map<String, String> environment;

    Typed(Map<String, String> environment) {
        this.environment = environment;
    }

    Typed() {
        this(Map.of("USER", "ann"));
    }

    record Seen(int code, String out, String err) {}

    Seen type(Object... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        var surroundings = new Surroundings(environment, "host-1", "1.2.3", () -> NOW);
        var tocsin = Tocsin.commandLine(
                surroundings,
                served::add,
                settings -> {
                    asked.add(settings);
                    topics.defaults = settings.evaluation().ofGroups();
                    return topics;
                },
                (access, tables) -> {
                    databases.add(access);
                    return rows;
                });
        tocsin.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        var arguments = List.of(words).stream().map(Object::toString).toArray(String[]::new);
        var code = tocsin.execute(arguments);
        return new Seen(code, out.toString(), err.toString());
    }
}
