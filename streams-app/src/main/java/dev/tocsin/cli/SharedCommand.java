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

    protected SharedCommand(Surroundings surroundings, SharedTopics.Opening opening) {
        this.surroundings = surroundings;
        this.opening = opening;
    }

    protected final Surroundings surroundings() {
        return surroundings;
    }

    protected final Settings settings() {
        return settings(Map.of());
    }

    /** @param over lies over them, by the names of variables */
    protected final Settings settings(Map<String, String> over) {
        return kafka.read(surroundings, over);
    }

    protected final SharedTopics open() {
        return opening.open(settings());
    }

    protected final SharedTopics open(Settings settings) {
        return opening.open(settings);
    }

    protected final void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    protected final void warn(String line) {
        spec.commandLine().getErr().println(line);
    }
}
