package dev.tocsin.cli;

import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.Route;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin config routes}. */
@Command(
        name = "routes",
        description = "Shows the routing tree, or the routes that match an alert.",
        subcommands = {RoutesCommand.Show.class, RoutesCommand.Test.class})
final class RoutesCommand {
    /** A command about one configuration: a file, or the active one. */
    private abstract static class ConfigSubcommand extends KafkaCommand {
        @Option(
                names = "--config.file",
                paramLabel = "FILE",
                description = "configuration file (default: the active configuration, which needs Kafka)")
        private Optional<Path> file = Optional.empty();

        @Mixin
        private AlertmanagerFeaturesOption features;

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
                var active = topics.config()
                        .flatMap(ReplicaEntry::value)
                        .orElseThrow(() ->
                                new CommandFailedException("there is no active configuration: use --config.file"));
                return AlertmanagerConfigFile.parse(ConfigDocument.KEY, active, matchers())
                        .config();
            }
        }
    }

    /** {@code tocsin config routes show}. */
    @Command(
            name = "show",
            description = "Prints the routing tree, as amtool does.",
            footer = {"", "Example: tocsin config routes show --config.file examples/alertmanager.yml"})
    static final class Show extends ConfigSubcommand {
        @Override
        public Integer call() {
            println("Routing tree:\n" + RouteTreePrinter.print(config().tree().root()));
            return 0;
        }
    }

    /** {@code tocsin config routes test}. */
    @Command(
            name = "test",
            description = "Prints the receivers of an alert with these labels, as amtool does.",
            footer = {"", "Example: tocsin config routes test --verify.receivers pager severity=critical"})
    static final class Test extends ConfigSubcommand {
        @Option(
                names = "--verify.receivers",
                paramLabel = "NAMES",
                description = "expected receivers, in order, separated by commas; the command fails if they differ")
        private Optional<String> expectedReceivers = Optional.empty();

        @Option(names = "--tree", description = "also print the matching routes")
        private boolean tree;

        @Parameters(paramLabel = "LABEL=VALUE", arity = "0..*", description = "labels of the alert")
        private List<String> pairs = List.of();

        @Override
        public Integer call() {
            var labels = LabelArguments.parse(pairs, matchers());
            var routeTree = config().tree();
            var matched = routeTree.match(labels);
            if (tree) {
                println("Matching routes:\n" + RouteTreePrinter.print(routeTree.root(), matched) + "\n");
            }
            var receivers = matched.stream().map(Route::receiver).collect(Collectors.joining(","));
            println(receivers);
            if (expectedReceivers.isPresent() && !expectedReceivers.get().equals(receivers)) {
                println("WARNING: Expected receivers did not match resolved receivers.");
                return 1;
            }
            return 0;
        }
    }
}
