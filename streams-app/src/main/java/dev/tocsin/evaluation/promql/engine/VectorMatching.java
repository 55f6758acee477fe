package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Matching.Cardinality;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.Names;
import dev.tocsin.evaluation.promql.vectors.Query;
import dev.tocsin.evaluation.promql.vectors.Row;
import dev.tocsin.evaluation.promql.vectors.Rows;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;

/** An operator between two vectors: elements whose signatures agree meet, one with one or many with one. */
final class VectorMatching {
    private static final int NOBODY = -1;

    private final Query query;
    private final Expr.Binary binary;
    private final boolean isSwapped;
    private final DoubleBinaryOperator operator;
    private final PointOperator points;
    private final int steps;

    VectorMatching(Query query, Expr.Binary binary, int steps) {
        this.query = query;
        this.binary = binary;
        this.isSwapped = binary.matching().cardinality() == Cardinality.ONE_TO_MANY;
        this.operator = binary.isBool() ? Arithmetic.number(binary.op()) : Arithmetic.filter(binary.op());
        this.points = new PointOperator(query, binary);
        this.steps = steps;
    }

    Rows apply(Rows left, Rows right) {
        return new Meeting(isSwapped ? right : left, isSwapped ? left : right).rows();
    }

    /** The rows of the many (or the left, if it is one to one), those of the one, and who meets whom. */
    private final class Meeting {
        private final Rows many;
        private final Rows one;
        private final Signatures signatures = new Signatures(binary.matching());
        private final int[] manyNumbers;
        private final int[] oneNumbers;
        private final Matched matched;

        Meeting(Rows many, Rows one) {
            this.many = many;
            this.one = one;
            this.manyNumbers = signatures.of(many);
            this.oneNumbers = signatures.of(one);
            this.matched = new Matched(new MatchedLabels(binary, Names.of(query)), signatures.count(), steps);
        }

        Rows rows() {
            var fill = binary.matching().fill();
            var partners = new int[signatures.count()];
            for (var step = 0; step < steps; step++) {
                query.goOn();
                if (fill.isNone() ? many.hasAny(step) && one.hasAny(step) : many.hasAny(step) || one.hasAny(step)) {
                    meet(step, partners);
                }
            }
            return matched.rows().united();
        }

        private void meet(int step, int[] partners) {
            findPartners(step, partners);
            matched.begin(step);
            var fill = binary.matching().fill();
            for (var m = 0; m < manyNumbers.length; m++) {
                var row = many.list().get(m);
                if (row.has(step)) {
                    var partner = partners[manyNumbers[m]];
                    if (partner != NOBODY) {
                        pair(row, one.list().get(partner), manyNumbers[m], step);
                    } else if (fill.right().isPresent()) {
                        pair(row, stand(manyNumbers[m], fill.right().getAsDouble(), step), manyNumbers[m], step);
                    }
                }
            }
            if (fill.left().isPresent()) {
                fillMany(step, fill.left().getAsDouble());
            }
        }

        private void fillMany(int step, double value) {
            for (var o = 0; o < oneNumbers.length; o++) {
                var row = one.list().get(o);
                if (row.has(step) && !matched.isTaken(oneNumbers[o])) {
                    pair(stand(oneNumbers[o], value, step), row, oneNumbers[o], step);
                }
            }
        }

        private void findPartners(int step, int[] partners) {
            Arrays.fill(partners, NOBODY);
            for (var o = 0; o < oneNumbers.length; o++) {
                if (one.list().get(o).has(step)) {
                    var number = oneNumbers[o];
                    if (partners[number] != NOBODY) {
                        throw duplicate(
                                number,
                                one.list().get(partners[number]),
                                one.list().get(o));
                    }
                    partners[number] = o;
                }
            }
        }

        private void pair(Row ofMany, Row ofOne, int number, int step) {
            if (binary.op().isTrim() || ofMany.isHistogram(step) || ofOne.isHistogram(step)) {
                var manyPoint = ofMany.at(step);
                var onePoint = ofOne.at(step);
                matched.put(
                        ofMany,
                        ofOne,
                        number,
                        isSwapped ? points.apply(onePoint, manyPoint) : points.apply(manyPoint, onePoint));
                return;
            }
            var manyValue = ofMany.values()[step];
            var oneValue = ofOne.values()[step];
            var value = isSwapped
                    ? operator.applyAsDouble(oneValue, manyValue)
                    : operator.applyAsDouble(manyValue, oneValue);
            matched.put(ofMany, ofOne, number, value);
        }

        /** Somebody who has nothing but the signature, and the value that fills the gap. */
        private Row stand(int number, double value, int step) {
            var row = Row.empty(signatures.labels(number), false, steps);
            row.values()[step] = value;
            return row;
        }

        private EvaluationException duplicate(int number, Row first, Row second) {
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
