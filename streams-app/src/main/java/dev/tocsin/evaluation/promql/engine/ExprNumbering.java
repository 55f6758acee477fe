package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.DurationExpr;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.TimeModifiers;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers expressions so that two have the same number exactly if they are equal apart from their positions (hash
 * consing). The canonical text of an expression would not do: it does not show the order of matchers.
 */
final class ExprNumbering {
    private record Shape(Object content, List<Integer> children) {}

    private final Map<Shape, Integer> numbers = new HashMap<>();

    private final Map<Expr, Integer> known = new IdentityHashMap<>();

    int of(Expr expr) {
        var number = known.get(expr);
        if (number == null) {
            var children = expr.children().stream().map(this::of).toList();
            var shape = new Shape(expr.match(ContentOf.NODE), children);
            number = numbers.computeIfAbsent(shape, added -> numbers.size());
            known.put(expr, number);
        }
        return number;
    }

    /** The content of a node without its children and its position. */
    private static final class ContentOf implements Expr.Cases<Object> {
        static final ContentOf NODE = new ContentOf();

        @Override
        public Object numberLiteral(Expr.NumberLiteral number) {
            return List.of("number", number.value(), number.isDuration());
        }

        @Override
        public Object stringLiteral(Expr.StringLiteral text) {
            return List.of("string", text.value());
        }

        @Override
        public Object vectorSelector(Expr.VectorSelector selector) {
            return List.of(
                    "selector",
                    selector.name(),
                    selector.matchers(),
                    modifiers(selector.timeModifiers()),
                    selector.extension());
        }

        @Override
        public Object matrixSelector(Expr.MatrixSelector range) {
            return List.of("range", duration(range.range()));
        }

        @Override
        public Object subquery(Expr.Subquery subquery) {
            return List.of(
                    "subquery",
                    duration(subquery.range()),
                    subquery.step().map(ContentOf::duration),
                    modifiers(subquery.timeModifiers()));
        }

        @Override
        public Object call(Expr.Call call) {
            return List.of("call", call.function().name());
        }

        @Override
        public Object aggregation(Expr.Aggregation aggregation) {
            return List.of("aggregation", aggregation.op(), aggregation.grouping());
        }

        @Override
        public Object binary(Expr.Binary binary) {
            return List.of("binary", binary.op(), binary.isBool(), binary.matching());
        }

        @Override
        public Object unary(Expr.Unary unary) {
            return List.of("unary", unary.sign());
        }

        @Override
        public Object paren(Expr.Paren paren) {
            return List.of("paren");
        }

        private static Object modifiers(TimeModifiers modifiers) {
            return List.of(modifiers.at(), duration(modifiers.offset()));
        }

        private static Object duration(DurationExpr duration) {
            if (duration instanceof DurationExpr.Literal literal) {
                return List.of("literal", literal.seconds(), literal.isDuration());
            }
            if (duration instanceof DurationExpr.MinMax minMax) {
                return List.of("min or max", minMax.isMax(), duration(minMax.first()), duration(minMax.second()));
            }
            if (duration instanceof DurationExpr.Signed signed) {
                return List.of("signed", signed.sign(), duration(signed.operand()));
            }
            if (duration instanceof DurationExpr.Binary binary) {
                return List.of("binary", binary.op(), duration(binary.left()), duration(binary.right()));
            }
            if (duration instanceof DurationExpr.Paren paren) {
                return List.of("paren", duration(paren.inner()));
            }
            // The step or the range of the query: neither has a part.
            return duration.getClass();
        }
    }
}
