package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.BinaryOp;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The set operators {@code and}, {@code or} and {@code unless}. */
record SetOperators(Expr.Binary binary) {
    InstantVector apply(InstantVector left, InstantVector right) {
        var signatures = new Signatures(binary.matching());
        var leftNumbers = signatures.of(left);
        var rightNumbers = signatures.of(right);
        if (binary.op() == BinaryOp.OR) {
            var all = new ArrayList<>(left.rows());
            all.addAll(kept(right, rightNumbers, present(left, leftNumbers, signatures.count()), false));
            return new InstantVector(all).mergeSameLabels();
        }
        var presentRight = present(right, rightNumbers, signatures.count());
        return new InstantVector(kept(left, leftNumbers, presentRight, binary.op() == BinaryOp.AND));
    }

    /** For each signature, the steps that have an element with it. */
    private static BitSet[] present(InstantVector rows, int[] numbers, int count) {
        var present = new BitSet[count];
        for (var i = 0; i < count; i++) {
            present[i] = new BitSet();
        }
        for (var r = 0; r < numbers.length; r++) {
            var row = rows.rows().get(r);
            for (var step = 0; step < row.values().length; step++) {
                if (row.has(step)) {
                    present[numbers[r]].set(step);
                }
            }
        }
        return present;
    }

    private static List<VectorRow> kept(InstantVector rows, int[] numbers, BitSet[] others, boolean ifPresent) {
        var kept = new ArrayList<VectorRow>();
        for (var r = 0; r < numbers.length; r++) {
            var row = rows.rows().get(r);
            var other = others[numbers[r]];
            kept.add(row.filterSteps(step -> other.get(step) == ifPresent));
        }
        return new InstantVector(kept).withoutEmpty().rows();
    }
}
