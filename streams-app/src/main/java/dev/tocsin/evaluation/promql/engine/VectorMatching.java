package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Matching.Cardinality;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.MetricNameRemoval;
import dev.tocsin.evaluation.promql.vectors.QueryContext;
import dev.tocsin.evaluation.promql.vectors.StepConversions;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;

/** A binary operator between two vectors: matches elements with equal signatures, one-to-one or many-to-one. */
final class VectorMatching {
    private static final int NO_PARTNER = -1;

    private final QueryContext query;
    private final Expr.Binary binary;
    private final boolean isSwapped;
    private final DoubleBinaryOperator operator;
    private final PointOperator pointOperator;
    private final int steps;

    VectorMatching(QueryContext query, Expr.Binary binary, int steps) {
        this.query = query;
        this.binary = binary;
        this.isSwapped = binary.matching().cardinality() == Cardinality.ONE_TO_MANY;
        this.operator = binary.isBool() ? Arithmetic.number(binary.op()) : Arithmetic.filter(binary.op());
        this.pointOperator = new PointOperator(query, binary);
        this.steps = steps;
    }

    InstantVector apply(InstantVector left, InstantVector right) {
        return new StepMatcher(isSwapped ? right : left, isSwapped ? left : right).evaluate();
    }

    /** Matches the rows of the "many" side (one-to-one: the left side) with the rows of the "one" side. */
    private final class StepMatcher {
        private final InstantVector many;
        private final InstantVector one;
        private final Signatures signatures = new Signatures(binary.matching());
        private final int[] manyNumbers;
        private final int[] oneNumbers;
        private final MatchedElements matched;

        /** Rows with fill values by signature: those of the "many" side and those of the "one" side. */
        private final Map<Integer, VectorRow> manyFill = new HashMap<>();

        private final Map<Integer, VectorRow> oneFill = new HashMap<>();

        StepMatcher(InstantVector many, InstantVector one) {
            this.many = many;
            this.one = one;
            this.manyNumbers = signatures.of(many);
            this.oneNumbers = signatures.of(one);
            this.matched = new MatchedElements(
                    new ResultLabels(binary, MetricNameRemoval.of(query)), query, signatures.count(), steps);
        }

        InstantVector evaluate() {
            var fill = binary.matching().fill();
            var partners = new int[signatures.count()];
            for (var step = 0; step < steps; step++) {
                query.checkCancelled();
                if (fill.isNone()
                        ? many.hasElementAt(step) && one.hasElementAt(step)
                        : many.hasElementAt(step) || one.hasElementAt(step)) {
                    matchStep(step, partners);
                }
            }
            return matched.toVector().mergeSameLabels();
        }

        private void matchStep(int step, int[] partners) {
            findPartners(step, partners);
            matched.startStep(step);
            var fill = binary.matching().fill();
            for (var m = 0; m < manyNumbers.length; m++) {
                var row = many.rows().get(m);
                if (row.has(step)) {
                    var partner = partners[manyNumbers[m]];
                    if (partner != NO_PARTNER) {
                        matchPair(row, one.rows().get(partner), manyNumbers[m], step);
                    } else if (fill.right().isPresent()) {
                        matchPair(
                                row,
                                fillRow(oneFill, manyNumbers[m], fill.right().getAsDouble()),
                                manyNumbers[m],
                                step);
                    }
                }
            }
            if (fill.left().isPresent()) {
                fillMany(step, fill.left().getAsDouble());
            }
        }

        private void fillMany(int step, double value) {
            for (var o = 0; o < oneNumbers.length; o++) {
                var row = one.rows().get(o);
                if (row.has(step) && !matched.isMatched(oneNumbers[o])) {
                    matchPair(fillRow(manyFill, oneNumbers[o], value), row, oneNumbers[o], step);
                }
            }
        }

        private void findPartners(int step, int[] partners) {
            Arrays.fill(partners, NO_PARTNER);
            for (var o = 0; o < oneNumbers.length; o++) {
                if (one.rows().get(o).has(step)) {
                    var number = oneNumbers[o];
                    if (partners[number] != NO_PARTNER) {
                        throw duplicate(
                                number,
                                one.rows().get(partners[number]),
                                one.rows().get(o));
                    }
                    partners[number] = o;
                }
            }
        }

        private void matchPair(VectorRow manyRow, VectorRow oneRow, int number, int step) {
            if (binary.op().isTrim() || manyRow.isHistogram(step) || oneRow.isHistogram(step)) {
                var manyPoint = manyRow.at(step);
                var onePoint = oneRow.at(step);
                matched.put(
                        manyRow,
                        oneRow,
                        number,
                        isSwapped
                                ? pointOperator.apply(onePoint, manyPoint)
                                : pointOperator.apply(manyPoint, onePoint));
                return;
            }
            var manyValue = manyRow.values()[step];
            var oneValue = oneRow.values()[step];
            var value = isSwapped
                    ? operator.applyAsDouble(oneValue, manyValue)
                    : operator.applyAsDouble(manyValue, oneValue);
            matched.put(manyRow, oneRow, number, value);
        }

        /** A row with the labels of the signature and the fill value at each step. */
        private VectorRow fillRow(Map<Integer, VectorRow> known, int number, double value) {
            return known.computeIfAbsent(
                    number,
                    key -> new VectorRow(signatures.labels(number), false, StepConversions.filled(value, steps)));
        }

        private EvaluationException duplicate(int number, VectorRow first, VectorRow second) {
            var texts = Stream.of(first, second)
                    .map(row -> row.labels().toString())
                    .sorted()
                    .toList();
            return new EvaluationException(
                    "found duplicate series for the match group %s on the %s hand-side of the operation: %s;many-to-many matching not allowed: matching labels must be unique on one side"
                            .formatted(signatures.labels(number), isSwapped ? "left" : "right", texts));
        }
    }
}
