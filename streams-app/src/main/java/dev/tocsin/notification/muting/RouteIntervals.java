package dev.tocsin.notification.muting;

import java.util.List;

/**
 * The names of a route's time intervals.
 *
 * @param mute the route is muted while one of them is active
 * @param active the route is muted while none of them is active; ignored if empty
 */
public record RouteIntervals(List<String> mute, List<String> active) {
    public static final RouteIntervals ALWAYS = new RouteIntervals(List.of(), List.of());

    public RouteIntervals {
        mute = List.copyOf(mute);
        active = List.copyOf(active);
    }

    /** Whether time intervals can mute the route. */
    public boolean canMute() {
        return !mute.isEmpty() || !active.isEmpty();
    }
}
