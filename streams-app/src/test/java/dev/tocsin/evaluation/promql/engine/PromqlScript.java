package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.notation.PromDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A test script in Prometheus's format: series to load, queries, and their expected results. */
record PromqlScript(List<Command> commands) {
    private static final Pattern EVAL = Pattern.compile(
            "(?i)eval(?:_(fail|warn|info|ordered))?\\s+(?:instant(?:\\s+at\\s+(\\S+))?|range\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+))\\s+(.+)");

    /** A command of the script. */
    sealed interface Command {}

    record Clear() implements Command {}

    /** @param withHistograms whether classic histograms are also loaded as native histograms with custom buckets */
    record Load(long step, List<String> lines, boolean withHistograms) implements Command {}

    /** @param step 0 for an instant query */
    record Eval(String location, String variant, long start, long end, long step, String query, List<String> lines)
            implements Command {
        boolean isInstant() {
            return step == 0;
        }
    }

    static PromqlScript parse(List<String> text) {
        var commands = new ArrayList<Command>();
        var location = "";
        for (var i = 0; i < text.size(); i++) {
            var line = text.get(i).strip();
            if (line.startsWith("# @")) {
                location = line.substring(3);
            }
            if (!isBlank(line)) {
                var body = body(text, i + 1);
                commands.add(command(location, line, body));
                i += body.size();
            }
        }
        return new PromqlScript(commands);
    }

    private static boolean isBlank(String line) {
        return line.isEmpty() || line.startsWith("#");
    }

    private static List<String> body(List<String> text, int from) {
        return text.subList(from, text.size()).stream()
                .map(String::strip)
                .takeWhile(line -> !isBlank(line))
                .toList();
    }

    private static Command command(String location, String line, List<String> body) {
        var words = line.split("\\s+");
        var first = words[0].toLowerCase(Locale.ROOT);
        if (first.equals("clear")) {
            return new Clear();
        }
        if (first.startsWith("load")) {
            return new Load(millis(words[1]), body, first.equals("load_with_nhcb"));
        }
        var eval = EVAL.matcher(line);
        if (!eval.matches()) {
            throw new IllegalArgumentException("unknown command in test script: '%s'".formatted(line));
        }
        var variant = eval.group(1) == null ? "" : eval.group(1).toLowerCase(Locale.ROOT);
        if (eval.group(3) == null) {
            var at = eval.group(2) == null ? 0 : millis(eval.group(2));
            return new Eval(location, variant, at, at, 0, eval.group(6), body);
        }
        return new Eval(
                location,
                variant,
                millis(eval.group(3)),
                millis(eval.group(4)),
                millis(eval.group(5)),
                eval.group(6),
                body);
    }

    static long millis(String duration) {
        return PromDuration.parse(duration).toMillis();
    }
}
