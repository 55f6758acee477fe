package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Sign;
import dev.tocsin.evaluation.promql.ValueType;
import dev.tocsin.evaluation.promql.functions.Invocation;
import dev.tocsin.evaluation.promql.vectors.Columns;
import dev.tocsin.evaluation.promql.vectors.Detail;
import dev.tocsin.evaluation.promql.vectors.Evaluation;
import dev.tocsin.evaluation.promql.vectors.Names;
import dev.tocsin.evaluation.promql.vectors.Operand;
import dev.tocsin.evaluation.promql.vectors.Query;
import dev.tocsin.evaluation.promql.vectors.Rows;
import dev.tocsin.evaluation.promql.vectors.Selectors;
import dev.tocsin.evaluation.promql.vectors.Steps;
import dev.tocsin.evaluation.promql.vectors.Subqueries;

/** The dispatch: sends each kind of expression to the family that knows it, at all steps at once. */
record Evaluator(Query query, Steps steps) implements Evaluation, Expr.Cases<Operand> {
    @Override
    public Operand evaluate(Expr expr) {
        query.goOn();
        if (isWorthEvaluatingOnce(expr)) {
            return Columns.repeated(with(query, Steps.at(steps.start())).evaluate(expr), steps.count());
        }
        var operand = expr.match(this);
        if (operand instanceof Rows rows) {
            query.admit((long) rows.list().size() * steps.count());
        }
        return operand;
    }

    @Override
    public Operand number(Expr.Number number) {
        return new Operand.Scalars(Columns.filled(number.value(), steps.count()));
    }

    @Override
    public Operand text(Expr.Text text) {
        return new Operand.Words(text.value());
    }

    @Override
    public Operand selector(Expr.Selector selector) {
        return new Selectors(query, steps).values(selector);
    }

    @Override
    public Operand range(Expr.Range range) {
        return new Selectors(query, steps).windows(range);
    }

    @Override
    public Operand subquery(Expr.Subquery subquery) {
        return new Subqueries(this).windows(subquery);
    }

    @Override
    public Operand call(Expr.Call call) {
        var name = call.function().name();
        return FunctionTable.named(name)
                .apply(new Invocation(call, with(query.detail().within(name))));
    }

    @Override
    public Operand aggregation(Expr.Aggregation aggregation) {
        return AggregationTable.rows(aggregation, this);
    }

    @Override
    public Operand binary(Expr.Binary binary) {
        var sides = with(Detail.WHOLE);
        return new BinaryOperators(query, binary)
                .apply(sides.evaluate(binary.left()), sides.evaluate(binary.right()), steps);
    }

    @Override
    public Operand unary(Expr.Unary unary) {
        var operand = evaluate(unary.of());
        if (unary.sign() == Sign.PLUS) {
            return operand;
        }
        if (operand instanceof Operand.Scalars scalars) {
            var negated = scalars.values().clone();
            for (var i = 0; i < negated.length; i++) {
                negated[i] = -negated[i];
            }
            return new Operand.Scalars(negated);
        }
        return Names.of(query).drop(operand.rows().map(value -> -value, histogram -> histogram.times(-1)));
    }

    @Override
    public Operand paren(Expr.Paren paren) {
        return evaluate(paren.of());
    }

    @Override
    public Evaluator with(Query other, Steps at) {
        return new Evaluator(other, at);
    }

    private Evaluator with(Detail detail) {
        return with(query.with(detail), steps);
    }

    private boolean isWorthEvaluatingOnce(Expr expr) {
        return steps.count() > 1
                && (expr.type() == ValueType.INSTANT_VECTOR || expr.type() == ValueType.SCALAR)
                && !(expr instanceof Expr.Number)
                && expr.match(Pinned.PINNED);
    }
}
