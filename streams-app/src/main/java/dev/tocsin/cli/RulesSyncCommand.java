package dev.tocsin.cli;

import dev.tocsin.audit.AuditEntry.Position;
import dev.tocsin.evaluation.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin rules sync}. */
@Command(
        name = "sync",
        description = {
            "Makes the rule groups of namespaces equal to those of files, and prints the differences.",
            "Groups of these namespaces that no file has are removed. Other namespaces stay as they are.",
            "All files are checked first. If one has an error, nothing is changed."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the groups are as in the files (now, or with --dry-run before)",
            "1:an error; nothing was changed, or not everything",
            "3:with --dry-run: there are differences"
        },
        footer = {"", "Example: tocsin rules sync rules/ --namespaces team-a,team-b --dry-run"})
final class RulesSyncCommand extends KafkaCommand {
    private static final int EXIT_DIFFERENT = 3;

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

    @Option(
            names = "--namespaces",
            paramLabel = "NAMESPACE",
            split = ",",
            description = {
                "further namespaces whose groups are removed, separated by commas:",
                "those of files that were deleted (default: only namespaces of the files)"
            })
    private List<String> others = List.of();

    @Option(names = "--no-prune", description = "remove no group")
    private boolean noPrune;

    @Option(names = "--dry-run", description = "print the differences and change nothing")
    private boolean dryRun;

    @Option(names = "--output", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES} (default: text)")
    private ReplayCommand.Format format = ReplayCommand.Format.text;

    @Mixin
    private PromqlFeaturesOption promqlFeatures;

    @Override
    public Integer call() {
        var settings = settings(promqlFeatures.overrides());
        var files = RuleFile.find(paths);
        var wanted = groups(files, settings.evaluation().groupDefaults());
        try (var topics = open(settings)) {
            var before = topics.ruleGroups();
            var pruned = new TreeSet<String>();
            if (!noPrune) {
                pruned.addAll(others);
                files.forEach(file -> pruned.add(namespace(file)));
                wanted.forEach(group -> pruned.add(group.namespace()));
            }
            var changes = RuleGroupChanges.of(before, wanted, pruned);
            var positions =
                    dryRun ? List.<Position>of() : changes.write(topics, audit(topics, settings.audit()), before);
            new RulesSyncReport(changes.changes(), !dryRun, positions)
                    .lines(format)
                    .forEach(this::println);
            changes.warnings().forEach(this::warn);
            var retention = settings.topics().samplesRetention();
            wanted.forEach(group -> warnOfRetention(group, retention));
            return dryRun && changes.isDifferent() ? EXIT_DIFFERENT : 0;
        }
    }

    private List<RuleGroup> groups(List<RuleFile> files, Defaults defaults) {
        var problems = new ArrayList<String>();
        var groups = RuleFile.readAll(files, this::namespace, defaults, UnknownKeys.REJECTED, problems);
        if (!problems.isEmpty()) {
            throw new CommandFailedException(String.join("\n", problems) + "\nnothing was changed");
        }
        return groups;
    }

    private String namespace(RuleFile file) {
        return namespace.orElseGet(file::namespace);
    }
}
