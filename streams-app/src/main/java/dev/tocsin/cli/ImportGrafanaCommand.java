package dev.tocsin.cli;

import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.evaluation.rules.RuleFileReader;
import dev.tocsin.evaluation.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.imports.grafana.GrafanaImport;
import dev.tocsin.imports.grafana.GrafanaOptions;
import dev.tocsin.imports.grafana.GrafanaResult;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.yaml.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin import grafana}. */
@Command(
        name = "grafana",
        description = {
            "Translates Grafana's alert rules, contact points, notification policies, mute timings and templates into rule",
            "files and an Alertmanager configuration. The files are those of Grafana's provisioning, or exports, in YAML or JSON.",
            "Needs no Kafka. What cannot be translated is named with its file and line; the rest is translated."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:everything was translated", "1:something was not, or a file could not be read or written"},
        footer = {"", "Example: tocsin import grafana alerting/*.yaml --output tocsin/"})
final class ImportGrafanaCommand implements Callable<Integer> {
    private static final Defaults DEFAULTS = new Defaults(Duration.ofMinutes(1), Duration.ZERO);

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "a file of Grafana's provisioning, or an export")
    private List<Path> files;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description =
                    "write rules/*.yml, alertmanager.yml and templates/*.tmpl to this folder; no file is replaced (default: print them)")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--approximate",
            description =
                    "also translate what can differ in rare cases: reductions of ranges, joins of queries with different labels, NoData of rules whose annotations have values")
    private boolean approximate;

    @Option(names = "--org", paramLabel = "ID", description = "the organization to translate (default: 1)")
    private long organization = 1;

    @Option(
            names = "--data-source",
            paramLabel = "UID=NAME",
            description =
                    "evaluate queries of this data source of Grafana on Tocsin's data source NAME; without NAME on the samples in Tocsin. May be repeated (default: all queries are about the samples in Tocsin)")
    private Map<String, String> dataSources = Map.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var texts = new LinkedHashMap<String, String>();
        files.forEach(file -> texts.put(file.toString(), TextFile.read(file)));
        var result = GrafanaImport.translate(
                texts, new GrafanaOptions(approximate, organization, dataSources), ImportGrafanaCommand::promqlProblem);
        var written = written(result);
        output.ifPresentOrElse(folder -> write(folder, written), () -> print(written));
        var err = spec.commandLine().getErr();
        result.warnings().forEach(warning -> err.println("warning: " + warning));
        result.refused().forEach(problem -> err.println("not translated: " + problem));
        incomplete(result).forEach(problem -> err.println("to be completed: " + problem));
        err.println("%d rule file(s), %s, %d template(s); %d problem(s)"
                .formatted(
                        result.rules().size(),
                        result.alertmanager().isPresent()
                                ? "an Alertmanager configuration"
                                : "no notification policies",
                        result.templates().size(),
                        result.refused().size()));
        err.flush();
        return result.refused().isEmpty() ? 0 : 1;
    }

    private static Optional<String> promqlProblem(String expression) {
        try {
            PromqlParser.parse(expression);
            return Optional.empty();
        } catch (PromqlSyntaxException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Map<String, String> written(GrafanaResult result) {
        var all = new LinkedHashMap<String, String>();
        new TreeMap<>(result.rules()).forEach((name, text) -> all.put("rules/" + name, text));
        result.alertmanager().ifPresent(text -> all.put("alertmanager.yml", text));
        new TreeMap<>(result.templates()).forEach((name, text) -> all.put("templates/" + name, text));
        return all;
    }

    /** Mistakes in the written files, such as settings that are not in Grafana's files: the mail server. */
    private static List<String> incomplete(GrafanaResult result) {
        var problems = new ArrayList<String>(configProblems(result));
        new TreeMap<>(result.rules()).forEach((name, text) -> {
            try {
                RuleFileReader.read("rules/" + name, text, name, DEFAULTS, UnknownKeys.REJECTED);
            } catch (ConfigException e) {
                e.problems().forEach(problem -> problems.add(problem.toString()));
            }
        });
        return problems;
    }

    private static List<String> configProblems(GrafanaResult result) {
        return result.alertmanager()
                .map(text -> {
                    var templates = new TreeMap<String, String>();
                    result.templates().forEach((name, template) -> templates.put("templates/" + name, template));
                    return AlertmanagerConfigFile.problems(
                            "alertmanager.yml",
                            new ConfigDocument(text, templates, Instant.EPOCH, ""),
                            MatcherParser.FALLBACK);
                })
                .orElse(List.of());
    }

    private void write(Path folder, Map<String, String> written) {
        var existing = new ArrayList<String>();
        written.keySet().stream()
                .map(folder::resolve)
                .filter(Files::exists)
                .forEach(file -> existing.add("'" + file + "'"));
        if (!existing.isEmpty()) {
            throw new CommandFailedException(
                    "nothing was written: %s exist(s) already. Name another --output, or remove them"
                            .formatted(String.join(", ", existing)));
        }
        written.forEach((name, text) -> TextFile.write(folder.resolve(name), text));
    }

    private void print(Map<String, String> written) {
        var out = spec.commandLine().getOut();
        written.forEach((name, text) -> {
            out.println("# " + name);
            out.println(text.stripTrailing());
        });
        out.flush();
    }
}
