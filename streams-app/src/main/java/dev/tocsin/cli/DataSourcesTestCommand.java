package dev.tocsin.cli;

import dev.tocsin.datasources.DataSource;
import dev.tocsin.datasources.DataSourceClients;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.QueryAnswer;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.senders.HttpRequests;
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
                        DataSourcesFile::secret,
                        context().environment());
                var clients = new DataSourceClients(
                        "cli",
                        requests,
                        DataSourcesFile::secret,
                        clock,
                        () -> clock.instant().toEpochMilli() * 1_000_000)) {
            clients.configure(List.of(source));
            var limit = source.options().timeout().multipliedBy(2);
            return print(
                    clients.ask(name, query, time.at(clock.instant()), limit).join());
        }
    }

    private DataSource source() {
        return file.map(DataSourcesFile::of).orElseGet(this::appliedDataSources).find(name);
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
}
