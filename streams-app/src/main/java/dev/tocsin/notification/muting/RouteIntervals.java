package dev.tocsin.notification.muting;

import java.util.List;

/**
 * When a route is heard, by names of time intervals.
 *
 * @param mute while any of them holds, nothing is told
 * @param active while none of them holds, nothing is told; an empty list asks for nothing
 */
public record RouteIntervals(List<String> mute, List<String> active) {
    public static final RouteIntervals ALWAYS = new RouteIntervals(List.of(), List.of());

    public RouteIntervals {
        mute = List.copyOf(mute);
        active = List.copyOf(active);
    }
}
