package dev.tocsin.templates;

import static dev.tocsin.templates.Parameter.ANY;
import static dev.tocsin.templates.Parameter.TEXT;

import java.util.HashMap;
import java.util.Map;

/** The predefined functions of text/template. */
final class Builtins {
    private static final Signature ONE = Signature.of(ANY);
    private static final Signature TWO = Signature.of(ANY, ANY);
    private static final Signature ANY_NUMBER = Signature.of().andAnyNumberOf(ANY);
    private static final Signature AT_LEAST_ONE = ONE.andAnyNumberOf(ANY);

    private final Map<String, TemplateFunction> table = new HashMap<>();

    private Builtins() {}

    static Map<String, TemplateFunction> table() {
        var builtins = new Builtins();
        builtins.logic();
        builtins.collections();
        builtins.texts();
        return builtins.table;
    }

    /** {@code and} and {@code or} evaluate their arguments lazily: see {@link FunctionCaller}. */
    private void logic() {
        add("and", AT_LEAST_ONE, arguments -> arguments.value(arguments.count() - 1));
        add("or", AT_LEAST_ONE, arguments -> arguments.value(arguments.count() - 1));
        add("not", ONE, arguments -> !Values.isTrue(arguments.value(0)));
        add("eq", AT_LEAST_ONE, arguments -> Comparison.equalsAny(arguments.value(0), arguments.from(1)));
        add("ne", TWO, arguments -> !Comparison.equal(arguments.value(0), arguments.value(1)));
        add("lt", TWO, arguments -> Comparison.less(arguments.value(0), arguments.value(1)));
        add("le", TWO, arguments -> Comparison.lessOrEqual(arguments.value(0), arguments.value(1)));
        add("gt", TWO, arguments -> !Comparison.lessOrEqual(arguments.value(0), arguments.value(1)));
        add("ge", TWO, arguments -> !Comparison.less(arguments.value(0), arguments.value(1)));
    }

    private void collections() {
        add("len", ONE, arguments -> Indexing.length(arguments.value(0)));
        add("index", AT_LEAST_ONE, arguments -> Indexing.index(arguments.value(0), arguments.from(1)));
        add("slice", AT_LEAST_ONE, arguments -> Indexing.slice(arguments.value(0), arguments.from(1)));
        add("call", AT_LEAST_ONE, Builtins::call);
    }

    private void texts() {
        add("print", ANY_NUMBER, arguments -> GoPrint.together(arguments.from(0)));
        add("println", ANY_NUMBER, arguments -> GoPrint.line(arguments.from(0)));
        add(
                "printf",
                Signature.of(TEXT).andAnyNumberOf(ANY),
                arguments -> GoPrintf.format(arguments.text(0), arguments.from(1)));
        add("html", ANY_NUMBER, arguments -> Escapes.html(GoPrint.together(arguments.from(0))));
        add("js", ANY_NUMBER, arguments -> Escapes.script(GoPrint.together(arguments.from(0))));
        add("urlquery", ANY_NUMBER, arguments -> Escapes.query(GoPrint.together(arguments.from(0))));
    }

    private static Object call(Arguments arguments) {
        if (!(arguments.value(0) instanceof TemplateFunction function)) {
            throw new FunctionFailedException("non-function of type " + Values.typeName(arguments.value(0)));
        }
        var given = new Arguments(arguments.from(1));
        function.signature().complaint("call", given.count(), false).ifPresent(complaint -> {
            throw new FunctionFailedException(complaint);
        });
        return function.body().call(given);
    }

    private void add(String name, Signature signature, TemplateFunction.Body body) {
        table.put(name, new TemplateFunction(signature, body));
    }
}
