package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.AtModifier;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.TimeModifiers;

/** Adds an {@code @} modifier to every selector and outermost subquery that has none. */
record AtModifierRewriter(long time) implements Expr.Cases<Expr> {
    @Override
    public Expr numberLiteral(Expr.NumberLiteral number) {
        return number;
    }

    @Override
    public Expr stringLiteral(Expr.StringLiteral text) {
        return text;
    }

    @Override
    public Expr vectorSelector(Expr.VectorSelector selector) {
        return pin(selector);
    }

    @Override
    public Expr matrixSelector(Expr.MatrixSelector range) {
        return new Expr.MatrixSelector(pin(range.selector()), range.range(), range.span());
    }

    @Override
    public Expr subquery(Expr.Subquery subquery) {
        return new Expr.Subquery(
                subquery.expr(), subquery.range(), subquery.step(), pin(subquery.timeModifiers()), subquery.span());
    }

    @Override
    public Expr call(Expr.Call call) {
        var arguments = call.arguments().stream().map(one -> one.match(this)).toList();
        return new Expr.Call(call.function(), arguments, call.span());
    }

    @Override
    public Expr aggregation(Expr.Aggregation it) {
        return new Expr.Aggregation(
                it.op(),
                it.grouping(),
                it.parameter().map(parameter -> parameter.match(this)),
                it.expr().match(this),
                it.span());
    }

    @Override
    public Expr binary(Expr.Binary it) {
        return new Expr.Binary(
                it.op(), it.left().match(this), it.right().match(this), it.isBool(), it.matching(), it.span());
    }

    @Override
    public Expr unary(Expr.Unary unary) {
        return new Expr.Unary(unary.sign(), unary.expr().match(this), unary.span());
    }

    @Override
    public Expr paren(Expr.Paren paren) {
        return new Expr.Paren(paren.expr().match(this), paren.span());
    }

    private Expr.VectorSelector pin(Expr.VectorSelector selector) {
        return new Expr.VectorSelector(
                selector.name(),
                selector.matchers(),
                pin(selector.timeModifiers()),
                selector.extension(),
                selector.span());
    }

    private TimeModifiers pin(TimeModifiers modifiers) {
        return modifiers.at().equals(AtModifier.NONE)
                ? new TimeModifiers(new AtModifier.Timestamp(time), modifiers.offset())
                : modifiers;
    }
}
