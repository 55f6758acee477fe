package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Span;
import java.nio.charset.StandardCharsets;

/** The positions of operators: between their operands, without blanks. */
final class OperatorPositions {
    private final byte[] text;

    OperatorPositions(String text) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    /** The position of the operator. As in Prometheus, the end is inclusive. */
    Span of(Expr.Binary binary) {
        var start = binary.left().span().end();
        while (PromqlLexer.isBlank(text[start])) {
            start++;
        }
        var end = binary.right().span().start() - 1;
        while (PromqlLexer.isBlank(text[end])) {
            end--;
        }
        return new Span(start, end);
    }
}
