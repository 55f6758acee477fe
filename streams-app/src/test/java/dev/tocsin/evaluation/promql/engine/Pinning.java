package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.At;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Timing;

/** The same expression, in which every selector and outermost subquery that has no {@code @} is given one. */
record Pinning(long time) implements Expr.Cases<Expr> {
    @Override
    public Expr number(Expr.Number number) {
        return number;
    }

    @Override
    public Expr text(Expr.Text text) {
        return text;
    }

    @Override
    public Expr selector(Expr.Selector selector) {
        return pin(selector);
    }

    @Override
    public Expr range(Expr.Range range) {
        return new Expr.Range(pin(range.of()), range.range(), range.span());
    }

    @Override
    public Expr subquery(Expr.Subquery subquery) {
        return new Expr.Subquery(
                subquery.of(), subquery.range(), subquery.step(), pin(subquery.timing()), subquery.span());
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
                it.of().match(this),
                it.span());
    }

    @Override
    public Expr binary(Expr.Binary it) {
        return new Expr.Binary(
                it.op(), it.left().match(this), it.right().match(this), it.isBool(), it.matching(), it.span());
    }

    @Override
    public Expr unary(Expr.Unary unary) {
        return new Expr.Unary(unary.sign(), unary.of().match(this), unary.span());
    }

    @Override
    public Expr paren(Expr.Paren paren) {
        return new Expr.Paren(paren.of().match(this), paren.span());
    }

    private Expr.Selector pin(Expr.Selector selector) {
        return new Expr.Selector(
                selector.name(), selector.matchers(), pin(selector.timing()), selector.extension(), selector.span());
    }

    private Timing pin(Timing timing) {
        return timing.at().equals(At.EVALUATION) ? new Timing(new At.Timestamp(time), timing.offset()) : timing;
    }
}
