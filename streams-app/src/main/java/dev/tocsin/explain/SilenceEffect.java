package dev.tocsin.explain;

import dev.tocsin.history.AlertEpisode;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.listing.ListedAlert;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The alerts that a silence with some matchers would mute.
 *
 * @param muted the firing alerts that it matches
 * @param pending number of pending alerts that it matches
 * @param share of the firing alerts that it matches, from 0 to 1
 * @param perMatcher how many firing alerts each matcher matches by itself
 * @param receivers the firing alerts of each receiver, with those that are muted
 * @param past the episodes that it would have muted
 * @param warnings sentences about a silence that is broader than most
 */
public record SilenceEffect(
        List<ListedAlert> muted,
        int pending,
        double share,
        List<Integer> perMatcher,
        Map<String, MutedAlerts> receivers,
        List<AlertEpisode> past,
        List<String> warnings) {
    private static final double BROAD = 0.5;
    private static final List<String> NARROW_LABELS = List.of("alertname", "team", "service", "job", "instance");

    /** Numbers of firing alerts of a receiver. */
    public record MutedAlerts(int muted, int of) {
        MutedAlerts plus(boolean isMuted) {
            return new MutedAlerts(muted + (isMuted ? 1 : 0), of + 1);
        }

        /** Whether the receiver gets no alert that fires now. */
        public boolean isQuiet() {
            return muted == of;
        }
    }

    /**
     * @param firing all alerts that fire
     * @param pending all pending alerts
     * @param episodes all episodes of some past time
     */
    public static SilenceEffect of(
            List<Matcher> matchers,
            Collection<ListedAlert> firing,
            Collection<ListedAlert> pending,
            Collection<AlertEpisode> episodes) {
        var muted = firing.stream()
                .filter(alert -> matches(matchers, alert.alert().labels()))
                .toList();
        var share = firing.isEmpty() ? 0 : (double) muted.size() / firing.size();
        return new SilenceEffect(
                muted,
                (int) pending.stream()
                        .filter(alert -> matches(matchers, alert.alert().labels()))
                        .count(),
                share,
                matchers.stream()
                        .map(matcher -> (int) firing.stream()
                                .filter(alert -> matcher.matches(alert.alert().labels()))
                                .count())
                        .toList(),
                receivers(matchers, firing),
                episodes.stream()
                        .filter(episode -> matches(matchers, episode.labels()))
                        .toList(),
                warnings(matchers, muted.size(), firing.size(), share));
    }

    /** Whether all matchers match. */
    public static boolean matches(List<Matcher> matchers, Labels labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    private static Map<String, MutedAlerts> receivers(List<Matcher> matchers, Collection<ListedAlert> firing) {
        var receivers = new TreeMap<String, MutedAlerts>();
        for (var alert : firing) {
            var isMuted = matches(matchers, alert.alert().labels());
            alert.receivers()
                    .forEach(receiver -> receivers.merge(
                            receiver, new MutedAlerts(0, 0).plus(isMuted), (known, one) -> known.plus(isMuted)));
        }
        receivers.values().removeIf(numbers -> numbers.muted() == 0);
        return receivers;
    }

    private static List<String> warnings(List<Matcher> matchers, int muted, int firing, double share) {
        var warnings = new ArrayList<String>();
        if (share >= BROAD && muted > 1) {
            warnings.add("It mutes %d of the %d alerts that fire now (%d %%)."
                    .formatted(muted, firing, Math.round(share * 100)));
        }
        if (matchers.stream().noneMatch(matcher -> NARROW_LABELS.contains(matcher.name()))) {
            warnings.add("No matcher is about one of %s, so it may mute alerts of others."
                    .formatted(String.join(", ", NARROW_LABELS)));
        }
        if (matchers.stream().allMatch(matcher -> matcher.op().isNegative())) {
            warnings.add("All matchers are negative, so it mutes every alert that they do not exclude.");
        }
        return warnings;
    }
}
