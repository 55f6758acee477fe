package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.replica.ReplicaEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin rules apply}. */
@Command(
        name = "apply",
        description = {
            "Applies the rule groups of files to all instances.",
            "All files are checked first. If one has an error, nothing is changed."
        },
        footer = {"", "Example: tocsin rules apply examples/rules.yml --namespace team-a --prune"})
final class RulesApplyCommand extends KafkaCommand {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = RuleFile.PATHS_DESCRIPTION)
    private List<Path> paths;

    @Option(
            names = "--namespace",
            paramLabel = "NAMESPACE",
            description = {
                "namespace of all groups (default: the file name without its extension;",
                "for a file of a folder with its path below the folder, such as team-a/alerts)"
            })
    private Optional<String> namespace = Optional.empty();

    @Option(names = "--prune", description = "remove all other groups of the applied namespaces")
    private boolean prune;

    @Mixin
    private PromqlFeaturesOption promqlFeatures;

    @Override
    public Integer call() {
        var settings = settings(promqlFeatures.overrides());
        var files = RuleFile.find(paths);
        var wanted = groups(files, settings.evaluation().groupDefaults());
        try (var topics = open(settings)) {
            var groups = topics.ruleGroups();
            var change = RuleGroupChanges.of(groups, wanted, prune ? namespaces(files, wanted) : Set.of());
            change.write(topics, audit(topics, settings.audit()), groups);
            change.lines().forEach(this::println);
            change.warnings().forEach(this::warn);
            var retention = settings.topics().samplesRetention();
            wanted.forEach(group -> warnOfRetention(group, retention));
            warnOfDataSources(topics, wanted);
            return 0;
        }
    }

    private void warnOfDataSources(TopicsClient topics, List<RuleGroup> wanted) {
        if (wanted.stream().anyMatch(RuleGroup::asksDataSources)) {
            var document = topics.document(ConfigDocument.DATA_SOURCES)
                    .flatMap(ReplicaEntry::value)
                    .map(ConfigDocument::document);
            var sources = new DataSourcesFile(ConfigDocument.DATA_SOURCES, document.orElse("data_sources: []")).read();
            new DataSourceRules(sources, promqlFeatures.features())
                    .warnings(wanted)
                    .forEach(warning -> warn("warning: " + warning));
        }
    }

    private List<RuleGroup> groups(List<RuleFile> files, Defaults defaults) {
        var problems = new ArrayList<String>();
        var groups = RuleFile.readAll(files, this::namespace, defaults, UnknownKeys.REJECTED, problems);
        if (!problems.isEmpty()) {
            throw new CommandFailedException(String.join("\n", problems) + "\nnothing was applied");
        }
        return groups;
    }

    private Set<String> namespaces(List<RuleFile> files, List<RuleGroup> groups) {
        return Stream.concat(
                        files.stream().map(this::namespace), groups.stream().map(RuleGroup::namespace))
                .collect(Collectors.toSet());
    }

    private String namespace(RuleFile file) {
        return namespace.orElseGet(file::namespace);
    }
}
