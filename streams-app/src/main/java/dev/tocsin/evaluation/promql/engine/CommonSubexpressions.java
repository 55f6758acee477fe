package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.PromqlFunction.Trait;
import dev.tocsin.evaluation.promql.ValueType;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The sub-expressions that several instant queries have in common (common subexpression elimination). Those inside
 * subqueries do not count: they are evaluated at other times. Immutable.
 */
public final class CommonSubexpressions {
    public static final CommonSubexpressions NONE = new CommonSubexpressions(Map.of());

    private final Map<Expr, Use> uses;

    private CommonSubexpressions(Map<Expr, Use> uses) {
        this.uses = uses;
    }

    /**
     * A common sub-expression.
     *
     * @param number the same for all equal sub-expressions
     * @param total how many times its result is needed if all queries run once and share all results
     */
    record Use(int number, int total) {}

    /** The use of a part of a query; null if its result is not shared. Parts are distinguished by identity. */
    Use find(Expr part) {
        return this == NONE ? null : uses.get(part);
    }

    /** The number of parts of queries that share a result. */
    public int size() {
        return uses.size();
    }

    /** Collects queries. */
    public static final class Builder {
        private final ExprNumbering numbering = new ExprNumbering();
        private final Map<Expr, Integer> numbers = new IdentityHashMap<>();
        private final Map<Integer, Integer> totals = new HashMap<>();

        /**
         * Adds a query.
         *
         * @param isSame whether a selector selects the same samples in all queries of a tick. Expressions with other
         *     selectors are not shared.
         */
        public void add(Expr query, Predicate<Expr.VectorSelector> isSame) {
            var isSameEverywhere = query.nodes()
                    .allMatch(node -> !(node instanceof Expr.VectorSelector selector) || isSame.test(selector));
            addParts(query, isSameEverywhere ? selector -> true : isSame, true);
        }

        public CommonSubexpressions build() {
            var uses = new IdentityHashMap<Expr, Use>();
            numbers.forEach((expr, number) -> {
                if (totals.get(number) > 1) {
                    uses.put(expr, new Use(number, totals.get(number)));
                }
            });
            return uses.isEmpty() ? NONE : new CommonSubexpressions(uses);
        }

        /** @param isEvaluated whether the expression is evaluated, although results are shared */
        private void addParts(Expr expr, Predicate<Expr.VectorSelector> isSame, boolean isEvaluated) {
            var areChildrenEvaluated = isEvaluated;
            if (isCostly(expr) && isShareable(expr, isSame)) {
                var number = numbering.of(expr);
                numbers.put(expr, number);
                // Only the first of equal expressions is evaluated. Any of them may be the first.
                areChildrenEvaluated = totals.merge(number, isEvaluated ? 1 : 0, Integer::sum) == 1 && isEvaluated;
            }
            if (!isReadAtOnce(expr)) {
                for (var child : expr.children()) {
                    addParts(child, isSame, areChildrenEvaluated);
                }
            }
        }

        /** Vectors, and scalars made from vectors. */
        private static boolean isCostly(Expr expr) {
            if (expr instanceof Expr.Paren || !hasSelector(expr)) {
                return false;
            }
            return expr.type() != ValueType.SCALAR || expr instanceof Expr.Call;
        }

        private static boolean hasSelector(Expr expr) {
            return expr.nodes().anyMatch(Expr.VectorSelector.class::isInstance);
        }

        // The function info reads series that no selector names.
        private static boolean isShareable(Expr expr, Predicate<Expr.VectorSelector> isSame) {
            return expr.nodes()
                    .allMatch(node -> node instanceof Expr.VectorSelector selector
                            ? isSame.test(selector)
                            : !(node instanceof Expr.Call call
                                    && call.function().has(Trait.LABEL_SELECTOR)));
        }

        /** Whether the children are not evaluated by themselves, or not at the time of the query. */
        private static boolean isReadAtOnce(Expr expr) {
            return expr instanceof Expr.MatrixSelector || expr instanceof Expr.Subquery;
        }
    }
}
