package dev.tocsin.evaluation.rules;

import dev.tocsin.notation.Sha256;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Assigns uids to the rules of one group, in order. */
final class RuleUids {
    private static final int HASH_DIGITS = 12;

    private final String group;
    private final Map<String, Integer> countByUid = new HashMap<>();

    RuleUids(String group) {
        this.group = group;
    }

    String next(String name, RuleExpression expression, Map<String, String> labels) {
        var uid = group + "/" + name + "/" + hash(expression, labels);
        var count = countByUid.merge(uid, 1, Integer::sum);
        return count == 1 ? uid : uid + "#" + count;
    }

    private static String hash(RuleExpression expression, Map<String, String> labels) {
        var text = new StringBuilder(expression.identity());
        new TreeMap<>(labels)
                .forEach((name, value) ->
                        text.append('\0').append(name).append('\0').append(value));
        return Sha256.hex(text.toString()).substring(0, HASH_DIGITS);
    }
}
