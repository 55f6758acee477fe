package dev.tocsin.cli;

import dev.tocsin.datasources.DataSource;
import dev.tocsin.datasources.DataSourceClients;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.QueryAnswer;
import dev.tocsin.kafka.SecretReferences;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.senders.HttpRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin datasources test}. */
@Command(
        name = "test",
        description = {
            "Sends a query to a data source, from this machine, and prints the series of the answer.",
            "Uses the active data sources; with --file those of a file, without Kafka."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:there is an answer", "1:there is none; the reason is printed"},
        footer = {
            "",
            "Example: tocsin datasources test mimir 'sum by (job) (up)'",
            "Example: tocsin datasources test orders \"SELECT shop, count(*) AS value FROM orders GROUP BY shop\""
        })
final class DataSourcesTestCommand extends KafkaCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "name of the data source")
    private String name;

    @Parameters(index = "1", paramLabel = "QUERY", description = "the expression of a rule")
    private String query;

    @Option(names = "--file", paramLabel = "FILE", description = "data sources that need not be applied")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description = "evaluation time: RFC 3339, or a duration before now, such as -1h (default: now)",
            converter = TimeArgument.Converter.class)
    private TimeArgument time = now -> now;

    @Override
    public Integer call() {
        var source = source();
        var clock = context().clock();
        try (var requests = new HttpRequests(
                        context().version(),
                        clock,
                        DataSourcesTestCommand::read,
                        context().environment());
                var clients = new DataSourceClients(
                        "cli",
                        requests,
                        DataSourcesTestCommand::read,
                        clock,
                        () -> clock.instant().toEpochMilli() * 1_000_000)) {
            clients.configure(List.of(source));
            var limit = source.options().timeout().multipliedBy(2);
            return print(
                    clients.ask(name, query, time.at(clock.instant()), limit).join());
        }
    }

    private DataSource source() {
        var known = file.map(path -> new DataSourcesFile(path.toString(), TextFile.read(path)))
                .orElseGet(this::applied)
                .read();
        return known.stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailedException("there is no data source '%s'; there are: %s"
                        .formatted(
                                name,
                                String.join(
                                        ", ",
                                        known.stream().map(DataSource::name).toList()))));
    }

    private DataSourcesFile applied() {
        try (var topics = open()) {
            var document = topics.document(ConfigDocument.DATA_SOURCES)
                    .flatMap(ReplicaEntry::value)
                    .map(ConfigDocument::document);
            return new DataSourcesFile(ConfigDocument.DATA_SOURCES, document.orElse("data_sources: []"));
        }
    }

    private int print(QueryAnswer answer) {
        if (answer instanceof QueryAnswer.Failed failed) {
            throw new CommandFailedException(failed.reason());
        }
        var elements = (QueryAnswer.Elements) answer;
        elements.warnings().forEach(warning -> warn("warning: " + TextTable.printable(warning)));
        elements.elements().stream()
                .sorted(Comparator.comparing(Value.Element::labels))
                .forEach(element -> println("%s %s"
                        .formatted(
                                TextTable.printable(element.labels().toString()), GoFloat.general(element.value()))));
        if (elements.elements().isEmpty()) {
            warn("the answer has no series: a rule finds no data");
        }
        return 0;
    }

    private static String read(String path) {
        if (Secret.hasReference(path)) {
            return new SecretReferences().resolve(path);
        }
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new CommandFailedException("file '%s' cannot be read: %s".formatted(path, e.getMessage()));
        }
    }
}
