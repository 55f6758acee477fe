package dev.tocsin.labels;

import java.util.Comparator;

/** Order of UTF-8 bytes, which equals the order of code points. Java's order differs above U+FFFF. */
public final class Utf8Order {
    public static final Comparator<String> COMPARATOR = Utf8Order::compare;

    private Utf8Order() {}

    private static int compare(String a, String b) {
        var shared = Math.min(a.length(), b.length());
        for (var i = 0; i < shared; i++) {
            var left = a.charAt(i);
            var right = b.charAt(i);
            if (left != right) {
                // A surrogate is part of a code point above all other chars.
                var leftIsHigh = Character.isSurrogate(left);
                return leftIsHigh == Character.isSurrogate(right) ? left - right : leftIsHigh ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }
}
