package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.labels.Utf8Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Natural sort order: runs of digits compare as numbers, so {@code node2} is before {@code node10}. */
final class NaturalOrder {
    static final Comparator<String> OF_TEXTS = NaturalOrder::compare;

    private static final Pattern CHUNK = Pattern.compile("[0-9]+|[^0-9]+");

    private NaturalOrder() {}

    private static int compare(String left, String right) {
        var leftChunks = chunks(left);
        var rightChunks = chunks(right);
        for (var i = 0; i < Math.min(leftChunks.size(), rightChunks.size()); i++) {
            var order = compareChunks(leftChunks.get(i), rightChunks.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(leftChunks.size(), rightChunks.size());
    }

    private static int compareChunks(String left, String right) {
        if (isNumber(left) && isNumber(right)) {
            var order = compareNumbers(withoutZeros(left), withoutZeros(right));
            return order != 0 ? order : Integer.compare(left.length(), right.length());
        }
        return Utf8Order.COMPARATOR.compare(left, right);
    }

    private static int compareNumbers(String left, String right) {
        return left.length() != right.length() ? Integer.compare(left.length(), right.length()) : left.compareTo(right);
    }

    private static String withoutZeros(String digits) {
        var from = 0;
        while (from < digits.length() && digits.charAt(from) == '0') {
            from++;
        }
        return digits.substring(from);
    }

    private static List<String> chunks(String text) {
        var chunks = new ArrayList<String>();
        var found = CHUNK.matcher(text);
        while (found.find()) {
            chunks.add(found.group());
        }
        return chunks;
    }

    private static boolean isNumber(String chunk) {
        return Character.isDigit(chunk.charAt(0));
    }
}
