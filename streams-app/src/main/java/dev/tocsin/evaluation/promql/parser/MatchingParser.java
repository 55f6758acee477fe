package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.Matching;
import dev.tocsin.evaluation.promql.Matching.Cardinality;
import dev.tocsin.evaluation.promql.Matching.Fill;
import java.util.List;
import java.util.OptionalDouble;

/** Parses {@code on}, {@code ignoring}, {@code group_left}, {@code group_right} and {@code fill} after an operator. */
record MatchingParser(PromqlTokenStream tokens, SelectorParser selectors, Features features) {
    Matching matching() {
        var isOn = tokens.atWord("on");
        if (!isOn && !tokens.atWord("ignoring")) {
            return new Matching(Cardinality.ONE_TO_ONE, false, List.of(), List.of(), fill());
        }
        tokens.next();
        var labels = selectors.labelNames();
        var cardinality = cardinality();
        var include = cardinality != Cardinality.ONE_TO_ONE && tokens.at(TokenKind.LEFT_PAREN)
                ? selectors.labelNames()
                : List.<String>of();
        return new Matching(cardinality, isOn, labels, include, fill());
    }

    private Cardinality cardinality() {
        if (tokens.acceptWord("group_left")) {
            return Cardinality.MANY_TO_ONE;
        }
        return tokens.acceptWord("group_right") ? Cardinality.ONE_TO_MANY : Cardinality.ONE_TO_ONE;
    }

    private Fill fill() {
        if (tokens.atWord("fill")) {
            var both = fillValue();
            return new Fill(both, both);
        }
        var left = tokens.atWord("fill_left") ? fillValue() : OptionalDouble.empty();
        var right = tokens.atWord("fill_right") ? fillValue() : OptionalDouble.empty();
        return new Fill(left.isEmpty() && tokens.atWord("fill_left") ? fillValue() : left, right);
    }

    private OptionalDouble fillValue() {
        var word = tokens.next();
        if (!features.has(Feature.FILL_MODIFIERS)) {
            throw tokens.error(word.span(), "binop fill modifiers are experimental and not enabled");
        }
        tokens.expect(TokenKind.LEFT_PAREN);
        var value = new LiteralParser(tokens).signedNumber("").value();
        tokens.expect(TokenKind.RIGHT_PAREN);
        return OptionalDouble.of(value);
    }
}
