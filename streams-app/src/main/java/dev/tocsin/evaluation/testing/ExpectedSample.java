package dev.tocsin.evaluation.testing;

import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoFloat;
import java.util.List;

/** A sample that a query should give. */
public record ExpectedSample(Labels labels, double value) {
    Item toItem() {
        return item(labels, value);
    }

    /** @param fuzzy whether a neighbouring number is as good */
    boolean isMetBy(double actual, boolean fuzzy) {
        var isSame = value == actual || Double.isNaN(value) && Double.isNaN(actual);
        return isSame || fuzzy && (Math.nextUp(value) == actual || Math.nextDown(value) == actual);
    }

    static Item item(Labels labels, double value) {
        return new Item(labels, List.of(GoFloat.exponent(value).replace('e', 'E')));
    }
}
