package dev.tocsin.cli;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tocsin.evaluation.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.yaml.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code tocsin rules test}. */
@Command(
        name = "test",
        description = "Runs unit tests of rules, as promtool does. Needs no Kafka.",
        footer = {"", "Example: tocsin rules test --diff examples/rules-test.yml"})
final class RulesTestCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "a promtool unit test file")
    private List<Path> files;

    @Option(
            names = "--run",
            paramLabel = "REGEX",
            description = "run only tests whose name contains a match; may be repeated",
            converter = PatternConverter.class)
    private List<Pattern> namePatterns = new ArrayList<>();

    @Option(names = "--debug", description = "print all samples at the end of each test")
    private boolean debug;

    @Option(names = "--diff", description = "print failures as a diff of expected and actual results")
    private boolean diff;

    @Option(names = "--junit", paramLabel = "FILE", description = "also write the results as JUnit XML")
    private Optional<Path> junit = Optional.empty();

    @Option(names = "--ignore-unknown-fields", description = "ignore unknown keys in rule files")
    private boolean ignoreUnknownFields;

    @Mixin
    private PromqlFeaturesOption promqlFeatures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var results = files.stream().map(this::runAndPrint).toList();
        junit.ifPresent(file -> TextFile.write(file, JUnitReport.of(results)));
        return results.stream().allMatch(TestFileResult::isPassed) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private TestFileResult runAndPrint(Path path) {
        var result = run(path);
        if (debug) {
            result.results().forEach(test -> print(true, TestResultText.samples(test)));
        }
        print(result.isPassed(), "Testing %s\n%s".formatted(path, TestResultText.of(result, diff)));
        return result;
    }

    private TestFileResult run(Path path) {
        try {
            var unknown = ignoreUnknownFields ? UnknownKeys.IGNORED : UnknownKeys.REJECTED;
            var file = new RuleTestRunner(path, unknown, promqlFeatures.features());
            file.unmatchedPatterns().forEach(pattern -> print(false, "  WARNING: no file match pattern " + pattern));
            return new TestFileResult(path, file.run(this::isSelected), "");
        } catch (ConfigException | CommandFailedException e) {
            return new TestFileResult(path, List.of(), e.getMessage());
        }
    }

    private boolean isSelected(String name) {
        return namePatterns.isEmpty()
                || namePatterns.stream()
                        .anyMatch(pattern -> pattern.matcher(name).find());
    }

    private void print(boolean isGood, String text) {
        PrintWriter writer =
                isGood ? spec.commandLine().getOut() : spec.commandLine().getErr();
        writer.println(text);
        writer.flush();
    }

    static final class PatternConverter implements ITypeConverter<Pattern> {
        @Override
        public Pattern convert(String text) {
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw new TypeConversionException(
                        "'%s' is not a valid regular expression: %s".formatted(text, e.getMessage()));
            }
        }
    }
}
