package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.promql.AtModifier;
import dev.tocsin.evaluation.promql.DurationExpr;
import dev.tocsin.evaluation.promql.DurationExpr.QueryTimes;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Matching;
import dev.tocsin.evaluation.promql.PromqlFunction;
import dev.tocsin.evaluation.promql.TimeModifiers;
import dev.tocsin.evaluation.promql.ValueType;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notation.GoFloat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The syntax tree of an expression as {@code /parse_query} of Prometheus shows it. */
final class ExprView implements Expr.Cases<Map<String, Object>> {
    private ExprView() {}

    static Map<String, Object> of(Expr expr) {
        return expr.match(new ExprView());
    }

    private static Map<String, Object> node(String type) {
        return new TreeMap<>(Map.of("type", type));
    }

    @Override
    public Map<String, Object> numberLiteral(Expr.NumberLiteral number) {
        var view = node("numberLiteral");
        view.put("val", GoFloat.plain(number.value()));
        return view;
    }

    @Override
    public Map<String, Object> stringLiteral(Expr.StringLiteral text) {
        var view = node("stringLiteral");
        view.put("val", text.value());
        return view;
    }

    @Override
    public Map<String, Object> vectorSelector(Expr.VectorSelector selector) {
        return selector("vectorSelector", selector);
    }

    @Override
    public Map<String, Object> matrixSelector(Expr.MatrixSelector range) {
        var view = selector("matrixSelector", range.selector());
        view.put("range", millis(range.range()));
        return view;
    }

    private static Map<String, Object> selector(String type, Expr.VectorSelector selector) {
        var view = node(type);
        view.put("name", selector.name());
        view.put("matchers", selector.matchers().stream().map(ExprView::matcher).toList());
        addTimes(view, selector.timeModifiers());
        return view;
    }

    private static Map<String, Object> matcher(Matcher matcher) {
        return new TreeMap<>(Map.of("name", matcher.name(), "type", matcher.op().sign(), "value", matcher.value()));
    }

    private static void addTimes(Map<String, Object> view, TimeModifiers modifiers) {
        var at = modifiers.at();
        view.put("offset", millis(modifiers.offset()));
        view.put("timestamp", at instanceof AtModifier.Timestamp time ? time.epochMillis() : null);
        view.put(
                "startOrEnd",
                at instanceof AtModifier.QueryStart ? "start" : at instanceof AtModifier.QueryEnd ? "end" : null);
    }

    // As in Prometheus, a duration that depends on the query is shown as in an instant query.
    private static long millis(DurationExpr duration) {
        return duration.millis(QueryTimes.INSTANT);
    }

    @Override
    public Map<String, Object> subquery(Expr.Subquery subquery) {
        var view = node("subquery");
        view.put("expr", of(subquery.expr()));
        view.put("range", millis(subquery.range()));
        view.put("step", subquery.step().map(ExprView::millis).orElse(0L));
        addTimes(view, subquery.timeModifiers());
        return view;
    }

    @Override
    public Map<String, Object> call(Expr.Call call) {
        var view = node("call");
        view.put("func", function(call.function()));
        view.put("args", call.arguments().stream().map(ExprView::of).toList());
        return view;
    }

    private static Map<String, Object> function(PromqlFunction function) {
        return new TreeMap<>(Map.of(
                "name",
                function.name(),
                "argTypes",
                function.argumentTypes().stream().map(ValueType::apiName).toList(),
                "variadic",
                function.optionalArguments(),
                "returnType",
                function.returns().apiName()));
    }

    @Override
    public Map<String, Object> aggregation(Expr.Aggregation aggregation) {
        var view = node("aggregation");
        view.put("op", aggregation.op().toString());
        view.put("expr", of(aggregation.expr()));
        view.put("param", aggregation.parameter().map(ExprView::of).orElse(null));
        view.put("grouping", aggregation.grouping().labels());
        view.put("without", aggregation.grouping().isWithout());
        return view;
    }

    @Override
    public Map<String, Object> binary(Expr.Binary binary) {
        var view = node("binaryExpr");
        view.put("op", binary.op().toString());
        view.put("lhs", of(binary.left()));
        view.put("rhs", of(binary.right()));
        view.put("bool", binary.isBool());
        view.put("matching", hasVectorsOnly(binary) ? matching(binary.matching()) : null);
        return view;
    }

    private static boolean hasVectorsOnly(Expr.Binary binary) {
        return binary.left().type() == ValueType.INSTANT_VECTOR
                && binary.right().type() == ValueType.INSTANT_VECTOR;
    }

    private static Map<String, Object> matching(Matching matching) {
        return new TreeMap<>(Map.of(
                "card",
                matching.cardinality().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                "labels",
                matching.labels(),
                "on",
                matching.isOn(),
                "include",
                List.copyOf(matching.include())));
    }

    @Override
    public Map<String, Object> unary(Expr.Unary unary) {
        var view = node("unaryExpr");
        view.put("op", unary.sign().toString());
        view.put("expr", of(unary.expr()));
        return view;
    }

    @Override
    public Map<String, Object> paren(Expr.Paren paren) {
        var view = node("parenExpr");
        view.put("expr", of(paren.expr()));
        return view;
    }
}
