package dev.tocsin.cli;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts by lines: a longest common subsequence, with some lines of context. */
final class LineDiff {
    private static final int CONTEXT = 2;

    /** Texts with more pairs of lines are shown whole, the old one first. */
    private static final long MAX_PAIRS = 4_000_000;

    private LineDiff() {}

    static List<String> of(List<String> before, List<String> after) {
        var all = (long) before.size() * after.size() > MAX_PAIRS ? whole(before, after) : merged(before, after);
        return withContext(all);
    }

    private static List<String> whole(List<String> before, List<String> after) {
        var lines = new ArrayList<String>();
        before.forEach(line -> lines.add("- " + line));
        after.forEach(line -> lines.add("+ " + line));
        return lines;
    }

    private static List<String> merged(List<String> before, List<String> after) {
        var common = commonLengths(before, after);
        var lines = new ArrayList<String>();
        var i = 0;
        var j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                lines.add("  " + before.get(i++));
                j++;
            } else if (j == after.size() || i < before.size() && common[i + 1][j] >= common[i][j + 1]) {
                lines.add("- " + before.get(i++));
            } else {
                lines.add("+ " + after.get(j++));
            }
        }
        return lines;
    }

    /** The length of the longest common subsequence of the rests that begin at each pair of lines. */
    private static int[][] commonLengths(List<String> before, List<String> after) {
        var lengths = new int[before.size() + 1][after.size() + 1];
        for (var i = before.size() - 1; i >= 0; i--) {
            for (var j = after.size() - 1; j >= 0; j--) {
                lengths[i][j] = before.get(i).equals(after.get(j))
                        ? lengths[i + 1][j + 1] + 1
                        : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
            }
        }
        return lengths;
    }

    private static List<String> withContext(List<String> all) {
        var shown = new ArrayList<String>();
        var last = -1;
        for (var i = 0; i < all.size(); i++) {
            if (isNearChange(all, i)) {
                if (last >= 0 && i > last + 1) {
                    shown.add("  ...");
                }
                shown.add(all.get(i));
                last = i;
            }
        }
        return shown;
    }

    private static boolean isNearChange(List<String> all, int index) {
        for (var i = Math.max(0, index - CONTEXT); i <= Math.min(all.size() - 1, index + CONTEXT); i++) {
            if (!all.get(i).startsWith("  ")) {
                return true;
            }
        }
        return false;
    }
}
