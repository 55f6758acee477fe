package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.Sign;
import dev.tocsin.evaluation.promql.Span;
import dev.tocsin.limits.Limit;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notation.PromDuration;
import java.math.BigInteger;

/** Parses number and duration tokens. */
record LiteralParser(PromqlTokenStream tokens) {
    static boolean isNumber(PromqlToken token) {
        return token.is(TokenKind.NUMBER) || token.is(TokenKind.DURATION);
    }

    /** A number, or a duration in seconds. */
    Expr.NumberLiteral number(PromqlToken token) {
        if (token.text().length() > Limit.NUMBER_LENGTH.value()) {
            throw tokens.error(
                    token.span(),
                    "error parsing number: it has %d characters, but the maximum is %d"
                            .formatted(token.text().length(), Limit.NUMBER_LENGTH.value()));
        }
        var isDuration = token.is(TokenKind.DURATION);
        return new Expr.NumberLiteral(isDuration ? seconds(token) : value(token), isDuration, token.span());
    }

    /** A number or duration with an optional sign. */
    Expr.NumberLiteral signedNumber(String where) {
        var first = tokens.peek();
        var sign = first.isSign() ? sign(tokens.next()) : Sign.PLUS;
        if (!isNumber(tokens.peek())) {
            throw tokens.unexpected(where);
        }
        return signed(sign, number(tokens.next()), first.span());
    }

    static Sign sign(PromqlToken token) {
        return token.value().equals("-") ? Sign.MINUS : Sign.PLUS;
    }

    static Expr.NumberLiteral signed(Sign sign, Expr.NumberLiteral number, Span first) {
        return new Expr.NumberLiteral(
                sign.apply(number.value()), number.isDuration(), Span.between(first, number.span()));
    }

    private double seconds(PromqlToken token) {
        try {
            return PromDuration.parse(token.text()).toMillis() / 1e3;
        } catch (IllegalArgumentException e) {
            throw tokens.error(token.span(), e.getMessage());
        }
    }

    // As in Prometheus: first Go's ParseInt with 64 bits and the base of the prefix, then ParseFloat.
    private double value(PromqlToken token) {
        var digits = token.value().replace("_", "");
        return switch (digits) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "nan" -> Double.NaN;
            default ->
                isHex(digits) ? hexadecimal(digits, token) : isOctal(digits) ? octal(digits) : decimal(digits, token);
        };
    }

    private static boolean isHex(String digits) {
        return digits.startsWith("0x") || digits.startsWith("0X");
    }

    private static boolean isOctal(String digits) {
        return digits.length() > 1
                && digits.charAt(0) == '0'
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '7')
                && new BigInteger(digits, 8).bitLength() < Long.SIZE;
    }

    private static double octal(String digits) {
        return new BigInteger(digits, 8).doubleValue();
    }

    private double hexadecimal(String digits, PromqlToken token) {
        var number =
                digits.length() > 2 ? new BigInteger(digits.substring(2), 16) : BigInteger.ONE.shiftLeft(Long.SIZE);
        if (number.bitLength() >= Long.SIZE) {
            throw notANumber(token, "invalid syntax");
        }
        return number.doubleValue();
    }

    private double decimal(String digits, PromqlToken token) {
        try {
            var number = Double.parseDouble(digits);
            if (Double.isInfinite(number)) {
                throw notANumber(token, "value out of range");
            }
            return number;
        } catch (NumberFormatException e) {
            throw notANumber(token, "invalid syntax"); // An exponent without digits.
        }
    }

    private PromqlSyntaxException notANumber(PromqlToken token, String why) {
        return tokens.error(
                token.span(),
                "error parsing number: strconv.ParseFloat: parsing %s: %s".formatted(GoQuote.quote(token.text()), why));
    }
}
