package dev.tocsin.cli;

import dev.tocsin.config.rules.RuleFileReader;
import dev.tocsin.config.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.config.rules.RuleTestFile;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.evaluation.rules.unittest.TestResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A file of unit tests and the rule files that it names. */
final class RuleTestRunner {
    private final Path folder;
    private final UnknownKeys unknownKeys;
    private final Features features;
    private final RuleTestFile file;

    /** @throws dev.tocsin.yaml.ConfigException with everything that is wrong with the file */
    RuleTestRunner(Path path, UnknownKeys unknownKeys, Features features) {
        this.folder = path.toAbsolutePath().getParent();
        this.unknownKeys = unknownKeys;
        this.features = features;
        this.file = RuleTestFile.read(path.toString(), TextFile.read(path));
    }

    /** The patterns for which there is no rule file. */
    List<String> unmatchedPatterns() {
        return file.ruleFiles().stream()
                .filter(pattern -> matchingFiles(pattern).findAny().isEmpty())
                .toList();
    }

    /** @throws dev.tocsin.yaml.ConfigException with everything that is wrong with the rule files */
    List<TestResult> run(Predicate<String> wanted) {
        var groups = file.ruleFiles().stream()
                .flatMap(this::matchingFiles)
                .distinct()
                .flatMap(path -> read(path).stream())
                .toList();
        var trials = file.tests().with(features).withRuleGroups(groups, file.groupOrder());
        return trials.testGroups().stream()
                .filter(trial -> wanted.test(trial.name()))
                .map(trials::run)
                .toList();
    }

    private List<RuleGroup> read(Path path) {
        var name = folder.relativize(path).toString();
        var defaults = new Defaults(Duration.ofMinutes(1), Duration.ZERO, features);
        return RuleFileReader.read(name, TextFile.read(path), name, defaults, unknownKeys);
    }

    private Stream<Path> matchingFiles(String pattern) {
        return FileGlob.find(folder, pattern).stream();
    }
}
