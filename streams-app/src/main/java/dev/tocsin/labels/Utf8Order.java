package dev.tocsin.labels;

import java.util.Comparator;

/** The order of UTF-8 bytes, which is that of code points; Java's own order of strings differs beyond U+FFFF. */
public final class Utf8Order {
    public static final Comparator<String> COMPARATOR = Utf8Order::compare;

    private Utf8Order() {}

    private static int compare(String a, String b) {
        var shared = Math.min(a.length(), b.length());
        for (var i = 0; i < shared; i++) {
            var left = a.charAt(i);
            var right = b.charAt(i);
            if (left != right) {
                // A surrogate stands for a code point above every other char.
                var leftIsHigh = Character.isSurrogate(left);
                return leftIsHigh == Character.isSurrogate(right) ? left - right : leftIsHigh ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }
}
