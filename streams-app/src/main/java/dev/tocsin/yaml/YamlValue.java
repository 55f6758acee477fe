package dev.tocsin.yaml;

import dev.tocsin.notation.PromDuration;
import dev.tocsin.yaml.YamlNode.Mapping;
import dev.tocsin.yaml.YamlNode.Scalar;
import dev.tocsin.yaml.YamlNode.Sequence;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A value of a document, read as a type. A value of another type is added as a problem, and the result is empty. */
public final class YamlValue {
    static final String DURATION = "a duration such as 30s, 5m or 1h30m";

    private static final Set<String> TRUE_WORDS = Set.of("true", "yes", "on");

    private final YamlNode node;
    private final String path;
    private final ProblemCollector problems;

    YamlValue(YamlNode node, String path, ProblemCollector problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
    }

    public SourceLocation location() {
        return node.location();
    }

    public String path() {
        return path;
    }

    public void problem(String message, String remedy) {
        problems.add(location(), message, remedy);
    }

    /** Records that the value is a secret, so that no printed document shows it. */
    public void recordSecret() {
        problems.hints().recordSecret(node);
    }

    /** Records that references to secrets in the value are resolved when it is used. */
    public void recordResolved() {
        problems.hints().recordResolved(node);
    }

    /** The same value for a reader whose problems do not matter. Its rendering hints are still recorded. */
    public YamlValue withoutProblems() {
        return new YamlValue(node, path, new ProblemCollector(problems.hints()));
    }

    /** Records that a list of these texts means the same. */
    public void recordEquivalent(List<String> texts) {
        problems.hints()
                .recordEquivalent(
                        path,
                        new Sequence(
                                location(),
                                texts.stream()
                                        .<YamlNode>map(text -> new Scalar(location(), text, Scalar.Type.TEXT))
                                        .toList()));
    }

    /** Adds a warning: valid, but probably a mistake. */
    public void warn(String message, String remedy) {
        problems.warn(location(), message, remedy);
    }

    public boolean isMap() {
        return node instanceof Mapping;
    }

    public boolean isList() {
        return node instanceof Sequence;
    }

    /** Null, an empty list or an empty mapping. */
    public boolean isEmpty() {
        return isNull()
                || node instanceof Sequence items && items.items().isEmpty()
                || node instanceof Mapping fields && fields.entries().isEmpty();
    }

    public boolean isNull() {
        return node.isNull();
    }

    /** Any scalar as written: {@code severity: 1} is the text "1". Null is the empty text. */
    public Optional<String> text() {
        return node instanceof Scalar scalar ? Optional.of(scalar.isNull() ? "" : scalar.text()) : wrongType("a text");
    }

    public Optional<Boolean> bool() {
        if (node instanceof Scalar scalar && scalar.type() == Scalar.Type.BOOL) {
            return Optional.of(TRUE_WORDS.contains(scalar.text().toLowerCase(Locale.ROOT)));
        }
        // As in Go's decoder: these letters are texts, but where a boolean is expected they are booleans.
        if (node instanceof Scalar scalar && scalar.text().matches("[yYnN]")) {
            return Optional.of(scalar.text().equalsIgnoreCase("y"));
        }
        return wrongType("true or false");
    }

    public Optional<Long> integer(long least, long most) {
        var expected = "a whole number" + range(least, most);
        if (!(node instanceof Scalar scalar) || scalar.type() != Scalar.Type.NUMBER && !isGoNumber(scalar)) {
            return wrongType(expected);
        }
        try {
            var number = whole(scalar.text().replace("_", ""));
            return number < least || number > most ? wrongType(expected) : Optional.of(number);
        } catch (NumberFormatException | ArithmeticException e) {
            return wrongType(expected);
        }
    }

    /** {@code 1e3} and {@code 0o10} are numbers in Go's decoder, but texts in YAML 1.1. */
    private static boolean isGoNumber(Scalar scalar) {
        return scalar.type() == Scalar.Type.TEXT
                && scalar.text().matches("[-+]?([0-9]{1,18}[eE][-+]?[0-9]{1,2}|0o[0-7]{1,21})");
    }

    /** A whole number in the notations of Go's decoder: decimal, hexadecimal, octal, binary, or with an exponent. */
    private static long whole(String text) {
        var digits = text.replaceFirst("^[-+]", "").toLowerCase(Locale.ROOT);
        var sign = text.startsWith("-") ? "-" : "";
        if (digits.startsWith("0x")) {
            return Long.parseLong(sign + digits.substring(2), 16);
        } else if (digits.startsWith("0b")) {
            return Long.parseLong(sign + digits.substring(2), 2);
        } else if (digits.matches("0o?[0-7]+")) {
            return Long.parseLong(sign + digits.replaceFirst("^0o?", ""), 8);
        }
        return digits.matches("[0-9]{1,19}([.][0-9]{0,18})?(e[-+]?[0-9]{1,2})?")
                ? new BigDecimal(sign + digits).longValueExact()
                : Long.parseLong(text);
    }

    public Optional<Duration> duration() {
        return read(DURATION, PromDuration::parse);
    }

    /**
     * Parses a scalar.
     *
     * @param expected description for the error message
     * @param parser throws {@link IllegalArgumentException} for invalid texts
     */
    public <T> Optional<T> read(String expected, Function<String, T> parser) {
        if (!(node instanceof Scalar scalar)) {
            return wrongType(expected);
        }
        try {
            return Optional.of(parser.apply(scalar.text()));
        } catch (IllegalArgumentException e) {
            return wrongType(
                    expected + (e.getMessage() == null || e.getMessage().isEmpty() ? "" : " (" + e.getMessage() + ")"));
        }
    }

    /** The items of a list; empty if it is null or not a list. */
    public List<YamlValue> items() {
        if (!(node instanceof Sequence items)) {
            return node.isNull()
                    ? List.of()
                    : this.<List<YamlValue>>wrongType("a list").orElse(List.of());
        }
        var values = items.items();
        return IntStream.range(0, values.size())
                .mapToObj(i -> new YamlValue(values.get(i), path + "[" + i + "]", problems))
                .toList();
    }

    public List<String> texts() {
        return items().stream().flatMap(item -> item.text().stream()).toList();
    }

    /** The mapping; empty if it is null or not a mapping. */
    public YamlMap map() {
        if (node instanceof Mapping fields) {
            return new YamlMap(fields, path, problems);
        }
        if (!node.isNull()) {
            wrongType("a mapping");
        }
        return new YamlMap(new Mapping(location(), List.of()), path, problems);
    }

    /** The mapping, whose problems go to another collector. */
    public YamlMap mapWith(ProblemCollector others) {
        return new YamlValue(node, path, others).map();
    }

    /** The entries of a mapping with arbitrary keys, in order. */
    public Map<String, YamlValue> entries() {
        return map().takeRemaining();
    }

    /** The entries of a mapping from arbitrary keys to texts, in order. Null is the empty text. */
    public Map<String, String> strings() {
        var texts = new LinkedHashMap<String, String>();
        entries().forEach((key, value) -> value.text().ifPresent(text -> texts.put(key, text)));
        return texts;
    }

    /** A map, list, text, number, boolean or null. */
    public Object toJava() {
        if (node instanceof Mapping) {
            var data = new LinkedHashMap<String, Object>();
            entries().forEach((key, value) -> data.put(key, value.toJava()));
            return data;
        }
        if (node instanceof Sequence) {
            List<Object> data = new ArrayList<>();
            items().forEach(item -> data.add(item.toJava()));
            return data;
        }
        return scalar((Scalar) node);
    }

    private static Object scalar(Scalar scalar) {
        var text = scalar.text();
        return switch (scalar.type()) {
            case TEXT -> text;
            case BOOL -> TRUE_WORDS.contains(text.toLowerCase(Locale.ROOT));
            case NULL -> null;
            case NUMBER ->
                text.matches("[-+]?[0-9]{1,18}")
                        ? (Object) Long.valueOf(text)
                        : text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?") ? (Object) new BigDecimal(text) : text;
        };
    }

    /** Adds the problem that the value has the wrong type. Always empty. */
    public <T> Optional<T> wrongType(String expected) {
        problem("%s is %s".formatted(path, node.description()), "it must be " + expected);
        return Optional.empty();
    }

    private static String range(long least, long most) {
        if (most < Integer.MAX_VALUE) {
            return " from %d to %d".formatted(least, most);
        }
        return least <= Integer.MIN_VALUE ? "" : " of at least " + least;
    }
}
