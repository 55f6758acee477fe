package dev.tocsin.cli;

import dev.tocsin.kafka.replica.Entry;
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

    static CommandLine with(Surroundings surroundings, SharedTopics.Opening opening) {
        return new CommandLine(new RoutesCommand())
                .addSubcommand(new Show(surroundings, opening))
                .addSubcommand(new Test(surroundings, opening));
    }

    /** Speaks of one configuration: that of a file, or the one in force. */
    private abstract static class OfOneConfig extends SharedCommand {
        @Option(
                names = "--config.file",
                paramLabel = "FILE",
                description = "the configuration to look at (default: the one that is in force; needs Kafka)")
        private Optional<Path> file = Optional.empty();

        @Mixin
        private FeaturesOption features;

        private OfOneConfig(Surroundings surroundings, SharedTopics.Opening opening) {
            super(surroundings, opening);
        }

        final MatcherParser matchers() {
            return settings(features.over()).alertmanager().matchers();
        }

        final AlertingConfig config() {
            if (file.isPresent()) {
                var document = AlertmanagerDocument.load(file.get(), Instant.EPOCH, "");
                return AlertmanagerDocument.read(file.get().toString(), document, matchers())
                        .config();
            }
            try (var topics = open(settings(features.over()))) {
                var inForce = Optional.ofNullable(topics.config().get(AlertmanagerDocument.NAME))
                        .flatMap(Entry::value)
                        .orElseThrow(() -> new CommandFailed("no configuration is in force: name a --config.file"));
                return AlertmanagerDocument.read(AlertmanagerDocument.NAME, inForce, matchers())
                        .config();
            }
        }
    }

    /** {@code tocsin config routes show}. */
    @Command(
            name = "show",
            description = "Prints the tree of routes, as amtool does.",
            footer = {"", "Example: tocsin config routes show --config.file examples/alertmanager.yml"})
    static final class Show extends OfOneConfig implements Callable<Integer> {
        Show(Surroundings surroundings, SharedTopics.Opening opening) {
            super(surroundings, opening);
        }

        @Override
        public Integer call() {
            say("Routing tree:\n" + RouteTree.of(config().tree().root()));
            return 0;
        }
    }

    /** {@code tocsin config routes test}. */
    @Command(
            name = "test",
            description = "Prints who is told of an alert with these labels, as amtool does.",
            footer = {"", "Example: tocsin config routes test --verify.receivers pager severity=critical"})
    static final class Test extends OfOneConfig implements Callable<Integer> {
        @Option(
                names = "--verify.receivers",
                paramLabel = "NAMES",
                description = "the receivers that must be told, in order, separated by commas; else the command fails")
        private Optional<String> verified = Optional.empty();

        @Option(names = "--tree", description = "also prints the routes on the way there")
        private boolean tree;

        @Parameters(paramLabel = "LABEL=VALUE", arity = "0..*", description = "the labels of the alert")
        private List<String> pairs = List.of();

        Test(Surroundings surroundings, SharedTopics.Opening opening) {
            super(surroundings, opening);
        }

        @Override
        public Integer call() {
            var labels = LabelPairs.parse(pairs, matchers());
            var routing = config().tree();
            var found = routing.match(labels);
            if (tree) {
                say("Matching routes:\n" + RouteTree.of(routing.root(), found) + "\n");
            }
            var told = found.stream().map(Route::receiver).collect(Collectors.joining(","));
            say(told);
            if (verified.isPresent() && !verified.get().equals(told)) {
                say("WARNING: Expected receivers did not match resolved receivers.");
                return 1;
            }
            return 0;
        }
    }
}
