package dev.tocsin.cli;

import dev.tocsin.config.Settings;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that talks to the shared topics. */
abstract class KafkaCommand {
    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    private final CliContext context;
    private final TopicsClient.Factory topicsFactory;

    protected KafkaCommand(CliContext surroundings, TopicsClient.Factory opening) {
        this.context = surroundings;
        this.topicsFactory = opening;
    }

    protected final CliContext context() {
        return context;
    }

    protected final Settings settings() {
        return settings(Map.of());
    }

    /** @param over lies over them, by the names of variables */
    protected final Settings settings(Map<String, String> over) {
        return kafka.read(context, over);
    }

    protected final TopicsClient open() {
        return topicsFactory.open(settings());
    }

    protected final TopicsClient open(Settings settings) {
        return topicsFactory.open(settings);
    }

    protected final void println(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    protected final void warn(String line) {
        spec.commandLine().getErr().println(line);
    }
}
