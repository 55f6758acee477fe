package dev.tocsin.cli;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tocsin.config.rules.RuleFileReader.UnknownKeys;
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
        description = "Tries rules on samples, as promtool's unit tests of rules do; needs no Kafka.",
        footer = {"", "Example: tocsin rules test --diff examples/rules-test.yml"})
final class RulesTestCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "unit tests, as promtool reads them")
    private List<Path> files;

    @Option(
            names = "--run",
            paramLabel = "REGEX",
            description = "only tests whose name this matches anywhere; more than one may be given",
            converter = PatternConverter.class)
    private List<Pattern> namePatterns = new ArrayList<>();

    @Option(names = "--debug", description = "show all samples that each test ends with")
    private boolean debug;

    @Option(names = "--diff", description = "show the difference between what was expected and what came")
    private boolean diff;

    @Option(names = "--junit", paramLabel = "FILE", description = "write the results as JUnit's XML, too")
    private Optional<Path> junit = Optional.empty();

    @Option(names = "--ignore-unknown-fields", description = "take no offence at unknown keys in rule files")
    private boolean ignoreUnknownFields;

    @Mixin
    private PromqlFeaturesOption promqlFeatures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var suites = files.stream().map(this::runAndPrint).toList();
        junit.ifPresent(file -> TextFile.write(file, JUnitReport.of(suites)));
        return suites.stream().allMatch(TestFileResult::isPassed) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private TestFileResult runAndPrint(Path path) {
        var suite = run(path);
        if (debug) {
            suite.results().forEach(verdict -> print(true, TestResultText.samples(verdict)));
        }
        print(suite.isPassed(), "Testing %s\n%s".formatted(path, TestResultText.of(suite, diff)));
        return suite;
    }

    private TestFileResult run(Path path) {
        try {
            var unknown = ignoreUnknownFields ? UnknownKeys.IGNORED : UnknownKeys.REJECTED;
            var file = new RuleTestRunner(path, unknown, promqlFeatures.features());
            file.unmatchedPatterns().forEach(pattern -> print(false, "  WARNING: no file match pattern " + pattern));
            return TestFileResult.completed(path, file.run(this::isSelected));
        } catch (ConfigException | CommandFailedException e) {
            return TestFileResult.failed(path, e.getMessage());
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
                throw new TypeConversionException("'%s' is no regular expression: %s".formatted(text, e.getMessage()));
            }
        }
    }
}
