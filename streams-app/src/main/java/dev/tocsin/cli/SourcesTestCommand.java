package dev.tocsin.cli;

import dev.tocsin.config.SourcesReader;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.kafka.sources.RegistrySchemas;
import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.SourceDefinition;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.UndecodableRecordException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin sources test}. */
@Command(
        name = "test",
        description = {
            "Shows the samples that a record becomes, or why it becomes none.",
            "The record is the contents of a file, or is read from a topic. The exit code is 1 if it cannot be decoded."
        },
        footer = {
            "",
            "Example: tocsin sources test examples/sources.yml --source orders --file order.json",
            "Example: tocsin sources test --source orders --topic orders --partition 0 --offset 42"
        })
final class SourcesTestCommand extends KafkaCommand {
    @Parameters(
            paramLabel = "DEFINITIONS",
            arity = "0..1",
            description = "definitions of sources; by default those that were applied")
    private Optional<Path> definitions = Optional.empty();

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "name of the source; by default the only one, or the first one of the topic")
    private Optional<String> name = Optional.empty();

    @ArgGroup(multiplicity = "1")
    private TestedRecord tested;

    @Option(names = "--key", paramLabel = "TEXT", description = "key of the record in the file")
    private Optional<String> key = Optional.empty();

    /** The record of the command. */
    static final class TestedRecord {
        @Option(names = "--file", paramLabel = "RECORD", description = "file with the value of a record")
        private Path file;

        @ArgGroup(exclusive = false)
        private Position position;
    }

    /** A position in a topic. */
    static final class Position {
        @Option(names = "--topic", paramLabel = "TOPIC", required = true, description = "topic of the record")
        private String topic;

        @Option(
                names = "--partition",
                paramLabel = "NUMBER",
                defaultValue = "0",
                description = "partition (default: 0)")
        private int partition;

        @Option(names = "--offset", paramLabel = "NUMBER", required = true, description = "offset of the record")
        private long offset;
    }

    @Override
    public Integer call() {
        var settings = settings(Map.of());
        if (tested.file != null && definitions.isPresent()) {
            return show(definitions(definitions.get(), RegistrySchemas.NONE), ofFile());
        }
        try (var topics = open(settings)) {
            var schemas = topics.registrySchemas();
            var sources = definitions.map(file -> definitions(file, schemas)).orElseGet(() -> applied(topics, schemas));
            return show(sources, tested.file == null ? ofTopic(topics) : ofFile());
        }
    }

    private static List<SourceDefinition> definitions(Path file, RegistrySchemas schemas) {
        return SourcesReader.read(file.toString(), TextFile.read(file), schemas);
    }

    private static List<SourceDefinition> applied(TopicsClient topics, RegistrySchemas schemas) {
        var document = topics.document(ConfigDocument.SOURCES)
                .flatMap(ReplicaEntry::value)
                .orElseThrow(
                        () -> new CommandFailedException(
                                "there are no sources: name a file with definitions, or apply one with 'tocsin sources apply'"));
        return SourcesReader.read(ConfigDocument.SOURCES, document.document(), schemas);
    }

    private SourceRecord ofFile() {
        try {
            return new SourceRecord(
                    tested.file.getFileName().toString(),
                    0,
                    0,
                    context().clock().millis(),
                    key.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null),
                    Files.readAllBytes(tested.file),
                    List.of());
        } catch (IOException e) {
            throw new CommandFailedException("cannot read %s: %s".formatted(tested.file, e.getMessage()));
        }
    }

    private SourceRecord ofTopic(TopicsClient topics) {
        var at = tested.position;
        return topics.foreignRecord(at.topic, at.partition, at.offset)
                .orElseThrow(() -> new CommandFailedException(
                        "there is no record at %s-%d, offset %d; it may be deleted, or a marker of a transaction"
                                .formatted(at.topic, at.partition, at.offset)));
    }

    private int show(List<SourceDefinition> sources, SourceRecord record) {
        var source = choose(sources, record);
        println("source %s, format %s".formatted(source.name(), source.formatName()));
        try {
            var decoded = source.format().decode(record);
            if (decoded instanceof DecodedRecord.Ignored ignored) {
                println("no samples, by design: " + ignored.reason());
            } else {
                show((DecodedRecord.Samples) decoded);
            }
            return 0;
        } catch (UndecodableRecordException e) {
            println("no samples, refused: " + e.getMessage());
            return 1;
        }
    }

    private void show(DecodedRecord.Samples decoded) {
        for (var one : decoded.samples()) {
            println(SampleLine.text(one));
        }
        decoded.warnings().forEach(warning -> println("left out: " + warning));
        println("%d sample(s)".formatted(decoded.samples().size()));
    }

    private SourceDefinition choose(List<SourceDefinition> sources, SourceRecord record) {
        var names = sources.stream().map(SourceDefinition::name).collect(Collectors.joining(", "));
        if (name.isPresent()) {
            return sources.stream()
                    .filter(source -> source.name().equals(name.get()))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailedException(
                            "there is no source '%s'; the sources are: %s".formatted(name.get(), names)));
        }
        return sources.stream()
                .filter(source -> sources.size() == 1 || source.topics().contains(record.topic()))
                .findFirst()
                .orElseThrow(
                        () -> new CommandFailedException("name the source with --source; the sources are: " + names));
    }
}
