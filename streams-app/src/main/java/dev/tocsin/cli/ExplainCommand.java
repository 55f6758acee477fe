package dev.tocsin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.labels.MatcherFormat;
import dev.tocsin.labels.MatcherParser;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin explain}. */
@Command(
        name = "explain",
        description = {
            "Says why the receivers of an alert were told of it, or why not.",
            "It asks an instance. The exit code is 0 if every receiver was told, and 1 if one was not."
        },
        footer = {"", "Example: tocsin explain alertname=Slow job=api --at -1h --url http://localhost:9093"})
final class ExplainCommand implements Callable<Integer> {
    private static final String PATH = "/api/v1/tocsin/explain";

    @Parameters(
            arity = "1..*",
            paramLabel = "LABEL",
            description = "labels of the alert, such as alertname=Slow; or other matchers, if an alert matches them")
    private List<String> labels;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "address of an instance (default: ${DEFAULT-VALUE})",
            defaultValue = "http://localhost:9093")
    private URI url;

    @Option(
            names = "--header",
            paramLabel = "HEADER",
            description = "a header of the request, such as 'Authorization: Bearer TOKEN'")
    private List<String> headers = List.of();

    @Option(names = "--receiver", paramLabel = "NAME", description = "only this receiver")
    private String receiver = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "a past moment: RFC 3339, or a duration before now, such as -1h (default: now)",
            converter = TimeArgument.Converter.class)
    private Optional<TimeArgument> at = Optional.empty();

    @Option(names = "--verbose", description = "all steps, not only the one that decides")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var now = TocsinCommand.of(spec).context().clock().instant();
        var answer = new ApiClient(url, headers).get(path(now)).path("data");
        if (!answer.has("verdict")) {
            throw new CommandFailedException("%s did not answer as an instance of Tocsin does".formatted(url));
        }
        lines(answer).forEach(line -> spec.commandLine().getOut().println(TextTable.printable(line)));
        return answer.path("told").asBoolean() ? 0 : 1;
    }

    private String path(Instant now) {
        var parameters = new ArrayList<String>();
        for (var label : labels) {
            parameters.add("filter=" + encoded(matcher(label)));
        }
        if (!receiver.isEmpty()) {
            parameters.add("receiver=" + encoded(receiver));
        }
        at.ifPresent(time -> parameters.add("at=" + encoded(time.at(now).toString())));
        return PATH + "?" + String.join("&", parameters);
    }

    private static String matcher(String text) {
        try {
            return MatcherFormat.format(MatcherParser.FALLBACK.parse(text));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("'%s' is no label: write NAME=VALUE (%s)".formatted(text, e.getMessage()));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private List<String> lines(JsonNode answer) {
        var lines = new ArrayList<String>();
        lines.add("Alert %s at %s".formatted(labels(answer), answer.path("at").asText()));
        answer.path("notes").forEach(note -> lines.add("Note: " + note.asText()));
        if (answer.path("answers").isEmpty()) {
            lines.add(answer.path("verdict").asText());
        }
        for (var one : answer.path("answers")) {
            var target = one.path("receiver").asText() + " "
                    + one.path("integration").asText();
            lines.add("");
            lines.add((target.isBlank() ? "No receiver" : "Receiver " + target.strip()) + ":");
            lines.add("  " + one.path("verdict").asText());
            if (!one.path("change").asText().isEmpty()) {
                lines.add("  What would have to change: " + one.path("change").asText());
            }
            if (verbose) {
                one.path("steps")
                        .forEach(step -> lines.add("  %-10s %-10s %s"
                                .formatted(
                                        step.path("step").asText(),
                                        step.path("result").asText(),
                                        step.path("text").asText())));
            }
        }
        return lines;
    }

    private static String labels(JsonNode answer) {
        var labels = new ArrayList<String>();
        answer.path("subject")
                .path("labels")
                .properties()
                .forEach(label ->
                        labels.add(label.getKey() + "=\"" + label.getValue().asText() + "\""));
        return "{" + String.join(", ", labels) + "}";
    }
}
