package dev.tocsin.cli;

import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.rules.RuleFileReader;
import dev.tocsin.evaluation.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.evaluation.rules.unittest.RuleTestFile;
import dev.tocsin.evaluation.rules.unittest.TestResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Runs the unit tests of one file on the rule files that it names. */
final class RuleTestRunner {
    private final Path folder;
    private final UnknownKeys unknownKeys;
    private final Features features;
    private final RuleTestFile file;

    /** @throws dev.tocsin.yaml.ConfigException with all errors in the file */
    RuleTestRunner(Path path, UnknownKeys unknownKeys, Features features) {
        this.folder = path.toAbsolutePath().getParent();
        this.unknownKeys = unknownKeys;
        this.features = features;
        this.file = RuleTestFile.read(path.toString(), TextFile.read(path));
    }

    /** The patterns that match no rule file. */
    List<String> unmatchedPatterns() {
        return file.ruleFiles().stream()
                .filter(pattern -> matchingFiles(pattern).findAny().isEmpty())
                .toList();
    }

    /** @throws dev.tocsin.yaml.ConfigException with all errors in the rule files */
    List<TestResult> run(Predicate<String> selected) {
        var groups = file.ruleFiles().stream()
                .flatMap(this::matchingFiles)
                .distinct()
                .flatMap(path -> read(path).stream())
                .toList();
        var tests = file.tests().with(features).withRuleGroups(groups, file.groupOrder());
        return tests.testGroups().stream()
                .filter(test -> selected.test(test.name()))
                .map(tests::run)
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
