package dev.tocsin.cli;

import dev.tocsin.config.Settings;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that talks to the shared topics. */
abstract class SharedCommand {
    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    private final Surroundings surroundings;
    private final SharedTopics.Opening opening;

    SharedCommand(Surroundings surroundings, SharedTopics.Opening opening) {
        this.surroundings = surroundings;
        this.opening = opening;
    }

    final Surroundings surroundings() {
        return surroundings;
    }

    final Settings settings() {
        return settings(Map.of());
    }

    /** @param over lies over them, by the names of variables */
    final Settings settings(Map<String, String> over) {
        return kafka.read(surroundings, over);
    }

    final SharedTopics open() {
        return opening.open(settings());
    }

    final SharedTopics open(Settings settings) {
        return opening.open(settings);
    }

    final void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    final void warn(String line) {
        spec.commandLine().getErr().println(line);
    }
}
