package dev.tocsin.cli;

import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.Route;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin config routes}. */
@Command(name = "routes", description = "Shows the tree of routes, or which of them an alert takes.")
final class RoutesCommand {
    private RoutesCommand() {}

    static CommandLine commandLine(CliContext surroundings, TopicsClient.Factory opening) {
        return new CommandLine(new RoutesCommand())
                .addSubcommand(new Show(surroundings, opening))
                .addSubcommand(new Test(surroundings, opening));
    }

    /** Speaks of one configuration: that of a file, or the one in force. */
    private abstract static class ConfigSubcommand extends KafkaCommand {
        @Option(
                names = "--config.file",
                paramLabel = "FILE",
                description = "the configuration to look at (default: the one that is in force; needs Kafka)")
        private Optional<Path> file = Optional.empty();

        @Mixin
        private AlertmanagerFeaturesOption features;

        private ConfigSubcommand(CliContext surroundings, TopicsClient.Factory opening) {
            super(surroundings, opening);
        }

        final MatcherParser matchers() {
            return settings(features.overrides()).matchers();
        }

        final AlertingConfig config() {
            if (file.isPresent()) {
                var document = AlertmanagerConfigFile.load(file.get(), Instant.EPOCH, "");
                return AlertmanagerConfigFile.parse(file.get().toString(), document, matchers())
                        .config();
            }
            try (var topics = open(settings(features.overrides()))) {
                var inForce = Optional.ofNullable(topics.config().get(AlertmanagerConfigFile.KEY))
                        .flatMap(ReplicaEntry::value)
                        .orElseThrow(
                                () -> new CommandFailedException("no configuration is in force: name a --config.file"));
                return AlertmanagerConfigFile.parse(AlertmanagerConfigFile.KEY, inForce, matchers())
                        .config();
            }
        }
    }

    /** {@code tocsin config routes show}. */
    @Command(
            name = "show",
            description = "Prints the tree of routes, as amtool does.",
            footer = {"", "Example: tocsin config routes show --config.file examples/alertmanager.yml"})
    static final class Show extends ConfigSubcommand implements Callable<Integer> {
        Show(CliContext surroundings, TopicsClient.Factory opening) {
            super(surroundings, opening);
        }

        @Override
        public Integer call() {
            println("Routing tree:\n" + RouteTreePrinter.print(config().tree().root()));
            return 0;
        }
    }

    /** {@code tocsin config routes test}. */
    @Command(
            name = "test",
            description = "Prints who is told of an alert with these labels, as amtool does.",
            footer = {"", "Example: tocsin config routes test --verify.receivers pager severity=critical"})
    static final class Test extends ConfigSubcommand implements Callable<Integer> {
        @Option(
                names = "--verify.receivers",
                paramLabel = "NAMES",
                description = "the receivers that must be told, in order, separated by commas; else the command fails")
        private Optional<String> expectedReceivers = Optional.empty();

        @Option(names = "--tree", description = "also prints the routes on the way there")
        private boolean tree;

        @Parameters(paramLabel = "LABEL=VALUE", arity = "0..*", description = "the labels of the alert")
        private List<String> pairs = List.of();

        Test(CliContext surroundings, TopicsClient.Factory opening) {
            super(surroundings, opening);
        }

        @Override
        public Integer call() {
            var labels = LabelArguments.parse(pairs, matchers());
            var routing = config().tree();
            var found = routing.match(labels);
            if (tree) {
                println("Matching routes:\n" + RouteTreePrinter.print(routing.root(), found) + "\n");
            }
            var told = found.stream().map(Route::receiver).collect(Collectors.joining(","));
            println(told);
            if (expectedReceivers.isPresent() && !expectedReceivers.get().equals(told)) {
                println("WARNING: Expected receivers did not match resolved receivers.");
                return 1;
            }
            return 0;
        }
    }
}
