package dev.tocsin.cli;

import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.copies.TopicCopies;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin replay record}. */
@Command(
        name = "record",
        description = {
            "Copies the topics that alerts follow from to files, so that a stretch can be replayed after samples have expired.",
            "The files contain alerts, silences and the configuration. Other users of the machine cannot read them."
        },
        footer = {"", "Example: tocsin replay record --from -2h --to incident-17"})
final class ReplayRecordCommand extends KafkaCommand {
    @Option(names = "--to", paramLabel = "FOLDER", required = true, description = "a new or empty folder")
    private Path folder;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "samples that are older are left out, except those that rules look back to (default: all)",
            converter = TimeArgument.Converter.class)
    private Optional<TimeArgument> from = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "samples of later ticks are left out (default: now)",
            converter = TimeArgument.Converter.class)
    private Optional<TimeArgument> until = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var settings = settings(java.util.Map.of());
        if (new TopicCopies(folder, new Topics(settings.topics())).exists()) {
            throw new CommandFailedException("folder '%s' has copies already: name another one".formatted(folder));
        }
        var now = context().clock().instant();
        try (var topics = open(settings);
                var progress = new ProgressBar(spec.commandLine().getErr())) {
            topics.copy(
                    folder,
                    from.map(time -> ReplayCommand.firstSample(time.at(now), topics, settings))
                            .orElse(Instant.EPOCH),
                    until.map(time -> time.at(now)).orElse(now),
                    part -> progress.show("Copying the topics", part));
        } catch (UncheckedIOException e) {
            throw new CommandFailedException(e.getMessage());
        }
        println("Copied the topics to '%s'. Replay them with --files %s".formatted(folder, folder));
        return 0;
    }
}
